"""Fingerprints: proof that an excerpt stands word for word in a source, and where, without the source's text.

A fingerprint holds, for each paragraph of the source in order, a short hash of every window of `WINDOW` consecutive
words ("w-shingling", Broder 1997, kept in order). An excerpt stands in a paragraph if its windows occur there in a row.
A table's row of fewer words has a hash of its own, so that a cell can be proved.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from ...errors import SourceError

__all__ = [
    "WINDOW",
    "Fingerprint",
    "astray",
    "excerpt_words",
    "find",
    "fingerprint",
    "paragraphs",
    "parse",
    "within",
    "words_within",
]

# Four words: two or three would let somebody rebuild the text by trying word after word; five would shut out
# excerpts of a name and a title.
WINDOW = 4
_HASH_BYTES = 4  # an excerpt of one window is taken wrongly once in 4e9 / (windows of the source)
# The second has rows of tables, and leaves out soft hyphens and the like; a text without either gets the first.
_HEADERS = (
    "verbatim fingerprint 1; window 4 words; hash blake2b-32; folding 1",
    "verbatim fingerprint 2; window 4 words; hash blake2b-32; folding 2; short rows",
)
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_ROW = re.compile(r"[|\t]")
_LINE = re.compile(r"(?:=?[0-9a-f]{8}(?: =?[0-9a-f]{8})*)?")
_MARKS = range(1, 200)  # numbers of footnotes
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[%£$€]")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'"})
_ELLIPSIS = re.compile(r"\[\s*(?:\.\.\.|…)\s*\]|\.\.\.+|…")


@dataclass(frozen=True)
class Fingerprint:
    """What is kept of a source.

    Attributes:
        paragraphs: For each paragraph in order the hashes of its windows in order, 8 hexadecimal digits each.
        rows: For each the hashes of its tables' rows that are shorter than a window; () if no paragraph has any.
        folding: How its words were folded: 1, or 2 without soft hyphens and the like.
    """

    paragraphs: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...] = ()
    folding: int = 1

    @cached_property
    def windows(self) -> Mapping[str, Sequence[int]]:
        """For each hash of a window the paragraphs that have it, from 0, each once, in order."""
        found: dict[str, list[int]] = {}
        for at, hashes in enumerate(self.paragraphs):
            for each in hashes:
                places = found.setdefault(each, [])
                if not places or places[-1] != at:
                    places.append(at)
        return found

    @cached_property
    def first_rows(self) -> Mapping[str, int]:
        """For each hash of a short row the first paragraph that has it, from 0."""
        return {each: at for at in range(len(self.rows) - 1, -1, -1) for each in self.rows[at]}

    def __str__(self) -> str:
        """Return the text of a fingerprint file: a line that states the method, then a line per paragraph."""
        rows = self.rows or ((),) * len(self.paragraphs)
        lines = (
            " ".join([*hashes, *(f"={row}" for row in own)]) for hashes, own in zip(self.paragraphs, rows, strict=True)
        )
        return "\n".join([_HEADERS[self.folding - 1], *lines]) + "\n"


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a source: the blocks of text between empty lines, in order."""
    return tuple(block.strip() for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if block.strip())


def fingerprint(text: str) -> Fingerprint:
    """Return the fingerprint of a source's text. SourceError if no paragraph has as many words as a window."""
    blocks = paragraphs(text)
    rows = tuple(tuple(_row_hash(words) for words in _short_rows(block)) for block in blocks)
    folding = 2 if any(rows) or text.translate(_UNSEEN) != text else 1
    hashes = tuple(tuple(_hashes(_words(block, folding))) for block in blocks)
    made = Fingerprint(hashes, rows if folding == 2 else (), folding)
    if not any(made.paragraphs):
        raise SourceError(f"the text has no paragraph of {WINDOW} words or more; give the source's text, UTF-8")
    return made


def parse(text: str) -> Fingerprint:
    """Return the fingerprint that a file holds. SourceError if the file was not made by this method."""
    lines = text.rstrip("\n").split("\n")
    if lines[0].strip() not in _HEADERS:
        raise SourceError(f'the first line is not "{_HEADERS[0]}"; make the file with: python -m bot fingerprint')
    folding = 1 + _HEADERS.index(lines[0].strip())
    for number, line in enumerate(lines[1:], start=2):
        if not _LINE.fullmatch(line.strip()) or ("=" in line and folding == 1):
            raise SourceError(f"line {number} is not a row of hashes; make the file with: python -m bot fingerprint")
    found = [line.split() for line in lines[1:]]
    hashes = tuple(tuple(each for each in line if each[0] != "=") for line in found)
    rows = tuple(tuple(each[1:] for each in line if each[0] == "=") for line in found)
    return Fingerprint(hashes, rows if folding == 2 else (), folding)


def excerpt_words(excerpt: str, folding: int = 1) -> tuple[tuple[str, ...], ...]:
    """Return the words of each part of an excerpt; an ellipsis ("...", "…", "[...]") divides it into parts."""
    return tuple(part for part in (tuple(_words(piece, folding)) for piece in _ELLIPSIS.split(excerpt)) if part)


def find(excerpt: str, source: Fingerprint) -> int | None:
    """Return the first paragraph, from 1, in which the excerpt stands, or None if it stands in none.

    The parts of an excerpt with an ellipsis must stand in order in one paragraph. Letter case, punctuation and the
    form of quotation marks do not count; every word and every digit does. An excerpt with a part shorter than
    `WINDOW` words cannot be checked, unless it is a whole row of a table: ValueError.
    """
    parts = excerpt_words(excerpt, source.folding)
    if len(parts) == 1 and len(parts[0]) < WINDOW:
        place = source.first_rows.get(_row_hash(parts[0]))
        if place is not None:
            return place + 1
    if not parts or any(len(part) < WINDOW for part in parts):
        raise ValueError(f"an excerpt needs {WINDOW} words or more between two ellipses")
    wanted = [list(_hashes(part)) for part in parts]
    rarest = min((source.windows.get(each, ()) for row in wanted for each in row), key=len)
    for place in rarest:  # seldom more than one, so that the length of the source does not count
        if _holds(" ".join(source.paragraphs[place]), wanted):
            return place + 1
    return None


def _holds(hashes: str, wanted: Sequence[Sequence[str]]) -> bool:
    """Tell whether rows of windows stand in a paragraph, in order.

    hashes: those of the paragraph as one text, which is searched in linear time.
    """
    at = 0
    for row in wanted:
        found = hashes.find(" ".join(row), at * (2 * _HASH_BYTES + 1))
        if found < 0:
            return False
        at = found // (2 * _HASH_BYTES + 1) + len(row) + WINDOW - 1
    return True


def astray(excerpt: str, source: Fingerprint) -> str:
    """Return where an excerpt that is not found leaves the words of its source, as a hint; "" if it never joins them.

    The mark of a footnote is found out: one that the source has after a word, or one that the excerpt has.
    """
    windows = source.windows
    for part in excerpt_words(excerpt, source.folding):
        known = [each in windows for each in _hashes(part)]
        if all(known):
            continue
        extra = _too_many(part, known, source)
        if extra:
            return (
                f'the source has no "{part[extra]}" after "{part[extra - 1]}"; the mark of a footnote is left out there'
            )
        if not any(known):
            return ""
        if not known[0]:
            first = known.index(True)
            return f'its words are the source\'s only from "{" ".join(part[first : first + WINDOW])}" on'
        until = known.index(False) + WINDOW - 1  # so many words go with the source
        lead, last = list(part[until - WINDOW + 1 : until]), part[until - 1]
        mark = next((n for n in _MARKS if next(iter(_hashes([*lead, str(n)]))) in windows), None)
        if mark is not None and part[until] != str(mark):
            return f'the source has "{last}{mark}" there, which looks like the mark of a footnote: copy it as well'
        return f'its words are the source\'s up to "{" ".join([*lead[1:], part[until]])}"'
    return ""


def _too_many(part: Sequence[str], known: Sequence[bool], source: Fingerprint) -> int:
    """Return the place of the first number, but for the first word, without which a part's windows are all known; or 0.

    known: for each window of the part whether the source has it.
    """
    before = known.index(False)  # so many windows at the beginning are known, and at the end:
    after = len(known) - 1 - max(at for at, each in enumerate(known) if not each)
    for at in range(max(1, len(part) - after - WINDOW), min(len(part), before + WINDOW)):
        around = [*part[max(0, at - WINDOW + 1) : at], *part[at + 1 : at + WINDOW]]
        if part[at].isdigit() and len(part) > WINDOW and all(each in source.windows for each in _hashes(around)):
            return at
    return 0


def within(inner: str, outer: str) -> bool:
    """Tell whether the words of one text stand in a row in another.

    An ellipsis divides both: the parts of the one must stand in order, each within a part of the other.
    """
    return words_within(excerpt_words(inner), excerpt_words(outer))


def words_within(inner: Iterable[tuple[str, ...]], outer: Iterable[tuple[str, ...]]) -> bool:
    """Tell what `within` does, of the `excerpt_words` of both."""
    places = [(part, at) for part in outer for at in range(len(part))]
    start = 0
    for wanted in inner:
        while start < len(places):
            part, at = places[start]
            if part[at] == wanted[0] and part[at : at + len(wanted)] == wanted:
                break
            start += 1
        else:
            return False
        start += len(wanted)
    return True


def _short_rows(block: str) -> Iterator[list[str]]:
    """Yield the words of those lines of a paragraph that are rows of a table and shorter than a window."""
    for line in block.split("\n"):
        words = _words(line, 2)
        if _ROW.search(line) and 0 < len(words) < WINDOW:
            yield words


def _row_hash(words: Sequence[str]) -> str:
    return blake2b(f"row: {' '.join(words)}".encode(), digest_size=_HASH_BYTES).hexdigest()


def _words(text: str, folding: int = 1) -> list[str]:
    """Fold for provenance. Its own, and frozen: matching may learn new tricks, old fingerprints stay."""
    if folding == 2:
        text = text.translate(_UNSEEN)
    folded = unicodedata.normalize("NFKC", text.translate(_QUOTES)).casefold()
    return [re.sub(r",(?=\d{3})", "", word) for word in _WORD.findall(folded)]


def _hashes(words: Sequence[str]) -> Iterator[str]:
    for at in range(len(words) - WINDOW + 1):
        window = " ".join(words[at : at + WINDOW])
        yield blake2b(window.encode(), digest_size=_HASH_BYTES).hexdigest()
