"""Vectors of words from the package wordllama, where it is installed (`pip install .[semantic]`). Needs no network.

Read are the two files that come with the package, and not the package itself: importing it takes five times as long,
sets up logging for the whole program, and can download.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
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
    """Return the vectors; None if they are not wanted, not installed, or cannot be read. Takes a tenth of a second."""
    found = find_spec(_PACKAGE) if wanted else None
    if found is None or not found.submodule_search_locations:
        return None
    try:
        return _Averaged(Path(next(iter(found.submodule_search_locations))))
    except Exception as error:  # whatever is wrong with the package, questions are answered without it
        _log.warning("the word vectors of %s cannot be read (%r); answering without them", _PACKAGE, error)
        return None


class _Averaged:
    """The vector of a text is the mean of those of its pieces of words. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        from safetensors import safe_open
        from tokenizers import Tokenizer

        self._tokenizer: Any = Tokenizer.from_file(str(folder / _TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        with safe_open(str(folder / _WEIGHTS), framework="np") as file:
            self._pieces: NDArray[np.floating] = np.asarray(file.get_tensor(_TENSOR))

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Vectors."""
        cut = [text[:_MAX_CHARS] for text in texts]
        if len(cut) == 1:
            encoded = [self._tokenizer.encode(cut[0], add_special_tokens=False)]
        else:
            encoded = self._tokenizer.encode_batch(cut, add_special_tokens=False)
        found = np.zeros((len(cut), self._pieces.shape[1]), np.float32)
        for row, each in zip(found, encoded, strict=True):
            if each.ids:
                self._pieces[each.ids].sum(axis=0, dtype=np.float32, out=row)
        found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
        return found
