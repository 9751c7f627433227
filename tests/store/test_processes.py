"""The processes of the bot know of each other."""

from __future__ import annotations

import pytest

from bot.store import Store
from bot.store.processes import Processes


class Clock:
    """Seconds since 1970, as a test wants them."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def process(store: Store, clock: Clock) -> Processes:
    return Processes(store._connections, clock)


async def test_whoever_is_there_is_known_until_they_leave_or_are_silent_for_long(store: Store, clock: Clock) -> None:
    one = process(store, clock)
    clock.now += 1
    other, third = process(store, clock), process(store, clock)
    await one.beat(shards="0-1", shard_count=4, version="1.0")
    await third.beat(shards="3", shard_count=4, version="1.1")
    clock.now += 60
    found = await other.beat(shards="2", shard_count=4, version="1.1")
    assert [(each.shards, each.version, each.seen) for each in found if each.id != third.own_id] == [
        ("0-1", "1.0", 1_001.0),
        ("2", "1.1", 1_061.0),
    ]
    assert len(found) == 3
    await third.leave()
    clock.now += 31
    assert [each.id for each in await other.beat(shards="2", shard_count=4, version="1.1")] == [other.own_id]


async def test_one_of_several_tells_what_all_have_seen(store: Store, clock: Clock) -> None:
    """And again once it is long ago."""
    one, other = process(store, clock), process(store, clock)
    told = [await each.first_to_tell("a fault", within_s=600) for each in (one, other, one)]
    assert told == [True, False, False]
    assert await other.first_to_tell("another fault", within_s=600)
    clock.now += 600
    assert await other.first_to_tell("a fault", within_s=600)
    assert not await one.first_to_tell("a fault", within_s=600)
