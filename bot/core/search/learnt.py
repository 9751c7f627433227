"""What was learnt from questions whose answers are known: what counts how much, and how much is enough.

The numbers stand in weights.py and in the folder trees, which `python -m bot tune` writes; here they get their names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from . import weights
from .forest import Trees, shipped_trees

__all__ = ["SHIPPED", "Learnt", "Weighting"]


@dataclass(frozen=True, slots=True)
class Weighting:
    """How a question is weighed, with vectors of words or without.

    Attributes:
        weights: For each feature by name what it counts for: at one phrasing a target, and by how much more for each
            e-fold of them.
        bars: Probabilities from which something is done, by name; `answering.deciding.Bars` says what.
        slope, shift: Of the log-odds by which the probability of an answer becomes a confidence (Platt 1999), where
            there are no trees.
        trees: Gives the trees that tell how sure an answer is, and the bars that go with them, in the place of those
            above; None: an answer is as sure as it is probable.
    """

    weights: Mapping[str, tuple[float, float]]
    bars: Mapping[str, float]
    slope: float
    shift: float
    trees: Callable[[], Trees] | None = None


@dataclass(frozen=True, slots=True)
class Learnt:
    """All that was learnt.

    Attributes:
        by_words: How a question is weighed by its words alone.
        by_vectors: How it is weighed where there are vectors of words as well.
        distress_bar: Log-odds from which a message calls for help lines.
    """

    by_words: Weighting
    by_vectors: Weighting
    distress_bar: float

    def without_trees(self) -> Learnt:
        """Return the same by which an answer is as sure as it is probable: what the trees are learnt beside."""
        return replace(
            self, by_words=replace(self.by_words, trees=None), by_vectors=replace(self.by_vectors, trees=None)
        )

    def weighting(self, *, vectors: bool) -> Weighting:
        """Return how a question is weighed with vectors of words, or without."""
        return self.by_vectors if vectors else self.by_words


SHIPPED = Learnt(
    by_words=Weighting(
        weights.WEIGHTS, weights.BARS, *weights.CALIBRATION, trees=partial(shipped_trees, vectors=False)
    ),
    by_vectors=Weighting(
        weights.SEMANTIC_WEIGHTS,
        weights.SEMANTIC_BARS,
        *weights.SEMANTIC_CALIBRATION,
        trees=partial(shipped_trees, vectors=True),
    ),
    distress_bar=weights.DISTRESS_BAR,
)
"""What the bot goes by."""
