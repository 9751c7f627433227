"""The words of a document as a reader sees them: ligatures and white space put plainly, marks of footnotes taken out.

Nothing is folded otherwise: "4½" stays "4½", and quotation marks stay as they are.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["UNSEEN", "bare", "clean", "is_mark", "written_date"]

UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphens, and what has no width
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_PLAIN = str.maketrans(_LIGATURES | dict.fromkeys(map(ord, UNSEEN)))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ufffc]")
_NUMBERS = r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*"
# "work[12] is", "work.[3]", "work [12, 13]." but not "said [12] people"
_BRACKETED = re.compile(rf"(?<=[^\s\[(])\[({_NUMBERS})\](?!\()|\s\[({_NUMBERS})\](?=[\s]*(?:[.,;:!?)]|$|\[))")
_RAISED = re.compile(rf"[\[(]?(?:{_NUMBERS}|[*†‡§¶]{{1,3}}|[a-zivx]{{1,2}})[\])]?")
_LETTERS = re.compile(r"[\[(]?[a-zivx]{1,2}[\])]?")
_UNIT = re.compile(r"(?:^|[\s\d(/·])(?:[kcmdµ]?m|ft|in|yd|s|mi|[Rr]|χ|x|y)$|\d$")
_MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
]  # fmt: skip
_MONTH = "|".join(f"{each}|{each[:3]}" for each in _MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})\.?,?\s+"
    rf"(?P<year>(?:19|20)\d\d)|(?P<month2>{_MONTH})\.?\s+(?:(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,\s*)?"
    r"(?P<year2>(?:19|20)\d\d))(?!\d)",
    re.I,
)


def clean(text: str) -> str:
    """Return the text in one line: ligatures as letters, accents with theirs, nothing unseen, single blanks."""
    return " ".join(_CONTROL.sub("", unicodedata.normalize("NFC", text.translate(_PLAIN))).split())


def bare(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without marks of footnotes in square brackets, and the marks; "[5] members" in it is none."""
    notes: list[str] = []

    def drop(match: re.Match[str]) -> str:
        notes.append(match[1] or match[2])
        return ""

    return _BRACKETED.sub(drop, text), tuple(notes)


def is_mark(raised: str, before: str, *, link: bool = False) -> bool:
    """Tell whether raised characters are the mark of a footnote, by what stands before them: "m²" and "19th" have none.

    Args:
        raised: What is raised, with its brackets if it has any.
        before: The text that it follows, as far as it is known.
        link: Whether it leads to somewhere else in the document, which makes it a mark more probably.
    """
    if not _RAISED.fullmatch(raised.strip()):
        return False
    if link or raised.strip()[0] in "[(*†‡§¶":
        return True
    if _LETTERS.fullmatch(raised.strip()):  # "1st", "Mc"; a lettered note follows a word's end or a stop
        return bool(re.search(r"[.,;:!?”’\")]$", before))
    return not _UNIT.search(before)


def written_date(text: str) -> str:
    """Return the first date that the text writes out, as "2016-11-25" or "2016-11"; "" if it has none."""
    found = _DATE.search(text)
    if found is None:
        return ""
    if found["iso"]:
        return found["iso"]
    month, year, day = found["month"] or found["month2"], found["year"] or found["year2"], found["day"] or found["day2"]
    number = next(at for at, each in enumerate(_MONTHS, 1) if each.startswith(month.lower()[:3]))
    return f"{year}-{number:02}" + (f"-{int(day):02}" if day else "")
