"""Runs of digits with separators, by the customs of several languages."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.digits import MAX_DIGITS, Run, read_run


@pytest.mark.parametrize(
    ("run", "value", "decimals"),
    [
        pytest.param("0", "0", 0, id="nought"),
        pytest.param("374", "374", 0, id="digits alone"),
        pytest.param("1,374", "1374", 0, id="English thousands"),
        pytest.param("1,234,567", "1234567", 0, id="English millions"),
        pytest.param("1,234.5", "1234.5", 1, id="English decimals"),
        pytest.param("12,34,567", "1234567", 0, id="Indian lakhs"),
        pytest.param("1,23,45,678", "12345678", 0, id="Indian crores"),
        pytest.param("1.234.567", "1234567", 0, id="points between thousands"),
        pytest.param("1.234,5", "1234.5", 1, id="points, then a comma"),
        pytest.param("1.234.567,89", "1234567.89", 2, id="two points, then a comma"),
        pytest.param("1'250'000", "1250000", 0, id="apostrophes"),
        pytest.param("1'250.5", "1250.5", 1, id="an apostrophe, then a point"),
        pytest.param("12 000", "12000", 0, id="a blank"),
        pytest.param("1 234 567", "1234567", 0, id="two blanks"),
        pytest.param("1 234,5", "1234.5", 1, id="a blank, then a comma"),
        pytest.param("1 234.5", "1234.5", 1, id="a blank, then a point"),
        pytest.param("74.3", "74.3", 1, id="a decimal point"),
        pytest.param("74·3", "74.3", 1, id="a point in the middle"),
        pytest.param("0.125", "0.125", 3, id="three decimals after nought are no thousands"),
        pytest.param("1234.567", "1234.567", 3, id="three decimals after four digits are no thousands"),
        pytest.param("74.30", "74.3", 2, id="a nought at the end counts as a decimal"),
        pytest.param("74,3", "74.3", 1, id="a decimal comma"),
        pytest.param("74,35", "74.35", 2, id="a decimal comma and two digits"),
        pytest.param("9" * MAX_DIGITS, "9" * MAX_DIGITS, 0, id="as long as may be"),
    ],
)
def test_read_run(run, value, decimals):
    """A run that shows its custom has one value."""
    assert read_run(run) == Run(Fraction(value), None, decimals)


@pytest.mark.parametrize(
    ("run", "value", "other"),
    [
        pytest.param("1.234", "1.234", 1234, id="one digit before the point"),
        pytest.param("278.000", "278", 278_000, id="three digits before the point"),
    ],
)
def test_a_point_before_three_digits_may_be_either(run, value, other):
    """Both values are given, the English one first."""
    assert read_run(run) == Run(Fraction(value), Fraction(other), 3)


@pytest.mark.parametrize(
    "run",
    [
        pytest.param("007", id="leading noughts"),
        pytest.param("00.5", id="leading noughts before a point"),
        pytest.param("0,123", id="nought before a group"),
        pytest.param("0.123.456", id="nought before groups"),
        pytest.param("1.2.3", id="a version"),
        pytest.param("1,2,3", id="a list"),
        pytest.param("1,2000", id="a group of four"),
        pytest.param("1234,567", id="a group after four digits"),
        pytest.param("1,234,56", id="a group of two at the end"),
        pytest.param("12,345,67,890", id="groups mixed up"),
        pytest.param("1.234.56", id="a group of two after points"),
        pytest.param("1,234.567.890", id="signs mixed up"),
        pytest.param("1'23", id="a short group after an apostrophe"),
        pytest.param("0800 111", id="a telephone number"),
        pytest.param("12 34", id="a short group after a blank"),
        pytest.param("1  234", id="two blanks"),
        pytest.param("", id="nothing"),
        pytest.param("1,", id="a comma at the end"),
        pytest.param("12a", id="a letter"),
        pytest.param("9" * (MAX_DIGITS + 1), id="too long"),
    ],
)
def test_what_is_no_number(run):
    """A run that follows no custom is no number, not even a part of it."""
    assert read_run(run) is None


@given(st.integers(0, 10**20))
def test_whole_numbers_are_read_by_every_custom(value):
    """Commas, blanks, apostrophes and several points between thousands change nothing."""
    english = f"{value:,}"
    for sign in (",", " ", "'", "."):
        run = read_run(english.replace(",", sign))
        assert run is not None
        assert value in (run.value, run.other)


@given(st.text(alphabet="0123456789,.'· ", max_size=40))
def test_any_run_is_a_number_or_none(run):
    """It never raises; what it reads has the digits of the run, in their order."""
    read = read_run(run)
    if read is not None:
        digits = "".join(char for char in run if char.isdigit())
        assert read.value * 10**read.decimals == int(digits)
