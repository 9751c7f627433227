"""How Discord learns of the commands, end to end: at the start if they have changed, and whenever it is asked for."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app import COGS, ITEMS
from bot.client import Verbatim
from bot.cogs.commands import Commands
from bot.core.answering.answerer import Answerer
from bot.serving.edition import Edition
from bot.serving.publisher import Publisher
from bot.store import Store
from bot.sync import digest
from tests.cogs.moderating import until
from tests.core import library
from tests.loopback import Guild, Loopback

PUT = "PUT /applications/{application_id}/commands"
PUT_GUILD = "PUT /applications/{application_id}/guilds/{guild_id}/commands"
EVERYWHERE = {"contexts": [0, 1, 2], "integration_types": [0, 1]}
NAMES = {
    "privacy",
    "Check figures",
    "about",
    "ask",
    "compare",
    "help",
    "listen",
    "quote",
    "settings",
    "sources",
    "stat",
    "stats",
}


@asynccontextmanager
async def running(loopback: Loopback, answerer: Answerer, store: Store, *curators: Guild) -> AsyncIterator[Verbatim]:
    """A bot that is started anew, on the same store."""
    ids = frozenset(guild.id for guild in curators)
    client = Verbatim(Publisher(store, edition=Edition.of(answerer)), COGS, ITEMS, api=loopback.api, curator_guilds=ids)
    task = asyncio.create_task(client.start(loopback.token))
    before = len(loopback.gateway.identifies)
    await loopback._signal.until(
        lambda: loopback.gateway.live if len(loopback.gateway.identifies) > before else None,
        timeout_s=5.0,
        wanted="new session on the gateway",
        instead=lambda: repr(task),
    )
    yield client
    await client.close()
    await task


async def run_sync(loopback: Loopback, folder: Path, *arguments: str) -> tuple[int, str]:
    """Run `python -m bot sync` as people do; return its exit code and what it said."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "sync", *arguments),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=os.environ
        | {
            "DISCORD_API": loopback.api,
            "DISCORD_TOKEN": loopback.token,
            "KNOWLEDGE_DIR": str(library.write(folder / "knowledge")),
            "DATABASE_URL": str(folder / "store.sqlite3"),
            "CACHE_DIR": "off",
        },
    )
    said, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, said.decode()


async def test_the_first_start_tells_discord_of_every_command(loopback: Loopback, bot: Verbatim) -> None:
    """All of them in one call."""
    assert {command["name"] for command in (await loopback.request(PUT)).body} == NAMES


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param(
            "ask",
            {
                "type": 1,
                "description": "Ask the report a question",
                "options": [
                    {
                        "type": 3,
                        "name": "question",
                        "description": "What you want to know, in your own words",
                        "required": True,
                        "min_length": 1,
                        "max_length": 4000,
                    },
                    {
                        "type": 5,
                        "name": "private",
                        "description": "Show the reply only to you",
                        "required": False,
                    },
                ],
            },
            id="/ask",
        ),
        pytest.param(
            "sources",
            {"type": 1, "description": "Show which documents the answers come from", "options": []},
            id="/sources",
        ),
        pytest.param("Check figures", {"type": 3}, id="the menu of messages"),
    ],
)
async def test_discord_is_told(loopback: Loopback, bot: Verbatim, name: str, expected: dict[str, object]) -> None:
    """The whole body of a command, with where and by whom it can be used."""
    told = (await loopback.request(PUT)).body
    [command] = [each for each in told if each["name"] == name]
    shown = {key: value for key, value in command.items() if key in expected or key in EVERYWHERE}
    assert shown == expected | EVERYWHERE


async def test_a_restart_does_not_spend_the_daily_limit(loopback: Loopback, answerer: Answerer, store: Store) -> None:
    """What was told is kept as a digest in the store."""
    async with running(loopback, answerer, store):
        pass
    async with running(loopback, answerer, store):
        pass
    assert len(loopback.sent(PUT)) == 1


