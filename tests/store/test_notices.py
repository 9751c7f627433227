"""A version published by one process is noticed by the others, whatever happens to the connection meanwhile."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import pytest

from bot.store import Store
from bot.store.notices import published_numbers


async def publish(store: Store, after: int | None) -> int:
    files = {"a.yaml": str(after).encode()}
    published = await store.versions.publish(files, f"{after or 0:012x}", after=after, origin="refresh", written=True)
    assert published is not None
    return published.number


class Follower:
    """Another process, as far as the database can tell: it has connections of its own."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._newest = 0
        self._came = asyncio.Condition()

    async def follow(self) -> None:
        async with aclosing(self.store.published_numbers()) as numbers:
            async for number in numbers:
                async with self._came:
                    self._newest = max(self._newest, number)
                    self._came.notify_all()

    async def seconds_until(self, number: int, within_s: float = 10.0) -> float:
        """Wait until a number has come; return how long that took."""
        began = time.monotonic()
        async with asyncio.timeout(within_s), self._came:
            await self._came.wait_for(lambda: self._newest >= number)
        return time.monotonic() - began


@asynccontextmanager
async def following(url: str) -> AsyncIterator[Follower]:
    async with Store.open(url) as other:
        follower = Follower(other)
        task = asyncio.create_task(follower.follow())
        try:
            yield follower
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
def on_postgresql(postgres) -> str:
    return postgres.database()


async def test_a_publication_is_noticed_within_a_second(store, url):
    async with following(url) as follower:
        number = await publish(store, None)
        await follower.seconds_until(number)
        for _ in range(5):
            number = await publish(store, number)
            assert await follower.seconds_until(number) < 1.0


async def test_what_was_published_before_anybody_listened_is_told_at_once(store, url):
    number = await publish(store, None)
    async with following(url) as follower:
        assert await follower.seconds_until(number) < 1.0


async def test_on_postgresql_it_is_the_notice_that_tells(on_postgresql):
    """Not the look that is taken twice a second on SQLite."""
    async with Store.open(on_postgresql) as store, following(on_postgresql) as follower:
        number = await publish(store, None)
        await follower.seconds_until(number)
        took = []
        for _ in range(10):
            number = await publish(store, number)
            took.append(await follower.seconds_until(number))
        assert sorted(took)[5] < 0.1


async def test_a_process_whose_connections_are_cut_catches_up(on_postgresql, postgres):
    async with Store.open(on_postgresql) as store, following(on_postgresql) as follower:
        number = await publish(store, None)
        await follower.seconds_until(number)
        assert await asyncio.to_thread(postgres.cut) >= 2
        number = await publish(store, number)
        assert await follower.seconds_until(number) < 3.0
        number = await publish(store, number)  # and it listens again
        assert await follower.seconds_until(number) < 1.0


async def test_a_process_catches_up_with_a_server_that_was_away(on_postgresql, postgres, caplog):
    async with Store.open(on_postgresql) as store, following(on_postgresql) as follower:
        number = await publish(store, None)
        await follower.seconds_until(number)
        await asyncio.to_thread(postgres.stop)
        await asyncio.sleep(1.5)  # it has tried more than once
        await asyncio.to_thread(postgres.start)
        number = await publish(store, number)
        assert await follower.seconds_until(number) < 3.0
    said = [record.getMessage() for record in caplog.records if record.name == "bot.store.notices"]
    assert "cannot be looked up" in said[0]
    assert len(said) == len(set(said))  # each reason once: it is away, it is starting
    assert {record.levelno for record in caplog.records if record.name.startswith("bot")} == {logging.WARNING}


async def test_a_notice_that_is_lost_is_made_up_for(on_postgresql, monkeypatch):
    monkeypatch.setattr("bot.store.notices._LOOK_ANYWAY_S", 0.3)
    monkeypatch.setattr("bot.store.notices.CHANNEL", "nobody_notifies")
    async with Store.open(on_postgresql) as store, following(on_postgresql) as follower:
        number = await publish(store, None)
        assert await follower.seconds_until(number) < 1.0


async def test_ceasing_to_listen_leaves_no_connection_that_listens(on_postgresql, postgres):
    async with Store.open(on_postgresql) as store:
        numbers = published_numbers(store._connections, store.versions, changed=lambda _: None)
        await publish(store, None)
        assert await anext(numbers) == 1
        await numbers.aclose()
        asked = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
        assert await asyncio.to_thread(postgres.ask, asked) == ["0"]


async def test_what_another_process_sets_for_a_server_shows_at_once_on_postgresql(on_postgresql):
    async with Store.open(on_postgresql) as store, following(on_postgresql) as follower:
        await publish(store, None)
        await follower.seconds_until(1)  # from now on it listens
        assert (await follower.store.server(1)).moderator_role_id is None
        await store.set_moderator_role(1, 2)
        await follower.seconds_until(await publish(store, 1))  # notices come in the order in which they were given
        assert (await follower.store.server(1)).moderator_role_id == 2


async def test_what_was_set_while_nobody_could_be_told_shows_once_they_listen_again(on_postgresql, postgres):
    async with Store.open(on_postgresql) as store, following(on_postgresql) as follower:
        number = await publish(store, None)
        await follower.seconds_until(number)
        assert (await follower.store.server(1)).moderator_role_id is None
        await asyncio.to_thread(postgres.cut)
        await store.set_moderator_role(1, 2)
        await follower.seconds_until(await publish(store, number))
        assert (await follower.store.server(1)).moderator_role_id == 2
