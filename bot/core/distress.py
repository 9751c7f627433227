"""Does a message tell of danger or abuse, rather than ask about the report? Knows nothing of what is then said.

A logistic regression over the words of the message, learnt when the knowledge is built from the messages in help.yaml
that call for help lines, those in the same words that do not, and every phrasing of the knowledge base. Its features
are words, pairs of words, and pairs of word classes up to five words apart ("my ... person > harm > me"), for what
matters is who does what to whom.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .english import CHAT, stem
from .model import Help
from .text import fold, words

__all__ = ["Distress"]

_ITERATIONS = 160
_PENALTY = 0.02  # of squared weights; chosen by cross-validation over the messages (bot tune)
_REACH = 5
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
        self._stem = stem
        self._classes = {self._stem(word): kind for kind, group in help.words.items() for word in group}
        messages = [*help.calls, *help.plain, *ordinary]
        labels = np.zeros(len(messages))
        labels[: len(help.calls)] = 1.0
        self._ids, rows, columns = self._table(messages)
        self._weights = _learn(rows, columns, labels, len(self._ids))

    def score(self, message: str) -> float:
        """Return how much a message sounds like a call for help: log-odds, above 0 more likely than not."""
        features = self._features(message)
        known = [self._ids[name] for name in features if name in self._ids]
        if not known:
            return float(self._weights[0])
        scale = 1.0 / np.sqrt(max(1, len(features)))
        return float(self._weights[0] + scale * self._weights[known].sum())

    def names_harm(self, message: str) -> bool:
        """Tell whether a message has a word of the class "harm"; True of every message if there is no such class."""
        if "harm" not in self._classes.values():
            return True
        return any(self._classes.get(self._stem(word)) == "harm" for word in words(fold(message)))

    def _table(self, messages: Sequence[str]) -> tuple[dict[str, int], NDArray[np.int64], NDArray[np.int64]]:
        """Return the number of each feature seen often enough (0 is the constant), and row and column of each cell."""
        found = [self._features(message) for message in messages]
        seen: dict[str, int] = {}
        for features in found:
            for name in features:
                seen[name] = seen.get(name, 0) + 1
        ids = {"": 0}
        for name, times in seen.items():
            if times >= _MIN_SEEN:
                ids[name] = len(ids)
        cells = [(row, ids[name]) for row, features in enumerate(found) for name in features if name in ids]
        table = np.asarray(cells, np.int64).reshape(-1, 2)
        return ids, table[:, 0], table[:, 1]

    def _features(self, message: str) -> list[str]:
        spoken = [part for word in words(fold(message)) for part in CHAT.get(word, word).split()][:_MAX_WORDS]
        stems = [self._stem(word) for word in spoken]
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


def _learn(
    rows: NDArray[np.int64], columns: NDArray[np.int64], labels: NDArray[np.float64], size: int
) -> NDArray[np.float64]:
    """Return the weights of a logistic regression with both classes made equally heavy.

    Accelerated gradient descent (Nesterov 1983) on rows of unit length; deterministic.
    """
    count = len(labels)
    lengths = np.bincount(rows, minlength=count)
    values = 1.0 / np.sqrt(np.maximum(1, lengths))[rows]
    heavy = np.where(labels == 1.0, count / max(1.0, labels.sum()), 1.0)
    heavy = np.minimum(heavy, 12.0)
    heavy /= heavy.mean()
    weights = np.zeros(size)
    ahead = weights.copy()
    step = 4.0
    for turn in range(1, _ITERATIONS + 1):
        scores = ahead[0] + np.bincount(rows, ahead[columns] * values, minlength=count)
        error = heavy * (labels - 1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))) / count
        gradient = np.bincount(columns, error[rows] * values, minlength=size) - _PENALTY / count * 10 * ahead
        gradient[0] = error.sum()
        moved = ahead + step * gradient
        ahead = moved + (turn - 1) / (turn + 2) * (moved - weights)
        weights = moved
    return weights
