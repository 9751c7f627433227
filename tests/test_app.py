"""Starting on Discord: what is asked of it, and what is said when it cannot be had."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.client import Verbatim
from bot.logs import keep_words_out
from tests.commandline import ROOT
from tests.core import library
from tests.loopback import Channel, Loopback, User


async def test_the_bot_asks_for_no_privileged_intent(bot: Verbatim, loopback: Loopback) -> None:
    """Guilds, guild messages and direct messages are enough."""
    assert loopback.gateway.identifies[0]["intents"] == (1 << 0) | (1 << 9) | (1 << 12)


async def test_the_bot_keeps_no_messages_and_no_members(bot: Verbatim) -> None:
    """Little memory, and nothing to lose."""
    assert list(bot.cached_messages) == []
    assert [list(guild.members) for guild in bot.guilds] == [[bot.guilds[0].me]]


async def _start(tmp_path: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    folder = library.write(tmp_path / "knowledge")
    settings = {"KNOWLEDGE_DIR": str(folder), "CACHE_DIR": "off", "PATH": "/usr/bin"}
    settings |= {"DATABASE_URL": str(tmp_path / "store.sqlite3"), **environ}
    return await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "bot", "run"],
        env=settings,
        capture_output=True,
        text=True,
        timeout=30,
    )


async def test_a_wrong_token_gets_one_clear_line(loopback: Loopback, tmp_path: Path) -> None:
    """Not a traceback."""
    ended = await _start(tmp_path, DISCORD_TOKEN="wrong", DISCORD_API=loopback.api)
    assert ended.returncode == 2
    assert "Discord refuses DISCORD_TOKEN" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "INFO" in ended.stderr
    assert "\x1b" not in ended.stderr  # no colours where nobody sees them
    assert "voice" not in ended.stderr  # which it has no use for


async def test_in_json_every_event_is_an_object_up_to_why_it_ended(loopback: Loopback, tmp_path: Path) -> None:
    """Then the command line says it once more, for people. Here, the address is that of the loopback Discord."""
    address = loopback.api.split("/")[2]
    ended = await _start(
        tmp_path, DISCORD_TOKEN="any", DISCORD_API=loopback.api, LOG_FORMAT="json", HTTP_ADDRESS=address
    )
    assert ended.returncode == 2
    *logged, last = ended.stderr.splitlines()
    events = [json.loads(each) for each in logged]
    said = f"HTTP_ADDRESS is '{address}', where the bot can't listen (Address already in use)"
    assert (events[-1]["level"], said in events[-1]["message"], last.startswith(f"error: {said}")) == (
        "CRITICAL", True, True,
    )  # fmt: skip
    told, last = (await _start(tmp_path, LOG_FORMAT="json")).stderr.splitlines()  # no token
    assert last == f"error: {json.loads(told)['message']}"


async def test_an_intent_that_was_not_granted_gets_one_clear_line(loopback: Loopback, tmp_path: Path) -> None:
    """It says where to grant it."""
    ended = await _start(tmp_path, DISCORD_TOKEN=loopback.token, DISCORD_API=loopback.api, MESSAGE_CONTENT="on")
    assert ended.returncode == 2
    assert "message content intent" in ended.stderr
    assert "Traceback" not in ended.stderr


async def test_no_network_gets_one_clear_line(tmp_path: Path) -> None:
    """Nothing listens on port 9 of this machine."""
    ended = await _start(tmp_path, DISCORD_TOKEN="any", DISCORD_API="http://127.0.0.1:9/api/v10")
    assert ended.returncode == 2
    assert "Discord cannot be reached" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        pytest.param({}, "DISCORD_TOKEN is not set", id="no token"),
        pytest.param({"DISCORD_TOKEN": "any", "DISCORD_API": "discord"}, "DISCORD_API", id="no address"),
        pytest.param({"DISCORD_TOKEN": "any", "MESSAGE_CONTENT": "perhaps"}, "MESSAGE_CONTENT", id="no switch"),
    ],
)
async def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, environ: dict[str, str], said: str) -> None:
    """One line, exit code 2."""
    ended = await _start(tmp_path, **environ)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("postgresql://me:s3cr3t@127.0.0.1:1/verbatim", id="before the host"),
        pytest.param("postgresql://me:s3%63r3t@127.0.0.1:1/verbatim", id="before the host, encoded"),
        pytest.param("postgresql://127.0.0.1:1/verbatim?user=me&password=s3cr3t", id="an option"),
        pytest.param("postgresql://127.0.0.1:1/verbatim?user=me&pass%77ord=s3%63r3t", id="an option, encoded"),
        pytest.param("postgresql://127.0.0.1:1/verbatim?user=me&sslpassword=s3cr3t", id="the key's password"),
    ],
)
async def test_where_the_database_cannot_be_reached_no_password_is_logged(
    loopback: Loopback, tmp_path: Path, url: str
) -> None:
    """However much is logged."""
    environ = {"DISCORD_API": loopback.api, "DATABASE_URL": url, "LOG_LEVEL": "DEBUG"}
    ended = await _start(tmp_path, DISCORD_TOKEN="wr0ng.t0k3n", **environ)
    assert "the store cannot be opened: postgresql+asyncpg://" in ended.stderr
    for secret in ("s3cr3t", "s3%63r3t", "wr0ng.t0k3n"):
        assert secret not in ended.stderr + ended.stdout


async def test_an_event_that_comes_once_the_client_is_closed_goes_nowhere(bot: Verbatim) -> None:
    """discord.py may still have one to hand on; its task could not be started any more."""
    heard: list[str] = []

    async def on_something(when: str) -> None:
        heard.append(when)

    bot.add_listener(on_something)
    bot.dispatch("something", "before")
    await bot.close()
    bot.dispatch("something", "after")
    await asyncio.sleep(0)  # its task would have its turn now
    assert heard == ["before"]


@pytest.fixture
def log_levels() -> Iterator[None]:
    """Give the loggers back their levels."""
    loggers = [logging.getLogger(), logging.getLogger("bot")]
    levels = [each.level for each in loggers]
    yield
    for each, level in zip(loggers, levels, strict=True):
        each.setLevel(level)


@pytest.mark.parametrize(
    ("level", "bot", "others"),
    [
        ("DEBUG", logging.DEBUG, logging.INFO),
        ("INFO", logging.INFO, logging.INFO),
        ("ERROR", logging.ERROR, logging.ERROR),
    ],
)
def test_only_the_bot_itself_logs_below_info(log_levels: None, level: str, bot: int, others: int) -> None:
    """discord.py would log what people write, and a database's driver what is kept of it."""
    logging.getLogger().setLevel(level)
    keep_words_out(level)
    found = [logging.getLogger(name).getEffectiveLevel() for name in ("bot.cogs.ask", "discord.gateway", "aiosqlite")]
    assert found == [bot, others, others]


