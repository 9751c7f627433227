"""Charts: a series -> a picture (PNG), drawn by matplotlib in a worker thread, once each. Knows nothing of Discord.

matplotlib is imported in that thread, by `Charts.warm` or for the first picture: it takes half a second.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import struct
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .core.knowledge.chart_data import Bar, Series
from .core.language.dates import spoken

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from numpy.typing import NDArray

__all__ = ["MAX_HEIGHT", "WIDTH", "Charts", "draw", "figure", "warm"]

_log = logging.getLogger(__name__)

# Pixels; Discord shows up to 16:9 whole, a telephone at a third of the size.
WIDTH = 1_200
MAX_HEIGHT = 675
_DPI = 72  # at which a point of type is a pixel
_MARGIN = 48
_ROOM = WIDTH - 2 * _MARGIN
_LINE, _ASCENT, _HALF_DIGIT = 1.25, 0.93, 0.365  # of the type's size, in DejaVu
_MIN_TYPE = 22  # pixels, of the sources
_MIN_BAR = 4  # pixels: what is above 0 can be seen
_MEASURED = 100.0  # pixels, the size of type at which words are measured
_GAP = 18  # pixels between a bar and its number

# A light card of its own, so that the theme around it does not matter. The colours are Okabe and Ito's, which people
# with any kind of colour blindness tell apart; what is not asked for is moreover pale, and has a frame.
_PAPER, _RULE, _INK, _GREY, _WHITE = "#FBFAF6", "#C9C7BF", "#1A1A1A", "#4D4D4D", "#FFFFFF"
_BLUE, _ORANGE, _PALE = "#0072B2", "#E69F00", "#DCEBF5"


def draw(series: Series) -> bytes:
    """Return the picture of a series as PNG, WIDTH pixels wide and at most MAX_HEIGHT high.

    It takes about a tenth of a second, the first one longer: not for the event loop.
    """
    import numpy as np
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(figure(series))
    canvas.draw()  # type: ignore[no-untyped-call]  # Agg has no types
    return _png(np.asarray(canvas.buffer_rgba())[..., :3])  # type: ignore[no-untyped-call]  # as above


def warm() -> None:
    """Import matplotlib and draw a digit, so that the first picture takes no longer than the others.

    The first time, all that is loaded by then is taken out of the rounds of the garbage collector: a round through
    the knowledge base, discord.py and matplotlib holds up every thread for 70 ms, and drawing sets one off.
    """
    first = gc.get_freeze_count() == 0
    if first:
        gc.freeze()
    _draw_a_digit()
    if first:
        gc.freeze()


def _draw_a_digit() -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    page = _Page(_Fonts(), 1.0, None)
    page.write("0", 40, bold=True)
    FigureCanvasAgg(_painted(page, page.fonts)).draw()  # type: ignore[no-untyped-call]  # Agg has no types


def _png(pixels: NDArray[np.uint8]) -> bytes:
    """Return rows of red, green and blue as PNG.

    Not by matplotlib's own writer: that keeps all other threads waiting while it packs a picture, zlib does not.
    """
    import numpy as np

    height, width, _ = pixels.shape
    rows = pixels.reshape(height, width * 3)
    lines = np.empty((height, 1 + width * 3), np.uint8)
    lines[:, 0] = 2  # each row as what it adds to the one above it
    lines[0, 1:] = rows[0]
    lines[1:, 1:] = rows[1:] - rows[:-1]
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines.tobytes(), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


class Charts:
    """The pictures of series, each drawn once, one at a time in a worker thread.

    Args:
        kept: How many pictures are kept, the last asked for (50 to 100 kB each).
        draw: Makes a picture, as `draw` does.
    """

    def __init__(self, *, kept: int = 32, draw: Callable[[Series], bytes] = draw) -> None:
        self._kept = kept
        self._draw = draw
        self._pictures: OrderedDict[Series, bytes] = OrderedDict()
        self._drawing: dict[Series, asyncio.Task[bytes]] = {}
        self._turn = asyncio.Lock()

    async def warm(self) -> None:
        """Make ready in the worker thread, before anybody asks for a picture."""
        async with self._turn:
            await asyncio.to_thread(warm)

    async def png(self, series: Series) -> bytes:
        """Return the picture of a series as PNG.

        Who asks for one that is being drawn waits for the same drawing, which goes on if somebody gives up. What goes
        wrong in drawing is raised to all who wait, and tried anew for the next.
        """
        if series in self._pictures:
            self._pictures.move_to_end(series)
            return self._pictures[series]
        task = self._drawing.get(series)
        if task is None:
            task = self._drawing[series] = asyncio.create_task(self._drawn(series))
            task.add_done_callback(lambda done: self._forget(series, done))
        return await asyncio.shield(task)

    async def _drawn(self, series: Series) -> bytes:
        async with self._turn:
            picture = await asyncio.to_thread(self._draw, series)
        self._pictures[series] = picture
        while len(self._pictures) > self._kept:
            self._pictures.popitem(last=False)
        return picture

    def _forget(self, series: Series, task: asyncio.Task[bytes]) -> None:
        del self._drawing[series]
        if not task.cancelled() and (error := task.exception()) is not None:
            # Said here, because everybody who waited may have given up.
            _log.error("a chart could not be drawn: %s", series.title, exc_info=error)


def figure(series: Series) -> Figure:
    """Return the picture of a series as matplotlib's figure, in which a point is a pixel."""
    fonts = _Fonts()
    return _painted(next(page for page in _pages(series, fonts) if page.y <= MAX_HEIGHT), fonts)


