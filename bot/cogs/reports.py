"""What moderators' channels are told of the knowledge: in the servers that may change it, where a channel is set."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

import discord
from discord.ext import commands

from .. import render
from ..client import Verbatim
from ..core.answering.pacing import Cooldown
from ..errors import StoreError
from ..serving.result import Result
from .deeds import as_file
from .drafts import Lesson, draft_view

__all__ = ["Reports"]

_log = logging.getLogger(__name__)
_TOLD_S = 600.0  # processes that share a folder are started one after the other
_TRIES = (1, 300.0)  # of one person's refused tries one in so many seconds is told of


class Reports(commands.Cog):
    """Tells moderators' channels of changes, without keeping anybody waiting."""

    def __init__(self, client: Verbatim) -> None:
        self._client = client
        self._tries = Cooldown(*_TRIES)
        self._at_start_told = False

    @commands.Cog.listener()
    async def on_knowledge_change(self, result: Result, lesson: Lesson | None) -> None:
        """Tell of a change that somebody wished for, with buttons if it waits to be published."""
        if result is self._client.publisher.at_start:
            if self._at_start_told:
                return
            self._at_start_told = True
        work = self._tell(partial(render.report, result), draft_view(result, lesson))
        if result.published is None and result.origin in ("start", "disk"):
            work = self._tell_if_first(result, work)
        self._client.background.start(work, "telling moderators of a change")

    async def _tell_if_first(self, result: Result, work: Coroutine[Any, Any, None]) -> None:
        """Tell of what a folder holds, unless another process with the same one just has."""
        processes = self._client.store.processes
        said = (result.kind, result.draft.version if result.draft is not None else "", *map(str, result.faults))
        what = hashlib.sha256("\n".join(said).encode()).hexdigest()
        try:
            first = not processes.shared or await processes.first_to_tell(what, within_s=_TOLD_S)
        except StoreError:
            first = True
        if first:
            await work
        else:
            work.close()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Tell once what was wrong with the knowledge folder at the start, if anything was."""
        result = self._client.publisher.at_start
        if result is not None:
            await self.on_knowledge_change(result, None)

    @commands.Cog.listener()
    async def on_refused_try(self, person_id: int, what: str) -> None:
        """Tell that somebody tried what only moderators may, now and then."""
        if not self._tries.take(person_id, time.monotonic()):
            work = self._tell(partial(render.refused_try, person_id, what))
            self._client.background.start(work, "telling moderators of a refused try")

    async def _tell(self, words: Callable[[], render.Note], view: discord.ui.View | None = None) -> None:
        note = await asyncio.to_thread(words)  # to tell of a large change takes a while
        for guild_id in sorted(self._client.curator_guilds):
            try:
                server = await self._client.store.server(guild_id)
            except StoreError as error:
                _log.error("the moderators' channel of server %d is not to be had: %s", guild_id, error)
                continue
            if server.moderators_channel_id is not None:
                channel = self._client.get_partial_messageable(server.moderators_channel_id, guild_id=guild_id)
                await _send(channel, note, view)


async def _send(channel: discord.PartialMessageable, note: render.Note, view: discord.ui.View | None) -> None:
    """Send a note, without its file where none may be attached."""
    more: dict[str, Any] = {"view": view} if view is not None else {}
    for with_file in (True, False) if note.file is not None else (False,):
        try:
            files = [as_file(note)] if with_file else []
            await channel.send(note.text, files=files, suppress_embeds=True, **more)
        except discord.Forbidden as error:
            _log.info("moderators' channel %d could not be told: %s", channel.id, error.code)
        except discord.HTTPException as error:
            _log.info("moderators' channel %d could not be told: %s", channel.id, error.code)
            return
        else:
            break
    else:
        return
    for text in note.more:
        try:
            await channel.send(text, suppress_embeds=True)
        except discord.HTTPException as error:
            _log.info("moderators' channel %d could not be told all: %s", channel.id, error.code)
            return
