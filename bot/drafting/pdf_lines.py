"""The lines of a PDF's page: their words, where they stand, and how they are set. Marks of footnotes are told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from .cleaning import clean, is_mark

__all__ = ["Box", "Line", "inside", "lines_of", "set_lines"]

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the page's upper left corner."""

_BOLD = re.compile(r"bold|black|heavy|semibold|demi|[-,](?:b|bd|bi)$|cmbx", re.I)
_ITALIC = re.compile(r"italic|oblique|[-,]it?$|cmti", re.I)
_CODE = re.compile(r"\(cid:\d+\)")
_SMALLER = 0.9  # of the line's size: a raised mark
_BLANK = 0.2  # of the size: a gap between two words


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, or what stands of it in one column or cell.

    Attributes:
        text: Its words, without marks; a hyphen at its end is kept.
        box: Where it stands.
        size: The size of most of its letters, in points, to the half.
        bold: Whether nearly all of it is bold.
        italic: Whether nearly all of it is italic.
        page: From 1.
        notes: The marks of footnotes that stood in it.
        leading: The mark that it begins with, raised, as a footnote does; "" if with none.
        first: The width of its first word, in points.
        lost: How many of its letters have no meaning in the document.
    """

    text: str
    box: Box
    size: float
    bold: bool
    italic: bool
    page: int
    notes: tuple[str, ...] = ()
    leading: str = ""
    first: float = 0.0
    lost: int = 0

    @property
    def style(self) -> tuple[float, bool]:
        return self.size, self.bold


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A letter as it is set: "text" may be more than one ("ffi"); "base" is where it stands on, from the top."""

    text: str
    box: Box
    size: float
    font: str

    @property
    def base(self) -> float:
        return self.box[3]


def lines_of(layout: Any, page: int, without: Sequence[Box] = ()) -> Iterator[Line]:
    """Yield the lines of a page that pdfminer laid out, in no order; letters within some boxes are left out."""
    from pdfminer.layout import LTChar, LTTextLineHorizontal

    for line in _walk(layout, LTTextLineHorizontal):
        glyphs = [_glyph(each, layout.height) for each in line if isinstance(each, LTChar) and each.upright]
        kept = [each for each in glyphs if not any(inside(each.box, box) for box in without)]
        for piece in _pieces(kept):
            made = _line(piece, page)
            if made is not None:
                yield made


def set_lines(layout: Any, page: int, box: Box) -> list[Line]:
    """Return the lines of the letters within a box, from its top to its bottom: a table's cell."""
    from pdfminer.layout import LTChar

    glyphs = [_glyph(each, layout.height) for each in _walk(layout, LTChar) if each.upright]
    rows: list[list[_Glyph]] = []
    for glyph in (each for each in glyphs if inside(each.box, box)):
        middle = (glyph.box[1] + glyph.box[3]) / 2
        row = next((row for row in rows if row[0].box[1] <= middle <= row[0].box[3]), None)
        if row is None:
            rows.append([glyph])
        else:
            row.append(glyph)
    made = (_line(sorted(row, key=lambda each: each.box[0]), page) for row in rows)
    return sorted((each for each in made if each is not None), key=lambda each: each.box[1])


