"""A process that forks others to be killed. Run by tests/test_publishing_kills.py; knows no test framework.

It reads "URL FOLDER LOG WORK SEED" from standard input and forks a process that writes its id, then "did" once the
bot has started, and again each time that it has done the work. When that has died it writes "dead" and of which
signal. Forking saves the second that it takes to start Python and import the bot.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.serving.folder import write_whole
from bot.serving.publisher import Publisher
from bot.serving.result import Result
from bot.store import Store
from tests.core import library

__all__ = ["CHECKS", "base", "main", "numbers"]

CHECKS = "checks:\n  - {{ask: what was taught as number {0}, expect: loans-late}}\n"
_TAUGHT = "\n      - what was taught as number {0}"
_PLACE = "\n      - number of late loans"


def base(edited: int, taught: int) -> dict[str, bytes]:
    """Return a base as it is after so many edits and lessons: an edit changes one file, a lesson two that agree."""
    files = library.files(gazette=("title: Loans looked at", f"title: Loans looked at {edited}"))
    text = files["gazette.yaml"].decode().replace(_PLACE, _PLACE + _TAUGHT.format(taught))
    return {**files, "gazette.yaml": text.encode(), "checks.yaml": CHECKS.format(taught).encode()}


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
    write_whole(publisher.folder / "gazette.yaml", base(edited + 1, taught)["gazette.yaml"])
    return await publisher.refresh()


async def _teach(publisher: Publisher, _dice: random.Random) -> Result:
    """As a moderator teaches: a draft, and its publication."""
    edited, taught, _ = numbers(publisher.edition.answerer.knowledge.files)
    files = base(edited, taught + 1)
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


async def _for_ever(url: str, folder: Path, log: int, work: str, seed: int) -> None:
    dice = random.Random(seed)
    async with Store.open(url, busy_s=10.0) as store:
        publisher = Publisher(store, folder)
        await publisher.start()
        while True:
            os.write(1, b"did\n")
            result = await _WORK[work](publisher, dice)
            assert result.kind == "published", result
            assert result.published is not None
            os.write(log, f"{result.published.number}\n".encode())


def main() -> None:
    """Fork, say who, wait, again; until standard input ends."""
    for line in sys.stdin:
        url, folder, log, work, seed = line.split()
        child = os.fork()
        if child == 0:
            try:
                os.write(1, f"{os.getpid()}\n".encode())
                written = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
                asyncio.run(_for_ever(url, Path(folder), written, work, int(seed)))
            except BaseException as error:
                os.write(2, f"{work}: {error!r}\n".encode())
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        print(f"dead {os.WTERMSIG(status) if os.WIFSIGNALED(status) else -1}", flush=True)


if __name__ == "__main__":
    main()
