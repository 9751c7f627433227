"""The one judge of whether a number that somebody says agrees with a true one. Knows nothing of what is counted."""

from __future__ import annotations

from fractions import Fraction
from math import floor, log10
from typing import Literal

from .quantity import Quantity

__all__ = ["Agreement", "agreement", "is_rounding_of"]

Agreement = Literal["yes", "no", "unclear"]

# How far from the true share may be: "about 75 %", "three quarters", "nearly 75 %", and a plain "75 %" in fives.
_ABOUT_POINTS, _SPOKEN_POINTS, _NEAR_POINTS = Fraction(3, 200), Fraction(3, 200), Fraction(1, 50)
_PLAIN_POINTS = Fraction(1, 100)
# How far from a true count, as a part of it: "about 280", and "about 300" where that is the count rounded.
_ABOUT_PART, _ROUND_PART = Fraction(3, 100), Fraction(1, 10)
# "More than" and "less than" are true of a bound far away, but say nothing then.
_BOUND_PART = Fraction(1, 2)
_NARROW = Fraction(3, 10)  # a range wider than so much of the true number says little of it
_UPWARD, _DOWNWARD = frozenset(["over", "at least"]), frozenset(["under", "at most"])
_ROUGH = frozenset(["about", "below"])


def agreement(said: Quantity, true: Quantity, *, strict: bool = False) -> Agreement:
    """Tell whether a number, put as it is, may be said of the true one: "yes", "no", or "unclear".

    A plain count must be exact. A plain share may be rounded: to the decimals it is said with, to fives ("75 %" of
    74.3 %), or to a spoken fraction ("three quarters", "1 in 4"). "About", "nearly" and the like reach a little
    further; "over" and "under" must be true, and not of a bound so far off that it says something else. "Over 278" is
    not true of 278, "at least 278" is. A true bound or range may be said as it is, or by its number; what lies within
    it is unclear. So is what was not read for sure, a range around the true number that is wide, and what tells a rate
    or a change where the true number is none. Another kind or currency never agrees.

    strict: for what is published: no rounding that is not said to be one, and no bound left out; never "unclear".
    """
    if strict:
        return _exactly(said, true)
    if said.kind != true.kind or _opposed(said, true):
        return "no"
    if said.currency and not true.currency:
        return "no"
    if said.rate and true.rate and not _same_rate(said.rate, true.rate):
        return "no"
    if not said.sure:
        return "unclear"
    if (said.rate and not true.rate) or _another_change(said, true):
        return "unclear"
    if said.high is not None:
        return _range(said, said.high, true)
    if true.high is not None:
        return _of_range(said, true, true.high)
    if true.way in _UPWARD or true.way in _DOWNWARD:
        return _of_bound(said, true)
    if _agrees(said, true.value):
        return "yes"
    if true.way in _ROUGH and abs(said.value - true.value) <= true.value * _ABOUT_PART:
        return "unclear"
    return "no"


def _exactly(said: Quantity, true: Quantity) -> Agreement:
    """Tell whether a number of a published sentence is the true one, put as it is."""
    if said.kind != true.kind and {said.kind, true.kind} != {"count", "year"}:
        return "no"
    if _opposed(said, true) or said.high != true.high or not said.sure:
        return "no"
    if said.rate and not (true.rate and _same_rate(said.rate, true.rate)):
        return "no"
    if said.change == "by" and true.change != "by":
        return "no"
    if true.change == "by" and said.change != "by" and said.kind == "count":
        return "no"
    same = {said.value, said.other} & ({true.value, true.other} - {None})
    if true.way != "exact":
        return "yes" if same and said.way == true.way else "no"
    if same and said.way in ("exact", "at least", "at most"):
        return "yes"
    in_digits = said.kind in ("share", "points") and not said.spoken
    if in_digits and -_half_digit(said) < said.value - true.value <= _half_digit(said):  # halves are rounded up
        return "yes" if said.way in ("exact", "about") else "no"
    return "yes" if said.way != "exact" and _agrees(said, true.value) else "no"


def _opposed(said: Quantity, true: Quantity) -> bool:
    """Tell whether two numbers are of different currencies, or of changes in opposite directions."""
    currencies = {said.currency, true.currency} - {""}
    return len(currencies) > 1 or said.direction * true.direction < 0


def _another_change(said: Quantity, true: Quantity) -> bool:
    """Tell whether one speaks of a change where the other does not; to what a change led may be said as what is."""
    return said.change != true.change and not (said.change == "" and true.change == "to")


def _same_rate(one: str, two: str) -> bool:
    """Tell whether two rates are for the same; one may say more of it: "per child", "per child treated"."""
    first, second = sorted((_period(one), _period(two)), key=len)
    return second == first or second.startswith(f"{first} ")


def _period(rate: str) -> str:
    return rate.removeprefix("per ").removeprefix("a ").removeprefix("an ").removeprefix("each ").removeprefix("every ")


