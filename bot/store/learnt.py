"""What people say answers a question, or does not: evidence for what it asks.

It is kept with the questions that found no answer, as gaps of a state of their own, so that it is forgotten and grows
old as they do. What the text may hold is the caller's business.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import case, delete, func, insert, select, update

from ..core.answering.gaps import WEIGHED
from .connections import Connections
from .questions import CHOSEN, DECLINED, LEARNT, MIN_ASKERS, add_question, asker_of, gaps_like, make_room, mark, tidy
from .tables import gaps, questions

__all__ = ["Candidate", "Learnt", "Word"]

Word = Literal["chosen", "helpful", "followup", "against"]
"""How somebody said that an entry answers a question: they chose it, they pressed *Helpful*, or found it by asking
again in other words. Or, "against", that it does not."""
_AGAINST: Word = "against"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may become a way of asking for an entry.

    Attributes:
        id: What it is settled by.
        text: The question, in the oldest of the wordings that are kept.
        target: The id of the entry.
        people: How many people say that the entry answers it.
        against: How many say that it does not. Of what one person said at different times the last counts.
        last: When somebody last said so, in seconds since 1970.
    """

    id: int
    text: str
    target: str
    people: int
    against: int
    last: float


class Learnt:
    """Keeps which entry answers which question, as people say. Beside `Questions`, whose rules hold for it too."""

    def __init__(self, connections: Connections, clock: Callable[[], float] = time.time) -> None:
        self._connections, self._clock = connections, clock

    async def groups(self, target: str) -> list[tuple[int, str]]:
        """Return the ids and texts of the questions of an entry, declined or not, the newest first."""
        wanted = select(gaps.c.id, gaps.c.text).where(gaps.c.target == target, gaps.c.state.in_(CHOSEN))
        async with self._connections.begin() as connection:
            rows = await connection.execute(wanted.order_by(gaps.c.id.desc()).limit(1_000))
            return [(id, text) for id, text in rows]

    async def like(self, text: str, target: str) -> list[tuple[int, str]]:
        """Return those of the questions of an entry, declined or not, that may be like a text, the likest first."""
        async with self._connections.begin() as connection:
            ours = (gaps.c.target == target, gaps.c.state.in_(CHOSEN))
            return await gaps_like(connection, text, *ours, limit=WEIGHED)

    async def keep(self, text: str, target: str, word: Word, *, person_id: int, group_id: int | None) -> None:
        """Keep what the asker of a question says of an entry: in a group, or in a new one of its own."""
        async with self._connections.begin(writes=True) as connection:
            if group_id is None or await connection.scalar(select(gaps.c.id).where(gaps.c.id == group_id)) is None:
                added = insert(gaps).values(text=text, state=LEARNT, target=target).returning(gaps.c.id)
                group_id = (await connection.execute(added)).scalar_one()
                await mark(connection, group_id, text)
                await make_room(connection, group_id, CHOSEN)
            await add_question(connection, text, word, person_id=person_id, gap_id=group_id, now=self._clock())

    async def second(self, group_id: int, word: Word, *, person_id: int) -> None:
        """Keep what somebody says of another's question. Its words stay the asker's: they are forgotten with them."""
        async with self._connections.begin(writes=True) as connection:
            if await connection.scalar(select(gaps.c.id).where(gaps.c.id == group_id)) is not None:
                theirs = (questions.c.gap_id == group_id) & (questions.c.asker == await asker_of(connection, person_id))
                own = await connection.scalar(select(func.max(questions.c.text)).where(theirs))  # they put it, too
                await add_question(connection, own or "", word, person_id=person_id, gap_id=group_id, now=self._clock())

    async def take_back(self, group_id: int, *, person_id: int) -> None:
        """Let somebody have said nothing against an entry."""
        async with self._connections.begin(writes=True) as connection:
            theirs = (questions.c.gap_id == group_id) & (questions.c.asker == await asker_of(connection, person_id))
            await connection.execute(delete(questions).where(theirs, questions.c.kind == _AGAINST))
            await tidy(connection)

    async def found(self, *, limit: int = 500) -> list[Candidate]:
        """Return what MIN_ASKERS people at least have asked and say, and more say than say otherwise; that of most
        people first, then the newest."""
        newest = select(func.max(questions.c.id)).group_by(questions.c.gap_id, questions.c.asker)
        against = func.sum(case((questions.c.kind == _AGAINST, 1), else_=0))
        asked = func.sum(case(((questions.c.kind != _AGAINST) & (questions.c.text != ""), 1), else_=0))
        people, last = func.count(questions.c.id) - against, func.max(questions.c.at)
        query = (
            select(gaps.c.id, gaps.c.text, gaps.c.target, people, against, last)
            .join(questions, questions.c.gap_id == gaps.c.id)
            .where(gaps.c.state == LEARNT, questions.c.id.in_(newest))
            .group_by(gaps.c.id, gaps.c.text, gaps.c.target)
            .having(asked >= MIN_ASKERS, people > against)
            .order_by(people.desc(), last.desc(), gaps.c.id)
            .limit(limit)
        )
        async with self._connections.begin() as connection:
            return [Candidate(*row) for row in await connection.execute(query)]

    async def decline(self, ids: Collection[int]) -> None:
        """Show these no more."""
        async with self._connections.begin(writes=True) as connection:
            chosen = update(gaps).where(gaps.c.id.in_(list(ids)), gaps.c.state == LEARNT)
            await connection.execute(chosen.values(state=DECLINED))

    async def settle(self, text: str, target: str) -> None:
        """Let the open questions of just that text be taught to an entry."""
        async with self._connections.begin(writes=True) as connection:
            alike = update(gaps).where(gaps.c.text == text, gaps.c.state == "open")
            await connection.execute(alike.values(state="taught", target=target))
