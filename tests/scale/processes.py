"""Bots in processes of their own, started, killed and stopped, and what processes take. Linux alone tells that."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.commandline import ROOT

__all__ = ["Bot", "Memory", "cpu_s", "refresh"]

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory in MB. resident: all of it. own: what of it is mapped from no file. worker: of the process that proves."""

    resident: float
    own: float
    worker: float


@dataclass(eq=False)
class Bot:
    """One process of several: `python -m bot run`, again and again. Its log is in its folder."""

    number: int
    folder: Path
    settings: dict[str, str]
    spent_s: float = 0.0
    """The processor's time of those runs that have ended."""
    ended: list[tuple[int, float]] = field(default_factory=list)
    """With which code each run ended, and how many seconds after it was asked to."""
    _process: asyncio.subprocess.Process | None = None

    @property
    def log(self) -> Path:
        return self.folder / "log"

    async def start(self) -> None:
        environ = _environment(self.settings)
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=environ, cwd=self.folder, stderr=log, stdout=log
            )

    async def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal; return the exit code."""
        if self._process is None:
            return 0
        process, self._process = self._process, None
        self.spent_s += cpu_s(process.pid)[0]
        began = time.monotonic()
        if process.returncode is None:
            process.send_signal(number)
        code = await process.wait()
        self.ended.append((code, time.monotonic() - began))
        return code

    def cpu_s(self) -> float:
        """Return the processor's time of all runs so far, in seconds; what is done in its worker is not counted."""
        return self.spent_s + (cpu_s(self._process.pid)[0] if self._process is not None else 0.0)

    def memory(self) -> Memory | None:
        """Return what it takes now; None if it does not run."""
        if self._process is None or self._process.returncode is not None:
            return None
        resident, own = _memory_mb(self._process.pid)
        return Memory(resident, own, sum(_memory_mb(each)[0] for each in _children(self._process.pid)))

    def complaints(self) -> list[str]:
        """Return the lines of its log that are warnings, or worse."""
        if not self.log.exists():
            return []
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return [line for line in lines if any(level in line for level in ("WARNING", "ERROR", "CRITICAL", "Traceback"))]


async def refresh(folder: Path, settings: dict[str, str]) -> str:
    """Publish a knowledge folder from the command line; return what it said. Raises RuntimeError if it did not."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "refresh", "--anyway", "--knowledge", str(folder),
        env=_environment(settings), cwd=folder.parent, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said = (await process.communicate())[0].decode()
    if process.returncode or "published version" not in said:
        raise RuntimeError(f"nothing was published: {said}")
    return said


def _environment(settings: dict[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {"PYTHONPATH": str(ROOT)} | settings


def cpu_s(root: int) -> tuple[float, float]:
    """Return the seconds of the processor's time that a process has had, and that all those below it have had."""
    own, reaped = _times(root)
    below = reaped
    for child in _children(root):
        below += sum(cpu_s(child))
    return own, below


def _times(pid: int) -> tuple[float, float]:
    """Return a process' own time, and that of its children which have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0, 0.0
    user, system, children, of_system = (int(each) / _TICKS for each in fields[11:15])
    return user + system, children + of_system


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, task.read_text(encoding="ascii").split())
        except OSError:
            continue
    return found


def _memory_mb(pid: int) -> tuple[float, float]:
    sizes = {"Rss": 0.0, "Anonymous": 0.0}
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0, 0.0
    for line in lines:
        name, _, rest = line.partition(":")
        if name in sizes:
            sizes[name] = int(rest.split()[0]) / 1024
    return sizes["Rss"], sizes["Anonymous"]
