"""A folded text -> the tokens that its numbers are read from, and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .number_words import glued

__all__ = ["Token", "Tokens"]

_TOKEN = re.compile(
    r"\d+(?:(?:[.,·_]|'{1,2})\d+)*|(?<![\w.])\.\d+|(?:us|au?|ca?|nz|hk)\$(?=\d)|[a-z]+(?:'[a-z]+)*|[^\s\w]|_"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A run of digits with their separators, a word, or a sign; a word made of number words is as many tokens.

    Attributes:
        text: What it is.
        start: Where it begins in the folded text.
        end: Where it ends, exclusive.
    """

    text: str
    start: int
    end: int


class Tokens:
    """The tokens of one folded text, seen by their places. Places beyond the text hold ""."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.tokens = list(_tokens(folded))

    def _text(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def _gap(self, at: int) -> str:
        """Return what stands between a token and the one before it."""
        if not 0 < at < len(self.tokens):
            return "\n"
        return self.folded[self.tokens[at - 1].end : self.tokens[at].start]

    def _near(self, at: int) -> bool:
        """Tell whether nothing but a blank stands between a token and the one before it."""
        return self._gap(at) in ("", " ")

    def _is(self, at: int, *wanted: str) -> bool:
        """Tell whether these tokens stand here, one after the other."""
        return all(self._text(at + place) == text and self._near(at + place) for place, text in enumerate(wanted))

    def _joined(self, at: int) -> bool:
        return self._near(at) or (self._text(at) == "-" and self._gap(at) == "")

    def _dashed(self, at: int) -> int:
        """Return the place after a hyphen that stands close between two words."""
        return at + 1 if self._text(at) == "-" and self._gap(at) == "" and self._gap(at + 1) == "" else at

    def _before(self, at: int) -> str:
        """Return the word before a token, a hyphen between them left aside."""
        return self._text(at - 2) if self._text(at - 1) == "-" else self._text(at - 1)


def _tokens(folded: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(folded):
        word = match[0]
        pieces = glued(word) if word.isalpha() and len(word) > 6 else []
        if not pieces:
            yield Token(word, match.start(), match.end())
            continue
        at = match.start()
        for piece in pieces:
            yield Token(piece, at, at + len(piece))
            at += len(piece)
