"""What many tests share: a knowledge base about libraries, a loopback Discord, and the bot running on it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.app import COGS, ITEMS
from bot.client import Verbatim
from bot.core.answering.answerer import Answerer
from bot.serving.compiled import open_answerer
from bot.serving.edition import Edition
from bot.serving.publisher import Publisher
from bot.serving.word_vectors import load_vectors
from bot.settings import default_knowledge
from bot.store import Store
from tests import frozen
from tests.commandline import alone, session_folder
from tests.core import library
from tests.loopback import Channel, Guild, Loopback, User
from tests.store.postgres import MISSING, Server, programs, running


@pytest.fixture(scope="session")
def answerer() -> Answerer:
    """Answers from the small base of tests/core/library.py."""
    return frozen.answerer(library.knowledge())


def pytest_configure() -> None:
    """Keep scikit-learn to one thread: there is a process for each core, and its threads would wait for each other."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(scope="session")
def shipped_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the shipped base is kept compiled, for CACHE_DIR; one process of the session compiles it for all.

    It is kept by itself: among the bases that tests make it would soon be one of those that go.
    """
    session = session_folder(tmp_path_factory)
    with alone(session / "compiling"):
        open_answerer(default_knowledge(), cache=session / "shipped", vectors=load_vectors())
    return session / "shipped"


@pytest.fixture(scope="session")
def shipped(shipped_cache: Path) -> Answerer:
    """Answers from the shipped base."""
    return open_answerer(default_knowledge(), cache=shipped_cache, vectors=load_vectors())


@pytest.fixture
def real_addresses() -> Iterator[None]:
    """Give discord.py Discord's own addresses back after a test that pointed it elsewhere."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@pytest.fixture
async def loopback(real_addresses: None) -> AsyncIterator[Loopback]:
    """A Discord of our own; leaving it raises whatever the bot sent that Discord would refuse."""
    async with Loopback() as running:
        yield running


@pytest.fixture
async def guild(loopback: Loopback) -> Guild:
    return loopback.guild()


@pytest.fixture
async def channel(loopback: Loopback, guild: Guild) -> Channel:
    return loopback.channel(guild)


@pytest.fixture
async def ann(loopback: Loopback, guild: Guild) -> User:
    return loopback.user("Ann", guild)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A store of its own for each test."""
    async with Store.open(f"sqlite+aiosqlite:///{tmp_path / 'store.sqlite3'}") as opened:
        yield opened


@pytest.fixture
async def bot(loopback: Loopback, guild: Guild, answerer: Answerer, store: Store) -> AsyncIterator[Verbatim]:
    """The bot on the loopback Discord, which it knows by DISCORD_API alone."""
    client = Verbatim(Publisher(store, edition=Edition.of(answerer)), COGS, ITEMS, api=loopback.api)
    task = asyncio.create_task(client.start(loopback.token))
    await loopback.connected()
    yield client
    await client.close()
    try:
        await task
    except discord.DiscordException as error:  # pragma: no cover
        pytest.fail(f"the client ended with {error!r}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server, one for each process that runs tests."""
    found = programs()
    if found is None:
        pytest.skip(MISSING)
    with running(found) as server:
        yield server


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say so, loudly, where PostgreSQL is missing."""
    if programs() is None:
        terminalreporter.section(MISSING, red=True, bold=True)
