"""Which of the bot's messages are still to be corrected, since a figure that they show is another one now.

What is to be done is kept with the version that makes it necessary, in one transaction. Whoever takes a message has it
for a while only: should they end before it is done, somebody else takes it.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from .connections import Connections
from .tables import changed_figures, corrections, shown, shown_entries

__all__ = ["ChangedFigures", "Correction", "Corrections", "to_correct", "to_correct_late"]

_LOOKED_AT = 500  # of those that wait, to choose from; so many are weeks of a busy server
_LATE_S = 60.0


@dataclass(frozen=True, slots=True)
class ChangedFigures:
    """What a version changes in figures.

    before: what the figure of an entry said until then, by the entry's id; "" for none. beside: further entries whose
    messages may show one of these.
    """

    before: Mapping[str, str]
    beside: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A message to be corrected.

    entries: the ids of those it shows, first the one that answers. before: by entry, what figures that are others now
    said when the message was given; the message need not show them. last: the newest version that asks for it.
    """

    message_id: int
    channel_id: int
    entries: tuple[str, ...]
    before: Mapping[str, str]
    last: int


class Corrections:
    """Hands out what is to be corrected, until it is done."""

    def __init__(self, connections: Connections, clock: Callable[[], float] = time.time) -> None:
        self._connections, self._clock = connections, clock

    async def waiting(self) -> int:
        """Return how many messages are still to be corrected, those included that somebody has taken."""
        async with self._connections.begin() as connection:
            return (await connection.execute(select(func.count()).select_from(corrections))).scalar_one()

    async def take(self, most: int, *, upto: int, for_s: float = 60.0) -> list[Correction]:
        """Take messages that nobody else has, the newest first, from as many channels as there are.

        Args:
            most: How many at most.
            upto: The number of the version that is served: what a later one asks for is left.
            for_s: After so many seconds anybody may take them again, unless they are done.
        """
        now = self._clock()
        free = (corrections.c.taken_until <= now) & (corrections.c.last <= upto)
        waiting = (
            select(corrections.c.message_id, shown.c.channel_id)
            .join(shown, shown.c.message_id == corrections.c.message_id)
            .where(free)
            .order_by(corrections.c.message_id.desc())
            .limit(_LOOKED_AT)
        )
        async with self._connections.begin() as connection:  # mostly there are none: the write lock is not needed
            found = [(message_id, channel_id) for message_id, channel_id in await connection.execute(waiting)]
        chosen = _spread(found)[:most]
        if not chosen:
            return []
        mine = (
            update(corrections)
            .where(corrections.c.message_id.in_(chosen), free)
            .values(taken_until=now + for_s)
            .returning(corrections.c.message_id, corrections.c.number, corrections.c.last)
        )
        async with self._connections.begin(writes=True) as connection:
            taken = [(id, number, last) for id, number, last in await connection.execute(mine)]
            entries = await _entries(connection, [id for id, _, _ in taken])
            changes = await _changes(connection, min((number for _, number, _ in taken), default=0))
        channels = dict(found)
        return [
            Correction(id, channels[id], tuple(entries[id]), _before(changes, number), last)
            for id, number, last in sorted(taken, reverse=True)
        ]

    async def done(self, correction: Correction) -> None:
        """Take a message off the list, unless a later version has asked for it meanwhile."""
        this = corrections.c.message_id == correction.message_id
        async with self._connections.begin(writes=True) as connection:
            await connection.execute(delete(corrections).where(this, corrections.c.last == correction.last))
            await connection.execute(update(corrections).where(this).values(taken_until=0.0))


async def to_correct(connection: AsyncConnection, number: int, changed: ChangedFigures, at: float) -> None:
    """Have all messages corrected that may show a figure which a version has changed. at: seconds since 1970."""
    if not changed.before:
        return
    rows = [{"number": number, "entry": id, "before": said, "at": at} for id, said in changed.before.items()]
    await connection.execute(insert(changed_figures), rows)
    ids = [*changed.before, *changed.beside]
    showing = select(shown_entries.c.message_id, literal(number), literal(number), literal(0.0)).distinct()
    await _ask_for(connection, showing.where(shown_entries.c.entry.in_(ids)))


async def to_correct_late(connection: AsyncConnection, shown: Mapping[int, Iterable[str]], now: float) -> None:
    """Have messages looked at that were made from a version while it was replaced, and are only noted now.

    shown: by message, the ids of the entries that it shows.
    """
    ids = {entry for entries in shown.values() for entry in entries}
    lately = (changed_figures.c.entry.in_(list(ids))) & (changed_figures.c.at > now - _LATE_S)
    query = select(changed_figures.c.entry, changed_figures.c.number).where(lately)
    changed = [(entry, number) for entry, number in await connection.execute(query)]
    for message_id, entries in shown.items() if changed else ():  # mostly there are none
        numbers = [number for entry, number in changed if entry in entries]
        if numbers:
            first, last = min(numbers), max(numbers)
            await _ask_for(connection, select(literal(message_id), literal(first), literal(last), literal(0.0)))


async def _ask_for(connection: AsyncConnection, chosen: Any) -> None:
    """Put messages on the list; one that is on it already shows what was so before the earlier change."""
    columns = ["message_id", "number", "last", "taken_until"]
    made = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(corrections)
    made = made.from_select(columns, chosen)
    await connection.execute(
        made.on_conflict_do_update(index_elements=["message_id"], set_={"last": made.excluded.last})
    )


def _spread(found: Sequence[tuple[int, int]]) -> list[int]:
    """Return the ids of messages in such an order that each channel has its turn: Discord limits each by itself."""
    turns: dict[int, int] = defaultdict(int)
    ordered = []
    for place, (message_id, channel_id) in enumerate(found):
        ordered.append((turns[channel_id], place, message_id))
        turns[channel_id] += 1
    return [message_id for _, _, message_id in sorted(ordered)]


async def _entries(connection: AsyncConnection, message_ids: Sequence[int]) -> dict[int, list[str]]:
    query = select(shown_entries.c.message_id, shown_entries.c.entry).where(shown_entries.c.message_id.in_(message_ids))
    found: dict[int, list[str]] = defaultdict(list)
    for message_id, entry in await connection.execute(query.order_by(shown_entries.c.place)):
        found[message_id].append(entry)
    return found


async def _changes(connection: AsyncConnection, since: int) -> list[tuple[int, str, str]]:
    """Return number, entry and figure before of the changes from a version on, the oldest first."""
    query = select(changed_figures.c.number, changed_figures.c.entry, changed_figures.c.before)
    query = query.where(changed_figures.c.number >= since).order_by(changed_figures.c.number)
    return [(number, entry, before) for number, entry, before in await connection.execute(query)]


def _before(changes: Iterable[tuple[int, str, str]], number: int) -> dict[str, str]:
    before: dict[str, str] = {}
    for changed_by, entry, said in changes:
        if changed_by >= number:
            before.setdefault(entry, said)
    return before
