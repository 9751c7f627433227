"""The two fonts of the pictures: how wide a text is, and where its lines break. Knows nothing of pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

__all__ = ["DPI", "Fonts"]

DPI = 72
"""Dots an inch of all pictures, at which a point of type is a pixel."""
_MEASURED = 100.0  # pixels, the size of type at which words are measured


class Fonts:
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
        self._renderer = RendererAgg(1, 1, DPI)  # type: ignore[no-untyped-call]  # matplotlib's Agg has no types
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
