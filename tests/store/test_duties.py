"""What one process has to do, no other does, until it is done or the process has gone."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.store import Store
from tests.store.postgres import Server


async def test_a_duty_is_had_by_one_at_a_time(postgres: Server) -> None:
    """Another one may be had meanwhile; who waits gets it next."""
    url = postgres.database()
    async with Store.open(url) as one, Store.open(url) as other:
        async with (
            one.duties.alone("purge") as mine,
            other.duties.alone("purge") as also,
            other.duties.alone("sync") as another,
        ):
            assert (mine, also, another) == (True, False, True)
        async with other.duties.in_turn("purge"), one.duties.alone("purge") as again:
            assert not again
        async with one.duties.alone("purge") as at_last:
            assert at_last


async def test_a_duty_passes_on_when_its_holder_dies(postgres: Server) -> None:
    """A process that is killed loses its connections; here they are cut."""
    url = postgres.database()
    async with Store.open(url) as one, Store.open(url) as other:
        async with one.duties.alone("purge") as mine:
            waiting = asyncio.create_task(_had(other))
            await asyncio.sleep(0)
            postgres.cut()
            async with Store.open(url) as third, third.duties.in_turn("purge"):
                assert mine
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="only Linux tells when a connection is looked after")
async def test_a_duty_passes_on_within_a_minute_when_the_machine_of_its_holder_is_gone(postgres: Server) -> None:
    """Nobody tells the database then: it has to ask, and by itself it does so after two hours."""
    async with Store.open(url := postgres.database()) as store, store.duties.alone("purge"), asyncio.timeout(5):
        while not any(seconds <= 30 for seconds in _asks_in(url)):  # noqa: ASYNC110 - no event tells of it
            await asyncio.sleep(0.02)  # what was sent last is acknowledged first


def _asks_in(url: str) -> list[float]:
    """Return in how many seconds the server asks whether the others of its idle connections are there still."""
    port = f":{make_url(url).port or 0:04X}"
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return [int(timer[3:], 16) / 100 for _, at, _, _, _, timer, *_ in lines if at.endswith(port) and timer[:2] == "02"]


async def _had(store: Store) -> None:
    async with store.duties.in_turn("purge"):
        pass


async def test_what_fails_while_a_duty_is_had_is_not_the_databases_fault(url: str) -> None:
    async with Store.open(url) as store:
        with pytest.raises(ConnectionResetError):
            async with store.duties.alone("purge"):
                raise ConnectionResetError
        async with store.duties.alone("purge") as mine:
            assert mine


async def test_a_single_process_has_all_duties(store: Store, url: str) -> None:
    """On both databases."""
    async with store.duties.alone("purge") as mine, store.duties.in_turn("sync"):
        assert mine
