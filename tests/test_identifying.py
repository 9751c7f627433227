"""Shards open their sessions one after the other, as far apart as Discord wants them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.identifying import Identifying
from bot.store import Store
from tests.store.postgres import Server

APART_S = 0.03


@pytest.fixture
async def turns() -> AsyncIterator[Identifying]:
    async with Store.open("sqlite://") as store:
        yield Identifying(store, apart_s=APART_S)


async def test_the_time_apart_counts_from_when_a_session_is_opened_not_from_when_it_was_waited_for(turns):
    """To connect may take longer for the one than for the other."""
    opened = []

    async def shard(number: int, connecting_s: float) -> None:
        await turns.turn_ahead(number)
        await asyncio.sleep(connecting_s)
        await turns.turn(number)
        opened.append(asyncio.get_running_loop().time())

    await asyncio.gather(shard(0, 1.3 * APART_S), shard(1, 0.0))
    assert opened[1] - opened[0] >= APART_S * 0.9
    await turns.end()


async def test_processes_on_one_database_wait_for_each_other(postgres: Server):
    """As each has shards of a row of which Discord lets one begin at a time."""
    url, opened = postgres.database(), []

    async def process(turns: Identifying, shard: int) -> None:
        turns.at_once = 2
        await turns.turn(shard)
        opened.append(asyncio.get_running_loop().time())

    async with Store.open(url) as one, Store.open(url) as other:
        all_turns = [Identifying(store, apart_s=0.2) for store in (one, other)]
        await asyncio.gather(*map(process, all_turns, (0, 2)))
        for turns in all_turns:
            await turns.end()
    assert opened[1] - opened[0] >= 0.2


async def test_a_shard_that_does_not_get_through_keeps_nobody_waiting_for_ever(turns, monkeypatch):
    """It waits for another turn then; one that tries again before that need not."""
    monkeypatch.setattr("bot.identifying._CONNECTING_S", APART_S)
    await turns.turn_ahead(0)
    await turns.turn_ahead(0)
    async with asyncio.timeout(5):
        await turns.turn(1)
    late = asyncio.create_task(turns.turn(0))
    await asyncio.sleep(0)
    assert not late.done()
    async with asyncio.timeout(5):
        await late
    await turns.end()
