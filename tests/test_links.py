"""Which shards hear their servers, and how often each was connected again."""

from __future__ import annotations

import asyncio

import discord
import yarl
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.links import Links
from tests.loopback import Guild, Loopback


class _Two(commands.AutoShardedBot):
    """A bot with two shards, which waits for nothing that only Discord needs."""

    def __init__(self) -> None:
        super().__init__((), intents=discord.Intents(guilds=True), shard_count=2, guild_ready_timeout=0.01)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        pass


async def test_each_shard_is_told_of_by_itself(loopback: Loopback, guild: Guild) -> None:
    """Cut off, both resume their sessions; the one whose session has ended gets a new one."""
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = loopback.api, yarl.URL(loopback.gateway.url)
    client = _Two()
    links = Links(client)
    heard: asyncio.Queue[tuple[str, int]] = asyncio.Queue()

    async def on_shard_ready(shard_id: int) -> None:
        heard.put_nowait(("ready", shard_id))

    async def on_shard_resumed(shard_id: int) -> None:
        heard.put_nowait(("resumed", shard_id))

    async def until(*wanted: tuple[str, int]) -> None:
        assert {await asyncio.wait_for(heard.get(), 10.0) for _ in wanted} == set(wanted)

    client.add_listener(on_shard_ready)
    client.add_listener(on_shard_resumed)
    assert (links.own, links.missing, list(links.latencies())) == ((0, 1), (0, 1), [])
    task = asyncio.create_task(client.start(loopback.token))
    try:
        await until(("ready", 0), ("ready", 1))
        assert (links.missing, [id for id, _ in links.latencies()], links.came_back) == ((), [0, 1], {})
        loopback.drop()
        await until(("resumed", 0), ("resumed", 1))
        assert (links.missing, links.came_back) == ((), {(0, "resumed"): 1, (1, "resumed"): 1})
        loopback.gateway.sessions.clear()
        await client.shards[1].disconnect()
        await asyncio.sleep(0)
        assert links.missing == (1,)
        await client.shards[1].reconnect()
        await until(("ready", 1))
        assert (links.missing, links.came_back[0, "new"], links.came_back[1, "new"]) == ((), 0, 1)
    finally:
        await client.close()
        await task
