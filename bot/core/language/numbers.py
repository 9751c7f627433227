"""Numbers in running text, read whole, however they are written: 1,200, 74,3 %, two and a half thousand, £1.7bn a year,
three out of every four, 350 to 400, up by 58. What is no quantity (a page, a date, an age) is left out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from .changes import change_at
from .hedges import hedge
from .no_quantity import no_quantities
from .number_words import PARTS, SCALES, TENS, UNITS
from .quantity import Number
from .rates import rate_after
from .scanning import Scanner

__all__ = ["numbers"]

# What every number has: a digit, or one of the words. Most texts have neither and need not be read closer.
_HINT_WORDS = "|".join([*UNITS, *TENS, *SCALES, *PARTS, "twice", "double", "triple", "treble"])
_HINT = re.compile(rf"\d|(?<![a-z])(?:{_HINT_WORDS})|(?:{'|'.join(TENS)})")
_SEPARATORS = str.maketrans({"\u066c": ",", "\u066b": "."})  # of numbers in Arabic
_NEGATIVE_CHARS = 12  # that may say so, before a number
_NEGATIVE = re.compile(r"(?:\bminus |\bnegative |(?<!\S)-)$")
_ODD = re.compile(r"[- ]odd\b")


def numbers(folded: str) -> tuple[Number, ...]:
    """Return the quantities and years of a folded text in the order in which they stand.

    A run of digits or number words is read whole or not at all: what may be read in two ways, or is arithmetic, is not
    `sure`. Left out are a lone "one", which is a pronoun more often than a number; digits glued to letters ("mp3"); and
    what `no_quantities` finds, but for years in dates. "278 of 374" gives both numbers, "1 in 4" one share.
    """
    if not _HINT.search(folded):
        return ()
    masked, years = folded.translate(_SEPARATORS), []
    for start, end, year in no_quantities(folded):
        masked = masked[:start] + "\x00" * (end - start) + masked[end:]
        if year is not None:
            said = folded[year[0] : year[1]]
            years.append(Number(said=said, value=Fraction(said), kind="year", start=year[0], end=year[1], put=year))
    found: list[Number] = []
    counted_for = 0  # where the rate of the number before ends
    for number in Scanner(masked).scan():
        if number.start >= counted_for:
            placed, counted_for = _placed(number, masked)
            before = found[-1] if found else None
            if before is not None and before.change == "to" and masked[before.end : placed.put[0]] == " to ":
                direction = 1 if placed.value > before.value else -1
                found[-1] = replace(before, direction=direction)
                placed = replace(placed, change="to", direction=direction)
            found.append(placed)
    return tuple(sorted([*found, *years], key=lambda number: number.start))


def _placed(number: Number, folded: str) -> tuple[Number, int]:
    """Return a number with how it is put and what stands around it, and where its rate ends."""
    if number.kind == "year":
        return replace(number, put=(number.start, number.end)), number.end
    put = hedge(folded, number.start, number.end)
    change = change_at(folded, put.start, put.end)
    rate, end = rate_after(folded, number.end) if number.kind in ("count", "share") else ("", number.end)
    sure = number.sure and _NEGATIVE.search(folded, max(0, put.start - _NEGATIVE_CHARS), put.start) is None
    placed = replace(number, rate=rate, way=put.way, put=(put.start, put.end), sure=sure)
    if number.kind == "count" and number.high is None and _ODD.match(folded, number.end):
        placed = replace(placed, way="exact", high=number.value + _step(number.value) - 1)  # "thirty-odd"
    return replace(placed, change=change.way, direction=change.direction), end


def _step(value: Fraction) -> int:
    """Return the size of a whole number's last digit before its zeros: 10 of 30, 100 of 2,400; 1 of others."""
    digits = str(value.numerator) if value.denominator == 1 else ""
    return 10 ** (len(digits) - len(digits.rstrip("0"))) if digits.strip("0") else 1
