"""Rows of different lengths in flat arrays: how the index keeps lists of numbers without a Python object for each."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

__all__ = ["Numbers", "compact", "grouped", "rarity", "spread", "starts_of", "sums"]

Numbers = NDArray[np.integer]


def starts_of(lengths: Iterable[int] | Numbers) -> NDArray[np.int32]:
    """Return where each row starts and, last, where the last ends."""
    values = lengths if isinstance(lengths, np.ndarray) else np.asarray(list(lengths), np.int64)
    return np.concatenate([[0], np.cumsum(values)]).astype(np.int32)


def grouped(owners: Numbers, count: int) -> NDArray[np.int32]:
    """Return the starts of `count` rows for values whose owners stand in ascending order."""
    return np.searchsorted(owners, np.arange(count + 1)).astype(np.int32)


def spread(starts: Numbers, rows: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the positions of all values of some rows, row after row, and for each the place of its row in `rows`."""
    begin = starts[rows].astype(np.int64)
    lengths = starts[rows + 1] - begin
    owner = np.repeat(np.arange(len(rows)), lengths)
    ends = np.cumsum(lengths)
    return np.arange(int(ends[-1]) if len(ends) else 0) + (begin - ends + lengths)[owner], owner


def sums(owners: Numbers, values: NDArray[np.floating] | Numbers, count: int) -> NDArray[np.float64]:
    """Add up the values of each owner from 0 to count - 1; no values give zeros."""
    return np.bincount(owners, values, count).astype(np.float64, copy=False)


def compact(values: Numbers, highest: int) -> Numbers:
    """Return the values in the smallest unsigned type that holds `highest`."""
    return values.astype(np.uint16 if highest < 65_536 else np.uint32)


def rarity(frequency: Numbers | NDArray[np.floating] | int, total: int) -> NDArray[np.float64]:
    """Return the inverse document frequency of what stands in `frequency` of `total` documents, 1.0 or more.

    Smoothed as if one more document had everything, and never 0 (scikit-learn's TfidfVectorizer does the same): where
    there are few phrasings, what is rare among them tells less than it seems.
    """
    return 1.0 + np.log((total + 1) / (np.asarray(frequency, np.float64) + 1.0))
