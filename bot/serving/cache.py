"""A folder of this user's own for what can be made again. Nothing is ever read from it that another user wrote.

What is kept there is unpickled, and unpickling runs what whoever wrote it likes. So the folder is opened without
following a link and everything is done through that one descriptor: it must be this user's, and nobody else's to look
into or write to. A file must be a plain one, this user's and nobody else's, which is asked of the file that is open and
then read; what lies under its name the moment after does not matter.
"""

from __future__ import annotations

import logging
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from secrets import token_hex
from typing import IO

__all__ = ["Cache"]

_log = logging.getLogger(__name__)
_FOLDER = "compiled"
_KEPT = 4  # files; those not used for longest go first
_LEFT_S = 600.0  # after which nobody writes a temporary file any more
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_TELLS_OWNERS = hasattr(os, "geteuid") and os.open in os.supports_dir_fd
_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class _NotOursError(OSError):
    """A folder or file that somebody else could have written."""


class Cache:
    """Keeps the files that were used last. Whatever cannot be read or kept is as if it had never been there.

    Where the system cannot tell whose a file is (Windows), only a folder within the user's own is used.

    Args:
        folder: In it lies the folder of the cache, so that this one may be anybody's.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FOLDER

    def read(self, name: str) -> memoryview | None:
        """Return what is kept under a name; None if there is nothing, or somebody else could have written it.

        It is not read but mapped into memory: processes share what they use of it, and it stays as it is, even if it
        is no longer kept.
        """
        try:
            with self._opened() as folder:
                data = folder.read(name)
                folder.touch(name)  # what is used stays longer than what is not
                return data
        except FileNotFoundError:
            return None
        except OSError as error:
            self._tell(error, "read")
            return None

    def write(self, name: str, data: bytes) -> None:
        """Keep something under a name, whole or not at all."""
        try:
            self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._opened() as folder:
                folder.write(name, data)
                folder.sweep()
        except OSError as error:
            self._tell(error, "written")

    @contextmanager
    def _opened(self) -> Iterator[_Folder]:
        """Open the folder, if it may be used; _NotOursError if not."""
        if not _TELLS_OWNERS:
            if Path.home() not in self._path.absolute().parents:
                raise _NotOursError("whose it is cannot be told here; set CACHE_DIR to a folder within your own")
            yield _Folder(self._path, None)
            return
        descriptor = os.open(self._path, os.O_RDONLY | os.O_DIRECTORY | _PLAIN)
        try:
            _admit(os.fstat(descriptor), f"take {self._path} away, or set CACHE_DIR to another folder")
            yield _Folder(self._path, descriptor)
        finally:
            os.close(descriptor)

    def _tell(self, error: OSError, what: str) -> None:
        level = logging.WARNING if isinstance(error, _NotOursError) else logging.DEBUG
        _log.log(level, "the cache %s is not %s: %s", self._path, what, error)


class _Folder:
    """A folder that is open. descriptor: None where the system has none; then it is gone by its path."""

    def __init__(self, path: Path, descriptor: int | None) -> None:
        self._path, self._descriptor = path, descriptor

    def read(self, name: str) -> memoryview:
        """Return what a file holds; _NotOursError if somebody else could have written it."""
        with self._open(name, os.O_RDONLY, "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise _NotOursError(f"{name} is no plain file; take it away")
            if self._descriptor is not None:
                _admit(found, f"take {name} away")
            return memoryview(mmap(file.fileno(), 0, access=ACCESS_READ) if found.st_size else b"")

    def touch(self, name: str) -> None:
        """Note that a file was used."""
        with suppress(OSError):
            os.utime(self._place(name), dir_fd=self._descriptor)

    def write(self, name: str, data: bytes) -> None:
        """Write a file, whole or not at all."""
        temporary = f".{name}.{token_hex(4)}"
        try:
            with self._open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())  # else a power cut can leave a file of zeros under the new name
            to, by = self._place(name), self._descriptor
            os.replace(self._place(temporary), to, src_dir_fd=by, dst_dir_fd=by)
        except OSError:
            self._take_away(temporary)
            raise

    def sweep(self) -> None:
        """Take away what was not used for longest, and what a process that was killed has left."""
        kept = []
        for name in os.listdir(self._path if self._descriptor is None else self._descriptor):  # noqa: PTH208 - the same
            with suppress(FileNotFoundError):
                used = os.stat(self._place(name), dir_fd=self._descriptor, follow_symlinks=False).st_mtime
                if not name.startswith("."):
                    kept.append((used, name))
                elif time.time() - used > _LEFT_S:
                    self._take_away(name)
        for _, name in sorted(kept, reverse=True)[_KEPT:]:
            self._take_away(name)

    def _open(self, name: str, flags: int, mode: str) -> IO[bytes]:
        return os.fdopen(os.open(self._place(name), flags | _PLAIN, 0o600, dir_fd=self._descriptor), mode)

    def _take_away(self, name: str) -> None:
        with suppress(OSError):
            os.unlink(self._place(name), dir_fd=self._descriptor)

    def _place(self, name: str) -> str | Path:
        return self._path / name if self._descriptor is None else name


def _admit(found: os.stat_result, remedy: str) -> None:
    """Raise _NotOursError if what was opened is not this user's, or somebody else may look into it or write to it."""
    if found.st_uid != os.geteuid():
        raise _NotOursError(f"it belongs to the user {found.st_uid}; {remedy}")
    if found.st_mode & _OTHERS:
        raise _NotOursError(f"its mode is {stat.S_IMODE(found.st_mode):o}, so it is others' too; {remedy}")
