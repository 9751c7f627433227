"""A linear classifier learns what tells targets apart, from features given as numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from bot.core.search.classifier import Classifier, SparseFeatures, log_shares

LAMP, ROOF, LATE, SHARED = range(4)


class Dense:
    """Features that every phrasing has: vectors, as rows."""

    def __init__(self, vectors: NDArray[np.float32]) -> None:
        self.width = vectors.shape[1]
        self._vectors = vectors

    def some(self, phrasings: NDArray[np.int64]) -> tuple[slice, NDArray[np.float32]]:
        """See Features."""
        return slice(None), self._vectors[phrasings]


def sparse(*rows: tuple[int, ...]) -> SparseFeatures:
    """Return phrasings with those features, each of value 1."""
    starts = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.asarray([column for row in rows for column in row])
    return SparseFeatures(starts, columns, np.ones(len(columns), np.float32), 4)


FEATURES = sparse((LAMP, SHARED), (LAMP,), (ROOF, SHARED), (ROOF,), (LATE, SHARED), (LATE,))
TARGETS = np.asarray([0, 0, 1, 1, 2, 2])


def chances(classifier: Classifier, *columns: int) -> list[float]:
    values = np.ones(len(columns), np.float32)
    return np.exp(classifier.chances(np.asarray(columns, np.int64), values)).tolist()


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier(FEATURES, TARGETS, 3)


@pytest.mark.parametrize(
    ("columns", "target"),
    [
        pytest.param((LAMP,), 0, id="the first target's word"),
        pytest.param((ROOF,), 1, id="the second's"),
        pytest.param((LATE, SHARED), 2, id="the third's beside a word of all"),
    ],
)
def test_a_target_is_known_by_what_only_it_has(classifier, columns, target):
    found = chances(classifier, *columns)
    assert found[target] > 0.9
    assert sum(found) == pytest.approx(1.0)


def test_what_all_targets_have_tells_none_of_them(classifier):
    assert max(chances(classifier, SHARED)) < 0.5


def test_without_any_feature_all_targets_are_equally_probable(classifier):
    assert chances(classifier) == pytest.approx([1 / 3, 1 / 3, 1 / 3])


def test_the_one_word_by_which_two_targets_differ_decides():
    """Both targets' phrasings are alike but for one word, which is rare in them."""
    rows = [(SHARED, LATE)] * 9 + [(SHARED, LATE, LAMP)]
    targets = np.asarray([0] * 9 + [1])
    assert chances(Classifier(sparse(*rows), targets, 2), SHARED, LATE, LAMP)[1] > 0.5


def test_vectors_are_learnt_from_as_well():
    vectors = np.asarray([[1, 0], [0.9, 0.1], [0, 1], [0.1, 0.9]], np.float32)
    learnt = Classifier(Dense(vectors), np.asarray([0, 0, 1, 1]), 2)
    found = np.exp(learnt.chances(slice(None), np.asarray([0.8, 0.2], np.float32)))
    assert found[0] > 0.9


def test_the_same_phrasings_teach_the_same():
    again = Classifier(FEATURES, TARGETS, 3)
    assert chances(again, LAMP, SHARED) == chances(Classifier(FEATURES, TARGETS, 3), LAMP, SHARED)


def problem(seed: int, targets: int) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.float32]]:
    """Return vectors, their targets, drawn by a softmax regression so that no line parts them, and other vectors."""
    dice = np.random.default_rng(seed)
    weights = dice.normal(size=(6, targets))
    vectors, others = dice.normal(size=(900, 6)).astype(np.float32), dice.normal(size=(300, 6)).astype(np.float32)
    noisy = vectors @ weights + dice.gumbel(size=(900, targets))
    return vectors, noisy.argmax(axis=1), others


def by_scikit_learn(vectors: NDArray[np.float32], targets: NDArray[np.int64]) -> LogisticRegression:
    return LogisticRegression(C=1e6, fit_intercept=False, tol=1e-8, max_iter=10_000).fit(vectors, targets)


@pytest.mark.parametrize("targets", [2, 3, 5])
@pytest.mark.parametrize("seed", range(3))
def test_the_probabilities_are_those_of_a_softmax_regression(seed, targets):
    """Of vectors that were not learnt from: within 3 points of a hundred each, within half a point on average."""
    vectors, right, others = problem(seed, targets)
    learnt = Classifier(Dense(vectors), right, targets)
    found = np.exp([learnt.chances(slice(None), each) for each in others])
    differing = np.abs(found - by_scikit_learn(vectors, right).predict_proba(others))
    assert differing.max() < 0.03
    assert differing.mean() < 0.005


@pytest.mark.parametrize("seed", range(3))
def test_of_features_of_which_each_phrasing_has_few_the_same_is_learnt(seed):
    """Three words of twelve each; the target leans on them, but no word settles it."""
    dice = np.random.default_rng(seed)
    table = np.zeros((900, 12), np.float32)
    for row in table:
        row[dice.choice(12, 3, replace=False)] = dice.uniform(0.5, 1.5, 3)
    right = (table @ dice.normal(size=(12, 3)) + dice.gumbel(size=(900, 3))).argmax(axis=1)
    starts, (_, columns) = np.arange(0, 2_701, 3), np.nonzero(table)
    learnt = Classifier(SparseFeatures(starts, columns, table[table > 0], 12), right, 3)
    found = np.exp([learnt.chances(np.flatnonzero(row), row[row > 0]) for row in table[:300]])
    differing = np.abs(found - by_scikit_learn(table, right).predict_proba(table[:300]))
    assert differing.max() < 0.03
    assert differing.mean() < 0.005


def test_features_of_some_phrasings_come_once_each_with_a_row_of_values_for_each_phrasing():
    columns, table = FEATURES.some(np.asarray([2, 0]))
    assert columns.tolist() == [LAMP, ROOF, SHARED]
    assert table.tolist() == [[0, 1, 1], [1, 0, 1]]


@given(arrays.arrays(np.float64, (2, 5), elements=st.floats(-50, 50)))
def test_log_shares_of_each_row_add_up_to_one_and_keep_their_order(scores):
    found = log_shares(scores)
    assert np.exp(found).sum(axis=1) == pytest.approx([1.0, 1.0])
    assert np.allclose(found - found[:, :1], scores - scores[:, :1])
