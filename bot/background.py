"""Work that nobody waits for, kept until it is done, its failures logged.

And work that is not to be broken off, or takes too long for everybody else to wait for.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import Callable, Collection, Coroutine
from heapq import heappop, heappush
from itertools import count
from typing import Any, TypeVar

from .errors import VerbatimError

__all__ = ["Background", "Readers", "broken_off", "finish", "in_time", "take_short_turns", "unbroken"]

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
# What is no longer than this, nearly all of it letters, is read in a few milliseconds. Signs and digits make sentences,
# numbers and masked words, each of which takes as long as a whole question.
_QUICK_CHARS, _QUICK_SIGNS = 120, 6
_GIVING_UP_S, _AGAIN_S = 0.5, 0.1
_MAX_WAITING = 1_000  # more at once are not to be had: something they all need has failed


class Background:
    """Tasks that go on beside what people wait for."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self.left_out = 0
        """How many works there was no room for."""

    def __len__(self) -> int:
        """Return how many works are under way."""
        return len(self._tasks)

    def start(self, work: Coroutine[Any, Any, object], what: str) -> bool:
        """Begin some work now; return whether it is begun. what: says in the log what it was, should it fail or be one
        too many."""
        if len(self._tasks) >= _MAX_WAITING:
            work.close()
            self.left_out += 1
            _log.error("%s is left out: too much is waiting to be done", what)
            return False
        task = asyncio.create_task(_logged(work, what))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def finish(self, within_s: float) -> None:
        """Wait until all is done, what is begun meanwhile too, but no longer than that; the rest is given up."""
        await finish(lambda: self._tasks, within_s)


async def finish(tasks: Callable[[], Collection[asyncio.Task[Any]]], within_s: float) -> None:
    """Wait until there are no tasks any more, but no longer than that; what is not done then is given up.

    Args:
        tasks: Gives those that there are now.
    """
    loop = asyncio.get_running_loop()
    until = loop.time() + within_s
    while (left := set(tasks())) and loop.time() < until:
        await asyncio.wait(left, timeout=until - loop.time())
    for task in left:
        task.cancel()
    if left:  # what they have of the database is given back
        await asyncio.wait(left, timeout=_GIVING_UP_S)


async def broken_off(task: asyncio.Task[Any], within_s: float) -> None:
    """Break a task off, again and again if it goes on all the same, but no longer than that."""
    until = time.monotonic() + within_s
    while not task.done() and time.monotonic() < until:
        task.cancel()
        await asyncio.wait([task], timeout=_AGAIN_S)


def take_short_turns() -> None:
    """Let the threads of this process take turns of a millisecond, not five: whoever has little to do waits less."""
    sys.setswitchinterval(0.001)


class Readers:
    """Reads what people write in threads, while the event loop goes on.

    There is one thread for what takes long, the shortest text first, and one for plain questions, which wait for no
    long text. More would be no quicker, for they take turns.
    """

    def __init__(self) -> None:
        self._slow, self._quick = _Lane(), _Lane()

    @property
    def waiting(self) -> dict[str, int]:
        """How many texts wait for a thread: "quick" and "slow" ones."""
        return {"quick": len(self._quick), "slow": len(self._slow)}

    async def read(self, text: str, work: Callable[[], _T], *, aside: bool = False) -> _T:
        """Return what some work comes to that reads a text. aside: whether even a short one takes long."""
        lane = self._quick if _is_quick(text) and not aside else self._slow
        await lane.turn(len(text))
        try:
            return await asyncio.to_thread(work)
        finally:
            lane.give_way()


class _Lane:
    """One after the other, the shortest first."""

    def __init__(self) -> None:
        self._free = True
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._number = count()

    def __len__(self) -> int:
        """Return how many wait."""
        return sum(not turn.done() for _, _, turn in self._waiting)

    async def turn(self, chars: int) -> None:
        """Wait for a turn."""
        if self._free:
            self._free = False
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (chars, next(self._number), turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.give_way()
            raise

    def give_way(self) -> None:
        """Leave the turn to the next one."""
        while self._waiting:
            turn = heappop(self._waiting)[2]
            if not turn.done():
                turn.set_result(None)
                return
        self._free = True


def _is_quick(text: str) -> bool:
    if len(text) > _QUICK_CHARS:
        return False
    return sum(not (char.isalpha() or char.isspace()) for char in text) <= _QUICK_SIGNS


async def in_time(work: Coroutine[Any, Any, _T], seconds: float) -> _T:
    """Return what some work comes to, or raise TimeoutError if that takes longer; it then goes on all the same.

    A call of the database that is broken off can leave a connection behind that nobody closes.
    """
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait([task], timeout=seconds)
    if not done:
        task.add_done_callback(_seen)
        raise TimeoutError
    return task.result()


def _seen(task: asyncio.Future[Any]) -> None:
    """Look at how some work ended that nobody waits for, so that nobody complains that it was not looked at."""
    if not task.cancelled():
        task.exception()


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
