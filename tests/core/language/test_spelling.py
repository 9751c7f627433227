"""The known words that are most like a misspelt one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.core.language.spelling import Sounds, Speller

WORDS = {
    "carpet": 3,
    "carpets": 1,
    "chair": 2,
    "roof": 1,
    "look": 8,
    "lock": 2,
    "how": 9,
    "inspector": 2,
    "inspectors": 2,
    "elmstead": 1,
    "cat": 1,
    "a4paper": 1,
}


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        pytest.param("carpte", ["carpet"], id="two letters swapped"),
        pytest.param("carpett", ["carpet"], id="as near to two, one of which ends like it"),
        pytest.param("chiar", ["chair"], id="two letters swapped in five"),
        pytest.param("hcair", ["chair"], id="the first two letters swapped"),
        pytest.param("xnspector", ["inspector"], id="another first letter"),
        pytest.param("inspectorz", ["inspector", "inspectors"], id="as near to two that are as common"),
        pytest.param("elmsteed", ["elmstead"], id="a wrong letter"),
        pytest.param("elmmteed", ["elmstead"], id="two mistakes in a long word"),
        pytest.param("cheer", [], id="two mistakes in a short one"),
        pytest.param("rof", ["roof"], id="a letter missing"),
        pytest.param("lok", ["look"], id="as near to two, one of which is much commoner"),
        pytest.param("hwo", ["how"], id="two letters swapped in three"),
        pytest.param("cet", [], id="another letter in three"),
        pytest.param("a4papr", [], id="nothing is repaired into a word with a digit"),
        pytest.param("zzzzzz", [], id="nothing like it"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_the_words_that_a_misspelt_one_may_stand_for(word, nearest):
    assert Speller(WORDS).nearest(word) == nearest


def test_without_words_nothing_is_like_anything():
    assert Speller({}).nearest("chair") == []


LETTERS = st.text("abcd", min_size=4, max_size=14)


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(LETTERS, max_size=12), LETTERS)
def test_no_word_that_is_near_enough_is_overlooked(known, word):
    """Against the obvious way: comparing with every word."""
    mistakes = 1 if len(word) < 8 else 2
    near = [OSA.distance(word, other) for other in known if other[0] in word[:2]]
    anywhere = [OSA.distance(word, other) for other in known]
    fewest = min((found for found in near if found <= mistakes), default=min(anywhere, default=99))
    found = Speller(dict.fromkeys(known, 1)).nearest(word)
    assert [OSA.distance(word, other) for other in found[:1]] == ([fewest] if fewest <= mistakes else [])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("sadeek", "sadiq", id="other vowels"),
        pytest.param("whinzor", "winsor", id="other consonants that sound alike"),
        pytest.param("sadiq", "sadiq", id="as it is written"),
        pytest.param("sidings", None, id="another sound"),
        pytest.param("stuk", None, id="the same consonants in a word that looks quite different"),
        pytest.param("par", None, id="too short a sound to tell names apart"),
        pytest.param("kann", None, id="the sound of two names"),
    ],
)
def test_a_name_is_known_by_its_sound(typed, expected):
    assert Sounds(["sadiq", "winsor", "parr", "kahn", "can"]).like(typed) == expected
