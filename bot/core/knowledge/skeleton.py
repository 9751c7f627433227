"""What is left of a file without the pieces that are told of by themselves: comments, layout, signs, order.

Two versions of a file whose skeletons are the same differ in nothing but what was told.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import accumulate

from .hunks import hunks
from .pieces import Pieces

__all__ = ["Rest", "lines_of", "rests", "whole"]

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
_GONE, _OTHER = "\x00", "\x01"  # no file may hold these
_IN_A_ROW = re.compile(r",[ \t]*\x00(?::[ \t]*\x00)?|\x00(?::[ \t]*\x00)?,[ \t]*")  # [a, b] without one of them
_SIGNS = re.compile(r"[\s\-\[\]{},:?|>+\x00]*")


@dataclass(frozen=True, slots=True)
class Rest:
    """Lines that differ beyond what is told otherwise.

    Attributes:
        old: What stood there, line ends included; None if nothing did.
        new: The same for now.
        old_line: The first line of it, from 1; if nothing stood there, the line before which it is missing.
        new_line: The same for now.
    """

    old: str | None
    new: str | None
    old_line: int
    new_line: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a skeleton, and where in the file it stands.

    told: whether it holds nothing but pieces that came or went. beside: whether it is next to such a line.
    """

    text: str
    start: int
    end: int
    told: bool = False
    beside: bool = False


def rests(old: Pieces, new: Pieces, old_told: _Told, new_told: _Told) -> Iterator[Rest]:
    """Yield what differs between two versions of a file beyond the pieces that are told of.

    old_told, new_told: of the pieces, by their places, which are in one version only, and which say something else.
    """
    before, after = _skeleton(old, *old_told), _skeleton(new, *new_told)
    ends = [list(accumulate(map(len, lines_of(side.text)))) for side in (old, new)]
    for at, to, start, end in hunks([line.text for line in before], [line.text for line in after]):
        lines = (*before[at:to], *after[start:end])
        if all(line.beside and not line.text.strip() for line in lines):
            continue  # an empty line that came, or went, with what stands next to it
        yield Rest(
            _text(old.text, before[at:to]),
            _text(new.text, after[start:end]),
            _number(before, at, ends[0]),
            _number(after, start, ends[1]),
        )


def whole(old: str, new: str) -> Iterator[Rest]:
    """Yield what differs between two texts, all told."""
    yield from rests(Pieces(old), Pieces(new), ((), ()), ((), ()))


def lines_of(text: str) -> list[str]:
    """Return the lines of a text with their ends."""
    return _LINES.findall(text)


_Told = tuple[Container[int], Container[int]]


def _skeleton(side: Pieces, alone: Container[int], changed: Container[int]) -> list[_Line]:
    spans = [
        (piece.start, piece.end, _GONE if at in alone else _OTHER)
        for at, piece in enumerate(side.pieces)
        if at in alone or at in changed
    ]
    spans += [
        (key.start, key.end, _GONE)
        for key in side.keys
        if key.last > key.first and all(at in alone for at in range(key.first, key.last))
    ]
    lines = [
        _Line(text, start, end, gone and _SIGNS.fullmatch(text) is not None)
        for text, start, end, gone in _blanked(side.text, sorted(spans))
    ]
    kept = []
    for at, line in enumerate(lines):
        if not line.told:
            text = _IN_A_ROW.sub("", line.text) if _GONE in line.text else line.text
            near = (lines[each].told for each in (at - 1, at + 1) if 0 <= each < len(lines))
            kept.append(_Line(text, line.start, line.end, beside=any(near)))
    return kept


def _blanked(text: str, spans: list[tuple[int, int, str]]) -> Iterator[tuple[str, int, int, bool]]:
    """Yield the lines of a text in which marks stand in place of spans, from where to where each goes, and whether
    something is gone from it."""
    at, start, held, gone = 0, 0, "", False
    for begin, end, mark in [*spans, (len(text), len(text), "")]:
        if begin < at:
            continue
        for line in lines_of(text[at:begin]):
            held += line
            at += len(line)
            if line[-1] in "\r\n":
                yield held, start, at, gone
                start, held, gone = at, "", False
        held, at, gone = held + mark, end, gone or mark == _GONE
    if held:
        yield held, start, at, gone


def _text(text: str, lines: list[_Line]) -> str | None:
    return "".join(text[line.start : line.end] for line in lines) if lines else None


def _number(lines: list[_Line], at: int, ends: list[int]) -> int:
    """Return on which line of its file a line of a skeleton begins; one past the last for the end."""
    if at < len(lines):
        return bisect_right(ends, lines[at].start) + 1
    return len(ends) + 1 if at else 1
