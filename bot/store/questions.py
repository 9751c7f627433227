"""Questions that found no answer, without names, in gaps: groups of questions that are alike."""

from __future__ import annotations

import hmac
import secrets as dice
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, delete, distinct, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ..core.answering.gaps import WEIGHED, marks
from .connections import Connections, put
from .tables import gap_marks, gaps, questions, secrets

__all__ = [
    "CHOSEN", "DECLINED", "LEARNT", "MIN_ASKERS", "MOST_A_DAY", "MOST_GAPS", "Gap", "GapState", "Questions",
    "add_question", "asker_of", "gaps_like", "make_room", "mark", "tidy",
]  # fmt: skip

MIN_ASKERS = 2
"""A gap shows once so many people asked alike: what one person asked stays with nobody but them."""

MOST_A_DAY = 30
"""Of what one person asked in a day, so many of the last questions stay."""

MOST_GAPS = 20_000
"""So many gaps are kept; of those that one person alone asked, the oldest go beyond that."""

_DAY_S = 86_400.0
LEARNT = "learnt"
"""The state of a question that people say an entry answers, which is no gap: see learnt.py."""
DECLINED = "declined"
"""The state of what moderators do not want to learn of that."""
CHOSEN = (LEARNT, DECLINED)
"""The states that are no gap's."""

GapState = Literal["open", "taught", "refused"]
_GAPS = ("open", "taught", "refused")


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that are alike. askers: how many people. last: when it was last asked, in seconds since 1970.

    target: the entry or silence that it was taught to, None if it was not.
    """

    id: int
    text: str
    state: str
    target: str | None
    asked: int
    askers: int
    last: float


class Questions:
    """Keeps questions and their gaps. What the text may hold is the caller's business: it is kept as given."""

    def __init__(self, connections: Connections, clock: Callable[[], float] = time.time) -> None:
        self._connections, self._clock = connections, clock

    async def groups(self) -> list[tuple[int, str]]:
        """Return the ids and texts of all gaps, the newest first."""
        query = select(gaps.c.id, gaps.c.text).where(gaps.c.state.not_in(CHOSEN)).order_by(gaps.c.id.desc())
        async with self._connections.begin() as connection:
            return [(id, text) for id, text in await connection.execute(query)]

    async def like(self, text: str, *, limit: int = WEIGHED) -> list[tuple[int, str]]:
        """Return the ids and texts of the gaps that share most of a text's marks, the likest first, then the newest.

        They are found by an index of marks, so that it takes as long whatever else is kept.
        """
        async with self._connections.begin() as connection:
            return await gaps_like(connection, text, gaps.c.state.not_in(CHOSEN), limit=limit)

    async def keep(self, text: str, kind: str, *, person_id: int, gap_id: int | None) -> int:
        """Keep a question in a gap, or in a new one of its own; return the gap's id.

        The same person asking the same gap again counts as one asker. Of one person's questions of a day the last
        MOST_A_DAY stay. A gap that was taught or refused stays so.
        """
        async with self._connections.begin(writes=True) as connection:
            if gap_id is None or await connection.scalar(select(gaps.c.id).where(gaps.c.id == gap_id)) is None:
                added = insert(gaps).values(text=text, state="open").returning(gaps.c.id)
                gap_id = (await connection.execute(added)).scalar_one()
                await mark(connection, gap_id, text)
                await make_room(connection, gap_id, _GAPS)
            await add_question(connection, text, kind, person_id=person_id, gap_id=gap_id, now=self._clock())
            return gap_id

    async def gaps(self, state: GapState | None = "open", *, limit: int = 25, skip: int = 0) -> list[Gap]:
        """Return the gaps that at least MIN_ASKERS people asked, those of most people first, then the newest.

        state: only those of this state; None: all. skip: how many of the first are left out.
        """
        async with self._connections.begin() as connection:
            wanted = gaps.c.state == state if state else gaps.c.state.not_in(CHOSEN)
            return await _gaps_of(connection, wanted, limit=limit, skip=skip)

    async def gap(self, id: int) -> Gap | None:
        """Return a gap that may be shown; None if there is none of that id, or too few people asked."""
        async with self._connections.begin() as connection:
            found = await _gaps_of(connection, gaps.c.id == id, limit=1)
            return found[0] if found else None

    async def settle(self, id: int, state: GapState, target: str | None = None) -> bool:
        """Set the state of a gap; return whether there is such a gap."""
        async with self._connections.begin(writes=True) as connection:
            change = update(gaps).where(gaps.c.id == id).values(state=state, target=target)
            return (await connection.execute(change)).rowcount > 0

    async def forget(self, person_id: int) -> int:
        """Take away all questions of a person; return how many."""
        async with self._connections.begin(writes=True) as connection:
            asker = await asker_of(connection, person_id)
            gone = (await connection.execute(delete(questions).where(questions.c.asker == asker))).rowcount
            await tidy(connection)
            return gone

    async def purge(self, older_than: float) -> int:
        """Take away the questions from before a time (seconds since 1970); return how many."""
        async with self._connections.begin(writes=True) as connection:
            gone = (await connection.execute(delete(questions).where(questions.c.at < older_than))).rowcount
            await tidy(connection)
            return gone


