"""A linear classifier learns to tell a yes from a no, from features given as numbers."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from bot.core.search.classifier import Classifier, Rows

CONSTANT, LAMP, ROOF, SHARED, RARE = range(5)


def rows(*columns: tuple[int, ...]) -> Rows:
    """Return texts with those features, each of value 1."""
    starts = np.cumsum([0, *(len(row) for row in columns)])
    flat = np.asarray(list(chain.from_iterable(columns)), np.int64)
    return Rows(starts, flat, np.ones(len(flat), np.float32))


TEXTS = rows((CONSTANT, LAMP, SHARED), (CONSTANT, LAMP), (CONSTANT, ROOF, SHARED), (CONSTANT, ROOF))
YES = [True, True, False, False]


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier(TEXTS, YES, 5)


@pytest.mark.parametrize(
    ("columns", "low", "high"),
    [
        pytest.param((CONSTANT, LAMP), 1.0, 99.0, id="what only a yes has"),
        pytest.param((CONSTANT, ROOF), -99.0, -1.0, id="what only a no has"),
        pytest.param((CONSTANT, SHARED), -0.5, 0.5, id="what both have"),
        pytest.param((CONSTANT, RARE), -0.5, 0.5, id="what none has"),
    ],
)
def test_a_yes_is_known_by_what_only_it_has(classifier, columns, low, high):
    assert low < classifier.log_odds(rows(columns))[0] < high


def test_a_feature_of_a_single_text_teaches_nothing():
    learnt = Classifier(rows((CONSTANT, RARE), (CONSTANT, LAMP), (CONSTANT, LAMP)), [True, False, True], 5)
    assert learnt.log_odds(rows((RARE,)))[0] == 0.0


def test_several_texts_are_judged_at_once_each_by_itself(classifier):
    both = classifier.log_odds(rows((CONSTANT, LAMP), (CONSTANT, ROOF, SHARED)))
    alone = [classifier.log_odds(rows(each))[0] for each in ((CONSTANT, LAMP), (CONSTANT, ROOF, SHARED))]
    assert both.tolist() == alone


def test_the_same_texts_teach_the_same(classifier):
    again = Classifier(TEXTS, YES, 5)
    assert again.log_odds(TEXTS).tolist() == classifier.log_odds(TEXTS).tolist()


def test_some_rows_come_in_the_order_asked_for():
    some = TEXTS.some(np.asarray([3, 0]))
    assert (some.starts.tolist(), some.columns.tolist()) == ([0, 2, 5], [CONSTANT, ROOF, CONSTANT, LAMP, SHARED])


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_texts_is_that_of_a_logistic_regression(seed):
    """Three words of twelve each; the answer leans on them, but no word settles it. Held against scikit-learn's."""
    dice = np.random.default_rng(seed)
    table = np.zeros((900, 12), np.float32)
    for row in table:
        row[dice.choice(12, 3, replace=False)] = dice.uniform(0.5, 1.5, 3)
    yes = table @ dice.normal(size=12) * 2 + dice.logistic(size=900) > 0
    starts, (_, columns) = np.arange(0, 2_701, 3), np.nonzero(table)
    learnt = Classifier(Rows(starts, columns, table[table > 0]), yes, 12)
    found = learnt.log_odds(Rows(starts, columns, table[table > 0]))
    wanted = LogisticRegression(C=1e6, fit_intercept=False).fit(table, yes).decision_function(table)
    assert np.corrcoef(found, wanted)[0, 1] > 0.97
