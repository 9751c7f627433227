"""What a draft writes into its file for whoever looks it through, and how that is taken away. All of it is comments."""

from __future__ import annotations

import re

__all__ = [
    "PLACEHOLDERS",
    "SILENCES",
    "doubts_in",
    "filled_mark",
    "is_guess",
    "look_mark",
    "plain_line",
    "silence_lines",
    "unread_lines",
    "without_unread",
]

SILENCES = "# silences:"
"""The line above the silences that are offered, each of which is a comment."""

PLACEHOLDERS = {"publisher": "the publisher", "url": "https://example.com/where-it-can-be-read"}
"""What stands in the fields of a header of which nothing is known: they cannot be empty."""

_LOOK = "   # look: "
_BETWEEN = "; "
_FILL_IN = "   # FILL IN: this is only a guess"
_LOOKED = re.compile(r"[ \t]+# look: ([^\r\n]*?)[ \t]*(?=[\r\n]|$)")
_GUESSED = re.compile(r"[ \t]+# FILL IN\b[^\r\n]*")
_UNREAD = (
    "# Drafted by machine: nobody has read this yet. draft.md shows each entry beside its sentence.",
    "# Look it through with python -m bot review, or here: put right what is wrong, delete what nobody will ask for.",
)
_OFFERED = (
    "# What people usually ask of a report, and this one does not seem to answer. If so, and people may ask it",
    '# here, take away the signs before an item (and before "silences:"); otherwise delete it.',
    SILENCES,
)


def look_mark(doubts: tuple[str, ...]) -> str:
    """Return what stands behind an entry's id that somebody should look at; "" if there is no doubt."""
    return _LOOK + _BETWEEN.join(doubts) if doubts else ""


def filled_mark(*, guessed: bool) -> str:
    """Return what stands behind a field of the header that is only a guess; "" if it is none."""
    return _FILL_IN if guessed else ""


def doubts_in(line: str) -> tuple[str, ...]:
    """Return why somebody should look at the entry whose id stands in a line."""
    found = _LOOKED.search(line)
    return tuple(filter(None, found[1].split(_BETWEEN))) if found is not None else ()


def is_guess(line: str) -> bool:
    """Tell whether the field of the header that stands in a line is only a guess."""
    return _GUESSED.search(line) is not None


def plain_line(line: str) -> str:
    """Return a line without such a mark, its end as it was."""
    return _GUESSED.sub("", _LOOKED.sub("", line))


def unread_lines() -> tuple[str, ...]:
    """Return the lines at the top of a draft that say that nobody has read it."""
    return _UNREAD


def silence_lines() -> tuple[str, ...]:
    """Return the lines above the silences that are offered."""
    return _OFFERED


def without_unread(text: str) -> str:
    """Return a text without those lines."""
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if line.strip() not in _UNREAD)
