"""What the tests of moderators share: a knowledge folder on disk, a server that may change it, and its people."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.client import Verbatim
from bot.core.answering.answerer import Answerer
from bot.serving.publisher import Publisher
from bot.store import Store
from tests.core import library
from tests.frozen import FROZEN
from tests.loopback import Channel, Guild, Loopback, Permission, Role, User

from .moderating import GOOD, Keepers
from .running import Clock, serving


@pytest.fixture(autouse=True)
def frozen_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the bot does is tested on weights that stay; how good those are that ship, scored sets tell."""
    monkeypatch.setattr(Answerer.__init__, "__defaults__", (FROZEN,))


@pytest.fixture
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Edits of the folder are taken up by nobody but who asks for it."""

    async def idle(publisher: Publisher) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.client.watch", idle)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time that the cog of questions goes by."""
    made = Clock()
    monkeypatch.setattr("bot.cogs.ask.time", made)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return library.write(tmp_path / "knowledge", GOOD)


@pytest.fixture
async def publisher(store: Store, folder: Path) -> Publisher:
    """Serves the folder, published as number 1."""
    made = Publisher(store, folder)
    await made.start()
    return made


@pytest.fixture
async def managers(loopback: Loopback, guild: Guild) -> Role:
    return loopback.role(guild, "managers", Permission.MANAGE_GUILD)


@pytest.fixture
async def mia(loopback: Loopback, guild: Guild, managers: Role) -> User:
    """Somebody who manages the server."""
    user = loopback.user("Mia", guild)
    guild.members[user.id].roles.append(managers)
    return user


@pytest.fixture
async def staff(loopback: Loopback, guild: Guild, store: Store) -> Channel:
    """The moderators' channel."""
    channel = loopback.channel(guild, "staff")
    await store.set_moderators_channel(guild.id, channel.id)
    return channel


@pytest.fixture
async def keeper(loopback: Loopback, guild: Guild, publisher: Publisher, unwatched: None) -> AsyncIterator[Verbatim]:
    """The bot, in a server that may change what it knows."""
    async with serving(loopback, publisher, curator_guilds=frozenset([guild.id])) as client:
        yield client


@pytest.fixture
def keepers(loopback: Loopback, channel: Channel) -> Keepers:
    return Keepers(loopback, channel)
