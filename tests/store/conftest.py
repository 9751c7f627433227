"""The store's tests run on both databases."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import Store


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The DATABASE_URL of a database that is empty."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'store.sqlite3'}"
    address: str = request.getfixturevalue("postgres").database()
    return address


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """A store of its own for each test, on each database."""
    async with Store.open(url) as opened:
        yield opened


@pytest.fixture
def ask(request: pytest.FixtureRequest, url: str) -> Callable[[str], list[tuple[str, ...]]]:
    """Ask the database past the store. Every column comes as text."""

    def on_sqlite(statement: str) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(url.removeprefix("sqlite+aiosqlite:///"))) as connection, connection:
            return [tuple(str(value) for value in row) for row in connection.execute(statement)]

    def on_postgresql(statement: str) -> list[tuple[str, ...]]:
        return [tuple(row.split("|")) for row in request.getfixturevalue("postgres").ask(statement)]

    return on_sqlite if url.startswith("sqlite") else on_postgresql
