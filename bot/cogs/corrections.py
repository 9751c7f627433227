"""Corrects what the bot said earlier: messages that show a figure which is another one now are edited."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from typing import Any

import discord
from discord.ext import commands

from .. import render
from ..client import Verbatim
from ..core.knowledge import chart_data
from ..core.knowledge.model import Entry
from ..memory import SHOWN_DAYS
from ..serving.result import Result
from ..store import ShownMessage
from . import buttons
from .pictures import picture

__all__ = ["Corrections"]

_log = logging.getLogger(__name__)
_DAY_S = 86_400
_MAX_CONTENT = 2_000
_Pair = tuple[Entry, Entry]


class Corrections(commands.Cog):
    """Edits one message after the other; what cannot be edited any more is left as it is."""

    def __init__(self, client: Verbatim) -> None:
        self._client = client
        self._turn = asyncio.Lock()

    @commands.Cog.listener()
    async def on_knowledge_change(self, result: Result, lesson: object) -> None:
        """Correct what was said before, if something else was published."""
        if result.published is not None:
            self._client.background.start(self.correct(result.changes.figures), "correcting messages")

    async def correct(self, figures: Sequence[_Pair]) -> None:
        """Edit the messages of the last days that show any of these figures. figures: entries before and now.

        Raises StoreError if what was shown cannot be looked up.
        """
        changed = {new.id: (old, new) for old, new in figures}
        if not changed:
            return
        async with self._turn:
            entries = self._client.answerer.knowledge.entries.values()
            beside = [entry.id for entry in entries if changed.keys() & {*entry.contradicts, *entry.confirms}]
            since = time.time() - SHOWN_DAYS * _DAY_S
            for shown in await self._client.store.shown.showing([*changed, *beside], since=since):
                try:
                    await self._edit(shown, changed)
                except discord.HTTPException as error:  # it has gone, or the bot may not go there any more
                    _log.info("message %d could not be corrected: %s", shown.message_id, error.code)
                except Exception:
                    _log.exception("message %d could not be corrected", shown.message_id)

    async def _edit(self, shown: ShownMessage, changed: dict[str, _Pair]) -> None:
        """Put the answer as it is now in place of the one that was given; where that cannot be, a line on top."""
        message = await self._client.get_partial_messageable(shown.channel_id).fetch_message(shown.message_id)
        text = _text(message)
        wrong = [pair for id, pair in changed.items() if id in shown.entries or _names(text, pair[0])]
        if not wrong:
            return
        line = render.corrected(wrong, int(time.time()))
        knowledge = self._client.answerer.knowledge
        entry = buttons.entry_of(message, self._client)
        if entry is None or entry.id != shown.entries[0]:
            await message.edit(content=f"{line}\n{message.content}".strip()[:_MAX_CONTENT])
            return
        also = tuple(knowledge.entries[id] for id in shown.entries[1:] if id in knowledge.entries)
        reply = self._client.answerer.showing(entry, also)
        more: dict[str, Any] = {"content": f"{line}\n{render.plain(reply)}"[:_MAX_CONTENT]}
        if message.embeds:
            earlier = message.content.splitlines()[-5:]
            more = {
                "content": "\n".join([*earlier, line])[:_MAX_CONTENT],
                "embed": discord.Embed.from_dict(render.embed(reply)),
            }
        if message.attachments:
            drawn = chart_data.chart(knowledge, entry)
            more["attachments"] = [await picture(self._client, drawn)] if drawn is not None else []
        await message.edit(**more)


def _names(text: str, entry: Entry) -> bool:
    return entry.figure is not None and entry.figure.text in text


def _text(message: discord.Message) -> str:
    """Return what stands in a message, line by line."""
    lines = [message.content]
    for embed in message.embeds:
        lines += [embed.title or "", embed.description or ""]
        lines += [f"{field.name}\n{field.value}" for field in embed.fields]
    return "\n".join(lines)
