"""Does a message tell of danger or abuse, rather than ask about the report? Knows nothing of what is then said.

A classifier over the words of the message, learnt when the knowledge is built from the messages in help.yaml that call
for help lines, those in the same words that do not, and phrasings of the knowledge base. Its features are words, pairs
of words, and pairs of word classes up to five words apart ("my ... person > harm > me"), for what matters is who does
what to whom.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from ..knowledge.model import Help
from ..language.english import CHAT, stem
from ..language.text import fold, words
from ..search.classifier import Classifier, SparseFeatures
from ..search.ragged import starts_of

__all__ = ["Distress"]

_REACH = 5
_MAX_ORDINARY = 5_000  # so many phrasings of a base, evenly chosen, are enough to learn what is ordinary
_PLAIN, _CALL = 0, 1
_MAX_WORDS = 120
_MIN_SEEN = 2
_SELF = {
    "i": "i", "im": "i", "we": "i", "me": "me", "myself": "me", "us": "me", "my": "my", "our": "my", "mine": "my",
    "he": "they", "she": "they", "they": "they", "him": "them", "her": "them", "them": "them", "his": "their",
    "their": "their",
}  # fmt: skip


class Distress:
    """Judges messages. Built once per knowledge base; then read only.

    Args:
        help: The messages to learn from, and the word classes.
        ordinary: Messages that are certainly none: the base's own phrasings.
    """

    def __init__(self, help: Help, ordinary: Sequence[str]) -> None:
        self._classes = {stem(word): kind for kind, group in help.words.items() for word in group}
        texts = [*help.calls, *help.plain, *ordinary[:: max(1, len(ordinary) // _MAX_ORDINARY)]]
        messages = [words(fold(text)) for text in texts]
        kinds = np.full(len(messages), _PLAIN)
        kinds[: len(help.calls)] = _CALL
        found = [self._features(message) for message in messages]
        often = Counter(chain.from_iterable(found))
        seen = (name for name, times in often.items() if times >= _MIN_SEEN)
        self._ids = {name: at for at, name in enumerate(seen, start=1)}
        rows = [self._row(features) for features in found]
        features = SparseFeatures(
            starts_of([len(columns) for columns, _ in rows]),
            np.concatenate([columns for columns, _ in rows]),
            np.concatenate([values for _, values in rows]),
            1 + len(self._ids),
        )
        self._classifier = Classifier(features, kinds, 2)

    def score(self, spoken: Sequence[str]) -> float:
        """Return how much the words of a message sound like a call for help: log-odds, above 0 more likely than not."""
        chances = self._classifier.chances(*self._row(self._features(spoken)))
        return float(chances[_CALL] - chances[_PLAIN])

    def names_harm(self, spoken: Sequence[str]) -> bool:
        """Tell whether any of these words is of the class "harm"; True of all words if there is no such class."""
        if "harm" not in self._classes.values():
            return True
        return any(self._classes.get(stem(word)) == "harm" for word in spoken)

    def _row(self, features: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the numbers of the features that are known, and their values: the more there are, the less each.

        Number 0 is a constant, which every message has.
        """
        columns = np.asarray([0, *(self._ids[name] for name in features if name in self._ids)], np.int64)
        values = np.full(len(columns), 1.0 / np.sqrt(max(1, len(columns) - 1)), np.float32)
        values[0] = 1.0
        return columns, values

    def _features(self, said: Sequence[str]) -> list[str]:
        spoken = [part for word in said for part in CHAT.get(word, word).split()][:_MAX_WORDS]
        stems = [stem(word) for word in spoken]
        kinds = [_SELF.get(word) or self._classes.get(stem) for word, stem in zip(spoken, stems, strict=True)]
        found = dict.fromkeys(stems)
        found |= dict.fromkeys(f"{left} {right}" for left, right in pairwise(stems))
        for at, kind in enumerate(kinds):
            if kind is None:
                continue
            found[f"#{kind}"] = None
            for other in kinds[at + 1 : at + 1 + _REACH]:
                if other is not None:
                    found[f"#{kind}>{other}"] = None
        present = {kind for kind in kinds if kind is not None}
        found |= dict.fromkeys(f"#no {kind}" for kind in set(self._classes.values()) - present)
        return list(found)
