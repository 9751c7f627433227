"""A real `python -m bot run` on the loopback Discord, to be stopped by signals. Knows no test framework."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.commandline import ROOT
from tests.loopback import Loopback

__all__ = ["Ended", "Process", "running"]


@dataclass(frozen=True)
class Ended:
    """How a process ended. seconds: how long after it was asked to. logged: what it wrote to standard error."""

    code: int | None
    seconds: float
    logged: str


class Process:
    """The bot in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._began = 0.0
        self._logged = asyncio.create_task(self._read())

    def send(self, number: int = signal.SIGTERM) -> None:
        self._began = self._began or time.monotonic()
        self._process.send_signal(number)

    async def ended(self) -> Ended:
        logged = await asyncio.wait_for(self._logged, 30)
        code = await self._process.wait()
        return Ended(code, time.monotonic() - self._began, logged)

    async def stop(self, number: int = signal.SIGTERM) -> Ended:
        self.send(number)
        return await self.ended()

    async def _read(self) -> str:
        assert self._process.stderr is not None
        return (await self._process.stderr.read()).decode()


@asynccontextmanager
async def running(loopback: Loopback, folder: Path, url: str, **environ: str) -> AsyncIterator[Process]:
    """Start the bot; kill it at the end, if it is still there."""
    settings = {name: os.environ[name] for name in ("PATH", "CACHE_DIR", "HOME") if name in os.environ}
    settings |= {"KNOWLEDGE_DIR": str(folder), "SEMANTIC": "off", "DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    settings |= {"DISCORD_API": loopback.api, "DISCORD_TOKEN": loopback.token, **environ}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "error::ResourceWarning", "-m", "bot", "run", env=settings, cwd=folder.parent,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield Process(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
