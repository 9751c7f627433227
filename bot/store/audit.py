"""Who did what to the knowledge, when, and what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import delete, insert, select

from .connections import Connections
from .tables import audit

__all__ = ["MOST_REFUSED", "Audit", "Deed", "Outcome"]

MOST_REFUSED = 50
"""Of what one person was refused in a day, so many of the last rows stay."""

_DAY_S = 86_400.0
Outcome = Literal["done", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done, refused (who asked had no right, or the knowledge had faults) or failed (it could not be done).

    at: seconds since 1970. person_id, guild_id: None for the operator. detail: one line, "" if there is no more to say.
    It is kept for good, so it holds facts alone: nothing that anybody wrote, and no question.
    """

    id: int
    at: float
    person_id: int | None
    guild_id: int | None
    what: str
    outcome: str
    detail: str


class Audit:
    """The record of deeds. Rows are only ever added, but that of what one person was refused on one day, only the last
    MOST_REFUSED stay: nobody can fill it by trying."""

    def __init__(self, connections: Connections, clock: Callable[[], float] = time.time) -> None:
        self._connections, self._clock = connections, clock

    async def note(
        self,
        what: str,
        outcome: Outcome,
        *,
        person_id: int | None = None,
        guild_id: int | None = None,
        detail: str = "",
    ) -> None:
        """Add a deed, done now."""
        now = self._clock()
        values = {"at": now, "person_id": person_id, "guild_id": guild_id, "what": what, "outcome": outcome}
        async with self._connections.begin(writes=True) as connection:
            await connection.execute(insert(audit).values(**values, detail=detail.replace("\0", "\ufffd")))
            if outcome == "refused" and person_id is not None:
                theirs = (audit.c.person_id == person_id) & (audit.c.outcome == outcome) & (audit.c.at > now - _DAY_S)
                older = select(audit.c.id).where(theirs).order_by(audit.c.id.desc()).offset(MOST_REFUSED)
                await connection.execute(delete(audit).where(audit.c.id.in_(older)))

    async def last(self, limit: int = 25) -> list[Deed]:
        """Return the last deeds, the newest first."""
        columns = (
            audit.c.id, audit.c.at, audit.c.person_id, audit.c.guild_id, audit.c.what, audit.c.outcome, audit.c.detail,
        )  # fmt: skip
        async with self._connections.begin() as connection:
            rows = await connection.execute(select(*columns).order_by(audit.c.id.desc()).limit(limit))
            return [Deed(*row) for row in rows]
