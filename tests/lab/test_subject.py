"""Strange words are learnt from questions with one word swapped."""

from __future__ import annotations

import random

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from bot.core.search.subject import WORD_FEATURES
from bot.lab.subject import cut, export, swapped
from tests.core import library

BASE = library.knowledge()


@pytest.mark.parametrize(
    ("kept", "size"),
    [pytest.param(2, 2, id="a number"), pytest.param(0.5, 3, id="a share")],
)
def test_a_base_is_cut_and_what_was_cut_is_told_with_its_entry(kept, size):
    entry = BASE.entries["loans-late"]
    assert len(entry.asked) == 6
    smaller, held = cut(BASE, kept, random.Random(1))
    assert len(smaller.entries["loans-late"].asked) == size
    rest = {text for text, id in held if id == "loans-late"}
    assert rest | set(smaller.entries["loans-late"].asked) == set(entry.asked)


def test_one_supported_word_is_swapped_for_one_that_is_not():
    pools = [{"s": ["kittens"], "": ["kitten"]}]
    found = swapped("how many loans were late?", lambda word: word == "loans", pools, random.Random(1))
    assert found == ("how many kittens were late?", "kittens")


def test_a_text_without_a_supported_word_is_left():
    assert swapped("how many were there", lambda word: False, [{"": ["kitten"]}], random.Random(1)) is None


def test_exported_trees_say_what_scikit_learn_says():
    dice = np.random.default_rng(1)
    rows = dice.random((400, len(WORD_FEATURES)))
    model = HistGradientBoostingClassifier(max_iter=20, random_state=0).fit(rows, rows[:, 0] + rows[:, 3] > 1.0)
    assert export(model, 0.5).log_odds(rows) == pytest.approx(model.decision_function(rows), abs=1e-3)
