"""How the bot ends when somebody wishes it to: what is under way is finished, and a second wish ends it at once.

Supervisors (systemd, docker, kubernetes) send SIGTERM, a terminal sends SIGINT. Knows nothing of Discord.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

__all__ = ["interrupted_by_sigterm", "leave_at_once", "run_until_stopped"]

_log = logging.getLogger(__name__)
_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_LONGEST_S = 9.0  # docker kills after ten


def leave_at_once() -> None:
    """Have a signal end the program as if all was done: for the time before there is anything to finish.

    Without this the program would die of SIGTERM, and as process 1 of a container not hear it at all.
    """
    if threading.current_thread() is threading.main_thread():
        for each in _SIGNALS:
            signal.signal(each, _leave)


@contextmanager
def interrupted_by_sigterm() -> Iterator[None]:
    """Have SIGTERM break off what is done meanwhile as Ctrl+C does, so that what is half done is taken away."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def run_until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Run some work until it ends; a signal breaks it off where it waits, so that it finishes what it must.

    Returns as if it had ended then. A second signal ends the program at once, with 128 and its number as a shell has
    it. What is not finished nine seconds after the first is given up: exit code 1, or 0 if only threads are still busy.
    """
    stop = _Stop()
    stop.hear()
    try:
        asyncio.run(stop.watched(work))
    except asyncio.CancelledError:
        if not stop.asked:
            raise
        _log.info("stopped")
    finally:
        stop.hear_no_more()


class _Stop:
    """What signals ask for. asked: whether one has come. finished: whether the work has ended."""

    def __init__(self) -> None:
        self.asked = self.finished = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._before: dict[signal.Signals, Any] = {}

    def hear(self) -> None:
        if threading.current_thread() is threading.main_thread():
            self._before = {each: signal.signal(each, self._on_signal) for each in _SIGNALS}

    def hear_no_more(self) -> None:
        """Leave the signals as they were, unless one has come: then the program is about to end."""
        if not self.asked:
            for each, before in self._before.items():
                signal.signal(each, before)

    async def watched(self, work: Coroutine[Any, Any, None]) -> None:
        """Do the work, as what a signal cancels."""
        self._task = asyncio.ensure_future(work)
        self._loop = asyncio.get_running_loop()
        if self.asked:
            self._task.cancel()
        try:
            await self._task
        finally:
            self.finished = True

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        if self.asked:
            os._exit(128 + number)
        self.asked = True
        giving_up = threading.Timer(_LONGEST_S, self._give_up)
        giving_up.daemon = True
        giving_up.start()
        if self._loop is not None and self._task is not None:
            with suppress(RuntimeError):  # the loop has ended by itself
                self._loop.call_soon_threadsafe(self._task.cancel)

    def _give_up(self) -> None:
        if not self.finished:
            _log.error("stopped, though not all was finished within %g seconds", _LONGEST_S)
        sys.stderr.flush()
        os._exit(0 if self.finished else 1)


def _leave(_number: int, _frame: FrameType | None) -> None:
    os._exit(0)  # an exception might be caught wherever it comes up
