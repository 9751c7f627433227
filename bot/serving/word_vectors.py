"""Vectors of words from the package wordllama. Needs no network.

Read are the two files that come with the package, and not the package itself: importing it takes five times as long,
sets up logging for the whole program, and can download.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..core.search.vectors import Vectors

__all__ = ["load_vectors"]

_log = logging.getLogger(__name__)
_PACKAGE = "wordllama"
_WEIGHTS, _TENSOR = "weights/l2_supercat_256.safetensors", "embedding.weight"
_TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
_MAX_CHARS = 2_000  # of a longer text the rest is not read


def load_vectors(wanted: bool = True) -> Vectors | None:
    """Return the vectors; None if they are not wanted, or cannot be read. Takes a tenth of a second."""
    if not wanted:
        return None
    try:
        return _Averaged(_folder())
    except Exception as error:  # whatever is wrong with the package, questions are answered without it
        _log.warning("the word vectors of %s cannot be read (%r); answering without them", _PACKAGE, error)
        return None


def _folder() -> Path:
    found = find_spec(_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError(f"{_PACKAGE} is not installed")
    return Path(next(iter(found.submodule_search_locations)))


class _Averaged:
    """The vector of a text is the mean of those of its pieces of words. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer: Any = Tokenizer.from_file(str(folder / _TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._tokenizer.model._resize_cache(0)  # it keeps 10,000 texts, 40 MB, and is no quicker for it
        self._pieces = _mapped(folder / _WEIGHTS, _TENSOR)
        self.version = f"{_PACKAGE} {version(_PACKAGE)}, tokenizers {version('tokenizers')}"
        """See Vectors."""

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Vectors."""
        found = np.zeros((len(texts), self._pieces.shape[1]), np.float32)
        for row, text in zip(found, texts, strict=True):
            pieces = self._tokenizer.encode(text[:_MAX_CHARS], add_special_tokens=False).ids
            if pieces:
                self._pieces[pieces].sum(axis=0, dtype=np.float32, out=row)
        found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
        return found


def _mapped(path: Path, tensor: str) -> NDArray[np.float16]:
    """Return a tensor of a safetensors file, not read but mapped into memory: processes share what they use of it.

    Such a file is the length of a header, the header as JSON, and the numbers of all tensors.
    """
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        about = json.loads(file.read(length))[tensor]
    if about["dtype"] != "F16":
        raise ValueError(f"{path} holds numbers of the type {about['dtype']}, not F16")
    start = 8 + length + about["data_offsets"][0]
    return np.asarray(np.memmap(path, np.float16, "r", offset=start, shape=tuple(about["shape"])))
