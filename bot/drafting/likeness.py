"""Where a new edition says what an old one said: the same words with other figures, or else the nearest sentence.

Words are the same here whatever hedges and little words stand between them, whichever way something went ("rose",
"fell"), and whatever numbers, years and months stand in them: those are what changes from edition to edition.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from ..core.language.number_words import PARTS, SCALES, TENS, UNITS

__all__ = ["Near", "Pair", "Texts", "changes", "substituted"]

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[%£$€|½¼¾]")
_MONTHS = frozenset(
    """
    january february march april may june july august september october november december
    """.split()  # noqa: SIM905 - read as words
)
_NUMBERS = frozenset([*UNITS, *TENS, *SCALES, *PARTS, *"½¼¾"])
_SOFT = frozenset(
    """
    a about almost an and approximately around are as at be been by had has have however in is it its just
    last most nearly now of on only or over previous roughly since some still than that the their there these
    they this those to under was were which year years
    """.split()  # noqa: SIM905
)
_TURNS = frozenset(
    """
    rose fell grew shrank dropped increased decreased declined gained lost rise fall growth drop increase decrease
    decline higher lower climbed slipped risen fallen grown up down more less fewer
    """.split()  # noqa: SIM905
)
_GAP, _EDGE = "\x1f", "\x1e"
_FEWEST = 2  # words besides numbers that the same sentence must have
_PLACES = 50  # that are looked at
_SHARE = 0.2  # of the weight of its words that the nearest sentence must have


@dataclass(frozen=True, slots=True)
class _Word:
    """A token that counts: its key, and where it stands with the scale words that belong to it."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A text of the old edition, and what stands in its place in the new one.

    Attributes:
        text: The words of the new edition, as they stand there.
        others: What changed in it, old and new, in order: numbers, months, ways that something went.
        block: The number of the block that it stands in, as they were given.
        turned: Whether something went another way.
        hedged: Whether little words are others, such as "about".
    """

    text: str
    others: tuple[tuple[str, str], ...]
    block: int
    turned: bool = False
    hedged: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """The sentence of the new edition that is nearest to a text, and the number of the block that it stands in."""

    text: str
    block: int


class Texts:
    """The blocks of a new edition, to be looked through.

    Args:
        blocks: Its paragraphs and rows, and the headers of its tables.
        headers: For each block the header of its table; "" if it has none.
        sentences: Its sentences and rows, each with the number of its block.
    """

    def __init__(self, blocks: Sequence[str], headers: Sequence[str], sentences: Sequence[tuple[str, int]]) -> None:
        self._blocks, self._headers, self._sentences = blocks, headers, sentences
        self._words = [_words(block) for block in blocks]
        starts, pieces, length = [], [], 0
        for words in self._words:
            starts.append(length)
            piece = _EDGE + _GAP + "".join(word.key + _GAP for word in words)
            pieces.append(piece)
            length += len(piece)
        self._all, self._starts = "".join(pieces), starts
        self._where: dict[str, list[int]] = defaultdict(list)
        for at, (text, _) in enumerate(sentences):
            for key in set(_plain(text)):
                self._where[key].append(at)

    def same(self, text: str, header: str = "") -> Pair | None:
        """Return what stands in a text's place, or None if its words stand nowhere, or in several places.

        header: Of a row, its table's header; a row stands in for it only in a table with the same one.
        """
        words = _words(text)
        if sum(word.key not in "#±|%" for word in words) < (1 if "|" in text else _FEWEST):
            return None
        wanted = _GAP + "".join(word.key + _GAP for word in words)
        if "|" in text:
            wanted = _EDGE + wanted  # a row is a row, and no part of one
        found: list[tuple[int, int]] = []
        at = self._all.find(wanted)
        while at >= 0 and len(found) < _PLACES:
            block = bisect_right(self._starts, at) - 1
            if not header or _keys(self._headers[block]) == _keys(header):
                found.append((block, at))
            at = self._all.find(wanted, at + 1)
        if len(found) != 1:
            return None
        [(block, at)] = found
        first = self._all.count(_GAP, self._starts[block], at + wanted.index(_GAP) + 1) - 1
        return self._paired(text, words, block, first)

    def nearest(self, text: str) -> Near | None:
        """Return the nearest sentence, by the rare words that both have; None if none is near."""
        keys = set(_plain(text))
        weights = {key: log(1 + len(self._sentences) / (1 + len(self._where.get(key, ())))) for key in keys}
        found: Counter[int] = Counter()
        for key in keys:
            places = self._where.get(key, ())
            if len(places) <= max(5, len(self._sentences) // 5):
                for at in places:
                    found[at] += weights[key]  # type: ignore[assignment]
        if not found:
            return None
        best = max(found, key=lambda at: (found[at] / (1 + 0.02 * len(self._sentences[at][0].split())), -at))
        if found[best] < _SHARE * sum(weights.values()):
            return None
        return Near(*self._sentences[best])

    def _paired(self, text: str, words: Sequence[_Word], block: int, first: int) -> Pair:
        there, found = self._blocks[block], self._words[block][first : first + len(words)]
        others, turned = [], False
        for old, new in zip(words, found, strict=True):
            was, now = text[old.start : old.end], there[new.start : new.end]
            if old.key in "#±" and was.casefold() != now.casefold():
                others.append((was, now))
                turned = turned or old.key == "±"
        start, end = found[0].start, found[-1].end
        before = self._words[block][first - 1].end if first else 0
        after = self._words[block][first + len(words)].start if first + len(words) < len(self._words[block]) else None
        # little words and signs around it, if the old text has some there
        if words[0].start > 0:
            start = _begin(there, before, start, len(_TOKEN.findall(text[: words[0].start])))
        if text[words[-1].end :].strip():
            end = _close(there, end, after, text[words[-1].end :])
        new_text = there[start:end].strip()
        hedged = _little(text) != _little(new_text)
        return Pair(new_text, tuple(others), block, turned, hedged)


def changes(old: str, new: str) -> tuple[tuple[str, str], ...] | None:
    """Return what changed between two texts of the same words, as in `Pair.others`; None if their words are others."""
    before, after = _words(old), _words(new)
    if [word.key for word in before] != [word.key for word in after]:
        return None
    pairs = [
        (old[was.start : was.end], new[now.start : now.end])
        for was, now in zip(before, after, strict=True)
        if was.key in "#±"
    ]
    return tuple((was, now) for was, now in pairs if was.casefold() != now.casefold())


def substituted(text: str, pair: Iterable[tuple[str, str]]) -> str | None:
    """Return a text with what changed put in its place; None if one thing would have to be put in two ways."""
    changes: dict[str, str] = {}
    in_order = list(pair)
    for was, now in in_order:
        if changes.setdefault(was.casefold(), now) != now:
            changes = {}
            break
    if not in_order:
        return text
    known = sorted({was for was, _ in in_order}, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w.,])(?:{'|'.join(map(re.escape, known))})(?!\w|[.,]\d)", re.IGNORECASE)
    if changes:
        return pattern.sub(lambda found: _like(found[0], changes[found[0].casefold()]), text)
    found = pattern.findall(text)
    if not found:
        return text
    if [each.casefold() for each in found] != [was.casefold() for was, _ in in_order]:
        return None
    each = iter([now for _, now in in_order])
    return pattern.sub(lambda _: next(each), text)


def _like(was: str, now: str) -> str:
    return now.casefold() if was.islower() and now[:1].isalpha() and now.casefold() not in _MONTHS else now


def _words(text: str) -> list[_Word]:
    """Return the words of a text that count; numbers are one each, with the scale words after them."""
    made: list[_Word] = []
    tokens = list(_TOKEN.finditer(text))
    for at, found in enumerate(tokens):
        low = found[0].casefold()
        number = found[0][0].isdigit() or low in _NUMBERS or (low in _MONTHS and found[0][0].isupper())
        last = made[-1] if made else None
        near = last is not None and not text[last.end : found.start()].strip(" -") and at > 0
        if number and last is not None and near and last.key == "#" and low in _NUMBERS:
            made[-1] = _Word("#", last.start, found.end())
        elif number:
            made.append(_Word("#", found.start(), found.end()))
        elif low in ("percent", "pc"):
            made.append(_Word("%", found.start(), found.end()))
        elif low == "cent" and at > 0 and tokens[at - 1][0].casefold() == "per":
            made[-1] = _Word("%", tokens[at - 1].start(), found.end())
        elif low in _TURNS:
            made.append(_Word("±", found.start(), found.end()))
        elif low not in _SOFT:
            made.append(_Word(low.replace("’", "'"), found.start(), found.end()))
    return made


def _keys(text: str) -> list[str]:
    return [word.key for word in _words(text)]


def _plain(text: str) -> list[str]:
    return [word.key for word in _words(text) if word.key not in "#±|%£$€"]


def _little(text: str) -> list[str]:
    return [each for found in _TOKEN.findall(text) if (each := found.casefold()) in _SOFT]


def _begin(there: str, before: int, start: int, count: int) -> int:
    """Return where a text begins that has so many little words before the first one that counts."""
    around = list(_TOKEN.finditer(there, before, start))
    sentence = max((found.end() for found in re.finditer(r"[.!?:;]\s+", there[before:start])), default=0) + before
    kept = [found.start() for found in around if found.start() >= sentence][-count:] if count else []
    return kept[0] if kept else start


def _close(there: str, end: int, after: int | None, tail: str) -> int:
    """Return where a text ends: with little words as the old one, and with its last sign."""
    for found in _TOKEN.finditer(there, end, len(there) if after is None else after):
        if re.search(r"[.!?]\s", there[end : found.start()]) or not _TOKEN.search(tail):
            break
        end = found.end()
    sign = re.compile(r"[.!?]?[”\"')\]]*").match(there, end)
    return sign.end() if sign is not None and re.search(r"[.!?]", tail) else end
