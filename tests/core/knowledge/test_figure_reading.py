"""Figures as somebody writes them into a knowledge file."""

from __future__ import annotations

import contextlib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge.figure_reading import POINTS, FigureError, mapped, written
from bot.core.knowledge.model import Figure
from bot.core.language.quantity import Kind, Quantity


def of_kind(kind: Kind, value: object, high: object, more: dict[str, object]) -> Quantity:
    return Quantity(value=Fraction(value), kind=kind, high=None if high is None else Fraction(high), **more)


def count(value: object, high: object = None, **more: object) -> Quantity:
    return of_kind("count", value, high, more)


def share(value: object, high: object = None, **more: object) -> Quantity:
    return of_kind("share", value, high, more)


def pounds(value: object, high: object = None, **more: object) -> Quantity:
    return count(value, high, currency="GBP", **more)


def year(value: object, high: object = None) -> Quantity:
    return of_kind("year", value, high, {})


@pytest.mark.parametrize(
    ("text", "quantity", "unit"),
    [
        pytest.param("374 cases", count(374), "cases", id="count"),
        pytest.param("1,374 cases", count(1374), "cases", id="count with a comma"),
        pytest.param("thirty-one people", count(31), "people", id="count in words"),
        pytest.param("1.5 million lamps", count(1_500_000, decimals=1), "lamps", id="count with a scale"),
        pytest.param("half a million people", count(500_000), "people", id="count as a mixture"),
        pytest.param("12 weeks", count(12), "weeks", id="time"),
        pytest.param("2,700 full-time equivalents", count(2700), "full-time equivalents", id="unit of two words"),
        pytest.param("374 Cases of NHS England", count(374), "Cases of NHS England", id="unit in its own letters"),
        pytest.param(
            "about 2,700 full-time equivalents", count(2700, way="about"), "full-time equivalents", id="about"
        ),
        pytest.param("more than 300 services", count(300, way="over"), "services", id="more than"),
        pytest.param("at least 300 services", count(300, way="at least"), "services", id="at least"),
        pytest.param("up to 300 services", count(300, way="at most"), "services", id="up to"),
        pytest.param("nearly 300 services", count(300, way="below"), "services", id="nearly"),
        pytest.param("fewer than 300 services", count(300, way="under"), "services", id="fewer than"),
        pytest.param("350 to 400 cases", count(350, 400), "cases", id="range"),
        pytest.param("350–400 cases", count(350, 400), "cases", id="range with a dash"),
        pytest.param("5 to 10 people", count(5, 10), "people", id="range like a time of day"),
        pytest.param("between 350 and 400 cases", count(350, 400), "cases", id="range with between"),
        pytest.param("58 complaints a day", count(58, rate="a day"), "complaints a day", id="rate"),
        pytest.param("74.3 %", share("0.743", decimals=1), "%", id="share"),
        pytest.param("43 percent", share("0.43"), "%", id="share in a word"),
        pytest.param("at least 65 %", share("0.65", way="at least"), "%", id="share as a bound"),
        pytest.param("70 to 80 %", share("0.7", "0.8"), "%", id="range of shares"),
        pytest.param("three quarters", share("3/4", spoken=True), "%", id="share as a fraction"),
        pytest.param("more than 1 in 4", share("1/4", spoken=True, way="over"), "%", id="share of so many"),
        pytest.param("23 percentage points", of_kind("points", "0.23", None, {}), POINTS, id="points"),
        pytest.param("twice as many", of_kind("times", 2, None, {}), "times", id="multiple"),
        pytest.param("£1.7 billion", pounds(1_700_000_000, decimals=1), "£", id="money"),
        pytest.param(
            "£1.7 billion a year", pounds(1_700_000_000, decimals=1, rate="a year"), "£ a year", id="money a year"
        ),
        pytest.param("£14.70 an hour", pounds("14.70", decimals=2, rate="an hour"), "£ an hour", id="money an hour"),
        pytest.param("£5 per head", pounds(5, rate="a head"), "£ a head", id="money per head"),
        pytest.param("£134 million to £421 million", pounds(134_000_000, 421_000_000), "£", id="range of money"),
        pytest.param("nearly $11M", count(11_000_000, currency="USD", way="below"), "$", id="money in short"),
        pytest.param("12 million pounds", pounds(12_000_000), "£", id="money in words"),
        pytest.param("CHF 1'250", count(1250, currency="CHF"), "CHF", id="money by its code"),
        pytest.param("2003", year(2003), "year", id="year"),
        pytest.param("2016/17", year(2016, 2017), "year", id="financial year"),
        pytest.param("up by 58 cases", count(58, change="by", direction=1), "cases", id="change"),
    ],
)
def test_written(text, quantity, unit):
    """A figure is kept as it was written, with its number and unit."""
    assert written(text) == Figure(text, quantity, unit)


