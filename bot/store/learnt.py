"""What people chose for a question that found no answer, or the wrong one: evidence for what it asks.

It is kept with the questions that found no answer, as gaps of a state of their own, so that it is forgotten and grows
old as they do. What the text may hold is the caller's business.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import insert, select, update

from .connections import Connections
from .questions import DECLINED, LEARNT, Gap, Questions, gaps_of
from .tables import gaps

__all__ = ["Learnt"]


class Learnt:
    """Keeps which entry people chose for which question. Beside `Questions`, whose rules hold for it too."""

    def __init__(self, connections: Connections, questions: Questions) -> None:
        self._connections, self._questions = connections, questions

    async def groups(self, target: str) -> list[tuple[int, str]]:
        """Return the ids and texts of what was chosen an entry for, declined or not, the newest first."""
        wanted = select(gaps.c.id, gaps.c.text).where(gaps.c.target == target, gaps.c.state.in_((LEARNT, DECLINED)))
        async with self._connections.begin() as connection:
            rows = await connection.execute(wanted.order_by(gaps.c.id.desc()).limit(1_000))
            return [(id, text) for id, text in rows]

    async def keep(self, text: str, target: str, *, person_id: int, group_id: int | None) -> None:
        """Keep that somebody chose an entry for a question: in a group, or in a new one of its own."""
        if group_id is None:
            values = {"text": text, "state": LEARNT, "target": target}
            async with self._connections.begin(writes=True) as connection:
                added = insert(gaps).values(**values).returning(gaps.c.id)
                group_id = (await connection.execute(added)).scalar_one()
        await self._questions.keep(text, LEARNT, person_id=person_id, gap_id=group_id)

    async def found(self, *, limit: int = 500) -> list[Gap]:
        """Return what enough people chose alike, as `Questions.gaps` has it, each with its target."""
        async with self._connections.begin() as connection:
            return await gaps_of(connection, gaps.c.state == LEARNT, limit=limit)

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
