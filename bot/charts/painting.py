"""Paints a page with Pillow: a series -> a picture as PNG."""

from __future__ import annotations

import io
from math import ceil, floor

from PIL import Image, ImageDraw

from ..core.knowledge.chart_data import Series
from .fonts import Fonts, font
from .layout import PAPER, RULE, WIDTH, Box, Page, Words, laid_out

__all__ = ["draw"]

_FRAME = 3  # pixels, of a box
_FINE = 2  # pixels of a letter for one of the picture, across and down: their distances are finer than a pixel
_ANCHORS = {"left": "ls", "center": "ms", "right": "rs"}  # Pillow's names for where on its baseline a text is held


def draw(series: Series) -> bytes:
    """Return the picture of a series as PNG, WIDTH pixels wide and at most MAX_HEIGHT high.

    It takes some hundredths of a second: not for the event loop.
    """
    written = io.BytesIO()
    _painted(laid_out(series, Fonts())).save(written, "PNG")
    return written.getvalue()


def _painted(page: Page) -> Image.Image:
    picture = Image.new("RGB", (WIDTH, round(page.y)), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, picture.width - 1, picture.height - 1), outline=RULE, width=2)
    for box in page.boxes:
        _paint_box(pen, box)
    for words in page.words:
        _paint_words(picture, words)
    return picture


def _paint_box(pen: ImageDraw.ImageDraw, box: Box) -> None:
    """Paint a box whose frame lies half outside, on whole pixels, so that its edges are sharp."""
    left, top, right, bottom = map(round, (box.x, box.y, box.x + box.width, box.y + box.height))
    out = _FRAME // 2
    pen.rectangle((left - out, top - out, right + out, bottom + out), box.fill, box.edge, _FRAME)


def _paint_words(picture: Image.Image, words: Words) -> None:
    """Paint a line of text, its baseline on a whole pixel, so that its letters are sharp.

    Only the line is painted larger and made smaller, not the picture, which would take 10 MB.
    """
    letters, anchor, baseline = font(words.size * _FINE, words.bold), _ANCHORS[words.align], round(words.y)
    left, top, right, bottom = (each / _FINE for each in letters.getbbox(words.text, anchor=anchor))
    x, y = floor(words.x + left), baseline + floor(top)
    width, height = ceil(words.x + right) + 1 - x, baseline + ceil(bottom) + 1 - y
    line = Image.new("L", (width * _FINE, height * _FINE))
    ImageDraw.Draw(line).text(((words.x - x) * _FINE, (baseline - y) * _FINE), words.text, 255, letters, anchor)
    picture.paste(words.colour, (x, y), line.reduce(_FINE))
