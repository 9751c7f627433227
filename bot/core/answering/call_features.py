"""Messages -> features by which calls for help are told from others: who does what to whom, and runs of letters.

Words and pairs of words; pairs and threes in which a word of a class stands as its class ("my PERSON HARM"); pairs of
classes up to five words apart ("PERSON > HARM > me"), for what matters is who does what to whom; and runs of letters
within words, which carry slang, slips of the fingers, and languages of which few messages are known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ..language.english import CHAT, stem
from ..language.text import words
from ..search.classifier import Rows
from ..search.ragged import starts_of

__all__ = ["WIDTH", "CallFeatures", "letter_runs"]

_BITS = 18
WIDTH = 1 << _BITS
"""How many numbers features may have; number 0 is a constant, which every message has."""

_REACH = 5
_MAX_WORDS = 120
_RUNS = (2, 3, 4, 5)
_RUNS_COUNT = 0.6  # beside the words, which count 1
_BLANK = 32
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(64 - _BITS)
_LENGTHS = (1, 2, 3, 4, 6, 9, 14, 25)
_SELF = {
    "i": "i", "im": "i", "ive": "i", "ill": "i", "id": "i", "we": "i",
    "me": "me", "myself": "me", "us": "me", "my": "my", "our": "my", "mine": "my",
    "he": "they", "she": "they", "they": "they", "hes": "they", "shes": "they", "theyre": "they",
    "him": "them", "her": "them", "them": "them", "his": "their", "their": "their",
}  # fmt: skip


class CallFeatures:
    """Finds the features of messages. Built once; then read only.

    Args:
        classes: By class of words, its words.
    """

    def __init__(self, classes: Mapping[str, Sequence[str]]) -> None:
        self._classes = {stem(word): kind for kind, group in classes.items() for word in group}
        self._kinds = sorted(set(self._classes.values()))

    def rows(self, texts: Sequence[str]) -> Rows:
        """Return the features of texts that were folded, one text at least."""
        said = [words(text)[:_MAX_WORDS] for text in texts]
        found = [[crc32(name.encode()) >> (32 - _BITS) for name in self._names(each)] for each in said]
        columns, owners = letter_runs([" ".join(each) for each in said])
        runs = np.bincount(owners, minlength=len(texts))
        named = np.asarray([len(each) for each in found])
        rows = np.arange(len(texts))
        owner = np.concatenate([rows, np.repeat(rows, named), owners])
        order = np.argsort(owner, kind="stable")
        numbers = np.asarray([at for each in found for at in each], np.int64)
        column = np.concatenate([np.zeros_like(rows), numbers, columns])
        value = np.concatenate(
            [np.ones(len(texts)), _shared(named)[np.repeat(rows, named)], _RUNS_COUNT * _shared(runs)[owners]]
        )
        return Rows(starts_of(1 + named + runs), column[order], value[order].astype(np.float32))

    def tells_of_harm(self, text: str) -> bool:
        """Tell whether a text speaks of somebody's own, and of harm; True of all if there is no class "harm"."""
        if "harm" not in self._kinds:
            return True
        spoken = words(text)
        own = any(_SELF.get(word) in ("i", "me", "my") for word in spoken)
        return own and any(self._classes.get(stem(word)) == "harm" for word in spoken)

    def _names(self, said: Sequence[str]) -> list[str]:
        """Return the features of a message's words, each once."""
        spoken = [part for word in said for part in CHAT.get(word, word).split()][:_MAX_WORDS]
        stems = [stem(word) for word in spoken]
        kinds = [_SELF.get(word) or self._classes.get(stem) for word, stem in zip(spoken, stems, strict=True)]
        length = next((at for at in _LENGTHS if len(spoken) <= at), 0)
        found = dict.fromkeys([f"long {length}", *stems])
        bounded = ["^", *stems, "$"]
        found |= dict.fromkeys(f"{left} {right}" for left, right in pairwise(bounded))
        shape = ["^", *(f"#{kind}" if kind else stem for kind, stem in zip(kinds, stems, strict=True)), "$"]
        found |= dict.fromkeys(f"{left}_{right}" for left, right in pairwise(shape))
        found |= dict.fromkeys(map("_".join, zip(shape, shape[1:], shape[2:], strict=False)))
        found |= dict.fromkeys(_met(kinds))
        present = {kind for kind in kinds if kind is not None}
        return list(found | dict.fromkeys(f"no {kind}" for kind in self._kinds if kind not in present))


def letter_runs(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the numbers of the runs of letters within the words of texts, with their ends, and which text has each."""
    whole = "".join(f" {text} " for text in texts) + " " * max(_RUNS)
    letters = np.frombuffer(whole.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    owner = np.repeat(np.arange(len(texts)), [len(text) + 2 for text in texts])
    owner = np.append(owner, np.zeros(max(_RUNS), np.int64))
    blanks = np.cumsum(letters == _BLANK)
    columns, owners = [], []
    summed = letters.copy()
    for size in _RUNS:
        with np.errstate(over="ignore"):
            summed = summed[:-1] * _PRIME + letters[size - 1 :]
            hashed = (summed ^ (summed >> np.uint64(29))) * _PRIME >> _SHIFT
        # No blank inside: those up to the last letter but one are those up to the first.
        inside = blanks[size - 2 : -1] == blanks[: len(blanks) - size + 1]
        at = np.flatnonzero(inside & ((letters[: len(inside)] != _BLANK) | (letters[size - 1 :] != _BLANK)))
        columns.append(hashed[at].astype(np.int64))
        owners.append(owner[at])
    return np.concatenate(columns), np.concatenate(owners)


def _met(kinds: Sequence[str | None]) -> Iterator[str]:
    """Yield the classes of words in a message, and those that stand near each other."""
    for at, kind in enumerate(kinds):
        if kind is not None:
            yield f"#{kind}"
            yield from (f"#{kind}>{other}" for other in kinds[at + 1 : at + 1 + _REACH] if other is not None)


def _shared(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the value of each feature of texts that have so many: the more there are, the less each."""
    return 1.0 / np.sqrt(np.maximum(1, counts))
