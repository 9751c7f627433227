"""What stands where on a picture: a series -> a page of words and boxes, in pixels.

Knows the fonts, and nothing of how a picture is painted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ..core.knowledge.series import Bar, Series
from ..core.language.dates import spoken
from .fonts import Fonts

__all__ = ["MAX_HEIGHT", "PAPER", "RULE", "WIDTH", "Box", "Dot", "Line", "Page", "Words", "laid_out"]

# Pixels; Discord shows up to 16:9 whole, a telephone at a third of the size.
WIDTH = 1_200
MAX_HEIGHT = 675
_MARGIN = 48
_ROOM = WIDTH - 2 * _MARGIN
_LINE, _ASCENT, _HALF_DIGIT = 1.25, 0.93, 0.365  # of the type's size, in DejaVu
_SOURCE_TYPE = 22  # pixels, the least
_SMALL_SOURCE_TYPES = (18, 15, 12)  # pixels, where all else is as small as it gets
_MIN_BAR = 4  # pixels: what is above 0 can be seen
_GAP = 18  # pixels between a bar and its number
_MAX_NUMBER = 0.5  # of the width: longer numbers stand over their bars
_NUMBER_TYPES = (46, 38, 32)  # pixels, beside a bar
_WAYS_ON = ((64, False), (54, False), (50, True), (42, True))  # pixels of a number on a part, and if in two lines

# A light card of its own with a frame around it, so that it can be read whatever the theme behind it is. The colours
# are Okabe and Ito's, which people with any kind of colour blindness tell apart; what is not asked for is moreover
# pale, and has a frame.
PAPER = "#FBFAF6"
RULE = "#85837B"  # the frame of the card, and the lines that lead the eye
_INK, _GREY, _WHITE = "#1A1A1A", "#4D4D4D", "#FFFFFF"
_BLUE, _ORANGE, _PALE = "#0072B2", "#E69F00", "#DCEBF5"


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text."""

    x: float
    """Pixels from the left, of its beginning, middle or end, as `align` says."""
    y: float
    """Pixels from the top, of its baseline."""
    text: str
    size: float
    """Of its type, in pixels."""
    bold: bool = False
    colour: str = _INK
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, measured in pixels."""

    x: float
    """Of its left edge, from the left."""
    y: float
    """Of its upper edge, from the top."""
    width: float
    height: float
    fill: str
    """The colour inside."""
    edge: str
    """The colour of its frame."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line, measured in pixels."""

    start: tuple[float, float]
    """From the left and from the top."""
    end: tuple[float, float]
    width: float
    colour: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle, measured in pixels."""

    x: float
    """Of its middle, from the left."""
    y: float
    """Of its middle, from the top."""
    radius: float
    fill: str


@dataclass(slots=True)
class Page:
    """What is put on a picture, from the top down."""

    fonts: Fonts
    scale: float
    """By which all sizes are multiplied, 0.55 to 1.0."""
    lines: int | None = None
    """How many a text may have; None for as many as it needs."""
    source_size: float = 0.0
    """Of the sources' type, in pixels; 0 for what goes with the scale."""
    y: float = 36.0
    """Pixels from the top, of where the next thing is put: at the end, the height of the picture."""
    strokes: list[Line] = field(default_factory=list)
    """What lies below all else."""
    boxes: list[Box] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def skip(self, pixels: float) -> None:
        self.y += pixels * self.scale

    def write(self, text: str, pixels: float, *, bold: bool = False, colour: str = _INK, right: bool = False) -> None:
        """Write a text over the whole width, as many lines as it needs, and go on below it."""
        size = pixels * self.scale
        for line in self.fonts.wrapped(text, size, bold, _ROOM, self.lines):
            x = WIDTH - _MARGIN if right else _MARGIN
            self.words.append(Words(x, self.y + size * _ASCENT, line, size, bold, colour, "right" if right else "left"))
            self.y += size * _LINE

    def number(self, x: float, middle: float, text: str, pixels: float, colour: str = _INK) -> None:
        """Write a number to the right of a place, at the height of that."""
        size = pixels * self.scale
        self.words.append(Words(x, middle + size * _HALF_DIGIT, text, size, True, colour))

    def labelled(self, before: str, label: str) -> str:
        """Return a label with something before it that stays if nothing of the label can be shown."""
        return f"{before}: {label}" if self.fonts.shown(label) else before


