"""Dates are written as exactly as they are known."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.dates import spoken


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        pytest.param("2016", "2016", id="a year"),
        pytest.param("2016-11", "November 2016", id="a month"),
        pytest.param("2016-01", "January 2016", id="the first month"),
        pytest.param("2016-12", "December 2016", id="the last month"),
        pytest.param("2016-11-25", "25 November 2016", id="a day"),
        pytest.param("2016-11-05", "5 November 2016", id="a day of one digit"),
        pytest.param("2016-05-10", "10 May 2016", id="a day that ends in nought"),
    ],
)
def test_a_date_is_written_as_readers_write_it(given_, expected):
    assert spoken(given_) == expected


@given(day=st.dates(min_value=date(1000, 1, 1)))
def test_any_day_can_be_read_back(day):
    assert datetime.strptime(spoken(day.isoformat()), "%d %B %Y").date() == day
