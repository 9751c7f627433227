"""A linear classifier over features of texts: yes or no.

A logistic regression learnt by AdaGrad (Duchi et al. 2011) in small batches, with one step size a feature. Knows
features by number only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .ragged import Numbers, spread, starts_of

__all__ = ["Classifier", "Rows"]

_BATCH = 256
_PASSES = 6
_LEAST_STEPS = 200  # of few texts more passes are made
_STEP = 0.5
_MIN_SEEN = 2  # a feature of one text alone tells that text, and nothing of others
_NOTHING = 1e-8  # so that nothing is divided by zero


@dataclass(frozen=True, slots=True)
class Rows:
    """The features of texts, a row each.

    Attributes:
        starts: Where each row starts and, last, where the last ends.
        columns, values: Which features it has, and their values; those of one that it has twice are added up.
    """

    starts: Numbers
    columns: NDArray[np.int64]
    values: NDArray[np.float32]

    def some(self, texts: NDArray[np.int64]) -> Rows:
        """Return the rows of some of the texts, in their order."""
        at, _ = spread(self.starts, texts)
        lengths = np.diff(self.starts)[texts]
        return Rows(starts_of(lengths), self.columns[at], self.values[at])

    def weighed(self, weights: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return for each text the sum of its values, each times the weight of its feature. No row may be empty."""
        products = weights[self.columns].astype(np.float64) * self.values
        return np.asarray(np.add.reduceat(products, np.asarray(self.starts[:-1], np.int64)), np.float64)


class Classifier:
    """Says how probable a yes is for a text with some features. Learnt once; then read only. Deterministic.

    Args:
        rows: The features of the texts that are learnt from; each has one at least.
        yes: For each text whether it is one.
        width: How many features there are.
    """

    def __init__(self, rows: Rows, yes: Sequence[bool] | NDArray[np.bool_], width: int) -> None:
        wanted = np.asarray(yes, np.float64)
        seen = np.bincount(rows.columns, minlength=width)
        kept = np.flatnonzero(seen >= min(_MIN_SEEN, len(wanted)))
        place = np.zeros(width, np.int64)  # those not kept share a place whose weight is dropped
        place[kept] = np.arange(1, len(kept) + 1)
        rows = Rows(rows.starts, place[rows.columns], np.where(place[rows.columns] > 0, rows.values, 0.0))
        weights = np.zeros(len(kept) + 1)
        squares = np.full(len(kept) + 1, _NOTHING)
        dice = np.random.default_rng(0)
        batches = max(1, len(wanted) // _BATCH)
        passes = max(_PASSES, -(-_LEAST_STEPS // batches))
        for turn in range(passes):
            step = _STEP * (1 - turn / passes)
            for chosen in np.array_split(dice.permutation(len(wanted)), batches):
                batch = rows.some(chosen)
                error = 1.0 / (1.0 + np.exp(-batch.weighed(weights))) - wanted[chosen]
                of_each = np.repeat(error, np.diff(batch.starts)) * batch.values
                slope = np.bincount(batch.columns, of_each, minlength=len(weights)) / len(chosen)
                squares += np.square(slope)
                weights -= step * slope / np.sqrt(squares)
        self._weights = np.zeros(width, np.float16)  # a text adds up some hundreds of them: exact enough
        self._weights[kept] = weights[1:]

    def log_odds(self, rows: Rows) -> NDArray[np.float64]:
        """Return for each text the log-odds of a yes: above 0.0 it is more likely than not."""
        return rows.weighed(self._weights)
