"""The knowledge folder on disk -> its files' contents, and an answerer made of them."""

from __future__ import annotations

import logging
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.knowledge.naming import is_knowledge_file, left_alone, misnamed
from ..errors import Fault, FileError, KnowledgeError

if TYPE_CHECKING:
    from ..core.answering.answerer import Answerer

__all__ = ["answerer_of", "open_answerer", "read_files", "write_files", "write_whole"]

_log = logging.getLogger(__name__)
_KEPT = 4  # compiled versions kept in the cache
# Libraries whose other versions would compile something else.
_COMPILED_WITH = ("numpy", "PyStemmer", "rapidfuzz", "jellyfish", "pydantic", "PyYAML")
_CODE = (".py", ".txt")
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
            found[name] = (folder / name).read_bytes()
        except OSError as error:
            faults.append(Fault(name, 0, 0, f"the file cannot be read: {error.strerror}", "see to its permissions"))
    if faults:
        raise KnowledgeError(faults)
    return found


def _names(folder: Path, faults: list[Fault]) -> set[str]:
    """Return the paths of the files in a folder. What cannot be looked into is added to the faults."""

    def unreadable(error: OSError) -> None:
        name = Path(error.filename).relative_to(folder).as_posix()
        faults.append(Fault(name, 0, 0, f"the folder cannot be read: {error.strerror}", "see to its permissions"))

    names = set()
    for top, folders, files in os.walk(folder, onerror=unreadable, followlinks=True):
        inside = Path(top).relative_to(folder)
        names |= {(inside / file).as_posix() for file in files}
        deep = len(inside.parts) >= _MAX_DEPTH  # and so links in a circle do no harm
        folders[:] = [] if deep else [each for each in folders if not left_alone((inside / each / "x").as_posix())]
    return names


def open_answerer(folder: Path, *, source: str | None = None, cache: Path | None = None) -> Answerer:
    """Return an answerer for a knowledge folder; KnowledgeError with every fault if it is not sound.

    Args as for `answerer_of`.
    """
    return answerer_of(read_files(folder), source=source, cache=cache)


def answerer_of(files: Mapping[str, bytes], *, source: str | None = None, cache: Path | None = None) -> Answerer:
    """Return an answerer for the files of a knowledge base; KnowledgeError with every fault if it is not sound.

    Args:
        source: The id of the only source to answer from; KnowledgeError if there is none of that id.
        cache: A folder of this user's in which the compiled knowledge is kept, so that the next start need not
            read and prove it again; None to do without. What cannot be kept or read there is done anew.
    """
    kept = _kept(cache, files, source) if cache is not None else None
    if kept is not None:
        answerer = _load(kept)
        if answerer is not None:
            return answerer
    from ..core.answering.answerer import Answerer
    from ..core.knowledge.loading import load

    knowledge = load(files)
    if source is not None:
        knowledge = knowledge.only(source)
    answerer = Answerer(knowledge)
    if kept is not None:
        _save(kept, answerer)
    return answerer


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
            raise FileError(f"{name!r} is not written: no knowledge file is named so")
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
    paths = {folder / name for name in names}
    for place in {path.parent for path in paths}:
        for left in place.glob(".?*.????????"):
            if place / left.name[1:-9] not in paths:
                continue
            with suppress(OSError):
                if time.time() - left.stat().st_mtime > _LEFT_S:  # else somebody may be writing it now
                    left.unlink()


def _kept(cache: Path, files: Mapping[str, bytes], source: str | None) -> Path:
    """Return the cache file for these contents, code, libraries and Python: any change of them is another file."""
    from hashlib import sha256
    from importlib.metadata import version

    digest = sha256(repr((sys.version, source, [version(name) for name in _COMPILED_WITH])).encode())
    for name, data in sorted(files.items()):
        digest.update(f"{name}:{len(data)}:".encode())
        digest.update(data)
    code = Path(__file__).parents[1]
    for path in sorted(path for path in (code / "core").rglob("*") if path.suffix in _CODE):
        stat = path.stat()
        digest.update(f"{path.relative_to(code).as_posix()}:{stat.st_size}:{stat.st_mtime_ns}:".encode())
    return cache / f"{digest.hexdigest()[:32]}.compiled"


def _load(path: Path) -> Answerer | None:
    try:
        if hasattr(os, "getuid") and path.stat().st_uid != os.getuid():  # somebody else's file is nothing to unpickle
            return None
        answerer: Answerer = pickle.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except Exception as error:  # whatever is wrong with the file, it is made anew
        _log.debug("the compiled knowledge %s cannot be used: %r", path, error)
        return None
    return answerer


def _save(path: Path, answerer: Answerer) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, pickle.dumps(answerer, protocol=pickle.HIGHEST_PROTOCOL))
        compiled = sorted(path.parent.glob("*.compiled"), key=lambda each: each.stat().st_mtime, reverse=True)
        for old in compiled[_KEPT:]:
            old.unlink(missing_ok=True)
    except (OSError, FileError) as error:
        _log.debug("the compiled knowledge cannot be kept in %s: %s", path.parent, error)
