"""The connections to Discord's gateway, one a shard: which stand, and how often each came back."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

import discord
from discord.ext import commands

__all__ = ["Links"]


class Links:
    """Listens to what a client tells of its shards. A bot without shards is shard 0."""

    def __init__(self, client: commands.Bot | commands.AutoShardedBot) -> None:
        self._client = client
        self._up: set[int] = set()
        self._ready: set[int] = set()
        self.came_back: Counter[tuple[int, str]] = Counter()
        """How often a shard was connected again, by its id and by how: its session "resumed", or a "new" one."""
        prefix = "on_shard" if isinstance(client, discord.AutoShardedClient) else "on"
        client.add_listener(self._on_connect, f"{prefix}_connect")
        client.add_listener(self._on_ready, f"{prefix}_ready")
        client.add_listener(self._on_resumed, f"{prefix}_resumed")
        client.add_listener(self._on_disconnect, f"{prefix}_disconnect")

    @property
    def own(self) -> tuple[int, ...]:
        """The ids of the shards that are this process's."""
        if isinstance(self._client, discord.AutoShardedClient):
            return tuple(self._client.shard_ids or range(self._client.shard_count or 1))
        return (self._client.shard_id or 0,)

    @property
    def missing(self) -> tuple[int, ...]:
        """The ids of those that are not ready: their servers' questions are not heard, or not yet."""
        return tuple(id for id in self.own if id not in self._ready or id not in self._up)

    def latencies(self) -> Iterator[tuple[int, float]]:
        """Yield the id of each connected shard, and how many seconds its last heartbeat took to be answered."""
        if isinstance(self._client, discord.AutoShardedClient):
            found = self._client.latencies
        else:
            found = [(self.own[0], self._client.latency)]
        yield from ((id, seconds) for id, seconds in found if math.isfinite(seconds))

    async def _on_connect(self, shard_id: int | None = None) -> None:
        id = self._id(shard_id)
        if id in self._ready:
            self.came_back[id, "new"] += 1
            self._ready.discard(id)  # until it has been told of its servers
        self._up.add(id)

    async def _on_ready(self, shard_id: int | None = None) -> None:
        self._ready.add(self._id(shard_id))

    async def _on_resumed(self, shard_id: int | None = None) -> None:
        self.came_back[self._id(shard_id), "resumed"] += 1
        self._up.add(self._id(shard_id))

    async def _on_disconnect(self, shard_id: int | None = None) -> None:
        self._up.discard(self._id(shard_id))

    def _id(self, shard_id: int | None) -> int:
        return self.own[0] if shard_id is None else shard_id
