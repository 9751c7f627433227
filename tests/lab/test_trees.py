"""What scikit-learn has learnt becomes trees that the core reads."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from bot.core.search.forest import Forest
from bot.core.search.subject import WORD_FEATURES
from bot.lab.trees import export

ROWS = np.random.default_rng(1).random((400, len(WORD_FEATURES)))
STRANGE = ROWS[:, 0] + ROWS[:, 3] > 1.0


@pytest.fixture(scope="module")
def model() -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(max_iter=20, random_state=0).fit(ROWS, STRANGE)


def test_exported_trees_say_what_scikit_learn_says(model):
    exported = export(model, WORD_FEATURES, {"strange": (0.5, 0.0)})
    assert exported.log_odds(ROWS) == pytest.approx(model.decision_function(ROWS), abs=1e-3)


def test_exported_trees_say_the_same_of_rows_that_were_not_learnt_from(model):
    others = np.random.default_rng(2).random((400, len(WORD_FEATURES)))
    exported = export(model, WORD_FEATURES, {"strange": (0.5, 0.0)})
    assert exported.log_odds(others) == pytest.approx(model.decision_function(others), abs=1e-3)


def test_what_is_exported_is_read_again_as_it_was(model):
    """No number loses anything on the way."""
    exported = export(model, WORD_FEATURES, {"strange": (0.5, 0.0)})
    again = Forest.parse(exported.written())
    assert again.log_odds(ROWS).tolist() == exported.log_odds(ROWS).tolist()


def test_exported_trees_keep_the_names_of_their_columns_and_their_bars_in_thousandths(model):
    exported = export(model, WORD_FEATURES, {"answer": (0.12345, -0.06789), "part": (0.5, 0.0)})
    assert exported.features == WORD_FEATURES
    assert exported.bars == {"answer": (0.123, -0.068), "part": (0.5, 0.0)}


def test_where_nothing_tells_the_two_classes_apart_there_are_only_their_odds():
    """One row in four is strange, whatever stands in it: log(1 / 3)."""
    rows = np.zeros((400, 2))
    model = HistGradientBoostingClassifier(max_iter=2, random_state=0).fit(rows, np.arange(400) % 4 == 0)
    exported = export(model, ("warm", "wet"), {})
    assert exported.log_odds(np.asarray([[0.0, 0.0], [5.0, -5.0]])).tolist() == pytest.approx([-1.0986] * 2, abs=1e-3)
