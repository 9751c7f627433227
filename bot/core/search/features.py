"""What speaks for each target of a base to be what a message asks for, as a table of numbers.

A row for each candidate, a column for each feature, and a row of its own for "none of these". Weighs nothing.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from math import log
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..knowledge.model import Entry, Knowledge
from ..language.lexicon import Lexicon, split
from ..language.message import ASKED_FOR, Message, asked_for
from ..language.text import fold
from ..language.vocabulary import NameFinder
from .index import Index
from .similarity import Similarity
from .targets import Target, names_in, numbers_of, phrasings_of
from .vectors import Meanings, Vectors

__all__ = [
    "FEATURES",
    "NONE_FEATURES",
    "NONE_VECTOR_FEATURES",
    "VECTOR_FEATURES",
    "FeatureTable",
    "Features",
]

# Of a target, in the order of the columns of `Features.of`:
FEATURES = (
    "odds",  # naive Bayes log-odds, in standard deviations from the mean of the 64 highest
    "centre",  # cosine with the sum of its phrasings, in standard deviations from the mean
    "alike",  # cosine of runs of letters with their sum in its phrasings
    "votes",  # logarithm of the votes of its phrasings, beside the most voted target's
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
)
_MIN_COVERED = 0.25
_AMONG = 64  # the highest values, from whose mean others are measured: as many, however large the base
_NO_VOTES, _NO_CENTRE = 1e-3, 1e-2  # so that the logarithm of nothing is a number
# Of "none of these":
NONE_FEATURES = (
    "none",  # 1
    "none_unknown",  # share of the telling terms that the base does not know
    "none_brief",  # 1 / (1 + telling terms)
    "none_votes",  # the greatest of all targets; so the next two
    "none_centre",
    "none_letters",
    "none_many",  # logarithm of the number of candidates
)
NONE_VECTOR_FEATURES = ("none_meaning", "none_close")  # the greatest of all targets
_ASKS_SMOOTHING = 3.0  # phrasings' worth of the whole base that every target is taken to have besides its own


@dataclass(frozen=True, slots=True)
class FeatureTable:
    """The features of a message.

    Attributes:
        targets: (n_candidates, n_features), in the order of `similarity.targets` and of `Features.names`.
        none: (n_none_features,), of "none of these".
        similarity: What the index found; `similarity.targets` has the numbers of the candidates, ascending.
    """

    targets: NDArray[np.float64]
    none: NDArray[np.float64]
    similarity: Similarity


class Features:
    """Tells the features of messages beside the targets of one base. Read only once built.

    Args:
        targets: The entries and silences; numbered from 0 in this order.
        vectors: Where vectors of words come from; None: words alone are gone by.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        targets: Sequence[Target],
        lexicon: Lexicon,
        names: NameFinder,
        vectors: Vectors | None = None,
    ) -> None:
        self._targets, self._lexicon = targets, lexicon
        sizes = [len(phrasings_of(target)) for target in targets]
        owners = np.repeat(np.arange(len(targets)), sizes)
        asks = np.zeros((len(targets), len(ASKED_FOR)))
        self.index = Index(self._counted(owners, asks), owners, len(targets))
        self._asks = _against_usual(asks, np.asarray(sizes))
        self.richness = log(max(1, len(owners)) / max(1, len(targets)))
        """The logarithm of how many phrasings a target has on average."""
        named = targets if knowledge.vocabulary.names else ()
        self.named = _positions((name, at) for at, target in enumerate(named) for name in names_in(target, names))
        """For each name of the base the numbers of the targets that it belongs to, ascending."""
        self._numbered = _positions((number, at) for at, target in enumerate(targets) for number in numbers_of(target))
        entries = [target if isinstance(target, Entry) else None for target in targets]
        self._numberless = np.asarray([entry is not None and entry.figure is None for entry in entries])
        self._silence = np.asarray([entry is None for entry in entries])
        self.vectors = vectors
        """Where vectors of words come from; None: words alone are gone by."""
        self._meanings = self._meant(vectors) if vectors is not None else None

    def with_vectors(self, vectors: Vectors) -> Features:
        """Return one that goes by vectors of words as well; the rest is shared."""
        other = copy(self)
        other.vectors = vectors
        other._meanings = self._meant(vectors)
        return other

    @property
    def names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names of the features of targets, and of those of "none", in the order of their columns."""
        if self._meanings is None:
            return FEATURES, NONE_FEATURES
        return (*FEATURES, *VECTOR_FEATURES), (*NONE_FEATURES, *NONE_VECTOR_FEATURES)

    def of(self, message: Message, *, without: Container[int] = ()) -> FeatureTable:
        """Return the features of a message. In a small base all targets are candidates.

        Args:
            without: Numbers of targets to do as if the base lacked them.
        """
        similarity = self.index.search(message.terms)
        if without:
            similarity = similarity.without(without)
        columns = {name: np.zeros(len(similarity.targets)) for name in self.names[0]}
        self._by_words(message, similarity, columns)
        none = self._none(message, similarity)
        if self._meanings is not None:
            close, meaning = self._meanings.likeness(message.as_read, similarity.targets)
            columns |= {"meaning": _standard(meaning), "meant": meaning, "close": close}
            none += [float(meaning.max()), float(close.max())]
        table = np.stack([columns[name] for name in self.names[0]], axis=1)
        return FeatureTable(table, np.asarray(none), similarity)

    def asked_like(self, at: int, message: Message) -> float:
        """Return how much oftener than others a target is asked for in the ways of a message, in log-odds."""
        kinds = [ASKED_FOR.index(kind) for kind in message.asks]
        return float(self._asks[at, kinds].mean()) if kinds else 0.0

    def _by_words(self, message: Message, similarity: Similarity, columns: dict[str, NDArray[Any]]) -> None:
        """Fill in the features of targets that need no vectors."""
        targets = similarity.targets
        silence = self._silence[targets]
        votes = np.log(similarity.votes + _NO_VOTES)
        columns["odds"] = _standard(similarity.odds)
        columns["centre"] = _standard(similarity.centre)
        columns["alike"] = similarity.letters
        columns["votes"] = votes - votes.max()
        columns["covered"] = similarity.covered
        columns["lacking"] = similarity.lacking
        for kind in message.asks:
            columns["asks"] += self._asks[targets, ASKED_FOR.index(kind)] / len(message.asks)
        for number in {number.value for number in message.numbers}:
            columns["numbers"] += np.isin(targets, self._numbered.get(number, ()))
        for name in message.names:
            own = np.isin(targets, self.named.get(name, ()))
            rivals = [at for other, at in self.named.items() if other.kind == name.kind and other != name]
            if rivals:
                columns["foreign"] += np.isin(targets, np.concatenate(rivals)) & ~own
            columns["named"] += own
        columns["uncovered"] = similarity.covered < _MIN_COVERED
        if message.wants_number:
            columns["numberless"] = self._numberless[targets]
        columns["silence"] = silence
        columns["brief"] = silence * _brief(message)

    def _none(self, message: Message, similarity: Similarity) -> list[float]:
        """Return the features of "none of these" that need no vectors."""
        return [
            1.0,
            similarity.unknown,
            _brief(message),
            float(np.log(similarity.votes + _NO_VOTES).max()),
            log(float(similarity.centre.max()) + _NO_CENTRE),
            float(similarity.letters.max()),
            log(len(similarity.targets)),
        ]

    def _counted(self, owners: NDArray[np.int64], asks: NDArray[np.float64]) -> Iterator[list[str]]:
        """Yield the terms of phrasings, and count meanwhile in `asks` what kinds of thing each target is asked for."""
        for found, owner in zip(self._spoken(), owners.tolist(), strict=True):
            for kind in asked_for(" ".join(found)):
                asks[owner, ASKED_FOR.index(kind)] += 1
            yield self._lexicon.counted_words(found)

    def _meant(self, vectors: Vectors) -> Meanings:
        texts = [" ".join(spoken) for spoken in self._spoken()]
        return Meanings(vectors, texts, [len(phrasings_of(target)) for target in self._targets])

    def _spoken(self) -> Iterator[list[str]]:
        """Yield the words of all phrasings, in the order of the targets."""
        for target in self._targets:
            for phrasing in phrasings_of(target):
                yield split(fold(phrasing))


def _brief(message: Message) -> float:
    return 1.0 / (1 + message.telling)


def _against_usual(counts: NDArray[np.float64], sizes: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return for each target (a row) the log-odds of each kind of thing being asked for, against the whole base."""
    usual = (counts.sum(axis=0) + 1.0) / (sizes.sum() + 2.0)
    shares = (counts + _ASKS_SMOOTHING * usual) / (sizes + _ASKS_SMOOTHING)[:, None]
    return np.asarray(np.log(shares / usual), np.float32)


def _standard(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return values in standard deviations from the mean of the highest of them; zeros if all are the same."""
    highest = values if len(values) <= _AMONG else np.partition(values, len(values) - _AMONG)[-_AMONG:]
    spread = float(highest.std()) or 1.0
    return np.asarray((values - highest.mean()) / spread)


_T = TypeVar("_T")


def _positions(found: Iterable[tuple[_T, int]]) -> dict[_T, NDArray[np.int64]]:
    """Return for everything found the numbers of the targets that have it, ascending."""
    positions: dict[_T, list[int]] = {}
    for what, at in found:
        positions.setdefault(what, []).append(at)
    return {what: np.asarray(at, np.int64) for what, at in positions.items()}
