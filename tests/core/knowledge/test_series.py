"""Series: how the numbers of a chart are written, and which of them can be drawn."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bot.core.knowledge.figure_reading import written
from bot.core.knowledge.series import amount_text, drawable, exact, unit_of
from bot.core.language.quantity import Quantity


@pytest.mark.parametrize(
    ("figure", "text", "unit"),
    [
        pytest.param("1,374 cases", "1,374", "cases", id="a count"),
        pytest.param(
            "about 2,700 full-time equivalents", "about 2,700", "full-time equivalents", id="an approximation"
        ),
        pytest.param("more than 300 services", "more than 300", "services", id="a bound"),
        pytest.param("at most 20,000 litres a day", "at most 20,000", "litres a day", id="a bounded rate"),
        pytest.param("74.3 %", "74.3 %", "", id="a share"),
        pytest.param("4.99 %", "4.99 %", "", id="a share with the decimals of the source"),
        pytest.param("nearly 40 %", "nearly 40 %", "", id="a bounded share"),
        pytest.param("three quarters of the lamps", "3 in 4", "", id="a share in words"),
        pytest.param("23 percentage points", "23 percentage points", "", id="points"),
        pytest.param("0.25 percentage points", "0.25 percentage points", "", id="points with decimals"),
        pytest.param("£1.7 billion", "£1.7 billion", "", id="money"),
        pytest.param("about £5.8 million", "about £5.8 million", "", id="bounded money"),
        pytest.param("£14.70 an hour", "£14.70", "an hour", id="money as a rate"),
        pytest.param("£134 million to £421 million", "£134 million to £421 million", "", id="a range of money"),
        pytest.param("20 to 30 lamps", "20 to 30", "lamps", id="a range"),
    ],
)
def test_numbers_are_written_with_all_but_what_is_counted(figure, text, unit):
    """Bounds, currency, percent signs and decimals stay; what is counted comes after the number in a sentence."""
    read = written(figure)
    assert (amount_text(read.quantity), unit_of(read)) == (text, unit)


def count(value: object, **more: object) -> Quantity:
    return Quantity(value=Fraction(value), kind="count", **more)


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        pytest.param(count(0), True, id="nought"),
        pytest.param(count(999_999_999_999), True, id="the longest"),
        pytest.param(count(10**12), False, id="too long to write"),
        pytest.param(count(-1), False, id="below nought"),
        pytest.param(count(1, high=Fraction(10**12)), False, id="a range that ends too high"),
    ],
)
def test_what_can_be_drawn(quantity, expected):
    """From 0 on, and as far as a number can be written beside its bar."""
    assert drawable(quantity) == expected


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        pytest.param(count(3), True, id="a number"),
        pytest.param(count(3, way="about"), False, id="an approximation"),
        pytest.param(count(3, way="over"), False, id="a bound"),
        pytest.param(count(3, high=Fraction(4)), False, id="a range"),
    ],
)
def test_what_is_exact(quantity, expected):
    assert exact(quantity) == expected
