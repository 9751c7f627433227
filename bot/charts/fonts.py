"""How wide a text is, where its lines break, and which fonts draw it. Knows nothing of pictures."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageFont

__all__ = ["FOLDERS", "Fonts", "font"]

FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
)
"""Where systems keep their fonts."""

_FOLDER = Path(__file__).parent / "dejavu"
# Fonts that have scripts which DejaVu lacks, in plain weights. Some systems have hundreds of them, one a script.
_OTHERS = re.compile(
    r"(?:noto ?sans|source ?han ?sans|wqy|wenquanyi|droid ?sans ?fallback|unifont|arial ?unicode|msyh|malgun|yugoth"
    r"|nirmala|leelawui|pingfang|hiragino sans gb).*\.(?:ttf|ttc|otf|otc)",
    re.IGNORECASE,
)
_ODD_WEIGHT = re.compile(
    r"black|thin|light|medium|demi|semi|extra|italic|oblique|condensed|mono|display|\bui\b|[a-z]ui-|symbols",
    re.IGNORECASE,
)
_MEASURED = 100.0  # pixels, the size of type at which words are measured
_NO_CHARACTER = "\uffff"  # Unicode says that it never will be one
_MARKS = frozenset(["Mn", "Mc", "Me", "Cf"])  # accents, and what joins letters or chooses their variant
_SHAPELESS = frozenset(["Cc", "Cs", "Co", "Cn"])  # control characters and what is no character


def font(size: float, bold: bool) -> ImageFont.FreeTypeFont:
    """Return DejaVu Sans, which comes with the bot, at a size in pixels.

    Arabic and Hebrew run from right to left, and letters are joined where they should be, if the machine has the
    library FriBidi, which Pillow looks for; without it, each letter stands to the right of the one before.
    """
    return ImageFont.truetype(_bundled(bold), size)


class Fonts:
    """Measures texts in the two fonts of the pictures, and in others of the machine for what those two lack.

    Each word is measured once, at one size, and the widths at others are in proportion: a page of long texts is laid
    out many times until it fits. The machine's fonts are looked for when the first character is lacking.

    Args:
        folders: Where fonts of the machine are looked for, folders in them included; those that are not there are
            passed over.
    """

    def __init__(self, folders: Sequence[str] = FOLDERS) -> None:
        self._folders = tuple(folders)
        self._widths: dict[tuple[str, bool], float] = {}
        self._faces: dict[tuple[str, bool], Path | None] = {}
        self._space = {bold: self._measured("n n", bold) - self._measured("nn", bold) for bold in (False, True)}

    def runs(self, text: str, size: float, bold: bool) -> list[tuple[str, ImageFont.FreeTypeFont]]:
        """Return a line in pieces, each with the font that has its characters, at a size in pixels."""
        return [(piece, ImageFont.truetype(path, size)) for piece, path in self._pieces_by_face(text, bold)]

    def _pieces_by_face(self, text: str, bold: bool) -> list[tuple[str, Path]]:
        """Return a text in pieces of one font each; spaces, accents and joiners go with the piece before them."""
        faces: list[Path] = []
        for char in text:
            clings = char.isspace() or unicodedata.category(char) in _MARKS
            face = faces[-1] if clings and faces else self._face(char, bold)
            faces.append(face or _bundled(bold))
        pairs = groupby(zip(text, faces, strict=True), key=lambda pair: pair[1])
        return [("".join(char for char, _ in group), face) for face, group in pairs]

    def _face(self, char: str, bold: bool) -> Path | None:
        """Return the first font that has a character, DejaVu before others and the wanted weight before the other; None
        if none has it."""
        key = (char, bold)
        if key not in self._faces:
            found = next((path for path in (_bundled(bold), _bundled(not bold)) if _has(path, char)), None)
            if found is None:
                others = sorted(_installed(self._folders), key=lambda path: ("bold" in path.stem.lower()) != bold)
                found = next((path for path in others if _has(path, char)), None)
            self._faces[key] = found
        return self._faces[key]

    def shown(self, text: str) -> str:
        """Return what can be shown of a text; "" if that is nothing.

        Words with a letter that no font has are left out, and "…" says so: a sentence without them might say something
        else. Signs that no font has, such as emoji, and what has no shape are taken out of their words.
        """
        text = "".join(char for char in text if char.isspace() or not self._is_spare(char))
        made: list[str] = []
        for word in text.split():
            if all(unicodedata.category(char) in _MARKS for char in word):
                continue  # what is left of an emoji
            known = all(self._face(char, False) for char in word)
            if known or made[-1:] != ["…"]:
                made.append(word if known else "…")
        return " ".join(made) if made != ["…"] else ""

    def _is_spare(self, char: str) -> bool:
        """Tell whether a text says the same without a character."""
        category = unicodedata.category(char)
        if category in _SHAPELESS:
            return True
        sign = category in ("Cf", "So", "Sk") or "\ufe00" <= char <= "\ufe0f"  # the latter choose a letter's variant
        return sign and self._face(char, False) is None

    def width(self, text: str, size: float, bold: bool) -> float:
        """Return the width of a line in pixels."""
        words = text.split()
        room = sum(self._measured(word, bold) for word in words) + max(len(words) - 1, 0) * self._space[bold]
        return room * size / _MEASURED

    def _measured(self, text: str, bold: bool) -> float:
        found = self._widths.get((text, bold))
        if found is None:
            found = sum(_sized(path).getlength(piece) for piece, path in self._pieces_by_face(text, bold))
            self._widths[text, bold] = found
        return found

    def wrapped(self, text: str, size: float, bold: bool, room: float, lines: int | None) -> list[str]:
        """Return what can be shown of a text in lines of about one length that fit; no lines if that is nothing.

        What is more than `lines` is cut, and "…" says so.
        """
        shown = self.shown(text)
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


def _bundled(bold: bool) -> Path:
    return _FOLDER / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")


@cache
def _installed(folders: tuple[str, ...]) -> tuple[Path, ...]:
    """Return the machine's fonts that may have what DejaVu lacks, by name; looked for once."""
    found = [
        Path(folder, name)
        for root in folders
        for folder, _, names in os.walk(os.path.expanduser(root))  # noqa: PTH111 - Path's fails where nobody has a home
        for name in names
        if _OTHERS.fullmatch(name) and not _ODD_WEIGHT.search(name)
    ]
    return tuple(sorted(path for path in found if _is_sound(path)))


def _is_sound(path: Path) -> bool:
    try:
        _letters(path)
    except OSError:  # not a font, or not to be read: there may be others
        return False
    return True


@cache
def _sized(path: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, _MEASURED)


@cache
def _letters(path: Path) -> tuple[ImageFont.FreeTypeFont, bytes]:
    """Return a font for looking at single letters, and what it shows for one that it lacks.

    Letter by letter, because what joins them passes over some characters that a font lacks.
    """
    letters = ImageFont.truetype(path, 20, layout_engine=ImageFont.Layout.BASIC)
    return letters, bytes(letters.getmask(_NO_CHARACTER))


@lru_cache(50_000)
def _has(path: Path, char: str) -> bool:
    """Tell whether a font has a character, which it shows otherwise than one that it lacks."""
    letters, missing = _letters(path)
    return bytes(letters.getmask(char)) != missing
