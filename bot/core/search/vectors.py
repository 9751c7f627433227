"""What a question means beside what the phrasings mean, by vectors of words: near where no word is the same.

Where the vectors come from is not known here. Knows targets and phrasings by number only.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .ragged import starts_of

__all__ = ["Meanings", "Vectors"]

_Ints = NDArray[np.int64]

_AT_ONCE = 512
_NOTHING = 1e-9  # so that nothing is divided by zero
_CLOSELY = 24  # so many targets are looked at phrasing by phrasing, the likest by the sums of theirs


class Vectors(Protocol):
    """Where vectors of texts come from.

    version: Names what they come from; where the vectors of a text are others, so is the version.
    """

    @property
    def version(self) -> str: ...

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a vector of length 1 for each text, as rows; zeros for a text without anything known in it."""


class Meanings:
    """The vectors of the phrasings of targets, a byte a dimension; built once, then read only.

    Args:
        phrasings: In order of their targets.
        sizes: How many phrasings each target has, one at least.
    """

    def __init__(self, vectors: Vectors, phrasings: Sequence[str], sizes: Sequence[int]) -> None:
        self._vectors = vectors
        parts = [_short(vectors.of(phrasings[at : at + _AT_ONCE])) for at in range(0, len(phrasings), _AT_ONCE)]
        self._rows = np.concatenate([rows for rows, _ in parts])
        self._scales = np.concatenate([scales for _, scales in parts])
        self._starts = starts_of(np.asarray(sizes))
        self._centres = np.stack([self._centre(*run) for run in pairwise(self._starts.tolist())])

    def likeness(self, text: str, targets: _Ints) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return for each of some targets the cosine of a text with the nearest of its phrasings; and that with the sum
        of them all, which stands for both where it is low."""
        vector = self._vectors.of([text])[0]
        centre = (self._centres[targets] @ vector).astype(np.float64)
        closely = np.argsort(-centre, kind="stable")[:_CLOSELY]
        nearest = centre.copy()
        for row, target in zip(closely.tolist(), targets[closely].tolist(), strict=True):
            start, end = self._starts[target], self._starts[target + 1]
            cosines = (self._rows[start:end].astype(np.float32) @ vector) * self._scales[start:end]
            nearest[row] = cosines.max()
        return nearest, centre

    def _centre(self, start: int, end: int) -> NDArray[np.float32]:
        """Return the sum of some of the vectors, of length 1."""
        total = self._scales[start:end] @ self._rows[start:end].astype(np.float32)
        return np.asarray(total / max(float(np.linalg.norm(total)), _NOTHING), np.float32)


def _short(rows: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return rows in whole numbers from -127 to 127, and for each what these are to be multiplied by."""
    scales = np.maximum(np.abs(rows).max(axis=1), _NOTHING) / 127
    return np.rint(rows / scales[:, None]).astype(np.int8), scales.astype(np.float32)
