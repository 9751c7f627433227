"""What is published elsewhere is followed, whatever goes wrong with that once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import Any

import pytest

from bot.serving.publisher import Publisher
from bot.serving.watching import watch
from bot.store import Store


async def test_whoever_fails_to_follow_in_a_way_that_nobody_foresaw_follows_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Else that process would serve what is old until it is started anew."""
    monkeypatch.setattr("bot.serving.watching._AGAIN_S", 0.0)
    caught_up, fails = asyncio.get_running_loop().create_future(), [RuntimeError("odd")]

    async def numbers(_: Any) -> AsyncGenerator[int, None]:
        if fails:
            raise fails.pop()
        yield 7
        await asyncio.Event().wait()

    async def catch_up(_: Any, number: int) -> None:
        caught_up.set_result(number)

    monkeypatch.setattr(Store, "published_numbers", numbers)
    monkeypatch.setattr(Publisher, "catch_up", catch_up)
    async with Store.open("sqlite://") as store:
        watching = asyncio.create_task(watch(Publisher(store)))
        done, _ = await asyncio.wait([caught_up, watching], timeout=5, return_when=asyncio.FIRST_COMPLETED)
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
    assert [each.result() for each in done] == [7]
    assert "RuntimeError: odd" in caplog.text
