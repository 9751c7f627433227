"""The knowledge folder on disk: reading its files, and bringing it to other contents."""

from __future__ import annotations

import os
import stat
import tempfile
import time
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ..core.knowledge.naming import is_knowledge_file, left_alone, misnamed
from ..errors import Fault, FileError, KnowledgeError

__all__ = ["read_files", "write_files", "write_whole"]

_LEFT_S = 600.0  # after which nobody writes a temporary file any more
_MAX_DEPTH = 3  # folders inside one another that are looked through


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the contents of the knowledge files of a folder by name, as `core.loading.load` takes them.

    Raises KnowledgeError if there is no such folder, a file cannot be read, or one looks like a knowledge file and is
    named otherwise.
    """
    if not folder.is_dir():
        raise KnowledgeError([Fault(str(folder), 0, 0, "there is no such folder", "give a knowledge folder")])
    found: dict[str, bytes] = {}
    faults: list[Fault] = []
    names = _names(folder, faults)
    for name in sorted(names):
        if not is_knowledge_file(name):
            faults += filter(None, [misnamed(name, names)])
            continue
        try:
            if not stat.S_ISREG((folder / name).stat().st_mode):  # a pipe would be waited for without end
                faults.append(Fault(name, 0, 0, "this is no plain file", "put a file in its place, or take it away"))
                continue
            found[name] = (folder / name).read_bytes()
        except OSError as error:
            faults.append(Fault(name, 0, 0, f"the file cannot be read: {error.strerror}", "check its permissions"))
    if faults:
        raise KnowledgeError(faults)
    return found


def _names(folder: Path, faults: list[Fault]) -> set[str]:
    """Return the paths of the files in a folder. What cannot be looked into is added to the faults."""

    def unreadable(error: OSError) -> None:
        name = Path(error.filename).relative_to(folder).as_posix()
        faults.append(Fault(name, 0, 0, f"the folder cannot be read: {error.strerror}", "check its permissions"))

    names = set()
    for top, folders, files in os.walk(folder, onerror=unreadable, followlinks=True):
        inside = Path(top).relative_to(folder)
        names |= {(inside / file).as_posix() for file in files}
        deep = len(inside.parts) >= _MAX_DEPTH  # and so links in a circle do no harm
        folders[:] = [] if deep else [each for each in folders if not left_alone((inside / each / "x").as_posix())]
    return names


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
        if not is_knowledge_file(name):
            raise FileError(f"{name!r} is not written: it is not the name of a knowledge file")
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
                raise FileError(f"{path} cannot be deleted: {error.strerror}; check its permissions") from None
        elif there.get(name) != files[name]:
            try:
                path.parent.mkdir(exist_ok=True)
            except OSError as error:
                raise FileError(f"{path.parent} cannot be created: {error.strerror}; check its permissions") from None
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
        raise FileError(f"{path} cannot be written: {error.strerror}; check the folder and its permissions") from None


def _sweep(folder: Path, names: Iterable[str]) -> None:
    """Take away what a process that was killed has left of its temporary files."""
    paths = {folder / name for name in names}
    for place in {path.parent for path in paths}:
        for left in place.glob(".?*.????????"):
            if place / left.name[1:-9] not in paths:
                continue
            with suppress(OSError):
                if time.time() - left.stat().st_mtime > _LEFT_S:  # else somebody may be writing it now
                    left.unlink()
