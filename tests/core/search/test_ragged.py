"""Rows of different lengths in flat arrays."""

from __future__ import annotations

import numpy as np
import pytest

from bot.core.search.ragged import compact, grouped, rarity, spread, starts_of, sums

STARTS = np.asarray([0, 2, 2, 5])  # rows of two, none and three values


@pytest.mark.parametrize(
    ("rows", "positions", "places"),
    [
        pytest.param([0], [0, 1], [0, 0], id="one row"),
        pytest.param([2, 0], [2, 3, 4, 0, 1], [0, 0, 0, 1, 1], id="two rows in the order asked for"),
        pytest.param([1], [], [], id="an empty row"),
        pytest.param([1, 0, 1], [0, 1], [1, 1], id="empty rows around one"),
        pytest.param([], [], [], id="no row"),
    ],
)
def test_the_values_of_rows_are_found(rows, positions, places):
    found, owners = spread(STARTS, np.asarray(rows, np.int64))
    assert (list(found), list(owners)) == (positions, places)


def test_rows_start_where_the_one_before_ends():
    assert list(starts_of([2, 0, 3])) == [0, 2, 2, 5]


def test_values_in_order_of_their_owners_are_rows():
    assert list(grouped(np.asarray([0, 0, 2, 2, 2]), 4)) == [0, 2, 2, 5, 5]


@pytest.mark.parametrize(
    ("owners", "values", "expected"),
    [
        pytest.param([0, 2, 0], [1.0, 2.0, 3.0], [4.0, 0.0, 2.0], id="added up for each owner"),
        pytest.param([], [], [0.0, 0.0, 0.0], id="nothing gives zeros"),
    ],
)
def test_values_are_added_up_for_each_owner(owners, values, expected):
    assert list(sums(np.asarray(owners, np.int64), np.asarray(values), 3)) == expected


@pytest.mark.parametrize(("highest", "bytes_each"), [(255, 2), (65_535, 2), (65_536, 4)])
def test_numbers_are_kept_as_small_as_they_may_be(highest, bytes_each):
    kept = compact(np.asarray([0, highest]), highest)
    assert (list(kept), kept.itemsize) == ([0, highest], bytes_each)


@pytest.mark.parametrize(
    ("often", "expected"),
    [
        pytest.param(0, 3.3979, id="in none of ten: 1 + log(11 / 1)"),
        pytest.param(1, 2.7047, id="in one: 1 + log(11 / 2)"),
        pytest.param(10, 1.0, id="in all: 1 + log(11 / 11)"),
    ],
)
def test_the_rarer_the_more(often, expected):
    assert float(rarity(often, 10)) == pytest.approx(expected, abs=1e-4)
