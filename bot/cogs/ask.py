"""Answers mentions, replies to the bot, direct messages, and questions in channels it was asked to listen in."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any
from weakref import WeakValueDictionary

import discord
from discord.ext import commands

from .. import render
from ..background import reading
from ..client import Verbatim
from ..core.answering.followup import follow
from ..core.answering.pacing import Cooldown, Recent, speaks_unasked
from ..core.answering.reply import Reply
from ..errors import StoreError
from ..memory import entries_of
from . import buttons, forms
from .rights import is_moderator
from .telling import handled

__all__ = ["Ask"]

_log = logging.getLogger(__name__)
_PER_PERSON = (5, 15.0)  # questions, seconds
_PER_CHANNEL = (60, 60.0)
_NOT_AGAIN_S = 600.0
_PARTING_S = 2.0


class Ask(commands.Cog):
    """Questions in the channel."""

    def __init__(self, client: Verbatim) -> None:
        self._client = client
        self._per_person = Cooldown(*_PER_PERSON)
        self._per_channel = Cooldown(*_PER_CHANNEL)
        self._told_to_wait = Cooldown(1, _PER_PERSON[1])
        self._recent = Recent(_NOT_AGAIN_S)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._under_way: set[asyncio.Task[Any]] = set()

    async def cog_unload(self) -> None:
        """Let the answers under way be given before the bot leaves, and the store is closed."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=_PARTING_S)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is for the bot; ignore all others, those of bots included."""
        if message.author.bot or message.is_system():  # Discord's own tell of pins, new threads, boosts
            return
        asked = self._is_for_us(message)
        if not asked and not self._client.intents.message_content:
            return
        task = asyncio.current_task()
        assert task is not None
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        await self._in_turn(message, asked=asked)

    async def _in_turn(self, message: discord.Message, *, asked: bool) -> None:
        """Answer once the messages before it in its channel are dealt with: answers keep the order of the questions."""
        async with self._turns.setdefault(message.channel.id, asyncio.Lock()):
            try:
                if asked or await self._listens(message):
                    await self._answer(message, asked=asked)
            except discord.HTTPException as error:
                # 50013, 50001: not allowed to write here. 10003, 10008: channel or message gone meanwhile.
                _log.info("message %d could not be answered: %s", message.id, error.code)
            except Exception:
                _log.exception("message %d failed", message.id)
                if asked:
                    await self._send(message, content=render.FAILED, asked=True)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Answer what was asked by the form behind *Ask again*."""
        fields = forms.typed_into(buttons.FORM, interaction)
        if fields is not None:
            async with handled(interaction, buttons.FORM):
                await buttons.answer_form(interaction, fields["question"])

    def _is_for_us(self, message: discord.Message) -> bool:
        me = self._client.user
        if me is None:
            return False
        if message.guild is None or me in message.mentions:
            return True
        replied = _replied(message)
        return replied is not None and replied.author == me

    async def _listens(self, message: discord.Message) -> bool:
        """Tell whether this is a channel, thread or post where the bot was asked to listen."""
        if message.guild is None or not message.content:
            return False
        server = await self._client.store.server(message.guild.id)
        parent = message.channel.parent_id if isinstance(message.channel, discord.Thread) else message.channel.id
        return bool({message.channel.id, parent} & server.listening)

    async def _answer(self, message: discord.Message, *, asked: bool) -> None:
        if not message.content.strip():
            return  # a reply without the content intent, or an attachment: there is nothing to read
        client, answerer, text = self._client, self._client.answerer, message.content
        reply = await reading(text, lambda: self._reply_to(message) if asked else answerer.answer(text))
        now_s = time.monotonic()
        if not asked and not self._may_speak(message, reply, now_s):
            return
        if reply.kind != "signpost":  # nobody in need is told to wait, and it is nobody's business
            if await self._waits(message, now_s, tell=asked):
                return
            entry_id = reply.entry.id if reply.entry else "-"
            _log.info("message %d: %s %s %.2f", message.id, reply.kind, entry_id, reply.confidence)
        made = buttons.drawn(client, reply, message.author.id, plain=not _may_embed(message))
        sent = await self._send(message, asked=asked, **made)
        client.memory.shown(sent.id, sent.channel.id, entries_of(reply))
        if asked and message.guild is not None:
            client.memory.asked(message.content, reply, message.author.id)
        if reply.entry is not None:
            self._recent.note(message.channel.id, reply.entry.id, now_s)
        if reply.kind == "signpost":
            await self._tell_moderators(message)

    def _reply_to(self, message: discord.Message) -> Reply:
        """Return the reply to a message for the bot; in reply to an answer, its subject is carried over."""
        replied = _replied(message)
        entry = buttons.entry_of(replied, self._client) if replied is not None else None
        if entry is None:
            return self._client.answerer.answer(message.content)
        return follow(self._client.answerer, self._client.catalogue, entry, message.content)

    def _may_speak(self, message: discord.Message, reply: Reply, now_s: float) -> bool:
        confirming = reply.ranking is not None and reply.ranking.message.confirming
        if not speaks_unasked(reply, confirming=confirming):
            return False
        return reply.entry is None or not self._recent.stands(message.channel.id, reply.entry.id, now_s)

    async def _waits(self, message: discord.Message, now_s: float, *, tell: bool) -> bool:
        """Tell whether somebody must wait before the next answer.

        tell: whether to tell them so privately, if they can be told; once is enough.
        """
        if await is_moderator(self._client, message.author):
            return False
        wait_s = self._per_person.take(message.author.id, now_s) or self._per_channel.take(message.channel.id, now_s)
        if not wait_s:
            return False
        if not tell or self._told_to_wait.take(message.author.id, now_s):
            return True
        try:
            await message.author.send(render.wait(wait_s))
        except discord.HTTPException:
            _log.debug("user %d takes no direct messages", message.author.id)
        return True

    async def _tell_moderators(self, message: discord.Message) -> None:
        """Tell the moderators' channel that somebody may need help: a link, and nothing of what was said."""
        if message.guild is None:
            return
        try:
            server = await self._client.store.server(message.guild.id)
        except StoreError as error:
            _log.error("the moderators' channel of server %d is not to be had: %s", message.guild.id, error)
            return
        if server.moderators_channel_id is None:
            return
        channel = self._client.get_partial_messageable(server.moderators_channel_id, guild_id=message.guild.id)
        try:
            await channel.send(render.moderators_note(message.jump_url))
        except discord.HTTPException as error:
            _log.info("moderators' channel %d could not be told: %s", server.moderators_channel_id, error.code)

    async def _send(self, message: discord.Message, *, asked: bool, **more: Any) -> discord.Message:
        """Reply in the channel; to somebody who asked where the bot may not write, in a direct message."""
        reference = message.to_reference(fail_if_not_exists=False)
        try:
            sent: discord.Message = await message.channel.send(reference=reference, mention_author=False, **more)
        except discord.Forbidden:
            if not asked or message.guild is None:
                raise
            sent = await message.author.send(**more)
        return sent


def _may_embed(message: discord.Message) -> bool:
    """Tell whether an embed will show: Discord drops one that stands beside buttons without a word."""
    if message.guild is None or isinstance(message.channel, discord.DMChannel | discord.PartialMessageable):
        return True
    return message.channel.permissions_for(message.guild.me).embed_links


def _replied(message: discord.Message) -> discord.Message | None:
    """Return the message that one replies to, None if it is none or has gone."""
    resolved = message.reference.resolved if message.reference is not None else None
    return resolved if isinstance(resolved, discord.Message) else None
