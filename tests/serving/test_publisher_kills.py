"""A bot that is killed at any moment of a change is whole after the next start: old or new, and nothing is lost."""

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
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.core.knowledge.loading import version_of
from bot.serving.folder import read_files
from bot.serving.publisher import Publisher
from bot.store import Store
from tests.core import library
from tests.serving import killing

ROOT = Path(__file__).parents[2]
SEED = 374
LONGEST_S = 0.15  # a change takes about half of that


@pytest.fixture(scope="module")
def victims() -> Iterator[subprocess.Popen[str]]:
    """The process that forks those to be killed."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-m", "tests.serving.killing"], cwd=ROOT, **pipes) as process:
        yield process
        _, said = process.communicate(timeout=30)
        assert said == ""  # no victim died of anything else


def kill(victims: subprocess.Popen[str], *what: object, dice: random.Random) -> None:
    """Let a process do something, and kill it: as it starts, or during one of its first changes."""
    assert victims.stdin is not None
    assert victims.stdout is not None
    print(*what, file=victims.stdin, flush=True)
    victim = int(victims.stdout.readline())
    for _ in range(dice.randrange(5)):
        assert victims.stdout.readline() == "did\n"
    time.sleep(dice.uniform(0.0, LONGEST_S))
    os.kill(victim, signal.SIGKILL)
    while (said := victims.stdout.readline()) == "did\n":
        pass
    assert said == f"dead {signal.SIGKILL:d}\n"


async def check(url: str, folder: Path, log: Path, found: Counter[str]) -> None:
    """Start the bot again, and look whether all is whole."""
    held = read_files(folder)
    edited, taught, checked = killing.numbers(held)  # each file is whole, if not of the same version
    assert held["gazette.yaml"] == killing.base(edited, taught)["gazette.yaml"]
    assert held["checks.yaml"] == killing.base(edited, checked)["checks.yaml"]
    found["folder half-way"] += taught != checked
    async with Store.open(url, busy_s=10.0) as store:
        before = await store.versions.newest()
        publisher = Publisher(store, folder)
        await publisher.start()
        assert publisher.at_start is None

        edited, taught, checked = killing.numbers(publisher.edition.answerer.knowledge.files)
        assert taught == checked
        assert publisher.edition.answerer.knowledge.files == killing.base(edited, taught)
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
    found["temporary file left"] += swept(folder)


def lines(log: Path) -> list[int]:
    """Return the numbers that were published, as those that were killed could still say."""
    return [int(line) for line in log.read_text().split()] if log.exists() else []


def swept(folder: Path) -> int:
    left = list(folder.glob(".*"))
    for path in left:
        path.unlink()
    return len(left)


def integrity(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("work", ["refresh", "teach", "rollback"])
async def test_killed_at_twenty_moments(work, victims, tmp_path):
    dice, found = random.Random(f"{SEED} {work}"), Counter[str]()
    file, log = tmp_path / "store.sqlite3", tmp_path / "log"
    folder = library.write(tmp_path / "knowledge", killing.base(0, 0))
    for seed in range(20):
        await asyncio.to_thread(kill, victims, file, folder, log, work, seed, dice=dice)
        if file.exists():
            integrity(file)
        await check(str(file), folder, log, found)
        integrity(file)
    assert found["published"] > 0  # some were killed at work, not before it
    print(dict(found))


async def test_killed_on_postgresql(victims, postgres, tmp_path):
    dice, found = random.Random(SEED), Counter[str]()
    url, log = postgres.database(), tmp_path / "log"
    folder = library.write(tmp_path / "knowledge", killing.base(0, 0))
    for seed, work in enumerate(["teach", "rollback", "refresh"] * 3):
        await asyncio.to_thread(kill, victims, url, folder, log, work, seed, dice=dice)
        await check(url, folder, log, found)
    assert found["published"] > 0
    print(dict(found))