@pytest.mark.parametrize("words", ["off", "on"])
async def test_what_people_write_is_logged_only_if_a_setting_says_so(
    loopback: Loopback, channel: Channel, ann: User, tmp_path: Path, words: str
) -> None:
    """At the lowest level."""
    settings = {"KNOWLEDGE_DIR": str(library.write(tmp_path / "knowledge")), "CACHE_DIR": "off", "SEMANTIC": "off"}
    settings |= {"DISCORD_API": loopback.api, "DISCORD_TOKEN": loopback.token, "LOG_LEVEL": "DEBUG", "LOG_WORDS": words}
    settings |= {"DATABASE_URL": str(tmp_path / "store.sqlite3"), "PATH": "/usr/bin"}
    with (tmp_path / "log").open("wb") as log:  # a pipe would be full before anybody reads it
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=settings, cwd=ROOT, stderr=log
        )
    try:
        await loopback.connected()
        await loopback.say(channel, ann, f"{loopback.bot.mention} which colour has xyzzy")
        await loopback.next_message(channel)
    finally:
        process.terminate()
        await process.wait()
    logged = (tmp_path / "log").read_bytes()
    assert (b"xyzzy" in logged) is (words == "on")
    assert b"discord.gateway" in logged


async def test_a_token_that_is_reset_while_it_runs_gets_one_clear_line(loopback: Loopback, tmp_path: Path) -> None:
    """Discord closes the connection with 4004, and would not let the bot come back."""
    starting = asyncio.create_task(_start(tmp_path, DISCORD_TOKEN=loopback.token, DISCORD_API=loopback.api))
    await loopback.connected()
    await loopback.gateway.close(4004, b"Authentication failed.")
    ended = await starting
    assert ended.returncode == 2
    assert "Discord no longer accepts DISCORD_TOKEN" in ended.stderr
    assert "Traceback" not in ended.stderr
