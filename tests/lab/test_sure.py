"""How sure an answer is, is learnt from questions: the same from the same."""

from __future__ import annotations

import pytest
import sklearn.ensemble  # noqa: F401 - only what is loaded can be kept to one thread
from threadpoolctl import threadpool_limits

from bot.core.answering.confidence import columns
from bot.core.answering.deciding import Bars
from bot.core.search.forest import Forest
from bot.core.search.subject import WORD_FEATURES
from bot.lab.questions import Asked
from bot.lab.sure import learn_trees
from tests.core import library

QUESTIONS = [
    Asked("how many loans were late", "direct", "answer", shows=(("103",),)),
    Asked("when did rain get into the reading room", "direct", "answer", shows=(("2014",),)),
    Asked("who looked into it", "direct", "answer", shows=(("Reading Council",),)),
    Asked("what is the yearly budget", "silence", "no_answer"),
    Asked("number of broken kittens in oakham", "swapped", "no_answer"),
    Asked("my mum hits me and i am scared", "distress", "signpost"),
]


def learnt_now(told: list[str]) -> tuple[Forest, Forest]:
    """Return what tells strange words, and how sure an answer is.

    Threads of scikit-learn that wait for each other would take ten times as long.
    """
    with threadpool_limits(1):
        return learn_trees([(library.knowledge(), QUESTIONS)], vectors=None, say=told.append)


@pytest.fixture(scope="module")
def told() -> list[str]:
    """The progress that learning tells of."""
    return []


@pytest.fixture(scope="module")
def learnt(told: list[str]) -> tuple[Forest, Forest]:
    return learnt_now(told)


def test_trees_are_learnt_about_the_features_that_there_are(learnt):
    assert [each.features for each in learnt] == [WORD_FEATURES, columns(vectors=False)]


def test_there_is_a_bar_for_strange_words_and_one_for_all_that_is_done_with_an_answer(learnt):
    strange, sure = learnt
    assert list(strange.bars) == ["strange"]
    Bars(**sure.bars_at(0.0))  # it takes each of them, and no other


def test_only_the_bars_of_an_answer_and_of_a_part_change_with_how_rich_a_base_is(learnt):
    """A part needs 0.6 of what a whole answer does."""
    bars = learnt[1].bars
    assert {name: bar for name, bar in bars.items() if name not in ("answer", "part")} == {
        "alone": (0.85, 0.0),
        "suggest": (0.03, 0.0),
        "silence": (0.2, 0.0),
    }
    assert bars["part"] == pytest.approx([0.6 * each for each in bars["answer"]], abs=1e-3)


@pytest.mark.usefixtures("learnt")
def test_every_step_is_told(told):
    steps = ["strange words, fold {}", "confidence, fold {}"]
    assert told[0].endswith(" made of phrasings")
    assert told[1:7] == [f"{step.format(fold)} of 3" for step in steps for fold in (1, 2, 3)]
    assert all("phrasings a target: bar " in line for line in told[7:])


def test_the_same_questions_teach_the_same(learnt):
    assert [each.written() for each in learnt_now([])] == [each.written() for each in learnt]
