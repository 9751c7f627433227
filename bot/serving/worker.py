"""A process of its own for heavy work: what takes too long there can be ended, which a thread cannot, and what goes
wrong there leaves this process as it was. It takes the memory of the work with it when it ends.

It is started anew, not forked: threads and an event loop run here. Knows neither Discord nor the store.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from pickle import UnpicklingError
from threading import Event, Lock, Timer
from typing import IO, Any

from ..errors import KnowledgeError, NoWorkerError, WorkError
from ..settings import harmless_environment
from .frames import receive, send
from .worker_process import SetUp

__all__ = ["WITHIN_S", "Worker"]

_log = logging.getLogger(__name__)
WITHIN_S = 120.0
"""How long a job may take. The base that comes with the bot takes five seconds on a quiet machine: ten times as much
on a slow and busy one is still done, and nobody waits for much longer than two minutes."""
_IDLE_S = 300.0  # who publishes one change often looks at the next one soon
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from bot.serving.worker_process import main; main()"


class Worker:
    """Does one job at a time, in a process that begins with the first and ends after five minutes without any.

    Methods may be called from any thread, and `do` waits: call it in one of its own.

    Args:
        cache: As for `compiled.answerer_of`.
        semantic: Whether vectors of words are gone by: as in this process, or answerers cannot be handed over.
        within_s: How long a job may take, its process's start included.
        idle_s: After how long without a job the process ends, to give its memory back.
    """

    def __init__(
        self, *, cache: Path | None = None, semantic: bool = True, within_s: float = WITHIN_S, idle_s: float = _IDLE_S
    ) -> None:
        self.within_s = within_s
        self._set_up = SetUp(cache, semantic, within_s)
        self._idle_s = idle_s
        self._one = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._resting: Timer | None = None
        self.stopped = False
        """Whether it was stopped, and does no more."""

    @property
    def process_id(self) -> int | None:
        """The id of the process; None while there is none."""
        return self._process.pid if self._process is not None else None

    def do(self, job: str, *given: object, tell: Callable[[int, int], None] | None = None) -> Any:
        """Do one of `worker_process.JOBS` and return what it comes to.

        Raises KnowledgeError as the job does; WorkError if it takes too long or the process ends over it, and
        NoWorkerError, one of these, if there can be no process at all.

        Args:
            given: What the job is given. tell: Told how much of it is done, of how much; None: nobody is told.
        """
        with self._one:
            if self._resting is not None:
                self._resting.cancel()
            late = Event()
            ending = Timer(self.within_s, self._too_late, [late])
            ending.daemon = True
            ending.start()
            try:
                return self._done(job, given, tell)
            except (EOFError, OSError, UnpicklingError):
                raise self._failed(late) from None
            finally:
                ending.cancel()
                self._rest()

    def stop(self) -> None:
        """End the process, whatever it does, and begin no other."""
        self.stopped = True
        self._kill()
        if self._resting is not None:
            self._resting.cancel()
        self._end_if_idle()  # else whoever waits for a job that is broken off does so

    def _done(self, job: str, given: tuple[object, ...], tell: Callable[[int, int], None] | None) -> Any:
        pipes = self._pipes()
        send(pipes[0], (job, given))
        while True:
            kind, *answer = receive(pipes[1])
            if kind == "told":
                if tell is not None:
                    tell(*answer)
            elif kind == "faulty":
                raise KnowledgeError(answer[0])
            elif kind == "overdone":
                raise WorkError(f"it is too deep or too large ({answer[0]})")
            else:
                return answer[0]

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        """Return both pipes of the process, which is started if there is none."""
        if self._process is None or self._process.poll() is not None:
            self._begin()
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:  # it was stopped meanwhile
            raise EOFError
        return process.stdin, process.stdout

    def _begin(self) -> None:
        self._end()
        try:
            process = subprocess.Popen(
                [sys.executable, "-c", _START, json.dumps(sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=harmless_environment(),
                start_new_session=True,  # else Ctrl+C would reach it too
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        except OSError as error:
            raise NoWorkerError(f"no process can be started for it: {error.strerror}") from None
        self._process = process
        if self.stopped:
            process.kill()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            send(process.stdin, self._set_up)
            receive(process.stdout)
        except (EOFError, OSError, UnpicklingError):
            if process.poll() in (None, -9) or self.stopped:  # somebody ended it: see `_failed`
                raise
            raise NoWorkerError(f"the process that was started for it ended at once ({process.wait()})") from None
        _log.debug("process %d is there for heavy work", process.pid)

    def _failed(self, late: Event) -> WorkError:
        """Return why a job was not done, and leave no process behind."""
        status = self._end()
        if self.stopped:
            return WorkError("it was given up, as the bot is stopping")
        if late.is_set():
            return WorkError(f"it took longer than {self.within_s:g} seconds and was given up")
        _log.error("the process for heavy work ended unexpectedly (%s)", status)
        return WorkError(f"its process ended unexpectedly ({status}); there may be too little memory")

    def _rest(self) -> None:
        """Have the process end after a time without a job."""
        if self._process is not None:
            self._resting = Timer(self._idle_s, self._end_if_idle)
            self._resting.daemon = True
            self._resting.start()

    def _end_if_idle(self) -> None:
        if self._one.acquire(blocking=False):
            try:
                self._end()
            finally:
                self._one.release()

    def _too_late(self, late: Event) -> None:
        late.set()
        self._kill()

    def _kill(self) -> None:
        process = self._process
        if process is not None:
            process.kill()

    def _end(self) -> int | None:
        """End the process and give its pipes back; return how it ended, None if there is none."""
        process, self._process = self._process, None
        if process is None:
            return None
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what was not yet written cannot be any more
                pipe.close() if pipe is not None else None
        return process.wait()
