"""The inverted index: which entries a question's terms speak for, and how loudly. Knows targets by number only.

Three kinds of evidence, each pooling all phrasings of a target, and each the best where the others are weak:

- odds: naive Bayes log-odds of each feature for the target against the base as a whole, smoothed towards the base
  (so that a feature that the target lacks counts against it);
- centre: cosine with the sum of the target's phrasings (Rocchio);
- votes: sum over its phrasings of the squared cosine with each (a soft nearest neighbour).

Features are terms, pairs of terms next to each other or one apart, and for the first two kinds also runs of three and
four letters inside terms, weighted by inverse document frequency over phrasings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .lexicon import Term

__all__ = ["Evidence", "Index"]

_Floats = NDArray[np.float32]
_Ints = NDArray[np.int32]

_PAIR_WEIGHT = 0.6
_GRAM_WEIGHT = 0.35
_SMOOTHING = 4.0  # phrasings' worth of the whole base that every target is taken to have besides its own


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a question found: four scores for each target, and for each phrasing its cosine.

    covered: the share of the question's telling terms (all but the little ones, each by its weight, those that the
    base does not know included) that the target's phrasings have, 0.0 to 1.0.
    unknown: the share that no phrasing of the base has.
    """

    covered: NDArray[np.float64]
    odds: NDArray[np.float64]
    centre: NDArray[np.float64]
    votes: NDArray[np.float64]
    cosines: NDArray[np.float64]
    unknown: float


