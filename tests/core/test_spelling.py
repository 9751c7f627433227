"""The known words that are most like a misspelt one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.core.spelling import Speller

WORDS = ["carpet", "carpets", "chair", "roof", "inspector", "inspectors", "elmstead", "cat", "a4paper"]


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        pytest.param("carpte", ["carpet"], id="two letters swapped"),
        pytest.param("carpett", ["carpet", "carpets"], id="as near to two"),
        pytest.param("chiar", ["chair"], id="two letters swapped in five"),
        pytest.param("hcair", ["chair"], id="the first two letters swapped"),
        pytest.param("xnspector", ["inspector", "inspectors"], id="another first letter"),
        pytest.param("elmsteed", ["elmstead"], id="a wrong letter"),
        pytest.param("rof", ["roof"], id="a letter missing"),
        pytest.param("cet", [], id="three letters are too few to be repaired into"),
        pytest.param("a4papr", [], id="nothing is repaired into a word with a digit"),
        pytest.param("zzzzzz", [], id="nothing like it"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_the_words_most_like_a_misspelt_one(word, nearest):
    assert [choice for choice, _ in Speller(WORDS).nearest(word)] == nearest


def test_without_words_nothing_is_like_anything():
    assert Speller([]).nearest("chair") == []


LETTERS = st.text("abcd", min_size=4, max_size=14)


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(LETTERS, max_size=12), LETTERS)
def test_no_word_that_is_like_enough_is_overlooked(known, word):
    """Against the obvious way: comparing with every word."""
    likest = max((OSA.normalized_similarity(word, other) for other in known), default=0.0)
    near = [other for other in known if other[0] in word[:2]]
    likest_near = max((OSA.normalized_similarity(word, other) for other in near), default=0.0)
    expected = likest_near if likest_near >= 0.72 else likest if likest >= 0.72 else None
    found = Speller(known).nearest(word)
    assert (found[0][1] if found else None) == expected
