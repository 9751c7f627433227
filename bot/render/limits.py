"""Discord's limits of messages, components and embeds, what is cut where, and the colours. Knows no wording."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "COLOURS",
    "MAX_CARD",
    "MAX_CHOICE",
    "MAX_DESCRIPTION",
    "MAX_EMBED",
    "MAX_FIELD",
    "MAX_FOOTER",
    "MAX_LINK",
    "MAX_TEXT_CHARS",
    "MAX_TITLE",
    "whole_lines",
]

MAX_TEXT_CHARS = 1_500
MAX_CHOICE = 100  # of a choice's name in a list, and of its value
# Of a message made of components: of all its text, and of the address behind a button.
MAX_CARD = 4_000
MAX_LINK = 512
# Of an embed.
MAX_TITLE = 256
MAX_DESCRIPTION = 4_096
MAX_FIELD = 1_024
MAX_FOOTER = 2_048
MAX_EMBED = 6_000
COLOURS = {"answer": 0x2E7D32, "suggestions": 0xB26A00, "no_answer": 0x546E7A, "signpost": 0x1565C0, "social": 0x546E7A}


def whole_lines(lines: Iterable[str], limit: int) -> str:
    """Return as many lines as fit: half a help line helps nobody."""
    text = ""
    for line in lines:
        longer = f"{text}\n{line}" if text else line
        if len(longer) > limit:
            break
        text = longer
    return text
