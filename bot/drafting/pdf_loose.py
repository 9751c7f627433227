"""Tables of a PDF without rules, where their columns are unmistakable: numbers in line with the words of a header.

Knows where words stand, and nothing of how they are set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .pdf_lines import Box

__all__ = ["Loose", "loose_tables"]

_NUMBER = re.compile(r"[£$€]?\d[\d.,]*%?")
_HEAD = re.compile(r"[A-Z][A-Za-z]{1,14}")
_MOST_COLUMNS = 6
_IN_LINE = 1.5  # points by which what stands in a column may be out of line
_GUTTER = 24.0  # points between two words of a line that belong to different columns of the page
_LONGEST_STEP = 1.45  # times the height of letters, from line to line
_NEXT_ROW = 1.13  # times the step from line to line: what is more parts two rows

_Line = list["_Word"]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Loose:
    """Where a table stands. box: all of it. rows: for each row the boxes of its cells, the header first."""

    box: Box
    rows: tuple[tuple[Box, ...], ...]


def loose_tables(words: Sequence[Mapping[str, float | str]]) -> Iterator[Loose]:
    """Yield the tables without rules among the words of a page, as pdfplumber gives them, from the top.

    Each has a header whose last words stand each above one number in every row, and nothing else stands there.
    """
    lines = _lines([_word(word) for word in words])
    least = 0
    for at in range(len(lines)):
        if at < least:
            continue
        for count in range(min(_MOST_COLUMNS, len(lines[at])), 0, -1):
            found = _below(lines, at, count, least)
            if found is not None:
                least, table = found
                yield table
                break


def _word(word: Mapping[str, float | str]) -> _Word:
    left, top, right, bottom = (float(word[key]) for key in ("x0", "top", "x1", "bottom"))
    return _Word(str(word["text"]), (left, top, right, bottom))


def _lines(words: Sequence[_Word]) -> list[_Line]:
    lines: list[_Line] = []
    for word in sorted(words, key=lambda each: (each.box[3], each.box[0])):
        if lines and abs(lines[-1][0].box[3] - word.box[3]) < 2:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda each: each.box[0]) for line in lines]


def _below(lines: Sequence[_Line], at: int, count: int, least: int) -> tuple[int, Loose] | None:
    """Return the table whose header's columns are the last words of a line, and the line after it; None if none is."""
    heads = lines[at][-count:]
    edge = heads[0].box[0]
    if not all(_HEAD.fullmatch(head.text) for head in heads) or not _fits(lines[at][:-count], edge):
        return None
    end = at + 1
    numbered: list[int] = []
    while end < len(lines) and lines[end][0].box[3] - lines[end - 1][0].box[3] < 3 * _height(lines[at]):
        label, cells = _parted(lines[end], edge)
        if not _fits(label, edge) or (cells and not _in_columns(cells, heads)):
            break
        numbered += [end] if cells else []
        end += 1
    if len(numbered) < (2 if count == 1 else 1):
        return None
    begin = at
    while begin > least and _fits(lines[begin - 1], edge) and lines[at][0].box[3] - lines[begin - 1][0].box[3] < 50:
        begin -= 1
    last = numbered[-1]
    single = all(place in numbered for place in range(at + 1, last + 1))
    groups = _groups(range(begin, end), lines, edge, range(at + 1, last + 2) if single else range(0))
    first = next((place for place, group in enumerate(groups) if at in group), None)
    rows = []
    for group in groups[first:] if first is not None else ():
        held = [line for line in group if line in (at, *numbered)]
        labelled = [line for line in group if _parted(lines[line], edge)[0]]
        if len(held) != 1 or not labelled:
            break
        rows.append(group)
    if len(rows) < (3 if count == 1 else 2):
        return None
    return rows[-1][-1] + 1, _table([[lines[line] for line in row] for row in rows], heads)


def _height(line: _Line) -> float:
    return line[0].box[3] - line[0].box[1]


def _parted(line: _Line, edge: float) -> tuple[_Line, _Line]:
    """Return the words of a line that stand before the columns, and those in them."""
    cells = [word for word in line if word.box[2] > edge - 2]
    return [word for word in line if word not in cells], cells


def _fits(label: _Line, edge: float) -> bool:
    """Tell whether words end before the columns, and belong to one column of the page."""
    return all(word.box[2] < edge - 2 for word in label) and all(
        b.box[0] - a.box[2] < _GUTTER for a, b in pairwise(label)
    )


def _in_columns(cells: _Line, heads: Sequence[_Word]) -> bool:
    return len(cells) == len(heads) and all(
        _NUMBER.fullmatch(cell.text) is not None and _in_line(cell.box, head.box)
        for cell, head in zip(cells, heads, strict=True)
    )


def _in_line(cell: Box, head: Box) -> bool:
    return (
        min(abs(cell[0] - head[0]), abs(cell[2] - head[2]), abs(cell[0] + cell[2] - head[0] - head[2]) / 2) <= _IN_LINE
    )


def _groups(places: range, lines: Sequence[_Line], edge: float, single: range) -> list[list[int]]:
    """Return the lines of each row: the lines of a label stand close together, and numbers at the height of theirs.

    single: those that begin a row each, as each of them has its numbers.
    """
    labelled = [place for place in places if _parted(lines[place], edge)[0]]
    steps = [lines[b][0].box[3] - lines[a][0].box[3] for a, b in pairwise(labelled)]
    if not steps:
        return []
    groups = [[labelled[0]]]
    for step, place in zip(steps, labelled[1:], strict=True):
        if place in single or step > _NEXT_ROW * min(min(steps), _LONGEST_STEP * _height(lines[places[0]])):
            groups.append([place])
        else:
            groups[-1].append(place)
    for place in (place for place in places if place not in labelled):  # a number between the lines of its label
        middle = lines[place][0].box[3]
        for group in groups:
            if lines[group[0]][0].box[3] < middle < lines[group[-1]][0].box[3]:
                group.append(place)
                group.sort()
                break
        else:
            return []
    return groups


def _table(rows: Sequence[Sequence[_Line]], heads: Sequence[_Word]) -> Loose:
    words = [word for row in rows for line in row for word in line]
    left, right = min(word.box[0] for word in words), max(word.box[2] for word in words)
    starts = [left, *(min(word.box[0] for word in words if _in_line(word.box, head.box)) for head in heads)]
    edges = [*(start - 1 for start in starts), right + 1]
    made = []
    for row in rows:
        top, bottom = (min(w.box[1] for line in row for w in line), max(w.box[3] for line in row for w in line))
        made.append(tuple((a, top - 0.5, b, bottom + 0.5) for a, b in pairwise(edges)))
    return Loose((left - 1, made[0][0][1], right + 1, made[-1][0][3]), tuple(made))
