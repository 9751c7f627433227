"""Text exactly as it was typed, however it was meant to look: what is invisible or in disguise, by its code."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["coded", "exact", "exact_line"]

_WORD = re.compile(r"\w+")
_FENCE = re.compile(r"`(?=``)")


def exact(text: str) -> str:
    """Return a text in one line that cannot be taken for another, for a block of code or a terminal.

    What cannot be seen stands there as <U+202E>: control signs, line ends, marks of direction, blanks other than the
    common one; so do letters of other scripts in a word of Latin ones, and what would end the block.
    """
    if not text.isascii():
        text = _WORD.sub(lambda found: _unmixed(found.group()), text)
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else coded(sign) for sign in text)
    return _FENCE.sub(coded("`"), text)


def exact_line(line: str) -> str:
    """Return a line of a file as `exact` does; blanks at its end, and an uncommon line end, by codes."""
    common = line.endswith("\n") and not line.endswith("\r\n")
    body = line.removesuffix("\n") if common else line
    left = body.rstrip(" ")
    shown = exact(left) + coded(" ") * (len(body) - len(left))
    return shown if common or line.endswith("\r\n") or not line else f"{shown}<no line end>"


def coded(sign: str) -> str:
    """Return the code of a sign: <U+202E>."""
    return f"<U+{ord(sign):04X}>"


def _unmixed(word: str) -> str:
    """Return a word with the letters by codes that only look as if they were of its script."""
    if word.isascii() or not re.search("[A-Za-z]", word):
        return word
    return "".join(
        coded(sign) if sign.isalpha() and not unicodedata.name(sign, "").startswith("LATIN") else sign for sign in word
    )
