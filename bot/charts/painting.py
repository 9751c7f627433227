"""Paints a page with Pillow: a series -> a picture as PNG."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from math import ceil, floor, hypot

from PIL import Image, ImageDraw, ImageFont

from ..core.knowledge.series import Series
from .fonts import Fonts
from .layout import PAPER, RULE, WIDTH, Box, Dot, Line, Page, Words, laid_out

__all__ = ["draw"]

_FRAME = 3  # pixels, of a box
_FINE = 2  # pixels of a letter for one of the picture, across and down: their distances are finer than a pixel
_SMOOTH = 4  # the same of a line and a dot, so that slanting edges have no steps
_SHIFTS = {"left": 0.0, "center": 0.5, "right": 1.0}  # how much of a text lies to the left of where it is held


def draw(series: Series, fonts: Fonts | None = None) -> bytes:
    """Return the picture of a series as PNG, WIDTH pixels wide and at most MAX_HEIGHT high.

    It takes some hundredths of a second: not for the event loop.
    """
    written = io.BytesIO()
    _painted(laid_out(series, fonts or Fonts())).save(written, "PNG")
    return written.getvalue()


def _painted(page: Page) -> Image.Image:
    picture = Image.new("RGB", (WIDTH, round(page.y)), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, picture.width - 1, picture.height - 1), outline=RULE, width=2)
    for line in page.strokes:
        _paint_line(picture, line)
    for box in page.boxes:
        _paint_box(pen, box)
    for dot in page.dots:
        _paint_dot(picture, dot)
    for words in page.words:
        _paint_words(picture, words, page.fonts)
    return picture


def _paint_line(picture: Image.Image, line: Line) -> None:
    (x1, y1), (x2, y2) = line.start, line.end
    if x1 == x2 or y1 == y2:
        left, top, right, bottom = round(min(x1, x2)), round(min(y1, y2)), round(max(x1, x2)), round(max(y1, y2))
        thick = max(round(line.width), 1) - 1
        across = (left, top, right, top + thick) if y1 == y2 else (left, top, left + thick, bottom)
        ImageDraw.Draw(picture).rectangle(across, line.colour)
        return
    # The corners of a slanting line, half its width to either side of its ends.
    long = hypot(x2 - x1, y2 - y1)
    out_x, out_y = (y2 - y1) / long * line.width / 2, (x1 - x2) / long * line.width / 2
    corners = ((x1 + out_x, y1 + out_y), (x2 + out_x, y2 + out_y), (x2 - out_x, y2 - out_y), (x1 - out_x, y1 - out_y))
    _paint_smoothly(picture, corners, line.colour, lambda pen, points: pen.polygon(points, 255))


def _paint_dot(picture: Image.Image, dot: Dot) -> None:
    corners = ((dot.x - dot.radius, dot.y - dot.radius), (dot.x + dot.radius, dot.y + dot.radius))
    _paint_smoothly(picture, corners, dot.fill, lambda pen, points: pen.ellipse(points, 255))


def _paint_smoothly(
    picture: Image.Image,
    points: Sequence[tuple[float, float]],
    colour: str,
    shape: Callable[[ImageDraw.ImageDraw, Sequence[tuple[float, float]]], None],
) -> None:
    """Paint a shape through points larger than it is, and make it smaller."""
    x, y = floor(min(x for x, _ in points)), floor(min(y for _, y in points))
    width, height = ceil(max(x for x, _ in points)) + 1 - x, ceil(max(y for _, y in points)) + 1 - y
    mask = Image.new("L", (width * _SMOOTH, height * _SMOOTH))
    shape(ImageDraw.Draw(mask), [((each_x - x) * _SMOOTH, (each_y - y) * _SMOOTH) for each_x, each_y in points])
    picture.paste(colour, (x, y), mask.reduce(_SMOOTH))


def _paint_box(pen: ImageDraw.ImageDraw, box: Box) -> None:
    """Paint a box whose frame lies half outside, on whole pixels, so that its edges are sharp."""
    left, top, right, bottom = map(round, (box.x, box.y, box.x + box.width, box.y + box.height))
    out = _FRAME // 2
    pen.rectangle((left - out, top - out, right + out, bottom + out), box.fill, box.edge, _FRAME)


def _paint_words(picture: Image.Image, words: Words, fonts: Fonts) -> None:
    """Paint a line of text, its baseline on a whole pixel, so that its letters are sharp."""
    runs = fonts.runs(words.text, words.size * _FINE, words.bold)
    x = words.x - sum(letters.getlength(text) for text, letters in runs) / _FINE * _SHIFTS[words.align]
    for text, letters in runs:
        _paint_run(picture, (x, round(words.y)), text, letters, words.colour)
        x += letters.getlength(text) / _FINE


def _paint_run(
    picture: Image.Image, place: tuple[float, int], text: str, letters: ImageFont.FreeTypeFont, colour: str
) -> None:
    """Paint letters of one font from a place of the baseline on.

    Only they are painted larger and made smaller, not the picture, which would take 10 MB.
    """
    left, top, right, bottom = (each / _FINE for each in letters.getbbox(text, anchor="ls"))
    x, y = floor(place[0] + left), place[1] + floor(top)
    width, height = ceil(place[0] + right) + 1 - x, place[1] + ceil(bottom) + 1 - y
    line = Image.new("L", (width * _FINE, height * _FINE))
    ImageDraw.Draw(line).text(((place[0] - x) * _FINE, (place[1] - y) * _FINE), text, 255, letters, "ls")
    picture.paste(colour, (x, y), line.reduce(_FINE))
