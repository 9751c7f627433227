"""Figures: how numbers are written, calculated, and found again in sentences."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge.arithmetic import (
    FigureError,
    calculated,
    counted,
    number_text,
    parse_calculation,
    percent_text,
    stands_in,
    unsupported,
    worded,
)
from bot.core.knowledge.model import Figure

LAMPS = Figure("240 lamps", Fraction(240), "lamps")
BROKEN = Figure("90 lamps", Fraction(90), "lamps")
NONE = Figure("0 lamps", Fraction(0), "lamps")
POUNDS = Figure("1,250 pounds", Fraction(1250), "pounds")
DOZENS = Figure("dozens of lamps", None, "lamps")


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
        pytest.param(counted(Fraction(240), "lamps"), "240 lamps", id="counted"),
        pytest.param(
            counted(Fraction(90), "lamps", Fraction(240), "lamps-tested"),
            "90 of 240 lamps (37.5 %)",
            id="part of a whole",
        ),
        pytest.param(counted(Fraction(0), "lamps", Fraction(0), "lamps-tested"), "0 of 0 lamps", id="part of nothing"),
        pytest.param(worded("dozens", "lamps"), "dozens of lamps", id="in words, many"),
        pytest.param(worded("a few", "lamps"), "a few lamps", id="in words"),
    ],
)
def test_the_text_of_a_figure_from_the_source(figure, text):
    """A figure is said with its unit, a part with its whole and its share."""
    assert figure.text == text


def test_a_part_remembers_its_whole():
    """The whole of a part is kept with the entry that it comes from."""
    figure = counted(Fraction(90), "lamps", Fraction(240), "lamps-tested")
    assert (figure.value, figure.unit, figure.whole, figure.whole_id) == (90, "lamps", 240, "lamps-tested")


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


OK_SHARE = calculated(
    ("ok", "/", "all"), Figure("", Fraction(278), "lamps"), Figure("", Fraction(374), "lamps"), percent=True, unit=None
)
BAD_SHARE = calculated(
    ("bad", "/", "all"), Figure("", Fraction(96), "lamps"), Figure("", Fraction(374), "lamps"), percent=True, unit=None
)


@pytest.mark.parametrize(
    ("operator", "left", "right", "text", "working"),
    [
        pytest.param(
            "-", OK_SHARE, BAD_SHARE, "48.7 percentage points", "74.3 % - 25.7 % = 48.7 percentage points",
            id="two that were calculated",
        ),
        pytest.param(
            "-", Figure("74 %", Fraction(74), "%"), Figure("25 %", Fraction(25), "%"),
            "49 percentage points", "74 % - 25 % = 49 percentage points", id="two that stand in the source",
        ),
        pytest.param(
            "-", OK_SHARE, Figure("25 %", Fraction(25), "%"),
            "49.3 percentage points", "74.3 % - 25 % = 49.3 percentage points", id="one of each",
        ),
        pytest.param(
            "+", Figure("74 percent", Fraction(74), "percent"), Figure("25 percent", Fraction(25), "percent"),
            "99 percentage points", "74 % + 25 % = 99 percentage points", id="a sum",
        ),
    ],
)  # fmt: skip
def test_percentages_differ_by_percentage_points(operator, left, right, text, working):
    """The value counts the points."""
    figure = calculated(("one", operator, "two"), left, right, percent=False, unit=None)
    assert (figure.text, figure.working, figure.unit) == (text, working, "percentage points")
    assert round(float(figure.value), 1) == float(text.split()[0])


@pytest.mark.parametrize(
    ("operator", "left", "right", "percent", "message"),
    [
        pytest.param("+", LAMPS, POUNDS, False, "lamps and pounds are different units", id="units that clash"),
        pytest.param("/", POUNDS, LAMPS, False, "pounds and lamps are different units", id="ratio of other units"),
        pytest.param("/", LAMPS, NONE, False, "nothing can be divided by 0", id="division by zero"),
        pytest.param("/", LAMPS, NONE, True, "nothing can be divided by 0", id="share of zero"),
        pytest.param("/", LAMPS, BROKEN, True, "240 is no part of 90", id="share above 1"),
        pytest.param("+", DOZENS, LAMPS, False, "only known in words", id="words on the left"),
        pytest.param("/", LAMPS, DOZENS, True, "only known in words", id="words on the right"),
        pytest.param("-", LAMPS, BROKEN, True, "only a division gives a percentage", id="difference in percent"),
    ],
)
def test_what_cannot_be_calculated(operator, left, right, percent, message):
    """What makes no sense is refused with the reason."""
    with pytest.raises(FigureError, match=message):
        calculated(("one", operator, "two"), left, right, percent=percent, unit=None)


@pytest.mark.parametrize(
    ("value", "text", "stands"),
    [
        pytest.param(Fraction(240), "they tested 240 lamps", True, id="digits"),
        pytest.param(Fraction(1250), "£1,250 on glass", True, id="with a comma"),
        pytest.param(Fraction(12), "twelve were taken down", True, id="words"),
        pytest.param(Fraction(0), "0 lamps were mended", True, id="nought"),
        pytest.param(Fraction(40), "40 % of its budget", True, id="percentage as a number"),
        pytest.param(Fraction(2, 5), "40 % of its budget", True, id="percentage as a share"),
        pytest.param(Fraction(3, 4), "three quarters of it", True, id="share in words"),
        pytest.param(Fraction(24), "they tested 240 lamps", False, id="a digit less"),
        pytest.param(Fraction(204), "they tested 240 lamps", False, id="digits in another order"),
        pytest.param(Fraction(240), "they tested lamps", False, id="no number"),
        pytest.param(Fraction(1), "one of the lamps", False, id="a lone one"),
        pytest.param(
            Fraction(24_000),
            "they tested 240 lamps",
            False,
            id="a hundred times as many",
        ),
    ],
)
def test_stands_in(value, text, stands):
    """A number stands in a text in digits or in words, and no other number does."""
    assert stands_in(value, text) is stands


@pytest.mark.parametrize(
    ("text", "allowed", "left"),
    [
        pytest.param("Of 240 lamps, 90 were dim.", [240, 90], (), id="all allowed"),
        pytest.param("Of 250 lamps, 90 were dim.", [240, 90], ("250",), id="one is not"),
        pytest.param("Of 250 lamps, 91 were dim.", [240, 90], ("250", "91"), id="two are not, in order"),
        pytest.param("Twelve lamps", [12], (), id="words"),
        pytest.param("Thirteen lamps", [12], ("thirteen",), id="words that are not"),
        pytest.param("37.5 % of them", [Fraction(3, 8)], (), id="share"),
        pytest.param("33.3 % of them", [Fraction(1, 3)], (), id="share to one decimal"),
        pytest.param("33.4 % of them", [Fraction(1, 3)], ("33.4 %",), id="share a decimal off"),
        pytest.param("38 % of them", [Fraction(3, 8)], ("38 %",), id="share rounded without about"),
        pytest.param("about 38 % of them", [Fraction(3, 8)], (), id="about"),
        pytest.param("roughly three quarters", [Fraction(37, 50)], (), id="roughly, in words, a point off"),
        pytest.param("roughly three quarters", [Fraction(73, 100)], ("three quarters",), id="two points off"),
        pytest.param("three quarters", [Fraction(37, 50)], ("three quarters",), id="a point off, not about"),
        pytest.param("about 241 lamps", [240], ("241",), id="about is for shares alone"),
        pytest.param("in 2021", [], ("2021",), id="year"),
        pytest.param("no number here, not one", [], (), id="no number"),
        pytest.param(
            "a troublesome 37 % of them",
            [Fraction(3, 8)],
            ("37 %",),
            id="some inside another word",
        ),
    ],
)
def test_unsupported(text, allowed, left):
    """A sentence may say only numbers that it rests on."""
    assert unsupported(text, [Fraction(value) for value in allowed]) == left


@given(st.text(max_size=120), st.lists(st.fractions(), max_size=4))
def test_the_checks_of_a_sentence_never_raise(text, values):
    """Any sentence can be held against any numbers."""
    unsupported(text, values)
    assert all(isinstance(stands_in(value, text), bool) for value in values)
