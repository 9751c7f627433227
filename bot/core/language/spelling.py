"""Which known word a misspelt one stands for: by its letters; a name by its sound as well.

Looks closely only at the words that can be: by length and letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import jellyfish
import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

__all__ = ["MIN_CHARS", "Sounds", "Speller"]

# A word is repaired only if it has this many letters, and by so many mistakes at most: one up to seven letters, two in
# eight or more.
MIN_CHARS = 3
_LONG = 8
_MIN_SOUND = 3  # consonants
_MIN_ALIKE = 50.0  # of 100: vowels leave no trace in a sound: "code" sounds like "kid"
# Of two words equally near, one is meant if it is so much commoner in the base.
_MUCH_COMMONER = 4.0


class Speller:
    """The words that others may be repaired into, with how often each is used: those of letters alone, not too short.

    Words are told apart by mistakes: a letter too many, too few, another, or two changed about (OSA distance); of those
    equally near, by first letter, and by how common they are (Norvig 2007).
    """

    def __init__(self, often: Mapping[str, int]) -> None:
        self._often = {word: count for word, count in often.items() if len(word) >= MIN_CHARS and word.isalpha()}
        self._words = sorted(self._often, key=_place)
        self._lengths = np.asarray([len(word) for word in self._words], np.uint16)
        self._letters = np.asarray([_letters(word) for word in self._words], np.uint32)

    def nearest(self, word: str) -> list[str]:
        """Return the known words that a misspelt one may stand for: those with the fewest mistakes between them, the
        likeliest first; several only if none is much commoner than the others. [] if none is near enough.

        Those that begin with the word's first letter, or with its second, come before all others: most slips of the
        finger leave one of the two in front. A word of three letters keeps its letters or gets one more.
        """
        mistakes = 1 if len(word) < _LONG else 2
        able = self._able(word, mistakes)
        if len(word) == MIN_CHARS:
            able = [known for known in able if len(known) > MIN_CHARS or sorted(known) == sorted(word)]
        near = [known for known in able if known[0] in word[:2]]
        for known in (near, able):
            found = process.extract(word, known, scorer=OSA.distance, score_cutoff=mistakes, limit=None)
            if found:
                fewest = min(distance for _, distance, _ in found)
                return self._meant(word, [choice for choice, distance, _ in found if distance == fewest])
        return []

    def _meant(self, word: str, choices: list[str]) -> list[str]:
        """Return the choices in order of likelihood, the first alone if it stands out."""
        for wanted in (0, -1):
            same = [choice for choice in choices if choice[wanted] == word[wanted]]
            choices = same or choices
        choices = sorted(choices, key=lambda choice: (-self._often[choice], choice))
        clear = len(choices) == 1 or self._often[choices[0]] >= _MUCH_COMMONER * self._often[choices[1]]
        return choices[:1] if clear else choices

    def _able(self, word: str, mistakes: int) -> list[str]:
        """Return the known words that may be near enough, by length and letters alone.

        One mistake changes the length by one at most, and the set of letters by two.
        """
        shortest = len(word) if len(word) == MIN_CHARS else len(word) - mistakes
        first = int(np.searchsorted(self._lengths, shortest))
        last = int(np.searchsorted(self._lengths, len(word) + mistakes, "right"))
        differing = np.bitwise_count(self._letters[first:last] ^ np.uint32(_letters(word)))
        return sorted(self._words[first + at] for at in np.flatnonzero(differing <= 2 * mistakes))


class Sounds:
    """Names by how they sound in English (Metaphone, Philips 1990): "kathrin" is Catherine.

    Sounds that several names share, or that are too short to tell names apart, are left out.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._named: dict[str, str | None] = {}
        for name in sorted(set(names)):
            sound = jellyfish.metaphone(name)
            self._named[sound] = None if sound in self._named or len(sound) < _MIN_SOUND else name

    def like(self, word: str) -> str | None:
        """Return the name that sounds as the word does and is written somewhat like it, None if there is none."""
        name = self._named.get(jellyfish.metaphone(word)) if len(word) > MIN_CHARS else None
        return name if name is not None and fuzz.ratio(word, name) >= _MIN_ALIKE else None


def _place(word: str) -> tuple[int, str]:
    return len(word), word


def _letters(word: str) -> int:
    """Return the set of a word's letters as bits; letters far apart in Unicode may share one."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits
