"""The words of which numbers are made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.number_words import DIGIT_SCALES, ORDINALS, PARTS, SCALES, TENS, UNITS, glued


@pytest.mark.parametrize(
    ("words", "word", "value"),
    [
        pytest.param(UNITS, "zero", 0, id="zero"),
        pytest.param(UNITS, "nineteen", 19, id="the last of the small ones"),
        pytest.param(TENS, "twenty", 20, id="twenty"),
        pytest.param(TENS, "forty", 40, id="forty"),
        pytest.param(TENS, "fourty", 40, id="forty misspelt"),
        pytest.param(TENS, "ninety", 90, id="ninety"),
        pytest.param(SCALES, "dozen", 12, id="dozen"),
        pytest.param(SCALES, "lakh", 100_000, id="lakh"),
        pytest.param(SCALES, "crore", 10_000_000, id="crore"),
        pytest.param(SCALES, "bn", 1_000_000_000, id="bn"),
        pytest.param(SCALES, "billion", 1_000_000_000, id="a short billion"),
        pytest.param(SCALES, "trillion", 1_000_000_000_000, id="a short trillion"),
        pytest.param(DIGIT_SCALES, "k", 1000, id="k"),
        pytest.param(DIGIT_SCALES, "m", 1_000_000, id="m"),
        pytest.param(PARTS, "half", 2, id="half"),
        pytest.param(PARTS, "fourths", 4, id="fourths"),
        pytest.param(PARTS, "ninth", 9, id="ninth"),
        pytest.param(PARTS, "twelfth", 12, id="twelfth"),
    ],
)
def test_what_words_stand_for(words, word, value):
    assert words[word] == value


def test_no_word_is_both_a_number_and_an_ordinal():
    """An ordinal is told from a number by its word alone."""
    assert not ORDINALS & {*UNITS, *TENS, *SCALES}


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        pytest.param("fiftyeight", ["fifty", "eight"], id="tens and a unit"),
        pytest.param("threehundred", ["three", "hundred"], id="a scale"),
        pytest.param("twohundredandforty", ["two", "hundred", "and", "forty"], id="and"),
        pytest.param("sixteenhundred", ["sixteen", "hundred"], id="a teen, not its beginning"),
        pytest.param("seventytwothousand", ["seventy", "two", "thousand"], id="three pieces"),
        pytest.param("fifty", [], id="one piece"),
        pytest.param("fiftyand", [], id="and at the end"),
        pytest.param("andfifty", [], id="and at the beginning"),
        pytest.param("seventies", [], id="a decade"),
        pytest.param("lamps", [], id="another word"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_glued(word, pieces):
    """A word that is made of several number words is taken apart, and no other."""
    assert glued(word) == pieces


@given(st.lists(st.sampled_from([*UNITS, *TENS, "and", "hundred", "thousand"]), max_size=6).map("".join))
def test_what_is_taken_apart_fits_together_again(word):
    """Nothing is lost or added."""
    assert glued(word) == [] or "".join(glued(word)) == word
