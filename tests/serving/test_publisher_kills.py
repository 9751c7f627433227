"""A bot that is killed at any moment of a change is whole after the next start: old or new, and nothing is lost.

A moment is just before a statement or a commit of the database, or before a change of a file: see killing.py. A run
takes a few of them, drawn by a seed that a failure shows and VERBATIM_KILL_SEED sets. `python -m pytest -m kills_all`
takes every one, in some minutes: otherwise the `-m` in the addopts of pyproject.toml deselects those tests.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count, pairwise, product
from pathlib import Path

import pytest

from bot.core.knowledge.loading import version_of
from bot.serving.folder import read_files
from bot.serving.publisher import Publisher
from bot.store import Store
from tests.core import library
from tests.serving import killing

ROOT = Path(__file__).parents[2]
SEED = int(os.environ.get("VERBATIM_KILL_SEED") or random.SystemRandom().randrange(1_000_000))
WORKS = ("refresh", "teach", "rollback")


@pytest.fixture
def dice(request: pytest.FixtureRequest) -> random.Random:
    """Dice of each test's own, so that the moments of a run differ."""
    print(f"VERBATIM_KILL_SEED={SEED} draws the same moments again")
    return random.Random(f"{SEED} {request.node.name}")


@pytest.fixture(params=["sqlite", "postgresql"])
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Return what gives the URL of an empty store."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres").database
    numbers = count()
    return lambda: str(tmp_path / f"store{next(numbers)}.sqlite3")


@pytest.fixture(scope="module")
def victims() -> Iterator[subprocess.Popen[str]]:
    """The process that forks those to be killed."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-m", "tests.serving.killing"], cwd=ROOT, **pipes) as process:
        yield process
        _, said = process.communicate(timeout=30)
        assert said == ""  # no victim died of anything else


@dataclass
class Series:
    """Processes that are killed one after the other, all on one store and one folder.

    log: the numbers that they published, as far as they could still say. found: how often what was left behind.
    """

    victims: subprocess.Popen[str]
    dice: random.Random
    work: str
    url: str
    folder: Path
    log: Path
    found: Counter[str] = field(default_factory=Counter)

    async def kill(self, step: int = 0) -> list[int]:
        """Kill a process at a step, or at its end, and look whether all is whole after the next start.

        Return how many steps it had taken when it had started and after each change, as far as it came.
        """
        ended = await asyncio.to_thread(self._kill, step)
        integrity(Path(self.url))
        await self.look()
        integrity(Path(self.url))
        return ended

    def _kill(self, step: int) -> list[int]:
        assert self.victims.stdin is not None
        assert self.victims.stdout is not None
        what = (self.url, self.folder, self.log, self.work, self.dice.randrange(1000), step)
        print(*what, file=self.victims.stdin, flush=True)
        ended = []
        while not (said := self.victims.stdout.readline()).startswith("dead"):
            ended.append(int(said))
        assert said == f"dead {signal.SIGKILL:d}\n"
        return ended

    async def look(self) -> None:
        """Start the bot again, and look whether all is whole."""
        await check(self.url, self.folder, self.log, self.found)


@pytest.fixture
def begin(victims, new_store, dice, tmp_path) -> Callable[[str], Series]:
    """Return what begins a series of a work, on a store and a folder of its own."""
    numbers = count()

    def make(work: str) -> Series:
        place = tmp_path / str(next(numbers))
        return Series(
            victims, dice, work, new_store(), library.write(place / "knowledge", killing.figured(0, 0)), place / "log"
        )

    return make


async def check(url: str, folder: Path, log: Path, found: Counter[str]) -> None:
    """Start the bot again, and look whether all is whole."""
    held = read_files(folder)
    edited, taught, checked = killing.numbers(held)  # each file is whole, if not of the same version
    assert held["gazette.yaml"] == killing.figured(edited, taught)["gazette.yaml"]
    assert held["checks.yaml"] == killing.figured(edited, checked)["checks.yaml"]
    found["folder half-way"] += taught != checked
    async with Store.open(url, busy_s=10.0) as store:
        before = await store.versions.newest()
        publisher = Publisher(store, folder)
        publisher.listeners.append(killing.tell)
        await publisher.start()
        assert publisher.at_start is None

        edited, taught, checked = killing.numbers(publisher.edition.answerer.knowledge.files)
        assert taught == checked
        assert publisher.edition.answerer.knowledge.files == killing.figured(edited, taught)
        assert publisher.edition.answerer.answer(f"what was taught as number {taught}").entry.id == "loans-late"

        newest = await store.versions.newest()
        assert newest.version == publisher.edition.answerer.version == version_of(read_files(folder))
        assert newest.written
        found["folder behind the store"] += before is not None and not before.written
        found["store behind the folder"] += before is not None and newest.number > before.number

        told = lines(log)
        history = await store.versions.history(10_000)
        assert [each.number for each in history] == sorted({each.number for each in history}, reverse=True)
        assert set(told) <= {each.number for each in history}  # nothing that was published is lost
        for each in history[:5]:
            assert version_of(await store.versions.files(each.number)) == each.version
        found["published"] = len(told)
        found["corrections left"] += await store.corrections.waiting() > 0
        await publisher.make_up()
        store.corrections._clock = lambda: time.time() + 61  # what the dead had taken is free again
        discord = Path(f"{log}.discord")
        await killing.correct(publisher, discord)
        says = said(discord)
        for message in await store.shown.showing(["loans-late"], since=0):  # nothing that was said stays wrong
            assert says[str(message.message_id)] == killing.figure(publisher)
    found["temporary file left"] += swept(folder)


def said(discord: Path) -> dict[str, str]:
    """Return what each message says, by its id."""
    return dict(line.split(" ", 1) for line in discord.read_text().splitlines()) if discord.exists() else {}


def lines(log: Path) -> list[int]:
    """Return the numbers that were published, as those that were killed could still say."""
    return [int(line) for line in log.read_text().split()] if log.exists() else []


def swept(folder: Path) -> int:
    left = list(folder.glob(".*"))
    for path in left:
        path.unlink()
    return len(left)


def integrity(file: Path) -> None:
    """Look whether SQLite finds its file whole; there is none of PostgreSQL's, or before the first start."""
    if file.exists():
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize(
    ("new_store", "work"),
    [*product(["sqlite"], WORKS), ("postgresql", "teach")],
    indirect=["new_store"],
)
async def test_killed_at_a_few_moments(work, begin, dice):
    """One as it starts, one in its first change and one in its second."""
    series = begin(work)
    await series.look()
    for before, end in pairwise([0, *await series.kill()]):
        await series.kill(dice.randint(before + 1, end))


@pytest.mark.parametrize("new_store", ["sqlite"], indirect=True)
async def test_killed_at_a_moment_of_the_first_start(begin, dice):
    end, *_ = await begin("refresh").kill()
    await begin("refresh").kill(dice.randint(1, end))


@pytest.mark.kills_all
@pytest.mark.parametrize("work", WORKS)
async def test_killed_at_every_moment(work, begin):
    series = begin(work)
    await series.look()
    _, _, end = await series.kill()
    for step in range(1, end + 1):
        await series.kill(step)
    behind = "store behind the folder" if work == "refresh" else "folder behind the store"
    assert series.found[behind] > 0
    print(dict(series.found))


@pytest.mark.kills_all
async def test_killed_at_every_moment_of_the_first_start(begin):
    end, *_ = await begin("refresh").kill()
    for step in range(1, end + 1):
        await begin("refresh").kill(step)