@pytest.mark.parametrize(
    ("text", "quantity", "unit", "whole"),
    [
        pytest.param("278 of 374 cases", count(278), "cases", count(374), id="of"),
        pytest.param("278 of the 374 cases", count(278), "cases", count(374), id="of the"),
        pytest.param("278 out of 374 cases", count(278), "cases", count(374), id="out of"),
        pytest.param("278 of a total of 374 cases", count(278), "cases", count(374), id="of a total of"),
        pytest.param(
            "more than 300 of over 650 services", count(300, way="over"), "services", count(650, way="over"),
            id="bounds",
        ),
        pytest.param(
            "£5 million of £12 million", pounds(5_000_000), "£", pounds(12_000_000), id="money"
        ),
    ],
)  # fmt: skip
def test_a_part_and_its_whole(text, quantity, unit, whole):
    """Two numbers make one figure where the second is the whole of the first."""
    assert written(text) == Figure(text, quantity, unit, of=whole)


@pytest.mark.parametrize(
    ("text", "base"),
    [
        pytest.param("74.3 % of cases", "cases", id="of"),
        pytest.param("74.3 % of the cases reviewed", "cases reviewed", id="of the"),
        pytest.param("82% of UK adults", "UK adults", id="in its own letters"),
        pytest.param("three quarters of lamps", "lamps", id="a fraction"),
        pytest.param("74.3 %", "", id="none"),
    ],
)
def test_what_a_share_is_a_share_of(text, base):
    """A share may say what it is a share of."""
    assert (written(text).unit, written(text).base) == ("%", base)


def test_a_share_of_so_many_says_what_of():
    """ "One in nine women" is a share of women."""
    assert written("one in nine women").base == "women"


@pytest.mark.parametrize(
    ("text", "quantity", "unit", "before", "dates"),
    [
        pytest.param(
            "from 4.1 % in 2015 to 5.2 % in 2016", share("0.052", decimals=1, change="to", direction=1), "%",
            share("0.041", decimals=1), ("2015", "2016"), id="dated shares",
        ),
        pytest.param(
            "from 5.2 % to 4.1 %", share("0.041", decimals=1, change="to", direction=-1), "%",
            share("0.052", decimals=1), (), id="a fall",
        ),
        pytest.param(
            "from 46 to 58 complaints", count(58, change="to", direction=1), "complaints", count(46), (), id="counts"
        ),
        pytest.param(
            "rose from 46 to 58 complaints", count(58, change="to", direction=1), "complaints", count(46), (),
            id="with a verb",
        ),
        pytest.param(
            "from 46 complaints in 2015 to 58 in 2016", count(58, change="to", direction=1), "complaints", count(46),
            ("2015", "2016"), id="the unit with the first",
        ),
        pytest.param(
            "from £5 million in May 2015 to £7 million in May 2016", pounds(7_000_000, change="to", direction=1), "£",
            pounds(5_000_000), ("may 2015", "may 2016"), id="dated money",
        ),
    ],
)  # fmt: skip
def test_a_change_from_one_number_to_another(text, quantity, unit, before, dates):
    """The later number is the figure; the earlier one and the dates are kept."""
    assert written(text) == Figure(text, quantity, unit, before=before, dates=dates)