@dataclass(frozen=True, slots=True)
class _Words:
    """A line of text; y is its baseline, counted from the top."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    colour: str = _INK
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True, slots=True)
class _Box:
    """A rectangle; y is its upper edge, counted from the top."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    edge: str


@dataclass(slots=True)
class _Page:
    """What is put on a picture, from the top down.

    y: where the next thing is put. scale: of all sizes. lines: how many a text may have, None for as many as it needs.
    """

    fonts: _Fonts
    scale: float
    lines: int | None
    y: float = 36.0
    words: list[_Words] = field(default_factory=list)
    boxes: list[_Box] = field(default_factory=list)

    def skip(self, pixels: float) -> None:
        self.y += pixels * self.scale

    def write(self, text: str, pixels: float, *, bold: bool = False, colour: str = _INK, right: bool = False) -> None:
        """Write a text over the whole width, as many lines as it needs, and go on below it."""
        size = pixels * self.scale
        for line in self.fonts.wrapped(text, size, bold, _ROOM, self.lines):
            x = WIDTH - _MARGIN if right else _MARGIN
            self.words.append(
                _Words(x, self.y + size * _ASCENT, line, size, bold, colour, "right" if right else "left")
            )
            self.y += size * _LINE


def _pages(series: Series, fonts: _Fonts) -> Iterator[_Page]:
    """Yield the same page ever smaller; texts longer than all reason are cut, so that one is small enough."""
    for percent in range(100, 55, -5):
        yield _filled(_Page(fonts, percent / 100, None), series)
    for lines in (3, 2, 1):
        yield _filled(_Page(fonts, 0.55, lines), series)


def _filled(page: _Page, series: Series) -> _Page:
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


def _put_parts(page: _Page, series: Series) -> None:
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
        page.boxes.append(_Box(x, page.y, length, height, fill, edge))
        if fit:
            middle = page.y + height / 2 + size * _HALF_DIGIT
            page.words.append(_Words(x + length / 2, middle, bar.text, size, True, ink, "center"))
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


def _put_bars(page: _Page, series: Series) -> None:
    """Put each bar under its label, with the number beside its end."""
    size, height = 46 * page.scale, 48 * page.scale
    room = _ROOM - _GAP - max(page.fonts.width(bar.text, size, True) for bar in series.bars)
    some = not all(bar.asked for bar in series.bars)
    for number, (bar, length) in enumerate(zip(series.bars, _lengths(series, room), strict=True)):
        page.skip(20 if number else 0)
        page.write(bar.label, 38, bold=bar.asked and some)
        page.skip(3)
        page.boxes.append(_Box(_MARGIN, page.y, length, height, _BLUE if bar.asked else _PALE, _BLUE))
        middle = page.y + height / 2 + size * _HALF_DIGIT
        page.words.append(_Words(_MARGIN + length + _GAP, middle, bar.text, size, True))
        page.y += height


def _lengths(series: Series, room: float) -> list[float]:
    """Return the lengths of the bars; one above 0 has _MIN_BAR at least, given up by the longest of parts."""
    lengths = [max(float(bar.value / series.whole) * room, _MIN_BAR if bar.value else 0) for bar in series.bars]
    if series.kind == "parts":
        lengths[lengths.index(max(lengths))] -= sum(lengths) - room
    return lengths


def _sources(page: _Page, series: Series, size: float) -> list[str]:
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


