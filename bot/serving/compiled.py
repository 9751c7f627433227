"""Knowledge files -> an answerer, kept on disk between two starts so that the next one need not prove them again.

Does not know what is published or served.
"""

from __future__ import annotations

import logging
import os
import pickle
import sys
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import FileError
from .folder import read_files, write_whole

if TYPE_CHECKING:
    from ..core.answering.answerer import Answerer

__all__ = ["LIBRARIES", "answerer_of", "cache_key", "open_answerer"]

_log = logging.getLogger(__name__)
_KEPT = 4  # compiled versions in the cache; the oldest go first
_CODE = Path(__file__).parents[1] / "core"
LIBRARIES = ("numpy", "PyStemmer", "rapidfuzz", "jellyfish", "pydantic", "PyYAML")
"""What the core is built on, by the names of the packages: another version of one may compile something else."""


def open_answerer(folder: Path, *, source: str | None = None, cache: Path | None = None) -> Answerer:
    """Return an answerer for a knowledge folder; KnowledgeError with every fault if it is not sound.

    Args as for `answerer_of`.
    """
    return answerer_of(read_files(folder), source=source, cache=cache)


def answerer_of(files: Mapping[str, bytes], *, source: str | None = None, cache: Path | None = None) -> Answerer:
    """Return an answerer for the files of a knowledge base; KnowledgeError with every fault if it is not sound.

    Args:
        source: The id of the only source to answer from; KnowledgeError if there is none of that id.
        cache: A folder of this user's own in which compiled knowledge is kept; None to do without. Whatever cannot be
            read or kept there is compiled again.
    """
    kept = None if cache is None else cache / f"{_key_here(files, source)}.compiled"
    answerer = None if kept is None else _load(kept)
    if answerer is None:
        answerer = _compile(files, source)
        if kept is not None:
            _save(kept, answerer)
    return answerer


def cache_key(
    files: Mapping[str, bytes], source: str | None, *, code: Path, libraries: Mapping[str, str], python: str
) -> str:
    """Return what compiled knowledge is kept under: any change of what it was made of gives another key.

    Args:
        source: As for `answerer_of`.
        code: The folder of the code that compiles, sub-folders included. A file counts as changed when its size or
            time of writing is another.
        libraries: The versions of the libraries that the code uses, by name.
        python: The version of Python.
    """
    digest = sha256(repr((python, source, sorted(libraries.items()))).encode())
    for name, data in sorted(files.items()):
        digest.update(f"{name}:{len(data)}:".encode())
        digest.update(data)
    for path in sorted(path for path in code.rglob("*") if path.is_file() and path.parent.name != "__pycache__"):
        stat = path.stat()
        digest.update(f"{path.relative_to(code).as_posix()}:{stat.st_size}:{stat.st_mtime_ns}:".encode())
    return digest.hexdigest()[:32]


def _key_here(files: Mapping[str, bytes], source: str | None) -> str:
    libraries = {name: version(name) for name in LIBRARIES}
    return cache_key(files, source, code=_CODE, libraries=libraries, python=sys.version)


def _compile(files: Mapping[str, bytes], source: str | None) -> Answerer:
    from ..core.answering.answerer import Answerer
    from ..core.knowledge.loading import load

    knowledge = load(files)
    return Answerer(knowledge if source is None else knowledge.only(source))


def _load(path: Path) -> Answerer | None:
    """Return the answerer kept in a file; None if there is none, or none that can be used."""
    try:
        if hasattr(os, "getuid") and path.stat().st_uid != os.getuid():  # unpickling runs what the file's owner likes
            return None
        answerer: Answerer = pickle.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except Exception as error:  # whatever is wrong with the file, it is compiled again
        _log.debug("the compiled knowledge %s cannot be used: %r", path, error)
        return None
    return answerer


def _save(path: Path, answerer: Answerer) -> None:
    """Keep an answerer, and of all that are kept the latest few."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, pickle.dumps(answerer, protocol=pickle.HIGHEST_PROTOCOL))
        compiled = sorted(path.parent.glob("*.compiled"), key=lambda each: each.stat().st_mtime, reverse=True)
        for old in compiled[_KEPT:]:
            old.unlink(missing_ok=True)
    except (OSError, FileError) as error:
        _log.debug("the compiled knowledge cannot be kept in %s: %s", path.parent, error)
