"""A message is held against what an entry is about, word by word."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.answering.answerer import Answerer
from bot.core.search.forest import Forest
from bot.core.search.matching import Matcher
from bot.core.search.subject import WORD_FEATURES, Subjects
from tests import frozen
from tests.core import library
from tests.frozen import FROZEN

BASE = library.knowledge()
# One tree: what the entry neither says nor is asked with is strange, and nothing else is.
UNSUPPORTED = Forest(
    features=WORD_FEATURES,
    bar=0.0,
    base=0.0,
    roots=np.asarray([0], np.int32),
    column=np.asarray([0, -1, -1], np.int32),
    threshold=np.asarray([0.9, -1.0, 1.0]),
    left=np.asarray([1, 1, 2], np.int32),
    right=np.asarray([2, 1, 2], np.int32),
)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return frozen.matcher(BASE)


@pytest.fixture(scope="module")
def subjects(matcher) -> Subjects:
    return Subjects(matcher.targets, BASE.vocabulary, matcher.lexicon, matcher.features, UNSUPPORTED)


def of(subjects: Subjects, matcher: Matcher, text: str, id: str, word: str, feature: str) -> float:
    """Return a feature of one word of a message beside an entry."""
    typed, rows = subjects.rows(matcher.read(text), BASE.entries[id])
    return float(rows[typed.index(word), WORD_FEATURES.index(feature)])


@pytest.mark.parametrize(
    ("text", "id", "word", "feature", "expected"),
    [
        pytest.param("broken chairs in oakham", "chairs-oakham", "oakham", "own", 0.8, id="in its own words"),
        pytest.param("broken kittens in oakham", "chairs-oakham", "kittens", "own", 0.0, id="not in its own words"),
        pytest.param("broken kittens in oakham", "chairs-oakham", "kittens", "unsupported", 1.0, id="nowhere"),
        pytest.param("broken kittens", "chairs-oakham", "kittens", "known", 0.0, id="unknown to the base"),
        pytest.param("leaking chairs", "chairs-oakham", "leaking", "known", 1.0, id="known to another entry"),
        pytest.param("chairs in elmstead", "chairs-oakham", "elmstead", "others_name", 1.0, id="another's name"),
        pytest.param("chairs in oakham", "chairs-oakham", "oakham", "others_name", 0.0, id="its own name"),
        pytest.param("chairs in oakham", "chairs-oakham", "oakham", "own_name", 1.0, id="its own name is one"),
        pytest.param("what did rosa say", "bell-carpets", "rosa", "persons_name", 1.0, id="a person's name"),
        pytest.param("my kittens broke", "chairs-oakham", "kittens", "about_me", 1.0, id="beside my"),
        pytest.param("the kittens broke", "chairs-oakham", "kittens", "about_me", 0.0, id="beside nobody"),
        pytest.param("kittens broken", "chairs-oakham", "kittens", "plural", 1.0, id="a plural"),
        pytest.param("broken kittens", "chairs-oakham", "kittens", "telling", 2.0, id="two telling words"),
    ],
)
def test_what_is_told_of_a_word_beside_an_entry(subjects, matcher, text, id, word, feature, expected):
    assert of(subjects, matcher, text, id, word, feature) == expected


def test_a_word_of_a_silence_is_told(subjects, matcher):
    assert of(subjects, matcher, "the budget", "chairs-oakham", "budget", "silent") > 0.5
    assert of(subjects, matcher, "the kittens", "chairs-oakham", "kittens", "silent") == 0.0


def test_a_word_in_the_place_of_another_replaces_it_and_one_that_stands_there_is_kept(subjects, matcher):
    """A way of asking for the entry is "how many broken chairs in oakham"."""
    text = "how many broken kittens in oakham"
    assert of(subjects, matcher, text, "chairs-oakham", "kittens", "replaced") > 0.2
    assert of(subjects, matcher, text, "chairs-oakham", "kittens", "kept") == 0.0
    assert of(subjects, matcher, text, "chairs-oakham", "broken", "kept") > 0.5


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        pytest.param("how many broken kittens in oakham", "kittens", id="one"),
        pytest.param("how many broken chairs in oakham", None, id="none"),
        pytest.param("how many are there", None, id="no telling word"),
        pytest.param("", None, id="nothing said"),
    ],
)
def test_the_strangest_word_is_told(subjects, matcher, text, strange):
    found = subjects.strangest(matcher.read(text), BASE.entries["chairs-oakham"])
    assert (found[0] if found is not None else None) == strange


@pytest.mark.parametrize(
    ("text", "other"),
    [
        pytest.param("what did rosa hancock say", "hancock", id="another surname"),
        pytest.param("what did sally bell say", "sally", id="another first name"),
        pytest.param("what did rosa zyxwv say", "zyxwv", id="a surname that is no word"),
        pytest.param("what did rosa bell say", None, id="the person's own"),
        pytest.param("what did rosa say", None, id="the first name alone"),
        pytest.param("what did bell say of carpets", None, id="the surname alone"),
        pytest.param("what did rosa bel say", None, id="misspelt"),
        pytest.param("what did rosa parks say", None, id="an ordinary word beside it is left to the trees"),
    ],
)
def test_a_first_name_with_another_surname_is_another_person(subjects, matcher, text, other):
    found = subjects.strangest(matcher.read(text), BASE.entries["bell-carpets"])
    certain = found[0] if found is not None and found[1] == inf else None
    assert certain == other


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("how many broken chairs in oakham", "answer", id="as in the base"),
        pytest.param("broken chairs oakham how many", "answer", id="about the same"),
        pytest.param("how many broken kittens in oakham", "suggestions", id="about another subject"),
    ],
)
def test_an_entry_answers_only_what_is_about_its_subject(text, kind):
    answerer = Answerer(BASE, replace(FROZEN, forest=lambda: UNSUPPORTED))
    assert answerer.answer(text).kind == kind


@settings(deadline=None)  # a busy machine is no fault
@given(text=st.text(max_size=300))
def test_any_message_has_rows_of_finite_numbers(subjects, matcher, text):
    typed, rows = subjects.rows(matcher.read(text), BASE.entries["bell-carpets"])
    assert rows.shape == (len(typed), len(WORD_FEATURES))
    assert np.isfinite(rows).all()