async def add_question(
    connection: AsyncConnection, text: str, kind: str, *, person_id: int, gap_id: int, now: float
) -> None:
    """Put a question into a gap; of its asker's questions of a day the last MOST_A_DAY stay.

    text: "" for one who only seconds what another asked: that goes when the other's question does.
    """
    asker = await asker_of(connection, person_id)
    values = {"gap_id": gap_id, "asker": asker, "text": text, "kind": kind, "at": now}
    await connection.execute(insert(questions).values(**values))
    theirs = (questions.c.asker == asker) & (questions.c.at > now - _DAY_S)
    older = select(questions.c.id).where(theirs).order_by(questions.c.id.desc()).offset(MOST_A_DAY)
    if (await connection.execute(delete(questions).where(questions.c.id.in_(older)))).rowcount:
        await tidy(connection)


async def make_room(connection: AsyncConnection, gap_id: int, states: Collection[str]) -> None:
    """Take away the oldest gaps that one person alone asked, and nobody has settled, where there are too many of some
    states; not the newest, gap_id."""
    ours = gaps.c.state.in_(states)
    count = await connection.scalar(select(func.count()).select_from(gaps).where(ours)) or 0
    if count > MOST_GAPS:
        askers = func.count(distinct(questions.c.asker))
        lone = (
            select(gaps.c.id)
            .outerjoin(questions, questions.c.gap_id == gaps.c.id)
            .where(ours, gaps.c.state.in_(("open", LEARNT)), gaps.c.id != gap_id)
            .group_by(gaps.c.id)
            .having(askers < MIN_ASKERS)
            .order_by(gaps.c.id)
            .limit(count - MOST_GAPS)
        )
        await connection.execute(delete(gaps).where(gaps.c.id.in_(lone)))  # takes their questions with it


async def _gaps_of(connection: AsyncConnection, *which: object, limit: int, skip: int = 0) -> list[Gap]:
    """Return the gaps of a condition that at least MIN_ASKERS people asked, in the order of `Questions.gaps`."""
    asked, askers = func.count(questions.c.id), func.count(distinct(questions.c.asker))
    last = func.max(questions.c.at)
    query = (
        select(gaps.c.id, gaps.c.text, gaps.c.state, gaps.c.target, asked, askers, last)
        .join(questions, questions.c.gap_id == gaps.c.id)
        .where(*which)  # type: ignore[arg-type]
        .group_by(gaps.c.id, gaps.c.text, gaps.c.state, gaps.c.target)
        .having(askers >= MIN_ASKERS)
        .order_by(askers.desc(), last.desc(), gaps.c.id)
        .limit(limit)
        .offset(skip)
    )
    return [Gap(*row) for row in await connection.execute(query)]


async def asker_of(connection: AsyncConnection, person_id: int) -> str:
    """Return what tells a person apart: a keyed hash of their id, by a key that never leaves the store."""
    key = await connection.scalar(select(secrets.c.value).where(secrets.c.name == "asker"))
    if key is None:
        await put(connection, secrets, {"name": "asker"}, {"value": dice.token_bytes(32)}, replace=False)
        key = await connection.scalar(select(secrets.c.value).where(secrets.c.name == "asker"))
    assert key is not None
    return hmac.new(bytes(key), str(person_id).encode(), "sha256").hexdigest()[:32]


async def tidy(connection: AsyncConnection) -> None:
    """Take away the gaps in which nobody's words are left, whatever their state, and let the others say what is still
    in them."""
    with_words = questions.c.text != ""
    await connection.execute(delete(gaps).where(gaps.c.id.not_in(select(questions.c.gap_id).where(with_words))))
    first = select(func.min(questions.c.id)).where(with_words).group_by(questions.c.gap_id)
    other = select(gaps.c.id, questions.c.text).join(questions, questions.c.gap_id == gaps.c.id)
    changed = await connection.execute(other.where(questions.c.id.in_(first), questions.c.text != gaps.c.text))
    for id, text in changed.all():
        await connection.execute(update(gaps).where(gaps.c.id == id).values(text=text))
        await connection.execute(delete(gap_marks).where(gap_marks.c.gap_id == id))
        await mark(connection, id, text)


async def mark(connection: AsyncConnection, gap_id: int, text: str) -> None:
    """Let a new gap be found by its text."""
    rows = [{"mark": each, "gap_id": gap_id} for each in sorted(marks(text))]
    if rows:
        await connection.execute(insert(gap_marks), rows)


async def gaps_like(
    connection: AsyncConnection, text: str, *which: ColumnElement[bool], limit: int
) -> list[tuple[int, str]]:
    """Return the gaps of a condition that share most of a text's marks, as `Questions.like` does."""
    query = (
        select(gaps.c.id, gaps.c.text)
        .join(gap_marks, gap_marks.c.gap_id == gaps.c.id)
        .where(gap_marks.c.mark.in_(marks(text)), *which)
        .group_by(gaps.c.id, gaps.c.text)
        .order_by(func.count().desc(), gaps.c.id.desc())
        .limit(limit)
    )
    return [(id, text) for id, text in await connection.execute(query)]
