"""Figures: how numbers are written for readers, calculated from one another, and shown with their working."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import floor

from ..language.agreement import agreement
from ..language.currencies import SHOWN
from ..language.hedges import Way
from ..language.numbers import numbers
from ..language.quantity import Number, Quantity
from ..language.text import fold
from .figure_reading import POINTS, FigureError
from .model import Figure

__all__ = [
    "Calculation",
    "calculated",
    "counted",
    "disagreeing",
    "lead_text",
    "money_text",
    "number_text",
    "parse_calculation",
    "percent_text",
    "quantity_text",
    "unsupported",
    "worded",
]

_CALCULATION = re.compile(r"\s*([a-z0-9-]+)\s+([-+/])\s+([a-z0-9-]+)\s*")
_UPWARD: tuple[Way, ...] = ("over", "at least")
_DOWNWARD: tuple[Way, ...] = ("under", "at most", "below")
_MAGNITUDES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_LEADS: dict[Way, str] = {
    "exact": "", "about": "about ", "below": "nearly ", "over": "more than ", "under": "less than ",
    "at least": "at least ", "at most": "at most ",
}  # fmt: skip

Calculation = tuple[str, str, str]
"""Left id, operator ("+", "-" or "/"), right id."""


def lead_text(way: Way) -> str:
    """Return what stands before a number that is put so, with a blank: "more than "; "" for an exact one."""
    return _LEADS[way]


def number_text(value: Fraction) -> str:
    """Return a number as readers see it: "1,234", "74.3"; at most two decimals, halves rounded up."""
    return _rounded(value, 2)


def percent_text(share: Fraction, decimals: int = 1) -> str:
    """Return a share of 1 as a percentage with at most so many decimals, halves rounded up: "74.3 %"."""
    return _rounded(share * 100, decimals) + " %"


def money_text(quantity: Quantity) -> str:
    """Return a sum of money: "£1.7 billion", "£64,500", "£14.70"; a currency without a sign has its code before it.

    Neither its bound nor its rate is said. It is given in millions, billions or trillions if three decimals of them
    say it exactly.
    """
    sign = SHOWN.get(quantity.currency, f"{quantity.currency} ")
    value = quantity.value
    if value < 0:
        return f"-{money_text(replace(quantity, value=-value))}"
    for size, name in _MAGNITUDES:
        scaled = value / size
        if scaled >= 1 and (scaled * 1000).denominator == 1:
            return f"{sign}{_rounded(scaled, 3)} {name}"
    if value.denominator == 1:
        return f"{sign}{int(value):,}"
    return f"{sign}{float(value):,.2f}"


def quantity_text(quantity: Quantity, unit: str) -> str:
    """Return a quantity with its unit, for readers: "374 cases", "more than £1.7 billion", "74.3 %"."""
    lead = lead_text(quantity.way)
    if quantity.currency:
        return lead + money_text(quantity) + (f" {quantity.rate}" if quantity.rate else "")
    if quantity.kind == "year":
        return f"{lead}{int(quantity.value)}"
    if quantity.high is not None:
        return f"{lead}{number_text(quantity.value)} to {number_text(quantity.high)} {unit}"
    if quantity.kind == "share":
        return lead + percent_text(quantity.value)
    if quantity.kind == "points":
        return f"{lead}{_rounded(quantity.value * 100, 1)} {POINTS}"
    return f"{lead}{number_text(quantity.value)} {unit}"


def _rounded(value: Fraction, decimals: int) -> str:
    scale = 10**decimals
    scaled = floor(abs(value) * scale + Fraction(1, 2))
    whole, rest = divmod(scaled, scale)
    digits = f"{rest:0{decimals}d}".rstrip("0")
    return ("-" if value < 0 and scaled else "") + f"{whole:,}" + (f".{digits}" if digits else "")


def counted(part: Figure, whole: Figure, whole_id: str) -> Figure:
    """Return the figure of a number that is a part of another: "278 of 374 cases (74.3 %)".

    Both must have a number. The share is left out where it cannot be told, see `Figure.share`.
    """
    assert part.quantity is not None
    assert whole.quantity is not None
    figure = replace(part, of=whole.quantity, whole_id=whole_id)
    share = f" ({percent_text(figure.share.value)})" if figure.share is not None else ""
    if part.quantity.currency:
        return replace(figure, text=f"{part.text} of {whole.text}{share}")
    parts = f"{lead_text(part.quantity.way)}{number_text(part.quantity.value)}"
    wholes = f"{lead_text(whole.quantity.way)}{number_text(whole.quantity.value)}"
    return replace(figure, text=f"{parts} of {wholes} {part.unit}{share}")


def worded(words: str, unit: str) -> Figure:
    """Return the figure of a number that the source gives in words: "hundreds of children", "thirty-one people".

    Words that are one plain number are read as that; "hundreds" and "one in nine" are not.
    """
    text = f"{words} of {unit}" if words.endswith("s") and not unit.startswith("of ") else f"{words} {unit}"
    folded = fold(words)
    found = numbers(folded)
    whole = len(found) == 1 and found[0].said == folded and found[0].kind == "count" and found[0].sure
    return Figure(text, Quantity(value=found[0].value, kind="count") if whole else None, unit)


def parse_calculation(text: str) -> Calculation | None:
    """Return (left id, operator, right id), or None if the text is not "<entry> + - or / <entry>" with spaces."""
    match = _CALCULATION.fullmatch(text)
    return (match[1], match[2], match[3]) if match else None


def calculated(calculation: Calculation, left: Figure, right: Figure, *, percent: bool, unit: str | None) -> Figure:
    """Return the figure calculated from two others, with its working. All arithmetic is exact.

    Only figures in the same unit may be added, subtracted or held against each other, and a share must lie between 0
    and 1: otherwise FigureError says why not. Percentages differ by percentage points, not by percent. A bound is
    carried on: "more than 300" less 100 is more than 200.

    Args:
        calculation: As `parse_calculation` gives it.
        left: The figure of its left id.
        right: The figure of its right id.
        percent: Whether the left is to be given as a percentage of the right; of a division only.
        unit: What the result counts; None: what the two count, of a division "times", of years "years".
    """
    left_id, operator, right_id = calculation
    one, two = left.quantity, right.quantity
    if one is None or two is None:
        raise FigureError("a number that is only known in words cannot be calculated with")
    if one.high is not None or two.high is not None:
        raise FigureError("a range cannot be calculated with")
    if left.unit != right.unit:
        raise FigureError(f"{left.unit} and {right.unit} are different units, so the two cannot be compared")
    operands = (left_id, right_id)
    way = _carried(one.way, operator, two.way)
    if way is None:
        raise FigureError(f"what {left.text} and {right.text} come to cannot be told")
    if operator == "/":
        if two.value == 0:
            raise FigureError("nothing can be divided by 0")
        share = one.value / two.value
        if percent:
            return _share(operands, left, right, share, way)
        working = f"{_plain(one)} / {_plain(two)} = {number_text(share)}"
        unit = unit or "times"
        quantity = Quantity(value=share, kind="times" if unit == "times" else "count", way=way)
        return Figure(quantity_text(quantity, unit), quantity, unit, operands=operands, working=working, operator="/")
    if percent:
        raise FigureError("only a division gives a percentage")
    value = one.value + two.value if operator == "+" else one.value - two.value
    kind = "points" if one.kind == "share" else "count" if one.kind == "year" else one.kind
    if one.kind == "year":
        unit = unit or "years"
    quantity = Quantity(value=value, kind=kind, currency=one.currency, rate=one.rate, way=way)
    unit = POINTS if kind == "points" else unit or left.unit
    text = quantity_text(quantity, unit)
    working = f"{_plain(one)} {operator} {_plain(two)} = {text if kind == 'points' else _plain(quantity)}"
    return Figure(text, quantity, unit, operands=operands, working=working, operator=operator)


def _share(operands: tuple[str, str], left: Figure, right: Figure, share: Fraction, way: Way) -> Figure:
    """Return one figure as a percentage of another."""
    assert left.quantity is not None
    assert right.quantity is not None
    one, two = _plain(left.quantity), _plain(right.quantity)
    if not 0 <= share <= 1:
        raise FigureError(f"{one} is no part of {two}")
    quantity = Quantity(value=share, kind="share", way=way)
    counted_ = "" if left.quantity.currency else f" {left.unit}"
    shown = quantity_text(quantity, "%")
    text, working = f"{shown} ({one} of {two}{counted_})", f"{one} of {two} = {percent_text(share)}"
    return Figure(text, quantity, "%", operands=operands, working=working, operator="of")


def _plain(quantity: Quantity) -> str:
    """Return the number of a quantity without what is counted."""
    if quantity.currency:
        return money_text(quantity)
    if quantity.kind == "year":
        return str(int(quantity.value))
    return percent_text(quantity.value) if quantity.kind == "share" else number_text(quantity.value)


def _carried(one: Way, operator: str, two: Way) -> Way | None:
    """Return how a result is put, by how the two numbers are that it comes from; None if bounds pull apart."""
    if one == two == "exact":
        return "exact"
    signs = [1 if way in _UPWARD else -1 if way in _DOWNWARD else 0 for way in (one, two)]
    first, second = signs[0], signs[1] * (1 if operator == "+" else -1)
    if first * second < 0:
        return None
    if "about" in (one, two):
        return "about"
    strict = not {one, two} <= {"exact", "at least", "at most"}
    if first + second > 0:
        return "over" if strict else "at least"
    return "under" if strict else "at most"


def unsupported(text: str, allowed: Iterable[Quantity]) -> tuple[str, ...]:
    """Return the numbers of a text that agree with none of the allowed ones, as they stand there, in order.

    They must be exact, or put as what they are: a share may be said as its percentage to the digits it is said with,
    and anything rounded with "about" or the like before it.
    """
    return disagreeing(numbers(fold(text)), tuple(allowed))


def disagreeing(told: Iterable[Number], allowed: Sequence[Quantity]) -> tuple[str, ...]:
    """Return what `unsupported` does, of the numbers of a text."""
    return tuple(
        number.said for number in told if not any(agreement(number, value, strict=True) == "yes" for value in allowed)
    )
