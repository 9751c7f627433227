"""Knowledge files -> an answerer, kept on disk between two starts so that the next one need not prove them again.

Does not know what is published or served.
"""

from __future__ import annotations

import logging
import pickle
import struct
import sys
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from .cache import Cache
from .folder import read_files

if TYPE_CHECKING:
    from ..core.answering.answerer import Answerer
    from ..core.search.vectors import Vectors

__all__ = ["LIBRARIES", "answerer_of", "cache_key", "kept_answerer", "open_answerer", "packed", "unpacked"]

_log = logging.getLogger(__name__)
_CODE = (Path(__file__).parents[1] / "core", Path(__file__).parent)
_VECTORS = "vectors"  # what stands in a kept answerer for the vectors it goes by
_EVERY = 64  # bytes: each array begins at a multiple of it, where processors read fastest
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
    answerer = kept_answerer(files, source=source, cache=cache, vectors=vectors)
    if answerer is None:
        answerer = _compile(files, source, vectors)
        if cache is not None:
            Cache(cache).write(_name(files, source, vectors), packed(answerer, vectors))
            # what is mapped is shared with other processes, and what was used to make it goes
            answerer = kept_answerer(files, source=source, cache=cache, vectors=vectors) or answerer
    return answerer


def kept_answerer(
    files: Mapping[str, bytes], *, source: str | None = None, cache: Path | None = None, vectors: Vectors | None = None
) -> Answerer | None:
    """Return the answerer for files that the cache has; None if it has none, or none that can be used.

    Args as for `answerer_of`. Takes a tenth of a second for a large base.
    """
    data = None if cache is None else Cache(cache).read(_name(files, source, vectors))
    if data is None:
        return None
    try:
        return unpacked(data, vectors)
    except Exception as error:  # whatever is wrong with it, it is compiled again
        _log.debug("a compiled knowledge base in %s cannot be used: %r", cache, error)
        return None


def packed(answerer: Answerer, vectors: Vectors | None) -> bytes:
    """Return an answerer as bytes, the vectors that it goes by left out.

    They are a head of whole numbers of eight bytes (how many arrays there are, the length of what is pickled, the
    length of each array), what is pickled, and the arrays as they lie in memory, to be used where they are.
    """
    arrays: list[pickle.PickleBuffer] = []
    pickled = BytesIO()
    _Pickler(pickled, vectors, arrays.append).dump(answerer)
    lengths = [pickled.tell(), *(array.raw().nbytes for array in arrays)]
    made = BytesIO()
    made.write(struct.pack(f"<{1 + len(lengths)}Q", len(arrays), *lengths))
    made.write(pickled.getbuffer())
    for array in arrays:
        made.write(bytes(-made.tell() % _EVERY))
        made.write(array.raw())
    return made.getvalue()


def unpacked(data: bytes | memoryview, vectors: Vectors | None) -> Answerer:
    """Return the answerer that was packed; it holds on to the data, whose arrays it uses where they are.

    The bytes must be this program's own: they run what their maker likes.
    """
    view = memoryview(data)
    (count,) = struct.unpack_from("<Q", view)
    length, *sizes = struct.unpack_from(f"<{1 + count}Q", view, 8)
    at = 8 * (2 + count)
    pickled = view[at : at + length]
    at += length
    arrays = []
    for size in sizes:
        at += -at % _EVERY
        arrays.append(view[at : at + size])
        at += size
    if at > len(view):
        raise EOFError(f"{len(view)} bytes of {at}")
    answerer: Answerer = _Unpickler(BytesIO(pickled), vectors, arrays).load()
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


def _name(files: Mapping[str, bytes], source: str | None, vectors: Vectors | None) -> str:
    """Return what an answerer of files is kept under here."""
    libraries = {name: version(name) for name in LIBRARIES}
    by = "" if vectors is None else vectors.version
    key = cache_key(files, source, vectors=by, code=_CODE, libraries=libraries, python=sys.version)
    return f"{key}.compiled"


def _compile(files: Mapping[str, bytes], source: str | None, vectors: Vectors | None) -> Answerer:
    from ..core.answering.answerer import Answerer
    from ..core.knowledge.loading import load

    knowledge = load(files)
    return Answerer(knowledge if source is None else knowledge.only(source), vectors=vectors)


class _Pickler(pickle.Pickler):
    """Leaves the vectors out of what is kept: they are large, and read from their package at each start."""

    def __init__(self, file: BytesIO, vectors: Vectors | None, aside: Callable[[pickle.PickleBuffer], None]) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL, buffer_callback=aside)
        self._vectors = vectors

    def persistent_id(self, obj: object) -> str | None:
        """Return what stands for the vectors; None for anything else, which is kept as it is."""
        return _VECTORS if obj is self._vectors and obj is not None else None


class _Unpickler(pickle.Unpickler):
    """Puts the vectors back."""

    def __init__(self, file: BytesIO, vectors: Vectors | None, arrays: Sequence[memoryview]) -> None:
        super().__init__(file, buffers=arrays)
        self._vectors = vectors

    def persistent_load(self, pid: object) -> Vectors:
        """Return what something stands for that was left out."""
        if pid != _VECTORS or self._vectors is None:
            raise pickle.UnpicklingError(f"there is nothing that {pid!r} stands for")
        return self._vectors
