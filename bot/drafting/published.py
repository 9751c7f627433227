"""When a document was published, as its first lines say, or as its years let one guess. Knows nothing of formats."""

from __future__ import annotations

import re

from .cleaning import written_date
from .text import DocumentText

__all__ = ["guessed_year", "stated_date"]

_FIRST_BLOCKS = 8
_LONGEST_BYLINE = 140
_YEAR = re.compile(r"\b(?P<year>(?:19|20)\d\d)(?:[/–-](?P<end>\d\d)\b)?")
_PUBLISHED = re.compile(r"\b(?:publish|issued|dated?\b|updated|release)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_AHEAD = re.compile(
    r"\b(?:will|shall|should|must|would|plans?|planned|by|until|targets?|forecasts?|projected|projections?|expect\w*|aims?|"
    r"intends?|proposed|proposes|next|due|scheduled|goals?|ahead|onwards?|future|deadline)\b",
    re.IGNORECASE,
)


def stated_date(document: DocumentText, today: str) -> str:
    """Return the date in a short line at a document's beginning ("Published 4 March 2025").

    "" without one, or if it is yet to come.
    """
    for block in document.blocks[:_FIRST_BLOCKS]:
        short = block.kind in ("paragraph", "heading", "item") and len(block.text) <= _LONGEST_BYLINE
        date = written_date(block.text) if short and len(_SENTENCE.split(block.text)) == 1 else ""
        if date and date <= today and (_PUBLISHED.search(block.text) or _is_bare(block.text)):
            return date
    return ""


def _is_bare(text: str) -> bool:
    """Tell whether a line says little besides its date: no verb could be among so few small words."""
    small = re.findall(r"(?<![\w’'-])[a-z]{3,}", text)
    return len(set(small) - {"and", "the", "for", "edition", "version"}) <= 1


def guessed_year(document: DocumentText, today: str) -> str:
    """Return the latest year, no later than today, of which a document does not say what is to come; "" without one.

    Of a year from summer to summer ("2023/24") the end counts. If only the future has years, the earliest of them.
    """
    past: list[str] = []
    ahead: list[str] = []
    for block in document.blocks:
        for sentence in _SENTENCE.split(block.text):
            for match in _YEAR.finditer(sentence):
                year = match["year"][:2] + match["end"] if match["end"] else match["year"]
                if year <= today[:4]:
                    (ahead if _AHEAD.search(sentence[: match.start()]) else past).append(year)
    return max(past) if past else min(ahead, default="")
