"""Vectors of words: what is like in meaning is found, whatever words it is put in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answering.answerer import Answerer
from bot.core.search.features import FEATURES, NONE_FEATURES, NONE_VECTOR_FEATURES, VECTOR_FEATURES
from bot.core.search.learnt import SHIPPED
from bot.core.search.matching import Matcher
from bot.core.search.vectors import Meanings
from tests import frozen
from tests.core import library
from tests.core.words import Anagrams
from tests.frozen import FROZEN

BASE = library.knowledge()
PHRASINGS = ["ab", "abc", "de", "df", "x"]
SIZES = [2, 2, 1]


@pytest.fixture(scope="module")
def meanings() -> Meanings:
    return Meanings(Anagrams(), PHRASINGS, SIZES)


def test_likeness_is_the_cosine_with_the_nearest_phrasing_and_with_their_sum(meanings):
    nearest, centre = meanings.likeness("ba", np.asarray([0, 1, 2]))
    sum_of_first = np.asarray([1, 1, 0]) / np.sqrt(2) + np.asarray([1, 1, 1]) / np.sqrt(3)
    expected = (np.asarray([1, 1, 0]) / np.sqrt(2)) @ sum_of_first / np.linalg.norm(sum_of_first)
    assert nearest == pytest.approx([1.0, 0.0, 0.0], abs=0.01)
    assert centre == pytest.approx([expected, 0.0, 0.0], abs=0.01)


def test_some_targets_get_what_they_get_among_all(meanings):
    all_nearest, all_centre = meanings.likeness("dab", np.asarray([0, 1, 2]))
    nearest, centre = meanings.likeness("dab", np.asarray([1, 2]))
    assert nearest == pytest.approx(all_nearest[1:])
    assert centre == pytest.approx(all_centre[1:])


def test_a_text_without_meaning_is_like_nothing(meanings):
    nearest, centre = meanings.likeness("?! 12", np.asarray([0, 1, 2]))
    assert not nearest.any()
    assert not centre.any()


def test_of_many_targets_the_unlike_are_not_looked_at_phrasing_by_phrasing():
    letters = "abcdefghijklmnopqrstuvwxyz"
    many = Meanings(Anagrams(), [text for each in letters for text in (each, each + "z")], [2] * 26)
    nearest, centre = many.likeness("qqqz", np.arange(26))
    assert int(nearest.argmax()) == int(centre.argmax()) == letters.index("q")
    assert (nearest == centre).any()


@given(st.lists(st.text(alphabet="abc ", max_size=8), min_size=1, max_size=6), st.text(max_size=12))
def test_likeness_of_anything_is_a_cosine(phrasings, text):
    nearest, centre = Meanings(Anagrams(), phrasings, [1] * len(phrasings)).likeness(text, np.arange(len(phrasings)))
    for values in (nearest, centre):
        assert np.isfinite(values).all()
        assert (np.abs(values) <= 1.02).all()


# --- In the matcher -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return frozen.matcher(BASE, vectors=Anagrams())


def test_with_vectors_there_are_more_features_and_each_has_a_weight(matcher):
    assert matcher.features.names == ((*FEATURES, *VECTOR_FEATURES), (*NONE_FEATURES, *NONE_VECTOR_FEATURES))
    assert frozen.matcher(BASE).features.names == (FEATURES, NONE_FEATURES)
    assert {*FEATURES, *VECTOR_FEATURES, *NONE_FEATURES, *NONE_VECTOR_FEATURES} == set(SHIPPED.by_vectors.weights)


def test_what_means_the_same_is_closest(matcher):
    anagram = BASE.entries["loans-late"].asked[0][::-1]
    ranking = matcher.rank(matcher.read(anagram), limit=99)
    match = next(match for match in ranking.matches if match.target.id == "loans-late")
    close = match.features[(*FEATURES, *VECTOR_FEATURES).index("close")]
    assert close > 0.99


def test_misspelt_words_mean_what_they_were_repaired_into(matcher):
    texts = ("how many loans were late", "how many loanns were late")
    rightly, wrongly = (matcher.features.of(matcher.read(text)).targets for text in texts)
    columns = [len(FEATURES) + at for at in range(len(VECTOR_FEATURES))]
    assert wrongly[:, columns] == pytest.approx(rightly[:, columns])


def test_vectors_can_be_added_later_and_give_the_same(matcher):
    plain = frozen.matcher(BASE)
    later = plain.with_vectors(Anagrams(), frozen.FROZEN.by_vectors.weights)
    question = plain.read("when did the roof leak")
    assert later.rank(question) == matcher.rank(question)
    assert plain.features.names == (FEATURES, NONE_FEATURES)
    assert plain.rank(question) == frozen.matcher(BASE).rank(question)


def test_phrasings_are_turned_into_vectors_once():
    vectors = Anagrams()
    built = frozen.matcher(BASE, vectors=vectors)
    before = vectors.asked
    built.rank(built.read("when did the roof leak"))
    assert vectors.asked == before + 1


def test_targets_that_are_left_out_have_no_say(matcher):
    question = matcher.read("how many loans were late")
    table = matcher.features.of(question)
    first = int(table.similarity.targets[table.targets[:, len(FEATURES)].argmax()])
    fewer = matcher.features.of(question, without={first})
    assert first not in fewer.similarity.targets
    assert len(fewer.targets) == len(table.targets) - 1
    meaning = len(NONE_FEATURES) + NONE_VECTOR_FEATURES.index("none_meaning")
    assert fewer.none[meaning] < table.none[meaning]


def test_an_answerer_that_goes_by_vectors_has_the_same_matcher_by_words_as_one_that_does_not():
    plain, other = frozen.answerer(BASE), frozen.answerer(BASE, vectors=Anagrams())
    assert plain.by_words is plain.matcher
    assert other.matcher.features.vectors is not None
    assert other.by_words.features.vectors is None
    for text in ("how many loans were late", "what is the budget", "zebra"):
        question = plain.read(text)
        assert other.by_words.rank(question) == plain.matcher.rank(question)


def test_the_bars_with_vectors_are_their_own():
    """A question that the frozen weights answer by words is only suggested where the bar with vectors cannot be met."""
    shy = replace(FROZEN, by_vectors=replace(FROZEN.by_vectors, bars={**FROZEN.by_vectors.bars, "answer": 1.1}))
    assert Answerer(BASE, shy).answer("loans that came back late, how many").kind == "answer"
    assert Answerer(BASE, shy, vectors=Anagrams()).answer("loans that came back late, how many").kind != "answer"
