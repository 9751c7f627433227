"""What a question's terms say for each of some candidates. Knows targets and phrasings by number only.

Five kinds of similarity, all but "likeness" pooling all phrasings of a target:

- odds: naive Bayes log-odds of each feature for the target against the base as a whole, smoothed towards the base
  (so that a feature that the target lacks counts against it);
- centre: cosine with the sum of its phrasings (Rocchio 1971);
- letters: the same of runs of letters alone, which endings, compounds and misspellings do not upset so much;
- votes: sum over its phrasings of the squared cosine with each (a soft nearest neighbour);
- likeness: the cosine with the nearest one.

Features are terms, pairs of terms next to each other or one apart, and for the first two also runs of letters inside
terms; each weighs its inverse document frequency over phrasings.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .postings import Postings
from .query import Query
from .ragged import Numbers, sums

__all__ = ["PAIR_WEIGHT", "RUN_WEIGHT", "Similarity", "gain", "weigh"]

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int64]

PAIR_WEIGHT = 0.6
RUN_WEIGHT = 0.35
_SMOOTHING = 4.0  # phrasings' worth of the whole base that every target is taken to have besides its own


@dataclass(frozen=True, slots=True)
class Similarity:
    """How similar a question is to each candidate. Arrays of the shape (n_candidates,) but for `cosines`.

    Attributes:
        targets: The numbers of the candidates, ascending.
        covered: The share of the question's telling terms that the target's phrasings have, each by its weight,
            those that the base does not know included, 0.0 to 1.0.
        odds: The naive Bayes log-odds of terms, pairs and runs of letters, per weight of these.
        centre: The cosine with the sum of its phrasings.
        letters: The same of runs of letters alone.
        lacking: The weight of the rarest telling term that the base has and the target lacks, beside that of a
            term that nothing has, 0.0 to 1.0.
        votes: The sum of the squared cosines of its phrasings.
        likeness: The highest cosine of them.
        cosines: (n_phrasings,), of all phrasings of the candidates.
        starts: Where those of each candidate begin among them.
        ends: Where they end, exclusive.
        unknown: The share of the telling terms that no phrasing of the base has, 0.0 to 1.0.
    """

    targets: _Ints
    covered: _Floats
    odds: _Floats
    centre: _Floats
    letters: _Floats
    lacking: _Floats
    votes: _Floats
    likeness: _Floats
    cosines: _Floats
    starts: _Ints
    ends: _Ints
    unknown: float

    def nearest(self, row: int) -> int:
        """Return which of the phrasings of a candidate (its place among all) is nearest to the question, from 0."""
        return int(self.cosines[self.starts[row] : self.ends[row]].argmax())

    def without(self, targets: Container[int]) -> Similarity:
        """Return the similarity of the other targets alone."""
        rows = np.asarray([row for row, at in enumerate(self.targets.tolist()) if at not in targets], np.int64)
        kept = {name: getattr(self, name)[rows] for name in _OF_TARGETS}
        return Similarity(**kept, cosines=self.cosines, unknown=self.unknown)


_OF_TARGETS = (
    "targets",
    "covered",
    "odds",
    "centre",
    "letters",
    "lacking",
    "votes",
    "likeness",
    "starts",
    "ends",
)


@dataclass(frozen=True, slots=True)
class _Block:
    """The features of one kind in the candidates. Arrays of the shape (n_found,), those of a feature (n_features,).

    Attributes:
        owner: The place of the candidate that has a feature.
        place: The place of the feature.
        often: In how many of the candidate's phrasings it is.
        idf: Of each feature, how rare it is.
        background: Of each feature, how often a phrasing of the base has it, on average.
        kind: What a feature of this kind counts beside a term.
        sure: Of each feature 1, or less for a repaired word.
    """

    owner: _Ints
    place: _Ints
    often: _Floats
    idf: _Floats
    background: _Floats
    kind: float
    sure: _Floats

    def odds(self, count: int) -> tuple[_Floats, float]:
        """Return the log-odds of each of `count` targets against having none of these, and the whole weight."""
        weight = self.kind * np.sqrt(self.idf) * self.sure
        gains = gain(self.often, self.background.take(self.place)) * weight.take(self.place)
        return sums(self.owner, gains, count), float(weight.sum())

    def product(self, count: int) -> tuple[_Floats, float]:
        """Return the product of the question with the sum of each target's phrasings, and its own squared length."""
        weight = (self.kind * self.idf) ** 2 * self.sure
        return sums(self.owner, self.often * weight.take(self.place), count), float(weight @ self.sure)


