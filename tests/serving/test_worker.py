"""Heavy work is done in a process of its own: it can be ended whatever it does, and the bot goes on answering."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.core.answering.reply_changes import AnswerChange
from bot.core.knowledge.loading import version_of
from bot.errors import KnowledgeError, NoWorkerError, WorkError
from bot.serving.compiled import kept_answerer
from bot.serving.folder import read_files
from bot.serving.maker import Maker
from bot.serving.publisher import Publisher
from bot.serving.result import Result
from bot.serving.worker import Worker
from bot.settings import default_knowledge
from bot.store import Store
from tests.core import library

ROOT = Path(__file__).parents[2]
SHORT_S = 0.3
QUESTION = "how many loans did they look at"
FAULTY = library.files(gazette=("value: 412", "value: 413"))
RETITLED = library.files(gazette=("title: Loans looked at", "title: Loans seen"))


@pytest.fixture(scope="module")
def slow() -> Mapping[str, bytes]:
    """A sound base that takes some seconds: the one that comes with the bot."""
    return read_files(default_knowledge())


@pytest.fixture(scope="module")
def warm() -> Iterator[Worker]:
    """A worker for all tests, whose process has begun."""
    worker = Worker(semantic=False)
    worker.do("prove", library.FILES)
    yield worker
    worker.stop()


@pytest.fixture
def worker(warm: Worker) -> Iterator[Worker]:
    """The same, with its time given back if a test has made it short."""
    usual = warm.within_s
    yield warm
    warm.within_s = usual


@pytest.fixture
def hurried(worker: Worker) -> Worker:
    """A worker with a process and hardly any time for a job."""
    worker.do("check", library.FILES, 1.0)
    worker.within_s = SHORT_S
    return worker


def gone(process_id: int) -> bool:
    """Tell whether a process has ended, and does not only wait to be counted."""
    try:
        return "Z" in Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True


def until(so: Callable[[], bool]) -> None:
    ends = time.monotonic() + 30
    while not so():
        assert time.monotonic() < ends
        time.sleep(0.01)


# --- Jobs ---------------------------------------------------------------------------------------------------------


async def test_what_is_proved_there_answers_here(worker, tmp_path):
    answerer = await Maker(worker=worker).prove(library.FILES)
    assert (answerer.version, answerer.answer(QUESTION).entry.id) == (version_of(library.FILES), "loans-inspected")


async def test_faults_are_told_as_if_they_were_found_here(worker):
    with pytest.raises(KnowledgeError, match="the number 413 is not in its evidence"):
        await Maker(worker=worker).prove(FAULTY)


async def test_check_questions_and_replies_are_compared_there_and_how_far_it_is_is_told_here(worker):
    maker = Maker(worker=worker)
    told = []
    failing = {**library.FILES, "checks.yaml": b"checks:\n  - {ask: who pays for the libraries, expect: roof-leaked}\n"}
    before, after = await maker.prove(library.FILES), await maker.prove(failing, lambda *step: told.append(step))
    (fault,) = await maker.check(after, lambda *step: told.append(step))
    replies = await maker.compare(before, after, lambda *step: told.append(step))
    assert (fault.file, replies.changes) == ("checks.yaml", ())
    assert [step for step, done, _ in told if done == 0][::2] == ["proving", "checking", "comparing"]


async def test_a_question_that_gets_another_reply_is_told(worker):
    maker = Maker(worker=worker)
    moved = library.FILES["gazette.yaml"].replace(b"      - who pays for the libraries\n", b"")
    moved = moved.replace(b"      - late returns, how many\n", b"      - who pays for the libraries\n")
    before, after = await maker.prove(library.FILES), await maker.prove({**library.FILES, "gazette.yaml": moved})
    replies = await maker.compare(before, after)
    assert AnswerChange("who pays for the libraries", "money", "loans-late") in replies.changes


def test_its_process_is_given_no_secrets(tmp_path, monkeypatch):
    monkeypatch.setenv("DISCORD_TOKEN", "hush-hush")
    monkeypatch.setenv("DATABASE_URL", "hush-hush")
    worker = Worker(semantic=False, cache=tmp_path, idle_s=0.2)
    worker.do("prove", library.FILES)
    assert kept_answerer(library.FILES, cache=tmp_path) is not None
    process_id = worker.process_id
    environ = Path(f"/proc/{process_id}/environ")
    if process_id is not None and environ.exists():
        assert b"hush" not in environ.read_bytes()
    until(lambda: worker.process_id is None)  # it was idle for long enough
    worker.stop()


# --- What goes wrong ----------------------------------------------------------------------------------------------


async def test_a_base_that_takes_too_long_is_at_fault_and_questions_are_answered_meanwhile(
    hurried, slow, store: Store, tmp_path
):
    publisher = Publisher(store, library.write(tmp_path / "knowledge"), worker=hurried)
    await publisher.start()
    folder = library.write(tmp_path / "knowledge", slow)
    (folder / "gazette.yaml").unlink()
    process_id, begun = hurried.process_id, time.monotonic()
    refreshing = asyncio.create_task(publisher.refresh())
    answered = 0
    while not refreshing.done():
        assert publisher.edition.reply(QUESTION).entry.figure.text == "412 loans"
        answered += 1
        await asyncio.sleep(0.01)
    result = await refreshing
    assert (result.kind, answered > 5, time.monotonic() - begun < 30) == ("faulty", True, True)
    assert [str(fault) for fault in result.faults] == [
        "knowledge:0:0: it cannot be proved: it took longer than 0.3 seconds and was given up; "
        "make it smaller or simpler, or give PROVE_SECONDS more"
    ]
    assert gone(process_id)


async def test_after_one_that_took_too_long_the_next_is_proved(hurried, slow):
    maker = Maker(worker=hurried)
    with pytest.raises(KnowledgeError):
        await maker.prove(slow)
    hurried.within_s = 60.0
    assert (await maker.prove(RETITLED)).version == version_of(RETITLED)


async def test_check_questions_that_take_too_long_are_a_fault_and_replies_are_not_known(hurried, slow, monkeypatch):
    hurried.within_s = 60.0
    answerer = await Maker(worker=hurried).prove(library.FILES)
    object.__setattr__(answerer.knowledge, "files", slow)  # so that the worker is given this one
    hurried.within_s = SHORT_S
    (fault,) = await Maker(worker=hurried).check(answerer)
    assert fault.what == "its check questions cannot be asked: it took longer than 0.3 seconds and was given up"
    with pytest.raises(WorkError, match="took longer"):
        await Maker(worker=hurried).compare(answerer, answerer)


def while_at_work(worker: Worker, files: Mapping[str, bytes], act: Callable[[int], object]) -> str:
    """Do something to the process of a worker in the middle of a job; return why the job was not done."""
    worker.do("check", library.FILES, 1.0)
    with ThreadPoolExecutor() as threads:
        proving = threads.submit(worker.do, "prove", files)
        time.sleep(SHORT_S)
        act(worker.process_id)
        with pytest.raises(WorkError) as raised:
            proving.result()
    return str(raised.value)


def test_a_process_that_dies_over_a_job_is_no_hang_and_the_next_job_has_another(worker, slow):
    why = while_at_work(worker, slow, lambda process_id: os.kill(process_id, signal.SIGKILL))
    assert why == "its process ended unexpectedly (-9); there may be too little memory"
    assert worker.do("check", library.FILES, 1.0) == ()


def test_a_bot_that_stops_does_not_wait_for_a_job(slow):
    worker = Worker(semantic=False)
    begun = time.monotonic()
    assert while_at_work(worker, slow, lambda _: worker.stop()) == "it was given up, as the bot is stopping"
    assert time.monotonic() - begun < 30
    with pytest.raises(WorkError, match="the bot is stopping"):
        worker.do("check", library.FILES, 1.0)
    assert worker.process_id is None


async def test_where_no_process_can_be_had_the_bot_proves_by_itself(monkeypatch, caplog):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    worker = Worker(semantic=False)
    with pytest.raises(NoWorkerError):
        worker.do("prove", library.FILES)
    maker = Maker(worker=worker)
    with caplog.at_level(logging.ERROR):
        answerer = await maker.prove(library.FILES)
    assert answerer.answer(QUESTION).kind == "answer"
    assert (await maker.check(answerer), (await maker.compare(answerer, answerer)).changes) == ((), ())
    assert "the knowledge is proved in the bot's own process" in caplog.text


ORPHAN = """
import os
from bot.serving.worker import Worker
from tests.core import library
worker = Worker(semantic=False)
worker.do("check", library.FILES, 1.0)
print(worker.process_id, flush=True)
os._exit(9)
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked at in /proc")
def test_its_process_ends_with_the_bot_even_if_that_is_killed():
    done = subprocess.run([sys.executable, "-c", ORPHAN], cwd=ROOT, capture_output=True, text=True, check=False)
    until(lambda: gone(int(done.stdout)))


