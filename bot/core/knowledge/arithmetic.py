"""Figures: how numbers are written for readers, calculated from one another, and shown with their working."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from math import floor

from ..language.numbers import numbers
from ..language.text import fold
from .model import Figure

__all__ = [
    "Calculation",
    "FigureError",
    "calculated",
    "counted",
    "number_text",
    "parse_calculation",
    "percent_text",
    "stands_in",
    "unsupported",
    "worded",
]

_CALCULATION = re.compile(r"\s*([a-z0-9-]+)\s+([-+/])\s+([a-z0-9-]+)\s*")
# "about three quarters" may be said of 74.3 %: a share in words may be off by one point if it is said to be about so.
_ABOUT = re.compile(r"\b(about|around|roughly|nearly|almost|some)\s*$")
_ABOUT_POINTS = Fraction(1, 100)


_PERCENT = ("%", "percent", "per cent")
_POINTS = "percentage points"


class FigureError(ValueError):
    """A figure that cannot be calculated; the text says why."""


Calculation = tuple[str, str, str]


def number_text(value: Fraction) -> str:
    """Return a number as readers see it: "1,234", "74.3"; at most two decimals, halves rounded up."""
    return _rounded(value, 2)


def percent_text(share: Fraction) -> str:
    """Return a share of 1 as a percentage with at most one decimal, halves rounded up: "74.3 %"."""
    return _rounded(share * 100, 1) + " %"


def _rounded(value: Fraction, decimals: int) -> str:
    scale = 10**decimals
    scaled = floor(abs(value) * scale + Fraction(1, 2))
    whole, rest = divmod(scaled, scale)
    digits = f"{rest:0{decimals}d}".rstrip("0")
    return ("-" if value < 0 and scaled else "") + f"{whole:,}" + (f".{digits}" if digits else "")


def counted(value: Fraction, unit: str, whole: Fraction | None = None, whole_id: str | None = None) -> Figure:
    """Return the figure of a number that stands in the source: "374 cases", "278 of 374 cases (74.3 %)"."""
    if whole is None:
        return Figure(f"{number_text(value)} {unit}", value, unit)
    share = f" ({percent_text(value / whole)})" if whole else ""
    return Figure(f"{number_text(value)} of {number_text(whole)} {unit}{share}", value, unit, whole, whole_id)


def worded(words: str, unit: str) -> Figure:
    """Return the figure of a number that the source gives in words only: "hundreds of children"."""
    return Figure(f"{words} of {unit}" if words.endswith("s") else f"{words} {unit}", None, unit)


def parse_calculation(text: str) -> Calculation | None:
    """Return (left id, operator, right id), or None if the text is not "<entry> + - or / <entry>" with spaces."""
    match = _CALCULATION.fullmatch(text)
    return (match[1], match[2], match[3]) if match else None


def calculated(calculation: Calculation, left: Figure, right: Figure, *, percent: bool, unit: str | None) -> Figure:
    """Return the figure calculated from two others, with its working.

    Only figures in the same unit may be added, subtracted or held against each other, and a share must lie between 0
    and 1: otherwise FigureError says why not. Percentages differ by percentage points, not by percent.
    """
    left_id, operator, right_id = calculation
    if left.value is None or right.value is None:
        raise FigureError("a number that is only known in words cannot be calculated with")
    if left.unit != right.unit:
        raise FigureError(f"{left.unit} and {right.unit} are different units, so the two cannot be compared")
    operands = (left_id, right_id)
    if operator == "/":
        if right.value == 0:
            raise FigureError("nothing can be divided by 0")
        share = left.value / right.value
        working = f"{number_text(left.value)} of {number_text(right.value)} = "
        if percent:
            if not 0 <= share <= 1:
                raise FigureError(f"{number_text(left.value)} is no part of {number_text(right.value)}")
            text = f"{percent_text(share)} ({number_text(left.value)} of {number_text(right.value)} {left.unit})"
            return Figure(text, share, "%", None, None, operands, working + percent_text(share), "of")
        working = f"{number_text(left.value)} / {number_text(right.value)} = {number_text(share)}"
        unit = unit or "times"
        return Figure(f"{number_text(share)} {unit}", share, unit, None, None, operands, working, operator)
    if percent:
        raise FigureError("only a division gives a percentage")
    if left.unit in _PERCENT:
        return _points(operands, operator, left, right)
    value = _applied(operator, left.value, right.value)
    terms = f"{number_text(left.value)} {operator} {number_text(right.value)}"
    unit = unit or left.unit
    text, working = f"{number_text(value)} {unit}", f"{terms} = {number_text(value)}"
    return Figure(text, value, unit, None, None, operands, working, operator)


def _points(operands: tuple[str, str], operator: str, left: Figure, right: Figure) -> Figure:
    """Return the sum or difference of two percentages; its value counts percentage points."""
    one, two = (_percentage(figure) for figure in (left, right))
    value = _applied(operator, one, two)
    text = f"{_rounded(value, 1)} {_POINTS}"
    working = f"{_rounded(one, 1)} % {operator} {_rounded(two, 1)} % = {text}"
    return Figure(text, value, _POINTS, None, None, operands, working, operator)


def _percentage(figure: Figure) -> Fraction:
    """Return a percentage as a number of hundredths; a calculated one is kept as a fraction of 1."""
    value = figure.value or Fraction(0)
    return value * 100 if figure.operator == "of" else value


def _applied(operator: str, left: Fraction, right: Fraction) -> Fraction:
    return left + right if operator == "+" else left - right


def stands_in(value: Fraction, text: str) -> bool:
    """Tell whether a number stands in a text, in digits or in words; a share also as its percentage."""
    return any(
        number.value == value or (number.kind == "share" and number.value == value / 100)
        for number in numbers(fold(text))
    )


def unsupported(text: str, allowed: Iterable[Fraction]) -> tuple[str, ...]:
    """Return the numbers of a text that are none of the allowed ones, as they stand there, in order.

    A share may be said as its percentage to one decimal, and within a point if "about" or the like stands before it.
    """
    values = set(allowed)
    left = []
    folded = fold(text)
    for number in numbers(folded):
        if number.value in values:
            continue
        if number.kind == "share":
            if any(percent_text(value) == percent_text(number.value) for value in values if 0 <= value <= 1):
                continue
            about = _ABOUT.search(folded[: number.start]) is not None
            if about and any(abs(value - number.value) <= _ABOUT_POINTS for value in values):
                continue
        left.append(number.said)
    return tuple(left)
