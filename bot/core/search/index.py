"""The index: which targets a question's terms may speak for, found without looking at the others.

Works in two steps, so that a question costs what its candidates cost and not what the base holds: the rarer terms of
the question find the candidates, and they alone are scored (similarity.py), from what their phrasings hold. Kept are
the phrasings as numbers of terms, and how often each target has each term, in flat arrays; every weight follows from
them.
Knows targets and phrasings by number only.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from ..language.english import LITTLE
from ..language.lexicon import Term
from .ngrams import LetterRuns
from .postings import AllPostings, FewPostings, Postings
from .query import Pairs, Query
from .ragged import Numbers, compact, grouped, rarity, spread, starts_of, sums
from .similarity import PAIR_WEIGHT, RUN_WEIGHT, Similarity, gain, weigh

__all__ = ["Index"]

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int64]

_ALL = 30_000
_CANDIDATES = 64
# So many postings are read to find candidates, the rarest term's in any case: the rest would hardly change the choice.
_MAX_POSTINGS = 20_000
_LITTLE_WEIGHT = 0.02  # of a little word, where phrasings are laid beside one another
_ALIKE = 50  # terms that share letters with the question, looked at where its own are not enough


class Index:
    """An index of phrasings, each of which belongs to a target.

    Args:
        phrasings: The terms of each phrasing, in order.
        targets: For each phrasing the number of its target, from 0, ascending; every target has one at least.
        count: How many targets there are.
        everything_up_to: Of so many phrasings all targets are candidates of every question; of more, the 64 likeliest.
    """

    def __init__(
        self,
        phrasings: Iterable[Sequence[str]],
        targets: Sequence[int] | _Ints,
        count: int,
        *,
        everything_up_to: int = _ALL,
    ) -> None:
        self._numbers: dict[str, int] = {}
        register = self._numbers
        flat, sizes = array("q"), array("q")
        for terms in phrasings:
            flat.extend(register.setdefault(term, len(register)) for term in terms)
            sizes.append(len(terms))
        tokens, lengths = np.asarray(flat, np.int64), np.asarray(sizes, np.int64)
        self._count, self._phrasings = count, len(lengths)
        target_of = np.asarray(targets, np.int64)
        owners = np.repeat(np.arange(self._phrasings), lengths)
        words = max(1, len(register))
        once, first = np.unique(owners * words + tokens, return_index=True)  # a term counts once a phrasing
        owner, term = np.divmod(once, words)
        self._often = np.bincount(term, minlength=len(register)).astype(np.uint32)
        self._idf = rarity(self._often, self._phrasings).astype(np.float32)
        self._rarest = float(rarity(0, self._phrasings))

        pair, pair_owner, self._pair_keys, self._pair_often = _pairs(tokens, owners)
        pair_weight = PAIR_WEIGHT * rarity(self._pair_often, self._phrasings)
        squares = sums(owner, self._idf[term].astype(np.float64) ** 2, self._phrasings)
        squares += sums(pair_owner, pair_weight[pair] ** 2, self._phrasings)
        norms = np.sqrt(np.maximum(squares, 1e-12)).astype(np.float32)

        held, often = np.unique(target_of[owner] * words + term, return_counts=True)
        target, held_term = np.divmod(held, words)
        order = np.argsort(held_term, kind="stable")
        self._postings = starts_of(np.bincount(held_term, minlength=len(register)))
        self._posting_targets = compact(target[order], count)
        self._posting_often = compact(often[order], self._phrasings)
        self._letters = LetterRuns(register, self._often, self._phrasings)

        runs = self._letters.everywhere(held_term, often, target, count)
        run_weight = RUN_WEIGHT * self._letters.weights(np.arange(len(runs[0]) - 1))
        in_target, pair_target, pair_often = _repeats(pair, target_of[pair_owner])
        centre = sums(target, (often * self._idf[held_term].astype(np.float64)) ** 2, count)
        centre += sums(pair_target, (pair_often * pair_weight[in_target]) ** 2, count)
        of_runs = sums(runs[1], (runs[2] * np.repeat(run_weight, np.diff(runs[0]))) ** 2, count)
        self._lengths = np.sqrt(np.maximum(np.stack([centre + of_runs, of_runs]), 1e-12)).astype(np.float32)
        self._all: AllPostings | None = None
        if self._phrasings <= everything_up_to:
            columns, ids = np.concatenate([term, words + pair]), np.concatenate([owner, pair_owner])
            order = np.argsort(columns, kind="stable")
            starts = starts_of(np.bincount(columns, minlength=words + len(self._pair_keys)))
            having = (self._postings, self._posting_targets, self._posting_often)
            self._all = AllPostings(target_of, norms, self._lengths, (starts, ids[order]), having, runs)
        ends = np.cumsum(lengths)
        self._tokens = compact(np.insert(tokens, ends, len(register)), len(register))
        self._starts, self._first = starts_of(lengths + 1), grouped(target_of, count)
        self._telling = np.asarray([term not in LITTLE for term in register], np.bool_)
        worth = np.where(self._telling, 1.0 / (1.0 + np.diff(self._postings)), _LITTLE_WEIGHT)
        self._worth = np.append(worth, 0.0).astype(np.float32)  # the last is the end of a phrasing
        if self._all is not None:
            return
        again = np.ones(len(tokens), np.bool_)
        again[first] = False
        self._again = np.insert(again, ends, True)
        self._norms = norms
        self._held, self._held_terms = grouped(target, count), compact(held_term, len(register))
        self._held_often = compact(often, self._phrasings)
        several = self._pair_often > 1  # what stands once only needs no counting
        self._pair_keys, self._pair_often = self._pair_keys[several], self._pair_often[several]

    def weight(self, term: str) -> float:
        """Return how much a term tells: its inverse document frequency; that of a term never seen is the highest."""
        at = self._numbers.get(term)
        return float(self._idf[at]) if at is not None else self._rarest

    def size(self, target: int) -> int:
        """Return how many phrasings a target has."""
        return int(self._first[target + 1] - self._first[target])

    @property
    def size_of_vocabulary(self) -> int:
        """How many terms the phrasings have."""
        return len(self._numbers)

    def numbers(self, terms: Iterable[str]) -> list[int]:
        """Return the numbers of those of some terms that a phrasing has."""
        return [self._numbers[term] for term in terms if term in self._numbers]

    def held(self) -> tuple[Numbers, Numbers, Numbers]:
        """Return the terms of all targets, one target after the other: where those of each begin and, last, end; the
        terms by number; in how many of the target's phrasings each is."""
        order = np.argsort(self._posting_targets, kind="stable")
        owner = np.repeat(np.arange(len(self._numbers)), np.diff(self._postings))
        starts = starts_of(np.bincount(self._posting_targets, minlength=self._count))
        return starts, compact(owner[order], len(self._numbers)), self._posting_often[order]

    def often(self, terms: Sequence[str], target: int) -> _Floats:
        """Return in how many phrasings of a target each of some terms is."""
        found = np.zeros(len(terms))
        for place, term in enumerate(terms):
            number = self._numbers.get(term, -1)
            if number >= 0:
                start, end = self._postings[number], self._postings[number + 1]
                at = start + int(np.searchsorted(self._posting_targets[start:end], target))
                if at < end and self._posting_targets[at] == target:
                    found[place] = self._posting_often[at]
        return found

    def shares(self, first: NDArray[np.bool_]) -> dict[str, tuple[float, float, int]]:
        """Return for each term how often targets have it, added up over them: as a share of each one's phrasings, of
        those targets that are marked and of the others; and how many targets have it at all."""
        sizes = np.diff(self._first).astype(np.float64)
        lengths = np.diff(self._postings)
        owner = np.repeat(np.arange(len(lengths)), lengths)
        share = self._posting_often / sizes[self._posting_targets]
        marked = first[self._posting_targets]
        of_first, of_others = sums(owner, share * marked, len(lengths)), sums(owner, share * ~marked, len(lengths))
        rows = zip(of_first.tolist(), of_others.tolist(), lengths.tolist(), strict=True)
        return dict(zip(self._numbers, rows, strict=True))

    def tells(self, numbers: Sequence[int]) -> bool:
        """Tell whether any of some terms of phrasings, by their numbers, is no little word."""
        return bool(self._telling[list(numbers)].any())

    def nearest(self, terms: Sequence[str], target: int, most: int) -> list[tuple[list[int], list[int], float]]:
        """Return the phrasings of a target that share most with some terms, the nearest first, ties in their order.

        For each: the numbers of the terms (unknown ones below 0), those of the phrasing, and its weight; the weights
        add up to 1.
        """
        asked = [self._numbers.get(term, -1 - place) for place, term in enumerate(terms)]
        rows = np.arange(self._first[target], self._first[target + 1])
        at, owner = spread(self._starts, rows)
        tokens = self._tokens[at]
        worth = self._worth[tokens].astype(np.float64)
        shared = sums(owner, worth * np.isin(tokens, [number for number in asked if number >= 0]), len(rows))
        score = shared / np.sqrt(sums(owner, worth, len(rows)) + 1e-6)
        best = np.argsort(-score, kind="stable")[:most]
        weights = (score[best] + 1e-6) / (score[best] + 1e-6).sum()
        spoken = [self._tokens[self._starts[row] : self._starts[row + 1] - 1].tolist() for row in rows[best]]
        return [(asked, phrasing, much) for phrasing, much in zip(spoken, weights.tolist(), strict=True)]

    def search(self, terms: Sequence[Term]) -> Similarity:
        """Return how similar a question's terms are to its candidates; they may be empty."""
        query = self._query(terms)
        postings: Postings = self._all or self._some(self._candidates(query))
        return weigh(query, postings)

    def _query(self, terms: Sequence[Term]) -> Query:
        """Return what the base knows of a question's terms, each once."""
        found: dict[int, tuple[int, float, float]] = {}
        places = []
        for term in terms:
            number = self._numbers.get(term.text, -1)
            if number >= 0:
                place, sure, tells = found.get(number, (len(found), 0.0, 0.0))
                found[number] = place, max(sure, term.weight), max(tells, float(not term.little))
            places.append(found[number][0] if number >= 0 else -1)
        numbers = np.fromiter(found, np.int64, len(found))
        runs = self._letters.of([term.text for term in terms])
        return Query(
            terms=numbers,
            idf=self._idf[numbers].astype(np.float64),
            rarest=self._rarest,
            background=(self._often[numbers] + 0.1) / self._phrasings,
            sure=np.asarray([sure for _, sure, _ in found.values()]),
            telling=np.asarray([tells for _, _, tells in found.values()]),
            all_telling=sum(self.weight(text) for text in {term.text for term in terms if not term.little}),
            pairs=self._pairs(numbers, places),
            runs=runs,
            run_idf=self._letters.weights(runs),
            run_background=self._letters.background(runs),
            vocabulary=max(1, len(self._numbers)),
        )

    def _pairs(self, numbers: _Ints, places: Sequence[int]) -> Pairs:
        """Return the pairs of a question's terms that are next to each other or one apart, each once."""
        found = {
            (left, right, gap)
            for gap in (1, 2)
            for left, right in zip(places, places[gap:], strict=False)
            if left >= 0 and right >= 0
        }
        left, right, gap = np.asarray(sorted(found), np.int64).reshape(-1, 3).T
        keys = _pair_key(numbers[left], numbers[right], gap)
        number = np.searchsorted(self._pair_keys, keys)
        number[number == len(self._pair_keys)] = -1
        number[self._pair_keys[number] != keys if len(self._pair_keys) else slice(None)] = -1
        often = np.ones(len(number), np.int64)
        often[number >= 0] = self._pair_often[number[number >= 0]]
        return Pairs(left, right, gap, rarity(often, self._phrasings), (often + 0.1) / self._phrasings, number)

    def _some(self, targets: _Ints) -> FewPostings:
        """Return what some targets hold."""
        phrasings, owner = spread(self._first, targets)
        at, of_token = spread(self._starts, phrasings)
        held, place = spread(self._held, targets)
        return FewPostings(
            targets,
            owner,
            self._norms[phrasings],
            self._lengths[:, targets],
            starts=np.searchsorted(of_token, np.arange(len(phrasings))),
            tokens=self._tokens[at],
            again=self._again[at],
            letters=self._letters,
            rows=(place, self._held_terms[held], self._held_often[held]),
            end=len(self._numbers),
        )

    def _candidates(self, query: Query) -> _Ints:
        """Return the targets that the rarer terms of a question speak for loudest, ascending.

        Where these are too few, words that share letters with the question's help; a question that nothing speaks for
        has the first targets.
        """
        scores = self._roughly(query.terms, np.sqrt(query.idf) * query.sure)
        if np.count_nonzero(scores) < _CANDIDATES and len(query.runs):
            starts, alike, runs = self._letters.sharing(query.runs)
            weights = RUN_WEIGHT * np.add.reduceat(np.sqrt(query.run_idf)[runs], starts[:-1])
            nearest = np.argsort(-weights, kind="stable")[:_ALIKE]
            scores += self._roughly(alike[nearest], weights[nearest])
        best = np.flatnonzero(scores)
        if len(best) <= _CANDIDATES:
            return best if len(best) else np.arange(min(_CANDIDATES, self._count))
        return np.sort(best[np.argpartition(-scores[best], _CANDIDATES - 1)[:_CANDIDATES]])

    def _roughly(self, terms: _Ints, weights: _Floats) -> _Floats:
        """Return for every target the odds from some terms alone, the rarest first until enough postings are read."""
        lengths = (self._postings[terms + 1] - self._postings[terms]).astype(np.int64)
        order = np.argsort(lengths, kind="stable")
        order = order[: max(1, int(np.searchsorted(np.cumsum(lengths[order]), _MAX_POSTINGS, "right")))]
        at, owner = spread(self._postings, terms[order])
        background = (self._often[terms[order]] + 0.1) / self._phrasings
        return sums(
            self._posting_targets[at],
            gain(self._posting_often[at], background[owner]) * weights[order][owner],
            self._count,
        )


