"""Answers mentions, replies to the bot, direct messages, and questions in channels it was asked to listen in."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord
from discord.ext import commands

from .. import render, request
from ..background import in_time
from ..client import Verbatim
from ..core.answering.overhearing import for_everybody, is_about, speaks_unasked
from ..core.answering.pacing import Cooldown, Recent
from ..core.answering.reply import Reply
from ..core.answering.talk import Talk, continued
from ..errors import StoreError
from ..memory import entries_of
from ..pace import in_pace
from ..store import ServerSettings
from . import buttons, forms, heard, sending
from .countries import in_country
from .rights import is_moderator
from .telling import handled
from .turns import Turn, Turns

__all__ = ["Ask"]

_log = logging.getLogger(__name__)
_PER_CHANNEL = (60, 60.0)  # questions, seconds
_TOLD_AGAIN_S = 15.0
_STORE_S = 1.0  # an answer without what the store knows is better than none
_NOT_AGAIN_S = 600.0
_EDITED_WITHIN = timedelta(minutes=5)
_MAX_ANSWERED = 1_000  # questions whose edits are gone by


@dataclass(frozen=True, slots=True)
class _Answered:
    """A question that was answered, in case that it is edited.

    asked: whether it was put to the bot. read: a hash of what it said. sent: the bot's message, as an id. before: what
    the bot said before in its conversation.
    """

    asked: bool
    read: int
    sent: discord.PartialMessage
    before: Talk


@dataclass(frozen=True, slots=True)
class _Question:
    """A message that may be answered.

    asked: whether it was put to the bot. text: what it says. earlier: how it was answered before it was edited; None
    for the first time.
    """

    message: discord.Message
    asked: bool
    text: str
    earlier: _Answered | None


class Ask(commands.Cog):
    """Questions in the channel."""

    def __init__(self, client: Verbatim) -> None:
        self._client = client
        self._per_channel = Cooldown(*_PER_CHANNEL)
        self._told_to_wait = Cooldown(1, _TOLD_AGAIN_S)
        self._recent = Recent(_NOT_AGAIN_S)
        self._turns = Turns()
        self._answered: OrderedDict[int, _Answered] = OrderedDict()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is for the bot; ignore all others, those of bots included."""
        if message.author.bot or message.is_system():  # Discord's own tell of pins, new threads, boosts
            return
        await self._hear(message, edited=False)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """Answer what was made a question for the bot soon after it was written, or answer a question anew."""
        message = event.message
        if message.author.bot or message.is_system() or message.edited_at is None:  # Discord only shows a link
            return
        if message.edited_at - message.created_at <= _EDITED_WITHIN:
            await self._hear(message, edited=True)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Answer what was asked by the form behind *Ask again*."""
        fields = forms.typed_into(buttons.FORM, interaction)
        if fields is not None:
            async with handled(interaction, buttons.FORM):
                (question,) = forms.needed(fields, "question")
                if await in_pace(interaction):
                    await buttons.answer_form(interaction, question)

    async def _hear(self, message: discord.Message, *, edited: bool) -> None:
        """Deal with a message; the answers in a channel keep the order of the questions."""
        me = self._client.user
        if me is None:
            return
        asked = heard.is_for(message, me)
        if not asked and not self._client.intents.message_content and message.id not in self._answered:
            return
        with self._turns.take(message.channel.id, message.author.id) as turn:
            try:
                question = await self._question(message, me, turn, asked=asked, edited=edited)
                if question is not None:
                    await self._deal(question, me, turn)
            except discord.HTTPException as error:
                # 50013, 50001: not allowed to write here. 10003, 10008: channel or message gone meanwhile.
                _log.info("message %d could not be answered: %s", message.id, error.code)
                self._client.metrics.replied("lost")
            except Exception:
                _log.exception("message %d failed", message.id)
                if asked:
                    await self._say(message, render.failed(request.id_now()), asked=True)
                    self._client.metrics.replied("failed")

    async def _question(
        self, message: discord.Message, me: discord.ClientUser, turn: Turn, *, asked: bool, edited: bool
    ) -> _Question | None:
        """Return a message as what it may be asking; None if it is to be left alone."""
        earlier: _Answered | None = None
        if edited:
            await turn.follows_own()
            earlier = self._answered.get(message.id)
            if earlier is None and not asked:
                return None
        content_intent = self._client.intents.message_content
        if not heard.is_readable(message, me, content_intent=content_intent):
            if earlier is None and heard.mentions(message, me):
                await self._say(message, render.not_my_role(me.mention), asked=True)
            return None
        if not asked and message.content and heard.replied_id(message) is not None:
            replied = await heard.replied_to(message)  # which Discord may have left out
            asked = replied is not None and replied.author == me
        text = heard.said(message, me)
        if earlier is not None:
            return None if earlier.read == hash(text) else _Question(message, asked or earlier.asked, text, earlier)
        return _Question(message, asked, text, None)

    async def _deal(self, question: _Question, me: discord.ClientUser, turn: Turn) -> None:
        """Answer a message that is for the bot, or that it has something to say to."""
        message = question.message
        if not question.asked:
            await self._overhear(question, me, turn)
        elif heard.only_shows(message, question.text):
            if question.earlier is None and not await self._waits(question, turn):
                await turn.comes()
                await self._say(message, render.TEXT_ONLY, asked=True)
        elif not await self._waits(question, turn):
            before = await self._before(question, turn)
            reply = await self._reply(question.text, before, turn)
            await turn.comes()
            await self._give(question, reply, before)

    async def _overhear(self, question: _Question, me: discord.ClientUser, turn: Turn) -> None:
        """Answer what nobody asked the bot: what is surely about the report and meant for all, and calls for help."""
        message, client, text = question.message, self._client, question.text
        if message.guild is None or not text:
            return
        server = await self._server(message.guild.id)
        talking = self._is_talking(message)
        if not talking and not _listens(message, server):
            return
        answerer = client.answerer
        before: Talk = ()
        private = heard.to_somebody_else(message, me) or not for_everybody(text, answerer.knowledge)
        if private or client.pace.take("overheard", message.author.id, time.monotonic()):
            if not await client.readers.read(text, lambda: answerer.in_need(text)):
                return
        elif talking:
            before = await self._before(question, turn)
        reply = await self._reply(text, before, turn)
        await turn.comes()
        strict = server.listening_level == "strict"
        if not await client.readers.read(text, lambda: self._may_speak(message, reply, strict=strict)):
            return
        if reply.kind != "signpost" and await self._wait_s(message):
            return
        await self._give(question, reply, before)

    async def _reply(self, text: str, before: Talk, turn: Turn) -> Reply:
        await turn.nears()
        return await self._client.reply(text, before)

    def _is_talking(self, message: discord.Message) -> bool:
        """Tell whether a message may go on with what the bot said to its author in a thread a short while ago."""
        if not isinstance(message.channel, discord.Thread):
            return False
        return self._client.memory.lately.last(message.channel.id, message.author.id, time.monotonic()) is not None

    async def _before(self, question: _Question, turn: Turn) -> Talk:
        """Return what the bot said before in a message's conversation: up to what it replies to, or, in direct messages
        and threads, up to the bot's last message to the same person, if that was a short while ago."""
        if question.earlier is not None:
            return question.earlier.before
        message, memory = question.message, self._client.memory
        number = heard.replied_id(message)
        if number is not None:
            talk = await memory.talk(number)
            return talk if talk is not None else buttons.talk_shown(await heard.replied_to(message), self._client)
        if message.guild is not None and not isinstance(message.channel, discord.Thread):
            return ()
        await turn.follows_own()
        last = memory.lately.last(message.channel.id, message.author.id, time.monotonic())
        return (await memory.talk(last) if last is not None else None) or ()

    def _may_speak(self, message: discord.Message, reply: Reply, *, strict: bool) -> bool:
        answerer = self._client.answerer
        read = reply.ranking.message if reply.ranking is not None else answerer.read(reply.question)
        confirming = reply.ranking is not None and read.confirming
        if not speaks_unasked(reply, confirming=confirming, about=is_about(answerer, read, reply, strict=strict)):
            return False
        now_s = time.monotonic()
        return reply.entry is None or not self._recent.stands(message.channel.id, reply.entry.id, now_s)

    async def _give(self, question: _Question, reply: Reply, before: Talk) -> None:
        """Send a reply, or put it in the place of the one to the question as it was before; then keep what it shows."""
        message, client, earlier = question.message, self._client, question.earlier
        if reply.kind != "signpost":  # that somebody is in need is nobody's business
            entry_id = reply.entry.id if reply.entry else "-"
            about = {"kind": reply.kind, "entry": entry_id, "sure": round(reply.confidence, 2)}
            _log.info("message %d: %s %s %.2f", message.id, reply.kind, entry_id, reply.confidence, extra=about)
        reply = await in_country(client, reply, message.guild.id if message.guild is not None else None)
        shown = sending.drawn(client, reply, message, again=earlier is not None)
        now_s = time.monotonic()
        if earlier is not None:
            sent = await sending.amend(message, earlier.sent, shown)
        else:
            sent = await sending.answer(message, shown, asked=question.asked)
        client.metrics.replied(reply.kind)
        client.memory.shown(sent.id, sent.channel.id, entries_of(reply), continued(before, reply))
        client.memory.lately.note(sent.channel.id, message.author.id, sent.id, now_s)
        # not the message itself, for it holds the one that it replies to
        reply_id = discord.PartialMessage(channel=sent.channel, id=sent.id)
        self._answered[message.id] = _Answered(question.asked, hash(question.text), reply_id, before)
        while len(self._answered) > _MAX_ANSWERED:
            self._answered.popitem(last=False)
        if question.asked and message.guild is not None:
            client.memory.asked(question.text, reply, message.author.id)
            if earlier is not None:
                client.memory.lessons.withdrawn(earlier.sent.id)
            else:
                client.memory.lessons.asked(
                    question.text, reply, message.author.id, place=sent.channel.id, sent_id=sent.id, now_s=now_s
                )
        if reply.entry is not None:
            self._recent.note(message.channel.id, reply.entry.id, now_s)
        if reply.kind == "signpost":
            await self._tell_moderators(message)

    async def _waits(self, question: _Question, turn: Turn) -> bool:
        """Tell whether somebody must wait before the next answer, which nobody in need must.

        They are told so in the channel, once; nobody else's answer waits for that.
        """
        message, text = question.message, question.text
        wait_s = await self._wait_s(message)
        if not wait_s or await self._client.readers.read(text, lambda: self._client.answerer.in_need(text)):
            return False
        turn.end()
        if not self._told_to_wait.take((message.channel.id, message.author.id), time.monotonic()):
            await self._say(message, render.wait(wait_s), asked=False)
        return True

    async def _wait_s(self, message: discord.Message) -> float:
        """Take one of somebody's answers, and of the channel's; return for how many seconds there is none to be had."""
        now_s, trusted = time.monotonic(), False
        try:
            trusted = await in_time(is_moderator(self._client, message.author), _STORE_S)
        except (StoreError, TimeoutError) as error:
            _log.warning("whether user %d is a moderator is not known: %r", message.author.id, error)
        wait_s = self._client.pace.take("asked", message.author.id, now_s, trusted=trusted)
        return wait_s or (0.0 if trusted else self._per_channel.take(message.channel.id, now_s))

    async def _server(self, guild_id: int) -> ServerSettings:
        """Return what a server has set; where the store fails, nothing."""
        try:
            return await in_time(self._client.store.server(guild_id), _STORE_S)
        except (StoreError, TimeoutError) as error:
            _log.error("what server %d has set is not to be had: %r", guild_id, error)
            return ServerSettings()

    async def _tell_moderators(self, message: discord.Message) -> None:
        """Tell the moderators' channel that somebody may need help: a link, and nothing of what was said."""
        if message.guild is None:
            return
        server = await self._server(message.guild.id)
        if server.moderators_channel_id is None:
            return
        channel = self._client.get_partial_messageable(server.moderators_channel_id, guild_id=message.guild.id)
        try:
            await channel.send(render.moderators_note(message.jump_url))
        except discord.HTTPException as error:
            _log.info("moderators' channel %d could not be told: %s", server.moderators_channel_id, error.code)

    async def _say(self, message: discord.Message, text: str, *, asked: bool) -> None:
        """Reply with a line; where that cannot be done, there is nothing to be done about it."""
        try:
            await sending.say(message, text, asked=asked)
        except discord.HTTPException as error:
            _log.info("message %d could not be answered: %s", message.id, error.code)


def _listens(message: discord.Message, server: ServerSettings) -> bool:
    """Tell whether this is a channel, thread or post where the bot was asked to listen."""
    parent = message.channel.parent_id if isinstance(message.channel, discord.Thread) else message.channel.id
    return bool({message.channel.id, parent} & server.listening)
