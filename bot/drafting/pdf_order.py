"""In which order the lines of a page are read, and which of them only stand around the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from .pdf_lines import Line

__all__ = ["furniture", "in_order"]

_MARGIN = 0.13  # of the page's height, at its top and bottom
_PAGE = re.compile(r"(?:page|seite|p\.)?\s*[-–|]?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*(?:(?:of|/)\s*\d{1,4})?\s*[-–|]?", re.I)
_FEWEST = 3  # lines on each side of a gutter
_SHORTEST = 18  # letters of the middle line of a column; cells of a table have fewer


def in_order(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield the lines of a page column by column, each from its top to its bottom; what spans columns by itself."""
    ordered = sorted(lines, key=lambda line: (round(line.box[3]), line.box[0]))
    gutter = _gutter(ordered)
    if gutter is None:
        if ordered:
            yield _rejoined(ordered)
        return
    band: list[Line] = []
    wide: list[Line] = []
    for line in ordered:
        if line.box[0] < gutter < line.box[2]:
            yield from _columns(band, gutter)
            band = []
            wide.append(line)
        else:
            if wide:
                yield _rejoined(wide)
                wide = []
            band.append(line)
    if wide:
        yield _rejoined(wide)
    yield from _columns(band, gutter)


def _columns(band: list[Line], gutter: float) -> Iterator[list[Line]]:
    left = [each for each in band if each.box[2] <= gutter]
    right = [each for each in band if each.box[0] >= gutter]
    after = _after(left, right)
    yield from in_order([each for each in left if each not in after])
    yield from in_order(right)
    yield from in_order(after)


def _after(left: Sequence[Line], right: Sequence[Line]) -> list[Line]:
    """Return what stands below both columns, although it is no wider than one: from a heading on."""
    end = max((line.box[3] for line in right), default=0.0)
    for at, line in enumerate(left):
        loud = at > 0 and ((line.bold and not left[at - 1].bold) or line.size > 1.1 * left[at - 1].size)
        if loud and line.box[1] > end and abs(left[at - 1].box[3] - end) < 3 * left[at - 1].size:
            return list(left[at:])
    return []


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return a place from the left where a gap runs down between two columns of text, None if there is none."""
    long = [line for line in lines if len(line.text) >= _SHORTEST]
    best: tuple[int, float] | None = None
    for at in sorted({line.box[2] for line in long}):
        right = [line for line in lines if line.box[0] > at + 4]
        left = [line for line in lines if line.box[2] <= at + 1]
        if len(left) < _FEWEST or len(right) < _FEWEST:
            continue
        start = min(line.box[0] for line in right)
        crossing = [line for line in lines if line.box[0] <= at and line.box[2] > at + 1]
        beside = _beside(left, right)
        if min(_middle(left), _middle(right)) < _SHORTEST or beside < 3 or len(crossing) > 0.5 * len(lines):
            continue
        if start - at < 0.6 * lines[0].size:
            continue
        # A gap between columns begins at one place on the right, and lines begin there in number.
        begun = sum(abs(line.box[0] - start) < 2 or line.box[0] > start for line in right)
        score = begun + len(left) - 4 * len(crossing)
        if best is None or score > best[0]:
            best = score, (at + start) / 2
    return None if best is None else best[1]


def _beside(left: Sequence[Line], right: Sequence[Line]) -> int:
    """Count lines of the one side with one of the other at the same height."""
    return sum(any(a.box[1] < b.box[3] and b.box[1] < a.box[3] for b in right) for a in left)


def _middle(lines: Sequence[Line]) -> int:
    return sorted(len(line.text) for line in lines)[len(lines) // 2]


def _rejoined(lines: Sequence[Line]) -> list[Line]:
    """Return the lines from the top down; the pieces of one line follow each other from the left."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: each.box[3]):
        near = rows and abs(rows[-1][0].box[3] - line.box[3]) < 0.42 * max(line.size, rows[-1][0].size)
        if near:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda each: each.box[0])]


def furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> set[Line]:
    """Return the lines at the top and bottom of pages that are no part of the text: running heads, page numbers."""
    edges: dict[tuple[bool, str], list[Line]] = defaultdict(list)
    places: Counter[tuple[bool, int, float]] = Counter()
    outer: list[tuple[bool, Line]] = []
    for lines, height in zip(pages, heights, strict=True):
        for top in (True, False):
            for line in _edge(lines, height, top):
                outer.append((top, line))
                edges[top, re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.casefold())].append(line)
                places[_place(top, line)] += 1
    found: set[Line] = set()
    for lines in edges.values():
        for line in lines:  # a title may have the same words, and stands elsewhere
            there = {each.page for each in lines if abs(each.box[1] - line.box[1]) < 8 and each.size == line.size}
            if len(there) >= 2:
                found.add(line)
    body = Counter(line.size for lines in pages for line in lines for _ in line.text).most_common(1)
    usual = body[0][0] if body else 0.0
    for top, line in outer:
        lone = _PAGE.fullmatch(line.text) is not None and len(line.text) < 16
        # A head that names the chapter is another on each page, at the same place and in smaller letters.
        often = places[_place(top, line)] >= max(3, 0.5 * len(pages)) and line.size < usual and len(line.text) < 100
        if lone or (often and top):
            found.add(line)
    return found


def _place(top: bool, line: Line) -> tuple[bool, int, float]:
    return top, round(line.box[3] / 3), line.size


def _edge(lines: Sequence[Line], height: float, top: bool) -> list[Line]:
    """Return the lines of the outermost two heights of a page's margin."""
    near = [line for line in lines if (line.box[3] < height * _MARGIN if top else line.box[1] > height * (1 - _MARGIN))]
    heights = sorted({round(line.box[1] if top else -line.box[3]) for line in near})
    outermost: list[int] = []
    for each in heights:
        if not outermost or each - outermost[-1] > 3:
            outermost.append(each)
    limit = outermost[: 2 if len(outermost) > 1 else 1]
    return [line for line in near if any(abs((line.box[1] if top else -line.box[3]) - each) <= 3 for each in limit)]
