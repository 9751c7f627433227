"""Numbers in running text, however they are written: 374, 1,200, 74.3 %, thirty-eight, three quarters, 1 in 4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

__all__ = ["Number", "numbers"]

_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: value * 10
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_TENS["fourty"] = 40
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5,
    "sixth": 6, "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip
_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?|[a-z]+|[%/]")
_PERCENT = ("percent", "pc", "%", "pct", "percentage")

# What every number has: a digit, or one of the words. Most texts have neither and need not be read closer.
_HINT = re.compile(r"\d|(?<![a-z])(?:" + "|".join([*_UNITS, *_TENS, *_SCALES, *_PARTS]) + r")(?![a-z])")

_MAX_DIGITS = 30

# Up to this whole, "N in M" and "N out of M" is a manner of speaking of a share; above it, two counted numbers.
_MAX_SPOKEN_WHOLE = 20


@dataclass(frozen=True, slots=True)
class Number:
    """One number as it stands in a text.

    Attributes:
        said: Its words in the folded text.
        value: Exact; a share is between 0 and 1 as a rule (75 % is 3/4).
        kind: "count", "share" (percent, fraction, "1 in 4") or "year" (a bare 1900 to 2099).
        start: Where `said` begins in the folded text.
        end: Where it ends, exclusive.
    """

    said: str
    value: Fraction
    kind: Literal["count", "share", "year"]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


def numbers(folded: str) -> tuple[Number, ...]:
    """Return the numbers of a folded text in the order in which they stand.

    A lone "one" is a pronoun more often than a number
    and is left out; so are digits glued to letters ("mp3"). "278 of 374" gives both numbers, "1 in 4" one share.
    """
    if not _HINT.search(folded):
        return ()
    tokens = [
        _Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(folded) if not _glued(folded, match)
    ]
    return tuple(_scan(folded, tokens))


def _glued(folded: str, match: re.Match[str]) -> bool:
    """Tell whether digits are part of a name ("mp3", "3rd") or too many to be a number that anybody means."""
    if not match[0][0].isdigit():
        return False
    before = folded[match.start() - 1] if match.start() else " "
    after = re.match(r"[^\W\d_]*", folded[match.end() :])
    letters = after[0] if after else ""
    return before.isalpha() or (letters != "" and letters not in _PERCENT) or len(match[0]) > _MAX_DIGITS


def _scan(folded: str, tokens: list[_Token]) -> Iterator[Number]:
    at = 0
    while at < len(tokens):
        read = _share(tokens, at) or _plain(tokens, at)
        if read is None:
            at += 1
            continue
        value, kind, after = read
        start, end = tokens[at].start, tokens[after - 1].end
        yield Number(folded[start:end], value, kind, start, end)
        at = after


_Read = tuple[Fraction, Literal["count", "share", "year"], int]


def _plain(tokens: list[_Token], at: int) -> _Read | None:
    """Read a percentage, a year or a count."""
    read = _cardinal(tokens, at)
    if read is None:
        return None
    value, after = read
    follow = _text(tokens, after)
    if follow in _PERCENT:
        return value / 100, "share", after + 1
    if follow == "per" and _text(tokens, after + 1) == "cent":
        return value / 100, "share", after + 2
    single = after == at + 1
    if single and tokens[at].text == "one":
        return None
    digits = tokens[at].text
    if single and len(digits) == 4 and digits.isdigit() and 1900 <= value < 2100:
        return value, "year", after
    return value, "count", after


def _share(tokens: list[_Token], at: int) -> _Read | None:
    """Read "three quarters", "a third", "half", "1 in 4", "3 out of 4", "3/4"."""
    if _text(tokens, at) == "half":
        return Fraction(1, 2), "share", at + 1
    if _text(tokens, at) in ("a", "an"):
        part = _text(tokens, at + 1)
        return (Fraction(1, _PARTS[part]), "share", at + 2) if part in _PARTS else None
    read = _cardinal(tokens, at)
    if read is None:
        return None
    value, after = read
    follow = _text(tokens, after)
    if follow in _PARTS and value < _PARTS[follow]:
        return value / _PARTS[follow], "share", after + 1
    joint = {"in": 1, "/": 1, "out": 2}.get(follow)
    if joint is None or (follow == "out" and _text(tokens, after + 1) != "of"):
        return None
    whole = _cardinal(tokens, after + joint)
    if whole is not None and value <= whole[0] <= _MAX_SPOKEN_WHOLE and whole[0] > 1:
        return value / whole[0], "share", whole[1]
    return None


def _cardinal(tokens: list[_Token], at: int) -> tuple[Fraction, int] | None:
    """Read digits or number words from `at`; return the value and the place after it."""
    text = _text(tokens, at)
    if text and text[0].isdigit():
        value = Fraction(text.replace(",", ""))
        scale = _SCALES.get(_text(tokens, at + 1))
        return (value * scale, at + 2) if scale else (value, at + 1)
    total, current, place = 0, 0, at
    if text in ("a", "an") and _text(tokens, at + 1) in _SCALES:
        current, place = 1, at + 1
    while True:
        text = _text(tokens, place)
        if text in _UNITS and (current % 100 == 0 or (current % 10 == 0 and 0 < _UNITS[text] < 10)):
            current += _UNITS[text]
        elif text in _TENS and current % 100 == 0:
            current += _TENS[text]
        elif text in _SCALES and place > at:
            current = max(current, 1) * _SCALES[text]
            if _SCALES[text] >= 1_000:
                total, current = total + current, 0
        elif text == "and" and place > at and _text(tokens, place - 1) in _SCALES and _is_small(tokens, place + 1):
            pass
        else:
            break
        place += 1
    return (Fraction(total + current), place) if place > at else None


def _is_small(tokens: list[_Token], at: int) -> bool:
    return _text(tokens, at) in _UNITS or _text(tokens, at) in _TENS


def _text(tokens: list[_Token], at: int) -> str:
    return tokens[at].text if at < len(tokens) else ""