def _range(said: Quantity, high: Fraction, true: Quantity) -> Agreement:
    """Judge a range, with its upper end, beside a true number or range."""
    if true.high is not None:
        same = _agrees(_single(said), true.value) and _agrees(_single(said, high), true.high)
        apart = high < true.value or said.value > true.high
        return "yes" if same else "no" if apart else "unclear"
    if not said.value <= true.value <= high:
        return "no"
    inside = said.value < true.value < high and high - said.value <= true.value * _NARROW
    return "yes" if inside and true.way == "exact" else "unclear"


def _of_range(said: Quantity, true: Quantity, high: Fraction) -> Agreement:
    """Judge a single number beside a true range: its ends may be said as bounds."""
    if said.way in _UPWARD and _agrees(_single(said), true.value):
        return "yes"
    if said.way in _DOWNWARD and _agrees(_single(said), high):
        return "yes"
    if said.way in _UPWARD:
        return "no" if said.value >= high else "unclear"
    if said.way in _DOWNWARD:
        return "no" if said.value <= true.value else "unclear"
    return "unclear" if true.value <= said.value <= high else "no"


def _of_bound(said: Quantity, true: Quantity) -> Agreement:
    """Judge a number beside a true bound: the bound itself may be said plainly, what lies beyond it cannot be told."""
    same = _agrees(_single(said), true.value)
    upward = true.way in _UPWARD
    if same:
        turned = said.way in (_DOWNWARD if upward else _UPWARD)
        return "no" if turned else "yes"
    if said.way in (_UPWARD if upward else _DOWNWARD):  # a looser bound is true, a tighter one is not known
        looser = said.value <= true.value if upward else said.value >= true.value
        far = not true.value * _BOUND_PART <= said.value <= true.value / _BOUND_PART
        return "yes" if looser and not far else "unclear"
    beyond = said.value >= true.value if upward else said.value <= true.value
    return "unclear" if beyond else "no"


def _single(quantity: Quantity, value: Fraction | None = None) -> Quantity:
    """Return the number of a quantity as if it were put plainly."""
    return Quantity(
        value=quantity.value if value is None else value,
        kind=quantity.kind,
        decimals=quantity.decimals,
        spoken=quantity.spoken,
    )


def _agrees(number: Quantity, true: Fraction) -> bool:
    """Tell whether a single number, put as it is, may be said of a true value of its own kind."""
    said, way = number.value, number.way
    if way in _UPWARD:
        return true * _BOUND_PART <= said <= true and said > 0 and (said < true or way == "at least")
    if way in _DOWNWARD:
        return true <= said <= true / _BOUND_PART and (said > true or way == "at most")
    if number.kind in ("share", "points"):
        return _share(number, true)
    if said == true:
        return True
    if way == "below" and said < true:
        return False
    if number.currency and said and number.value.denominator == 1 and is_rounding_of(said, true, _ABOUT_PART):
        return True  # sums of money are said rounded
    if way == "exact" or true == 0:
        return False
    gap = abs(said - true)
    return gap <= true * _ABOUT_PART or is_rounding_of(said, true, _ROUND_PART)


def _share(number: Quantity, true: Fraction) -> bool:
    """Tell whether a share or points, put as they are but for bounds, may be said of a true value."""
    gap = abs(number.value - true)
    if gap == 0 or (not number.spoken and gap <= _half_digit(number)):
        return True
    if number.way == "below":
        return number.value > true and gap <= _NEAR_POINTS
    if number.spoken:  # nearer than the next fraction of its kind: 10.2 % is 1 in 10, and not 1 in 9
        parts = number.value.denominator
        return gap <= min(_SPOKEN_POINTS, Fraction(1, 2 * parts * (parts + 1)))
    if number.way == "about":
        return gap <= _ABOUT_POINTS
    return number.decimals == 0 and (number.value * 100) % 5 == 0 and gap <= _PLAIN_POINTS


def _half_digit(share: Quantity) -> Fraction:
    """Return half of the last digit that a share is said with: 0.05 % of "74.3 %"."""
    return Fraction(1, 200 * 10**share.decimals)


def is_rounding_of(said: Fraction, true: Fraction, part: Fraction) -> bool:
    """Tell whether a number is the true one rounded to its own last digit before the zeros ("2,400" to hundreds), or
    to fives of it.

    part: How far off it may be, as a part of the true one, inclusive. What is no whole number above 0 is no rounding.
    """
    if said.denominator != 1 or said <= 0 or abs(said - true) > abs(true) * part:
        return False
    unit = 10 ** (len(str(said.numerator)) - len(str(said.numerator).rstrip("0")))
    unit = min(unit, 10 ** floor(log10(said.numerator)))
    steps = (Fraction(unit), Fraction(unit * 5) if said % (unit * 5) == 0 else Fraction(unit))
    return any(floor(true / step + Fraction(1, 2)) * step == said for step in steps)
