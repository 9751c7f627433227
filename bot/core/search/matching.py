"""A question -> the entries and silences that it may be asking for, each with a probability.

A conditional logit (McFadden 1974) over all targets and one more choice, "none of these": the utility of a target is
a weighted sum of the features below, the weights were learnt from questions whose answers are known (`bot tune`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from math import exp, log
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..knowledge.model import Entry, Knowledge, Silence
from ..language.lexicon import Lexicon, Term, split
from ..language.message import ASKED_FOR, Question, asked_for, understand
from ..language.text import fold, words
from ..language.vocabulary import Name, NameFinder
from .index import Index
from .similarity import Similarity
from .vectors import Meanings, Vectors
from .weights import SEMANTIC_WEIGHTS, WEIGHTS

__all__ = [
    "FEATURES",
    "NONE_FEATURES",
    "NONE_VECTOR_FEATURES",
    "VECTOR_FEATURES",
    "Match",
    "Matcher",
    "Ranking",
]

# A question must be at least so like a `not_asked` phrasing (cosine) for it to rule an entry out.
_MIN_DENIAL = 0.6

# Of a target, in the order of the columns of `Matcher.features`:
FEATURES = (
    "odds",  # naive Bayes log-odds, in standard deviations from the mean of all targets
    "centre",  # cosine with the sum of its phrasings, in standard deviations from the mean
    "alike",  # cosine of runs of letters with their sum in its phrasings
    "votes",  # logarithm of the votes of its phrasings, beside the most voted target's
    "chance",  # logarithm of its probability by the classifier
    "silent_chance",  # the same once more if it is a silence
    "covered",  # share of the telling terms that it knows
    "lacking",  # how rare the rarest telling term is that others know and it does not
    "asks",  # log-odds of the kinds of thing asked for (who, why, when ...), by its own phrasings
    "numbers",  # numbers of the question that stand in it
    "foreign",  # names of the question that do not belong to it, though it has another of that kind
    "named",  # names of the question that stand in it
    "uncovered",  # 1 if it knows less than a quarter of the telling terms
    "numberless",  # 1 if a number is asked for and it is an entry that has none
    "silence",  # 1 if it is a silence
    "brief",  # 1 / (1 + telling terms) if it is a silence: few words ask for a thing, not for what is missing
)
# Further ones where there are vectors of words:
VECTOR_FEATURES = (
    "meaning",  # cosine with the sum of its phrasings, in standard deviations from the mean
    "meant",  # the same cosine as it is
    "close",  # cosine with the nearest of them
    "vector_chance",  # logarithm of its probability by the classifier that goes by the vectors
)
_COLUMN = {name: column for column, name in enumerate((*FEATURES, *VECTOR_FEATURES))}
_MIN_COVERED = 0.25
_NO_CHANCE = -20.0
_NO_VOTES, _NO_CENTRE = 1e-3, 1e-2  # so that the logarithm of nothing is a number
# Of "none of these":
NONE_FEATURES = (
    "none",  # 1
    "none_unknown",  # share of the telling terms that the base does not know
    "none_brief",  # 1 / (1 + telling terms)
    "none_votes",  # the greatest of all targets; so the next two
    "none_centre",
    "none_letters",
    "none_chance",  # the greatest of all entries
    "none_many",  # logarithm of the number of candidates
)
NONE_VECTOR_FEATURES = ("none_meaning", "none_close", "none_vector_chance")  # the greatest of all targets
_OFTEN = 0.25  # share of an entry's phrasings in which a name of its own stands
_ASKS_SMOOTHING = 3.0  # phrasings' worth of the whole base that every target is taken to have besides its own


@dataclass(frozen=True, slots=True)
class Match:
    """A target and how probable it is that the question asks for it, 0.0 to 1.0.

    phrasing: its phrasing that is nearest to the question. features: in the order of FEATURES,
    then of VECTOR_FEATURES where there are vectors.
    """

    target: Entry | Silence
    probability: float
    phrasing: str
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a question may be asking for, the most probable first; ties by id.

    none: probability that it is none of the targets. terms: the question's terms, each with its weight.
    """

    question: Question
    terms: tuple[tuple[Term, float], ...]
    matches: tuple[Match, ...]
    none: float


class Matcher:
    """Ranks the entries and silences of a knowledge base for a question. Built once per version; then read only.

    Args:
        weights: What each feature counts for; None: as learnt, with vectors or without.
        vectors: Where vectors of words come from; None: words alone are gone by.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        weights: Mapping[str, tuple[float, float]] | None = None,
        vectors: Vectors | None = None,
    ) -> None:
        self.targets: tuple[Entry | Silence, ...] = (
            *knowledge.entries.values(),
            *knowledge.silences.values(),
        )
        self._at = {target.id: at for at, target in enumerate(self.targets)}
        asked = [_phrasings(target) for target in self.targets]
        owners = np.repeat(np.arange(len(asked)), [len(own) for own in asked])
        denied = [target.not_asked for target in self.targets]
        self.lexicon = Lexicon(knowledge.vocabulary, chain.from_iterable([*asked, *denied]))
        spoken = (split(phrasing) for own in asked for phrasing in own)
        asks = np.zeros((len(asked), len(ASKED_FOR)))
        self.index = Index(self._counted(spoken, owners, asks), owners, len(self.targets))
        self._asks = _against_usual(asks, np.bincount(owners))
        self.richness = log(max(1, len(owners)) / max(1, len(asked)))  # logarithm of how many phrasings a target has
        self._denied_by = self._denials()
        self._finder = NameFinder(knowledge.vocabulary.names)
        self._named = self._names_of_targets() if knowledge.vocabulary.names else {}
        self.known_names = frozenset(self._named)
        self._numbered = _positions(
            (number, at) for at, target in enumerate(self.targets) for number in _numbers(target)
        )
        entries = [target if isinstance(target, Entry) else None for target in self.targets]
        self._numberless = np.asarray([entry is not None and entry.figure is None for entry in entries])
        self._silence = np.asarray([entry is None for entry in entries])
        self._meanings = self._meant(vectors) if vectors is not None else None
        self._weigh(weights)

    def with_vectors(self, vectors: Vectors) -> Matcher:
        """Return one that goes by vectors of words as well, with the weights learnt for that; the rest is shared."""
        other = copy(self)
        other._meanings = self._meant(vectors)
        other._weigh(None)
        return other

    def with_weights(self, weights: Mapping[str, tuple[float, float]]) -> Matcher:
        """Return one that weighs the features otherwise; the rest is shared."""
        other = copy(self)
        other._weigh(weights)
        return other

    @property
    def names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names of the features of targets, and of those of "none", in the order of their columns."""
        if self._meanings is None:
            return FEATURES, NONE_FEATURES
        return (*FEATURES, *VECTOR_FEATURES), (*NONE_FEATURES, *NONE_VECTOR_FEATURES)

    def understand(self, text: str) -> Question:
        """Read a question with the words of this base."""
        return understand(text, self.lexicon, self._finder)

    def rank(self, question: Question, *, limit: int = 8) -> Ranking:
        """Return the `limit` most probable targets of a question."""
        features, none, similar = self.features(question)
        utility = features @ self._weights
        utility[self._denied(question, similar)] = -np.inf
        of_none = float(none @ self._none_weights)
        highest = max(float(utility.max()), of_none)
        weight = np.exp(utility - highest)
        none_weight = exp(of_none - highest)
        total = float(weight.sum()) + none_weight
        best = np.argpartition(-weight, limit)[: limit + 1] if len(weight) > limit + 1 else np.arange(len(weight))
        likely = [(-float(weight[row]), self.targets[similar.targets[row]].id, row) for row in best.tolist()]
        matches = tuple(
            Match(
                self.targets[similar.targets[row]],
                -negative / total,
                _phrasings(self.targets[similar.targets[row]])[similar.nearest(row)],
                tuple(features[row].tolist()),
            )
            for negative, _, row in sorted(likely)[:limit]
        )
        weighed = tuple((term, self.index.weight(term.text)) for term in question.terms)
        return Ranking(question, weighed, matches, none_weight / total)

    def features(
        self, question: Question, *, without: Container[int] = ()
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], Similarity]:
        """Return the features of every candidate (a row each, in the order of `Similarity.targets`), of "none", and the
        similarity. In a small base all targets are candidates.

        Args:
            without: Numbers of targets to do as if the base lacked them.
        """
        similar = self.index.search(question.terms)
        if without:
            similar = similar.without(without)
        targets = similar.targets
        votes = np.log(similar.votes + _NO_VOTES)
        brief = 1.0 / (1 + question.telling)
        table = np.zeros((len(targets), len(self.names[0])))

        def count(feature: str, values: NDArray[Any]) -> None:
            table[:, _COLUMN[feature]] += values

        count("odds", _standard(similar.odds))
        count("centre", _standard(similar.centre))
        count("votes", votes - votes.max())
        count("alike", similar.letters)
        count("chance", similar.chance)
        count("silent_chance", similar.chance * self._silence[targets])
        count("covered", similar.covered)
        count("lacking", similar.lacking)
        for kind in question.asks:
            count("asks", self._asks[targets, ASKED_FOR.index(kind)] / len(question.asks))
        count("uncovered", similar.covered < _MIN_COVERED)
        for number in {number.value for number in question.numbers}:
            count("numbers", np.isin(targets, self._numbered.get(number, ())))
        for name in question.names:
            rivals = [at for other, at in self._named.items() if other.kind == name.kind and other != name]
            own = np.isin(targets, self._named.get(name, ()))
            if rivals:
                foreign = np.isin(targets, np.concatenate(rivals)) & ~own
                count("foreign", foreign)
            count("named", own)
        silence = self._silence[targets]
        if question.wants_number:
            count("numberless", self._numberless[targets])
        count("silence", silence)
        count("brief", silence * brief)
        centre = log(float(similar.centre.max()) + _NO_CENTRE)
        most = float(votes.max()), centre, float(similar.letters.max())
        of_entries = float(similar.chance.max(where=~silence, initial=_NO_CHANCE)) if similar.chance.any() else 0.0
        none = [1.0, similar.unknown, brief, *most, of_entries, log(len(targets))]
        if self._meanings is not None:
            close, meaning, chance = self._meanings.likeness(_as_read(question), targets)
            count("meaning", _standard(meaning))
            count("meant", meaning)
            count("close", close)
            count("vector_chance", chance)
            none += [float(meaning.max()), float(close.max()), float(chance.max())]
        return table, np.asarray(none), similar

    def names_of(self, target: Entry | Silence) -> frozenset[Name]:
        """Return the names that stand in a target or its phrasings."""
        at = self._at[target.id]
        return frozenset(name for name, targets in self._named.items() if at in targets)

    def numbers_of(self, target: Entry | Silence) -> frozenset[Fraction]:
        """Return the numbers that a target's figure stands for; empty if it has none."""
        return _numbers(target)

    def _weigh(self, weights: Mapping[str, tuple[float, float]] | None) -> None:
        if weights is None:
            weights = WEIGHTS if self._meanings is None else SEMANTIC_WEIGHTS
        self._weights, self._none_weights = (
            np.asarray([_weight(weights.get(name, (0.0, 0.0)), self.richness) for name in names])
            for names in self.names
        )

    def _meant(self, vectors: Vectors) -> Meanings:
        asked = [_phrasings(target) for target in self.targets]
        texts = [" ".join(split(phrasing)) for own in asked for phrasing in own]
        return Meanings(vectors, texts, [len(own) for own in asked])

    def _counted(
        self, spoken: Iterable[list[str]], owners: NDArray[np.int64], asks: NDArray[np.float64]
    ) -> Iterator[list[str]]:
        """Yield the terms of phrasings, and count meanwhile in `asks` what kinds of thing each target is asked for."""
        for found, owner in zip(spoken, owners.tolist(), strict=True):
            for kind in asked_for(" ".join(found)):
                asks[owner, ASKED_FOR.index(kind)] += 1
            yield self.lexicon.counted_words(found)

    def _denied(self, question: Question, similar: Similarity) -> NDArray[np.int64]:
        """Return the candidates whose `not_asked` is at least as like the question as anything in their `asked`."""
        if self._denied_by is None:
            return np.zeros(0, np.int64)
        index, owners = self._denied_by
        denied = index.search(question.terms)
        likeness = np.zeros(len(self.targets))
        np.maximum.at(likeness, owners[denied.targets], denied.likeness)
        likeness = likeness[similar.targets]
        return np.flatnonzero((likeness >= similar.likeness) & (likeness >= _MIN_DENIAL))

    def _denials(self) -> tuple[Index, NDArray[np.int64]] | None:
        denied = [(phrasing, at) for at, target in enumerate(self.targets) for phrasing in target.not_asked]
        if not denied:
            return None
        owners = np.asarray([at for _, at in denied], np.int64)
        terms = [self.lexicon.counted(phrasing) for phrasing, _ in denied]
        return Index(terms, np.arange(len(denied)), len(denied), classify=False), owners

    def _names_of_targets(self) -> dict[Name, NDArray[np.int64]]:
        """Return the names in the base, and where each is."""
        return _positions((name, at) for at, target in enumerate(self.targets) for name in self._names_in(target))

    def _names_in(self, target: Entry | Silence) -> Iterable[Name]:
        """Return the names that belong to a target.

        Those of an entry stand in its own words, or in a good part of its phrasings: in some, people take another name
        for its own ("was it Kent that had 58 complaints").
        """
        asked = Counter(name for text in target.asked for name in self._finder.find(words(fold(text))))
        if isinstance(target, Silence):
            return asked
        speaker = target.speaker.name if target.speaker is not None else ""
        own = (target.title, target.says, target.quote, speaker, *(excerpt.text for excerpt in target.excerpts))
        said = [word for text in own for word in (*words(fold(text)), ".")]
        often = [name for name, times in asked.items() if times >= _OFTEN * len(target.asked)]
        return dict.fromkeys((*self._finder.find(said), *often))