def laid_out(series: Series, fonts: Fonts) -> Page:
    """Return the page of a series, at most MAX_HEIGHT high, as large as that allows."""
    return next(page for page in _pages(series, fonts) if page.y <= MAX_HEIGHT)


def _pages(series: Series, fonts: Fonts) -> Iterator[Page]:
    """Yield the same page ever smaller. Texts longer than all reason are cut in the end, so that one is small enough:
    the sentence goes first, the sources last."""
    for percent in range(100, 50, -5):
        yield _filled(Page(fonts, percent / 100), series)
    for size in _SMALL_SOURCE_TYPES:
        yield _filled(Page(fonts, 0.55, source_size=size), series)
    for lines in (3, 2, 1):
        yield _filled(Page(fonts, 0.55, lines, _SMALL_SOURCE_TYPES[-1]), series)
    yield _filled(Page(fonts, 0.55, 1, _SMALL_SOURCE_TYPES[-1]), series, whole_sources=False)


def _filled(page: Page, series: Series, *, whole_sources: bool = True) -> Page:
    page.write(series.title, 54, bold=True)
    if page.lines is None:
        page.skip(4)
        page.write(series.says, 34)
    if series.working:
        page.write(f"Calculated: {series.working}", 30, colour=_GREY)
    page.skip(24)
    if series.kind == "parts":
        _put_parts(page, series)
    elif series.kind == "change":
        _put_change(page, series)
    else:
        _put_bars(page, series)
    page.skip(30)
    if whole_sources:
        page.lines = None
    size = page.source_size or max(28 * page.scale, _SOURCE_TYPE)
    for source in series.sources:
        said = page.labelled(f"{source.publisher}, {spoken(source.published)}", source.title)
        page.write(said, size / page.scale, colour=_GREY)
    page.y += 26
    return page


def _put_parts(page: Page, series: Series) -> None:
    """Put one bar with the first part's label above its beginning and the other's below its end.

    A number that does not fit on its part stands before the label; those that do are of one size.
    """
    height = 150 * page.scale
    lengths = _lengths(series, _ROOM)
    ways = [_way_on(page, bar.text, length) for bar, length in zip(series.bars, lengths, strict=True)]
    pixels, folded = _WAYS_ON[max((way for way in ways if way is not None), default=0)]
    size = pixels * page.scale
    labels = [
        bar.label if way is not None else page.labelled(bar.text, bar.label)
        for bar, way in zip(series.bars, ways, strict=True)
    ]
    page.write(labels[0], 40, bold=True, colour=_BLUE)
    page.skip(12)
    x = float(_MARGIN)
    for number, (bar, length, way) in enumerate(zip(series.bars, lengths, ways, strict=True)):
        fill, edge, ink = _style(bar, number)
        page.boxes.append(Box(x, page.y, length, height, fill, edge))
        lines = _folded(bar.text) if folded else [bar.text]
        y = page.y + height / 2 + size * (_HALF_DIGIT - (len(lines) - 1) * _LINE / 2)
        for line in lines if way is not None else []:
            page.words.append(Words(x + length / 2, y, line, size, True, ink, "center"))
            y += size * _LINE
        x += length
    page.y += height
    page.skip(10)
    for label in labels[1:]:
        page.write(label, 40, right=True)


def _way_on(page: Page, text: str, length: float) -> int | None:
    """Return the first of _WAYS_ON in which a number fits on a part; None if it fits in none."""
    for way, (pixels, folded) in enumerate(_WAYS_ON):
        lines = _folded(text) if folded else [text]
        if max(page.fonts.width(line, pixels * page.scale, True) for line in lines) + _GAP <= length:
            return way
    return None


def _folded(text: str) -> list[str]:
    """Return the two numbers of a part in two lines: "278" and "(74.3 %)"."""
    first, bracket, second = text.partition(" (")
    return [first, f"({second}"] if bracket else [first]


def _style(bar: Bar, number: int) -> tuple[str, str, str]:
    """Return the colours of a part's inside, of its frame, and of the number on it."""
    if not bar.asked:
        return _PALE, _BLUE, _INK
    return (_BLUE, _BLUE, _WHITE) if number == 0 else (_ORANGE, _INK, _INK)


