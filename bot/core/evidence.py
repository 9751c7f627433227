"""What a question's terms say for each of some candidates. Knows targets and phrasings by number only.

Three kinds of evidence, each pooling all phrasings of a target:

- odds: naive Bayes log-odds of each feature for the target against the base as a whole, smoothed towards the base
  (so that a feature that the target lacks counts against it);
- votes: sum over its phrasings of the squared cosine with each (a soft nearest neighbour);
- likeness: the cosine with the nearest one.

Features are terms, pairs of terms next to each other or one apart, and for the odds also runs of letters inside terms;
each weighs its inverse document frequency over phrasings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .asked import Asked
from .held import Held
from .rows import Numbers, sums

__all__ = ["PAIR_WEIGHT", "RUN_WEIGHT", "Evidence", "gain", "weigh"]

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int64]

PAIR_WEIGHT = 0.6
RUN_WEIGHT = 0.35
_SMOOTHING = 4.0  # phrasings' worth of the whole base that every target is taken to have besides its own


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a question found, for each candidate (`targets`: their numbers, ascending).

    covered: the share of the question's telling terms (all but the little ones, each by its weight, those that the
    base does not know included) that the target's phrasings have, 0.0 to 1.0. cosines: of all phrasings of the
    candidates; starts: where those of each start. unknown: the share of the telling terms that no phrasing of the base
    has.
    """

    targets: _Ints
    covered: _Floats
    odds: _Floats
    votes: _Floats
    likeness: _Floats
    cosines: _Floats
    starts: _Ints
    unknown: float

    def nearest(self, row: int) -> int:
        """Return which of the phrasings of a candidate (its place among all) is nearest to the question, from 0."""
        last = self.starts[row + 1] if row + 1 < len(self.starts) else len(self.cosines)
        return int(self.cosines[self.starts[row] : last].argmax())


def gain(often: Numbers | _Floats, background: _Floats) -> _Floats:
    """Return the log-odds of a feature for a target that has it in `often` phrasings, against the base as a whole.

    To be added to those of having nothing at all.
    """
    return np.log1p(often / (_SMOOTHING * background))


def weigh(asked: Asked, held: Held) -> Evidence:
    """Return the evidence of a question for the targets of `held`, each of which has a phrasing at least."""
    count = len(held.targets)
    size = np.bincount(held.owner, minlength=count)
    starts = np.cumsum(size) - size
    covered, odds, total = _of_terms(asked, held)
    of_pairs, total_of_pairs, cosines = _of_phrasings(asked, held)
    of_runs, total_of_runs = _of_runs(asked, held)
    odds = (odds + of_pairs + of_runs) / max(total + total_of_pairs + total_of_runs, 1e-9)
    told = float(asked.idf @ asked.telling)
    return Evidence(
        held.targets,
        covered / max(asked.all_telling, 1e-9),
        odds + np.log(_SMOOTHING / (size + _SMOOTHING)),
        sums(held.owner, cosines * cosines, count),
        np.maximum.reduceat(cosines, starts),
        cosines,
        starts,
        1.0 - told / asked.all_telling if asked.all_telling else 1.0,
    )


def _of_terms(asked: Asked, held: Held) -> tuple[_Floats, _Floats, float]:
    """Return the telling terms that each target has, by weight; the odds of its terms; and the weight of all terms."""
    owner, place, often = held.having(asked.terms)
    weight = np.sqrt(asked.idf) * asked.sure
    odds = sums(owner, gain(often, asked.background.take(place)) * weight.take(place), len(held.targets))
    return sums(owner, (asked.idf * asked.telling)[place], len(held.targets)), odds, float(weight.sum())


def _of_runs(asked: Asked, held: Held) -> tuple[_Floats, float]:
    """Return the odds of each target's runs of letters, which it has as often as their terms; and all their weight."""
    owner, place, often = held.runs(asked)
    weight = RUN_WEIGHT * np.sqrt(asked.run_idf)
    odds = sums(owner, gain(often, asked.run_background.take(place)) * weight.take(place), len(held.targets))
    return odds, float(weight.sum())


def _of_phrasings(asked: Asked, held: Held) -> tuple[_Floats, float, _Floats]:
    """Return the odds of each target's pairs, the weight of all pairs, and the cosine of each phrasing."""
    terms, pairs, count = len(asked.terms), len(asked.pairs.left), len(held.targets)
    phrasing, feature = held.hits(asked)
    of_pair = np.flatnonzero(feature >= terms)
    pair = feature.take(of_pair) - terms
    often = np.bincount(held.owner.take(phrasing.take(of_pair)) * pairs + pair, minlength=count * pairs)
    often = often.reshape(count, pairs)
    present = ((asked.pairs.number >= 0) | often.any(axis=0)).astype(np.float64)
    odds_weight = PAIR_WEIGHT * np.sqrt(asked.pairs.idf) * present
    odds = gain(often, asked.pairs.background) @ odds_weight

    sure = np.concatenate([asked.sure, present])
    squares = np.concatenate([asked.idf, PAIR_WEIGHT * asked.pairs.idf]) ** 2 * sure
    products = sums(phrasing, squares.take(feature), len(held.owner))
    return odds, float(odds_weight.sum()), products / (held.norms * (float(np.sqrt(squares @ sure)) or 1.0))