def _as_read(question: Question) -> str:
    """Return the words of a question, misspelt ones as they were repaired."""
    return " ".join(term.repaired or term.typed for term in question.terms)


def _weight(learnt: tuple[float, float], richness: float) -> float:
    """Return what a feature counts for in a base: weights are learnt as lines over how rich it is in phrasings."""
    at_one, more = learnt
    return at_one + more * richness


def _against_usual(counts: NDArray[np.float64], sizes: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return for each target (a row) the log-odds of each kind of thing being asked for, against the whole base."""
    usual = (counts.sum(axis=0) + 1.0) / (sizes.sum() + 2.0)
    shares = (counts + _ASKS_SMOOTHING * usual) / (sizes + _ASKS_SMOOTHING)[:, None]
    return np.asarray(np.log(shares / usual), np.float32)


def _standard(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return values in standard deviations from their mean; zeros if all are the same."""
    spread = float(values.std()) or 1.0
    return np.asarray((values - values.mean()) / spread)


_T = TypeVar("_T")


def _positions(found: Iterable[tuple[_T, int]]) -> dict[_T, NDArray[np.int64]]:
    """Return for everything found the numbers of the targets that have it, ascending."""
    positions: dict[_T, list[int]] = {}
    for what, at in found:
        positions.setdefault(what, []).append(at)
    return {what: np.asarray(at, np.int64) for what, at in positions.items()}


def _phrasings(target: Entry | Silence) -> Sequence[str]:
    """Return everything by which a target may be asked for: ways of asking, title, and its own words."""
    if isinstance(target, Silence):
        return tuple(dict.fromkeys((*target.asked, target.title)))
    own = [target.title, target.says, target.quote]
    if not target.says and not target.quote:
        own += [excerpt.text for excerpt in target.excerpts]
    if target.quote and target.speaker is not None:  # what nobody thinks of writing down, as it is so plain
        own += [f"{ask} {target.speaker.name}" for ask in ("quote from", "statement by", "what was said by")]
    return tuple(dict.fromkeys(text for text in (*target.asked, *own) if text))


def _numbers(target: Entry | Silence) -> frozenset[Fraction]:
    figure = target.figure if isinstance(target, Entry) else None
    if figure is None or figure.value is None:
        return frozenset()
    numbers = {figure.value}
    if figure.whole:
        numbers |= {figure.whole, figure.value / figure.whole}
    return frozenset(numbers)
