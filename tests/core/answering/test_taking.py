"""What a new way of asking would take from other entries."""

from __future__ import annotations

import pytest

from bot.core.answering.answerer import Answerer
from bot.core.answering.reply_changes import AnswerChange
from bot.core.answering.taking import Lesson, Taken, taken_after, taken_now
from tests.core import library
from tests.frozen import FROZEN


@pytest.fixture(scope="module")
def answerer():
    return Answerer(library.knowledge(), FROZEN)


@pytest.mark.parametrize(
    ("lesson", "others", "expected"),
    [
        pytest.param(Lesson("loans", "loans-late"), [], [], id="nothing"),
        pytest.param(Lesson("how many loans were overdue", "loans-late"), [], [], id="what it answers anyway"),
        pytest.param(
            Lesson("so how many loans did they look at then", "loans-late"),
            [],
            [Taken("answered", "loans-inspected")],
            id="an answer of today, and its way of asking only once",
        ),
        pytest.param(
            Lesson("what do librarians earn", "loans-late"), [], [Taken("answered", "money")], id="a silence's"
        ),
        pytest.param(
            Lesson("loans", "loans-late", people=2, against=1), [], [Taken("contested", people=1)], id="contested"
        ),
        pytest.param(
            Lesson("loans", "loans-late", people=2),
            [Lesson("loans", "late-share", people=2), Lesson("loans", "loans-late", people=2)],
            [Taken("chosen", "late-share", people=2)],
            id="what as many chose another for",
        ),
        pytest.param(
            Lesson("loans", "loans-late", people=3), [Lesson("loans", "late-share", people=2)], [], id="what fewer did"
        ),
    ],
)
def test_what_it_takes_by_what_is_answered_now(answerer, lesson, others, expected):
    assert taken_now(answerer, lesson, others) == tuple(expected)


def test_a_like_way_of_asking_is_nearer_than_its_own():
    """Even where nothing is answered, as here, where two entries have the same of it."""
    base = library.knowledge(gazette=("- size of the sample of loans", "- loans sampled in the villages"))
    lesson = Lesson("loans sampled in villages", "loans-late")
    taken = taken_now(Answerer(base, FROZEN), lesson)
    assert [each.owner for each in taken] == ["loans-inspected"]


LESSONS = [Lesson("overdue books", "loans-late"), Lesson("late things", "loans-late"), Lesson("leaks", "roof-leaked")]
OWNERS = ["loans-late", "late-share", "roof-leaked", "money"]


@pytest.mark.parametrize(
    ("change", "by"),
    [
        pytest.param(
            AnswerChange("share of overdue loans", "late-share", "loans-late"), 0, id="the likest of its entry"
        ),
        pytest.param(AnswerChange("cost of late things", "money", "loans-late"), 1, id="a silence's answer"),
        pytest.param(AnswerChange("late", "late-share", "roof-leaked"), 2, id="its entry counts before its words"),
        pytest.param(AnswerChange("late things share", "late-share", "suggestions"), 1, id="what nothing answers now"),
        pytest.param(AnswerChange("books", "no_answer", "loans-late"), None, id="what nothing answered before"),
        pytest.param(AnswerChange("cafes", "late-share", "suggestions"), None, id="what no lesson speaks of"),
        pytest.param(AnswerChange("late thing", "late-share", "money"), None, id="what another entry answers now"),
        pytest.param(AnswerChange("leaks", "late-share", "roof-leaked"), None, id="the lesson itself"),
    ],
)
def test_what_was_taken_by_the_replies_that_changed(change, by):
    taken = taken_after([change], LESSONS, OWNERS)
    expected = [[], [], []]
    if by is not None:
        expected[by] = [Taken("changed", change.before, change.question)]
    assert taken == expected
