"""Knowledge files -> an answerer, kept on disk between two starts so that the next one need not prove them again.

Does not know what is published or served.
"""

from __future__ import annotations

import logging
import os
import pickle
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import FileError
from .folder import read_files, write_whole

if TYPE_CHECKING:
    from ..core.answering.answerer import Answerer
    from ..core.search.vectors import Vectors

__all__ = ["LIBRARIES", "answerer_of", "cache_key", "open_answerer"]

_log = logging.getLogger(__name__)
_KEPT = 4  # compiled versions in the cache; those not used for longest go first
_CODE = (Path(__file__).parents[1] / "core", Path(__file__).parent)
_VECTORS = "vectors"  # what stands in a kept answerer for the vectors it goes by
LIBRARIES = ("numpy", "PyStemmer", "rapidfuzz", "jellyfish", "pydantic", "PyYAML")
"""What the core is built on, by the names of the packages: another version of one may compile something else."""


def open_answerer(
    folder: Path, *, source: str | None = None, cache: Path | None = None, vectors: Vectors | None = None
) -> Answerer:
    """Return an answerer for a knowledge folder; KnowledgeError with every fault if it is not sound.

    Args as for `answerer_of`.
    """
    return answerer_of(read_files(folder), source=source, cache=cache, vectors=vectors)


def answerer_of(
    files: Mapping[str, bytes], *, source: str | None = None, cache: Path | None = None, vectors: Vectors | None = None
) -> Answerer:
    """Return an answerer for the files of a knowledge base; KnowledgeError with every fault if it is not sound.

    Args:
        source: The id of the only source to answer from; KnowledgeError if there is none of that id.
        cache: A folder of this user's own in which compiled knowledge is kept; None to do without. Whatever cannot be
            read or kept there is compiled again.
        vectors: Where vectors of words come from; None: words alone are gone by. Those of the phrasings are kept, which
            take a second to make; the vectors themselves are not, and given to what is read from the cache.
    """
    kept = None if cache is None else cache / f"{_key_here(files, source, vectors)}.compiled"
    answerer = None if kept is None else _load(kept, vectors)
    if answerer is None:
        answerer = _compile(files, source, vectors)
        if kept is not None:
            _save(kept, answerer, vectors)
    return answerer


def cache_key(
    files: Mapping[str, bytes], source: str | None, *, vectors: str, code: Sequence[Path],
    libraries: Mapping[str, str], python: str,
) -> str:  # fmt: skip
    """Return what compiled knowledge is kept under: any change of what it was made of gives another key.

    Args:
        source: As for `answerer_of`.
        vectors: The version of the vectors that are gone by; "" for words alone.
        code: The folders of the code that compiles, sub-folders included. A file counts as changed when its size or
            time of writing is another.
        libraries: The versions of the libraries that the code uses, by name.
        python: The version of Python.
    """
    digest = sha256(repr((python, source, vectors, sorted(libraries.items()))).encode())
    for name, data in sorted(files.items()):
        digest.update(f"{name}:{len(data)}:".encode())
        digest.update(data)
    for folder in code:
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.parent.name != "__pycache__"):
            stat = path.stat()
            digest.update(f"{path.relative_to(folder).as_posix()}:{stat.st_size}:{stat.st_mtime_ns}:".encode())
    return digest.hexdigest()[:32]


def _key_here(files: Mapping[str, bytes], source: str | None, vectors: Vectors | None) -> str:
    libraries = {name: version(name) for name in LIBRARIES}
    by = "" if vectors is None else vectors.version
    return cache_key(files, source, vectors=by, code=_CODE, libraries=libraries, python=sys.version)


def _compile(files: Mapping[str, bytes], source: str | None, vectors: Vectors | None) -> Answerer:
    from ..core.answering.answerer import Answerer
    from ..core.knowledge.loading import load

    knowledge = load(files)
    return Answerer(knowledge if source is None else knowledge.only(source), vectors=vectors)


class _Pickler(pickle.Pickler):
    """Leaves the vectors out of what is kept: they are large, and read from their package at each start."""

    def __init__(self, file: BytesIO, vectors: Vectors | None) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self._vectors = vectors

    def persistent_id(self, obj: object) -> str | None:
        """Return what stands for the vectors; None for anything else, which is kept as it is."""
        return _VECTORS if obj is self._vectors and obj is not None else None


class _Unpickler(pickle.Unpickler):
    """Puts the vectors back."""

    def __init__(self, file: BytesIO, vectors: Vectors | None) -> None:
        super().__init__(file)
        self._vectors = vectors

    def persistent_load(self, pid: object) -> Vectors:
        """Return what something stands for that was left out."""
        if pid != _VECTORS or self._vectors is None:
            raise pickle.UnpicklingError(f"there is nothing that {pid!r} stands for")
        return self._vectors


def _load(path: Path, vectors: Vectors | None) -> Answerer | None:
    """Return the answerer kept in a file; None if there is none, or none that can be used."""
    try:
        if hasattr(os, "getuid") and path.stat().st_uid != os.getuid():  # unpickling runs what the file's owner likes
            return None
        answerer: Answerer = _Unpickler(BytesIO(path.read_bytes()), vectors).load()
    except FileNotFoundError:
        return None
    except Exception as error:  # whatever is wrong with the file, it is compiled again
        _log.debug("the compiled knowledge %s cannot be used: %r", path, error)
        return None
    with suppress(OSError):
        path.touch()  # what is used stays longer than what is not
    return answerer


def _save(path: Path, answerer: Answerer, vectors: Vectors | None) -> None:
    """Keep an answerer, and of all that are kept those that were used last."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        pickled = BytesIO()
        _Pickler(pickled, vectors).dump(answerer)
        write_whole(path, pickled.getvalue())
        compiled = sorted(path.parent.glob("*.compiled"), key=lambda each: each.stat().st_mtime, reverse=True)
        for old in compiled[_KEPT:]:
            old.unlink(missing_ok=True)
    except (OSError, FileError) as error:
        _log.debug("the compiled knowledge cannot be kept in %s: %s", path.parent, error)
