"""Series: the data of one chart, and how its numbers are written. Knows nothing of which figures may be drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from ..language.quantity import Quantity
from .arithmetic import number_text, percent_text, quantity_text
from .figure_reading import POINTS
from .model import Entry, Figure, Source

__all__ = ["MAX_BARS", "Bar", "Series", "amount_text", "capital", "drawable", "exact", "sources_of", "unit_of"]

MAX_BARS = 5  # more are not read on a telephone
_MAX_SPOKEN = 100  # "1 in 100"
_MAX_NUMBER_CHARS = 15  # "999,999,999,999"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, one part of a bar, or one dot of a line.

    Attributes:
        label: What it stands for.
        value: Where it ends, 0 or more; a share as a fraction of 1.
        text: The number as it is written on the bar, bounds and currency included.
        asked: Whether the chart is about this bar more than about the others.
        start: Where it begins: of a range its lower end, of a gap the end of the shorter bar; otherwise 0.
    """

    label: str
    value: Fraction
    text: str
    asked: bool
    start: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Series:
    """The data of one chart: all that is drawn, and nothing else but the version.

    Attributes:
        kind: "parts" of one whole, which add up to it, the one asked for first; a "comparison", the largest first; a
            "difference", two bars and last the gap between them; or a "change", what was earlier and what was later,
            as two dots of a line.
        title: What stands over the chart: of one entry its figure, of several what they are numbers of.
        says: The sentence of the one entry that it is about; "" if it is about several, or if the entry has none.
        unit: What is counted; "" where the numbers say it themselves: shares, points and money.
        bars: The bars, the parts of the one bar, or the dots, in order.
        whole: What a bar of full length stands for, above 0.
        sources: Where the numbers come from, each once.
        working: How the figure was calculated ("374 - 278 = 96"), or "".
        version: The knowledge base's.
    """

    kind: Literal["parts", "comparison", "difference", "change"]
    title: str
    says: str
    unit: str
    bars: tuple[Bar, ...]
    whole: Fraction
    sources: tuple[Source, ...]
    working: str
    version: str


def amount_text(quantity: Quantity) -> str:
    """Return a quantity without what is counted: "374", "about 2,700", "£1.3 million", "4.99 %", "20 to 30", "3 in 4".

    A share has as many decimals as the source gives it; one in words stays a fraction, which says no more than they do.
    """
    if quantity.high is not None:
        low, high = replace(quantity, high=None), replace(quantity, value=quantity.high, high=None, way="exact")
        return f"{amount_text(low)} to {amount_text(high)}"
    text, value = quantity_text(replace(quantity, rate=""), "").strip(), quantity.value
    if quantity.kind == "share":
        lead = text.removesuffix(percent_text(value))
        if quantity.spoken and value.denominator <= _MAX_SPOKEN:
            return f"{lead}{value.numerator} in {value.denominator}"
        return lead + percent_text(value, max(1, quantity.decimals))
    if quantity.kind == "points":
        lead = text.removesuffix(f"{percent_text(value)[:-2]} {POINTS}")
        return f"{lead}{percent_text(value, max(1, quantity.decimals))[:-2]} {POINTS}"
    return text


def unit_of(figure: Figure) -> str:
    """Return what stands after the number of a bar in a sentence: "cases", "an hour" of money, "" of a share."""
    if figure.quantity is not None and figure.quantity.currency:
        return figure.quantity.rate
    return "" if figure.unit in ("%", POINTS) else figure.unit


def drawable(*quantities: Quantity) -> bool:
    """Tell whether quantities can be drawn from 0 on, and their numbers be written beside the bars."""
    ends = [end for each in quantities for end in (each.value, each.high) if end is not None]
    return all(end >= 0 and len(number_text(end)) <= _MAX_NUMBER_CHARS for end in ends)


def exact(quantity: Quantity) -> bool:
    """Tell whether a quantity is one number, not a range and not bounded, so that what is left of a whole is known."""
    return quantity.high is None and quantity.way == "exact"


def sources_of(entries: Iterable[Entry]) -> tuple[Source, ...]:
    """Return the sources of some entries, each once, in order."""
    return tuple(dict.fromkeys(entry.source for entry in entries))


def capital(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]
