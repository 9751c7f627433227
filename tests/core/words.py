"""Vectors of words that need no package: a dimension a letter, so that anagrams mean the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["Anagrams"]


class Anagrams:
    """What means the same to this: "roof" and "foor". Counts how many texts it was asked for."""

    version = "anagrams"

    def __init__(self) -> None:
        self.asked = 0

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Vectors."""
        self.asked += len(texts)
        counts = np.zeros((len(texts), 26), np.float32)
        for row, text in zip(counts, texts, strict=True):
            for letter in text:
                if "a" <= letter <= "z":
                    row[ord(letter) - ord("a")] += 1.0
        return counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-9)
