"""Answers mentions, replies to the bot's own messages, and direct messages."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from .. import render

if TYPE_CHECKING:
    from ..app import Verbatim

__all__ = ["Ask"]

_log = logging.getLogger(__name__)
_MISSING_PERMISSIONS = 50013


class Ask(commands.Cog):
    """Questions in the channel."""

    def __init__(self, client: Verbatim) -> None:
        self._client = client

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is for the bot; ignore all others, those of bots included."""
        if message.author.bot or not self._is_for_us(message):
            return
        try:
            await self._answer(message)
        except discord.HTTPException as error:
            # 50013, 50001: not allowed to write here. 10003, 10008: channel or message gone meanwhile.
            _log.info("message %d could not be answered: %s", message.id, error.code)
        except Exception:
            _log.exception("message %d failed", message.id)
            await self._send(message, content=render.FAILED)

    def _is_for_us(self, message: discord.Message) -> bool:
        me = self._client.user
        if me is None:
            return False
        if message.guild is None or me in message.mentions:
            return True
        replied = message.reference.resolved if message.reference is not None else None
        return isinstance(replied, discord.Message) and replied.author == me

    async def _answer(self, message: discord.Message) -> None:
        if not message.content.strip():
            return  # a reply without the content intent, or an attachment: there is nothing to read
        reply = self._client.answerer.answer(message.content)
        if reply.kind != "signpost":  # that somebody told of danger is nobody's business
            entry_id = reply.entry.id if reply.entry else "-"
            _log.info("message %d: %s %s %.2f", message.id, reply.kind, entry_id, reply.confidence)
        try:
            await self._send(message, embed=discord.Embed.from_dict(render.embed(reply)))
        except discord.Forbidden as error:
            if error.code != _MISSING_PERMISSIONS:
                raise
            await self._send(message, content=render.plain(reply))  # may write, but not embed

    async def _send(
        self, message: discord.Message, *, content: str | None = None, embed: discord.Embed | None = None
    ) -> None:
        reference = message.to_reference(fail_if_not_exists=False)
        if embed is not None:
            await message.channel.send(embed=embed, reference=reference, mention_author=False)
        else:
            await message.channel.send(content, reference=reference, mention_author=False, suppress_embeds=True)
