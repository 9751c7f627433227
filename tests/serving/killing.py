"""A process that forks others, each killed at a chosen step. Run by test_publisher_kills.py; knows no test framework.

It reads "URL FOLDER LOG WORK SEED STEP" from standard input and forks a process that starts the bot, and changes the
knowledge by that work. It is killed as it is about to take that step: to run a statement, to commit, or to change a
file; if it gets so far, else at the end. When it has started, and after each change, it writes how many steps it took
so far; into LOG the numbers that it published, into LOG.discord what messages say then. When it has died the first
process writes "dead" and of which signal. Forking saves the second that it takes to start Python and import the bot.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.serving.folder import write_whole
from bot.serving.publisher import Publisher
from bot.serving.result import Result
from bot.store import Store
from tests.core import library

__all__ = ["CHANGES", "CHECKS", "base", "correct", "figure", "figured", "main", "numbers", "tell"]

CHANGES = 2
_FILES_CHANGE = ("os.chmod", "os.mkdir", "os.remove", "os.rename")

CHECKS = "checks:\n  - {{ask: what was taught as number {0}, expect: loans-late}}\n"
_TAUGHT = "\n      - what was taught as number {0}"
_PLACE = "\n      - number of late loans"


def base(edited: int, taught: int) -> dict[str, bytes]:
    """Return a base as it is after so many edits and lessons: an edit changes one file, a lesson two that agree."""
    files = library.files(gazette=("title: Loans looked at", f"title: Loans looked at {edited}"))
    text = files["gazette.yaml"].decode().replace(_PLACE, _PLACE + _TAUGHT.format(taught))
    return {**files, "gazette.yaml": text.encode(), "checks.yaml": CHECKS.format(taught).encode()}


def figured(edited: int, taught: int) -> dict[str, bytes]:
    """Return the same base, every other edit of which has another figure."""
    files = base(edited, taught)
    one, other = b"value: 103, of: loans-inspected, unit", b"value: 103, unit"
    return {**files, "gazette.yaml": files["gazette.yaml"].replace(one, other)} if edited % 2 else files


def numbers(files: Mapping[str, bytes]) -> tuple[int, int, int]:
    """Return the number of edits and of lessons in a base, and the latter by its check questions."""
    gazette, checks = files["gazette.yaml"].decode(), files["checks.yaml"].decode()
    found = (re.search("title: Loans looked at (\\d+)\n", gazette), re.search("as number (\\d+)\n", gazette))
    edited, taught = (int(each.group(1)) for each in found if each is not None)
    (checked,) = re.findall("as number (\\d+),", checks)
    return edited, taught, int(checked)


async def _refresh(publisher: Publisher, _dice: random.Random) -> Result:
    """As after an edit on disk."""
    assert publisher.folder is not None
    edited, taught, _ = numbers(publisher.edition.answerer.knowledge.files)
    write_whole(publisher.folder / "gazette.yaml", figured(edited + 1, taught)["gazette.yaml"])
    return await publisher.refresh()


async def _teach(publisher: Publisher, _dice: random.Random) -> Result:
    """As a moderator teaches: a draft, and its publication."""
    edited, taught, _ = numbers(publisher.edition.answerer.knowledge.files)
    files = figured(edited, taught + 1)
    changed = {name: files[name] for name in ("gazette.yaml", "checks.yaml")}
    drafted = await publisher.preview(changed=changed, origin="teach")
    assert drafted.draft is not None, drafted
    return await publisher.publish(drafted.draft.id)


async def _rollback(publisher: Publisher, dice: random.Random) -> Result:
    """To any of the last versions that is another than the one served."""
    served = publisher.edition.answerer.version
    kept = [each for each in await publisher.store.versions.history(10) if each.version != served]
    return await publisher.rollback(dice.choice(kept).number) if kept else await _teach(publisher, dice)


_WORK = {"refresh": _refresh, "teach": _teach, "rollback": _rollback}


async def tell(_result: Result) -> None:
    """Stand for those who are told of a change: where there are any, messages are corrected."""


def figure(publisher: Publisher) -> str:
    """Return the figure that messages show."""
    found = publisher.edition.answerer.knowledge.entries["loans-late"].figure
    assert found is not None
    return found.text


def say(discord: Path, message_id: int, text: str) -> None:
    """Have a message say something: a line of a file stands for Discord."""
    with discord.open("a") as file:
        file.write(f"{message_id} {text}\n")


async def correct(publisher: Publisher, discord: Path) -> None:
    """Correct all messages that wait for it."""
    while taken := await publisher.store.corrections.take(2, upto=publisher.number or 0):
        for each in taken:
            say(discord, each.message_id, figure(publisher))
            await publisher.store.corrections.done(each)


class _Steps:
    """Counts what a process does to files and to the database, and kills it as it is about to take the last step."""

    def __init__(self, last: int) -> None:
        self.taken, self._last = 0, last

    def count(self) -> None:
        """Count from now on, in this process for ever."""
        event.listen(Engine, "before_cursor_execute", self._take)
        event.listen(Engine, "commit", self._take)
        sys.addaudithook(self._hear)

    def _hear(self, what: str, arguments: tuple[object, ...]) -> None:
        if what in _FILES_CHANGE or (what == "open" and cast(int, arguments[2]) & (os.O_WRONLY | os.O_RDWR)):
            self._take()

    def _take(self, *_: object) -> None:
        self.taken += 1
        if self.taken == self._last:
            os.kill(os.getpid(), signal.SIGKILL)


async def _work(url: str, folder: Path, log: int, discord: Path, work: str, seed: int, steps: _Steps) -> None:
    """Start, and change the knowledge; after each say how many steps were taken so far."""
    dice = random.Random(seed)
    async with Store.open(url, busy_s=10.0) as store:
        publisher = Publisher(store, folder)
        publisher.listeners.append(tell)
        await publisher.start()
        os.write(1, b"%d\n" % steps.taken)
        message_id = time.time_ns() // 1000
        say(discord, message_id, figure(publisher))
        await store.shown.note(message_id, 10, ["loans-late"])
        for _ in range(CHANGES):
            result = await _WORK[work](publisher, dice)
            assert result.kind == "published", result
            assert result.published is not None
            os.write(log, b"%d\n" % result.published.number)
            await correct(publisher, discord)
            os.write(1, b"%d\n" % steps.taken)
        os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Fork, wait, say how it died, again; until standard input ends."""
    for line in sys.stdin:
        url, folder, log, work, seed, last = line.split()
        child = os.fork()
        if child == 0:
            try:
                written, steps = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT), _Steps(int(last))
                steps.count()
                asyncio.run(_work(url, Path(folder), written, Path(f"{log}.discord"), work, int(seed), steps))
            except BaseException as error:
                os.write(2, f"{work}: {error!r}\n".encode())
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        print(f"dead {os.WTERMSIG(status) if os.WIFSIGNALED(status) else -1}", flush=True)


if __name__ == "__main__":
    main()
