"""Reading a document in a process of its own: a document is hostile until it was read.

The process has a deadline and a limit of memory, and can write no file. What it read comes back as JSON, which cannot
do anything.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..errors import DocumentError
from .text import Block, DocumentText

__all__ = ["DEADLINE_S", "MEMORY_MIB", "read_data_apart", "read_document_apart"]

DEADLINE_S = 120.0
MEMORY_MIB = 1024  # of addresses; where the system knows no such limit, the deadline stands alone
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
    command = [sys.executable, "-B", "-m", _MODULE, name, str(int(deadline_s) + 1)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=deadline_s, cwd=_HOME, check=False)
    except subprocess.TimeoutExpired as late:
        raise DocumentError(f"{name}: it could not be read in {deadline_s:.0f} s: give a part of it") from late
    answer: dict[str, Any] = {}
    with suppress(ValueError):
        answer = json.loads(done.stdout)
    if "blocks" in answer:
        blocks = tuple(Block(**{**each, "notes": tuple(each["notes"])}) for each in answer["blocks"])
        return DocumentText(blocks, answer["title"], answer["published"], tuple(answer["warnings"]))
    if "wrong" in answer:
        raise DocumentError(answer["wrong"])
    memory = done.returncode == 3 or b"MemoryError" in done.stderr or b"std::bad_alloc" in done.stderr
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


def _main(name: str, seconds: str) -> int:
    import logging

    from ..errors import VerbatimError
    from .reading import read_document

    _limit(int(seconds))
    logging.disable(logging.CRITICAL)  # libraries complain of what they mend
    try:
        read = read_document(name, sys.stdin.buffer.read())
        answer = asdict(read)
    except VerbatimError as wrong:
        answer = {"wrong": str(wrong)}
    except MemoryError:
        return 3
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