def _pairs(tokens: _Ints, owners: _Ints) -> tuple[_Ints, _Ints, _Ints, _Ints]:
    """Return the pairs of each phrasing, once: which pair and which phrasing, in order of the pairs; and for each pair
    its key and in how many phrasings it stands."""
    keys, docs = [], []
    for gap in (1, 2):
        same = owners[:-gap] == owners[gap:]
        keys.append(_pair_key(tokens[:-gap][same], tokens[gap:][same], gap))
        docs.append(owners[gap:][same])
    key, doc = np.concatenate(keys), np.concatenate(docs)
    order = np.argsort(key, kind="stable")
    key, doc = key[order], doc[order]
    another = np.append(True, key[1:] != key[:-1])[: len(key)]
    once = another | np.append(True, doc[1:] != doc[:-1])[: len(key)]
    another, key, doc = another[once], key[once], doc[once]
    pair = np.cumsum(another) - 1
    return pair, doc, key[another], np.bincount(pair)


def _repeats(first: _Ints, second: _Ints) -> tuple[_Ints, _Ints, _Ints]:
    """Return the different pairs of two numbers, of which equal ones stand together, and how often each stands."""
    new = np.append(True, (first[1:] != first[:-1]) | (second[1:] != second[:-1]))[: len(first)]
    starts = np.flatnonzero(new)
    return first[new], second[new], np.diff(np.append(starts, len(first)))


def _pair_key(left: _Ints, right: _Ints, gap: _Ints | int) -> _Ints:
    """Return one number for two terms and how far apart they are (1 or 2)."""
    return (left << 24 | right) << 1 | (gap - 1)
