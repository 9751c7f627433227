"""The engine and plainer ways of guessing are measured alike."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bot.lab.questions import Asked
from bot.lab.rivals import HEADING, Guess, compare, ways
from bot.lab.rivals import auroc as measured_auroc
from bot.lab.rivals import right_at as measured_right_at
from tests.core import library

QUESTIONS = [
    Asked("how many loans did they look at", "direct", "answer", entry="loans-inspected"),
    Asked("broken chairs in oakham", "direct", "answer", entry="chairs-oakham"),
    Asked("was it the rain", "direct", "answer", entry="roof-leaked"),
    Asked("who won the football", "off", "no_answer"),
    Asked("i am afraid of my father", "distress", "signpost"),
]


@pytest.mark.parametrize(
    ("higher", "lower", "expected"),
    [
        pytest.param([3.0, 2.0], [1.0, 0.0], 1.0, id="all above"),
        pytest.param([0.0], [1.0, 2.0], 0.0, id="none above"),
        pytest.param([1.0], [1.0], 0.5, id="equal ones count half"),
        pytest.param([3.0, 1.0], [2.0, 0.0], 0.75, id="three of four pairs"),
    ],
)
def test_auroc_is_the_chance_of_being_above(higher, lower, expected):
    assert measured_auroc(np.asarray(higher), np.asarray(lower)) == expected


def test_without_one_of_the_two_there_is_no_such_chance():
    assert math.isnan(measured_auroc(np.asarray([]), np.asarray([1.0])))


@pytest.mark.parametrize(
    ("sure", "right", "max_wrong", "expected"),
    [
        pytest.param([4, 3, 2, 1], [1, 1, 0, 1], 0.0, 2, id="up to the first wrong one"),
        pytest.param([4, 3, 2, 1], [1, 1, 0, 1], 0.25, 3, id="one in four may be wrong"),
        pytest.param([4, 4, 2, 1], [1, 0, 1, 1], 0.0, 0, id="equally sure ones go together"),
        pytest.param([1, 2, 3, 4], [0, 0, 1, 1], 0.0, 2, id="in any order"),
        pytest.param([], [], 0.03, 0, id="no question"),
    ],
)
def test_right_answers_are_counted_at_the_best_bar_that_is_safe_enough(sure, right, max_wrong, expected):
    assert measured_right_at(np.asarray(sure, float), np.asarray(right, bool), max_wrong) == expected


def test_a_way_is_rated_by_its_guesses():
    """Two of three guesses are right, the wrong one is the least sure, and the question without an answer is sure."""
    guesses = [
        Guess("loans-inspected", 0.9),
        Guess("chairs-oakham", 0.8),
        Guess("loans-late", 0.1),
        Guess("loans-late", 0.85),
    ]
    (rated,) = compare(library.knowledge(), QUESTIONS, {"by hand": lambda questions: guesses[: len(questions)]})
    assert (rated.first, rated.auroc, rated.right) == (pytest.approx(2 / 3), pytest.approx(1 / 3), pytest.approx(1 / 3))


def test_all_ways_guess_an_entry_for_every_question():
    knowledge = library.knowledge()
    for name, way in ways(knowledge).items():
        guesses = way([question.ask for question in QUESTIONS])
        assert len(guesses) == len(QUESTIONS), name
        assert all(guess.entry in knowledge.entries for guess in guesses), name


@pytest.mark.parametrize("name", ["this engine", "BM25, a document an entry", "rapidfuzz token_set_ratio"])
def test_a_question_in_the_words_of_an_entry_is_guessed_right(name):
    (guess,) = ways(library.knowledge())[name](["how many loans did they look at"])
    assert guess.entry == "loans-inspected"


def test_the_table_has_a_row_under_each_heading():
    (rated,) = compare(library.knowledge(), QUESTIONS[:1], {"one": lambda questions: [Guess("loans-inspected", 1.0)]})
    assert str(rated) == "one                            100.0%      nan    100.0%"
    assert len(str(rated)) == len(HEADING)
