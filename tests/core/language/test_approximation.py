"""How far a number may be off, by how it is put."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bot.core.language.approximation import agrees, hedge
from bot.core.language.numbers import numbers
from bot.core.language.text import fold


def way_of(text: str) -> str:
    return hedge(numbers(fold(text))[0], fold(text)).way


@pytest.mark.parametrize(
    ("text", "way"),
    [
        pytest.param("278 cases", "exact", id="plain"),
        pytest.param("about 280 cases", "about", id="about"),
        pytest.param("~280 cases", "about", id="a tilde"),
        pytest.param("280-ish cases", "about", id="ish"),
        pytest.param("280 or so", "about", id="or so"),
        pytest.param("nearly 300", "below", id="nearly"),
        pytest.param("just under 300", "below", id="just under is nearly"),
        pytest.param("over 250", "over", id="over"),
        pytest.param("250+ cases", "at least", id="a plus sign"),
        pytest.param("no fewer than 250", "at least", id="no fewer than"),
        pytest.param("at least 250", "at least", id="at least"),
        pytest.param("fewer than 300", "under", id="fewer than"),
        pytest.param("no more than 300", "at most", id="no more than"),
        pytest.param("up to 300", "at most", id="up to"),
        pytest.param("a shade under 60", "below", id="a shade under is nearly"),
        pytest.param("more than three quarters", "over", id="before a share in words"),
        pytest.param("they went over it again, 278 cases", "exact", id="over, but not of the number"),
    ],
)
def test_how_a_number_is_put(text, way):
    assert way_of(text) == way


@pytest.mark.parametrize(
    ("text", "true", "expected"),
    [
        pytest.param("278", 278, True, id="the number itself"),
        pytest.param("279", 278, False, id="one off"),
        pytest.param("280", 278, False, id="a round number that is not said to be one"),
        pytest.param("about 280", 278, True, id="about, to tens"),
        pytest.param("around 300", 278, True, id="about, to hundreds"),
        pytest.param("about 320", 278, False, id="about, too far off"),
        pytest.param("nearly 300", 278, True, id="nearly, from below"),
        pytest.param("nearly 270", 278, False, id="nearly, though it is more"),
        pytest.param("nearly 400", 278, False, id="nearly, too far off"),
        pytest.param("nearly 60", 58, True, id="nearly, to tens"),
        pytest.param("over 250", 278, True, id="over a bound that it is over"),
        pytest.param("over 300", 278, False, id="over a bound that it is under"),
        pytest.param("over 10", 278, False, id="over a bound far away"),
        pytest.param("less than 300", 278, True, id="under a bound that it is under"),
        pytest.param("less than 250", 278, False, id="under a bound that it is over"),
        pytest.param("at least 278", 278, True, id="the bound itself"),
        pytest.param("over 278", 278, False, id="over itself"),
        pytest.param("fewer than 278", 278, False, id="fewer than itself"),
        pytest.param("up to 278", 278, True, id="the bound itself, from above"),
    ],
)
def test_counts(text, true, expected):
    """A plain count is exact; a hedged one may be a rounding; a bound must hold and be near."""
    assert agrees(numbers(fold(text))[0], way_of(text), Fraction(true)) is expected


@pytest.mark.parametrize(
    ("text", "true", "expected"),
    [
        pytest.param("74.3 %", "278/374", True, id="to one decimal"),
        pytest.param("74 %", "278/374", True, id="to whole percents"),
        pytest.param("74.33%", "278/374", True, id="to two decimals"),
        pytest.param("74.4 %", "278/374", False, id="a wrong decimal"),
        pytest.param("73 %", "278/374", False, id="one point off"),
        pytest.param("75 %", "278/374", True, id="to fives"),
        pytest.param("about 75 %", "278/374", True, id="about"),
        pytest.param("nearly 75 %", "278/374", True, id="nearly"),
        pytest.param("about 80 %", "278/374", False, id="about, too far off"),
        pytest.param("nearly 80 %", "278/374", False, id="nearly, too far off"),
        pytest.param("over 70 %", "278/374", True, id="over"),
        pytest.param("over 75 %", "278/374", False, id="over more than it is"),
        pytest.param("three quarters", "278/374", True, id="a spoken fraction"),
        pytest.param("two thirds", "278/374", False, id="another spoken fraction"),
        pytest.param("1 in 4", "46/187", True, id="one in so many"),
        pytest.param("1 in 4", "96/374", True, id="one in so many, from above"),
        pytest.param("1 in 5", "46/187", False, id="another one in so many"),
        pytest.param("more than half", "278/374", True, id="more than half"),
        pytest.param("half", "278/374", False, id="half"),
        pytest.param("20 %", "96/374", False, id="in fives, but too far off"),
    ],
)
def test_shares(text, true, expected):
    """A share may be rounded to what it is said to, a little further if it is spoken or hedged."""
    assert agrees(numbers(fold(text))[0], way_of(text), Fraction(true)) is expected
