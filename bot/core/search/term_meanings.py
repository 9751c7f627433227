"""How near the words of a message are in meaning to the words that an entry has, by vectors of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

import numpy as np
from numpy.typing import NDArray

from ..language.lexicon import Lexicon, Term
from .features import Features

__all__ = ["TermMeanings"]

_UNLIKE, _ALIKE = (
    0.22,
    0.62,
)  # cosines of words that have nothing to do with each other, and of those that mean one thing


class TermMeanings:
    """The vectors of the telling terms of a base, and which of them each target has. Built once; then read only.

    Args:
        features: Goes by vectors of words; its targets are meant by their numbers.
    """

    def __init__(self, lexicon: Lexicon, features: Features) -> None:
        assert features.vectors is not None
        self._vectors, self._index = features.vectors, features.index
        spoken: dict[int, str] = {}
        for word in lexicon.words:  # of the words that make the same term, the shortest stands for all
            for number in self._index.numbers(lexicon.counted_words([word])):
                if number not in spoken or (len(word), word) < (len(spoken[number]), spoken[number]):
                    spoken[number] = word
        telling = sorted(number for number in spoken if self._index.tells([number]))
        self._row = np.full(self._index.size_of_vocabulary + 1, -1, np.int32)
        self._row[telling] = np.arange(len(telling))
        self._table = self._vectors.of([spoken[number] for number in telling])
        self._starts, self._terms, self._often = self._index.held()

    def of(self, terms: Sequence[Term], target: int, own: Set[str]) -> NDArray[np.float64]:
        """Return the WORD_VECTOR_FEATURES of some terms of a message beside a target, as rows.

        Args:
            own: The terms of the target's own words.
        """
        held = self._terms[self._starts[target] : self._starts[target + 1]].astype(np.int64)
        often = self._often[self._starts[target] : self._starts[target + 1]].astype(np.float64)
        kept = self._row[held] >= 0
        held, often = held[kept], often[kept]
        vectors = self._vectors.of([(term.repaired or term.typed).split()[-1] for term in terms])
        asked = self._cosines(vectors, terms, held)
        owned = self._cosines(vectors, terms, self._known(own), itself=True)
        alike = np.clip((asked - _UNLIKE) / (_ALIKE - _UNLIKE), 0.0, 1.0) * (often / (often + 1.0))
        return np.stack([each.max(axis=1, initial=0.0) for each in (asked, alike, owned)], axis=1)

    def _known(self, own: Iterable[str]) -> NDArray[np.int64]:
        numbers = np.asarray(sorted(self._index.numbers(own)), np.int64)
        return numbers[self._row[numbers] >= 0]

    def _cosines(
        self, vectors: NDArray[np.float32], terms: Sequence[Term], held: NDArray[np.int64], *, itself: bool = False
    ) -> NDArray[np.float64]:
        """Return the cosines of each term of a message with each of some of the base; itself: with itself too."""
        found = (vectors @ self._table[self._row[held]].T).astype(np.float64)
        if not itself:
            numbers = [next(iter(self._index.numbers([term.text])), -1) for term in terms]
            found[np.asarray(numbers, np.int64)[:, np.newaxis] == held] = 0.0
        return found
