"""Takes away once a day what is kept for a time only; of several processes one does at a time."""

from __future__ import annotations

import asyncio
import logging
import time

from discord.ext import commands, tasks

from ..client import Verbatim
from ..errors import StoreError
from ..memory import SHOWN_DAYS

__all__ = ["Upkeep"]

_log = logging.getLogger(__name__)
_DAY_S = 86_400
_DRAFT_DAYS = 30


class Upkeep(commands.Cog):
    """Runs as the bot starts, and every day from then on."""

    def __init__(self, client: Verbatim) -> None:
        self._client = client
        self._purging = asyncio.Lock()

    async def cog_load(self) -> None:
        """Begin."""
        self._daily.start()

    async def cog_unload(self) -> None:
        """End, but not in the middle: a connection to the database must be given back."""
        async with self._purging:
            self._daily.cancel()

    @tasks.loop(hours=24)
    async def _daily(self) -> None:
        async with self._purging:
            try:
                async with self._client.store.duties.alone("upkeep") as mine:
                    if mine:
                        await self.purge(time.time())
            except StoreError as error:
                _log.warning("what is too old cannot be deleted: %s", error)

    async def purge(self, now: float) -> None:
        """Take away what is too old. now: seconds since 1970. What fails is logged, and done the next day."""
        store = self._client.store
        for what, purge, days in (
            ("which messages show what", store.shown.purge, SHOWN_DAYS),
            ("questions", store.questions.purge, self._client.keep_questions_days),
            ("drafts", store.versions.purge_drafts, _DRAFT_DAYS),
            ("documents looked through", store.reviews.purge, _DRAFT_DAYS),
        ):
            try:
                gone = await purge(now - days * _DAY_S)
            except StoreError as error:
                _log.warning("what is too old of %s cannot be deleted: %s", what, error)
                continue
            if gone:
                _log.info("%d of %s, older than %d days, taken away", gone, what, days)
