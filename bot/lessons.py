"""What people do with answers, kept as lessons: questions that may become ways of asking, if moderators think so too.

What tells something, `core.answering.learning` says. All of it is kept in the background, and what fails is logged.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

import discord

from .background import Background
from .core.answering.answerer import Answerer
from .core.answering.asking_again import Put, Rephrased, Rephrasings
from .core.answering.gaps import group_of
from .core.answering.learning import carried_on, confirms, denies, follows, tells
from .core.answering.reply import Reply
from .core.language.text import fold
from .keeping import Asked, Comparing, Keeping
from .store import Store, Word

__all__ = ["WITHIN_S", "Lessons"]

WITHIN_S = 600.0
"""A question is put again in other words within so many seconds, or it is another one."""
_MOST_WAITING = 100  # beside them other things have to be kept
_Judge: TypeAlias = Callable[[Answerer, str, str], bool]
_JUDGES: dict[Word, _Judge] = {"chosen": tells, "helpful": confirms, "against": denies}


class Lessons:
    """Keeps what people say of answers, by button or by asking again. Never of direct messages.

    Whoever asked says most: others count only for what its asker has said before, and keep nothing of its words.

    Args:
        store: Where it is kept.
        background: Where it is done.
        keeping: What may be kept.
    """

    def __init__(self, store: Store, background: Background, keeping: Keeping) -> None:
        self._store, self._background, self._keeping = store, background, keeping
        self._one = asyncio.Lock()  # what people do is looked at in the order in which they did it
        self._waiting = 0
        self._rephrasings = Rephrasings(WITHIN_S)
        self._purging = False  # whether it is seen to that these are forgotten

    def said(self, message: discord.Message, person_id: int, entry_id: str, word: Word) -> None:
        """Keep what somebody says of one of the bot's messages: that an entry answers its question, or does not."""
        if self._keeping.may_know(message):
            self._start(self._said(message, person_id, entry_id, word))

    def taken_back(self, message: discord.Message, person_id: int, entry_id: str) -> None:
        """Keep that the entry is the answer, of which somebody had said otherwise."""
        if self._keeping.may_know(message):
            self._start(self._taken_back(message, person_id, entry_id))

    def asked(self, question: str, reply: Reply, person_id: int, *, place: int, sent_id: int, now_s: float) -> None:
        """Go by a question that was put to the bot on a server: it may be one put before, in other words.

        Args:
            reply: What was said to it. place: The id of the channel. sent_id: That of the reply's message.
            now_s: Seconds that only grow.
        """
        if self._keeping.keeps:
            self._start(self._asked(question, reply, person_id, place, sent_id, now_s))

    def withdrawn(self, sent_id: int) -> None:
        """Go no longer by the question that a message replies to: it was edited."""
        self._rephrasings.drop(sent_id)

    def forget(self, person_id: int) -> None:
        """Forget what is held of a person."""
        self._rephrasings.forget(person_id)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin to learn something, in its turn; leave it out where people do more than can be looked at."""
        if self._waiting >= _MOST_WAITING:
            work.close()
            return
        self._waiting += 1
        self._background.start(self._counted(work), "learning from what people do")

    async def _counted(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        finally:
            self._waiting -= 1

    async def _asked(self, question: str, reply: Reply, person_id: int, place: int, sent_id: int, now_s: float) -> None:
        with self._keeping.comparing(person_id) as comparing:
            async with self._one:
                # Of a call for help nothing is read; nor of what is answered at once, as nearly everything is.
                matters = reply.entry is None or self._rephrasings.seeks(place, person_id)
                text = await asyncio.to_thread(self._keeping.fit, question) if matters and reply.help is None else ""
                if comparing.forgotten:
                    return
                if reply.help is not None or (matters and not text):
                    self._rephrasings.end(place, person_id)
                    return
                if reply.kind == "social" or reply.silence is not None:
                    found = self._rephrasings.said(place, person_id, text)
                else:
                    put = Put(text, sent_id, reply.entry.id if reply.entry is not None else None)
                    found = self._rephrasings.put(place, person_id, put, now_s)
                    if not self._purging:
                        self._purging = True
                        self._purge_in(WITHIN_S + 1.0, now_s)
                await self._learn_rephrased(found, comparing)

    def _purge_in(self, wait_s: float, now_s: float) -> None:
        """Forget, by one timer for all, what was put too long ago."""

        def purge() -> None:
            then_s = now_s + wait_s
            oldest_s = self._rephrasings.purge(then_s)
            if oldest_s is None:
                self._purging = False
            else:
                self._purge_in(max(1.0, oldest_s + WITHIN_S + 1.0 - then_s), then_s)

        asyncio.get_running_loop().call_later(wait_s, purge)

    async def _said(self, message: discord.Message, person_id: int, entry_id: str, word: Word) -> None:
        with self._keeping.comparing(person_id) as comparing:
            async with self._one:
                found, asked = None, await self._keeping.question(message)
                own = asked is not None and asked.asker_id == person_id
                if word == "helpful":
                    found = self._rephrasings.helped(message.id, person_id)
                elif word == "against":
                    text = await asyncio.to_thread(self._keeping.fit, asked.text) if asked is not None and own else ""
                    self._rephrasings.contested(message.id, person_id, text)
                else:
                    self._rephrasings.drop(message.id)
                await self._learn_rephrased(found, comparing)
                if asked is not None and own:
                    await self._learn(asked.text, entry_id, word, _JUDGES[word], comparing)
                elif asked is not None and word != "chosen":
                    await self._second(asked, entry_id, word, comparing)

    async def _taken_back(self, message: discord.Message, person_id: int, entry_id: str) -> None:
        with self._keeping.comparing(person_id) as comparing:
            async with self._one:
                self._rephrasings.drop(message.id)
                asked = await self._keeping.question(message)
                if asked is None or asked.asker_id != person_id:
                    return
                group_id = await self._group(fold(await asyncio.to_thread(self._keeping.fit, asked.text)), entry_id)
                if group_id is not None:
                    await self._store.learnt.take_back(group_id, person_id=person_id)
                await self._learn(asked.text, entry_id, "helpful", confirms, comparing)

    async def _learn_rephrased(self, found: Rephrased | None, comparing: Comparing) -> None:
        """Keep the questions that one put after them has found the answer to."""
        if found is None or found.found.entry is None:
            return
        answerer, second, entry_id = self._keeping.answerer(), found.found.text, found.found.entry
        if found.then is not None and not await asyncio.to_thread(carried_on, answerer, second, found.then):
            return

        def follow(answerer: Answerer, first: str, entry_id: str) -> bool:
            return follows(answerer, first, second, entry_id)

        for put in found.missed:
            await self._learn(put.text, entry_id, "followup", follow, comparing)

    async def _learn(self, question: str, entry_id: str, word: Word, judge: _Judge, comparing: Comparing) -> None:
        """Keep what the asker of a question says of an entry, if that tells something."""
        if not await asyncio.to_thread(judge, self._keeping.answerer(), question, entry_id):
            return
        text = fold(await asyncio.to_thread(self._keeping.fit, question))
        async with self._keeping.turn:
            if text and not comparing.forgotten:
                group_id = await self._group(text, entry_id)
                await self._store.learnt.keep(text, entry_id, word, person_id=comparing.person_id, group_id=group_id)

    async def _second(self, asked: Asked, entry_id: str, word: Word, comparing: Comparing) -> None:
        """Keep what somebody says of what another asked and has said something of."""
        text = fold(await asyncio.to_thread(self._keeping.fit, asked.text))
        async with self._keeping.turn:
            group_id = await self._group(text, entry_id)
            if group_id is not None and not comparing.forgotten:
                await self._store.learnt.second(group_id, word, person_id=comparing.person_id)

    async def _group(self, text: str, entry_id: str) -> int | None:
        return await asyncio.to_thread(group_of, text, await self._store.learnt.like(text, entry_id)) if text else None
