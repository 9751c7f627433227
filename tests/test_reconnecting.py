"""A shard comes back to the gateway of the loopback Discord with all that was said meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.shard import Shard

from bot.reconnecting import steady
from tests.loopback import Loopback


class Listener(discord.AutoShardedClient):
    """Hears what is said to it directly."""

    def __init__(self) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.dm_messages = True
        super().__init__(intents=intents)
        self.heard: asyncio.Queue[str] = asyncio.Queue()
        self.waits: list[tuple[float, float]] = []
        self.waited = asyncio.Event()

    @property
    def shard(self) -> Shard:
        found = self.get_shard(0)
        assert found is not None
        return found._parent

    def chance(self, low: float, high: float) -> float:
        self.waits.append((low, high))
        self.waited.set()
        return 0.0

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for nothing."""

    async def on_message(self, message: discord.Message) -> None:
        await self.heard.put(message.content)


@pytest.fixture
async def listener(loopback: Loopback) -> AsyncIterator[Listener]:
    """One that is connected."""
    loopback.guild()
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = loopback.api, yarl.URL(loopback.gateway.url)
    client = Listener()
    task = asyncio.create_task(client.start(loopback.token))
    await loopback.connected()
    for _ in range(2):  # the second time it does so already
        steady(client.shard, chance=client.chance)
    yield client
    await client.close()
    await task


async def test_what_was_said_while_the_gateway_could_not_be_reached_is_heard(
    loopback: Loopback, listener: Listener
) -> None:
    """The session is taken up again, though the first tries fail."""
    listener.shard._backoff._randfunc = lambda low, high: 0.05  # type: ignore[assignment]
    dm = loopback.dm(loopback.user("Ann"))
    loopback.gateway_fails(0.2)
    await loopback.say(dm, dm.recipient or loopback.bot, "are you there?")
    assert await asyncio.wait_for(listener.heard.get(), 5) == "are you there?"
    assert (len(loopback.gateway.identifies), loopback.gateway.resumes) == (1, 1)


@pytest.mark.parametrize(
    ("resumable", "waits", "identifies"),
    [pytest.param(True, (0.0, 1.0), 1, id="resumed"), pytest.param(False, (1.0, 5.0), 2, id="anew")],
)
async def test_an_invalid_session_is_followed_by_another_after_a_while(
    loopback: Loopback, listener: Listener, resumable: bool, waits: tuple[float, float], identifies: int
) -> None:
    """By chance, so that not all shards come back at once; from one to five seconds, as Discord wants it, if anew."""
    await loopback.gateway.invalidate(resumable=resumable)
    dm = loopback.dm(loopback.user("Ann"))
    await asyncio.wait_for(listener.waited.wait(), 5)
    await loopback.connected()
    await loopback.say(dm, dm.recipient or loopback.bot, "again?")
    assert await asyncio.wait_for(listener.heard.get(), 5) == "again?"
    assert listener.waits == [waits]
    assert len(loopback.gateway.identifies) == identifies


async def test_pauses_grow_to_half_a_minute(listener: Listener) -> None:
    listener.shard._backoff._randfunc = lambda low, high: high  # type: ignore[assignment]
    assert [listener.shard._backoff.delay() for _ in range(7)] == [2, 4, 8, 16, 32, 32, 32]