async def test_commands_that_have_changed_are_told_at_the_next_start(
    loopback: Loopback, answerer: Answerer, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an update of the bot."""
    async with running(loopback, answerer, store):
        pass
    monkeypatch.setattr(Commands.about, "description", "In other words")
    async with running(loopback, answerer, store):
        pass
    assert len(loopback.sent(PUT)) == 2


async def test_another_application_is_told_although_the_commands_are_the_same(
    loopback: Loopback, answerer: Answerer, store: Store
) -> None:
    """The keeper of a bot may give it the token of another, on the same store."""
    async with running(loopback, answerer, store) as client:
        before = digest(client.tree)
        client._connection.application_id = 1
        assert digest(client.tree) != before


async def test_what_discord_refused_is_told_again_at_the_next_start(
    loopback: Loopback,
    answerer: Answerer,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The bot runs meanwhile with the commands that Discord has, and its keeper reads why."""
    with monkeypatch.context() as patched:
        patched.setattr("discord.app_commands.Command.to_dict", lambda self, tree: {"name": "NOT A NAME", "type": 1})
        async with running(loopback, answerer, store):
            assert await store.synced("global") is None
    assert "python -m bot sync tries again" in caplog.text
    loopback.faults.clear()
    async with running(loopback, answerer, store):
        assert await store.synced("global") is not None


async def test_sync_tells_discord_although_nothing_has_changed_and_a_start_after_it_does_not(
    loopback: Loopback, answerer: Answerer, tmp_path: Path
) -> None:
    """It is there for when Discord has lost them, and keeps the digest that a start looks at."""
    for _ in range(2):
        code, said = await run_sync(loopback, tmp_path)
        assert code == 0, said
    assert (len(loopback.sent(PUT)), loopback.gateway.identifies) == (2, [])
    async with Store.open(str(tmp_path / "store.sqlite3")) as store, running(loopback, answerer, store):
        pass
    assert len(loopback.sent(PUT)) == 2


async def test_sync_of_one_server_leaves_the_others_alone(loopback: Loopback, guild: Guild, tmp_path: Path) -> None:
    """Its commands are there at once; nothing is told for all servers."""
    code, said = await run_sync(loopback, tmp_path, "--guild", str(guild.id))
    assert code == 0, said
    [told] = loopback.sent(PUT_GUILD)
    assert {command["name"] for command in told.body} == NAMES
    assert loopback.sent(PUT) == []


async def test_sync_of_a_server_that_does_not_have_the_bot_says_so(loopback: Loopback, tmp_path: Path) -> None:
    """In a line, without a traceback."""
    elsewhere = loopback.guild("Elsewhere", with_bot=False)
    code, said = await run_sync(loopback, tmp_path, "--guild", str(elsewhere.id))
    assert code != 0
    assert "Traceback" not in said
    assert "Discord" in said.splitlines()[-1]


def shown(loopback: Loopback, guild: Guild) -> list[str]:
    """Return the names of the commands that only one server has."""
    return [command["name"] for command in loopback.world.commands.get(guild.id, [])]


async def test_knowledge_shows_on_the_servers_that_may_use_it_and_nowhere_else(
    loopback: Loopback, guild: Guild, answerer: Answerer, store: Store
) -> None:
    """Told once; taken away where a server may no longer; a server without the bot keeps none of the others from it."""
    other, elsewhere = loopback.guild("Other"), loopback.guild("Elsewhere", with_bot=False)
    for _ in range(2):
        async with running(loopback, answerer, store, guild, elsewhere):
            assert (shown(loopback, guild), shown(loopback, other)) == (["knowledge"], [])
    assert "knowledge" not in [command["name"] for command in loopback.world.commands[None]]
    told = [call for call in loopback.sent(PUT_GUILD) if call.params["guild_id"] == str(guild.id)]
    assert len(told) == 1
    async with running(loopback, answerer, store, other, elsewhere):
        assert (shown(loopback, guild), shown(loopback, other)) == ([], ["knowledge"])


async def test_a_server_that_invites_the_bot_anew_has_knowledge_again(
    loopback: Loopback, guild: Guild, answerer: Answerer, store: Store
) -> None:
    """Discord forgets a server's commands with the bot."""
    async with running(loopback, answerer, store, guild) as client:
        await client.wait_until_ready()
        await loopback.remove_bot(guild)
        loopback.world.commands[guild.id] = []
        await until(lambda: _not_synced(store, guild))
        await loopback.add_bot(guild)
        await until(lambda: _shown(loopback, guild))


async def _shown(loopback: Loopback, guild: Guild) -> bool:
    return shown(loopback, guild) == ["knowledge"]


async def _not_synced(store: Store, guild: Guild) -> bool:
    return await store.synced(f"curator:{guild.id}") is None


async def test_a_store_that_cannot_be_written_keeps_nobody_from_the_commands(
    loopback: Loopback, guild: Guild, answerer: Answerer
) -> None:
    """The bot starts, and tells all of them again the next time."""
    async with Store.open("sqlite://", failed="it is broken") as store, running(loopback, answerer, store, guild):
        assert "ask" in [command["name"] for command in loopback.world.commands[None]]
        assert shown(loopback, guild) == ["knowledge"]
