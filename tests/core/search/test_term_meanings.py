"""Words of a message are near in meaning to those of an entry: reckoned by hand with anagrams, which mean the same.

To these vectors the cosine of two words is that of how often they have each letter: "lots" and "late" share two letters
of four, 2 / (2 * 2).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.language.lexicon import Term
from bot.core.language.vocabulary import Vocabulary
from bot.core.search.term_meanings import TermMeanings
from tests import frozen
from tests.core import library
from tests.core.words import Anagrams

# How each of three entries is asked for; the first way is its title, and it has no other words.
LATE, SEAT, NOTHING = range(3)
ASKED = (
    ("late", "the late roof", "late lamps", "returned", "returns"),
    ("seat",),
    ("what is it",),
)


def meanings_of(*asked: tuple[str, ...], vocabulary: Vocabulary | None = None) -> TermMeanings:
    """Return the meanings of a base of entries that are asked for in some ways."""
    bare = replace(library.entry("roof-leaked"), says="", excerpts=())
    entries = {f"e{at}": replace(bare, id=f"e{at}", title=ways[0], asked=ways) for at, ways in enumerate(asked)}
    base = replace(library.knowledge(), entries=entries, silences={}, vocabulary=vocabulary or Vocabulary())
    matcher = frozen.matcher(base, vectors=Anagrams())
    return TermMeanings(matcher.lexicon, matcher.features)


MEANINGS = meanings_of(*ASKED)


def term(word: str) -> Term:
    return Term(word, word, known=False)


def told(word: str | Term, target: int, *own: str, meanings: TermMeanings = MEANINGS) -> list[float]:
    """Return what is told of one term beside a target whose own words have some terms."""
    (row,) = meanings.of([term(word) if isinstance(word, str) else word], target, frozenset(own)).tolist()
    return list(row)


def close(*expected: float) -> list[float]:
    """Return what is expected, give or take what is lost where vectors are kept in two bytes a number."""
    approximately: list[float] = pytest.approx(list(expected), abs=2e-3)
    return approximately


@pytest.mark.parametrize(
    ("word", "target", "near", "near_asked"),
    [
        # a cosine of 0.62 is as good as 1; what is alike counts k / (k + 1), where k phrasings have the word
        pytest.param("tale", LATE, 1.0, 3 / 4, id="the same as a word of three phrasings"),
        pytest.param("foor", LATE, 1.0, 1 / 2, id="the same as a word of one"),
        # (0.5 - 0.22) / (0.62 - 0.22) * 3 / 4
        pytest.param("lots", LATE, 0.5, 0.525, id="half the letters of one of three"),
        # "u" and "s" of "returns", whose length is 3: 2 / (2 * 3), and (0.3333 - 0.22) / 0.4 * 2 / 3
        pytest.param("suck", LATE, 1 / 3, 0.1889, id="few of the letters"),
        # "s" of "seat": 1 / (2 * 2), and (0.25 - 0.22) / 0.4 * 1 / 2
        pytest.param("suck", SEAT, 1 / 4, 0.0375, id="hardly any"),
        # "d" is in "hundred" twice, so its length is 3; "e" of "seat": 1 / (3 * 2), which is below 0.22
        pytest.param("hundred", SEAT, 1 / 6, 0.0, id="too few to be alike at all"),
        pytest.param("kick", LATE, 0.0, 0.0, id="none"),
        pytest.param("12", LATE, 0.0, 0.0, id="no letter"),
        pytest.param("eats", SEAT, 1.0, 1 / 2, id="the same as a word of this target"),
        pytest.param("eats", LATE, 3 / 4, 3 / 4, id="of which another target has most letters only"),
        pytest.param("eats", NOTHING, 0.0, 0.0, id="nothing, of a target that has little words alone"),
    ],
)
def test_a_word_is_as_near_as_the_nearest_word_of_the_phrasings_is(word, target, near, near_asked):
    assert told(word, target) == close(near, near_asked, 0.0)


def test_the_word_itself_is_not_the_nearest_one():
    """Beside "late", "lamps" is nearest: 2 / (2 * sqrt(5)) = 0.4472, and (0.4472 - 0.22) / 0.4 * 1 / 2."""
    assert told("late", LATE) == close(0.4472, 0.284, 0.0)
    assert told("seat", SEAT) == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("word", "own", "near_own"),
    [
        pytest.param("eats", ["seat"], 1.0, id="the same as one, though no phrasing of this target has that"),
        pytest.param("late", ["late"], 1.0, id="the word itself"),
        pytest.param("tale", ["seat", "late"], 1.0, id="the nearest of two"),
        pytest.param("lots", ["late"], 0.5, id="half the letters of one"),
        pytest.param("eth", ["the"], 0.0, id="a little word"),
        pytest.param("tale", ["leat"], 0.0, id="one that no phrasing of the base has"),
        pytest.param("tale", [], 0.0, id="none"),
    ],
)
def test_a_word_is_as_near_to_an_entrys_own_words_as_to_the_nearest_of_them(word, own, near_own):
    assert told(word, LATE, *own)[2] == pytest.approx(near_own, abs=2e-3)


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        pytest.param(term("turners"), 1.0, id="an anagram of the shorter of two words that make one term"),
        # "r" twice in both, "e" twice in this one, "t", "u" and "n": (2 * 2 + 2 * 1 + 1 + 1 + 1) / (sqrt(12) * 3)
        pytest.param(term("deturner"), 0.866, id="an anagram of the longer one"),
    ],
)
def test_the_shortest_of_the_words_that_make_one_term_stands_for_it(asked, near):
    """ "returns" does, for "returned" as well."""
    assert told(asked, LATE)[0] == pytest.approx(near, abs=2e-3)


def test_the_shortest_of_synonyms_stands_for_all_of_them():
    """Of "chairs" and "stool" that is "stool"; neither is the nearest other word of the other, as they are one term."""
    same = meanings_of(("chairs", "stool"), vocabulary=Vocabulary(same=(("chair", "stool"),)))
    assert told("tools", 0, meanings=same) == close(1.0, 2 / 3, 0.0)
    assert told(Term("=chair", "chairs", known=True), 0, meanings=same) == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        pytest.param(
            Term("foor", "fxxr", False, repaired="foor"), 1.0, id="a misspelt word means what it was taken for"
        ),
        pytest.param(Term("=kick", "kick foor", False), 1.0, id="of several words the last one is meant"),
    ],
)
def test_what_stands_for_a_term_of_the_message(asked, near):
    assert told(asked, LATE)[0] == pytest.approx(near, abs=2e-3)


def test_terms_are_told_of_in_their_order_each_by_itself():
    rows = MEANINGS.of([term("kick"), term("tale"), term("foor")], LATE, frozenset(["late"]))
    assert rows.tolist() == [close(*told(word, LATE, "late")) for word in ("kick", "tale", "foor")]


def test_of_no_terms_nothing_is_told():
    assert MEANINGS.of([], LATE, frozenset(["late"])).shape == (0, 3)


@settings(deadline=None)  # a busy machine is no fault
@given(
    words=st.lists(st.text("aelrst", min_size=1, max_size=6), min_size=1, max_size=4),
    target=st.sampled_from([LATE, SEAT, NOTHING]),
    own=st.frozensets(st.sampled_from(["late", "seat", "roof", "the", "nowhere"])),
)
def test_any_words_have_cosines_and_the_share_of_the_phrasings_stays_below_one(words, target, own):
    rows = MEANINGS.of([term(word) for word in words], target, own)
    assert rows.shape == (len(words), 3)
    assert ((rows >= 0.0) & (rows <= 1.002)).all()
    assert (rows[:, 1] < 1.0).all()
    assert np.isfinite(rows).all()
