"""The engine beside plainer ways, on the same questions: every share was worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from bot.core.search.features import FEATURES, NONE_FEATURES
from bot.core.search.weights import WEIGHTS
from bot.lab.questions import Asked
from bot.lab.rivals import HEADING, IDEAS, Guess, Rated, ablated, auroc, compare, right_at, ways
from tests.core import library
from tests.core.words import Anagrams

BASE = library.knowledge()
LATE = Asked("how many loans were late", "direct", "answer", entry="loans-late")
ROOF = Asked("when did the roof leak", "direct", "answer", entry="roof-leaked")
BUDGET = Asked("what is the yearly budget", "silence", "no_answer")
CALL = Asked("my mum hits me", "distress", "signpost")


def fixed(*guesses: Guess):
    """Return a way that always guesses the same."""
    return lambda questions: list(guesses)


@pytest.mark.parametrize(
    ("guesses", "first", "area", "right"),
    [
        pytest.param(
            (Guess("loans-late", 0.9), Guess("roof-leaked", 0.8), Guess("loans-late", 0.1)),
            1.0,
            1.0,
            1.0,
            id="all right",
        ),
        pytest.param(
            (Guess("loans-late", 0.9), Guess("loans-late", 0.8), Guess("loans-late", 0.1)),
            0.5,
            1.0,
            0.5,
            id="one wrong",
        ),
        pytest.param(
            (Guess("loans-late", 0.2), Guess("roof-leaked", 0.2), Guess("loans-late", 0.7)),
            1.0,
            0.0,
            0.0,
            id="surest where there is no answer",
        ),
        pytest.param(
            (Guess("loans-late", 0.2, 0.9), Guess("roof-leaked", 0.2, 0.8), Guess("loans-late", 0.7, 0.1)),
            1.0,
            1.0,
            0.0,
            id="sure that anything answers is something else than sure of the guess",
        ),
    ],
)
def test_a_way_is_rated_by_what_its_guesses_are_worth(guesses, first, area, right):
    rated = compare(BASE, [LATE, ROOF, CALL, BUDGET], {"way": fixed(*guesses)})[0]
    assert (rated.name, rated.first, rated.typos, rated.auroc, rated.right) == ("way", first, first, area, right)
    assert rated.us >= 0.0


def test_typos_are_measured_with_misspelt_questions():
    heard: list[list[str]] = []

    def way(questions):
        heard.append(list(questions))
        return [Guess("loans-late", 1.0)] * len(questions)

    compare(BASE, [LATE] * 20, {"way": way})
    assert heard[0] == [LATE.ask] * 20
    assert heard[1] != heard[0]


@pytest.mark.parametrize(
    ("higher", "lower", "expected"),
    [
        pytest.param([3.0, 2.0], [1.0], 1.0, id="all above"),
        pytest.param([1.0], [2.0], 0.0, id="below"),
        pytest.param([1.0], [1.0], 0.5, id="level"),
        pytest.param([2.0, 0.0], [1.0], 0.5, id="one of two above"),
    ],
)
def test_the_chance_that_one_is_above_the_other(higher, lower, expected):
    assert auroc(np.asarray(higher), np.asarray(lower)) == expected


def test_there_is_no_chance_to_tell_of_nothing():
    assert np.isnan(auroc(np.asarray([]), np.asarray([1.0])))


@pytest.mark.parametrize(
    ("sure", "right", "expected"),
    [
        pytest.param([0.9, 0.8, 0.7], [True, True, True], 3, id="all right"),
        pytest.param([0.9, 0.8, 0.7], [True, False, True], 1, id="up to the first wrong one"),
        pytest.param([0.9, 0.9, 0.7], [True, False, True], 0, id="equally sure ones go together"),
        pytest.param([], [], 0, id="nothing"),
    ],
)
def test_right_answers_at_a_bar_that_lets_few_wrong_ones_through(sure, right, expected):
    assert right_at(np.asarray(sure), np.asarray(right, bool), 0.03) == expected


def test_the_engine_and_its_rivals_find_what_is_plainly_asked():
    found = ways(BASE)
    assert {"this engine", "rapidfuzz WRatio", "BM25, a document an entry", "TF-IDF, linear SVM"} <= set(found)
    for name, way in found.items():
        assert way(["how many loans were late"])[0].entry == "loans-late" or name.startswith("rapidfuzz")


def test_with_vectors_of_words_the_engine_stands_there_with_and_without():
    found = ways(BASE, Anagrams())
    assert list(found)[:2] == ["this engine", "engine with word vectors"]
    assert found["engine with word vectors"](["how many loans were late"])[0].entry == "loans-late"
    assert "engine with word vectors" not in ways(BASE)


def test_every_feature_belongs_to_one_idea_or_to_none_that_can_be_taken_out():
    taken = [name for names in IDEAS.values() for name in names]
    assert len(taken) == len(set(taken))
    assert set(taken) <= {*FEATURES, *NONE_FEATURES} <= set(WEIGHTS)


def test_each_idea_is_taken_out_once():
    found = ablated(BASE)
    without = (f"so, without {idea}" for idea in IDEAS)
    assert list(found) == ["this engine", "as sure as it is probable", *without]
    guesses = {name: way(["how many loans were late"])[0].sure for name, way in found.items()}
    assert len(set(guesses.values())) > len(IDEAS) // 2


def test_a_rating_is_a_row_under_the_heading():
    row = str(Rated("this engine", 0.75, 0.7, 0.9, 0.5, 321.4))
    assert row.split() == ["this", "engine", "75.0%", "70.0%", "0.900", "50.0%", "321"]
    assert len(row) == len(HEADING)
