"""Which known words are most like a misspelt one. Looks closely only at those that can be: by length and letters."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

__all__ = ["MIN_CHARS", "Speller"]

# A word is repaired only if it has this many letters, and into a word no further off than this: one letter in four
# or five, two in eight or more. Three-letter words are too near to one another.
MIN_CHARS = 4
_MIN_LIKENESS = 0.72


class Speller:
    """The words that others may be repaired into: those of letters alone, and of MIN_CHARS of them or more."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted({word for word in words if len(word) >= MIN_CHARS and word.isalpha()}, key=_place)
        self._lengths = np.asarray([len(word) for word in self._words], np.uint16)
        self._letters = np.asarray([_letters(word) for word in self._words], np.uint32)

    def nearest(self, word: str) -> list[tuple[str, float]]:
        """Return the three known words most like one and how like they are, 0.72 to 1.0; [] if none is so like.

        Those that begin with its first or second letter come before all others (most slips of the finger leave one
        of the two in front); equally like ones are in the order of the alphabet.
        """
        able = self._able(word)
        near = [known for known in able if known[0] in word[:2]]
        for known in (near, able):
            found = process.extract(word, known, scorer=OSA.normalized_similarity, score_cutoff=_MIN_LIKENESS, limit=3)
            if found:
                return [(choice, likeness) for choice, likeness, _ in found]
        return []

    def _able(self, word: str) -> list[str]:
        """Return the known words that may be like enough, by length and letters alone.

        One mistake changes the length by one at most, and the set of letters by two.
        """
        first = int(np.searchsorted(self._lengths, int(len(word) * _MIN_LIKENESS)))
        last = int(np.searchsorted(self._lengths, int(len(word) / _MIN_LIKENESS) + 1, "right"))
        mistakes = (1.0 - _MIN_LIKENESS) * np.maximum(self._lengths[first:last], len(word))
        differing = np.bitwise_count(self._letters[first:last] ^ np.uint32(_letters(word)))
        return sorted(self._words[first + at] for at in np.flatnonzero(differing <= 2 * mistakes.astype(np.int16)))


def _place(word: str) -> tuple[int, str]:
    return len(word), word


def _letters(word: str) -> int:
    """Return the set of a word's letters as bits; letters far apart in Unicode may share one."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits
