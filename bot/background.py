"""Work that nobody waits for, kept until it is done, its failures logged.

And work that is not to be broken off, or takes too long for everybody else to wait for.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from .errors import VerbatimError

__all__ = ["Background", "reading", "unbroken"]

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_LONG_CHARS = 400  # most questions are shorter; a longer one may take as long as some dozens of them
_MAX_WAITING = 1_000  # more at once are not to be had: something they all need has failed


class Background:
    """Tasks that go on beside what people wait for."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, object], what: str) -> None:
        """Begin some work now. what: says in the log what it was, should it fail or be one too many."""
        if len(self._tasks) >= _MAX_WAITING:
            work.close()
            _log.error("%s is left out: too much is waiting to be done", what)
            return
        task = asyncio.create_task(_logged(work, what))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self, within_s: float) -> None:
        """Wait until all is done, but no longer than that; what is not done then is given up."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=within_s)
            for task in late:
                task.cancel()


async def reading(text: str, work: Callable[[], _T]) -> _T:
    """Return what some work comes to that reads a text; a long text is read in a thread, while others are answered."""
    return work() if len(text) <= _LONG_CHARS else await asyncio.to_thread(work)


async def unbroken(work: Coroutine[Any, Any, _T]) -> _T:
    """Return what some work comes to; if whoever waits for it is cancelled, they leave once it is done.

    A call of the database that is broken off can leave a connection behind that nobody closes.
    """
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # it is nobody's any more
        raise


async def _logged(work: Coroutine[Any, Any, object], what: str) -> None:
    try:
        await work
    except VerbatimError as error:
        _log.warning("%s failed: %s", what, error)
    except Exception:  # there is nobody else to tell
        _log.exception("%s failed", what)
