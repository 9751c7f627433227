"""What a number is counted for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.rates import rate_after
from bot.core.language.text import fold


def rate_of(text: str) -> tuple[str, str]:
    """Return what the number 58 is counted for, and the words up to the end of that."""
    folded = fold(text)
    end = folded.index("58") + 2
    rate, until = rate_after(folded, end)
    return rate, folded[end:until].strip()


@pytest.mark.parametrize(
    ("text", "rate", "words"),
    [
        pytest.param("58 a week", "a week", "a week", id="a week"),
        pytest.param("58 an hour", "an hour", "an hour", id="an hour"),
        pytest.param("58 per day", "a day", "per day", id="per"),
        pytest.param("58 each month", "a month", "each month", id="each"),
        pytest.param("58 every year", "a year", "every year", id="every"),
        pytest.param("58/day", "a day", "/day", id="a stroke"),
        pytest.param("58 / hr", "an hour", "/ hr", id="a stroke with blanks, and hr"),
        pytest.param("58/wk", "a week", "/wk", id="wk"),
        pytest.param("58 per yr", "a year", "per yr", id="yr"),
        pytest.param("58 per annum", "a year", "per annum", id="per annum"),
        pytest.param("58 p.a.", "a year", "p.a", id="p.a."),
        pytest.param("58 pa", "a year", "pa", id="pa"),
        pytest.param("58 per head", "a head", "per head", id="per head"),
        pytest.param("58 per household", "a household", "per household", id="per household"),
        pytest.param("58 daily", "a day", "daily", id="daily"),
        pytest.param("58 weekly", "a week", "weekly", id="weekly"),
        pytest.param("58 monthly", "a month", "monthly", id="monthly"),
        pytest.param("58 annually", "a year", "annually", id="annually"),
        pytest.param("58 yearly", "a year", "yearly", id="yearly"),
        pytest.param("58 hourly", "an hour", "hourly", id="hourly"),
        pytest.param("58 per 1,000", "per 1,000", "per 1,000", id="per so many"),
        pytest.param("58 per 100 people", "per 100 people", "per 100 people", id="per so many of something"),
        pytest.param("58 for every thousand births", "for every thousand births", "for every thousand births",
                     id="for every thousand"),
        pytest.param("58 complaints a day", "a day", "complaints a day", id="what is counted between"),
        pytest.param("58 new child protection cases each week", "a week", "new child protection cases each week",
                     id="four words between"),
        pytest.param("58 a day, every day", "a day", "a day", id="the first of two"),
    ],
)  # fmt: skip
def test_what_a_number_is_counted_for_is_read_whole(text, rate, words):
    """A period is said in one way; how many it is per stays as it is said."""
    assert rate_of(text) == (rate, words)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("58 complaints", id="a level"),
        pytest.param("58", id="nothing after it"),
        pytest.param("58 complaints in a year", id="in a year"),
        pytest.param("58 of them over a week", id="over a week"),
        pytest.param("58 cases within a month", id="within a month"),
        pytest.param("58 were there for a day", id="for a day"),
        pytest.param("58 complaints once a week", id="once a week"),
        pytest.param("58 a week ago", id="a week ago"),
        pytest.param("58 a year later", id="a year later"),
        pytest.param("58 a year and a half", id="a year and a half"),
        pytest.param("58 more than a year", id="more than a year"),
        pytest.param("58 people, a day", id="after a comma"),
        pytest.param("58. A week", id="in another sentence"),
        pytest.param("58 one two three four five a week", id="too far away"),
        pytest.param("58 a weakness", id="a word that begins alike"),
        pytest.param("58 a decision", id="no period"),
        pytest.param("58 percent", id="percent"),
    ],
)
def test_what_only_looks_like_a_rate_is_none(text):
    """A time that went by, or another sentence, is not what a number is counted for."""
    assert rate_of(text) == ("", "")


@given(st.text(max_size=80), st.integers(0, 90))
def test_any_place_of_any_text_has_a_rate_or_none(text, at):
    """Without one nothing is read on; with one it stands after the place."""
    folded = fold(text)
    rate, end = rate_after(folded, min(at, len(folded)))
    assert (end == min(at, len(folded))) == (rate == "")
    assert min(at, len(folded)) <= end <= len(folded)
