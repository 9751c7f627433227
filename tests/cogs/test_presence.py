"""Processes on one database know of each other, and of nobody who has left."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from bot.cogs.presence import Presence
from bot.store import Store
from tests.store.postgres import Server


async def test_who_leaves_while_saying_that_they_are_there_has_left(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the others would take their shards for run, for a minute and a half."""
    async with Store.open(postgres.database()) as store:
        beat, begun = store.processes.beat, asyncio.Event()

        async def slowly(**about: Any) -> Any:
            begun.set()
            await asyncio.sleep(0.05)
            return await beat(**about)

        monkeypatch.setattr(store.processes, "beat", slowly)
        client: Any = SimpleNamespace(store=store, shard_count=1, shard_ids=None)  # all that it asks for
        presence = Presence(client)
        await presence.on_ready()
        await begun.wait()
        await presence.cog_unload()
        assert postgres.ask("SELECT count(*) FROM processes") == ["0"]
