"""What some targets hold: their terms and phrasings, as numbers, found for a question.

Two ways to the same: of a small base everything stands in lists by feature; of a large one the phrasings of a
question's candidates are read.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .ngrams import LetterRuns
from .query import Query
from .ragged import Numbers, spread, sums

__all__ = ["AllPostings", "FewPostings", "Postings"]

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int64]


class Postings(Protocol):
    """Targets (their numbers, ascending) and their phrasings in order.

    owner: for each phrasing the place of its target. norms: the length of each phrasing. lengths: that of the sum of
    each target's phrasings, and in a second row that of their runs of letters alone.
    """

    targets: _Ints
    owner: _Ints
    norms: NDArray[np.float32]
    lengths: NDArray[np.float32]

    def having(self, terms: _Ints) -> tuple[_Ints, _Ints, _Floats]:
        """Return who has some terms: the place of the target, that of the term, and in how many phrasings it is."""

    def runs(self, query: Query) -> tuple[_Ints, _Ints, _Floats]:
        """Return who has the question's runs of letters: the place of the target, that of the run, and how often: as
        often as the terms that have it."""

    def hits(self, query: Query) -> tuple[_Ints, _Ints]:
        """Return where features of the question stand, each once a phrasing: the places of phrasing and feature.

        Features are the question's terms and, after them, its pairs.
        """


class AllPostings:
    """All targets of a small base.

    Args:
        owner, norms, lengths: As above; all targets are held.
        postings: Starts of the rows, and in each row the phrasings that have the feature: terms, then pairs.
        having: Starts of the rows, and for each term the targets that have it and in how many phrasings.
        runs: The same for each run of letters.
    """

    def __init__(
        self,
        owner: _Ints,
        norms: NDArray[np.float32],
        lengths: NDArray[np.float32],
        postings: tuple[Numbers, Numbers],
        having: tuple[Numbers, Numbers, Numbers],
        runs: tuple[Numbers, Numbers, Numbers],
    ) -> None:
        self.targets = np.unique(owner)
        self.owner, self.norms, self.lengths = owner, norms, lengths
        self._starts, self._phrasings = postings[0], postings[1].astype(np.int64)
        self._having, self._runs = _wide(having), _wide(runs)

    def having(self, terms: _Ints) -> tuple[_Ints, _Ints, _Floats]:
        """See Postings."""
        return _taken(self._having, terms)

    def runs(self, query: Query) -> tuple[_Ints, _Ints, _Floats]:
        """See Postings."""
        return _taken(self._runs, query.runs)

    def hits(self, query: Query) -> tuple[_Ints, _Ints]:
        """See Postings."""
        known = np.flatnonzero(query.pairs.number >= 0)
        features = np.concatenate([query.terms, query.vocabulary + query.pairs.number[known]])
        places = np.concatenate([np.arange(len(query.terms)), len(query.terms) + known])
        at, place = spread(self._starts, features)
        return self._phrasings.take(at), places.take(place)


def _wide(rows: tuple[Numbers, Numbers, Numbers]) -> tuple[_Ints, _Ints, _Floats]:
    """Return starts, owners and counts in the types that are quickest to reckon with."""
    starts, owners, often = rows
    return starts.astype(np.int64), owners.astype(np.int64), often.astype(np.float64)


def _taken(rows: tuple[_Ints, _Ints, _Floats], numbers: _Ints) -> tuple[_Ints, _Ints, _Floats]:
    starts, owners, often = rows
    at, place = spread(starts, numbers)
    return owners.take(at), place, often.take(at)


class FewPostings:
    """Some targets of a large base.

    Args:
        targets, owner, norms, lengths: As above.
        starts, tokens: The terms of the phrasings in order, the end mark (the number after the last term's) after each.
        again: For each token whether it stood in the phrasing before.
        rows: The different terms of each target: the place of the target, the term, and in how many phrasings it is.
        letters: The runs of letters of the base's terms.
        end: The end mark.
    """

    def __init__(
        self,
        targets: _Ints,
        owner: _Ints,
        norms: NDArray[np.float32],
        lengths: NDArray[np.float32],
        *,
        starts: _Ints,
        tokens: Numbers,
        again: NDArray[np.bool_],
        rows: tuple[_Ints, Numbers, Numbers],
        letters: LetterRuns,
        end: int,
    ) -> None:
        self.targets, self.owner, self.norms, self.lengths = targets, owner, norms, lengths
        self._starts, self._tokens, self._again, self._rows = starts, tokens, again, rows
        self._letters, self._end = letters, end

    def having(self, terms: _Ints) -> tuple[_Ints, _Ints, _Floats]:
        """See Postings."""
        owner, held, often = self._rows
        place = self._places(terms)[held]
        at = (place > 0).nonzero()[0]
        return owner[at], place[at] - 1, often[at].astype(np.float64)

    def runs(self, query: Query) -> tuple[_Ints, _Ints, _Floats]:
        """See Postings."""
        among = np.zeros(self._end + 1, np.bool_)
        among[self._rows[1]] = True
        starts, terms, runs = self._letters.sharing(query.runs, among)
        owner, place, often = self.having(terms)
        at, row = spread(starts, place)
        count, targets = len(query.runs), len(self.targets)
        total = sums(owner.take(row) * count + runs.take(at), often.take(row), targets * count)
        found = (total > 0).nonzero()[0]
        owner, run = np.divmod(found, max(1, count))
        return owner, run, total[found]

    def hits(self, query: Query) -> tuple[_Ints, _Ints]:
        """See Postings."""
        terms, width = len(query.terms), len(query.terms) + len(query.pairs.left)
        place = self._places(query.terms)[self._tokens]
        at = ((place > 0) & ~self._again).nonzero()[0]
        of_pairs = np.concatenate([self._pairs(query, place, gap) for gap in (1, 2)], axis=1)
        once = np.unique(self._phrasing(of_pairs[0]) * width + terms + of_pairs[1])
        pair_phrasing, pair = np.divmod(once, max(1, width))
        return np.concatenate([self._phrasing(at), pair_phrasing]), np.concatenate([place[at] - 1, pair])

    def _pairs(self, query: Query, place: _Ints, gap: int) -> _Ints:
        """Return where (the token) pairs of the question stand that are `gap` words apart, and which."""
        width = len(query.terms) + 1
        of_gap = np.flatnonzero(query.pairs.gap == gap)
        table = np.zeros(width * width, np.int64)
        table[(query.pairs.left[of_gap] + 1) * width + query.pairs.right[of_gap] + 1] = of_gap + 1
        at = ((place[:-gap] > 0) & (place[gap:] > 0)).nonzero()[0]
        pair = table[place[at] * width + place[at + gap]]
        there = (pair > 0) & (self._tokens[at + 1] != self._end)
        return np.stack([at[there], pair[there] - 1])

    def _places(self, terms: _Ints) -> _Ints:
        """Return for every term of the base, and the end mark, its place among `terms`, from 1; 0 for all others."""
        places = np.zeros(self._end + 1, np.int64)
        places[terms] = np.arange(1, len(terms) + 1)
        return places

    def _phrasing(self, tokens: _Ints) -> _Ints:
        return np.searchsorted(self._starts, tokens, "right") - 1
