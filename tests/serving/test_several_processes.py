"""Several bot processes on one store agree within a second, and the command line speaks to a bot that runs."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.core.knowledge.loading import version_of
from bot.serving.folder import read_files
from bot.serving.publisher import Publisher
from bot.serving.result import Result
from bot.serving.watching import watch
from bot.store import Store
from tests.core import library

ROOT = Path(__file__).parents[2]
QUESTION = "how many loans did they look at"

# Another bot: it answers each line of its standard input with a figure, and publishes when told to.
_BOT = """
import asyncio, sys
from pathlib import Path
from bot.serving.publisher import Publisher
from bot.store import Store
from bot.serving.watching import watch

async def main(url, folder):
    async with Store.open(url) as store:
        publisher = Publisher(store, Path(folder))
        await publisher.start()
        watching = asyncio.create_task(watch(publisher))
        while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
            if line == "refresh":
                print((await publisher.refresh()).kind, flush=True)
            else:
                print(publisher.edition.answerer.answer(line).entry.figure.text, flush=True)
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)

asyncio.run(main(*sys.argv[1:]))
"""


class Process:
    """Another bot in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def say(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{line}\n".encode())
        return (await asyncio.wait_for(self._process.stdout.readline(), 20)).decode().strip()

    async def seconds_until(self, figure: str, within_s: float = 10.0) -> float:
        """Ask until the answer is this figure; return how long that took."""
        return await seconds_until(lambda: self.say(QUESTION), figure, within_s)

    async def end(self) -> str:
        """End it; return what it has said to standard error."""
        _, said = await asyncio.wait_for(self._process.communicate(b"\n"), 20)
        assert self._process.returncode == 0, said.decode()
        return said.decode()


async def seconds_until(ask: Callable[[], object], wanted: object, within_s: float = 10.0) -> float:
    began = time.monotonic()
    async with asyncio.timeout(within_s):
        while True:
            found = ask()
            if (await found if asyncio.iscoroutine(found) else found) == wanted:
                return time.monotonic() - began
            await asyncio.sleep(0.01)


@asynccontextmanager
async def another_bot(url: str, folder: Path) -> AsyncIterator[Process]:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "error", "-c", _BOT, url, str(folder), cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe
    )
    try:
        yield Process(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@asynccontextmanager
async def this_bot(url: str, folder: Path, *, watches: bool = True) -> AsyncIterator[Publisher]:
    async with Store.open(url) as store:
        publisher = Publisher(store, folder)
        await publisher.start()
        task = asyncio.create_task(watch(publisher)) if watches else None
        try:
            yield publisher
        finally:
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)


