"""What runs in the process of a Worker: proves, checks and compares knowledge bases, one job after the other.

Ends when its pipe is closed. Should nobody be there to end it, it ends by itself some seconds after the job was due.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ..errors import Fault, KnowledgeError
from ..settings import limit_threads
from .frames import receive, send

if TYPE_CHECKING:
    from ..core.answering.answerer import Answerer
    from ..core.answering.reply_changes import Replies

__all__ = ["JOBS", "SetUp", "main"]

_GRACE_S = 5
_REMEMBERED = 2  # answerers: what is served, and what is to be
_Files = Mapping[str, bytes]
_Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class SetUp:
    """What a worker is told first.

    cache: As for `compiled.answerer_of`.
    semantic: Whether vectors of words are gone by.
    within_s: How long a job may take.
    """

    cache: Path | None
    semantic: bool
    within_s: float


def main() -> None:
    """Do jobs until there are none any more. Standard output is the pipe, so nothing else may write there."""
    limit_threads()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _be_the_first_to_go()
    with suppress(EOFError, BrokenPipeError):
        set_up: SetUp = receive(sys.stdin.buffer)
        work = _Work(set_up)
        send(answers, ("ready",))
        while True:
            job, given = receive(sys.stdin.buffer)
            _end_after(set_up.within_s + _GRACE_S)
            send(answers, _done(JOBS[job], work, given, answers))
            _end_after(0)


def _done(job: Callable[..., object], work: _Work, given: tuple[Any, ...], answers: IO[bytes]) -> tuple[str, object]:
    """Return what becomes of a job: ("done", what it returns) or ("faulty", the faults)."""
    try:
        return "done", job(work, *given, tell=lambda done, total: send(answers, ("told", done, total)))
    except KnowledgeError as error:
        return "faulty", error.faults
    except (RecursionError, MemoryError) as error:
        return "overdone", type(error).__name__


def _be_the_first_to_go() -> None:
    """Where memory runs out, let the system end this process, and not the one that answers people."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


def _end_after(seconds: float) -> None:
    """Have the system end this process after that time, whatever it is in the middle of; 0: no longer."""
    if hasattr(signal, "alarm"):
        signal.alarm(round(seconds))


class _Work:
    """Remembers the answerers that it was asked for last."""

    def __init__(self, set_up: SetUp) -> None:
        from .word_vectors import load_vectors

        self.vectors = load_vectors(set_up.semantic)
        self._cache = set_up.cache
        self._known: dict[str, Answerer] = {}

    def answerer(self, files: _Files) -> Answerer:
        """Return the answerer of files. KnowledgeError with every fault if there are any."""
        from ..core.knowledge.loading import version_of
        from .compiled import answerer_of

        version = version_of(files)
        found = self._known.pop(version, None) or answerer_of(files, cache=self._cache, vectors=self.vectors)
        self._known[version] = found
        while len(self._known) > _REMEMBERED:
            del self._known[next(iter(self._known))]
        return found


def _prove(work: _Work, files: _Files, *, tell: _Tell) -> bytes:
    from .compiled import packed

    return packed(work.answerer(files), work.vectors)


def _check(work: _Work, files: _Files, min_right: float, *, tell: _Tell) -> tuple[Fault, ...]:
    from ..core.answering.acceptance import check_questions

    return check_questions(work.answerer(files), min_right=min_right, tell=tell).faults


def _compare(work: _Work, before: _Files, after: _Files, *, tell: _Tell) -> Replies:
    from ..core.answering.reply_changes import compare

    return compare(work.answerer(before), work.answerer(after), tell=tell)


JOBS: Mapping[str, Callable[..., object]] = {"prove": _prove, "check": _check, "compare": _compare}
"""What a worker can do, by name."""
