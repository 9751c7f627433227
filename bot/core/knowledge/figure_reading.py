"""A figure as somebody writes it into a knowledge file -> its numbers and unit. Knows nothing of evidence."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from ..language.currencies import AFTER, PENCE, SHOWN
from ..language.hedges import hedge
from ..language.number_words import SCALES
from ..language.numbers import numbers
from ..language.quantity import Number, Quantity
from ..language.text import fold
from .model import Figure

__all__ = ["POINTS", "FigureError", "mapped", "money_unit", "written"]

POINTS = "percentage points"
"""The unit of a difference between percentages."""

_PART_OF = re.compile(r" (?:out )?of (?:the |a total of |all )?")
_SHARE_OF = re.compile(r"^ ?(?:of|out of) (?:the |all |their )?")
_YEAR = re.compile(r"(\d{3,4}) ?\(year\)")
_FROM_TO = re.compile(r"(?:[a-z ]+ )?from (?P<first>.+?) to (?P<second>.+)")
_IN_DATE = re.compile(r" (?:in|on|at|by) (?P<date>.+)$")
_PERCENT = re.compile(r"(?:%|per ?cent|pc|pct)\b|%")
_RATE = re.compile(r"\b(?:an?|per|each|every) \S.*$")
_YEARS = (Fraction(1000), Fraction(2200))


class FigureError(ValueError):
    """A figure that cannot be read, proved or calculated; the text says why, `remedy` what to write."""

    def __init__(self, what: str, remedy: str = "correct the figure") -> None:
        super().__init__(what)
        self.remedy = remedy


def written(text: str) -> Figure:
    """Return the figure that stands as a text: "£1.7 billion a year", "more than 300 of over 650 services".

    A text without a number is one in words ("hundreds of children"). "From 46 to 58 complaints" is a change, which may
    have the dates of both. FigureError if it has more numbers than a figure may have, or one that cannot be read in one
    way, or does not say what is counted.
    """
    shown = " ".join(text.split())
    folded = fold(shown)
    year = _YEAR.fullmatch(folded)
    if year is not None:
        return Figure(year[1], Quantity(value=Fraction(year[1]), kind="year"), "year")
    change = _FROM_TO.fullmatch(folded)
    if change is not None:
        return _change(shown, change["first"], change["second"])
    found = numbers(folded)
    if not found:
        return _in_words(shown, folded)
    for number in found:
        if not number.sure:
            what = f'"{number.said}" can be read in more than one way'
            raise FigureError(what, "write it as the source does, with its whole unit: 1.5 million cases, 1,374 cases")
    first, *others = found
    if first.kind == "year" and not others:
        return _of_year(shown, folded, first)
    rest = others[0] if others else None
    if rest is not None and (len(others) > 1 or not _PART_OF.fullmatch(folded[first.end : rest.put[0]])):
        said = '", "'.join(number.said for number in found)
        what = f'a figure has one number, or a part and its whole ("278 of 374 cases"); "{shown}" has "{said}"'
        raise FigureError(what, "make an entry for each number")
    tail = _tail(shown, folded, rest or first)
    if rest is None:
        return _single(shown, first, tail)
    if first.kind != rest.kind or first.value > rest.value:
        raise FigureError(f'"{first.said}" is no part of "{rest.said}"')
    return Figure(shown, _quantity(first), tail or _unit(first), _quantity(rest))


def _of_year(shown: str, folded: str, number: Number) -> Figure:
    """Return the figure of a year; or of a count that looks like one, if it says what is counted."""
    counted = _tail(shown, folded, number).removesuffix("(year)").removesuffix("year").strip(" (")
    way = hedge(folded, number.start, number.end).way
    if counted:
        return Figure(shown, Quantity(value=number.value, kind="count", way=way), counted)
    if way != "exact":
        raise FigureError(f'"{shown}" puts a bound on a year', "write the year alone: 2003 (year)")
    return Figure(re.sub(r"\s*\(year\)$", "", shown), _quantity(number), "year")


def _in_words(shown: str, folded: str) -> Figure:
    """Return a figure without a number; what is counted is what stands after its "of", or its last word."""
    if re.search(r"\d", folded):
        raise FigureError(f'no quantity can be read in "{shown}"', "write a year as: 2003 (year)")
    unit = re.split(r" of (?:the )?", shown)[-1]
    return Figure(shown, None, unit if unit != shown else shown.split()[-1])


def _single(shown: str, number: Number, tail: str) -> Figure:
    """Return the figure of one number with what stands after it: the thing counted, or of a share its whole."""
    if number.kind == "count" and not number.currency:
        if not tail:
            raise FigureError(f'the figure "{shown}" does not say what is counted', "write it as: 374 cases")
        return Figure(shown, _quantity(number), tail)
    base = _SHARE_OF.sub("", tail, count=1) if number.kind == "share" else ""
    return Figure(shown, _quantity(number), _unit(number), base=base)


def mapped(value: float, unit: str) -> Figure:
    """Return the figure of a number and its unit: 374 and "cases", 1.7 and "billion pounds", 83 and "%".

    It has no text yet, but for a year: that comes from its evidence, see `figure_proof.prove_mapped`.
    """
    spoken = fold(unit).split()
    number, scale = Fraction(str(value)), Fraction(1)
    while spoken and spoken[0] in SCALES:
        scale, spoken = scale * SCALES[spoken[0]], spoken[1:]
    words = " ".join(spoken)
    if "point" in words and _PERCENT.match(words.replace("percentage", "percent")):
        return Figure("", Quantity(value=number / 100, kind="points"), POINTS)
    percent = re.match(r"(?:%|per cent|percent|percentage|pc|pct)(?: of (?P<base>.+))?$", words)
    if percent is not None:
        return Figure("", Quantity(value=number / 100, kind="share"), "%", base=percent["base"] or "")
    if words == "year" and _YEARS[0] <= number < _YEARS[1] and number.denominator == 1:
        return Figure(str(int(number)), Quantity(value=number, kind="year"), "year")
    if words == "times":
        return Figure("", Quantity(value=number, kind="times"), "times")
    rate = _RATE.search(words)
    if words in PENCE:
        quantity = Quantity(value=number / 100, kind="count", currency=PENCE[words])
        return Figure("", quantity, money_unit(quantity))
    if spoken and spoken[0] in AFTER and (len(spoken) == 1 or (rate and rate.start() == len(spoken[0]) + 1)):
        code = AFTER[spoken[0]]
        quantity = Quantity(value=number * scale, kind="count", currency=code, rate=rate[0] if rate else "")
        return Figure("", quantity, money_unit(quantity))
    counted = unit if scale == 1 else " ".join(unit.split()[-len(spoken) :]) if spoken else unit
    return Figure("", Quantity(value=number * scale, kind="count"), counted)


def money_unit(quantity: Quantity) -> str:
    """Return the unit of a sum of money: "£", "£ an hour"; the currency's code where it has no sign."""
    sign = SHOWN.get(quantity.currency, quantity.currency)
    return f"{sign} {quantity.rate}".strip()