def gain(often: Numbers | _Floats, background: _Floats) -> _Floats:
    """Return the log-odds of a feature for a target that has it in `often` phrasings, against the base as a whole.

    To be added to those of having nothing at all.
    """
    return np.log1p(often / (_SMOOTHING * background))


def weigh(query: Query, postings: Postings) -> Similarity:
    """Return how similar a question is to the targets of `postings`, each of which has a phrasing at least."""
    count, vocabulary = len(postings.targets), len(query.terms)
    phrasing, feature = postings.hits(query)
    terms = _Block(*postings.having(query.terms), query.idf, query.background, 1.0, query.sure)
    in_pairs = (feature >= vocabulary).nonzero()[0]
    pairs = _pairs(query, postings, phrasing.take(in_pairs), feature.take(in_pairs) - vocabulary)
    runs = _Block(*postings.runs(query), query.run_idf, query.run_background, RUN_WEIGHT, np.ones(len(query.runs)))
    odds, weight = _added([block.odds(count) for block in (terms, pairs, runs)])
    products = [block.product(count) for block in (terms, pairs, runs)]
    product, square = _added(products)
    of_runs, square_of_runs = products[-1]

    squares = np.concatenate([query.idf**2 * query.sure, (PAIR_WEIGHT * pairs.idf) ** 2])
    length = products[0][1] + products[1][1]
    cosines = sums(phrasing, squares.take(feature), len(postings.owner)) / (
        postings.norms * (float(np.sqrt(length)) or 1.0)
    )
    size = np.bincount(postings.owner, minlength=count)
    starts = np.cumsum(size) - size
    told = float(query.idf @ query.telling)
    return Similarity(
        targets=postings.targets,
        covered=sums(terms.owner, (query.idf * query.telling).take(terms.place), count) / max(query.all_telling, 1e-9),
        odds=odds / max(weight, 1e-9) + np.log(_SMOOTHING / (size + _SMOOTHING)),
        centre=product / (postings.lengths[0] * (float(np.sqrt(square)) or 1.0)),
        letters=of_runs / (postings.lengths[1] * (float(np.sqrt(square_of_runs)) or 1.0)),
        lacking=_lacking(query, terms, count),
        votes=sums(postings.owner, cosines * cosines, count),
        likeness=np.maximum.reduceat(cosines, starts),
        cosines=cosines,
        starts=starts,
        ends=starts + size,
        unknown=1.0 - told / query.all_telling if query.all_telling else 1.0,
    )


def _lacking(query: Query, terms: _Block, count: int) -> _Floats:
    """Return for each target the weight of the rarest telling term of the question that it has not."""
    missing = np.ones((count, len(query.terms)))
    missing[terms.owner, terms.place] = 0.0
    missing *= query.idf * query.telling / query.rarest
    return np.asarray(missing.max(axis=1, initial=0.0))


def _pairs(query: Query, postings: Postings, phrasing: _Ints, pair: _Ints) -> _Block:
    """Return who has the question's pairs, of those in the phrasings; a pair that nothing has is worth nothing."""
    pairs = len(query.pairs.left)
    often = np.bincount(postings.owner.take(phrasing) * pairs + pair, minlength=len(postings.targets) * pairs)
    owner, place = np.divmod(np.flatnonzero(often), max(1, pairs))
    present = query.pairs.number >= 0
    present[place] = True
    idf = np.where(present, query.pairs.idf, 0.0)
    return _Block(
        owner, place, often[often > 0].astype(np.float64), idf, query.pairs.background, PAIR_WEIGHT, np.ones(pairs)
    )


def _added(parts: Sequence[tuple[_Floats, float]]) -> tuple[_Floats, float]:
    return np.sum([values for values, _ in parts], axis=0), sum(weight for _, weight in parts)