class _Postings:
    """For each feature the ids that have it and a weight each, as three flat arrays."""

    def __init__(self, features: NDArray[np.int64], ids: NDArray[np.int64], count: int) -> None:
        order = np.lexsort((ids, features))
        self.ids = ids[order].astype(np.int32)
        self.starts = np.searchsorted(features[order], np.arange(count + 1)).astype(np.int32)
        self.order = order
        self.features = features[order]

    def gather(self, features: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return for the features, in order, the positions of their postings and which feature each belongs to."""
        starts = self.starts[features].astype(np.int64)
        lengths = self.starts[features + 1] - starts
        owner = np.repeat(np.arange(len(features)), lengths)
        offsets = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return starts[owner] + offsets, owner


class Index:
    """An index of phrasings, each of which belongs to a target.

    Args:
        phrasings: The terms of each phrasing, in order.
        targets: For each phrasing the number of its target, from 0.
        count: How many targets there are; every one needs a phrasing.
    """

    def __init__(self, phrasings: Sequence[Sequence[str]], targets: Sequence[int], count: int) -> None:
        self.count = count
        self._phrasings = len(phrasings)
        self._terms: dict[str, int] = {}
        lengths = np.fromiter((len(terms) for terms in phrasings), np.int64, len(phrasings))
        register = self._terms
        flat = np.fromiter(
            (register.setdefault(term, len(register)) for terms in phrasings for term in terms),
            np.int64,
            int(lengths.sum()),
        )
        owners = np.repeat(np.arange(len(phrasings)), lengths)
        target_of = np.asarray(targets, np.int64)
        keys, doc = self._pairs(flat, owners)
        self._pair_keys, pair_ids = np.unique(keys, return_inverse=True)
        words = len(self._terms)
        features = np.concatenate([flat, pair_ids + words])
        owners = np.concatenate([owners, doc])
        self._features = words + len(self._pair_keys)
        # One feature counts once a phrasing.
        once = np.unique(owners * self._features + features)
        owners, features = once // self._features, once % self._features
        frequency = np.bincount(features, minlength=self._features)
        self._idf = np.log((len(phrasings) + 1) / (frequency + 0.5)).astype(np.float32)
        self._kind = np.ones(self._features, np.float32)
        self._kind[words:] = _PAIR_WEIGHT
        self._size = np.bincount(target_of, minlength=count).astype(np.float32)

        weight = self._kind * self._idf
        norms = np.sqrt(np.bincount(owners, weight[features] ** 2, minlength=len(phrasings))).astype(np.float32)
        self._by_phrasing = _Postings(features, owners, self._features)
        self._phrasing_weight = (weight[features] / norms[owners])[self._by_phrasing.order].astype(np.float32)
        self._target_of = target_of.astype(np.int32)
        self._add_targets(features, target_of[owners], frequency)

    def _add_targets(
        self, features: NDArray[np.int64], targets: NDArray[np.int64], frequency: NDArray[np.int64]
    ) -> None:
        """Build the postings of targets: terms and pairs, and the letter runs of their terms."""
        pairs, counts = np.unique(targets * self._features + features, return_counts=True)
        target, feature = pairs // self._features, pairs % self._features
        background = (frequency + 0.1) / self._phrasings
        self._by_target = _Postings(feature, target, self._features)
        order = self._by_target.order
        smooth = _SMOOTHING * background[feature]
        self._odds_gain = np.log((counts + smooth) / smooth)[order].astype(np.float32)
        self._odds_absent = np.log(_SMOOTHING / (self._size + _SMOOTHING)).astype(np.float32)
        centre = counts * (self._kind * self._idf)[feature]

        # Letter runs: a target has those of its terms, as often as it has the terms.
        words = len(self._terms)
        grams, rows = _grams(self._terms)
        self._gram_ids = grams
        term_starts = np.cumsum([0, *(len(row) for row in rows)])
        flat = np.fromiter((gram for row in rows for gram in row), np.int64, int(term_starts[-1]))
        is_word = feature < words
        term, owner, often = feature[is_word], target[is_word], counts[is_word]
        lengths = term_starts[term + 1] - term_starts[term]
        offsets = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        gram = flat[np.repeat(term_starts[term], lengths) + offsets]
        keys, inverse = np.unique(np.repeat(owner, lengths) * len(grams) + gram, return_inverse=True)
        gram_counts = np.bincount(inverse, np.repeat(often, lengths))
        gram_target, gram_feature = keys // max(1, len(grams)), keys % max(1, len(grams))
        gram_frequency = np.bincount(gram_feature, gram_counts, minlength=len(grams))
        self._gram_idf = np.log((self._phrasings + 1) / (np.minimum(gram_frequency, self._phrasings) + 0.5))
        self._gram_idf = np.maximum(self._gram_idf, 0.0).astype(np.float32)
        self._by_gram = _Postings(gram_feature, gram_target, len(grams))
        gram_smooth = _SMOOTHING * (gram_frequency[gram_feature] + 0.1) / self._phrasings
        gram_order = self._by_gram.order
        self._gram_gain = np.log((gram_counts + gram_smooth) / gram_smooth)[gram_order].astype(np.float32)
        gram_centre = gram_counts * _GRAM_WEIGHT * self._gram_idf[gram_feature]

        squares = np.bincount(target, centre**2, minlength=self.count)
        squares += np.bincount(gram_target, gram_centre**2, minlength=self.count)
        norms = np.sqrt(np.maximum(squares, 1e-12))
        self._centre = (centre / norms[target])[order].astype(np.float32)
        self._gram_centre = (gram_centre / norms[gram_target])[gram_order].astype(np.float32)

    def weight(self, term: str) -> float:
        """Return how much a term tells: its inverse document frequency; that of a term never seen is the highest."""
        at = self._terms.get(term)
        return float(self._idf[at]) if at is not None else float(np.log((self._phrasings + 1) / 0.5))

    def search(self, terms: Sequence[Term]) -> Evidence:
        """Return the evidence of a question's terms, which may be empty, for every target."""
        features, sure, telling = self._question(terms)
        grams = self._question_grams(terms)
        idf, kind = self._idf[features], self._kind[features]
        gram_idf = self._gram_idf[grams]

        at, owner = self._by_target.gather(features)
        ids = self._by_target.ids[at]
        all_telling = sum(self.weight(text) for text in {term.text for term in terms if not term.little})
        covered = _sums(ids, (idf * telling)[owner], self.count) / max(all_telling, 1e-9)
        unknown = 1.0 - float((idf * telling).sum()) / all_telling if all_telling else 1.0

        odds_weight = kind * np.sqrt(idf) * sure
        gram_at, gram_owner = self._by_gram.gather(grams)
        gram_ids = self._by_gram.ids[gram_at]
        gram_odds_weight = _GRAM_WEIGHT * np.sqrt(gram_idf)
        odds = _sums(ids, self._odds_gain[at] * odds_weight[owner], self.count)
        odds += _sums(gram_ids, self._gram_gain[gram_at] * gram_odds_weight[gram_owner], self.count)
        total = float(odds_weight.sum() + gram_odds_weight.sum())
        odds = odds / max(total, 1e-9) + self._odds_absent

        weight = kind * idf * sure
        gram_weight = _GRAM_WEIGHT * gram_idf
        norm = float(np.sqrt((weight**2).sum() + (gram_weight**2).sum())) or 1.0
        centre = _sums(ids, self._centre[at] * weight[owner], self.count)
        centre += _sums(gram_ids, self._gram_centre[gram_at] * gram_weight[gram_owner], self.count)

        at, owner = self._by_phrasing.gather(features)
        norm_terms = float(np.sqrt((weight**2).sum())) or 1.0
        cosines = _sums(self._by_phrasing.ids[at], self._phrasing_weight[at] * weight[owner], self._phrasings)
        cosines /= norm_terms
        votes = _sums(self._target_of, cosines * cosines, self.count)
        return Evidence(
            covered,
            odds,
            centre / norm,
            votes,
            cosines,
            unknown,
        )

    def _question(self, terms: Sequence[Term]) -> tuple[NDArray[np.int64], _Floats, _Floats]:
        """Return the features of a question that the index has, each once; how sure each is; whether it tells."""
        numbers = [self._terms.get(term.text, -1) for term in terms]
        best: dict[int, tuple[float, float]] = {}
        for number, term in zip(numbers, terms, strict=True):
            if number >= 0:
                earlier = best.get(number, (0.0, 0.0))
                best[number] = max(term.weight, earlier[0]), max(float(not term.little), earlier[1])
        keys, _ = self._pairs(np.asarray(numbers, np.int64), np.zeros(len(numbers), np.int64))
        keys = np.unique(keys[keys >= 0])
        at = np.searchsorted(self._pair_keys, keys)
        inside = at < len(self._pair_keys)
        at, keys = at[inside], keys[inside]
        pairs = at[self._pair_keys[at] == keys] + len(self._terms)
        features = np.concatenate([np.fromiter(best, np.int64, len(best)), pairs])
        sure = np.ones(len(features), np.float32)
        telling = np.zeros(len(features), np.float32)
        for place, (weight, tells) in enumerate(best.values()):
            sure[place], telling[place] = weight, tells
        return features, sure, telling

    def _question_grams(self, terms: Sequence[Term]) -> NDArray[np.int64]:
        found = {self._gram_ids[gram] for term in terms for gram in _runs(term.text) if gram in self._gram_ids}
        return np.fromiter(sorted(found), np.int64, len(found))

    @staticmethod
    def _pairs(flat: NDArray[np.int64], owners: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return a key for every two terms of one phrasing that are neighbours or one apart, and its phrasing.

        The key of a pair with a term that is not known (-1) is negative.
        """
        keys, docs = [], []
        for gap in (1, 2):
            left, right = flat[:-gap], flat[gap:]
            same = owners[:-gap] == owners[gap:]
            unknown = (left < 0) | (right < 0)
            key = np.where(unknown, -1, (left << 24 | right) << 1 | (gap - 1))
            keys.append(key[same])
            docs.append(owners[gap:][same])
        return np.concatenate(keys), np.concatenate(docs)


def _sums(ids: _Ints, values: NDArray[np.floating[Any]], count: int) -> NDArray[np.float64]:
    """Add up the values of each id from 0 to count - 1; no values give zeros."""
    if not len(ids):
        return np.zeros(count)
    return np.bincount(ids, values, count).astype(np.float64, copy=False)


def _runs(term: str) -> list[str]:
    """Return the runs of three and four letters of a term, its edges marked; none for numbers and synonyms' marks."""
    if term.startswith(("=", "?")) or not term.isalpha():
        return []
    edged = f"^{term}$"
    return [edged[at : at + size] for size in (3, 4) for at in range(len(edged) - size + 1)]


def _grams(terms: dict[str, int]) -> tuple[dict[str, int], list[list[int]]]:
    """Return the number of every letter run of the terms, and for each term in order the numbers of its runs."""
    ids: dict[str, int] = {}
    rows = [[ids.setdefault(run, len(ids)) for run in dict.fromkeys(_runs(term))] for term in terms]
    return ids, rows