def _put_bars(page: Page, series: Series) -> None:
    """Put each bar under its label, with the number beside its end; numbers that are too long for that, in the label.

    The bar of a gap is between two lines that lead to it from the ends of the bar above.
    """
    height = 48 * page.scale
    widths = {
        pixels: max(page.fonts.width(bar.text, pixels * page.scale, True) for bar in series.bars)
        for pixels in _NUMBER_TYPES
    }
    type_, longest = next(((px, wide) for px, wide in widths.items() if wide <= _ROOM * _MAX_NUMBER), (0, 0.0))
    beside = type_ > 0
    room = _ROOM - _GAP - longest if beside else float(_ROOM)
    some = not all(bar.asked for bar in series.bars)
    above = 0.0
    for number, (bar, length) in enumerate(zip(series.bars, _lengths(series, room), strict=True)):
        gap = series.kind == "difference" and number == len(series.bars) - 1
        page.skip(20 if number else 0)
        label = bar.label if beside else page.labelled(bar.text, bar.label)
        page.write(label, 38, bold=bar.asked and some)
        page.skip(3)
        x = _MARGIN + float(bar.start / series.whole) * room
        if gap:
            clear = _MARGIN + page.fonts.width(label, 38 * page.scale, True) + _GAP
            page.strokes += [Line((at, above), (at, page.y), 2, RULE) for at in (x, x + length) if at > clear]
            fill, edge = _ORANGE, _INK
        else:
            fill, edge = _BLUE if bar.asked else _PALE, _BLUE
            if bar.start:
                page.strokes.append(Line((_MARGIN, page.y + height / 2), (x, page.y + height / 2), 2, RULE))
        page.boxes.append(Box(x, page.y, length, height, fill, edge))
        if beside:
            page.number(x + length + _GAP, page.y + height / 2, bar.text, type_)
        page.y += height
        above = page.y


def _put_change(page: Page, series: Series) -> None:
    """Put a line from one dot to another, as high above the ground as they are from 0.

    Numbers stand outside the dots, where no line runs, and dates below them.
    """
    height, most = 190 * page.scale, _ROOM * 0.3
    widest = max(page.fonts.width(bar.text, 46 * page.scale, True) for bar in series.bars)
    size = 46 * page.scale * min(1.0, most / widest)
    inset = _MARGIN + max(min(widest, most) + 50, 200)
    page.skip(24)
    ground = page.y + height
    dots = [
        Dot(x, ground - float(bar.value / series.whole) * height, 13 * page.scale, _BLUE)
        for x, bar in zip((inset, WIDTH - inset), series.bars, strict=True)
    ]
    page.strokes.append(Line((_MARGIN, ground), (WIDTH - _MARGIN, ground), 2, RULE))
    page.strokes += [Line((dot.x, dot.y), (dot.x, ground), 2, RULE) for dot in dots]
    page.strokes.append(Line((dots[0].x, dots[0].y), (dots[1].x, dots[1].y), 6 * page.scale, _BLUE))
    page.dots += dots
    sides: tuple[tuple[float, Literal["left", "right"]], ...] = ((-30.0, "right"), (30.0, "left"))
    for bar, dot, (beside, align) in zip(series.bars, dots, sides, strict=True):
        middle = min(dot.y, ground - 0.6 * size)  # above the ground, not on it
        x = dot.x + beside * page.scale
        page.words.append(Words(x, middle + size * _HALF_DIGIT, bar.text, size, True, align=align))
    page.y = ground
    page.skip(8)
    below = [_below(page, bar.label, dot.x) for bar, dot in zip(series.bars, dots, strict=True)]
    page.y = max(below)


def _below(page: Page, label: str, middle: float) -> float:
    """Write a label in lines around a middle, and return where they end."""
    size, y = 38 * page.scale, page.y
    room = 2 * min(middle - _MARGIN, WIDTH - _MARGIN - middle, WIDTH / 2 - _GAP - min(middle, WIDTH - middle))
    for line in page.fonts.wrapped(label, size, False, room, page.lines):
        page.words.append(Words(middle, y + size * _ASCENT, line, size, align="center"))
        y += size * _LINE
    return y


def _lengths(series: Series, room: float) -> list[float]:
    """Return the lengths of the bars; one above 0 has _MIN_BAR at least, given up by the longest of parts."""
    spans = [bar.value - bar.start for bar in series.bars]
    lengths = [max(float(span / series.whole) * room, _MIN_BAR if span else 0) for span in spans]
    if series.kind == "parts":
        lengths[lengths.index(max(lengths))] -= sum(lengths) - room
    return lengths
