"""What the bot keeps of its replies: what each message shows, so that a conversation goes on from it, and which
questions found no answer.

It is kept after the reply was sent, and whatever fails meanwhile is only logged.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from .background import Background, in_time
from .core.answering.answerer import Answerer
from .core.answering.gaps import group_of
from .core.answering.pacing import Lately
from .core.answering.reply import Reply
from .core.answering.scrubbing import scrub
from .core.answering.talk import Talk, Turn, packed, unpacked
from .core.knowledge.model import Entry
from .core.language.text import fold
from .errors import StoreError
from .store import Store

__all__ = ["SHOWN_DAYS", "Memory", "entries_of"]

_log = logging.getLogger(__name__)

SHOWN_DAYS = 30
"""For so long it is kept which message shows which entries, and messages are corrected."""
_MAX_QUESTIONS = 500  # of /ask, held in memory for their *Not what I asked*
_MOST_SINCE = 20  # gaps that are made while one question is compared; each takes less than a millisecond
_MAX_TALKS = 5_000  # some two megabytes
_FOLLOWS_S = 600.0  # so long after the bot's last message to somebody theirs goes on from it, though it replies to none
_READING_S = 1.5  # a reply without what was said before is better than none in time


def entries_of(reply: Reply) -> tuple[Entry, ...]:
    """Return the entries that a reply shows, first the one that answers."""
    return (reply.entry, *reply.also) if reply.entry is not None else ()


@dataclass(eq=False, slots=True)
class _Comparing:
    """A question that is being compared, to be kept. forgotten: whether its asker wishes that nothing is kept."""

    person_id: int
    forgotten: bool = False


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
        self._store, self._background, self._answerer = store, background, answerer
        self._keeps_questions = keep_questions_days > 0
        self._turn = asyncio.Lock()
        self._comparing: set[_Comparing] = set()
        self._questions: OrderedDict[int, tuple[int, str, bool]] = OrderedDict()  # the last: kept
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
        self._background.start(
            self._keep_shown(message_id, channel_id, ids, packed(talk) if talk else ""),
            f"keeping what message {message_id} shows",
        )

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
        if message_id is not None and self._keeps_questions:
            self._questions[message_id] = person_id, scrub(question, _known(self._answerer())), False
            while len(self._questions) > _MAX_QUESTIONS:
                self._questions.popitem(last=False)

    def mistaken(self, message: discord.Message, person_id: int) -> bool:
        """Keep the question that one of the bot's messages has answered with something else; tell if it can be known.

        Only if it was put to the bot on a server.
        """
        held = self._questions.get(message.id)
        if held is not None:
            asker, question, kept = held
            if not kept:
                self._keep(question, "mistaken", person_id)
                self._questions[message.id] = asker, question, True
            return True
        if message.guild is None or message.reference is None or not self._keeps_questions:
            return False
        self._background.start(self._look_up(message, person_id), f"reading what message {message.id} answers")
        return True

    def chosen(self, message: discord.Message, person_id: int, entry_id: str, tells: Callable[[str], bool]) -> None:
        """Keep which entry somebody chose for what they had asked, if that was put to the bot on a server.

        Args:
            message: The bot's message on which they chose it.
            tells: Whether the choice says something about a question. Called in a thread.
        """
        held = self._questions.get(message.id)
        if not self._keeps_questions or (held is None and (message.guild is None or message.reference is None)):
            return
        question = held[1] if held is not None else None
        self._background.start(
            self._learn(message, question, entry_id, person_id, tells), f"learning from message {message.id}"
        )

    async def forget(self, person_id: int, dm_channel_id: int | None) -> int:
        """Forget a person, what is still to be kept included; return how many questions there were. Raises StoreError.

        dm_channel_id: where their direct messages are; None if there are none.
        """
        for message_id in [id for id, (asker, *_) in self._questions.items() if asker == person_id]:
            del self._questions[message_id]
        if dm_channel_id is not None:
            for message_id in [id for id, (channel_id, _) in self._talks.items() if channel_id == dm_channel_id]:
                del self._talks[message_id]
        self.lately.forget(person_id)
        for comparing in self._comparing:
            comparing.forgotten = comparing.forgotten or comparing.person_id == person_id
        async with self._turn:
            if dm_channel_id is not None:
                await self._store.shown.forget(dm_channel_id)
            return await self._store.forget_person(person_id)

    async def _look_up(self, message: discord.Message, person_id: int) -> None:
        question = await _question_of(message, person_id)
        if question is not None:
            self._keep(question, "mistaken", person_id)

    async def _learn(
        self, message: discord.Message, held: str | None, entry_id: str, person_id: int, tells: Callable[[str], bool]
    ) -> None:
        comparing = _Comparing(person_id)
        self._comparing.add(comparing)
        try:
            question = held if held is not None else await _question_of(message, person_id)
            if question is None or not await asyncio.to_thread(tells, question):
                return
            text = await asyncio.to_thread(_to_keep, question, self._answerer())
            async with self._turn:
                if not text or comparing.forgotten:
                    return
                groups = await self._store.learnt.groups(entry_id)
                group_id = await asyncio.to_thread(group_of, text, groups)
                await self._store.learnt.keep(text, entry_id, person_id=person_id, group_id=group_id)
        finally:
            self._comparing.discard(comparing)

    def _keep(self, question: str, kind: str, person_id: int) -> None:
        if self._keeps_questions:
            self._background.start(self._keep_question(question, kind, person_id), "keeping a question")

    async def _keep_question(self, question: str, kind: str, person_id: int) -> None:
        comparing = _Comparing(person_id)
        self._comparing.add(comparing)
        try:
            text = await asyncio.to_thread(_to_keep, question, self._answerer())
            if not text:
                return
            groups = await self._store.questions.groups()
            newest = max((id for id, _ in groups), default=0)
            gap_id = await asyncio.to_thread(group_of, text, groups)  # with all of them: nobody waits for that
            async with self._turn:
                if comparing.forgotten:
                    return
                if gap_id is None:  # made since then, by a question that was compared meanwhile
                    gap_id = group_of(text, await self._store.questions.groups(after=newest, limit=_MOST_SINCE))
                await self._store.questions.keep(text, kind, person_id=person_id, gap_id=gap_id)
        finally:
            self._comparing.discard(comparing)

    async def _keep_shown(self, message_id: int, channel_id: int, ids: Sequence[str], talk: str) -> None:
        async with self._turn:
            await self._store.shown.note(message_id, channel_id, ids, talk)


def _to_keep(question: str, answerer: Answerer) -> str:
    """Return what may be kept of a question, folded; "" for nothing: of a call for help, whatever it was before."""
    return "" if answerer.in_need(question) else fold(scrub(question, _known(answerer)))


def _known(answerer: Answerer) -> frozenset[str]:
    return frozenset(answerer.matcher.lexicon.words)


async def _question_of(message: discord.Message, person_id: int) -> str | None:
    """Return the question that one of the bot's messages replies to, if that person put it to the bot; else None.

    None as well if it was edited since: what it says now is not what was answered.
    """
    reference = message.reference
    if reference is None or reference.message_id is None:
        return None
    question = reference.resolved
    if not isinstance(question, discord.Message):
        try:
            question = await message.channel.fetch_message(reference.message_id)
        except discord.HTTPException:  # it has gone, or may not be read
            return None
    if question.edited_at is not None and question.edited_at > (message.edited_at or message.created_at):
        return None
    # whoever was answered unasked has not put a question to the bot, which is the author of the answer
    asked = question.author.id == person_id and message.author in question.mentions
    return question.content if asked else None
