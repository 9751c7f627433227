"""A linear classifier over features of texts: what tells the texts of each target from all the others'.

A softmax regression learnt by AdaGrad (Duchi et al. 2011) in small
batches, with one step size a feature. Knows features and targets by number only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .ragged import Numbers, spread

__all__ = ["Classifier", "Features", "SparseFeatures", "log_shares"]

_Floats = NDArray[np.float32]
_Ints = NDArray[np.int64]

_BATCH = 128
_PASSES = 6
_LEAST_STEPS = 200  # of few phrasings more passes are made
_STEP = 1.5
_NOTHING = 1e-8  # so that nothing is divided by zero


class Features(Protocol):
    """The features of phrasings. width: how many there are."""

    width: int

    def some(self, phrasings: _Ints) -> tuple[_Ints | slice, _Floats]:
        """Return which features some phrasings have, and a row of their values for each phrasing."""


class SparseFeatures:
    """Features of which each phrasing has few.

    Args:
        starts: Where the row of each phrasing starts and, last, where the last ends.
        columns, values: Which features it has, each once, and their values.
    """

    def __init__(self, starts: Numbers, columns: Numbers, values: _Floats, width: int) -> None:
        self.width = width
        self._starts, self._columns, self._values = starts, columns, values

    def some(self, phrasings: _Ints) -> tuple[_Ints, _Floats]:
        """See Features."""
        at, row = spread(self._starts, phrasings)
        columns, place = np.unique(self._columns[at], return_inverse=True)
        table = np.zeros((len(phrasings), len(columns)), np.float32)
        table[row, place] = self._values[at]
        return columns.astype(np.int64), table


class Classifier:
    """Says how probable each target is for a question with some features. Learnt once; then read only. Deterministic.

    Args:
        targets: For each phrasing the number of its target.
        count: How many targets there are.
    """

    def __init__(self, features: Features, targets: _Ints, count: int) -> None:
        weights = np.zeros((features.width, count), np.float32)
        squares = np.full((features.width, 1), _NOTHING, np.float32)
        dice = np.random.default_rng(0)
        batches = -(-len(targets) // _BATCH)
        passes = max(_PASSES, -(-_LEAST_STEPS // batches))
        for turn in range(passes):
            order = dice.permutation(len(targets))
            step = np.float32(_STEP * (1 - turn / passes))
            for chosen in np.array_split(order, batches):
                columns, table = features.some(chosen)
                own = weights[columns]
                error = np.exp(log_shares(table @ own))
                error[np.arange(len(chosen)), targets[chosen]] -= 1.0
                slope = table.T @ error / np.float32(len(chosen))
                squares[columns] += np.square(slope).sum(axis=1, keepdims=True)
                weights[columns] = own - step * slope / np.sqrt(squares[columns])
        self._weights = weights.astype(np.float16)  # a question adds up some dozens of them: exact enough

    def chances(self, columns: Sequence[int] | _Ints | slice, values: _Floats) -> NDArray[np.float64]:
        """Return for each target the logarithm of its probability, all equal for a question without any feature."""
        return log_shares(values @ self._weights[columns].astype(np.float32)).astype(np.float64)


def log_shares(scores: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return scores less the logarithm of the sum of their exponentials, so that their exponentials add up to one.

    Of a table, each row by itself.
    """
    lowered = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(lowered - np.log(np.exp(lowered).sum(axis=-1, keepdims=True)))
