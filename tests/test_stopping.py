"""A bot that is asked to stop finishes what it began, and ends with 0: nothing is lost."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from bot.stopping import interrupted_by_sigterm
from tests.commandline import ROOT
from tests.core import library
from tests.loopback import Channel, Loopback, Message, User
from tests.stopping import Ended, running

QUESTION = "how many loans did they look at"
SEED = int(os.environ.get("VERBATIM_KILL_SEED") or random.SystemRandom().randrange(1_000_000))
MOMENTS = int(os.environ.get("VERBATIM_MOMENTS") or 100)
SEND = "POST /channels/{channel_id}/messages"
EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"


def rows(store: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(store)) as connection:
        return list(connection.execute(statement))


def fine(ended: Ended) -> None:
    assert ended.code == 0, ended.logged
    assert ended.seconds < 10
    assert "Traceback" not in ended.logged
    assert "never retrieved" not in ended.logged


async def test_what_is_under_way_is_finished(loopback: Loopback, channel: Channel, ann: User, tmp_path: Path) -> None:
    """An answer, a correction and a publication when SIGTERM comes; the session is free for the next process."""
    folder, store = library.write(tmp_path / "knowledge", library.counted(500)), tmp_path / "store.sqlite3"
    async with running(loopback, folder, str(store)) as process:
        await loopback.connected()
        await loopback.say(channel, ann, f"{loopback.bot.mention} {QUESTION}")
        first = await loopback.next_message(channel)
        loopback.hold(EDIT, 1.0)
        library.write(folder, library.counted(501))
        await loopback.request(EDIT)  # it has come, and is not acknowledged for a second
        loopback.hold(SEND, 1.0)
        await loopback.say(channel, ann, f"{loopback.bot.mention} {QUESTION}")
        second = await loopback.next_message(channel)
        library.write(folder, library.counted(502))
        ended = await process.stop()
    fine(ended)
    shows = [{n for n in ("500", "501", "502") if f"{n} loans" in each.text} for each in (first, second)]
    assert shows[1] & {"501", "502"}, second.text
    assert shows[0] & {"501", "502"}, first.text
    assert not loopback.gateway.sessions
    shown = {int(str(id)) for (id,) in rows(store, "SELECT message_id FROM shown")}
    assert {first.id, second.id} <= shown
    numbers = len(rows(store, "SELECT number FROM versions"))
    waiting = {int(str(id)) for (id,) in rows(store, "SELECT message_id FROM corrections")}
    assert numbers == 3 or first.id not in waiting  # corrected, or kept to be


async def test_before_the_bot_is_ready_it_ends_as_cleanly(loopback: Loopback, tmp_path: Path) -> None:
    """Discord has not even answered who the bot is."""
    folder = library.write(tmp_path / "knowledge")
    loopback.hold("GET /users/@me", 20.0)
    async with running(loopback, folder, str(tmp_path / "store.sqlite3")) as process:
        await loopback.request("GET /users/@me")
        fine(await process.stop(signal.SIGINT))


_STUBBORN = """
import asyncio, sys
from bot.stopping import run_until_stopped

async def work():
    try:
        print("begun", flush=True)
        await asyncio.sleep(60)
    finally:
        print("asked", flush=True)
        await asyncio.sleep(float(sys.argv[1]))
        print("finished", flush=True)

run_until_stopped(work())
"""


@pytest.mark.parametrize(
    ("seconds", "signals", "code", "said"),
    [
        pytest.param(0.01, [signal.SIGTERM], 0, ["begun", "asked", "finished"], id="one"),
        pytest.param(60, [signal.SIGTERM, signal.SIGTERM], 143, ["begun", "asked"], id="two"),
        pytest.param(60, [signal.SIGTERM, signal.SIGINT], 130, ["begun", "asked"], id="another"),
    ],
)
async def test_a_second_signal_ends_it_at_once(
    seconds: float, signals: list[signal.Signals], code: int, said: list[str]
) -> None:
    """Whatever is under way; the code is the shell's for that signal."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _STUBBORN, str(seconds), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    heard = []
    for each in signals:
        heard.append((await process.stdout.readline()).decode().strip())
        process.send_signal(each)
    heard += (await process.stdout.read()).decode().split()
    assert (await process.wait(), heard) == (code, said)


@pytest.mark.kills_all
async def test_nothing_is_lost_whenever_it_is_stopped(
    loopback: Loopback, channel: Channel, ann: User, tmp_path: Path
) -> None:
    """A hundred processes one after the other, each stopped at a moment that a seed draws, while people ask, the folder
    is edited and messages are corrected: each question that a live session got is answered once, and in the end every
    answer shows the figure that is served."""
    print(f"VERBATIM_KILL_SEED={SEED} draws the same moments again")
    dice = random.Random(SEED)
    folder, store = library.write(tmp_path / "knowledge", library.counted(500)), tmp_path / "store.sqlite3"
    asked: list[Message] = []
    loans = 500
    for run in range(MOMENTS):
        left_s = dice.choice([dice.uniform(0, 3), dice.uniform(3, 6)])
        async with running(loopback, folder, str(store)) as process:
            timer = asyncio.get_running_loop().create_task(asyncio.sleep(left_s))
            while not timer.done():
                await asyncio.wait([timer], timeout=dice.uniform(0.05, 0.5))
                what = dice.random()
                if loopback.gateway.live is not None and what < 0.7:
                    person = loopback.user(f"Person {len(asked)}", channel.guild)
                    asked.append(await loopback.say(channel, person, f"{loopback.bot.mention} {QUESTION}"))
                elif what > 0.9:
                    loans = 400 + (loans - 399) % 300
                    library.write(folder, library.counted(loans))
            await asyncio.sleep(0.02)  # what was sent has arrived
            ended = await process.stop()
        if left_s < 1 and (ended.code, ended.logged) == (-signal.SIGTERM, ""):
            continue  # Python itself had hardly started: nobody could hear it
        assert ended.code == 0, f"run {run}, stopped after {left_s:.2f} s: {ended}"
        assert ended.seconds < 10
        fine(ended)
        assert not loopback.gateway.sessions
    async with running(loopback, folder, str(store)) as process:
        await loopback.connected()
        answers = loopback.rest.said[channel]
        deadline = time.monotonic() + 60
        while not all(f"{loans}" in each.text for each in answers) and time.monotonic() < deadline:  # noqa: ASYNC110  nothing tells of an edit
            await asyncio.sleep(0.2)  # corrections come one after the other
        fine(await process.stop())
    assert Counter(each.reply_to.id for each in answers if each.reply_to) == Counter(each.id for each in asked)
    assert [each.text for each in answers if f"{loans}" not in each.text] == []


def test_sigterm_breaks_off_a_command_as_ctrl_c_does() -> None:
    """What it has half done is taken away; later, SIGTERM does what it did before."""
    before, tidied = signal.getsignal(signal.SIGTERM), []

    async def work() -> None:
        try:
            signal.raise_signal(signal.SIGTERM)
            await asyncio.Event().wait()
        finally:
            tidied.append(True)

    with pytest.raises(KeyboardInterrupt), interrupted_by_sigterm():
        asyncio.run(work())
    assert (tidied, signal.getsignal(signal.SIGTERM)) == ([True], before)
