"""A quantity: a number with its kind, its currency, its bound, of a figure or of a claim; and one in a text."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from .hedges import Way

__all__ = ["Kind", "Number", "Quantity"]

Kind = Literal["count", "share", "points", "times", "year"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number, or a range of them.

    Attributes:
        value: Exact; of a range the lower end. A share is between 0 and 1 as a rule (75 % is 3/4); points are
            hundredths (23 percentage points are 23/100).
        kind: "count" (money too), "share" (percent, fraction, "1 in 4"), "points" (percentage points), "times" ("twice
            as many") or "year".
        high: The upper end of a range; None of a single number.
        currency: The code of a currency (ISO 4217); "" if it is no money or does not say so.
        rate: What it is counted for: "a week", "per 1,000"; "" if it does not say.
        change: "by" if it says by how much something rose or fell, "to" if it says to what, else "".
        direction: Of a change +1 or -1, else 0.
        way: How it is put: exactly, about, over ...
        sure: Whether it could be read whole and in one way.
        other: What it is in the other way of reading it; None if there is none.
        decimals: How many digits stand behind the decimal sign.
        spoken: Whether it is a share in words or as a fraction.
    """

    value: Fraction
    kind: Kind
    high: Fraction | None = None
    currency: str = ""
    rate: str = ""
    change: Literal["", "by", "to"] = ""
    direction: int = 0
    way: Way = "exact"
    sure: bool = True
    other: Fraction | None = None
    decimals: int = 0
    spoken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Quantity):
    """One number as it stands in a text.

    Attributes:
        said: Its words in the folded text.
        start: Where `said` begins in the folded text.
        end: Where it ends, exclusive.
        put: Where it stands with the words that say how it is put: start and end.
    """

    said: str
    start: int
    end: int
    put: tuple[int, int] = (0, 0)
