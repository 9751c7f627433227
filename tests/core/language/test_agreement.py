"""Whether a number that somebody says may be said of the true one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.agreement import agreement, is_rounding_of
from bot.core.language.hedges import Way
from bot.core.language.numbers import numbers
from bot.core.language.quantity import Kind, Quantity
from bot.core.language.text import fold


def said(text: str) -> Quantity:
    (number,) = numbers(fold(text))
    return number


def count(value: object, high: object = None, *, way: Way = "exact", **more: object) -> Quantity:
    return quantity("count", value, high, way, more)


def share(value: object, high: object = None, *, way: Way = "exact", **more: object) -> Quantity:
    return quantity("share", value, high, way, more)


def points(value: object, high: object = None, *, way: Way = "exact", **more: object) -> Quantity:
    return quantity("points", value, high, way, more)


def quantity(kind: Kind, value: object, high: object, way: Way, more: dict[str, object]) -> Quantity:
    top = None if high is None else Fraction(high)
    return Quantity(value=Fraction(value), kind=kind, high=top, way=way, **more)


@pytest.mark.parametrize(
    ("text", "true", "expected"),
    [
        pytest.param("278", 278, "yes", id="the number itself"),
        pytest.param("279", 278, "no", id="one off"),
        pytest.param("280", 278, "no", id="a round number that is not said to be one"),
        pytest.param("about 280", 278, "yes", id="about, to tens"),
        pytest.param("around 300", 278, "yes", id="about, to hundreds"),
        pytest.param("about 320", 278, "no", id="about, too far off"),
        pytest.param("nearly 300", 278, "yes", id="nearly, from below"),
        pytest.param("nearly 270", 278, "no", id="nearly, though it is more"),
        pytest.param("nearly 400", 278, "no", id="nearly, too far off"),
        pytest.param("nearly 60", 58, "yes", id="nearly, to tens"),
        pytest.param("over 250", 278, "yes", id="over a bound that it is over"),
        pytest.param("over 300", 278, "no", id="over a bound that it is under"),
        pytest.param("over 10", 278, "no", id="over a bound far away"),
        pytest.param("less than 300", 278, "yes", id="under a bound that it is under"),
        pytest.param("less than 250", 278, "no", id="under a bound that it is over"),
        pytest.param("at least 278", 278, "yes", id="the bound itself"),
        pytest.param("over 278", 278, "no", id="over itself"),
        pytest.param("fewer than 278", 278, "no", id="fewer than itself"),
        pytest.param("up to 278", 278, "yes", id="the bound itself, from above"),
    ],
)
def test_counts(text, true, expected):
    """A plain count is exact; a hedged one may be a rounding; a bound must hold and be near."""
    assert agreement(said(text), count(true)) == expected


@pytest.mark.parametrize(
    ("text", "true", "expected"),
    [
        pytest.param("74.3 %", "278/374", "yes", id="to one decimal"),
        pytest.param("74 %", "278/374", "yes", id="to whole percents"),
        pytest.param("74.33%", "278/374", "yes", id="to two decimals"),
        pytest.param("74.4 %", "278/374", "no", id="a wrong decimal"),
        pytest.param("73 %", "278/374", "no", id="one point off"),
        pytest.param("75 %", "278/374", "yes", id="to fives"),
        pytest.param("about 75 %", "278/374", "yes", id="about"),
        pytest.param("nearly 75 %", "278/374", "yes", id="nearly"),
        pytest.param("about 80 %", "278/374", "no", id="about, too far off"),
        pytest.param("nearly 80 %", "278/374", "no", id="nearly, too far off"),
        pytest.param("over 70 %", "278/374", "yes", id="over"),
        pytest.param("over 75 %", "278/374", "no", id="over more than it is"),
        pytest.param("three quarters", "278/374", "yes", id="a spoken fraction"),
        pytest.param("two thirds", "278/374", "no", id="another spoken fraction"),
        pytest.param("1 in 4", "46/187", "yes", id="one in so many"),
        pytest.param("1 in 4", "96/374", "yes", id="one in so many, from above"),
        pytest.param("1 in 5", "46/187", "no", id="another one in so many"),
        pytest.param("more than half", "278/374", "yes", id="more than half"),
        pytest.param("half", "278/374", "no", id="half"),
        pytest.param("20 %", "96/374", "no", id="in fives, but too far off"),
    ],
)
def test_shares(text, true, expected):
    """A share may be rounded to what it is said to, a little further if it is spoken or hedged."""
    assert agreement(said(text), share(true)) == expected


@pytest.mark.parametrize(
    ("text", "true", "expected"),
    [
        pytest.param("£1.7 billion", count(1_700_000_000, currency="GBP"), "yes", id="the sum itself"),
        pytest.param("£1.7bn", count(1_698_000_000, currency="GBP"), "yes", id="rounded, as sums are"),
        pytest.param("£1.6bn", count(1_700_000_000, currency="GBP"), "no", id="another digit"),
        pytest.param("£1.7 million", count(1_700_000_000, currency="GBP"), "no", id="another scale"),
        pytest.param("$1.7 billion", count(1_700_000_000, currency="GBP"), "no", id="another currency"),
        pytest.param("1.7 billion", count(1_700_000_000, currency="GBP"), "yes", id="no currency said"),
        pytest.param("£374", count(374), "no", id="money, where things are counted"),
        pytest.param("£14.70", count("14.70", currency="GBP"), "yes", id="pence"),
        pytest.param("£14.70", count("14.50", currency="GBP"), "no", id="other pence"),
        pytest.param("£15", count("14.70", currency="GBP"), "yes", id="pence rounded away"),
        pytest.param("over £1.5bn", count(1_700_000_000, currency="GBP"), "yes", id="over"),
        pytest.param("over £1.5bn", count(1_700_000_000, currency="USD"), "no", id="over, another currency"),
    ],
)
def test_money(text, true, expected):
    """Money must be of the same currency and scale, and may be rounded as it is said."""
    assert agreement(said(text), true) == expected


@pytest.mark.parametrize(
    ("text", "true", "expected"),
    [
        pytest.param("more than 300", count(300, way="over"), "yes", id="the bound as it is"),
        pytest.param("300", count(300, way="over"), "yes", id="the bound's number"),
        pytest.param("about 300", count(300, way="over"), "yes", id="about the bound"),
        pytest.param("at least 300", count(300, way="over"), "yes", id="another bound upwards"),
        pytest.param("fewer than 300", count(300, way="over"), "no", id="the bound turned round"),
        pytest.param("at most 300", count(300, way="over"), "no", id="the bound turned round, at most"),
        pytest.param("350", count(300, way="over"), "unclear", id="a number beyond it"),
        pytest.param("250", count(300, way="over"), "no", id="a number short of it"),
        pytest.param("over 250", count(300, way="over"), "yes", id="a looser bound"),
        pytest.param("over 400", count(300, way="over"), "unclear", id="a tighter bound"),
        pytest.param("over 10", count(300, way="over"), "unclear", id="a bound that says little"),
        pytest.param("under 400", count(300, way="over"), "unclear", id="under a number beyond it"),
        pytest.param("under 200", count(300, way="over"), "no", id="under a number short of it"),
        pytest.param("under 300", count(300, way="under"), "yes", id="a bound downwards as it is"),
        pytest.param("250", count(300, way="under"), "unclear", id="a number below it"),
        pytest.param("350", count(300, way="under"), "no", id="a number above a bound downwards"),
        pytest.param("over 300", count(300, way="under"), "no", id="a bound downwards turned round"),
        pytest.param("under 350", count(300, way="under"), "yes", id="a looser bound downwards"),
        pytest.param("at least 300", count(300, way="at least"), "yes", id="at least as it is"),
        pytest.param("up to 300", count(300, way="at most"), "yes", id="at most as it is"),
        pytest.param("over half", share("1/2", way="over"), "yes", id="a share as it is"),
        pytest.param("60 %", share("1/2", way="over"), "unclear", id="a share beyond it"),
        pytest.param("40 %", share("1/2", way="over"), "no", id="a share short of it"),
    ],
)
def test_bounds_of_the_true_number(text, true, expected):
    """Of a number known as a bound, the bound is said; what lies beyond it cannot be told."""
    assert agreement(said(text), true) == expected


@pytest.mark.parametrize(
    ("text", "true", "expected"),
    [
        pytest.param("about 2,700", count(2700, way="about"), "yes", id="as it is"),
        pytest.param("2,700", count(2700, way="about"), "yes", id="without about"),
        pytest.param("2,750", count(2700, way="about"), "unclear", id="near it"),
        pytest.param("2,900", count(2700, way="about"), "no", id="too far off"),
        pytest.param("nearly 300", count(300, way="below"), "yes", id="nearly as it is"),
        pytest.param("295", count(300, way="below"), "unclear", id="just below what is nearly reached"),
        pytest.param("200", count(300, way="below"), "no", id="far below what is nearly reached"),
        pytest.param("about 75 %", share("0.75", way="about"), "yes", id="a share as it is"),
        pytest.param("60 %", share("0.75", way="about"), "no", id="another share"),
    ],
)
def test_approximations_of_the_true_number(text, true, expected):
    """What is only known about cannot be told exactly."""
    assert agreement(said(text), true) == expected


@pytest.mark.parametrize(
    ("text", "true", "expected"),
    [
        pytest.param("350-400", count(374), "yes", id="a narrow range around it"),
        pytest.param("100-500", count(374), "unclear", id="a wide range around it"),
        pytest.param("400-500", count(374), "no", id="a range above it"),
        pytest.param("100-300", count(374), "no", id="a range below it"),
        pytest.param("374-500", count(374), "unclear", id="a range that begins with it"),
        pytest.param("70-80 %", share("278/374"), "yes", id="a range around a share"),
        pytest.param("75-80 %", share("278/374"), "no", id="a range above a share"),
        pytest.param("134 to 421", count(134, 421), "yes", id="the range itself"),
        pytest.param("135 to 421", count(134, 421), "unclear", id="another range that overlaps"),
        pytest.param("500 to 600", count(134, 421), "no", id="a range apart"),
        pytest.param("200", count(134, 421), "unclear", id="a number within"),
        pytest.param("500", count(134, 421), "no", id="a number above"),
        pytest.param("100", count(134, 421), "no", id="a number below"),
        pytest.param("at least 134", count(134, 421), "yes", id="the lower end as a bound"),
        pytest.param("up to 421", count(134, 421), "yes", id="the upper end as a bound"),
        pytest.param("over 500", count(134, 421), "no", id="over more than the upper end"),
        pytest.param("up to 100", count(134, 421), "no", id="at most less than the lower end"),
        pytest.param("over 200", count(134, 421), "unclear", id="a bound within"),
        pytest.param("under 300", count(134, 421), "unclear", id="a bound within, from above"),
        pytest.param("£134m to £421m", count(134_000_000, 421_000_000, currency="GBP"), "yes", id="money"),
        pytest.param("£134m to £421bn", count(134_000_000, 421_000_000, currency="GBP"), "unclear", id="another scale"),
        pytest.param("$134m to $421m", count(134_000_000, 421_000_000, currency="GBP"), "no", id="another currency"),
    ],
)
def test_ranges(text, true, expected):
    """A range is said of what lies within it, if it is not wide; what lies within a true one cannot be told."""
    assert agreement(said(text), true) == expected


@pytest.mark.parametrize(
    ("text", "true", "expected"),
    [
        pytest.param("374 a week", count(374, rate="a week"), "yes", id="the rate itself"),
        pytest.param("374 per week", count(374, rate="a week"), "yes", id="the rate in other words"),
        pytest.param("374 each week", count(374, rate="per week"), "yes", id="each"),
        pytest.param("£5/hr", count(5, currency="GBP", rate="an hour"), "yes", id="a short word for it"),
        pytest.param("374 a week", count(374, rate="a year"), "no", id="another rate"),
        pytest.param("374 a week", count(374), "unclear", id="a rate of what is none"),
        pytest.param("374", count(374, rate="a year"), "yes", id="the rate left out"),
        pytest.param("375", count(374, rate="a year"), "no", id="the rate left out, another number"),
        pytest.param("375 a week", count(374), "unclear", id="a rate of what is none, another number"),
        pytest.param("12 per 1,000", count(12, rate="per 1,000"), "yes", id="per so many"),
        pytest.param("12 per 100", count(12, rate="per 1,000"), "no", id="per another many"),
        pytest.param("12 per 1,000", count(12, rate="per 1,000 people"), "yes", id="per so many, people left out"),
    ],
)
def test_rates(text, true, expected):
    """A rate agrees with the same rate; whether a level is a rate cannot be told."""
    assert agreement(said(text), true) == expected


@pytest.mark.parametrize(
    ("text", "true", "expected"),
    [
        pytest.param("rose by 58", count(58, change="by", direction=1), "yes", id="the change itself"),
        pytest.param("rose by 60", count(58, change="by", direction=1), "no", id="another change"),
        pytest.param("rose by 58", count(58), "unclear", id="a change of what is none"),
        pytest.param("rose to 58", count(58), "unclear", id="to what a change led, of what is none"),
        pytest.param("58", count(58, change="to", direction=1), "yes", id="what a change led to, plainly"),
        pytest.param("58", count(58, change="by", direction=1), "unclear", id="by how much it changed, plainly"),
        pytest.param("rose to 58", count(58, change="by", direction=1), "unclear", id="to for by"),
        pytest.param("rose by 58", count(58, change="to", direction=1), "unclear", id="by for to"),
        pytest.param("fell by 58", count(58, change="by", direction=1), "no", id="the other direction"),
        pytest.param("rose by 5 %", share("0.05", change="by", direction=1), "yes", id="a share"),
        pytest.param("rose by 5 %", points("0.05", change="by", direction=1), "no", id="per cent for points"),
    ],
)
def test_changes(text, true, expected):
    """A change agrees with the same change; whether a level is one cannot be told."""
    assert agreement(said(text), true) == expected


@pytest.mark.parametrize(
    ("text", "true", "expected"),
    [
        pytest.param("23 percentage points", points("0.23"), "yes", id="points"),
        pytest.param("23 percentage points", points("0.24"), "no", id="other points"),
        pytest.param("23 %", points("0.23"), "no", id="a share for points"),
        pytest.param("23 percentage points", share("0.23"), "no", id="points for a share"),
        pytest.param("74", share("0.74"), "no", id="a count for a share"),
        pytest.param("74 %", count(74), "no", id="a share for a count"),
        pytest.param("twice as many", Quantity(value=Fraction(2), kind="times"), "yes", id="a multiple"),
        pytest.param("twice as many", count(2), "no", id="a multiple for a count"),
        pytest.param("in 2016", Quantity(value=Fraction(2016), kind="year"), "yes", id="a year"),
        pytest.param("in 2017", Quantity(value=Fraction(2016), kind="year"), "no", id="another year"),
        pytest.param("2,016", Quantity(value=Fraction(2016), kind="year"), "no", id="a count for a year"),
    ],
)
def test_kinds(text, true, expected):
    """Another kind of number never agrees."""
    assert agreement(said(text), true) == expected


@pytest.mark.parametrize(
    ("text", "true", "expected"),
    [
        pytest.param("374 + 100", count(374), "unclear", id="arithmetic that begins with it"),
        pytest.param("374 + 100", count(474), "unclear", id="arithmetic that ends in it"),
        pytest.param("374.000", count(374), "unclear", id="a point that may be either"),
        pytest.param("374.000", count(374_000), "unclear", id="the other way of reading"),
        pytest.param("1 374", count(1374), "unclear", id="a blank that may be either"),
        pytest.param("-5 %", share("0.05"), "unclear", id="below nought"),
        pytest.param("1.5m", share("0.5"), "no", id="not sure, but of another kind"),
    ],
)
def test_what_is_not_sure_cannot_be_told(text, true, expected):
    """A number that was not read for sure neither agrees nor differs."""
    assert agreement(said(text), true) == expected


@pytest.mark.parametrize(
    ("text", "true", "expected"),
    [
        pytest.param("374", count(374), "yes", id="the number"),
        pytest.param("375", count(374), "no", id="another"),
        pytest.param("about 370", count(374), "yes", id="rounded, and said so"),
        pytest.param("370", count(374), "no", id="rounded, and not said so"),
        pytest.param("about 300", count(374), "no", id="about, too far off"),
        pytest.param("over 370", count(374), "yes", id="over"),
        pytest.param("over 374", count(374), "no", id="over itself"),
        pytest.param("at least 374", count(374), "yes", id="at least itself"),
        pytest.param("74.3 %", share("278/374"), "yes", id="a share to its digits"),
        pytest.param("74 %", share("278/374"), "yes", id="a share to fewer digits"),
        pytest.param("about 74 %", share("278/374"), "yes", id="a share to fewer digits, and said so"),
        pytest.param("75 %", share("278/374"), "no", id="a share to fives"),
        pytest.param("38 %", share("3/8"), "yes", id="half a percent, rounded up"),
        pytest.param("37 %", share("3/8"), "no", id="half a percent, rounded down"),
        pytest.param("about 75 %", share("278/374"), "yes", id="a share to fives, and said so"),
        pytest.param("three quarters", share("278/374"), "no", id="a spoken share that is not exact"),
        pytest.param("roughly three quarters", share("278/374"), "yes", id="a spoken share, and said so"),
        pytest.param("three quarters", share("3/4"), "yes", id="a spoken share that is exact"),
        pytest.param("more than 300", count(300, way="over"), "yes", id="a bound as it is"),
        pytest.param("300", count(300, way="over"), "no", id="a bound left out"),
        pytest.param("at least 300", count(300, way="over"), "no", id="another bound"),
        pytest.param("about 300", count(300, way="over"), "no", id="about for a bound"),
        pytest.param("about 2,700", count(2700, way="about"), "yes", id="about as it is"),
        pytest.param("2,700", count(2700, way="about"), "no", id="about left out"),
        pytest.param("134 to 421", count(134, 421), "yes", id="a range"),
        pytest.param("134", count(134, 421), "no", id="one end of a range"),
        pytest.param("134 to 422", count(134, 421), "no", id="another range"),
        pytest.param("350 to 400", count(374), "no", id="a range for a number"),
        pytest.param("£1.7 billion", count(1_700_000_000, currency="GBP"), "yes", id="money"),
        pytest.param("£1.7 billion", count(1_698_000_000, currency="GBP"), "no", id="money rounded, and not said so"),
        pytest.param("$1.7 billion", count(1_700_000_000, currency="GBP"), "no", id="another currency"),
        pytest.param("74", share("0.74"), "no", id="another kind"),
        pytest.param("2,000", Quantity(value=Fraction(2000), kind="year"), "yes", id="a count that is read as a year"),
        pytest.param("£5 a week", count(5, currency="GBP", rate="a year"), "no", id="another rate"),
        pytest.param("rose by 58", count(58, change="by", direction=-1), "no", id="the other direction"),
        pytest.param("374 + 100", count(374), "no", id="arithmetic that begins with it"),
    ],
)
def test_what_is_published_is_held_strictly(text, true, expected):
    """Of a published sentence no rounding that is not said, no bound left out, no other unit."""
    assert agreement(said(text), true, strict=True) == expected


@pytest.mark.parametrize(
    ("number", "true", "expected"),
    [
        pytest.param(280, 278, True, id="to tens"),
        pytest.param(300, 278, True, id="to hundreds"),
        pytest.param(275, 278, False, id="no rounding"),
        pytest.param(320, 278, False, id="to tens, too far off"),
        pytest.param(150, 148, True, id="to fifties"),
        pytest.param(278, 278, True, id="the number itself"),
        pytest.param(0, 278, False, id="nought"),
    ],
)
def test_is_rounding_of(number, true, expected):
    """A number is rounded to its last digit before the noughts, or to fives of it."""
    assert is_rounding_of(Fraction(number), Fraction(true), Fraction(1, 10)) is expected


KINDS = st.sampled_from(["count", "share", "points", "times", "year"])
WAYS = st.sampled_from(["exact", "about", "below", "under", "over", "at least", "at most"])
VALUES = st.fractions(min_value=0, max_value=10**7, max_denominator=1000)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    value = draw(VALUES)
    return Quantity(
        value=value,
        kind=draw(KINDS),
        high=draw(st.none() | VALUES.map(lambda more: value + more + 1)),
        currency=draw(st.sampled_from(["", "GBP", "USD"])),
        rate=draw(st.sampled_from(["", "a week", "a year"])),
        way=draw(WAYS),
        sure=draw(st.booleans()),
        decimals=draw(st.integers(0, 3)),
        spoken=draw(st.booleans()),
    )


@given(quantities(), quantities(), st.booleans())
def test_any_two_numbers_can_be_compared(one, other, strict):
    """It never raises; another kind or currency never agrees."""
    verdict = agreement(one, other, strict=strict)
    assert verdict in ("yes", "no", "unclear")
    if one.currency and other.currency and one.currency != other.currency:
        assert verdict == "no"
    if one.kind != other.kind and {one.kind, other.kind} != {"count", "year"}:
        assert verdict == "no"


@given(quantities(), st.booleans())
def test_a_number_agrees_with_itself(one, strict):
    """Whatever is read for sure may be said of itself, as it is put."""
    if one.sure and (one.way == "exact" or one.high is None) and one.value > 0:
        assert agreement(one, one, strict=strict) == "yes"
