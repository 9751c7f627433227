"""The two fonts of the pictures: how wide a text is, and where its lines break. Knows nothing of pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import ImageFont

__all__ = ["Fonts", "font"]

_FOLDER = Path(__file__).parent / "dejavu"
_MEASURED = 100.0  # pixels, the size of type at which words are measured
_NO_CHARACTER = "\uffff"  # Unicode says that it never will be one


def font(size: float, bold: bool) -> ImageFont.FreeTypeFont:
    """Return DejaVu Sans, which comes with the bot, at a size in pixels.

    Arabic and Hebrew run from right to left, and letters are joined where they should be, if the machine has the
    library FriBidi, which Pillow looks for; without it, each letter stands to the right of the one before.
    """
    return ImageFont.truetype(_FOLDER / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"), size)


class Fonts:
    """Measures texts in the two fonts of the pictures.

    Each word is measured once, at one size, and the widths at others are in proportion: a page of long texts is laid
    out many times until it fits.
    """

    def __init__(self) -> None:
        self._fonts = {bold: font(_MEASURED, bold) for bold in (False, True)}
        self._widths: dict[tuple[str, bool], float] = {}
        self._space = {bold: self._measured("n n", bold) - self._measured("nn", bold) for bold in self._fonts}
        # Letter by letter, because what joins them passes over some characters that a font lacks.
        self._letters = {
            bold: ImageFont.truetype(each.path, 20, layout_engine=ImageFont.Layout.BASIC)
            for bold, each in self._fonts.items()
        }
        self._missing = {bold: bytes(each.getmask(_NO_CHARACTER)) for bold, each in self._letters.items()}
        self._known: dict[tuple[str, bool], bool] = {}

    def width(self, text: str, size: float, bold: bool) -> float:
        """Return the width of a line in pixels."""
        words = text.split()
        room = sum(self._measured(word, bold) for word in words) + max(len(words) - 1, 0) * self._space[bold]
        return room * size / _MEASURED

    def _measured(self, text: str, bold: bool) -> float:
        found = self._widths.get((text, bold))
        if found is None:
            found = self._widths[text, bold] = self._fonts[bold].getlength(text)
        return found

    def _has(self, char: str, bold: bool) -> bool:
        """Tell whether a font has a character, which it shows otherwise than one that it lacks."""
        found = self._known.get((char, bold))
        if found is None:
            shape = bytes(self._letters[bold].getmask(char))
            found = self._known[char, bold] = shape != self._missing[bold]
        return found

    def wrapped(self, text: str, size: float, bold: bool, room: float, lines: int | None) -> list[str]:
        """Return a text in lines of about one length that fit; what is more than `lines` is cut, and "…" says so.

        A character that the font does not have becomes the replacement character.
        """
        shown = "".join(char if self._has(char, bold) else "\ufffd" for char in " ".join(text.split()))
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