# --- The start ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cached", [pytest.param(True, id="cached"), pytest.param(False, id="no cache")])
async def test_whatever_the_folder_holds_what_was_published_is_served_at_once_and_the_fault_told_later(
    cached, worker, slow, store: Store, tmp_path
):
    cache = tmp_path / "cache" if cached else None
    folder = library.write(tmp_path / "knowledge")
    await Publisher(store, folder, cache=cache).start()
    library.write(folder, slow)
    (folder / "gazette.yaml").unlink()
    worker.within_s = 1.5
    again = Publisher(store, folder, cache=cache, worker=worker)
    told: list[Result] = []
    heard = asyncio.Event()

    async def hear(result: Result) -> None:
        told.append(result)
        heard.set()

    again.listeners.append(hear)
    edition = await again.start(at_once=True)
    assert (edition.answerer.version, again.at_start) == (version_of(library.FILES), None)
    assert edition.reply(QUESTION).kind == "answer"
    await asyncio.wait_for(heard.wait(), 60)
    (result,) = told
    assert result is again.at_start
    assert (result.kind, result.origin) == ("faulty", "start")
    assert "it took longer than 1.5 seconds" in str(result.faults[0])
    assert again.edition.answerer.version == version_of(library.FILES)


async def test_sound_news_in_the_folder_are_published_once_they_are_proved(worker, store: Store, tmp_path):
    folder = library.write(tmp_path / "knowledge")
    await Publisher(store, folder).start()
    library.write(folder, RETITLED)
    again = Publisher(store, folder, worker=worker)
    assert (await again.start(at_once=True)).answerer.version == version_of(library.FILES)
    assert (await again.refresh()).kind == "unchanged"  # which waits for the start
    assert again.edition.answerer.version == version_of(RETITLED)


async def test_a_bot_that_is_stopped_while_it_starts_serves_what_it_did(worker, slow, store: Store, tmp_path):
    folder = library.write(tmp_path / "knowledge")
    await Publisher(store, folder).start()
    library.write(folder, slow)
    own = Worker(semantic=False)
    again = Publisher(store, folder, worker=own)
    await again.start(at_once=True)
    await asyncio.wait_for(again.stop(), 30)
    assert again.edition.answerer.version == version_of(library.FILES)
