"""Wait until something is true, with an error that says what was there instead. Knows nothing of Discord."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

__all__ = ["PATIENCE_S", "Signal", "TooLate"]

T = TypeVar("T")
PATIENCE_S = 20.0
"""How long a test waits unless it says otherwise: what a quiet machine does in milliseconds takes a busy one longer."""


class TooLate(AssertionError):
    """What a test waited for did not happen in time."""


class Signal:
    """Something has changed: whoever waits looks again."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    async def until(
        self, look: Callable[[], T | None], *, timeout_s: float, wanted: str, instead: Callable[[], str]
    ) -> T:
        """Return what `look` returns once that is not None; looked at now and after every change.

        Raises:
            TooLate: After `timeout_s`; says what was `wanted` and what there was `instead`.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout_s
        while (found := look()) is None:
            future: asyncio.Future[None] = loop.create_future()
            self._waiting.add(future)
            done, _ = await asyncio.wait([future], timeout=max(0.0, deadline - loop.time()))
            if not done:
                self._waiting.discard(future)
                raise TooLate(f"no {wanted} within {timeout_s:g} s; instead: {instead()}")
        return found
