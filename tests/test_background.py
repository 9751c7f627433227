"""Work that nobody waits for."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.background import Background, reading, unbroken
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
    ("length", "aside"),
    [pytest.param(400, False, id="a question"), pytest.param(401, True, id="a story")],
)
async def test_only_a_long_text_is_read_in_a_thread(length, aside):
    thread = await reading("x" * length, threading.get_ident)
    assert (thread != threading.get_ident()) is aside


async def test_what_goes_wrong_while_a_long_text_is_read_is_told():
    with pytest.raises(ZeroDivisionError):
        await reading("x" * 1_000, lambda: 1 / 0)
