"""The conditional logit finds the weights that scikit-learn finds, and scipy for the loss written out plainly."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from bot.lab.logit import Choice, fit

RIDGE = 0.001
AT_NONE, MORE = np.asarray([1.5, -1.0, 0.5]), np.asarray([-1.0, 0.5, 1.0])


def drawn(seed: int, *, rows: tuple[int, int], count: int = 250) -> list[Choice]:
    """Return choices made as the weights above would make them, of which more than one row may be right.

    rows: how many rows each has, from and to.
    """
    dice = np.random.default_rng(seed)
    choices = []
    for _ in range(count):
        table = dice.normal(size=(dice.integers(*rows, endpoint=True), 3)).astype(np.float32)
        richness = float(dice.uniform(0, 2))
        odds = np.exp(table @ (AT_NONE + richness * MORE))
        right = np.zeros(len(table), bool)
        right[dice.choice(len(table), p=odds / odds.sum())] = True
        if len(table) > 3:
            right[dice.integers(len(table))] = True
        choices.append(Choice(table, right, float(dice.uniform(0.5, 2)), richness))
    return choices


def both(choices: list[Choice]) -> NDArray[np.float64]:
    return np.concatenate(fit(choices))


@pytest.mark.parametrize("seed", range(3))
def test_between_two_rows_it_is_the_logistic_regression_of_their_difference(seed):
    choices = drawn(seed, rows=(2, 2))
    differing = np.asarray([choice.table[0] - choice.table[1] for choice in choices], np.float64)
    rich = np.asarray([[choice.richness] for choice in choices])
    counts = np.asarray([choice.weight for choice in choices])
    oracle = LogisticRegression(C=1 / RIDGE, fit_intercept=False, tol=1e-10, max_iter=10_000).fit(
        np.hstack([differing, rich * differing]),
        [choice.right[0] for choice in choices],
        sample_weight=counts / counts.sum(),
    )
    assert both(choices) == pytest.approx(oracle.coef_[0], abs=2e-3)


def plain_loss(weights: NDArray[np.float64], choices: list[Choice]) -> float:
    """Return what `fit` makes small, choice by choice in double precision."""
    total = RIDGE / 2 * weights @ weights
    for choice in choices:
        utility = choice.table.astype(np.float64) @ (weights[:3] + choice.richness * weights[3:])
        likelihood = np.logaddexp.reduce(utility[choice.right]) - np.logaddexp.reduce(utility)
        total -= choice.weight / sum(each.weight for each in choices) * likelihood
    return float(total)


@pytest.mark.parametrize("seed", range(3))
def test_among_several_rows_of_which_some_are_right_the_loss_is_least(seed):
    choices = drawn(seed, rows=(2, 6), count=120)
    oracle = minimize(plain_loss, np.zeros(6), args=(choices,), method="BFGS")
    found = both(choices)
    assert found == pytest.approx(oracle.x, abs=2e-3)
    assert plain_loss(found, choices) == pytest.approx(oracle.fun, abs=1e-6)


def test_many_choices_give_back_the_weights_that_made_them():
    at_none, more = fit(drawn(7, rows=(2, 3), count=8_000))
    assert at_none == pytest.approx(AT_NONE, abs=0.2)
    assert more == pytest.approx(MORE, abs=0.2)


def test_a_choice_of_twice_the_weight_counts_as_two():
    choices = drawn(1, rows=(2, 4), count=40)
    once = [Choice(each.table, each.right, 1.0, each.richness) for each in choices]
    heavy = [Choice(each.table, each.right, 2.0, each.richness) for each in once[:10]]
    assert both(heavy + once[10:]) == pytest.approx(both(once[:10] + once), abs=2e-3)


def test_where_no_base_is_rich_nothing_is_added_by_riches():
    """And all is in the weights where richness is 0."""
    poor = [Choice(each.table, each.right, 1.0) for each in drawn(2, rows=(2, 2))]
    at_none, more = fit(poor)
    assert more.tolist() == [0.0, 0.0, 0.0]
    assert np.abs(at_none).min() > 0.1


def test_a_choice_whose_every_row_is_right_teaches_nothing():
    table = np.asarray([[1, 0, 0], [0, 1, 0]], np.float32)
    assert both([Choice(table, np.asarray([True, True]), 1.0)]) == pytest.approx(np.zeros(6), abs=1e-6)


def test_a_feature_that_always_decides_keeps_a_finite_weight():
    """The ridge holds it: at the weight w of one choice between 1 and 0 the slope 1 / (1 + e^w) equals 0.001 w."""
    table = np.asarray([[1, 0, 0], [0, 0, 0]], np.float32)
    at_none, _ = fit([Choice(table, np.asarray([True, False]), 1.0)])
    assert at_none == pytest.approx([5.245, 0, 0], abs=0.01)


def test_great_utilities_do_not_overflow():
    table = np.asarray([[1_000, 0, 0], [-1_000, 0, 0]], np.float32)
    assert np.isfinite(both([Choice(table, np.asarray([True, False]), 1.0)] * 3)).all()
