"""How far a number may be off: "about 75 %", "nearly 300", "over 250", "three quarters". Knows nothing of entries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import floor, log10
from typing import Literal

from .numbers import Number

__all__ = ["Hedge", "Way", "agrees", "hedge", "only_hedges"]

Way = Literal["exact", "about", "below", "under", "over", "at least", "at most"]

_TAIL = r"(?:\s+(?:a|an|the|some|about|around|like|exactly))*\W*$"
_NO_SIGN = r"(?!)"
_WAYS: tuple[tuple[Way, str, str], ...] = (
    ("at least", r"no (?:less|fewer) than|not (?:less|fewer) than|at least|at minimum|min(?:imum)?(?: of)?", r">=?"),
    ("at most", r"no more than|not more than|at most|up to|max(?:imum)?(?: of)?|as many as|as much as", r"<="),
    (
        "below",
        r"nearly|almost|close to|just (?:under|below|shy of|short of)|not quite|approaching|practically",
        _NO_SIGN,
    ),
    ("below", r"nearing|pretty much|virtually|knocking on|not far (?:off|short of)", _NO_SIGN),
    ("below", r"(?:a shade|a touch|a little|a bit|slightly) (?:under|below)|shy of|short of|bordering on", _NO_SIGN),
    ("over", r"(?:more|greater|higher) than|over|above|upwards of|north of|in excess of|exceed(?:ing|s|ed)?", _NO_SIGN),
    ("over", r"well over|just over|a little over|past|beyond", _NO_SIGN),
    ("under", r"(?:less|fewer|lower) than|under|below|south of", r"<"),
    ("about", r"about|around|roughly|approx(?:imately)?|circa|ca?|some|something like|give or take", r"[~≈]"),
    ("about", r"more or less|in the region of|or so|somewhere around|like|abt|bout", _NO_SIGN),
)
_BEFORE = tuple((way, re.compile(rf"(?:(?<!\w)(?:{spoken})|{sign}){_TAIL}")) for way, spoken, sign in _WAYS)
_AFTER: tuple[tuple[Way, re.Pattern[str]], ...] = (
    ("at least", re.compile(r"\s*\+|\s+(?:plus|or more|and more|or over|or higher)\b")),
    ("at most", re.compile(r"\s+(?:or less|or fewer|or under|at most)\b")),
    (
        "about",
        re.compile(r"\s*-?\s?(?:ish|odd)\b|\s+(?:or so|or thereabouts|give or take|roughly|approx(?:imately)?)\b"),
    ),
)

_ALL_WORDS = """
    about above abt almost and approaching approx approximately around as at below bout c ca circa even exactly fewer
    give in ish just least less like many max maximum mere merely min minimum more most much nearing nearly no not odd
    of only or over plus practically precisely pretty quite roughly shy so some something somewhere take than
    thereabouts to under up upwards virtually
"""
_WORDS = frozenset(_ALL_WORDS.split())

# How far "about" and "nearly" reach: a share in points, a count as a part of the true one.
_ABOUT_POINTS, _SPOKEN_POINTS, _NEAR_POINTS = Fraction(3, 200), Fraction(3, 200), Fraction(1, 50)
_PLAIN_POINTS = Fraction(1, 100)  # a plain share in fives ("75 %") may be rounded to it from so far
_ABOUT_PART, _ROUND_PART = Fraction(3, 100), Fraction(1, 10)
# "More than" and "less than" are true of a bound far away, but say nothing then.
_BOUND_PART = Fraction(1, 2)


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


def hedge(number: Number, folded: str) -> Hedge:
    """Return how a number of a folded text is put."""
    before = folded[: number.start]
    for way, pattern in _AFTER:
        match = pattern.match(folded, number.end)
        if match:
            return Hedge(way, number.start, match.end())
    tail = before[-40:]
    found = [(match.start(), way) for way, pattern in _BEFORE if (match := pattern.search(tail))]
    if found:
        start, way = min(found, key=lambda pair: pair[0])
        return Hedge(way, number.start - len(tail) + start, number.end)
    return Hedge("exact", number.start, number.end)


def only_hedges(word: str) -> bool:
    """Tell whether a word may be part of how a number is put."""
    return word in _WORDS


def agrees(number: Number, way: Way, true: Fraction) -> bool:
    """Tell whether a number, put in a way, may be said of the true one.

    A plain count must be exact. A plain share may be rounded: to the decimals it is said with, to fives ("75 %" of
    74.3 %), or to a spoken fraction ("three quarters", "1 in 4"). "About", "nearly" and the like reach a little
    further; "over" and "under" must be true, and not of a bound so far off that it says something else. "Over 278" is
    not true of 278, "at least 278" is.
    """
    said = number.value
    if way in ("over", "at least"):
        return true * _BOUND_PART <= said <= true and said > 0 and (said < true or way == "at least")
    if way in ("under", "at most"):
        return true <= said <= true / _BOUND_PART and (said > true or way == "at most")
    if number.kind == "share":
        return _share(number, way, true)
    if said == true:
        return True
    if way == "exact" or true == 0:
        return False
    if way == "below" and said < true:
        return False
    gap = abs(said - true)
    return gap <= true * _ABOUT_PART or (gap <= true * _ROUND_PART and _is_rounding(said, true))


def _share(number: Number, way: Way, true: Fraction) -> bool:
    gap = abs(number.value - true)
    spoken = not any(sign in number.said for sign in ("%", "per", "pc", "pct"))
    decimals = len(number.said.split(".")[1].rstrip("% percntag")) if "." in number.said else 0
    if not spoken and gap <= Fraction(1, 200 * 10**decimals):
        return True
    if gap == 0:
        return True
    if way == "below":
        return number.value > true and gap <= _NEAR_POINTS
    if spoken:
        return gap <= _SPOKEN_POINTS
    if way == "about":
        return gap <= _ABOUT_POINTS
    return decimals == 0 and (number.value * 100) % 5 == 0 and gap <= _PLAIN_POINTS


def _is_rounding(said: Fraction, true: Fraction) -> bool:
    """Tell whether a number is the true one rounded to its own last digit before the zeros, or to fives of it."""
    if said.denominator != 1 or said <= 0:
        return False
    unit = 10 ** (len(str(said.numerator)) - len(str(said.numerator).rstrip("0")))
    unit = min(unit, 10 ** floor(log10(said.numerator)))
    steps = (Fraction(unit), Fraction(unit * 5) if said % (unit * 5) == 0 else Fraction(unit))
    return any(floor(true / step + Fraction(1, 2)) * step == said for step in steps)
