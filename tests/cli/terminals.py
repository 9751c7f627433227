"""A process in a terminal of its own, a real one: what somebody types, and what they see."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

__all__ = ["ENTER", "Terminal", "in_terminal"]

ENTER = "\r"
_ROWS, _COLUMNS = 30, 100
_TIMEOUT_S = 30
_CONTROL = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\].*?(?:\x07|\x1b\\)|\x1b[=>()][0-9A-B]?|\r")
_WHERE = b"\x1b[6n"  # asks a terminal where the cursor is, which every real one answers


class Terminal:
    """The other end of a terminal in which a process runs."""

    def __init__(self, process: subprocess.Popen[bytes], end: int) -> None:
        self.process, self._end = process, end
        self._read, self._seen = b"", 0

    @property
    def raw(self) -> str:
        """All that came so far, with what steers the terminal."""
        return self._read.decode("utf-8", "replace")

    def types(self, text: str) -> None:
        """Press keys."""
        os.write(self._end, text.encode())

    def shows(self, text: str) -> str:
        """Wait until a text is shown after the last one that was waited for; return what came before it."""
        deadline = time.monotonic() + _TIMEOUT_S
        while (at := self._plain().find(text, self._seen)) < 0:
            assert self._receive(deadline), f"{text!r} is not shown after {self._plain()[self._seen :]!r}"
        before, self._seen = self._plain()[self._seen : at], at + len(text)
        return before

    def ends(self) -> int:
        """Wait until the process ends; return its exit code. What it printed last has come then."""
        while self._receive(time.monotonic() + _TIMEOUT_S):
            pass
        return self.process.wait(_TIMEOUT_S)

    def text(self) -> str:
        """Return all that came so far, without what steers the terminal."""
        return self._plain()

    def _plain(self) -> str:
        return _CONTROL.sub("", self.raw)

    def _receive(self, deadline: float) -> bool:
        """Read some; tell whether anything came before the deadline and the end."""
        ready, _, _ = select.select([self._end], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return False
        try:
            came = os.read(self._end, 65_536)
        except OSError:  # so Linux tells that nobody has the other end any more
            return False
        self._read += came
        if _WHERE in came:
            os.write(self._end, b"\x1b[20;1R")
        return bool(came)


@contextmanager
def in_terminal(
    command: Sequence[str | Path],
    *,
    cwd: Path,
    env: Mapping[str, str],
    only: Sequence[str] = ("stdin", "stdout", "stderr"),
) -> Iterator[Terminal]:
    """Run a command in a terminal of 30 lines of 100 columns; at the end it is killed if it still runs.

    only: Which of stdin, stdout and stderr the terminal is; the others are pipes, of which `process` has the ends.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
    streams = {name: theirs if name in only else subprocess.PIPE for name in ("stdin", "stdout", "stderr")}
    process = subprocess.Popen(
        [*map(str, command)],
        cwd=cwd,
        env={"TERM": "xterm-256color", **env},
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(theirs, termios.TIOCSCTTY, 0),  # so that Ctrl+C interrupts
        **streams,
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()
        os.close(ours)
