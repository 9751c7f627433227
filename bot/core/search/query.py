"""What a base knows of a question: its terms, pairs of terms and runs of letters, each with its weight, as numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Pairs", "Query"]

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of a question's terms, by their places among `Query.terms`, `gap` words apart.

    background: how often a phrasing of the base has each, on average. number: its own, -1 if the index has none: then
    at most one phrasing has it.
    """

    left: _Ints
    right: _Ints
    gap: _Ints
    idf: _Floats
    background: _Floats
    number: _Ints


@dataclass(frozen=True, slots=True)
class Query:
    """What the base knows of a question: the numbers of its terms, each once, and for each what it is worth.

    rarest: the weight of a term that nothing has. background: how often a phrasing of the base has each, on average.
    sure: less than 1 for a repaired word. telling: 0 for little words. all_telling: the weights of all telling terms,
    unknown ones included. run_idf, run_background:
    of its runs of letters (`runs`: their numbers).
    vocabulary: how many terms the base has.
    """

    terms: _Ints
    idf: _Floats
    rarest: float
    background: _Floats
    sure: _Floats
    telling: _Floats
    all_telling: float
    pairs: Pairs
    runs: _Ints
    run_idf: _Floats
    run_background: _Floats
    vocabulary: int
