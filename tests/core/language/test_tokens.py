"""The tokens that numbers are read from, and what stands between them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.number_words import TENS, UNITS
from bot.core.language.text import fold
from bot.core.language.tokens import Token, Tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("   ", [], id="only blanks"),
        pytest.param("374 cases", ["374", "cases"], id="digits and a word"),
        pytest.param("1,374 cases", ["1,374", "cases"], id="a comma between digits"),
        pytest.param("1.374.000", ["1.374.000"], id="points between digits"),
        pytest.param("1_374", ["1_374"], id="an underscore between digits"),
        pytest.param("1'374", ["1'374"], id="an apostrophe between digits"),
        pytest.param("74·3 %", ["74·3", "%"], id="a raised point"),
        pytest.param(".5 %", [".5", "%"], id="a point before digits"),
        pytest.param("v.5", ["v", ".", "5"], id="a point after a letter"),
        pytest.param("5.", ["5", "."], id="a full stop"),
        pytest.param("5, 6", ["5", ",", "6"], id="a comma and a blank"),
        pytest.param("1 374", ["1", "374"], id="a blank between digits"),
        pytest.param("278/374", ["278", "/", "374"], id="a stroke"),
        pytest.param("350-400", ["350", "-", "400"], id="a hyphen"),
        pytest.param("£1.7bn", ["£", "1.7", "bn"], id="money"),
        pytest.param("us$5 and a$6", ["us$", "5", "and", "a$", "6"], id="a dollar with its country"),
        pytest.param("us $", ["us", "$"], id="a dollar alone"),
        pytest.param("don't", ["don't"], id="an apostrophe in a word"),
        pytest.param("mp3", ["mp", "3"], id="letters and digits"),
        pytest.param("3rd", ["3", "rd"], id="digits and letters"),
        pytest.param("(12)", ["(", "12", ")"], id="brackets"),
        pytest.param("fiftyeight", ["fifty", "eight"], id="a word made of number words"),
        pytest.param("twohundredandeighty", ["two", "hundred", "and", "eighty"], id="a word made of many"),
        pytest.param("fifty-eight", ["fifty", "-", "eight"], id="number words with a hyphen"),
        pytest.param("sevenths", ["sevenths"], id="a word that only begins with a number"),
        pytest.param("stone", ["stone"], id="a word that only ends with one"),
        pytest.param("thousandand", ["thousandand"], id="a word that ends with and"),
    ],
)
def test_a_text_is_cut_into_runs_of_digits_words_and_signs(text, tokens):
    assert [token.text for token in Tokens(text).tokens] == tokens


def test_a_token_knows_where_it_stands():
    """The pieces of a word as well."""
    assert Tokens("a fiftyeight, 5").tokens == [
        Token("a", 0, 1),
        Token("fifty", 2, 7),
        Token("eight", 7, 12),
        Token(",", 12, 13),
        Token("5", 14, 15),
    ]


@given(st.text(max_size=80))
def test_the_tokens_of_any_text_are_its_own_words_in_order(text):
    """What stands at their places; between them is nothing that could be read."""
    folded = fold(text)
    tokens = Tokens(folded).tokens
    assert [folded[token.start : token.end] for token in tokens] == [token.text for token in tokens]
    ends = [0, *(token.end for token in tokens)]
    starts = [*(token.start for token in tokens), len(folded)]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    between = "".join(folded[end:start] for end, start in zip(ends, starts, strict=True))
    assert re.search(r"[0-9a-z£$€%]", between) is None


@given(st.sampled_from(sorted(TENS)), st.sampled_from(sorted(word for word, value in UNITS.items() if 0 < value < 10)))
def test_tens_and_units_written_as_one_word_are_two_tokens(ten, unit):
    assert [token.text for token in Tokens(f"the {ten}{unit} cases").tokens] == ["the", ten, unit, "cases"]


# --- What stands around a place, for the readers that are built on it -----------------------------------------------

AT = Tokens("up by two-thirds , or 5\n6")  # up by two - thirds , or 5 6


@pytest.mark.parametrize(
    ("at", "text", "gap"),
    [
        pytest.param(-1, "", "\n", id="before the text"),
        pytest.param(0, "up", "\n", id="the first"),
        pytest.param(1, "by", " ", id="after a blank"),
        pytest.param(3, "-", "", id="close"),
        pytest.param(5, ",", " ", id="a comma after a blank"),
        pytest.param(8, "6", "\n", id="in another line"),
        pytest.param(9, "", "\n", id="beyond the text"),
    ],
)
def test_each_place_has_a_text_and_what_stands_before_it(at, text, gap):
    assert (AT._text(at), AT._gap(at)) == (text, gap)


@pytest.mark.parametrize(
    ("at", "near"),
    [
        pytest.param(1, True, id="after a blank"),
        pytest.param(4, True, id="close"),
        pytest.param(0, False, id="the first"),
        pytest.param(8, False, id="in another line"),
        pytest.param(9, False, id="beyond the text"),
    ],
)
def test_a_token_is_near_the_one_before_it_with_a_blank_at_the_most(at, near):
    assert AT._near(at) is near


@pytest.mark.parametrize(
    ("at", "wanted", "found"),
    [
        pytest.param(1, ("by", "two"), True, id="both stand there"),
        pytest.param(1, ("by", "three"), False, id="another word"),
        pytest.param(7, ("5", "6"), False, id="in two lines"),
        pytest.param(8, ("6", ""), False, id="beyond the text"),
    ],
)
def test_whether_tokens_stand_one_after_the_other(at, wanted, found):
    assert AT._is(at, *wanted) is found


def test_a_hyphen_between_two_words_is_stepped_over_where_it_stands_close():
    """ "two-thirds", and not "two - thirds"."""
    assert AT._dashed(3) == 4
    assert AT._dashed(4) == 4
    assert Tokens("two - thirds")._dashed(1) == 1


def test_the_word_before_a_token_is_the_one_before_its_hyphen():
    assert AT._before(4) == "two"
    assert AT._before(1) == "up"
    assert AT._before(0) == ""
