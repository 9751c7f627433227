"""In which language is a message? Told by its runs of letters, learnt from a few messages in each language.

A naive Bayes classifier. Knows of no language but those that it learnt from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..language.english import ordinary
from ..language.text import words
from .call_features import WIDTH, letter_runs

__all__ = ["ENGLISH", "Tongues"]

ENGLISH = "en"

_NARROWED = 4  # bits: languages are told apart by fewer runs of letters than calls
_SMOOTHING = 0.1
_ENGLISH_SHARE = 0.6  # of the words of a message


class Tongues:
    """Tells languages apart. Built once; then read only.

    Args:
        messages: By language, "en" among them, folded messages.
    """

    def __init__(self, messages: Mapping[str, Sequence[str]]) -> None:
        self._languages = sorted(messages)
        rows = []
        for language in self._languages:
            runs, _ = letter_runs([" ".join(words(text)) for text in messages[language]])
            counts = np.bincount(runs >> _NARROWED, minlength=WIDTH >> _NARROWED) + _SMOOTHING
            rows.append(np.log(counts / counts.sum()))
        self._shares = np.stack(rows).astype(np.float16)

    def of(self, text: str) -> str:
        """Return the language of a folded text: "en" unless its letters speak for another."""
        spoken = words(text)
        known = sum(word in ordinary() for word in spoken)
        if len(self._languages) == 1 or not spoken or known >= _ENGLISH_SHARE * len(spoken):
            return ENGLISH
        runs, _ = letter_runs([" ".join(spoken)])
        return self._languages[int(np.argmax(self._shares[:, runs >> _NARROWED].astype(np.float64).sum(axis=1)))]
