"""Calls are counted as they happen, by Python itself; the functions counted know nothing of it."""

from __future__ import annotations

import sys
from cProfile import Profile

import pytest

from bot.core.answering.answerer import Answerer
from bot.core.knowledge.loading import load
from bot.core.language.text import fold, fold_lines
from bot.core.search.matching import Matcher
from bot.lab.counting import Counted, calls, count_all
from tests.core import library

CHECKS = """\
checks:
  - {ask: how many loans came back late, expect: loans-late}
  - {ask: what did rosa bell say, expect: bell-carpets}
  - {ask: what is the budget of the libraries, expect: money}
"""


def once() -> None:
    """Stand for something that is counted."""


def thrice() -> None:
    for _ in range(3):
        once()


def test_every_call_counts_however_deep():
    assert calls([once.__code__, thrice.__code__, fold.__code__], thrice) == (3, 1, 0)


def test_nothing_is_counted_afterwards():
    before = sys.getprofile()
    calls([once.__code__], thrice)
    assert sys.getprofile() is before


def test_what_goes_wrong_is_raised_and_ends_the_counting():
    def wrong() -> None:
        raise ValueError("wrong")

    before = sys.getprofile()
    with pytest.raises(ValueError, match="wrong"):
        calls([once.__code__], wrong)
    assert sys.getprofile() is before


def test_each_kind_of_message_is_counted_on_the_check_questions_that_an_entry_answers():
    """Two questions, three follow-ups on each of their answers, of which one has a figure."""
    counted = count_all(Answerer(load({**library.FILES, "checks.yaml": CHECKS.encode()})))
    assert {each.kind: len(each.folded) for each in counted} == {
        "one question": 2,
        "three sentences": 2,
        "a follow-up": 6,
        "a figure check": 1,
    }
    assert all(len(each.ranked) == len(each.folded) and min(each.folded) >= 1 for each in counted)


def test_python_s_own_profiler_counts_the_same():
    checks = "checks: [{ask: how many loans came back late, expect: loans-late}]"
    files = {**library.FILES, "checks.yaml": checks.encode()}
    one, *_ = count_all(Answerer(load(files)))
    profile = Profile()
    profile.runcall(Answerer(load(files)).answer, "how many loans came back late")
    counts = {each.code: each.callcount for each in profile.getstats()}
    assert (one.folded, one.ranked) == ((counts[fold_lines.__code__],), (counts[Matcher.rank.__code__],))


def test_a_base_without_check_questions_has_nothing_to_count(answerer):
    assert count_all(answerer) == []


@pytest.mark.parametrize(
    ("counted", "line"),
    [
        pytest.param(
            Counted("one question", (1, 1, 3), (1, 1, 2)),
            "one question: folded 1 time, ranked 1 time (at most 3 and 2)",
            id="once",
        ),
        pytest.param(
            Counted("three sentences", (40, 48), (6, 2)),
            "three sentences: folded 48 times, ranked 6 times (at most 48 and 6)",
            id="of two in the middle, the higher",
        ),
    ],
)
def test_counts_are_one_line(counted, line):
    assert str(counted) == line
