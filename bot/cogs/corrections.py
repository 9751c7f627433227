"""Corrects what the bot said earlier: messages that show a figure which is another one now are edited."""

from __future__ import annotations

import asyncio
import logging

import aiohttp
import discord
from discord.ext import commands, tasks

from ..background import unbroken
from ..client import Verbatim
from ..serving.result import Result
from ..store import Correction
from .correcting import correct

__all__ = ["Corrections"]

_log = logging.getLogger(__name__)
_AT_ONCE = (
    5  # each is two calls: so corrections take a fifth of the calls that Discord allows, and answers have the rest
)
_NEXT_S = 2.0  # until it is tried to take over from another process
_AGAIN_S = 60.0  # for what somebody has taken and not done


class Corrections(commands.Cog):
    """Edits a few messages at a time, until none waits for it; what cannot be edited any more is left as it is.

    What is to be done stands in the store: where one process leaves off, the next goes on. Of several one does it at a
    time, whoever's shard a message is on, as what Discord allows it allows to all of them together.
    """

    def __init__(self, client: Verbatim) -> None:
        self._client = client
        self._turn = asyncio.Lock()
        self._leaving = self._waiting = False

    async def cog_load(self) -> None:
        """Go on with what was left undone."""
        self._again.start()

    async def cog_unload(self) -> None:
        """Begin no more."""
        self._leaving = True
        self._again.cancel()

    @tasks.loop(seconds=_AGAIN_S)
    async def _again(self) -> None:
        self._begin()

    @commands.Cog.listener()
    async def on_knowledge_change(self, result: Result, lesson: object) -> None:
        """Correct what was said before, if something else was published."""
        if result.published is not None:
            self._begin()

    def _begin(self) -> None:
        if not self._waiting:  # one that waits for its turn sees to whatever has come until then
            self._waiting = self._client.background.start(self.correct(), "correcting messages")

    async def correct(self) -> None:
        """Edit all messages that wait for it. Raises StoreError if they cannot be looked up."""
        async with self._turn:
            self._waiting = False
            while not self._leaving:
                async with self._client.store.duties.alone("corrections") as mine:
                    if mine:
                        await self._correct_all()
                        return
                await asyncio.sleep(_NEXT_S)

    async def _correct_all(self) -> None:
        while not self._leaving:
            number = self._client.publisher.number
            if number is None:
                return
            taken = await unbroken(self._client.store.corrections.take(_AT_ONCE, upto=number))
            if not taken:
                return
            await asyncio.gather(*map(self._deal, taken))

    async def _deal(self, correction: Correction) -> None:
        """Correct a message, and take it off the list, unless Discord or the network failed: it is tried again then."""
        try:
            await correct(self._client, correction)
        except (discord.DiscordServerError, aiohttp.ClientError, OSError) as error:
            _log.info("message %d is corrected later: %s", correction.message_id, error)
            return
        except discord.HTTPException as error:  # it has gone, or the bot may not go there any more
            _log.info("message %d could not be corrected: %s", correction.message_id, error.code)
        except Exception:
            if self._leaving:  # the connection is closed
                return
            _log.exception("message %d could not be corrected", correction.message_id)
        await unbroken(self._client.store.corrections.done(correction))
