"""The knowledge folder on disk: reading its files, and bringing it to other contents."""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from glob import escape
from pathlib import Path

from ..errors import Fault, FileError, KnowledgeError

__all__ = ["MAX_FILE_BYTES", "place_of", "read_files", "write_files", "write_whole"]

_LEFT_S = 600.0  # after which nobody writes a temporary file any more
_FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,100}\.(yaml|fingerprint)")
MAX_FILE_BYTES = 1_000_000
"""How large a knowledge file may be that comes from elsewhere; the largest we know of is a tenth of it."""


def place_of(name: str) -> str | None:
    """Return where a file of that name stands in a knowledge folder; None if it can be no knowledge file."""
    if not _FILE_NAME.fullmatch(name):
        return None
    return name if name.endswith(".yaml") else f"sources/{name}"


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the contents of the knowledge files of a folder by name, as `core.loading.load` takes them.

    Raises KnowledgeError if there is no such folder, or a file cannot be read.
    """
    if not folder.is_dir():
        raise KnowledgeError([Fault(str(folder), 0, 0, "there is no such folder", "give a knowledge folder")])
    found, faults = {}, []
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml"), *folder.glob("sources/*.fingerprint")]):
        name = path.relative_to(folder).as_posix()
        if name.endswith(".yml"):
            faults.append(Fault(name, 0, 0, "the file's name ends in .yml", "rename it to .yaml"))
            continue
        try:
            found[name] = path.read_bytes()
        except OSError as error:
            faults.append(Fault(name, 0, 0, f"the file cannot be read: {error.strerror}", "see to its permissions"))
    if faults:
        raise KnowledgeError(faults)
    return found


def write_files(
    folder: Path, files: Mapping[str, bytes], over: Iterable[Mapping[str, bytes]] | None = None
) -> tuple[str, ...]:
    """Bring the knowledge files of a folder to these contents, each whole or not at all; others are taken away.

    Args:
        over: Knowledge bases that are kept elsewhere. A file that holds anything else, to the last moment, was edited
            by somebody: it is left as it is. None: all are overwritten.

    Return the names of the files that were left. Raises FileError for the first that cannot be written, and
    KnowledgeError if the folder cannot be read.
    """
    there = read_files(folder)
    bases = None if over is None else [*over, files]
    left = []
    for name in sorted(there.keys() | files.keys()):
        kept = None if bases is None else [base[name] for base in bases if name in base]
        path = folder / name
        if name not in files:
            try:
                if kept is None or path.read_bytes() in kept:
                    path.unlink(missing_ok=True)
                else:
                    left.append(name)
            except FileNotFoundError:
                continue
            except OSError as error:
                raise FileError(f"{path} cannot be taken away: {error.strerror}; see to its permissions") from None
        elif there.get(name) != files[name]:
            try:
                path.parent.mkdir(exist_ok=True)
            except OSError as error:
                raise FileError(f"{path.parent} cannot be created: {error.strerror}; see to its permissions") from None
            if not write_whole(path, files[name], over=kept):
                left.append(name)
    _sweep(folder, files)
    return tuple(left)


def write_whole(path: Path, data: bytes, *, over: Collection[bytes] | None = None) -> bool:
    """Write a file so that it is there whole or not at all. FileError if it cannot be written.

    over: what it may hold now to be overwritten; None: anything. Return whether it was written.
    """
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # else a power cut can leave an empty file under the new name
        temporary.chmod(0o644)
        if over is not None and path.exists() and path.read_bytes() not in over:
            temporary.unlink()
            return False
        temporary.replace(path)
        return True
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise FileError(f"{path} cannot be written: {error.strerror}; see to the folder and its permissions") from None


def _sweep(folder: Path, names: Iterable[str]) -> None:
    """Take away what a process that was killed has left of its temporary files."""
    for name in names:
        path = folder / name
        for left in path.parent.glob(f".{escape(path.name)}.????????"):
            with suppress(OSError):
                if time.time() - left.stat().st_mtime > _LEFT_S:  # else somebody may be writing it now
                    left.unlink()
