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
    """Pairs of a question's terms. Arrays of the shape (n_pairs,).

    Attributes:
        left: The place of the first term among `Query.terms`.
        right: That of the second.
        gap: How many words apart they are: 1 or 2.
        idf: How rare each is.
        background: How often a phrasing of the base has each, on average.
        number: The number of each in the index; -1 if it has none: then at most one phrasing has the pair.
    """

    left: _Ints
    right: _Ints
    gap: _Ints
    idf: _Floats
    background: _Floats
    number: _Ints


@dataclass(frozen=True, slots=True)
class Query:
    """What the base knows of a question: its terms, each once, and what each is worth.

    Attributes:
        terms: (n_terms,), their numbers in the index.
        idf: (n_terms,), how rare each is.
        rarest: The weight of a term that nothing has.
        background: (n_terms,), how often a phrasing of the base has each, on average.
        sure: (n_terms,), 1, or less for a repaired word.
        telling: (n_terms,), 1, or 0 for little words.
        all_telling: The weights of all telling terms together, unknown ones included.
        pairs: Pairs of terms next to each other or one apart.
        runs: (n_runs,), the numbers of its runs of letters.
        run_idf: (n_runs,), how rare each is.
        run_background: (n_runs,), how often a phrasing of the base has each, on average.
        vocabulary: How many terms the base has, 1 at least.
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
