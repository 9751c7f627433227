"""A question -> the entries and silences that it may be asking for, each with a probability.

A conditional logit (McFadden 1974) over all targets and one more choice, "none of these": the utility of a target is
a weighted sum of the features below, the weights were learnt from questions whose answers are known (`bot tune`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp

import numpy as np
from numpy.typing import NDArray

from .index import Evidence, Index
from .lexicon import Lexicon, Term
from .model import Entry, Knowledge, Name, Silence
from .question import NameFinder, Question, understand
from .text import fold, words
from .weights import WEIGHTS

__all__ = ["FEATURES", "NONE_FEATURES", "Match", "Matcher", "Ranking"]

# A question must be at least so like a `not_asked` phrasing (cosine) for it to rule an entry out.
_MIN_DENIAL = 0.6

# Of a target, in the order of the columns of `Matcher.features`:
FEATURES = (
    "odds",  # naive Bayes log-odds, in standard deviations from the mean of all targets
    "votes",  # logarithm of the votes of its phrasings, beside the most voted target's
    "likeness",  # cosine with its nearest phrasing
    "covered",  # share of the telling terms that it knows
    "numbers",  # numbers of the question that stand in it
    "foreign",  # names of the question that do not belong to it, though it has another of that kind
    "strange",  # the same, for names that nothing in the base has
    "numberless",  # 1 if a number is asked for and it is an entry that has none
    "quoted",  # 1 if somebody's very words are asked for and it is an entry that has them
    "silence",  # 1 if it is a silence
    "brief",  # 1 / (1 + telling terms) if it is a silence: few words ask for a thing, not for what is missing
)
# Of "none of these":
NONE_FEATURES = ("none", "none_unknown", "none_brief", "none_likeness", "none_votes")


@dataclass(frozen=True, slots=True)
class Match:
    """A target and how probable it is that the question asks for it, 0.0 to 1.0.

    phrasing: its phrasing that is nearest to the question. features: in the order of FEATURES.
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
    """Ranks the entries and silences of a knowledge base for a question. Built once per version; then read only."""

    def __init__(self, knowledge: Knowledge, weights: Mapping[str, float] = WEIGHTS) -> None:
        self.targets: tuple[Entry | Silence, ...] = (
            *knowledge.entries.values(),
            *knowledge.silences.values(),
        )
        owned = [(phrasing, at) for at, target in enumerate(self.targets) for phrasing in _phrasings(target)]
        owned.sort(key=lambda pair: pair[1])
        self._ids = [target.id for target in self.targets]
        self._at = {target.id: at for at, target in enumerate(self.targets)}
        self._phrasings = [phrasing for phrasing, _ in owned]
        denied = [phrasing for target in self.targets for phrasing in target.not_asked]
        self.lexicon = Lexicon(knowledge.vocabulary, [*self._phrasings, *denied])
        self.index = Index(
            [self.lexicon.counted(phrasing) for phrasing in self._phrasings],
            [at for _, at in owned],
            len(self.targets),
        )
        self._not_asked = self._denials()
        self._first = np.searchsorted(np.asarray([at for _, at in owned]), np.arange(len(self.targets)))
        self._finder = NameFinder(knowledge.vocabulary.names)
        self._names = self._names_of_targets()
        self._kinds = [{name.kind for name in names} for names in self._names]
        self.known_names = frozenset().union(*self._names)
        self._numbers = [_numbers_of(target) for target in self.targets]
        entries = [target if isinstance(target, Entry) else None for target in self.targets]
        self._numberless = np.asarray([entry is not None and entry.figure is None for entry in entries], np.float64)
        self._quoted = np.asarray([entry is not None and bool(entry.quote) for entry in entries], np.float64)
        self._silence = np.asarray([isinstance(target, Silence) for target in self.targets], np.float64)
        self._weights = np.asarray([weights.get(name, 0.0) for name in FEATURES])
        self._none_weights = np.asarray([weights.get(name, 0.0) for name in NONE_FEATURES])

    def understand(self, text: str) -> Question:
        """Read a question with the words of this base."""
        return understand(text, self.lexicon, self._finder)

    def rank(self, question: Question, *, limit: int = 8) -> Ranking:
        """Return the `limit` most probable targets of a question."""
        features, none, evidence = self.features(question)
        utility = features @ self._weights
        utility[self._denied(question, features)] = -np.inf
        of_none = float(none @ self._none_weights)
        highest = max(float(utility.max()), of_none)
        weight = np.exp(utility - highest)
        none_weight = exp(of_none - highest)
        total = float(weight.sum()) + none_weight
        best = np.argpartition(-weight, limit)[: limit + 1] if len(weight) > limit + 1 else np.arange(len(weight))
        order = sorted(zip((-weight[best]).tolist(), [self._ids[at] for at in best], best.tolist(), strict=True))
        matches = tuple(
            Match(self.targets[at], -negative / total, self._nearest(at, evidence), tuple(features[at].tolist()))
            for negative, _, at in order[:limit]
        )
        weighed = tuple((term, self.index.weight(term.text)) for term in question.terms)
        return Ranking(question, weighed, matches, none_weight / total)

    def features(self, question: Question) -> tuple[NDArray[np.float64], NDArray[np.float64], Evidence]:
        """Return the features of every target (a row each, in the order of `targets`), of "none", and the evidence."""
        evidence = self.index.search(question.terms)
        likeness = np.maximum.reduceat(evidence.cosines, self._first)
        votes = np.log(evidence.votes + 1e-3)
        spread = float(evidence.odds.std()) or 1.0
        brief = 1.0 / (1 + question.telling)
        table = np.zeros((len(self.targets), len(FEATURES)))
        table[:, 0] = (evidence.odds - evidence.odds.mean()) / spread
        table[:, 1] = votes - votes.max()
        table[:, 2] = likeness
        table[:, 3] = evidence.covered
        if question.numbers:
            values = {number.value for number in question.numbers}
            table[:, 4] = [len(values & numbers) for numbers in self._numbers]
        for name in question.names:
            column = 5 if name in self.known_names else 6
            table[:, column] += [
                name.kind in kinds and name not in names for kinds, names in zip(self._kinds, self._names, strict=True)
            ]
        if question.wants_number:
            table[:, 7] = self._numberless
        if question.wants_quote:
            table[:, 8] = self._quoted
        table[:, 9] = self._silence
        table[:, 10] = self._silence * brief
        none = np.asarray([1.0, evidence.unknown, brief, float(likeness.max()), float(votes.max())])
        return table, none, evidence

    def names_of(self, target: Entry | Silence) -> frozenset[Name]:
        """Return the names that stand in a target or its phrasings."""
        return self._names[self._at[target.id]]

    def numbers_of(self, target: Entry | Silence) -> frozenset[Fraction]:
        """Return the numbers that a target's figure stands for; empty if it has none."""
        return self._numbers[self._at[target.id]]

    def _denied(self, question: Question, features: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the targets whose `not_asked` is at least as like the question as anything in their `asked`."""
        if self._not_asked is None:
            return np.zeros(0, np.int64)
        index, owners = self._not_asked
        likeness = np.zeros(len(self.targets))
        np.maximum.at(likeness, owners, index.search(question.terms).cosines)
        return np.flatnonzero((likeness >= features[:, FEATURES.index("likeness")]) & (likeness >= _MIN_DENIAL))

    def _nearest(self, at: int, evidence: Evidence) -> str:
        last = self._first[at + 1] if at + 1 < len(self._first) else len(self._phrasings)
        return self._phrasings[int(self._first[at]) + int(evidence.cosines[self._first[at] : last].argmax())]

    def _denials(self) -> tuple[Index, NDArray[np.int64]] | None:
        denied = [(phrasing, at) for at, target in enumerate(self.targets) for phrasing in target.not_asked]
        if not denied:
            return None
        owners = np.asarray([at for _, at in denied], np.int64)
        terms = [self.lexicon.counted(phrasing) for phrasing, _ in denied]
        return Index(terms, range(len(denied)), len(denied)), owners

    def _names_of_targets(self) -> list[frozenset[Name]]:
        found = []
        for target in self.targets:
            spoken: list[str] = []
            for text in (*_phrasings(target), _speaker(target)):
                spoken += [*words(fold(text)), "."]
            found.append(frozenset(self._finder.find(spoken)))
        return found


def _phrasings(target: Entry | Silence) -> Sequence[str]:
    """Return everything by which a target may be asked for: ways of asking, title, and its own words."""
    if isinstance(target, Silence):
        return (*target.asked, target.title)
    own = [target.title, target.says, target.quote]
    if target.figure is None:
        own += [excerpt.text for excerpt in target.excerpts]
    return (*target.asked, *dict.fromkeys(text for text in own if text))


def _speaker(target: Entry | Silence) -> str:
    return target.speaker.name if isinstance(target, Entry) and target.speaker else ""


def _numbers_of(target: Entry | Silence) -> frozenset[Fraction]:
    figure = target.figure if isinstance(target, Entry) else None
    if figure is None or figure.value is None:
        return frozenset()
    numbers = {figure.value}
    if figure.whole:
        numbers |= {figure.whole, figure.value / figure.whole}
    return frozenset(numbers)
