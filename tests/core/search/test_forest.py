"""Trees that add up are read, written and gone through."""

from __future__ import annotations

from dataclasses import replace
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.answering.confidence import columns
from bot.core.answering.deciding import Bars
from bot.core.factcheck.fitting import CONTRADICTING
from bot.core.factcheck.weighing import COLUMNS
from bot.core.search.forest import Forest, shipped_trees
from bot.core.search.subject import WORD_FEATURES, WORD_VECTOR_FEATURES

# Two trees over "warm" and "wet": the first asks for warm up to 0.5, and on its right for wet up to 2; the second is a
# single leaf.
TREES = Forest(
    features=("warm", "wet"),
    bars={"answer": (0.5, 0.25), "suggest": (0.1, 0.0)},
    base=-1.0,
    roots=np.asarray([0, 5], np.int32),
    column=np.asarray([0, -1, 1, -1, -1, -1], np.int32),
    threshold=np.asarray([0.5, 10.0, 2.0, 20.0, 30.0, 0.25]),
    left=np.asarray([1, 1, 3, 3, 4, 5], np.int32),
    right=np.asarray([2, 1, 4, 3, 4, 5], np.int32),
)


@pytest.mark.parametrize(
    ("warm", "wet", "odds"),
    [
        pytest.param(0.0, 9.0, 9.25, id="left"),
        pytest.param(0.5, 9.0, 9.25, id="left, exactly at the threshold"),
        pytest.param(0.6, 2.0, 19.25, id="right, then left"),
        pytest.param(0.6, 2.1, 29.25, id="right twice"),
    ],
)
def test_a_row_goes_through_every_tree_and_what_their_leaves_hold_adds_up(warm, wet, odds):
    assert TREES.log_odds(np.asarray([[warm, wet]])).tolist() == [odds]


@pytest.mark.parametrize(
    ("warm", "probability"),
    [
        pytest.param(0.0, 0.99990, id="log-odds of 9.25"),
        pytest.param(0.6, 0.99999, id="log-odds of 19.25"),
    ],
)
def test_the_probability_of_a_row_is_that_of_its_log_odds(warm, probability):
    assert TREES.probability(np.asarray([warm, 0.0])) == pytest.approx(probability, abs=1e-5)


def test_without_trees_every_row_is_as_probable_as_the_base():
    """-1: 1 / (1 + e)."""
    none = np.zeros(0, np.int32)
    bare = replace(TREES, roots=none, column=none, threshold=np.zeros(0), left=none, right=none)
    assert bare.probability(np.asarray([0.0, 0.0])) == pytest.approx(0.26894, abs=1e-5)


def test_a_bar_that_is_the_same_in_every_base_is_that_of_one_phrasing():
    assert (TREES.bar("answer"), TREES.bar("suggest")) == (0.5, 0.1)


def test_rows_are_judged_each_by_itself():
    rows = np.asarray([[0.6, 2.1], [0.0, 0.0], [0.6, 0.0]])
    assert TREES.log_odds(rows).tolist() == [29.25, 9.25, 19.25]


def test_no_rows_have_no_odds():
    assert TREES.log_odds(np.zeros((0, 2))).tolist() == []


def test_what_is_written_is_read_again_as_it_was():
    again = Forest.parse(TREES.written())
    bars = {"answer": (0.5, 0.25), "suggest": (0.1, 0.0)}
    assert (again.features, again.bars, again.base) == (("warm", "wet"), bars, -1.0)
    assert again.written() == TREES.written()


@pytest.mark.parametrize(
    ("richness", "answer", "suggest"),
    [
        pytest.param(0.0, 0.5, 0.1, id="one phrasing a target"),
        pytest.param(1.0, 0.75, 0.1, id="an e-fold of them"),
        pytest.param(2.0, 0.85, 0.1, id="as high as a bar can be, 0.85 and not 1"),
        pytest.param(log(4), 0.8466, 0.1, id="four, 0.5 + 0.25 * 1.3863"),
    ],
)
def test_bars_are_lines_over_how_rich_a_base_is_in_phrasings(richness, answer, suggest):
    assert TREES.bars_at(richness) == {"answer": pytest.approx(answer, abs=1e-4), "suggest": pytest.approx(suggest)}


# --- Those that ship ----------------------------------------------------------------------------------------------

WITH_OR_WITHOUT = pytest.mark.parametrize(
    "vectors", [pytest.param(False, id="by words alone"), pytest.param(True, id="by vectors of words as well")]
)


@WITH_OR_WITHOUT
def test_the_shipped_trees_are_about_the_features_that_there_are(vectors):
    trees = shipped_trees(vectors=vectors)
    assert trees.strange.features == ((*WORD_FEATURES, *WORD_VECTOR_FEATURES) if vectors else WORD_FEATURES)
    assert trees.sure.features == columns(vectors=vectors)
    assert trees.true.features == COLUMNS


@WITH_OR_WITHOUT
def test_the_shipped_trees_have_the_bars_that_are_asked_of_them(vectors):
    trees = shipped_trees(vectors=vectors)
    assert list(trees.strange.bars) == ["strange"]
    Bars(**trees.sure.bars_at(0.0))  # it takes each of them, and no other
    assert set(trees.true.bars) == {"true", "true_plain", "words", *CONTRADICTING}


@WITH_OR_WITHOUT
def test_the_shipped_bars_of_claims_are_the_same_in_every_base_and_none_denies_what_is_likelier_true_than_not(vectors):
    bars = shipped_trees(vectors=vectors).true.bars
    assert {more for _, more in bars.values()} == {0.0}
    assert 0.0 < bars["true_plain"][0] <= bars["true"][0] < 1.0
    assert all(bar <= 0.5 for name, (bar, _) in bars.items() if not name.startswith("true"))


@WITH_OR_WITHOUT
@settings(deadline=None)  # a busy machine is no fault
@given(data=st.data())
def test_the_shipped_trees_judge_any_row(vectors, data):
    trees = shipped_trees(vectors=vectors)
    for forest in (trees.strange, trees.sure, trees.true):
        width = len(forest.features)
        row = data.draw(st.lists(st.floats(-1e6, 1e6), min_size=width, max_size=width))
        assert np.isfinite(forest.log_odds(np.asarray([row]))).all()


@WITH_OR_WITHOUT
@settings(deadline=None)  # a busy machine is no fault
@given(richness=st.floats(0.0, 6.0))
def test_in_a_base_of_any_richness_the_shipped_bars_of_an_answer_are_probabilities(vectors, richness):
    """From one phrasing a target to four hundred."""
    bars = shipped_trees(vectors=vectors).sure.bars_at(richness)
    assert {name: bar for name, bar in bars.items() if not 0.0 <= bar <= 1.0} == {}
