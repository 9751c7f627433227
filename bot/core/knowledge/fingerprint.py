"""Fingerprints: proof that an excerpt stands word for word in a source, and where, without the source's text.

A fingerprint holds, for each paragraph of the source in order, a short hash of every window of `WINDOW` consecutive
words ("w-shingling", Broder 1997, kept in order). An excerpt stands in a paragraph if its windows occur there in a row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from ...errors import SourceError

__all__ = ["WINDOW", "Fingerprint", "excerpt_words", "find", "fingerprint", "paragraphs", "parse", "within"]

# Four words: two or three would let somebody rebuild the text by trying word after word; five would shut out
# excerpts of a name and a title.
WINDOW = 4
_HASH_BYTES = 4  # an excerpt of one window is taken wrongly once in 4e9 / (windows of the source)
_HEADER = "verbatim fingerprint 1; window 4 words; hash blake2b-32; folding 1"
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[%£$€]")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'"})
_ELLIPSIS = re.compile(r"\[\s*(?:\.\.\.|…)\s*\]|\.\.\.+|…")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The windows of a source: for each paragraph in order, its hashes in order, 8 hexadecimal digits each."""

    paragraphs: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        """Return the text of a fingerprint file: a line that states the method, then a line per paragraph."""
        return "\n".join([_HEADER, *(" ".join(hashes) for hashes in self.paragraphs)]) + "\n"


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a source: the blocks of text between empty lines, in order."""
    return tuple(block.strip() for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if block.strip())


def fingerprint(text: str) -> Fingerprint:
    """Return the fingerprint of a source's text. SourceError if no paragraph has as many words as a window."""
    made = Fingerprint(tuple(tuple(_hashes(_words(block))) for block in paragraphs(text)))
    if not any(made.paragraphs):
        raise SourceError(f"the text has no paragraph of {WINDOW} words or more; give the source's text, UTF-8")
    return made


def parse(text: str) -> Fingerprint:
    """Return the fingerprint that a file holds. SourceError if the file was not made by this method."""
    lines = text.rstrip("\n").split("\n")
    if lines[0].strip() != _HEADER:
        raise SourceError(f'the first line is not "{_HEADER}"; make the file with: python -m bot fingerprint')
    for number, line in enumerate(lines[1:], start=2):
        if not re.fullmatch(r"(?:[0-9a-f]{8}(?: [0-9a-f]{8})*)?", line.strip()):
            raise SourceError(f"line {number} is not a row of hashes; make the file with: python -m bot fingerprint")
    return Fingerprint(tuple(tuple(line.split()) for line in lines[1:]))


def excerpt_words(excerpt: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of each part of an excerpt; an ellipsis ("...", "…", "[...]") divides it into parts."""
    return tuple(part for part in (tuple(_words(piece)) for piece in _ELLIPSIS.split(excerpt)) if part)


def find(excerpt: str, source: Fingerprint) -> int | None:
    """Return the first paragraph, from 1, in which the excerpt stands, or None if it stands in none.

    The parts of an excerpt with an ellipsis must stand in order in one paragraph. Letter case, punctuation and the
    form of quotation marks do not count; every word and every digit does. An excerpt with a part shorter than
    `WINDOW` words cannot be checked: ValueError.
    """
    parts = excerpt_words(excerpt)
    if not parts or any(len(part) < WINDOW for part in parts):
        raise ValueError(f"an excerpt needs {WINDOW} words or more between two ellipses")
    wanted = [list(_hashes(part)) for part in parts]
    for number, hashes in enumerate(source.paragraphs, start=1):
        at = 0
        for row in wanted:
            place = _row(row, hashes, at)
            if place is None:
                break
            at = place + len(row) + WINDOW - 1
        else:
            return number
    return None


def within(inner: str, outer: str) -> bool:
    """Tell whether the words of one text stand in a row in another.

    An ellipsis divides both: the parts of the one must stand in order, each within a part of the other.
    """
    places = [(part, at) for part in excerpt_words(outer) for at in range(len(part))]
    start = 0
    for wanted in excerpt_words(inner):
        while start < len(places):
            part, at = places[start]
            if part[at : at + len(wanted)] == wanted:
                break
            start += 1
        else:
            return False
        start += len(wanted)
    return True


def _row(row: list[str], hashes: tuple[str, ...], start: int) -> int | None:
    for at in range(start, len(hashes) - len(row) + 1):
        if hashes[at] == row[0] and list(hashes[at : at + len(row)]) == row:
            return at
    return None


def _words(text: str) -> list[str]:
    """Fold for provenance (folding 1). Its own, and frozen: matching may learn new tricks, old fingerprints stay."""
    folded = unicodedata.normalize("NFKC", text.translate(_QUOTES)).casefold()
    return [re.sub(r",(?=\d{3})", "", word) for word in _WORD.findall(folded)]


def _hashes(words: list[str] | tuple[str, ...]) -> Iterator[str]:
    for at in range(len(words) - WINDOW + 1):
        window = " ".join(words[at : at + WINDOW])
        yield blake2b(window.encode(), digest_size=_HASH_BYTES).hexdigest()
