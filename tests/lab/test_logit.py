"""A conditional logit is learnt from choices."""

from __future__ import annotations

import numpy as np
import pytest

from bot.lab.logit import Choice, chances, fit


def choice(table: list[list[float]], right: list[bool], weight: float = 1.0) -> Choice:
    return Choice(np.asarray(table), np.asarray(right), weight)


def test_the_chances_of_the_rows_follow_their_features():
    """Utilities log 3 and 0 are chances of three quarters and a quarter."""
    assert list(chances(np.asarray([np.log(3.0)]), np.asarray([[1.0], [0.0]]))) == pytest.approx([0.75, 0.25])


def test_what_tells_the_right_row_gets_weight_and_what_does_not_gets_none():
    told = [choice([[1.0, at % 2], [0.0, at % 2]], [True, False]) for at in range(6)]
    (telling, idle), _ = fit(told)
    assert telling > 2.0
    assert idle == pytest.approx(0.0, abs=1e-3)


def test_the_weights_say_how_often_the_row_is_right():
    """Right in three of four choices: odds of three to one, a little less for the penalty."""
    often = [choice([[1.0], [0.0]], [at < 3, at >= 3]) for at in range(4)]
    (weight,), loss = fit(often)
    assert weight == pytest.approx(np.log(3.0), abs=0.02)
    assert loss == pytest.approx(0.5623 + 0.0005 * np.log(3.0) ** 2, abs=1e-3)


def test_a_choice_counts_as_much_as_its_weight():
    (weight,), _ = fit([choice([[1.0], [0.0]], [True, False], 3.0), choice([[1.0], [0.0]], [False, True])])
    assert weight == pytest.approx(np.log(3.0), abs=0.02)


def test_choices_may_have_different_numbers_of_rows_and_several_right_ones():
    (weight,), _ = fit([choice([[1.0], [1.0], [0.0]], [True, True, False]), choice([[1.0], [0.0]], [True, False])])
    assert weight > 2.0
