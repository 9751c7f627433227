"""What the bot costs a busy server: messages that are not for it, and the event loop while pictures are drawn."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import discord

from ..charts import Charts
from ..client import Verbatim
from ..cogs.ask import Ask
from ..core.answering.answerer import Answerer
from ..core.knowledge import chart_data
from ..core.knowledge.model import Knowledge
from ..serving.edition import Edition
from ..serving.publisher import Publisher
from ..store import Store

__all__ = ["ignoring_us", "longest_block_ms"]

_USER: Any = {"id": "1", "username": "verbatim", "discriminator": "0", "avatar": None}
_AUTHOR: Any = {"id": "2", "username": "somebody", "discriminator": "0", "avatar": None}


async def ignoring_us(answerer: Answerer, *, messages: int = 20_000) -> float:
    """Return the mean time in microseconds that a message takes which is not for the bot, once discord.py has it."""
    async with Store.open("sqlite+aiosqlite:///:memory:") as store:
        client = Verbatim(Publisher(store, edition=Edition.of(answerer)))
        state = client._connection
        state.user = discord.ClientUser(state=state, data=_USER)
        guild_data: Any = {"id": "3", "name": "server"}  # what is not read is left out
        channel_data: Any = {"id": "4", "type": 0, "name": "talk", "position": 0}
        guild = discord.Guild(data=guild_data, state=state)
        channel = discord.TextChannel(state=state, guild=guild, data=channel_data)
        message = discord.Message(state=state, channel=channel, data=_payload())
        cog = Ask(client)
        start = time.perf_counter()
        for _ in range(messages):
            await cog.on_message(message)
        return (time.perf_counter() - start) / messages * 1e6


async def longest_block_ms(knowledge: Knowledge) -> tuple[int, float]:
    """Return how many pictures were drawn, all there are, and the longest that the event loop was held up meanwhile."""
    drawn = {chart_data.chart(knowledge, entry) for entry in knowledge.entries.values()} - {None}
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            start = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - start - 0.001)

    watchdog = asyncio.create_task(watch())
    charts = Charts()
    await asyncio.gather(*(charts.png(each) for each in drawn if each is not None))
    watchdog.cancel()
    return len(drawn), longest * 1_000


def _payload() -> Any:
    sent = {"timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None, "tts": False, "type": 0}
    empty: Any = {key: [] for key in ("mentions", "mention_roles", "attachments", "embeds", "components")}
    ids = {"id": "5", "channel_id": "4", "guild_id": "3"}
    return {**ids, **sent, **empty, "author": _AUTHOR, "content": "", "mention_everyone": False, "pinned": False}
