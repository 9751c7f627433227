"""What the bot's messages showed, so that they can be corrected when a figure changes, and a conversation goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from .connections import Connections, put_all
from .corrections import to_correct_late
from .tables import shown, shown_entries

__all__ = ["Noted", "Shown", "ShownMessage"]


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """One of the bot's messages. entries: the ids of those it shows, first the one that answers."""

    message_id: int
    channel_id: int
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """What is to be remembered of one of the bot's messages: see `Shown.note`."""

    message_id: int
    channel_id: int
    entries: tuple[str, ...]
    talk: str


class Shown:
    """Ids of messages and of the entries in them, nothing of what was asked or by whom."""

    def __init__(self, connections: Connections, clock: Callable[[], float] = time.time) -> None:
        self._connections, self._clock = connections, clock

    async def note(self, message_id: int, channel_id: int, entries: Sequence[str], talk: str = "") -> None:
        """Remember what a message shows, in place of what was remembered of it; without anything, forget it.

        talk: the conversation up to that message, as `core.answering.talk` packs it.
        """
        await self.note_all([Noted(message_id, channel_id, tuple(entries), talk)])

    async def note_all(self, noted: Sequence[Noted]) -> None:
        """Remember what several messages show, each of them there once, as `note` does: all of it or nothing."""
        at = self._clock()
        ids = [each.message_id for each in noted]
        kept = [
            {"message_id": each.message_id, "channel_id": each.channel_id, "at": at, "talk": each.talk}
            for each in noted if each.entries or each.talk
        ]  # fmt: skip
        rows = [
            {"message_id": each.message_id, "place": place, "entry": entry}
            for each in noted for place, entry in enumerate(each.entries)
        ]  # fmt: skip
        async with self._connections.begin(writes=True) as connection:
            await connection.execute(delete(shown).where(shown.c.message_id.in_(ids)))
            if kept:
                await put_all(connection, shown, "message_id", kept)
            if rows:
                await connection.execute(insert(shown_entries), rows)
                await to_correct_late(connection, {each.message_id: each.entries for each in noted}, at)

    async def showing(self, entries: Iterable[str], *, since: float) -> list[ShownMessage]:
        """Return the messages that show any of these entries, from a time on (seconds since 1970), oldest first."""
        with_any = select(shown_entries.c.message_id).where(shown_entries.c.entry.in_(list(entries)))
        joined = shown.join(shown_entries, shown.c.message_id == shown_entries.c.message_id)
        query = (
            select(shown.c.message_id, shown.c.channel_id, shown_entries.c.entry)
            .select_from(joined)
            .where(shown.c.message_id.in_(with_any), shown.c.at >= since)
            .order_by(shown.c.at, shown.c.message_id, shown_entries.c.place)
        )
        found: dict[tuple[int, int], list[str]] = {}
        async with self._connections.begin() as connection:
            for message_id, channel_id, entry in await connection.execute(query):
                found.setdefault((message_id, channel_id), []).append(entry)
        return [ShownMessage(*ids, tuple(held)) for ids, held in found.items()]

    async def talk(self, message_id: int) -> str | None:
        """Return the conversation up to a message as it was noted; None if nothing is remembered of the message."""
        async with self._connections.begin() as connection:
            found: str | None = await connection.scalar(select(shown.c.talk).where(shown.c.message_id == message_id))
            return found

    async def forget(self, channel_id: int) -> int:
        """Forget the messages in a channel; return how many."""
        async with self._connections.begin(writes=True) as connection:
            return (await connection.execute(delete(shown).where(shown.c.channel_id == channel_id))).rowcount

    async def purge(self, older_than: float) -> int:
        """Forget the messages from before a time (seconds since 1970); return how many."""
        async with self._connections.begin(writes=True) as connection:
            return (await connection.execute(delete(shown).where(shown.c.at < older_than))).rowcount
