"""Work that nobody waits for."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.background import Background, Readers, in_time, unbroken
from bot.errors import StoreError


async def test_work_is_done_before_the_end():
    background, done = Background(), []

    async def work() -> None:
        await asyncio.sleep(0)
        done.append(True)

    background.start(work(), "working")
    await background.finish(5)
    assert done == [True]


@pytest.mark.parametrize(
    "error", [pytest.param(StoreError("it is locked"), id="foreseen"), pytest.param(ValueError("odd"), id="unforeseen")]
)
async def test_what_fails_is_logged(error, caplog):
    background = Background()

    async def work() -> None:
        raise error

    background.start(work(), "working")
    await background.finish(5)
    assert "working failed" in caplog.text
    assert str(error) in caplog.text


async def test_what_takes_too_long_is_given_up():
    background, given_up = Background(), asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            given_up.set()

    background.start(work(), "working")
    await background.finish(0.01)
    await asyncio.wait_for(given_up.wait(), 5)


async def test_too_much_at_once_is_left_out(caplog, monkeypatch):
    monkeypatch.setattr("bot.background._MAX_WAITING", 1)
    background, done = Background(), []

    async def work(number: int) -> None:
        done.append(number)

    background.start(work(1), "the first")
    background.start(work(2), "the second")
    await background.finish(5)
    assert done == [1]
    assert "the second is left out" in caplog.text
    assert (background.left_out, len(background)) == (1, 0)


async def test_work_that_is_not_to_be_broken_off_is_done_before_whoever_waits_for_it_leaves():
    begun, may_end, done = asyncio.Event(), asyncio.Event(), []

    async def work() -> None:
        begun.set()
        await may_end.wait()
        done.append(True)

    waiting = asyncio.create_task(unbroken(work()))
    await begun.wait()
    waiting.cancel()
    for _ in range(3):  # turns in which it could leave
        await asyncio.sleep(0)
    assert (waiting.done(), done) == (False, [])
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert done == [True]


async def test_what_such_work_comes_to_is_had_and_what_it_raises_is_raised():
    async def work(result: int) -> int:
        return 1 // result

    assert await unbroken(work(1)) == 1
    with pytest.raises(ZeroDivisionError):
        await unbroken(work(0))


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        pytest.param("x" * 120, False, id="a question"),
        pytest.param("x" * 121, True, id="a story"),
        pytest.param("1 2 3 4 5 6", False, id="a few numbers"),
        pytest.param("1 2 3 4 5 6 7", True, id="many numbers"),
    ],
)
async def test_a_plain_question_waits_for_nothing_that_takes_long(text, waits):
    readers, held = Readers(), threading.Event()
    first = asyncio.create_task(readers.read("x" * 4_000, held.wait))
    await asyncio.sleep(0)
    asked = asyncio.create_task(readers.read(text, threading.get_ident))
    done, _ = await asyncio.wait([asked], timeout=0.05 if waits else 5)
    held.set()
    await first
    assert (not done, await asked != threading.get_ident()) == (waits, True)


async def test_what_goes_wrong_while_a_long_text_is_read_is_told():
    with pytest.raises(ZeroDivisionError):
        await Readers().read("x" * 1_000, lambda: 1 / 0)


async def test_a_short_text_is_read_before_long_ones_that_wait_as_well():
    readers, held, read = Readers(), threading.Event(), []
    first = asyncio.create_task(readers.read("x" * 200, held.wait))
    await asyncio.sleep(0)
    texts = ["x" * 4_000, "x" * 6_000, "x" * 150]
    others = [asyncio.create_task(readers.read(text, lambda text=text: read.append(len(text)))) for text in texts]
    await asyncio.sleep(0)
    assert readers.waiting == {"quick": 0, "slow": 3}
    held.set()
    await asyncio.gather(first, *others)
    assert read == [150, 4_000, 6_000]
    assert readers.waiting == {"quick": 0, "slow": 0}


async def test_who_gives_up_waiting_for_a_thread_leaves_it_to_the_next():
    readers, held = Readers(), threading.Event()
    first = asyncio.create_task(readers.read("x" * 200, held.wait))
    await asyncio.sleep(0)
    given_up = asyncio.create_task(readers.read("x" * 200, lambda: 1))
    await asyncio.sleep(0)
    given_up.cancel()
    held.set()
    await first
    assert await asyncio.wait_for(readers.read("x" * 200, lambda: 2), 5) == 2


async def test_what_takes_longer_than_there_is_time_goes_on_by_itself():
    done = asyncio.Event()

    async def work() -> None:
        await asyncio.sleep(0.02)
        done.set()

    with pytest.raises(TimeoutError):
        await in_time(work(), 0.001)
    await asyncio.wait_for(done.wait(), 5)
