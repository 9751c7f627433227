"""Documents that somebody looks through entry by entry, until they are published or given up. What a draft and a
decision are, the caller knows: here they are text."""

from __future__ import annotations

import asyncio
import secrets
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from ..errors import DamagedError
from .connections import Connections, put
from .tables import review_decisions, reviews

__all__ = ["KeptReview", "Reviews"]


@dataclass(frozen=True, slots=True)
class KeptReview:
    """A document that somebody looks through.

    id: Stands in the custom ids of its buttons.
    person_id: Who does; nobody else is shown it.
    at: When it was begun, in seconds since 1970.
    draft: What was drafted from the document.
    decided: What was decided of its entries, by id.
    """

    id: str
    person_id: int
    at: float
    draft: str
    decided: Mapping[str, str]


class Reviews:
    """Keeps one document for each person, whole, and what they decide one by one."""

    def __init__(self, connections: Connections, clock: Callable[[], float] = time.time) -> None:
        self._connections, self._clock = connections, clock

    async def begin(self, person_id: int, draft: str) -> str | None:
        """Keep what was drafted from a document; return its id. None if the person is looking through one already."""
        id, packed = secrets.token_hex(8), await asyncio.to_thread(zlib.compress, draft.encode())
        async with self._connections.begin(writes=True) as connection:
            values = {"id": id, "at": self._clock(), "data": packed}
            return id if await put(connection, reviews, {"person_id": person_id}, values, replace=False) else None

    async def of_person(self, person_id: int) -> KeptReview | None:
        """Return what a person is looking through; None if nothing."""
        async with self._connections.begin() as connection:
            row = (await connection.execute(select(reviews).where(reviews.c.person_id == person_id))).first()
            if row is None:
                return None
            columns = select(review_decisions.c.entry, review_decisions.c.decided)
            found = await connection.execute(columns.where(review_decisions.c.review_id == row.id))
            decided: dict[str, str] = {each.entry: each.decided for each in found}
        try:
            draft = (await asyncio.to_thread(zlib.decompress, row.data)).decode()
        except (zlib.error, UnicodeDecodeError):
            raise DamagedError("the store is damaged: a document is not what was kept; give it again") from None
        return KeptReview(row.id, row.person_id, row.at, draft, decided)

    async def decide(self, id: str, decided: Mapping[str, str]) -> bool:
        """Keep what was decided of entries, by id, in place of what was before; return whether it is still there."""
        async with self._connections.begin(writes=True) as connection:
            there = update(reviews).where(reviews.c.id == id).values(version=reviews.c.version)  # holds the row
            if not (await connection.execute(there)).rowcount:
                return False
            names = review_decisions.c.entry.in_(list(decided))
            await connection.execute(delete(review_decisions).where(review_decisions.c.review_id == id, names))
            rows = [{"review_id": id, "entry": entry, "decided": text} for entry, text in decided.items()]
            if rows:
                await connection.execute(insert(review_decisions), rows)
            return True

    async def put_forward(self, id: str, version: str) -> None:
        """Remember which version is to be published from it."""
        async with self._connections.begin(writes=True) as connection:
            await connection.execute(update(reviews).where(reviews.c.id == id).values(version=version))

    async def published(self, version: str) -> None:
        """Take away what a version that is published now came from."""
        async with self._connections.begin(writes=True) as connection:
            await connection.execute(delete(reviews).where(reviews.c.version == version))

    async def give_up(self, person_id: int) -> bool:
        """Take away what a person is looking through; return whether there was something."""
        async with self._connections.begin(writes=True) as connection:
            return (await connection.execute(delete(reviews).where(reviews.c.person_id == person_id))).rowcount > 0

    async def purge(self, older_than: float) -> int:
        """Take away what was begun before a time (seconds since 1970); return how many there were."""
        async with self._connections.begin(writes=True) as connection:
            return (await connection.execute(delete(reviews).where(reviews.c.at < older_than))).rowcount
