"""How a number is put: "about 75 %", "nearly 300", "over 250". Knows nothing of what the number is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

__all__ = ["Hedge", "Way", "hedge", "only_hedges"]

Way = Literal["exact", "about", "below", "under", "over", "at least", "at most"]

_TAIL = r"(?:\s+(?:a|an|some|about|around|like|exactly))*\W*$"
_NO_SIGN = r"(?!)"
_WAYS: tuple[tuple[Way, str, str], ...] = (
    ("at least", r"no (?:less|fewer) than|not (?:less|fewer) than|at least|at minimum|min(?:imum)?(?: of)?", r">=|≥"),
    ("at most", r"no more than|not more than|at most|up to|max(?:imum)?(?: of)?|as many as|as much as", r"<=|≤"),
    (
        "below",
        r"nearly|almost|close to|just (?:under|below|shy of|short of)|not quite|approaching|practically",
        _NO_SIGN,
    ),
    ("below", r"nearing|getting on for|pretty much|virtually|knocking on|not far (?:off|short of)", _NO_SIGN),
    ("below", r"(?:a shade|a touch|a little|a bit|slightly) (?:under|below)|shy of|short of|bordering on", _NO_SIGN),
    ("over", r"(?:more|greater|higher) than|over|above|upwards of|north of|in excess of|exceed(?:ing|s|ed)?", r">"),
    ("over", r"well over|just over|a little over|(?<!the )(?<!last )(?<!over )past|beyond", _NO_SIGN),
    ("under", r"(?:less|fewer|lower) than|under|below|south of", r"<"),
    ("about", r"about|around|roughly|approx(?:imately)?|circa|ca?|some|something like|give or take", r"[~≈]"),
    ("about", r"more or less|in the region of|or so|somewhere around|like|abt|bout", _NO_SIGN),
)
_BEFORE = tuple((way, re.compile(rf"(?:(?<!\w)(?:{spoken})|{sign}){_TAIL}")) for way, spoken, sign in _WAYS)
_AFTER: tuple[tuple[Way, re.Pattern[str]], ...] = (
    ("at least", re.compile(r"\s*\+|\s+(?:plus|(?:or|and) (?:more|over|above|higher|upwards?|up))\b")),
    ("at most", re.compile(r"\s+(?:or less|or fewer|or under|at most)\b")),
    (
        "about",
        re.compile(r"\s*-?\s?(?:ish|odd)\b|,?\s+(?:or so|or thereabouts|give or take|roughly|approx(?:imately)?)\b"),
    ),
)

_ALL_WORDS = """
    about above abt almost and approaching approx approximately around as at below bout c ca circa even exactly fewer
    give in ish just least less like many max maximum mere merely min minimum more most much nearing nearly no not odd
    of only or over plus practically precisely pretty quite roughly shy so some something somewhere take than
    thereabouts to under up upwards virtually
"""
_WORDS = frozenset(_ALL_WORDS.split())


@dataclass(frozen=True, slots=True)
class Hedge:
    """How a number is put.

    Attributes:
        way: Exactly, about, over ...
        start: Where its words begin in the folded text, the number included.
        end: Where they end, exclusive.
    """

    way: Way
    start: int
    end: int


def hedge(folded: str, start: int, end: int) -> Hedge:
    """Return how the number that stands between two places of a folded text is put.

    What stands after it goes before what stands before it; of several ways before it, the one that begins first holds
    ("just under" is "below", "at least about 300" is "at least").
    """
    for way, pattern in _AFTER:
        match = pattern.match(folded, end)
        if match:
            return Hedge(way, start, match.end())
    tail = folded[max(0, start - 40) : start]
    found = [(match.start(), way) for way, pattern in _BEFORE if (match := pattern.search(tail))]
    if found:
        first, way = min(found, key=lambda pair: pair[0])
        return Hedge(way, start - len(tail) + first, end)
    return Hedge("exact", start, end)


def only_hedges(word: str) -> bool:
    """Tell whether a word may be part of how a number is put."""
    return word in _WORDS
