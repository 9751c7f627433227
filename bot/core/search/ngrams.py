"""Runs of letters inside terms: "chairman" shares some with "chair", so each is a hint of the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from .ragged import Numbers, compact, grouped, rarity, spread, starts_of, sums

__all__ = ["LetterRuns"]

_SIZES = (3, 4)


class LetterRuns:
    """Which terms of a base have which runs of letters, and how much each run tells.

    Args:
        terms: The terms in the order of their numbers.
        often: In how many phrasings each stands.
        phrasings: How many there are.
    """

    def __init__(self, terms: Iterable[str], often: Numbers, phrasings: int) -> None:
        self._ids: dict[str, int] = {}
        ids = self._ids
        rows = [[ids.setdefault(run, len(ids)) for run in _runs(term)] for term in terms]
        lengths = np.fromiter((len(row) for row in rows), np.int64, len(rows))
        runs = np.fromiter((run for row in rows for run in row), np.int64, int(lengths.sum()))
        owners = np.repeat(np.arange(len(rows)), lengths)
        # A term's runs in the order of the runs: for a question, the terms that share each of its runs.
        order = np.argsort(runs, kind="stable")
        self._terms = compact(owners[order], len(rows))
        self._starts = starts_of(np.bincount(runs, minlength=len(ids)))
        self._frequency = np.bincount(runs, often[owners], minlength=len(ids)).astype(np.float32)
        self._phrasings, self._count = phrasings, len(rows)

    def of(self, terms: Sequence[str]) -> NDArray[np.int64]:
        """Return the numbers of the runs of some terms that the base has too, each once, ascending."""
        found = {self._ids[run] for term in terms for run in _runs(term) if run in self._ids}
        return np.fromiter(sorted(found), np.int64, len(found))

    def sharing(
        self, runs: NDArray[np.int64], among: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
        """Return the terms that have some of the runs, ascending, as rows: starts, terms, and the runs (their places in
        `runs`) that each has.

        Args:
            among: For each term whether it is looked at; None: all are.
        """
        at, owner = spread(self._starts, runs)
        terms = self._terms[at]
        if among is not None:
            looked = among[terms].nonzero()[0]
            at, owner, terms = at[looked], owner[looked], terms[looked]
        order = np.argsort(terms, kind="stable")
        terms = terms[order]
        begin = np.flatnonzero(np.append(True, terms[1:] != terms[:-1])[: len(terms)])
        return np.append(begin, len(at)).astype(np.int32), terms[begin].astype(np.int64), owner[order]

    def everywhere(
        self, terms: Numbers, often: Numbers, owners: Numbers, count: int
    ) -> tuple[Numbers, Numbers, Numbers]:
        """Return for each run which of `count` owners has it, and how often: starts of the rows, owners, counts.

        Args:
            terms, often, owners: Who has which term, and how often.
        """
        starts, having, runs = self.sharing(np.arange(len(self._ids)))
        place = np.searchsorted(having, terms)
        shares = place < len(having)
        shares[shares] = having[place[shares]] == terms[shares]
        at, row = spread(starts, place[shares])
        keys, inverse = np.unique(runs[at] * count + owners[shares][row], return_inverse=True)
        run, owner = np.divmod(keys, count)
        return (
            grouped(run, len(self._ids)),
            owner,
            sums(inverse, often[shares][row].astype(np.float64), len(keys)).astype(np.int64),
        )

    def by_term(self) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Return the runs of every term as rows: starts, and the runs of each."""
        runs = np.repeat(np.arange(len(self._ids)), np.diff(self._starts))
        order = np.argsort(self._terms, kind="stable")
        return grouped(self._terms[order], self._count), runs[order]

    def often(self) -> NDArray[np.float32]:
        """Return for every run in how many phrasings it stands, counted once for each term that has it."""
        return self._frequency

    def weights(self, runs: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return how much each run tells: its inverse document frequency."""
        return rarity(np.minimum(self._frequency[runs], self._phrasings), self._phrasings)

    def background(self, runs: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return how often a phrasing of the base has each run, on average."""
        return (self._frequency[runs] + 0.1) / self._phrasings


def _runs(term: str) -> dict[str, None]:
    """Return the runs of a term, its edges marked, each once; none for numbers and synonyms' marks."""
    if not term.isalpha():
        return {}
    edged = f"^{term}$"
    return dict.fromkeys(edged[at : at + size] for size in _SIZES for at in range(len(edged) - size + 1))
