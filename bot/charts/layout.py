"""What stands where on a picture: a series -> a page of words and boxes, in pixels.

Knows the fonts, and nothing of how a picture is painted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ..core.knowledge.chart_data import Bar, Series
from ..core.language.dates import spoken
from .fonts import Fonts

__all__ = ["MAX_HEIGHT", "PAPER", "RULE", "WIDTH", "Box", "Page", "Words", "laid_out"]

# Pixels; Discord shows up to 16:9 whole, a telephone at a third of the size.
WIDTH = 1_200
MAX_HEIGHT = 675
_MARGIN = 48
_ROOM = WIDTH - 2 * _MARGIN
_LINE, _ASCENT, _HALF_DIGIT = 1.25, 0.93, 0.365  # of the type's size, in DejaVu
_MIN_TYPE = 22  # pixels, of the sources
_MIN_BAR = 4  # pixels: what is above 0 can be seen
_GAP = 18  # pixels between a bar and its number

# A light card of its own, so that the theme around it does not matter. The colours are Okabe and Ito's, which people
# with any kind of colour blindness tell apart; what is not asked for is moreover pale, and has a frame.
PAPER = "#FBFAF6"
RULE = "#C9C7BF"  # the line around the card
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


@dataclass(slots=True)
class Page:
    """What is put on a picture, from the top down."""

    fonts: Fonts
    scale: float
    """By which all sizes are multiplied, 0.55 to 1.0."""
    lines: int | None
    """How many a text may have; None for as many as it needs."""
    y: float = 36.0
    """Pixels from the top, of where the next thing is put: at the end, the height of the picture."""
    words: list[Words] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def skip(self, pixels: float) -> None:
        self.y += pixels * self.scale

    def write(self, text: str, pixels: float, *, bold: bool = False, colour: str = _INK, right: bool = False) -> None:
        """Write a text over the whole width, as many lines as it needs, and go on below it."""
        size = pixels * self.scale
        for line in self.fonts.wrapped(text, size, bold, _ROOM, self.lines):
            x = WIDTH - _MARGIN if right else _MARGIN
            self.words.append(Words(x, self.y + size * _ASCENT, line, size, bold, colour, "right" if right else "left"))
            self.y += size * _LINE


def laid_out(series: Series, fonts: Fonts) -> Page:
    """Return the page of a series, at most MAX_HEIGHT high, as large as that allows."""
    return next(page for page in _pages(series, fonts) if page.y <= MAX_HEIGHT)


def _pages(series: Series, fonts: Fonts) -> Iterator[Page]:
    """Yield the same page ever smaller; texts longer than all reason are cut, so that one is small enough."""
    for percent in range(100, 55, -5):
        yield _filled(Page(fonts, percent / 100, None), series)
    for lines in (3, 2, 1):
        yield _filled(Page(fonts, 0.55, lines), series)


def _filled(page: Page, series: Series) -> Page:
    page.write(series.title, 54, bold=True)
    if series.working:
        page.write(f"Calculated: {series.working}", 33, colour=_GREY)
    page.skip(24)
    if series.kind == "parts":
        _put_parts(page, series)
    else:
        _put_bars(page, series)
    page.skip(30)
    small = max(28, _MIN_TYPE / page.scale)
    for line in _sources(page, series, small * page.scale):
        page.write(line, small, colour=_GREY)
    page.y += 26
    return page


def _put_parts(page: Page, series: Series) -> None:
    """Put one bar with the first part's label above its beginning and the other's below its end.

    A number that does not fit on its part stands before the label.
    """
    size, height = 64 * page.scale, 150 * page.scale
    lengths = _lengths(series, _ROOM)
    fits = [
        page.fonts.width(bar.text, size, True) + _GAP <= length
        for bar, length in zip(series.bars, lengths, strict=True)
    ]
    labels = [bar.label if fit else f"{bar.text}: {bar.label}" for bar, fit in zip(series.bars, fits, strict=True)]
    page.write(labels[0], 40, bold=True, colour=_BLUE)
    page.skip(12)
    x, styles = float(_MARGIN), [_style(bar, number) for number, bar in enumerate(series.bars)]
    for bar, length, fit, (fill, edge, ink) in zip(series.bars, lengths, fits, styles, strict=True):
        page.boxes.append(Box(x, page.y, length, height, fill, edge))
        if fit:
            middle = page.y + height / 2 + size * _HALF_DIGIT
            page.words.append(Words(x + length / 2, middle, bar.text, size, True, ink, "center"))
        x += length
    page.y += height
    page.skip(10)
    for label in labels[1:]:
        page.write(label, 40, right=True)


def _style(bar: Bar, number: int) -> tuple[str, str, str]:
    """Return the colours of a part's inside, of its frame, and of the number on it."""
    if not bar.asked:
        return _PALE, _BLUE, _INK
    return (_BLUE, _BLUE, _WHITE) if number == 0 else (_ORANGE, _INK, _INK)


def _put_bars(page: Page, series: Series) -> None:
    """Put each bar under its label, with the number beside its end."""
    size, height = 46 * page.scale, 48 * page.scale
    room = _ROOM - _GAP - max(page.fonts.width(bar.text, size, True) for bar in series.bars)
    some = not all(bar.asked for bar in series.bars)
    for number, (bar, length) in enumerate(zip(series.bars, _lengths(series, room), strict=True)):
        page.skip(20 if number else 0)
        page.write(bar.label, 38, bold=bar.asked and some)
        page.skip(3)
        page.boxes.append(Box(_MARGIN, page.y, length, height, _BLUE if bar.asked else _PALE, _BLUE))
        middle = page.y + height / 2 + size * _HALF_DIGIT
        page.words.append(Words(_MARGIN + length + _GAP, middle, bar.text, size, True))
        page.y += height


def _lengths(series: Series, room: float) -> list[float]:
    """Return the lengths of the bars; one above 0 has _MIN_BAR at least, given up by the longest of parts."""
    lengths = [max(float(bar.value / series.whole) * room, _MIN_BAR if bar.value else 0) for bar in series.bars]
    if series.kind == "parts":
        lengths[lengths.index(max(lengths))] -= sum(lengths) - room
    return lengths


def _sources(page: Page, series: Series, size: float) -> list[str]:
    """Return a line for each of two sources, its title shortened to fit; more share a text, without titles."""
    if len(series.sources) > 2:
        return ["; ".join(f"{source.publisher}, {spoken(source.published)}" for source in series.sources)]
    made = []
    for source in series.sources:
        date = spoken(source.published)
        words = source.title.split()
        line = f"{source.publisher}, {date}: {source.title}"
        while words and page.fonts.width(line, size, False) > _ROOM:
            words.pop()
            line = f"{source.publisher}, {date}: {' '.join(words)} …"
        made.append(line)
    return made
