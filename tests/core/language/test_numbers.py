"""Numbers in running text, in digits and in words."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.numbers import numbers
from bot.core.language.text import fold

PIECES = """
    0 1 7 12 20 1,250 3.5 1999 2021 one two twelve twenty fourty hundred thousand million a an half third quarters
    in out of / % percent per cent and . , - lamps é ½ ٣ १२ 9,9,9 1.2.3
"""
NUMBERISH = st.lists(st.sampled_from(PIECES.split()), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("240 lamps", [("240", 240, "count")], id="digits"),
        pytest.param("£1,250", [("1,250", 1250, "count")], id="thousands with a comma"),
        pytest.param("1,250,000", [("1,250,000", 1_250_000, "count")], id="two commas"),
        pytest.param("3.5 metres", [("3.5", Fraction(7, 2), "count")], id="decimal"),
        pytest.param("lamps: 90.", [("90", 90, "count")], id="full stop after it"),
        pytest.param("0 lamps", [("0", 0, "count")], id="nought"),
        pytest.param("１２ lamps", [("12", 12, "count")], id="full width"),
        pytest.param("twelve lamps", [("twelve", 12, "count")], id="word"),
        pytest.param("Thirty-eight", [("thirty-eight", 38, "count")], id="word with a hyphen"),
        pytest.param("forty two", [("forty two", 42, "count")], id="word with a space"),
        pytest.param("fourty", [("fourty", 40, "count")], id="common misspelling"),
        pytest.param("two hundred and forty", [("two hundred and forty", 240, "count")], id="hundred and"),
        pytest.param("two hundred forty", [("two hundred forty", 240, "count")], id="hundred without and"),
        pytest.param("a hundred", [("a hundred", 100, "count")], id="a hundred"),
        pytest.param("two thousand and five", [("two thousand and five", 2005, "count")], id="thousand and"),
        pytest.param(
            "one million two hundred thousand and six",
            [("one million two hundred thousand and six", 1_200_006, "count")],
            id="long number in words",
        ),
        pytest.param("1.2 million", [("1.2 million", 1_200_000, "count")], id="digits and a word"),
        pytest.param("twelve and ninety", [("twelve", 12, "count"), ("ninety", 90, "count")], id="two joined by and"),
        pytest.param("five six", [("five", 5, "count"), ("six", 6, "count")], id="two in a row"),
        pytest.param("2021", [("2021", 2021, "year")], id="year"),
        pytest.param("1900 and 2099", [("1900", 1900, "year"), ("2099", 2099, "year")], id="first and last year"),
        pytest.param("1899 and 2100", [("1899", 1899, "count"), ("2100", 2100, "count")], id="no years"),
        pytest.param("2,021 lamps", [("2,021", 2021, "count")], id="comma, so no year"),
        pytest.param("37.5 %", [("37.5 %", Fraction(3, 8), "share")], id="percent sign apart"),
        pytest.param("40%", [("40%", Fraction(2, 5), "share")], id="percent sign close"),
        pytest.param("40 percent", [("40 percent", Fraction(2, 5), "share")], id="percent"),
        pytest.param("forty per cent", [("forty per cent", Fraction(2, 5), "share")], id="per cent"),
        pytest.param("2000 %", [("2000 %", 20, "share")], id="percentage that looks like a year"),
        pytest.param("three quarters", [("three quarters", Fraction(3, 4), "share")], id="quarters"),
        pytest.param("two-thirds", [("two-thirds", Fraction(2, 3), "share")], id="thirds"),
        pytest.param("a third of them", [("a third", Fraction(1, 3), "share")], id="a third"),
        pytest.param("one fifth", [("one fifth", Fraction(1, 5), "share")], id="one fifth"),
        pytest.param("half of it", [("half", Fraction(1, 2), "share")], id="half"),
        pytest.param("½", [("1/2", Fraction(1, 2), "share")], id="fraction in one sign"),
        pytest.param("3/8", [("3/8", Fraction(3, 8), "share")], id="fraction in digits"),
        pytest.param("1 in 4", [("1 in 4", Fraction(1, 4), "share")], id="in"),
        pytest.param("three out of ten", [("three out of ten", Fraction(3, 10), "share")], id="out of"),
        pytest.param("19 in 20", [("19 in 20", Fraction(19, 20), "share")], id="largest spoken whole"),
        pytest.param("19 in 21", [("19", 19, "count"), ("21", 21, "count")], id="just above it"),
        pytest.param("5 in 4", [("5", 5, "count"), ("4", 4, "count")], id="more than the whole"),
        pytest.param("90 of 240", [("90", 90, "count"), ("240", 240, "count")], id="of gives both"),
        pytest.param("90 out of 240", [("90", 90, "count"), ("240", 240, "count")], id="large out of gives both"),
        pytest.param("one of them", [], id="a lone one is a pronoun"),
        pytest.param("one %", [("one %", Fraction(1, 100), "share")], id="one percent is none"),
        pytest.param("1 of them", [("1", 1, "count")], id="1 in digits is a number"),
        pytest.param("mp3 and b2b and 3rd", [], id="glued to letters"),
        pytest.param("hundreds of lamps", [], id="vague"),
        pytest.param("a few and a quay", [], id="a is no number"),
        pytest.param("someone often weighs", [], id="number words inside others"),
        pytest.param(
            "_twelve_ lamps",
            [("twelve", 12, "count")],
            id="emphasised",
        ),
        pytest.param("_twelve_ of 3", [("twelve", 12, "count"), ("3", 3, "count")], id="emphasised, with another"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_numbers(text, expected):
    """Numbers are read as people mean them: what was said, its value and its kind."""
    assert [(number.said, number.value, number.kind) for number in numbers(fold(text))] == expected


def test_spans_are_those_of_the_folded_text():
    """A number tells where it stands after folding."""
    found = numbers(fold("Ｔhe  QUAY: Ninety of ２４０"))
    assert [(number.start, number.end) for number in found] == [(10, 16), (20, 23)]


def test_a_number_of_any_length_is_read():
    """A wall of digits raises nothing."""
    numbers(fold("9" * 5_000))


def test_a_comma_in_the_wrong_place_makes_no_new_numbers():
    """No number is read out of the middle of a run of digits."""
    assert [number.said for number in numbers(fold("1,2000 lamps"))] in ([], ["1,2000"], ["1", "2000"])


@given(st.text(max_size=200) | NUMBERISH)
def test_numbers_never_raise_and_stand_where_they_say(text):
    """Whatever the text, what was said is what stands at the span, and spans do not overlap."""
    folded, end = fold(text), 0
    for number in numbers(fold(text)):
        assert folded[number.start : number.end] == number.said
        assert end <= number.start < number.end
        end = number.end


@given(st.integers(min_value=0, max_value=10**15))
def test_any_whole_number_is_read_with_and_without_commas(value):
    """Commas between thousands change nothing of the value."""
    assert [number.value for number in numbers(fold(f"{value} lamps"))] == [value]
    assert [number.value for number in numbers(fold(f"{value:,} lamps"))] == [value]
