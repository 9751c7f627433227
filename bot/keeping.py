"""What may be kept of what people ask: one thing after the other, nothing of who is forgotten meanwhile."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import discord

from .core.answering.answerer import Answerer
from .core.answering.scrubbing import scrub

__all__ = ["Asked", "Comparing", "Keeping"]

_MAX_COMMANDS = 500  # of /ask, held in memory for the buttons below their replies


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was put to the bot on a server, and who put it."""

    asker_id: int
    text: str


@dataclass(eq=False, slots=True)
class Comparing:
    """What somebody asked, did or sent that is being looked at, to be kept.

    forgotten: whether they wish that it is not.
    """

    person_id: int
    forgotten: bool = False


class Keeping:
    """What those share who keep something of what people ask.

    Args:
        answerer: Gives what is answered from: what calls for help is not kept, names that it knows are.
        keeps: Whether anything of it is kept at all.
    """

    def __init__(self, answerer: Callable[[], Answerer], *, keeps: bool) -> None:
        self.answerer, self.keeps = answerer, keeps
        self.turn = asyncio.Lock()
        """Held while something is kept."""
        self._comparing: set[Comparing] = set()
        self._commands: OrderedDict[int, Asked] = OrderedDict()

    @contextmanager
    def comparing(self, person_id: int) -> Iterator[Comparing]:
        """Give what tells whether somebody was forgotten since: to be looked at while `turn` is held."""
        comparing = Comparing(person_id)
        self._comparing.add(comparing)
        try:
            yield comparing
        finally:
            self._comparing.discard(comparing)

    def fit(self, question: str) -> str:
        """Return what may be kept of a question; "" for nothing: of a call for help, whatever it was before.

        Called in a thread: it takes some milliseconds.
        """
        answerer = self.answerer()
        return "" if answerer.in_need(question) else self._scrubbed(question)

    def hold(self, message_id: int, person_id: int, question: str) -> None:
        """Hold the question of a command, which no message shows, until a restart or many later ones, scrubbed."""
        if self.keeps:
            self._commands[message_id] = Asked(person_id, self._scrubbed(question))
            while len(self._commands) > _MAX_COMMANDS:
                self._commands.popitem(last=False)

    def held(self, message_id: int) -> Asked | None:
        """Return the question of a command that a message replies to; None if none is held."""
        return self._commands.get(message_id)

    def may_know(self, message: discord.Message) -> bool:
        """Tell whether `question` may find what one of the bot's messages answers, and it may be kept."""
        if not self.keeps:
            return False
        return message.id in self._commands or (message.guild is not None and message.reference is not None)

    async def question(self, message: discord.Message) -> Asked | None:
        """Return the question that one of the bot's messages replies to, if it was put to the bot; else None.

        None as well if it was edited since: what it says now is not what was answered.
        """
        return self._commands.get(message.id) or await _question_of(message)

    def forget(self, person_id: int) -> None:
        """Forget what is held of a person, and keep nothing that is being compared."""
        for message_id in [id for id, asked in self._commands.items() if asked.asker_id == person_id]:
            del self._commands[message_id]
        for comparing in self._comparing:
            comparing.forgotten = comparing.forgotten or comparing.person_id == person_id

    def _scrubbed(self, question: str) -> str:
        return scrub(question, frozenset(self.answerer().matcher.lexicon.words))


async def _question_of(message: discord.Message) -> Asked | None:
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
    return Asked(question.author.id, question.content) if message.author in question.mentions else None