async def run_refresh(url: str, folder: Path) -> tuple[int | None, str]:
    """Run `python -m bot refresh`; return its exit code and what it said."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "error", "-m", "bot", "refresh", "--why", "by hand", cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "KNOWLEDGE_DIR": str(folder), "CACHE_DIR": "off"},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode, said.decode().strip()


def figure(publisher: Publisher) -> str:
    return publisher.edition.answerer.answer(QUESTION).entry.figure.text


async def test_two_processes_on_one_postgresql_agree(postgres, tmp_path):
    """In less than a second each way, over cut connections, and over a server that goes away and comes back."""
    url = postgres.database()
    here = library.write(tmp_path / "here", library.counted(500))
    there = library.write(tmp_path / "there", library.counted(500))
    async with this_bot(url, here) as publisher, another_bot(url, there) as other:
        assert await other.say(QUESTION) == "500 loans"

        library.write(here, library.counted(501))
        assert (await publisher.refresh()).kind == "published"
        assert await other.seconds_until("501 loans") < 1.0
        await seconds_until(lambda: read_files(there) == library.counted(501), True)

        library.write(there, library.counted(502))
        assert await other.say("refresh") == "published"
        assert await seconds_until(lambda: figure(publisher), "502 loans") < 1.0
        await seconds_until(lambda: read_files(here) == library.counted(502), True)

        assert await asyncio.to_thread(postgres.cut) >= 2
        library.write(here, library.counted(503))
        assert (await publisher.refresh()).kind == "published"
        assert await other.seconds_until("503 loans") < 3.0

        await asyncio.to_thread(postgres.stop)
        assert await other.say(QUESTION) == "503 loans"  # it goes on answering
        await asyncio.sleep(0.7)
        await asyncio.to_thread(postgres.start)
        library.write(here, library.counted(504))
        assert (await publisher.refresh()).kind == "published"
        assert await other.seconds_until("504 loans") < 3.0
        assert "Traceback" not in await other.end()


async def test_processes_that_start_together_on_an_empty_store_agree(postgres, tmp_path):
    url = postgres.database()
    here = library.write(tmp_path / "here", library.counted(500))
    there = library.write(tmp_path / "there", library.counted(501))
    async with this_bot(url, here) as one, this_bot(url, there) as other:
        await seconds_until(lambda: figure(one) == figure(other), True)
        async with Store.open(url) as store:
            assert (await store.versions.newest()).version == one.edition.answerer.version


async def test_a_refresh_from_the_command_line_reaches_a_bot_that_runs(tmp_path):
    url = f"sqlite+aiosqlite:///{tmp_path / 'store.sqlite3'}"
    here = library.write(tmp_path / "here", library.counted(500))
    there = library.write(tmp_path / "there", library.counted(501))
    told: list[Result] = []

    async def listener(result: Result) -> None:
        told.append(result)

    async with this_bot(url, here) as publisher:
        publisher.listeners.append(listener)
        code, said = await run_refresh(url, there)
        assert (code, said.splitlines()[0]) == (0, f"published version {version_of(library.counted(501))}, number 2")
        assert "Figures, old -> new:\n  loans-inspected: 500 loans -> 501 loans\n" in said
        assert await seconds_until(lambda: figure(publisher), "501 loans") < 1.0
        await seconds_until(lambda: read_files(here) == library.counted(501), True)
    assert [(each.kind, each.origin, each.published.why) for each in told] == [("published", "refresh", "by hand")]
    assert next((old.figure.text, new.figure.text) for old, new in told[0].changes.figures) == (
        "500 loans",
        "501 loans",
    )


async def test_an_edit_that_the_watching_bot_and_the_command_line_publish_at_once_is_published_once(tmp_path):
    url = f"sqlite+aiosqlite:///{tmp_path / 'store.sqlite3'}"
    folder = library.write(tmp_path / "knowledge", library.counted(500))
    told: list[Result] = []

    async def listener(result: Result) -> None:
        told.append(result)

    async with this_bot(url, folder) as publisher:
        publisher.listeners.append(listener)
        await asyncio.sleep(0.3)  # until the folder is watched
        for loans in (501, 502):
            library.write(folder, library.counted(loans))
            code, _ = await run_refresh(url, folder)
            assert code == 0
            await seconds_until(lambda: figure(publisher), f"{loans} loans")
        await asyncio.sleep(1.0)
        history = await publisher.store.versions.history()
        assert [each.version for each in history] == [version_of(library.counted(loans)) for loans in (502, 501, 500)]
    assert [each.kind for each in told] == ["published", "published"]


async def test_what_is_published_while_no_bot_runs_is_told_of_once_at_the_next_start(tmp_path):
    url = f"sqlite+aiosqlite:///{tmp_path / 'store.sqlite3'}"
    folder = library.write(tmp_path / "knowledge", library.counted(500))
    told: list[Result] = []

    async def listener(result: Result) -> None:
        told.append(result)

    async with this_bot(url, folder, watches=False):
        pass
    async with Store.open(url) as store:  # as the command line does
        library.write(folder, library.counted(501))
        await Publisher(store, folder).refresh()
    library.write(folder, library.counted(502))
    for _ in range(2):
        async with this_bot(url, folder, watches=False) as publisher:
            publisher.listeners.append(listener)
            await publisher.make_up()
    (result,) = told
    assert (result.kind, result.origin, result.published.number) == ("published", "start", 3)
    assert next((old.figure.text, new.figure.text) for old, new in result.changes.figures) == ("500 loans", "502 loans")


@pytest.mark.parametrize("way", ["told", "missed"])
async def test_of_two_processes_one_tells_of_a_publication(way, tmp_path):
    """That which published; or, where it tells nobody, one of the others."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'store.sqlite3'}"
    folders = [library.write(tmp_path / name, library.counted(500)) for name in "abc"]
    told: list[str] = []

    async with (
        this_bot(url, folders[0], watches=False) as one,
        this_bot(url, folders[1], watches=False) as other,
        this_bot(url, folders[2], watches=False) as third,
    ):
        for name, publisher in (("one", one), ("other", other), ("third", third)):

            async def listener(result: Result, name: str = name) -> None:
                told.append(name)

            if publisher is not one or way == "told":
                publisher.listeners.append(listener)
        library.write(folders[0], library.counted(501))
        await one.refresh()
        await other.catch_up(2)
        await third.catch_up(2)
    assert told == ["one" if way == "told" else "other"]
