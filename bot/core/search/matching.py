"""A message -> the entries and silences that it may be asking for, each with a probability.

A conditional logit (McFadden 1974) over all targets and one more choice, "none of these": the utility of a target is
a weighted sum of its features, the weights were learnt from questions whose answers are known (`bot tune`).
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from itertools import chain
from math import exp

import numpy as np
from numpy.typing import NDArray

from ..knowledge.model import Knowledge
from ..language.lexicon import Lexicon, Term
from ..language.message import Message, MessageReader
from ..language.text import fold
from ..language.vocabulary import Name, NameFinder
from .features import Features
from .index import Index
from .learnt import SHIPPED
from .similarity import Similarity
from .targets import Target, phrasings_of
from .vectors import Vectors

__all__ = ["Match", "Matcher", "Ranking"]

# A message must be at least so like a `not_asked` phrasing (cosine) for it to rule an entry out.
_MIN_DENIAL = 0.6


@dataclass(frozen=True, slots=True)
class Match:
    """A target, and how probable it is that the message asks for it.

    Attributes:
        target: The entry or silence.
        probability: 0.0 to 1.0.
        phrasing: The phrasing of the target that is nearest to the message.
        features: In the order of `Features.names`.
    """

    target: Target
    probability: float
    phrasing: str
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a message may be asking for.

    Attributes:
        message: The message.
        terms: Its terms, each with its weight: how much it tells in this base.
        matches: The most probable first; ties by id.
        none: The probability that it asks for none of the targets of the base.
        none_features: What speaks for that, in the order of `Features.names`.
    """

    message: Message
    terms: tuple[tuple[Term, float], ...]
    matches: tuple[Match, ...]
    none: float
    none_features: tuple[float, ...] = ()


class Matcher:
    """Ranks the entries and silences of a knowledge base for a message. Built once per version; then read only.

    Args:
        weights: What each feature counts for, as `Weighting.weights`; None: as learnt.
        vectors: Where vectors of words come from; None: words alone are gone by.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        weights: Mapping[str, tuple[float, float]] | None = None,
        vectors: Vectors | None = None,
    ) -> None:
        self.targets: tuple[Target, ...] = (*knowledge.entries.values(), *knowledge.silences.values())
        self._at = {target.id: at for at, target in enumerate(self.targets)}
        spoken = chain.from_iterable((*phrasings_of(target), *target.not_asked) for target in self.targets)
        self.lexicon = Lexicon(knowledge.vocabulary, spoken)
        self.names = NameFinder(knowledge.vocabulary.names)
        self._reader = MessageReader(self.lexicon, self.names)
        self.features = Features(knowledge, self.targets, self.lexicon, self.names, vectors)
        self.known_names = frozenset(self.features.named)
        """The names that belong to anything in the base."""
        self._denied_by = self._denials()
        self._weigh(weights or SHIPPED.weighting(vectors=vectors is not None).weights)

    def with_vectors(self, vectors: Vectors, weights: Mapping[str, tuple[float, float]] | None = None) -> Matcher:
        """Return one that goes by vectors of words as well, with weights learnt for that; the rest is shared."""
        other = copy(self)
        other.features = self.features.with_vectors(vectors)
        other._weigh(weights or SHIPPED.by_vectors.weights)
        return other

    def with_weights(self, weights: Mapping[str, tuple[float, float]]) -> Matcher:
        """Return one that weighs the features otherwise; the rest is shared."""
        other = copy(self)
        other._weigh(weights)
        return other

    def read(self, text: str) -> Message:
        """Read a message with the words of this base."""
        return self._reader.read(text)

    def read_folded(self, folded: str) -> Message:
        """Read what was folded before."""
        return self._reader.read_folded(folded)

    def rank(self, message: Message, *, limit: int = 8) -> Ranking:
        """Return the `limit` most probable targets of a message."""
        table = self.features.of(message)
        candidates = table.similarity.targets
        utility = table.targets @ self._weights
        utility[self._denied(message, table.similarity)] = -np.inf
        of_none = float(table.none @ self._none_weights)
        highest = max(float(utility.max()), of_none)
        weight = np.exp(utility - highest)
        none_weight = exp(of_none - highest)
        total = float(weight.sum()) + none_weight
        best = np.argpartition(-weight, limit)[: limit + 1] if len(weight) > limit + 1 else np.arange(len(weight))
        likely = [(-float(weight[row]), self.targets[candidates[row]].id, row) for row in best.tolist()]
        matches = tuple(
            Match(
                self.targets[candidates[row]],
                -negative / total,
                phrasings_of(self.targets[candidates[row]])[table.similarity.nearest(row)],
                tuple(table.targets[row].tolist()),
            )
            for negative, _, row in sorted(likely)[:limit]
        )
        weighed = tuple((term, self.features.index.weight(term.text)) for term in message.terms)
        return Ranking(message, weighed, matches, none_weight / total, tuple(table.none.tolist()))

    def asked_like(self, target: Target, message: Message) -> float:
        """Return how much oftener than others a target is asked for in the way of a message (who, when, why, how many),
        in log-odds; 0.0 where the message asks in none of them."""
        return self.features.asked_like(self._at[target.id], message)

    def names_of(self, target: Target) -> frozenset[Name]:
        """Return the names that belong to a target: those of its own words, and those it is often asked with."""
        at = self._at[target.id]
        return frozenset(name for name, targets in self.features.named.items() if at in targets)

    def _weigh(self, weights: Mapping[str, tuple[float, float]]) -> None:
        """Work out what each feature counts for here: weights are lines over how rich a base is in phrasings."""
        self._weights, self._none_weights = (
            np.asarray(
                [at_one + more * self.features.richness for at_one, more in (weights.get(n, (0, 0)) for n in row)]
            )
            for row in self.features.names
        )

    def _denied(self, message: Message, similarity: Similarity) -> NDArray[np.int64]:
        """Return the candidates whose `not_asked` is at least as like the message as anything in their `asked`."""
        if self._denied_by is None:
            return np.zeros(0, np.int64)
        index, owners = self._denied_by
        denied = index.search(message.terms)
        likeness = np.zeros(len(self.targets))
        np.maximum.at(likeness, owners[denied.targets], denied.likeness)
        likeness = likeness[similarity.targets]
        return np.flatnonzero((likeness >= similarity.likeness) & (likeness >= _MIN_DENIAL))

    def _denials(self) -> tuple[Index, NDArray[np.int64]] | None:
        denied = [(phrasing, at) for at, target in enumerate(self.targets) for phrasing in target.not_asked]
        if not denied:
            return None
        owners = np.asarray([at for _, at in denied], np.int64)
        terms = [self.lexicon.counted(fold(phrasing)) for phrasing, _ in denied]
        return Index(terms, np.arange(len(denied)), len(denied)), owners
