"""What is read off the running bot: asking for it is no burden to it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.readings import Readings


async def test_a_store_that_hangs_is_asked_once_however_often_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """And again once it has answered."""
    monkeypatch.setattr("bot.readings._STORE_S", 0.01)
    asked, answer = [], asyncio.Event()

    class Hanging:
        async def check(self) -> None:
            asked.append(True)
            await answer.wait()

    store: Any = Hanging()
    readings = Readings(store=store)
    assert [await readings.reachable() for _ in range(3)] == [False] * 3
    assert len(asked) == 1
    answer.set()
    await asyncio.sleep(0)
    assert await readings.reachable()
    assert await readings.reachable()
    assert len(asked) > 1
