"""What the bot keeps of its replies: what each message shows, so that a conversation goes on from it, and which
questions found no answer.

It is kept after the reply was sent, and whatever fails meanwhile is only logged.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

import discord

from .background import Background, in_time
from .core.answering.answerer import Answerer
from .core.answering.gaps import group_of
from .core.answering.pacing import Lately
from .core.answering.reply import Reply
from .core.answering.talk import Talk, Turn, packed, unpacked
from .core.knowledge.model import Entry
from .core.language.text import fold
from .errors import StoreError
from .keeping import Keeping
from .lessons import WITHIN_S, Lessons
from .store import Noted, Store

__all__ = ["SHOWN_DAYS", "Memory", "entries_of"]

_log = logging.getLogger(__name__)

SHOWN_DAYS = 30
"""For so long it is kept which message shows which entries, and messages are corrected."""
_MAX_MISTAKEN = 500  # questions of commands of which it is known that they were kept
_MAX_TALKS = 5_000  # some two megabytes
_FOLLOWS_S = WITHIN_S  # so long after the bot's last message theirs goes on from it, though it replies to none
_READING_S = 1.5  # a reply without what was said before is better than none in time


def entries_of(reply: Reply) -> tuple[Entry, ...]:
    """Return the entries that a reply shows, first the one that answers."""
    return (reply.entry, *reply.also) if reply.entry is not None else ()


class Memory:
    """Keeps in the background, one thing after the other, so that the last said of a message is what stays.

    Args:
        store: Where it is kept.
        background: Where it is done.
        answerer: Gives what is answered from: what calls for help is not kept, names that it knows are.
        keep_questions_days: For how many days questions that found no answer are kept; 0: none is.
    """

    def __init__(
        self, store: Store, background: Background, *, answerer: Callable[[], Answerer], keep_questions_days: int
    ) -> None:
        self._store, self._background = store, background
        self.keeping = Keeping(answerer, keeps=keep_questions_days > 0)
        """What may be kept, and of whom."""
        self.lessons = Lessons(store, background, self.keeping)
        """What people do with answers."""
        self._mistaken: OrderedDict[int, None] = OrderedDict()  # replies to commands whose questions were kept so
        self._noted: dict[int, Noted] = {}  # by message: what is still to be kept of it
        self._talks: OrderedDict[int, tuple[int | None, Talk]] = OrderedDict()  # by message: its channel, and the talk
        self.lately = Lately(_FOLLOWS_S)
        """Which of the bot's messages was the last to somebody somewhere. In memory alone."""

    def shown(
        self, message_id: int | None, channel_id: int | None, entries: Sequence[Entry], talk: Talk | None = None
    ) -> None:
        """Keep what a message shows that the bot may edit later; without anything, forget it.

        talk: The conversation up to it; None: that it is a message which was turned into an answer with the entries.
        """
        if message_id is None or channel_id is None:
            return
        ids = tuple(entry.id for entry in entries)
        if talk is None:
            _, before = self._talks.get(message_id, (None, ()))
            talk = (*before[:-1], Turn("answer", ids)) if ids else ()
        self.carry(message_id, talk, channel_id)
        begun = bool(self._noted)  # and waits for its turn, so that what comes meanwhile is kept with it
        self._noted[message_id] = Noted(message_id, channel_id, ids, packed(talk) if talk else "")
        if not begun and not self._background.start(self._keep_shown(), f"keeping what message {message_id} shows"):
            self._noted.clear()

    def sent(
        self,
        interaction: discord.Interaction[Any],
        message_id: int | None,
        entries: Sequence[Entry],
        talk: Talk | None = None,
    ) -> None:
        """Keep what a public reply to a command shows, if the bot may come back to where it is.

        People who have the bot for themselves use it where it is no member.
        """
        if interaction.is_guild_integration() or interaction.context.dm_channel:
            self.shown(message_id, interaction.channel_id, entries, talk)

    def carry(self, message_id: int | None, talk: Talk, channel_id: int | None = None) -> None:
        """Hold the conversation up to a message, until a restart or many later ones: all that is held of private ones.

        channel_id: where it is, for a message that is forgotten with its channel.
        """
        if message_id is None:
            return
        self._talks.pop(message_id, None)
        if talk:
            self._talks[message_id] = channel_id, talk
            while len(self._talks) > _MAX_TALKS:
                self._talks.popitem(last=False)

    async def talk(self, message_id: int) -> Talk | None:
        """Return the conversation up to one of the bot's messages; None if nothing is kept of that message.

        Nor is it if the store fails, or takes too long.
        """
        if message_id in self._talks:
            self._talks.move_to_end(message_id)
            return self._talks[message_id][1]
        try:
            kept = await in_time(self._store.shown.talk(message_id), _READING_S)
            return unpacked(kept or "") or None
        except StoreError as error:
            _log.warning("what message %d shows is not to be had: %s", message_id, error)
        except TimeoutError:
            _log.warning("what message %d shows is not to be had in time", message_id)
        return None

    def asked(self, question: str, reply: Reply, person_id: int) -> None:
        """Keep a question that was put to the bot on a server, if it found no answer."""
        if reply.kind in ("no_answer", "suggestions") and reply.help is None:
            self._keep(question, reply.kind, person_id)

    def hold(self, message_id: int | None, person_id: int, question: str) -> None:
        """Hold the question of a command, which no message shows, until a restart or many later ones, scrubbed."""
        if message_id is not None:
            self.keeping.hold(message_id, person_id, question)

    def mistaken(self, message: discord.Message, person_id: int) -> bool:
        """Keep the question that one of the bot's messages has answered with something else; tell if it can be known.

        Only if it was put to the bot on a server. Of a command's it is kept once.
        """
        if not self.keeping.may_know(message):
            return False
        if message.id not in self._mistaken:
            if self.keeping.held(message.id) is not None:
                self._mistaken[message.id] = None
                while len(self._mistaken) > _MAX_MISTAKEN:
                    self._mistaken.popitem(last=False)
            self._background.start(self._look_up(message, person_id), f"reading what message {message.id} answers")
        return True

    async def forget(self, person_id: int, dm_channel_id: int | None) -> int:
        """Forget a person, what is still to be kept included; return how many questions there were. Raises StoreError.

        dm_channel_id: where their direct messages are; None if there are none.
        """
        self.keeping.forget(person_id)
        self.lessons.forget(person_id)
        if dm_channel_id is not None:
            for message_id in [id for id, (channel_id, _) in self._talks.items() if channel_id == dm_channel_id]:
                del self._talks[message_id]
        self.lately.forget(person_id)
        async with self.keeping.turn:
            if dm_channel_id is not None:
                await self._store.shown.forget(dm_channel_id)
            return await self._store.forget_person(person_id)

    async def _look_up(self, message: discord.Message, person_id: int) -> None:
        asked = await self.keeping.question(message)
        if asked is not None and asked.asker_id == person_id:
            await self._keep_question(asked.text, "mistaken", person_id)

    def _keep(self, question: str, kind: str, person_id: int) -> None:
        if self.keeping.keeps:
            self._background.start(self._keep_question(question, kind, person_id), "keeping a question")

    async def _keep_question(self, question: str, kind: str, person_id: int) -> None:
        with self.keeping.comparing(person_id) as comparing:
            text = fold(await asyncio.to_thread(self.keeping.fit, question))
            if not text:
                return
            async with self.keeping.turn:
                gap_id = await asyncio.to_thread(group_of, text, await self._store.questions.like(text))
                if comparing.forgotten:
                    return
                await self._store.questions.keep(text, kind, person_id=person_id, gap_id=gap_id)

    async def _keep_shown(self) -> None:
        async with self.keeping.turn:
            noted, self._noted = self._noted, {}
            await self._store.shown.note_all(list(noted.values()))