def _unit(number: Quantity) -> str:
    """Return the unit that the number itself says, "" if it only counts."""
    if number.currency:
        return money_unit(number)
    return {"share": "%", "points": POINTS, "times": "times", "year": "year"}.get(number.kind, "")


def _change(shown: str, first: str, second: str) -> Figure:
    """Return a figure that went from one number to another: "from 4.1 % in 2015 to 5.2 % in 2016"."""
    read: list[tuple[Number, str, str]] = []
    for side in (first, second):
        dated = _IN_DATE.search(side)
        date = dated["date"] if dated is not None else ""
        number = next(iter(numbers(side[: dated.start()] if dated is not None else side)), None)
        if number is None or not number.sure:
            raise FigureError(f'no number can be read in "{side}"', "write it as: from 4.1 % in 2015 to 5.2 % in 2016")
        read.append((number, date, side[number.end : dated.start() if dated is not None else len(side)].strip()))
    (one, earlier, counted), (two, later, also) = read
    if one.kind != two.kind or (one.currency and two.currency and one.currency != two.currency):
        raise FigureError(f'"{one.said}" and "{two.said}" are different units')
    quantity = replace(_quantity(two), change="to", direction=1 if two.value > one.value else -1)
    unit = _unit(two) or also or counted
    if not unit:
        raise FigureError(f'the figure "{shown}" does not say what is counted', "write it as: from 46 to 58 complaints")
    dates = (earlier, later) if earlier and later else ()
    return Figure(shown, quantity, unit, before=_quantity(one), dates=dates)


def _tail(shown: str, folded: str, number: Number) -> str:
    """Return what stands after a number: in the letters in which it was written, if folding kept its length."""
    text = shown if shown.casefold() == folded else folded
    return text[max(number.end, number.put[1]) :].strip().lstrip("-").strip(" ()")


def _quantity(number: Number) -> Quantity:
    """Return a number without its place in a text."""
    return Quantity(
        value=number.value, kind=number.kind, high=number.high, currency=number.currency, rate=number.rate,
        change=number.change, direction=number.direction, way=number.way, decimals=number.decimals,
        spoken=number.spoken,
    )  # fmt: skip
