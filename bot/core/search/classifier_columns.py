"""Phrasings and questions as columns of numbers for the classifier: their terms, pairs of terms and runs of letters.

A column's value is its inverse document frequency; those of terms and pairs together have the length 1, and so have
those of runs, so that a long question tells no more than a short one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .classifier import SparseFeatures
from .ngrams import LetterRuns
from .query import Query
from .ragged import Numbers, rarity, spread, starts_of, sums

__all__ = ["Columns"]

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int64]

_SEVERAL = 2  # what stands in one phrasing only tells nothing about the others: no column, unless it is a term


class Columns:
    """Which column each feature has. Terms come first, by their numbers; then pairs; then runs of letters.

    Args:
        idf: What each term is worth.
        pair_often: In how many phrasings each pair stands, of `phrasings`.
    """

    def __init__(self, idf: NDArray[np.floating], pair_often: Numbers, letters: LetterRuns, phrasings: int) -> None:
        pairs = pair_often >= _SEVERAL
        runs = letters.often() >= _SEVERAL
        self._letters, self._phrasings = letters, phrasings
        self._terms = len(idf)
        self._of_pair = np.where(pairs, self._terms + np.cumsum(pairs) - 1, -1)
        self._end_of_pairs = self._terms + int(pairs.sum())
        self._of_run = np.where(runs, self._end_of_pairs + np.cumsum(runs) - 1, -1)
        of_runs = letters.weights(np.flatnonzero(runs))
        self._idf = np.concatenate([idf, rarity(pair_often[pairs], phrasings), of_runs]).astype(np.float32)

    def of_phrasings(self, terms: tuple[_Ints, _Ints], pairs: tuple[_Ints, _Ints]) -> SparseFeatures:
        """Return the features of all phrasings.

        Args:
            terms, pairs: Which phrasing has which, each once: the phrasings, and the numbers of the terms or pairs.
        """
        starts, runs = self._letters.by_term()
        at, row = spread(starts, terms[1])
        width = max(1, len(self._of_run))
        once = np.unique(terms[0][row] * width + runs[at])  # a run counts once a phrasing
        of_runs, run = np.divmod(once, width)
        owner = np.concatenate([terms[0], pairs[0], of_runs])
        column = np.concatenate([terms[1], self._of_pair[pairs[1]], self._of_run[run]])
        kept = np.flatnonzero(column >= 0)
        kept = kept[np.argsort(owner[kept], kind="stable")]
        owner, column = owner[kept], column[kept]
        values = self._shortened(owner, column, self._idf[column].astype(np.float64), self._phrasings)
        sizes = np.bincount(owner, minlength=self._phrasings)
        return SparseFeatures(starts_of(sizes), column.astype(np.int32), values, len(self._idf))

    def of_question(self, query: Query) -> tuple[_Ints, NDArray[np.float32]]:
        """Return the columns of a question, each once, and their values; a repaired word counts for less."""
        pair = query.pairs.number[query.pairs.number >= 0]
        column = np.concatenate([query.terms, self._of_pair[pair], self._of_run[query.runs]])
        sure = np.concatenate([query.sure, np.ones(len(pair) + len(query.runs))])
        kept = column >= 0
        column = column[kept]
        values = self._idf[column] * sure[kept]
        return column, self._shortened(np.zeros(len(column), np.int64), column, values, 1)

    def _shortened(self, owner: _Ints, column: _Ints, values: _Floats, count: int) -> NDArray[np.float32]:
        """Return values such that those of each owner's terms and pairs have the length 1, and those of its runs."""
        of_runs = column >= self._end_of_pairs
        kind = owner * 2 + of_runs
        lengths = np.sqrt(np.maximum(sums(kind, values**2, 2 * count), 1e-12))
        return (values / lengths[kind]).astype(np.float32)