class _Fonts:
    """The two fonts of the pictures, which come with matplotlib; measures texts.

    Each word is measured once, at one size: the widths at others are in proportion to within a hundredth, and laying
    out a page of long texts anew at every scale took ten seconds when lines were measured instead.
    """

    def __init__(self) -> None:
        import matplotlib
        from matplotlib.backends.backend_agg import RendererAgg
        from matplotlib.font_manager import get_font

        folder = Path(matplotlib.get_data_path(), "fonts", "ttf")
        self._paths = {False: folder / "DejaVuSans.ttf", True: folder / "DejaVuSans-Bold.ttf"}
        self._glyphs = {bold: get_font(path).get_charmap() for bold, path in self._paths.items()}
        self._renderer = RendererAgg(1, 1, _DPI)  # type: ignore[no-untyped-call]  # matplotlib's Agg has no types
        self._widths: dict[tuple[str, bool], float] = {}
        self._space = {bold: self._measured("n n", bold) - self._measured("nn", bold) for bold in self._paths}

    def of(self, size: float, bold: bool) -> FontProperties:
        from matplotlib.font_manager import FontProperties

        return FontProperties(fname=self._paths[bold], size=size)

    def width(self, text: str, size: float, bold: bool) -> float:
        """Return the width of a line in pixels."""
        words = text.split()
        room = sum(self._measured(word, bold) for word in words) + max(len(words) - 1, 0) * self._space[bold]
        return room * size / _MEASURED

    def _measured(self, text: str, bold: bool) -> float:
        found = self._widths.get((text, bold))
        if found is None:
            font = self.of(_MEASURED, bold)
            size = self._renderer.get_text_width_height_descent(text, font, False)  # type: ignore[no-untyped-call]  # as above
            found = self._widths[text, bold] = float(size[0])
        return found

    def wrapped(self, text: str, size: float, bold: bool, room: float, lines: int | None) -> list[str]:
        """Return a text in lines of about one length that fit; what is more than `lines` is cut, and "…" says so.

        A character that the font does not have becomes the replacement character.
        """
        shown = "".join(char if ord(char) in self._glyphs[bold] else "\ufffd" for char in " ".join(text.split()))
        made = self._lines(shown, size, bold, room)
        if lines is not None and len(made) > lines:
            last = made[lines - 1]
            while last and self.width(f"{last} …", size, bold) > room:
                last = last[:-1]
            return [*made[: lines - 1], f"{last.rstrip()} …"]
        narrower = made
        while 1 < len(narrower) == len(made):
            made, room = narrower, room * 0.95
            narrower = self._lines(shown, size, bold, room)
        return made

    def _lines(self, text: str, size: float, bold: bool, room: float) -> list[str]:
        """Return a text in lines, each as full as it can be."""
        made = [""]
        for word in text.split():
            for piece in self._pieces(word, size, bold, room):
                longer = f"{made[-1]} {piece}".lstrip()
                if self.width(longer, size, bold) <= room:
                    made[-1] = longer
                else:
                    made.append(piece)
        return [line for line in made if line]

    def _pieces(self, word: str, size: float, bold: bool, room: float) -> Iterator[str]:
        """Yield a word whole if it fits on a line, else in pieces that do."""
        if self.width(word, size, bold) > room:
            piece, used = "", 0.0
            for char in word:
                wide = self.width(char, size, bold)
                if piece and used + wide > room:
                    yield piece
                    piece, used = "", 0.0
                piece, used = piece + char, used + wide
            word = piece
        yield word


def _painted(page: _Page, fonts: _Fonts) -> Figure:
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle
    from matplotlib.transforms import IdentityTransform

    height, pixels = round(page.y), IdentityTransform()
    made = Figure((WIDTH / _DPI, height / _DPI), _DPI, facecolor=_PAPER)
    made.set_layout_engine("none")
    frame = Rectangle((1, 1), WIDTH - 2, height - 2, fill=False, edgecolor=_RULE, linewidth=2, transform=pixels)
    made.add_artist(frame)
    for box in page.boxes:
        corner = (box.x, height - box.y - box.height)
        made.add_artist(
            Rectangle(
                corner, box.width, box.height, facecolor=box.fill, edgecolor=box.edge, linewidth=3, transform=pixels
            )
        )
    for words in page.words:
        made.text(
            words.x,
            height - words.y,
            words.text,
            color=words.colour,
            horizontalalignment=words.align,
            verticalalignment="baseline",
            fontproperties=fonts.of(words.size, words.bold),
            transform=pixels,
            parse_math=False,  # "$1,250 of $3,000" is money and no formula
            usetex=False,  # whatever the machine's matplotlibrc says
        )
    return made
