"""Trees that add up are read, written and gone through."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.search.forest import Forest, shipped_forest
from bot.core.search.subject import WORD_FEATURES

# Two trees over "warm" and "wet": the first asks for warm up to 0.5, and on its right for wet up to 2; the second is a
# single leaf.
TREES = Forest(
    features=("warm", "wet"),
    bar=0.5,
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


def test_rows_are_judged_each_by_itself():
    rows = np.asarray([[0.6, 2.1], [0.0, 0.0], [0.6, 0.0]])
    assert TREES.log_odds(rows).tolist() == [29.25, 9.25, 19.25]


def test_no_rows_have_no_odds():
    assert TREES.log_odds(np.zeros((0, 2))).tolist() == []


def test_what_is_written_is_read_again_as_it_was():
    again = Forest.parse(TREES.written())
    assert (again.features, again.bar, again.base) == (("warm", "wet"), 0.5, -1.0)
    assert again.written() == TREES.written()


def test_the_shipped_trees_are_about_the_features_that_there_are():
    assert shipped_forest().features == WORD_FEATURES


@given(st.lists(st.floats(-1e6, 1e6), min_size=len(WORD_FEATURES), max_size=len(WORD_FEATURES)))
def test_the_shipped_trees_judge_any_row(row):
    assert np.isfinite(shipped_forest().log_odds(np.asarray([row]))).all()
