"""Paints a page with matplotlib, and packs it as PNG.

matplotlib is imported when something is painted, not before: it takes half a second.
"""

from __future__ import annotations

import gc
import struct
import zlib
from typing import TYPE_CHECKING

from ..core.knowledge.chart_data import Series
from .fonts import DPI, Fonts
from .layout import PAPER, RULE, WIDTH, Page, laid_out

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

__all__ = ["draw", "figure", "warm"]


def draw(series: Series) -> bytes:
    """Return the picture of a series as PNG, WIDTH pixels wide and at most MAX_HEIGHT high.

    It takes about a tenth of a second, the first one longer: not for the event loop.
    """
    import numpy as np
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(figure(series))
    canvas.draw()  # type: ignore[no-untyped-call]  # Agg has no types
    return _png(np.asarray(canvas.buffer_rgba())[..., :3])  # type: ignore[no-untyped-call]  # as above


def figure(series: Series) -> Figure:
    """Return the picture of a series as matplotlib's figure, in which a point is a pixel."""
    fonts = Fonts()
    return _painted(laid_out(series, fonts), fonts)


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

    page = Page(Fonts(), 1.0, None)
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


def _painted(page: Page, fonts: Fonts) -> Figure:
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle
    from matplotlib.transforms import IdentityTransform

    height, pixels = round(page.y), IdentityTransform()
    made = Figure((WIDTH / DPI, height / DPI), DPI, facecolor=PAPER)
    made.set_layout_engine("none")
    frame = Rectangle((1, 1), WIDTH - 2, height - 2, fill=False, edgecolor=RULE, linewidth=2, transform=pixels)
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
