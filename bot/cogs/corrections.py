"""Corrects what the bot said earlier: messages that show a figure which is another one now are edited."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import replace

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
from .contents import said
from .layout import below, laid_out, marked, pictured, topped
from .pictures import picture, shown_below

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
        text = "\n".join(line for line in said(message).splitlines() if not render.is_corrected(line))
        wrong = [pair for id, pair in changed.items() if id in shown.entries or _names(text, pair[0])]
        if not wrong:
            return
        line = render.corrected(wrong, int(time.time()))
        knowledge = self._client.answerer.knowledge
        entry = buttons.entry_of(message, self._client)
        if entry is None or entry.id != shown.entries[0]:
            await _put_on_top(message, line)
            return
        also = tuple(knowledge.entries[id] for id in shown.entries[1:] if id in knowledge.entries)
        reply = self._client.answerer.showing(entry, also)
        reply = replace(reply, perhaps=bool(marked(message, render.PERHAPS)))
        if message.content and not message.embeds:
            await message.edit(content=f"{line}\n{render.plain(reply, marked=True)}"[:_MAX_CONTENT])
            return
        drawn = chart_data.chart(knowledge, entry) if pictured(message) else None
        files = [await picture(self._client, drawn)] if drawn is not None else []
        asked = marked(message, render.ASKED)
        card = render.card(reply, asked=asked, corrected=line, pictures=shown_below(files))
        view = laid_out(card, foot=below(message))
        view.stop()  # its buttons are known by their custom ids, not by this view
        await message.edit(content=None, embeds=[], attachments=files, view=view)


async def _put_on_top(message: discord.Message, line: str) -> None:
    """Put a line on top of a message, in place of one that was put there before."""
    if message.flags.components_v2:
        await message.edit(view=topped(message, render.Text(line, mark=render.CORRECTED)))
        return
    left = "\n".join(each for each in message.content.splitlines() if not render.is_corrected(each))
    await message.edit(content=f"{line}\n{left}".strip()[:_MAX_CONTENT])


def _names(text: str, entry: Entry) -> bool:
    return entry.figure is not None and entry.figure.text in text
