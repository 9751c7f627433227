"""Getting a reply out: drawn as the channel allows, sent though Discord stumbles, and directly where need be."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import discord

from ..client import Verbatim
from ..core.answering.reply import Reply
from . import buttons

__all__ = ["amend", "answer", "drawn", "say"]

_T = TypeVar("_T")
_ARCHIVED, _NO_HISTORY = 50083, 160002


def drawn(client: Verbatim, reply: Reply, message: discord.Message, *, again: bool = False) -> dict[str, Any]:
    """Return what shows a reply to a message, as `send` and `edit` take it. again: whether it replaces another one."""
    return buttons.drawn(client, reply, message.author.id, plain=not _may_embed(message), card=again)


async def answer(message: discord.Message, shown: dict[str, Any], *, asked: bool) -> discord.Message:
    """Reply to a message in its channel; to somebody who asked where the bot may not write, in a direct message.

    Once only, as it was edited last, though it is sent twice: by another process, too, while one takes over from the
    other.

    shown: What `send` takes. Raises discord.HTTPException if it cannot be said anywhere.
    """
    reference = message.to_reference(fail_if_not_exists=False)
    shown = {**shown, "nonce": _nonce(message), "mention_author": False}
    try:
        return await _reopening(message, lambda: _sent(message, shown, reference))
    except discord.HTTPException as error:
        barred = isinstance(error, discord.Forbidden) or error.code == _ARCHIVED
        if not (barred and asked) or message.guild is None:
            raise
    return await message.author.send(**shown)


async def say(message: discord.Message, text: str, *, asked: bool) -> discord.Message:
    """Reply with a line of text; see `answer`."""
    return await answer(message, {"content": text, "suppress_embeds": True}, asked=asked)


async def amend(message: discord.Message, sent: discord.PartialMessage, shown: dict[str, Any]) -> discord.Message:
    """Put another reply in the place of one. message: what it answers. Raises discord.HTTPException."""
    shown = {"content": None, "embed": None, **shown}
    shown.pop("suppress_embeds", None)  # stays as it was
    return await _reopening(message, lambda: sent.edit(**shown))


async def _sent(
    message: discord.Message, shown: dict[str, Any], reference: discord.MessageReference
) -> discord.Message:
    try:
        sent: discord.Message = await message.channel.send(reference=reference, **shown)
    except discord.HTTPException as error:
        if error.code != _NO_HISTORY:
            raise
        sent = await message.channel.send(**shown)  # it may write here, but not reply
    return sent


async def _reopening(message: discord.Message, work: Callable[[], Awaitable[_T]]) -> _T:
    """Do something in a message's channel; if that is a thread that was archived meanwhile, open it again for that."""
    try:
        return await work()
    except discord.HTTPException as error:
        if error.code != _ARCHIVED or not isinstance(message.channel, discord.Thread):
            raise
        try:
            await message.channel.edit(archived=False)
        except discord.HTTPException:
            raise error from None
    return await work()


def _nonce(message: discord.Message) -> int:
    """Return the number by which Discord knows for some minutes that it has the reply to a message already."""
    what = f"{message.id} {message.edited_at}".encode()
    return int.from_bytes(hashlib.blake2b(what, digest_size=8).digest(), "big") >> 1


def _may_embed(message: discord.Message) -> bool:
    """Tell whether an embed will show: Discord drops one that stands beside buttons without a word."""
    if message.guild is None or isinstance(message.channel, discord.DMChannel | discord.PartialMessageable):
        return True
    return message.channel.permissions_for(message.guild.me).embed_links
