"""Figures: how numbers are written, calculated, and found again in sentences."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge.arithmetic import (
    calculated,
    counted,
    money_text,
    number_text,
    parse_calculation,
    percent_text,
    quantity_text,
    unsupported,
    worded,
)
from bot.core.knowledge.figure_reading import POINTS, FigureError
from bot.core.knowledge.model import Figure
from bot.core.language.hedges import Way
from bot.core.language.quantity import Kind, Quantity


def quantity(value: object, kind: Kind = "count", *, way: Way = "exact", **more: object) -> Quantity:
    return Quantity(value=Fraction(value), kind=kind, way=way, **more)


def money(value: object, currency: str = "GBP", **more: object) -> Figure:
    sign = {"GBP": "£", "EUR": "€", "CHF": "CHF"}[currency]
    return Figure(f"{sign}{value}", quantity(value, currency=currency, **more), sign)


def lamps(value: object, *, way: Way = "exact") -> Figure:
    return Figure(f"{value} lamps", quantity(value, way=way), "lamps")


def percent(value: object) -> Figure:
    return Figure(f"{value} %", quantity(Fraction(value) / 100, "share"), "%")


LAMPS = lamps(240)
BROKEN = lamps(90)
NONE = lamps(0)
POUNDS = money(1250)
DOZENS = Figure("dozens of lamps", None, "lamps")
SEVERAL = Figure("5 to 10 lamps", quantity(5, high=Fraction(10)), "lamps")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(Fraction(0), "0", id="nought"),
        pytest.param(Fraction(240), "240", id="small"),
        pytest.param(Fraction(1250), "1,250", id="thousands"),
        pytest.param(Fraction(1_250_000), "1,250,000", id="millions"),
        pytest.param(Fraction(-150), "-150", id="below nought"),
        pytest.param(Fraction(7, 2), "3.5", id="one decimal"),
        pytest.param(Fraction(1, 3), "0.33", id="two decimals at most"),
        pytest.param(Fraction(1, 8), "0.13", id="half rounded up"),
        pytest.param(Fraction(300_001, 1000), "300", id="rounded to a whole number"),
        pytest.param(Fraction(5001, 4), "1,250.25", id="thousands and decimals"),
    ],
)
def test_number_text(value, text):
    """Readers see commas between thousands and two decimals at most."""
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        pytest.param(Fraction(0), "0 %", id="nothing"),
        pytest.param(Fraction(1), "100 %", id="all"),
        pytest.param(Fraction(1, 4), "25 %", id="whole percent"),
        pytest.param(Fraction(3, 8), "37.5 %", id="one decimal"),
        pytest.param(Fraction(1, 3), "33.3 %", id="rounded down"),
        pytest.param(Fraction(2, 3), "66.7 %", id="rounded up"),
        pytest.param(Fraction(1, 2000), "0.1 %", id="half rounded up"),
        pytest.param(Fraction(5, 2), "250 %", id="more than all"),
    ],
)
def test_percent_text(share, text):
    """A percentage has one decimal at most."""
    assert percent_text(share) == text


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        pytest.param(counted(BROKEN, LAMPS, "lamps-tested"), "90 of 240 lamps (37.5 %)", id="part of a whole"),
        pytest.param(counted(NONE, NONE, "lamps-tested"), "0 of 0 lamps", id="part of nothing"),
        pytest.param(
            counted(lamps(300, way="over"), lamps(650, way="over"), "lamps-tested"),
            "more than 300 of more than 650 lamps",
            id="part and whole as bounds, without a share",
        ),
        pytest.param(counted(money(250), POUNDS, "cost"), "£250 of £1250 (20 %)", id="part of a sum of money"),
        pytest.param(worded("dozens", "lamps"), "dozens of lamps", id="in words, many"),
        pytest.param(worded("a few", "lamps"), "a few lamps", id="in words"),
        pytest.param(worded("thirty-one", "lamps"), "thirty-one lamps", id="a number in words"),
    ],
)
def test_the_text_of_a_figure_from_the_source(figure, text):
    """A figure is said with its unit, a part with its whole and its share."""
    assert figure.text == text


def test_a_part_remembers_its_whole():
    """The whole of a part is kept with the entry that it comes from."""
    figure = counted(BROKEN, LAMPS, "lamps-tested")
    assert (figure.value, figure.unit, figure.whole, figure.whole_id) == (90, "lamps", 240, "lamps-tested")
    assert figure.share == quantity("3/8", "share")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("thirty-one", quantity(31), id="a plain number"),
        pytest.param("31", quantity(31), id="digits"),
        pytest.param("hundreds", None, id="hundreds"),
        pytest.param("one in nine", None, id="a share"),
        pytest.param("a few", None, id="no number"),
        pytest.param("about thirty", None, id="more than the number"),
    ],
)
def test_the_number_of_a_figure_in_words(words, expected):
    """Words that are one plain number are read as that, and no others."""
    assert worded(words, "lamps").quantity == expected


@pytest.mark.parametrize(
    ("value", "currency", "text"),
    [
        pytest.param(1_700_000_000, "GBP", "£1.7 billion", id="billions"),
        pytest.param(134_000_000, "GBP", "£134 million", id="millions"),
        pytest.param(1_250_000, "EUR", "€1.25 million", id="decimals of a million"),
        pytest.param(3 * 10**12, "USD", "$3 trillion", id="trillions"),
        pytest.param(1_234_500, "GBP", "£1,234,500", id="too many decimals for a million"),
        pytest.param(64_500, "GBP", "£64,500", id="thousands"),
        pytest.param("14.7", "GBP", "£14.70", id="pence, always two"),
        pytest.param("0.5", "GBP", "£0.50", id="pence alone"),
        pytest.param(5, "GBP", "£5", id="no pence"),
        pytest.param(1250, "CHF", "CHF 1,250", id="a currency without a sign"),
        pytest.param(-150, "GBP", "-£150", id="below nought"),
    ],
)
def test_money_text(value, currency, text):
    """Money is shown with its sign and its magnitude, and never rounded."""
    assert money_text(quantity(value, currency=currency)) == text


@pytest.mark.parametrize(
    ("shown", "unit", "text"),
    [
        pytest.param(quantity(374), "cases", "374 cases", id="count"),
        pytest.param(quantity(300, way="over"), "cases", "more than 300 cases", id="over"),
        pytest.param(quantity(300, way="at least"), "cases", "at least 300 cases", id="at least"),
        pytest.param(quantity(300, way="below"), "cases", "nearly 300 cases", id="nearly"),
        pytest.param(quantity("0.743", "share"), "%", "74.3 %", id="share"),
        pytest.param(quantity("0.5", "share", way="over"), "%", "more than 50 %", id="share as a bound"),
        pytest.param(quantity("0.23", "points"), POINTS, "23 percentage points", id="points"),
        pytest.param(quantity(2, "times"), "times", "2 times", id="multiple"),
        pytest.param(quantity(2003, "year"), "year", "2003", id="year"),
        pytest.param(
            quantity(1_700_000_000, currency="GBP", way="over", rate="a year"),
            "£ a year",
            "more than £1.7 billion a year",
            id="money with a bound and a rate",
        ),
        pytest.param(quantity("14.7", currency="GBP", rate="an hour"), "£ an hour", "£14.70 an hour", id="pay"),
        pytest.param(quantity(350, high=Fraction(400)), "cases", "350 to 400 cases", id="range"),
    ],
)
def test_quantity_text(shown, unit, text):
    """A quantity is shown with its bound, its currency and its unit."""
    assert quantity_text(shown, unit) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a / b", ("a", "/", "b"), id="division"),
        pytest.param("a + b", ("a", "+", "b"), id="sum"),
        pytest.param("a - b", ("a", "-", "b"), id="difference"),
        pytest.param("  lamps-2 -  lamps-1 ", ("lamps-2", "-", "lamps-1"), id="ids with hyphens, more spaces"),
        pytest.param("a/b", None, id="no spaces"),
        pytest.param("a-b", None, id="one id"),
        pytest.param("a * b", None, id="another sign"),
        pytest.param("a + b + c", None, id="three operands"),
        pytest.param("", None, id="nothing"),
        pytest.param("A / B", None, id="capitals"),
    ],
)
def test_parse_calculation(text, expected):
    """A calculation is two ids with a sign and spaces between them."""
    assert parse_calculation(text) == expected


@given(st.text(max_size=60))
def test_parse_calculation_never_raises(text):
    """Any text is a calculation or None."""
    assert parse_calculation(text) is None or isinstance(parse_calculation(text), tuple)


@pytest.mark.parametrize(
    ("operator", "left", "right", "percent", "unit", "text", "value", "working"),
    [
        pytest.param(
            "/", BROKEN, LAMPS, True, None,
            "37.5 % (90 of 240 lamps)", Fraction(3, 8), "90 of 240 = 37.5 %", id="share as percentage",
        ),
        pytest.param("/", LAMPS, BROKEN, False, None, "2.67 times", Fraction(8, 3), "240 / 90 = 2.67", id="ratio"),
        pytest.param(
            "/", LAMPS, BROKEN, False, "lamps a broken one",
            "2.67 lamps a broken one", Fraction(8, 3), "240 / 90 = 2.67", id="ratio with a unit",
        ),
        pytest.param("+", LAMPS, BROKEN, False, None, "330 lamps", Fraction(330), "240 + 90 = 330", id="sum"),
        pytest.param("-", LAMPS, BROKEN, False, None, "150 lamps", Fraction(150), "240 - 90 = 150", id="difference"),
        pytest.param(
            "-", LAMPS, BROKEN, False, "sound lamps",
            "150 sound lamps", Fraction(150), "240 - 90 = 150", id="difference with a unit",
        ),
        pytest.param("/", NONE, LAMPS, True, None, "0 % (0 of 240 lamps)", Fraction(0), "0 of 240 = 0 %", id="no part"),
        pytest.param(
            "/", LAMPS, LAMPS, True, None, "100 % (240 of 240 lamps)", Fraction(1), "240 of 240 = 100 %", id="all"
        ),
    ],
)  # fmt: skip
def test_calculated(operator, left, right, percent, unit, text, value, working):
    """A calculated figure is exact, and shows its working."""
    figure = calculated(("one", operator, "two"), left, right, percent=percent, unit=unit)
    assert (figure.text, figure.value, figure.working) == (text, value, working)
    assert figure.operands == ("one", "two")


@pytest.mark.parametrize(
    ("operator", "percent", "expected"),
    [
        pytest.param("/", True, "of", id="a share"),
        pytest.param("/", False, "/", id="a ratio"),
        pytest.param("+", False, "+", id="a sum"),
        pytest.param("-", False, "-", id="a difference"),
    ],
)
def test_a_calculated_figure_knows_its_operator(operator, percent, expected):
    assert calculated(("one", operator, "two"), BROKEN, LAMPS, percent=percent, unit=None).operator == expected


def test_a_figure_that_was_not_calculated_has_no_operator():
    assert LAMPS.operator == ""


OK_SHARE = calculated(("ok", "/", "all"), lamps(278), lamps(374), percent=True, unit=None)
BAD_SHARE = calculated(("bad", "/", "all"), lamps(96), lamps(374), percent=True, unit=None)


@pytest.mark.parametrize(
    ("operator", "left", "right", "text", "working"),
    [
        pytest.param(
            "-", OK_SHARE, BAD_SHARE, "48.7 percentage points", "74.3 % - 25.7 % = 48.7 percentage points",
            id="two that were calculated",
        ),
        pytest.param(
            "-", percent(74), percent(25),
            "49 percentage points", "74 % - 25 % = 49 percentage points", id="two that stand in the source",
        ),
        pytest.param(
            "-", OK_SHARE, percent(25),
            "49.3 percentage points", "74.3 % - 25 % = 49.3 percentage points", id="one of each",
        ),
        pytest.param(
            "+", percent(74), percent(25),
            "99 percentage points", "74 % + 25 % = 99 percentage points", id="a sum",
        ),
    ],
)  # fmt: skip
def test_percentages_differ_by_percentage_points(operator, left, right, text, working):
    """The value is the points, a hundredth each."""
    figure = calculated(("one", operator, "two"), left, right, percent=False, unit=None)
    assert (figure.text, figure.working, figure.unit) == (text, working, "percentage points")
    assert figure.quantity is not None
    assert figure.quantity.kind == "points"
    assert round(float(figure.quantity.value * 100), 1) == float(text.split()[0])


@pytest.mark.parametrize(
    ("operator", "left", "right", "percent", "text", "working"),
    [
        pytest.param("+", POUNDS, money(250), False, "£1,500", "£1,250 + £250 = £1,500", id="sum"),
        pytest.param("-", POUNDS, money(250), False, "£1,000", "£1,250 - £250 = £1,000", id="difference"),
        pytest.param("-", POUNDS, money("14.70"), False, "£1,235.30", "£1,250 - £14.70 = £1,235.30", id="pence"),
        pytest.param(
            "+", money(1_700_000_000), money(300_000_000), False,
            "£2 billion", "£1.7 billion + £300 million = £2 billion", id="magnitudes",
        ),
        pytest.param("/", money(250), POUNDS, True, "20 % (£250 of £1,250)", "£250 of £1,250 = 20 %", id="share"),
        pytest.param("/", POUNDS, money(250), False, "5 times", "£1,250 / £250 = 5", id="ratio"),
    ],
)  # fmt: skip
def test_money_is_calculated_exactly(operator, left, right, percent, text, working):
    """Sums and differences of money are money, shares and ratios are not."""
    figure = calculated(("one", operator, "two"), left, right, percent=percent, unit=None)
    assert (figure.text, figure.working) == (text, working)
    assert figure.quantity is not None
    assert figure.quantity.currency == ("GBP" if operator in "+-" else "")


def test_years_differ_by_years():
    """The difference of two years is a number of years, and no year."""
    opened, closed = (Figure(str(at), quantity(at, "year"), "year") for at in (2003, 2016))
    figure = calculated(("closed", "-", "opened"), closed, opened, percent=False, unit=None)
    assert (figure.text, figure.working) == ("13 years", "2016 - 2003 = 13")


@pytest.mark.parametrize(
    ("left", "operator", "right", "percent", "text"),
    [
        pytest.param(lamps(300, way="over"), "-", lamps(100), False, "more than 200 lamps", id="over, less"),
        pytest.param(lamps(300, way="over"), "+", lamps(100), False, "more than 400 lamps", id="over, more"),
        pytest.param(lamps(300), "-", lamps(100, way="over"), False, "less than 200 lamps", id="less what is over"),
        pytest.param(lamps(300), "-", lamps(100, way="under"), False, "more than 200 lamps", id="less what is under"),
        pytest.param(lamps(300, way="at least"), "+", lamps(100), False, "at least 400 lamps", id="at least"),
        pytest.param(lamps(300, way="at least"), "+", lamps(100, way="over"), False, "more than 400 lamps", id="both"),
        pytest.param(lamps(300, way="at most"), "-", lamps(100), False, "at most 200 lamps", id="at most"),
        pytest.param(lamps(300), "-", lamps(100, way="at least"), False, "at most 200 lamps", id="less at least"),
        pytest.param(lamps(300, way="under"), "+", lamps(100), False, "less than 400 lamps", id="under"),
        pytest.param(lamps(300, way="about"), "+", lamps(100), False, "about 400 lamps", id="about"),
        pytest.param(lamps(90, way="over"), "/", LAMPS, True, "more than 37.5 % (90 of 240 lamps)", id="a share"),
        pytest.param(BROKEN, "/", lamps(240, way="over"), True, "less than 37.5 % (90 of 240 lamps)", id="a whole"),
    ],
)
def test_bounds_are_carried_through(left, operator, right, percent, text):
    """What is calculated from a bound is a bound, on the side on which it holds."""
    assert calculated(("one", operator, "two"), left, right, percent=percent, unit=None).text == text


@pytest.mark.parametrize(
    ("operator", "left", "right", "percent", "message"),
    [
        pytest.param("+", LAMPS, POUNDS, False, "lamps and £ are different units", id="units that clash"),
        pytest.param("/", POUNDS, LAMPS, False, "£ and lamps are different units", id="ratio of other units"),
        pytest.param("/", LAMPS, NONE, False, "nothing can be divided by 0", id="division by zero"),
        pytest.param("/", LAMPS, NONE, True, "nothing can be divided by 0", id="share of zero"),
        pytest.param("/", LAMPS, BROKEN, True, "240 is no part of 90", id="share above 1"),
        pytest.param("+", DOZENS, LAMPS, False, "only known in words", id="words on the left"),
        pytest.param("/", LAMPS, DOZENS, True, "only known in words", id="words on the right"),
        pytest.param("-", LAMPS, BROKEN, True, "only a division gives a percentage", id="difference in percent"),
        pytest.param("-", SEVERAL, LAMPS, False, "a range cannot be calculated with", id="a range on the left"),
        pytest.param("-", LAMPS, SEVERAL, False, "a range cannot be calculated with", id="a range on the right"),
        pytest.param("-", POUNDS, money(5, "EUR"), False, "£ and € are different units", id="currencies"),
        pytest.param("-", LAMPS, percent(5), False, "lamps and % are different units", id="a count and a share"),
    ],
)
def test_what_cannot_be_calculated(operator, left, right, percent, message):
    """What makes no sense is refused with the reason."""
    with pytest.raises(FigureError, match=message):
        calculated(("one", operator, "two"), left, right, percent=percent, unit=None)


def count(value: object, **more: object) -> Quantity:
    return quantity(value, **more)


def share(value: object, **more: object) -> Quantity:
    return quantity(value, "share", **more)


@pytest.mark.parametrize(
    ("text", "allowed", "left"),
    [
        pytest.param("Of 240 lamps, 90 were dim.", [count(240), count(90)], (), id="all allowed"),
        pytest.param("Of 250 lamps, 90 were dim.", [count(240), count(90)], ("250",), id="one is not"),
        pytest.param("Of 250 lamps, 91 were dim.", [count(240), count(90)], ("250", "91"), id="two are not, in order"),
        pytest.param("Twelve lamps", [count(12)], (), id="words"),
        pytest.param("Thirteen lamps", [count(12)], ("thirteen",), id="words that are not"),
        pytest.param("37.5 % of them", [share("3/8")], (), id="share"),
        pytest.param("33.3 % of them", [share("1/3")], (), id="share to one decimal"),
        pytest.param("33.4 % of them", [share("1/3")], ("33.4 %",), id="share a decimal off"),
        pytest.param("38 % of them", [share("3/8")], (), id="share to whole percents"),
        pytest.param("39 % of them", [share("3/8")], ("39 %",), id="share a percent off"),
        pytest.param("about 38 % of them", [share("3/8")], (), id="about"),
        pytest.param("roughly three quarters", [share("37/50")], (), id="roughly, in words, a point off"),
        pytest.param("roughly three quarters", [share("73/100")], ("three quarters",), id="two points off"),
        pytest.param("three quarters", [share("37/50")], ("three quarters",), id="a point off, not about"),
        pytest.param("about 240 lamps", [count(238)], (), id="a count rounded, and said so"),
        pytest.param("240 lamps", [count(238)], ("240",), id="a count rounded, and not said so"),
        pytest.param("in 2021", [], ("2021",), id="year"),
        pytest.param("no number here, not one", [], (), id="no number"),
        pytest.param("a troublesome 37 % of them", [share("3/8")], ("37 %",), id="some inside another word"),
        pytest.param("£1.7 billion", [count(1_700_000_000, currency="GBP")], (), id="money"),
        pytest.param(
            "£1.7 million", [count(1_700_000_000, currency="GBP")], ("£1.7 million",), id="money of another scale"
        ),
        pytest.param(
            "$1.7 billion", [count(1_700_000_000, currency="GBP")], ("$1.7 billion",), id="money of another currency"
        ),
        pytest.param("£5 a week", [count(5, currency="GBP", rate="a year")], ("£5",), id="another rate"),
        pytest.param("5 percentage points", [share("0.05")], ("5 percentage points",), id="points for a share"),
        pytest.param("more than 300 lamps", [count(300, way="over")], (), id="a bound as it is"),
        pytest.param("300 lamps", [count(300, way="over")], ("300",), id="a bound left out"),
        pytest.param("5 to 10 lamps", [count(5, high=Fraction(10))], (), id="a range"),
        pytest.param("240 + 90 lamps", [count(240), count(90)], ("240 + 90",), id="arithmetic"),
        pytest.param("see page 46", [], (), id="a page"),
    ],
)
def test_unsupported(text, allowed, left):
    """A sentence may say only numbers that it rests on."""
    assert unsupported(text, allowed) == left


@given(st.text(max_size=120), st.lists(st.fractions(), max_size=4))
def test_the_check_of_a_sentence_never_raises(text, values):
    """Any sentence can be held against any numbers."""
    unsupported(text, [quantity(value) for value in values])
