"""What holds of a store in a SQLite file alone."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import Store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite3"


@pytest.fixture
async def store(file: Path) -> AsyncIterator[Store]:
    async with Store.open(str(file)) as opened:
        yield opened


async def test_reading_does_not_wait_for_a_writer(store, file):
    await store.set_prefers_private(1, True)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE people SET prefers_private = 0")
        assert await store.prefers_private(1) is True


async def test_closing_leaves_one_file(file):
    async with Store.open(str(file)) as store:
        await store.listen(1, 10)
    assert [path.name for path in file.parent.iterdir()] == ["store.sqlite3"]


async def test_the_folder_is_made_for_the_bot_alone(tmp_path):
    file = tmp_path / "data" / "verbatim" / "store.sqlite3"
    async with Store.open(f"sqlite+aiosqlite:///{file}"):
        assert file.is_file()
    assert file.parent.stat().st_mode & 0o777 == 0o700


async def test_the_file_is_written_ahead(store, file):
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchall() == [("wal",)]


async def test_the_start_waits_for_a_program_that_writes_to_a_file_not_yet_written_ahead(file):
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("CREATE TABLE alien (id)")
        other.execute("BEGIN IMMEDIATE")
        asyncio.get_running_loop().call_later(0.2, other.execute, "COMMIT")
        async with Store.open(str(file), busy_s=10.0) as store:
            assert await store.listen(1, 10)


async def test_a_new_file_is_its_owners_alone_even_in_a_folder_that_is_everybodys(tmp_path):
    """What is written ahead of it, too."""
    tmp_path.chmod(0o755)
    async with Store.open(str(tmp_path / "store.sqlite3")) as store:
        await store.set_moderator_role(1, 2)
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == {"store.sqlite3": 0o600, "store.sqlite3-wal": 0o600, "store.sqlite3-shm": 0o600}


async def test_a_store_can_be_had_in_memory():
    async with Store.open("sqlite://") as store:
        await asyncio.gather(*(store.listen(1, channel) for channel in range(20)))
        assert len((await store.server(1)).listening) == 20


async def test_closing_waits_for_what_is_under_way(file):
    async with Store.open(str(file)) as store:
        under_way = [asyncio.create_task(store.listen(1, channel)) for channel in range(20)]
        await asyncio.sleep(0)
    await asyncio.gather(*under_way)
    async with Store.open(str(file)) as store:
        assert len((await store.server(1)).listening) == 20
