"""Reading a document in a process of its own: a document is hostile until it was read.

The process has a deadline and a limit of memory, and can write no file. What it read comes back as JSON, which cannot
do anything.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..errors import DocumentError
from ..settings import harmless_environment
from .text import Block, DocumentText

__all__ = ["DEADLINE_S", "MEMORY_MIB", "answer_apart", "read_data_apart", "read_document_apart", "serve_apart"]

DEADLINE_S = 120.0
MEMORY_MIB = 1024  # of addresses; where the system knows no such limit, the deadline stands alone
_PIECE = 65_536  # bytes
_HOME = Path(__file__).parents[2]
_MODULE = f"{__package__}.apart"


def read_document_apart(path: Path, *, deadline_s: float = DEADLINE_S) -> DocumentText:
    """Read the document in a file. DocumentError says in one line why it cannot be read."""
    from .reading import KINDS, LARGEST_MB

    most = LARGEST_MB * 1_000_000
    try:
        if not path.is_file():  # a pipe or a device may never end
            path.stat()
            raise DocumentError(f"{path}: it is no ordinary file: give {KINDS}")
        with path.open("rb") as file:
            data = file.read(most + 1)
        size = path.stat().st_size
    except OSError as wrong:
        raise DocumentError(f"{path}: it cannot be read: {wrong.strerror or wrong}") from wrong
    if len(data) > most:
        raise DocumentError(
            f"{path.name}: it has {size // 1_000_000} MB, and at most {LARGEST_MB} are read: give a part of it"
        )
    return read_data_apart(path.name, data, deadline_s=deadline_s)


def read_data_apart(name: str, data: bytes, *, deadline_s: float = DEADLINE_S) -> DocumentText:
    """Read a document that somebody sent. Blocks until it was read: call it from a thread where others wait."""
    try:
        done = subprocess.run(
            _command(_MODULE, name, deadline_s), input=data, capture_output=True, timeout=deadline_s, cwd=_HOME,
            env=harmless_environment(), check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        raise _late(name, deadline_s) from late
    answer = _answer(name, done.stdout, done.stderr, done.returncode)
    blocks = tuple(Block(**{**each, "notes": tuple(each["notes"])}) for each in answer["blocks"])
    return DocumentText(blocks, answer["title"], answer["published"], tuple(answer["warnings"]))


async def answer_apart(module: str, name: str, *data: bytes, deadline_s: float = DEADLINE_S) -> dict[str, Any]:
    """Let a module do something with a document in a process of its own, and return what it answers.

    The process ends with whoever waits for it, and knows no secret of the environment.

    Args:
        module: The module; it calls `serve_apart`.
        name: The document's name, for what is said of it.
        data: What the module is given, one after the other.
        deadline_s: How long it may take.

    Raises DocumentError, which says in one line what went wrong.
    """
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *_command(module, name, deadline_s), stdin=pipe, stdout=pipe, stderr=pipe, cwd=_HOME, env=harmless_environment()
    )
    try:
        async with asyncio.timeout(deadline_s):
            given, said, complained = process.stdin, process.stdout, process.stderr
            assert given is not None  # there is a pipe for each
            assert said is not None
            assert complained is not None
            out, err, _ = await asyncio.gather(said.read(), complained.read(), _hand_over(given, data))
            await process.wait()
    except TimeoutError as late:
        raise _late(name, deadline_s) from late
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return _answer(name, out, err, process.returncode)


async def _hand_over(stdin: asyncio.StreamWriter, parts: Sequence[bytes]) -> None:
    """Write parts piece by piece, so that no second copy of a large one is held."""
    with suppress(BrokenPipeError, ConnectionResetError):  # the process has ended: what it said tells why
        for part in parts:
            for start in range(0, len(part), _PIECE):
                stdin.write(part[start : start + _PIECE])
                await stdin.drain()
        stdin.close()
        await stdin.wait_closed()


def serve_apart(work: Callable[[str, bytes], dict[str, Any]], name: str, seconds: str) -> int:
    """Answer `answer_apart` with what some work makes of a document's name and data; return the exit code."""
    import logging

    from ..errors import VerbatimError

    _limit(int(seconds))
    logging.disable(logging.CRITICAL)  # libraries complain of what they mend
    try:
        answer = work(name, sys.stdin.buffer.read())
    except VerbatimError as wrong:
        answer = {"wrong": str(wrong)}
    except MemoryError:
        return 3
    sys.stdout.write(json.dumps(answer))
    return 0


def _command(module: str, name: str, deadline_s: float) -> list[str]:
    return [sys.executable, "-B", "-m", module, name, str(int(deadline_s) + 1)]


def _late(name: str, deadline_s: float) -> DocumentError:
    return DocumentError(f"{name}: it could not be read in {deadline_s:.0f} s: give a part of it")


def _answer(name: str, out: bytes, err: bytes, code: int | None) -> dict[str, Any]:
    """Return what a process has answered. DocumentError if that is what is wrong, or if it has not answered."""
    answer: dict[str, Any] = {}
    with suppress(ValueError):
        answer = json.loads(out)
    if "wrong" in answer:
        raise DocumentError(answer["wrong"])
    if answer:
        return answer
    memory = code == 3 or b"MemoryError" in err or b"std::bad_alloc" in err
    why = f"it needs more than {MEMORY_MIB} MiB of memory" if memory else "it is damaged"
    raise DocumentError(f"{name}: {why}: open it in the program that made it, and save it again, or give a part of it")


def _limit(seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0))
    for which, most in ((resource.RLIMIT_AS, MEMORY_MIB * 2**20), *limits):
        with suppress(ValueError, OSError):  # a lower limit was set already, or the system knows none
            resource.setrlimit(which, (most, most))


def _read(name: str, data: bytes) -> dict[str, Any]:
    from .reading import read_document

    return asdict(read_document(name, data))


if __name__ == "__main__":
    sys.exit(serve_apart(_read, *sys.argv[1:]))
