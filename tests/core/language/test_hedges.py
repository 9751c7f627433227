"""How a number is put: exactly, about, nearly, over, under, at least, at most."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.hedges import Hedge, hedge, only_hedges
from bot.core.language.numbers import numbers
from bot.core.language.text import fold


def way_of(text: str) -> str:
    number = numbers(fold(text))[0]
    return hedge(fold(text), number.start, number.end).way


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
    ("text", "way"),
    [
        pytest.param("around 280", "about", id="around"),
        pytest.param("roughly 280", "about", id="roughly"),
        pytest.param("approx. 280", "about", id="approx."),
        pytest.param("approximately 280", "about", id="approximately"),
        pytest.param("ca. 280", "about", id="ca."),
        pytest.param("c. 280", "about", id="c."),
        pytest.param("circa 280", "about", id="circa"),
        pytest.param("some 280 cases", "about", id="some"),
        pytest.param("something like 280 cases", "about", id="something like"),
        pytest.param("in the region of 280 cases", "about", id="in the region of"),
        pytest.param("≈ 280 cases", "about", id="the sign"),
        pytest.param("280 cases, give or take", "exact", id="give or take, but past the noun"),
        pytest.param("280, give or take", "about", id="give or take"),
        pytest.param("280-odd cases", "about", id="odd"),
        pytest.param("280 approximately", "about", id="approximately, after it"),
        pytest.param("almost 300", "below", id="almost"),
        pytest.param("not quite 300", "below", id="not quite"),
        pytest.param("close to 300", "below", id="close to"),
        pytest.param("slightly under 300", "below", id="slightly under"),
        pytest.param("just shy of 300", "below", id="just shy of"),
        pytest.param("getting on for 300", "below", id="getting on for"),
        pytest.param("more than 250", "over", id="more than"),
        pytest.param("well over 250", "over", id="well over"),
        pytest.param("just over 250", "over", id="just over"),
        pytest.param("upwards of 250", "over", id="upwards of"),
        pytest.param("in excess of 250", "over", id="in excess of"),
        pytest.param("exceeding 250", "over", id="exceeding"),
        pytest.param("above 250", "over", id="above"),
        pytest.param("> 250", "over", id="the sign for more"),
        pytest.param("less than 300", "under", id="less than"),
        pytest.param("under 300", "under", id="under"),
        pytest.param("below 300", "under", id="below"),
        pytest.param("< 300", "under", id="the sign for less"),
        pytest.param("not less than 250", "at least", id="not less than"),
        pytest.param("no less than 250", "at least", id="no less than"),
        pytest.param("a minimum of 250", "at least", id="a minimum of"),
        pytest.param("250 or more", "at least", id="or more"),
        pytest.param("250 or over", "at least", id="or over"),
        pytest.param("250 and over", "at least", id="and over"),
        pytest.param(">= 250", "at least", id="the sign for at least"),
        pytest.param("≥ 250", "at least", id="the one sign for at least"),
        pytest.param("at most 300", "at most", id="at most"),
        pytest.param("not more than 300", "at most", id="not more than"),
        pytest.param("a maximum of 300", "at most", id="a maximum of"),
        pytest.param("as many as 300", "at most", id="as many as"),
        pytest.param("300 or fewer", "at most", id="or fewer"),
        pytest.param("300 or less", "at most", id="or less"),
        pytest.param("<= 300", "at most", id="the sign for at most"),
        pytest.param("≤ 300", "at most", id="the one sign for at most"),
        pytest.param("exactly 278", "exact", id="exactly"),
        pytest.param("only 278", "exact", id="only"),
        pytest.param("a total of 278", "exact", id="a total of"),
    ],
)
def test_other_ways_of_putting_it(text, way):
    """Words and signs before a number, and words after it, say how it is put."""
    assert way_of(text) == way


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("about the cases: 278 of them", id="about something else"),
        pytest.param("the above table has 278 cases", id="above something else"),
        pytest.param("moreover 278 cases", id="over inside a word"),
        pytest.param("the past year had 278 cases", id="past something else"),
        pytest.param("cases under review: there are 278", id="under something else"),
        pytest.param("a troublesome 278 cases", id="some inside a word"),
        pytest.param("over the past 5 years", id="over a span of the past"),
        pytest.param("in the past 12 months", id="past months"),
        pytest.param("an increase over the five previous years", id="over a span"),
        pytest.param("people asked about the 374 cases", id="about, concerning"),
    ],
)
def test_words_that_are_not_of_the_number(text):
    """A word that belongs to something else does not hedge the number."""
    assert way_of(text) == "exact"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("we saw about 280 cases", "about 280", id="before"),
        pytest.param("we saw 280 or more cases", "280 or more", id="after"),
        pytest.param("we saw no fewer than 280 cases", "no fewer than 280", id="several words"),
        pytest.param("we saw 280 cases", "280", id="none"),
    ],
)
def test_where_the_hedge_stands(text, expected):
    """The hedge is given with the number that it belongs to."""
    start = text.index("280")
    found = hedge(text, start, start + 3)
    assert text[found.start : found.end] == expected


def test_the_longer_of_two_hedges_counts():
    """ "Just over" and "no more than" are not taken for the "over" and "more than" in them."""
    assert hedge("no more than 280", 13, 16) == Hedge("at most", 0, 16)
    assert hedge("just under 280", 11, 14) == Hedge("below", 0, 14)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("about", True, id="about"),
        pytest.param("least", True, id="a part of at least"),
        pytest.param("cases", False, id="a noun"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_words_that_only_hedge(word, expected):
    assert only_hedges(word) is expected


@given(st.text(max_size=100), st.integers(0, 100), st.integers(0, 100))
def test_a_hedge_holds_the_number_whatever_stands_around_it(text, one, other):
    """It never raises, and never leaves a part of the number out."""
    folded = fold(text)
    start, end = sorted((min(one, len(folded)), min(other, len(folded))))
    found = hedge(folded, start, end)
    assert found.start <= start <= end <= found.end <= len(folded)