@pytest.mark.parametrize(
    ("text", "shown", "value"),
    [
        pytest.param("2003 (year)", "2003", 2003, id="a year"),
        pytest.param("1850 (year)", "1850", 1850, id="a year long ago"),
    ],
)
def test_a_year_is_shown_without_its_mark(text, shown, value):
    assert written(text) == Figure(shown, year(value), "year")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        pytest.param("hundreds of children", "children", id="hundreds"),
        pytest.param("tens of thousands of lamps", "lamps", id="tens of thousands"),
        pytest.param("a few lamps", "lamps", id="a few"),
        pytest.param("most of the cases", "cases", id="most of the"),
    ],
)
def test_a_figure_in_words_alone(text, unit):
    """What has no number is kept in its words."""
    assert written(text) == Figure(text, None, unit)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("374", "does not say what is counted", id="no unit"),
        pytest.param("about 374", "does not say what is counted", id="no unit, about"),
        pytest.param("278.000 cases", "more than one way", id="a point that may be either"),
        pytest.param("1.5m cases", "more than one way", id="a letter that may be metres"),
        pytest.param("374 + 100 cases", "more than one way", id="arithmetic"),
        pytest.param("-5 %", "more than one way", id="below nought"),
        pytest.param("374 cases and 96 lamps", "a part and its whole", id="two figures"),
        pytest.param("£1.7 billion in 2016", "a part and its whole", id="a figure and a year"),
        pytest.param("374, 96 and 38 cases", "a part and its whole", id="three numbers"),
        pytest.param("page 46", "no quantity can be read", id="a page"),
        pytest.param("0800 1111", "no quantity can be read", id="a telephone number"),
        pytest.param("500 of 374 cases", "is no part of", id="a part above its whole"),
        pytest.param("from 5 cases to 4 %", "are different units", id="a change between units"),
        pytest.param("from £5 to $6", "are different units", id="a change between currencies"),
        pytest.param("from many to 5 %", "no number can be read", id="a change from words"),
        pytest.param("from 46 to 58", "does not say what is counted", id="a change without a unit"),
    ],
)
def test_what_cannot_be_read(text, message):
    """A figure that is not one number with its unit is refused, with what to write."""
    with pytest.raises(FigureError, match=message) as raised:
        written(text)
    assert raised.value.remedy


@given(st.text(max_size=80))
def test_any_text_is_a_figure_or_an_error(text):
    """Nothing but FigureError is raised."""
    with contextlib.suppress(FigureError):
        assert written("x" + text).text


@pytest.mark.parametrize(
    ("value", "unit", "quantity", "expected"),
    [
        pytest.param(374, "cases", count(374), "cases", id="count"),
        pytest.param(2.5, "hours", count("2.5"), "hours", id="decimals"),
        pytest.param(1.5, "million lamps", count(1_500_000), "lamps", id="scale"),
        pytest.param(2, "hundred thousand lamps", count(200_000), "lamps", id="two scales"),
        pytest.param(430, "million pounds", pounds(430_000_000), "£", id="money"),
        pytest.param(1.7, "billion pounds", pounds(1_700_000_000), "£", id="money with decimals"),
        pytest.param(1.7, "billion dollars", count(1_700_000_000, currency="USD"), "$", id="dollars"),
        pytest.param(14.70, "pounds an hour", pounds("14.7", rate="an hour"), "£ an hour", id="pay"),
        pytest.param(5, "£", pounds(5), "£", id="a sign"),
        pytest.param(83, "%", share("0.83"), "%", id="share"),
        pytest.param(74.3, "percent", share("0.743"), "%", id="share in a word"),
        pytest.param(74.3, "per cent", share("0.743"), "%", id="share in two words"),
        pytest.param(23, "percentage points", of_kind("points", "0.23", None, {}), POINTS, id="points"),
        pytest.param(23, "per cent points", of_kind("points", "0.23", None, {}), POINTS, id="points in other words"),
        pytest.param(2, "times", of_kind("times", 2, None, {}), "times", id="multiple"),
        pytest.param(5, "years", count(5), "years", id="years are counted"),
        pytest.param(3, "pound coins", count(3), "pound coins", id="a noun that begins like money"),
        pytest.param(374, "Cases", count(374), "Cases", id="capitals"),
    ],
)
def test_mapped(value, unit, quantity, expected):
    """A value and a unit are a quantity, with its scale, currency and kind."""
    figure = mapped(value, unit)
    assert (figure.quantity, figure.unit) == (quantity, expected)


def test_a_mapped_share_may_say_what_of():
    figure = mapped(4, "% of children")
    assert (figure.quantity, figure.unit, figure.base) == (share("0.04"), "%", "children")


def test_a_mapped_year_is_shown_as_one():
    """No comma, no unit."""
    assert mapped(2000, "year") == Figure("2000", year(2000), "year")


@given(st.floats(min_value=0, max_value=10**9, allow_nan=False), st.text(max_size=40))
def test_any_value_and_unit_can_be_mapped(value, unit):
    """It never raises but FigureError."""
    assert mapped(value, unit).quantity is not None