def inside(inner: Box, outer: Box) -> bool:
    """Tell whether the middle of one box lies in another."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _walk(layout: Any, kind: Any) -> Iterator[Any]:
    from pdfminer.layout import LTContainer, LTFigure

    for each in layout:
        if isinstance(each, kind):
            yield each
        elif (isinstance(each, LTContainer) and not isinstance(each, LTFigure)) or isinstance(each, LTFigure):
            yield from _walk(each, kind)


def _glyph(char: Any, height: float) -> _Glyph:
    text = char.get_text()
    return _Glyph(
        "\ufffd" if _CODE.fullmatch(text) else text,
        (char.x0, height - char.y1, char.x1, height - char.y0),
        char.size,
        char.fontname,
    )


def _pieces(glyphs: Sequence[_Glyph]) -> Iterator[list[_Glyph]]:
    """Cut where a line leaps over a gap that no two words have between them."""
    piece: list[_Glyph] = []
    for glyph in glyphs:
        if piece and glyph.box[0] - piece[-1].box[2] > 2.5 * max(glyph.size, piece[-1].size):
            yield piece
            piece = []
        piece.append(glyph)
    if piece:
        yield piece


def _line(glyphs: Sequence[_Glyph], page: int) -> Line | None:
    seen = [each for each in glyphs if each.text.strip()]
    if not seen:
        return None
    size = Counter(round(each.size * 2) / 2 for each in seen for _ in each.text).most_common(1)[0][0]
    full = [each for each in seen if each.size > size * 0.95] or seen
    base = sorted(each.base for each in full)[len(full) // 2]
    words: list[str] = []
    notes: list[str] = []
    leading = ""
    last: _Glyph | None = None
    for raised, run in _runs(glyphs, size, base):
        text = _spelt(run, size)
        if last is not None and words and not raised and run[0].box[0] - last.box[2] > _BLANK * size:
            words.append(" ")
        last = run[-1]
        if not raised:
            words.append(text)
            continue
        before = clean("".join(words)[-20:])
        mark = text.strip().strip("[]()")
        if not before and re.fullmatch(r"\d{1,3}|[*†‡§]{1,3}|[a-z]", mark):
            leading = mark
        elif before and is_mark(text, before, link=False):
            notes.append(mark)
            words.append(" " if text.endswith(" ") else "")
        else:
            words.append(text)
    told = "".join(words)
    lost = told.count("\ufffd")
    text = clean(told.replace("\u00ad", "\u2010") if told.rstrip().endswith("\u00ad") else told)
    if not text and not notes and not leading:
        return None
    letters = sum(len(each.text) for each in seen)
    return Line(
        text=text,
        box=(
            min(e.box[0] for e in seen),
            min(e.box[1] for e in full),
            max(e.box[2] for e in seen),
            max(e.box[3] for e in full),
        ),
        size=size,
        bold=sum(len(e.text) for e in seen if _BOLD.search(e.font)) > 0.85 * letters,
        italic=sum(len(e.text) for e in seen if _ITALIC.search(e.font)) > 0.85 * letters,
        page=page,
        notes=tuple(notes),
        leading=leading,
        first=_first_width(seen, text),
        lost=lost,
    )


def _runs(glyphs: Sequence[_Glyph], size: float, base: float) -> Iterator[tuple[bool, list[_Glyph]]]:
    """Yield stretches of letters that are all raised and smaller, or all not; blanks go with what is before them."""
    run: list[_Glyph] = []
    was = False
    for glyph in glyphs:
        blank = not glyph.text.strip()
        raised = was if blank else glyph.size < size * _SMALLER and glyph.base < base - 0.12 * size
        if run and raised != was:
            yield was, run
            run = []
        was = raised
        run.append(glyph)
    if run:
        yield was, run


def _spelt(run: Sequence[_Glyph], size: float) -> str:
    told: list[str] = []
    last: _Glyph | None = None
    for glyph, after in zip_longest(run, run[1:]):
        if not glyph.text.strip() and after is not None and after.box[0] - glyph.box[0] < 0.05 * size:
            continue  # a soft hyphen that a browser printed as a blank of no width
        if last is not None and glyph.box[0] - last.box[2] > _BLANK * size and told and not told[-1].endswith(" "):
            told.append(" ")
        told.append(glyph.text)
        last = glyph
    return "".join(told)


def _first_width(seen: Sequence[_Glyph], text: str) -> float:
    length, count = len(text.split(" ")[0]), 0
    for glyph in seen:
        count += len(glyph.text)
        if count >= length:
            return glyph.box[2] - seen[0].box[0]
    return seen[-1].box[2] - seen[0].box[0]
