"""Abbreviations of a document with what they stand for, and other names of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..core.language.text import fold
from .words import is_name, split

__all__ = ["abbreviations", "other_names"]

_SHORT = re.compile(r"[(\[]\s*(?:or |the )?[“\"‘']?([A-Z][A-Za-z0-9&.-]{1,9}?)s?[”\"’']?\s*[)\]]")
_LONG_BEHIND = re.compile(r"\b([A-Z][A-Z0-9&]{1,9})\s+\(((?:[A-Z][\w’'-]+\s*|of\s+|and\s+|for\s+|the\s+|on\s+){2,9})\)")
_KNOWN_AS = re.compile(
    r"\b(?:also |better |commonly |widely )?(?:known|referred to) (?:simply )?as (?:the )?[“\"‘']?"
    r"((?:[A-Z][\w-]+ ?){1,4})\b"
)
_LITTLE_WORDS = """
    of the and for in on to a an &
"""
_LITTLE = frozenset(_LITTLE_WORDS.split())
_LONGEST = 9


def abbreviations(texts: Iterable[str]) -> dict[str, str]:
    """Return what each abbreviation stands for, where a text explains it: {"WHO": "World Health ..."}."""
    found: dict[str, str] = {}
    for text in texts:
        for match in _SHORT.finditer(text):
            long = _spelt(match[1], text[: match.start()])
            if long:
                found.setdefault(match[1], long)
        for match in _LONG_BEHIND.finditer(text):
            long = _spelt(match[1], match[2])
            if long:
                found.setdefault(match[1], long)
    return found


def other_names(sentence: str, about: str) -> tuple[str, str] | None:
    """Return a name of what a sentence is about, and the other one that it gives it ("also known as ..."); or None."""
    match = _KNOWN_AS.search(sentence)
    if match is None or not about or not is_name([word for word in split(about) if word.low != "the"][:2]):
        return None
    first, other = re.sub(r"^the ", "", about, flags=re.IGNORECASE), match[1].strip()
    first = re.split(r" (?:in|of|at|for) ", first)[0]
    return (first, other) if fold(first) != fold(other) else None


def _spelt(short: str, before: str) -> str:
    """Return the last words of a text that an abbreviation is made of the letters of; "" if there are none."""
    spelt = re.sub(r"([a-z])([2-4])", lambda match: match[1] * int(match[2]), fold(short))  # W3C: WWWC
    letters = [char for char in spelt if char.isalnum()]
    words = split(before)[-_LONGEST:]
    if len(letters) < 2 or not words or words[-1].after:
        return ""
    for size in range(2, len(words) + 1):
        taken = words[-size:]
        if taken[0].low in _LITTLE:
            continue
        parts = [part for word in taken for part in re.split(r"[-/]", word.low) if part]
        telling = [part[0] for part in parts if part not in _LITTLE]
        every = [part[0] for part in parts]
        if letters in (telling, every):
            return " ".join(word.text.strip("“”\"'‘’(),;:") for word in taken)
    return ""
