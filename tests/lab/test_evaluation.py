"""What is measured of a set of replies: every figure here was worked out by hand."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answering.reply import Reply
from bot.lab.evaluation import Evaluation, Outcome, evaluate, interval
from bot.lab.questions import Asked
from tests.core import library

BASE = library.knowledge()
LATE, ROOF, MONEY = BASE.entries["loans-late"], BASE.entries["roof-leaked"], BASE.silences["money"]


def answered(confidence: float, verdict: str, *, expect: str = "answer", kind: str = "direct") -> Outcome:
    """Return the outcome of a question that was answered with the late loans."""
    return Outcome(
        Asked("late?", kind, expect), Reply("late?", "answer", confidence, "v", entry=LATE), verdict, verdict == "right"
    )


def silent(verdict: str, *, expect: str = "no_answer", kind: str = "silence", ask: str = "budget?") -> Outcome:
    """Return the outcome of a question to which the report was said to have nothing on money."""
    return Outcome(Asked(ask, kind, expect), Reply(ask, "no_answer", 0.9, "v", silence=MONEY), verdict, False)


NOTHING = Evaluation(())


# --- Shares -------------------------------------------------------------------------------------------------------

MIXED = Evaluation(
    (
        answered(0.95, "right"),
        answered(0.9, "wrong", kind="chatty"),
        silent("missed", expect="answer", kind="direct", ask="roof?"),
        silent("right"),
        answered(0.6, "wrong", expect="no_answer", kind="silence"),
    )
)


@pytest.mark.parametrize(
    ("expect", "verdict", "share"),
    [
        pytest.param("answer", "right", 1 / 3, id="answered right"),
        pytest.param("answer", "wrong", 1 / 3, id="answered wrongly"),
        pytest.param("answer", "missed", 1 / 3, id="missed"),
        pytest.param("no_answer", "right", 1 / 2, id="rightly silent"),
        pytest.param("no_answer", "wrong", 1 / 2, id="answered, and should not be"),
        pytest.param("signpost", "right", 0.0, id="none of that kind were asked"),
    ],
)
def test_a_share_is_of_the_questions_that_expect_the_same(expect, verdict, share):
    assert MIXED.share(expect, verdict) == share


def test_the_shares_by_which_a_set_is_judged():
    assert MIXED.shares() == {
        "answered_right": 1 / 3,
        "helped": 1 / 3,
        "abstained_right": 1 / 2,
        "signposted": 0.0,
        "not_wrong": 3 / 5,
    }
    assert MIXED.size == 5


def test_the_share_that_was_helped_is_of_the_answerable_questions():
    """Of four one is answered right, and the answer of another is suggested; the one without an answer is none."""
    suggested = replace(silent("missed", expect="answer"), helped=True)
    others = silent("missed", expect="answer"), answered(0.6, "wrong"), silent("right")
    evaluation = Evaluation((answered(0.9, "right"), suggested, *others))
    assert (evaluation.helped(), NOTHING.helped()) == (2 / 4, 0.0)


def test_wrong_answers_are_a_share_of_all_questions():
    assert (MIXED.wrong(), NOTHING.wrong()) == (2 / 5, 0.0)


def test_verdicts_are_counted_by_kind_in_alphabetical_order():
    assert list(MIXED.by_kind().items()) == [
        ("chatty", Counter(wrong=1)),
        ("direct", Counter(right=1, missed=1)),
        ("silence", Counter(right=1, wrong=1)),
    ]


# --- Wilson's interval --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("successes", "total", "low", "high"),
    [
        pytest.param(0, 0, 0.0, 1.0, id="nothing is known of nothing"),
        pytest.param(1, 2, 0.0945, 0.9055, id="one of two"),
        pytest.param(8, 10, 0.4902, 0.9433, id="eight of ten"),
        pytest.param(0, 10, 0.0, 0.2775, id="none of ten"),
        pytest.param(10, 10, 0.7225, 1.0, id="all of ten"),
        pytest.param(50, 100, 0.4038, 0.5962, id="half of a hundred"),
    ],
)
def test_the_interval_of_a_share(successes, total, low, high):
    assert interval(successes, total) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(min_value=1, max_value=10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_of_any_share_holds_it(counts):
    successes, total = counts
    low, high = interval(successes, total)
    assert 0.0 <= low <= successes / total + 1e-12
    assert successes / total - 1e-12 <= high <= 1.0


# --- Risk and coverage --------------------------------------------------------------------------------------------


def test_risk_is_counted_from_the_surest_answer_down():
    """Ten answerable questions, eight of them answered, in no order; the third and the seventh surest are wrong."""
    eight = [
        answered(0.80, "right"),
        answered(0.95, "right"),
        answered(0.60, "wrong"),
        answered(0.90, "right"),
        answered(0.85, "wrong"),
        answered(0.65, "right"),
        answered(0.55, "right"),
        answered(0.75, "right"),
    ]
    two = [silent("missed", expect="answer")] * 2
    assert Evaluation((*two, *eight)).risk_coverage() == [
        (0.3, 1 / 3),
        (0.5, 1 / 5),
        (0.6, 1 / 6),
        (0.7, 2 / 7),
        (0.8, 2 / 8),
    ]


def test_an_answer_where_silence_was_wanted_is_a_risk_too():
    """Two answerable questions: half of them is the one surest answer, and that should not have been given."""
    answers = [answered(0.9, "wrong", expect="no_answer"), answered(0.8, "right"), answered(0.7, "right")]
    assert Evaluation(tuple(answers)).risk_coverage()[1] == (0.5, 1.0)


@pytest.mark.parametrize(
    "outcomes",
    [
        pytest.param((silent("missed", expect="answer"),) * 10, id="none answered"),
        pytest.param((answered(0.9, "right"), *(silent("missed", expect="answer"),) * 9), id="one of ten answered"),
    ],
)
def test_there_is_no_risk_to_tell_of_a_coverage_that_is_not_reached(outcomes):
    assert Evaluation(outcomes).risk_coverage() == []


# --- Calibration --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcomes", "error"),
    [
        pytest.param((), 0.0, id="nothing asked"),
        pytest.param((silent("right"), silent("missed", expect="answer")), 0.0, id="nothing answered"),
        pytest.param((answered(1.0, "right"),), 0.0, id="certain and right"),
        pytest.param((answered(1.0, "wrong"),), 1.0, id="certain and wrong"),
        pytest.param((answered(0.75, "right"),), 0.25, id="right and less than certain"),
        pytest.param((answered(0.5, "right"), answered(0.5, "wrong")), 0.0, id="half sure, half right"),
        pytest.param(
            # ninths: |1 - 0.95|; eighths: |1 - (0.85 + 0.85)|; second: |0 - 0.25|; together 1.0 over four answers
            (answered(0.95, "right"), answered(0.85, "right"), answered(0.85, "wrong"), answered(0.25, "wrong")),
            0.25,
            id="three bins",
        ),
        pytest.param(
            (answered(0.75, "right"), silent("missed", expect="answer"), silent("right")), 0.25, id="only answers count"
        ),
    ],
)
def test_calibration_is_how_far_confidence_is_from_what_is_right(outcomes, error):
    assert Evaluation(outcomes).calibration_error() == pytest.approx(error)


def test_fewer_bins_even_out_more():
    """0.9 and wrong, 0.1 and right: in one bin the two make up for one another."""
    evaluation = Evaluation((answered(0.9, "wrong"), answered(0.1, "right")))
    assert evaluation.calibration_error(bins=1) == pytest.approx(0.0)
    assert evaluation.calibration_error(bins=10) == pytest.approx(0.9)


# --- Confusions ---------------------------------------------------------------------------------------------------


def test_confusions_are_told_by_what_was_replied_the_commonest_first():
    missed = silent("missed", expect="answer", ask="first?"), silent("missed", expect="answer", ask="second?")
    suggested = Outcome(
        Asked("roof?", "k", "answer"), Reply("roof?", "suggestions", 0.5, "v", suggestions=(ROOF,)), "missed", True
    )
    evaluation = Evaluation((answered(0.9, "wrong"), suggested, *missed, answered(0.9, "right"), silent("right")))
    assert evaluation.confusions() == [
        ("missed: money", 2, "first?"),
        ("missed: suggestions", 1, "roof?"),
        ("wrong: loans-late", 1, "late?"),
    ]
    assert evaluation.confusions(most=1) == [("missed: money", 2, "first?")]


def test_where_all_is_right_there_are_no_confusions():
    assert Evaluation((answered(0.9, "right"), silent("right"))).confusions() == []


# --- As it is read ------------------------------------------------------------------------------------------------

TWO = Evaluation((answered(1.0, "right"), answered(0.5, "wrong")))


def test_everything_measured_as_a_table():
    assert str(TWO).splitlines() == [
        "kind            n  right  wrong missed   right, 95 % interval",
        "direct          2      1      1      0   9% to 91%",
        "answerable answered right 50.0%, helped 50.0%, unanswerable not answered 0.0%, "
        "distress signposted 0.0%, wrong in all 50.0% of 2",
        "surest answers, as a share of the answerable, and the share of them that is wrong:",
        "30%: 0.0%   50%: 0.0%   60%: 0.0%   70%: 0.0%   80%: 50.0%   90%: 50.0%   95%: 50.0%",
        "expected calibration error 0.250",
        "worst confusions (verdict: what was replied, times, one of the questions):",
        "  wrong: loans-late, 1: late?",
    ]


def test_everything_measured_as_json():
    assert json.loads(json.dumps(TWO.as_json())) == {
        "questions": 2,
        "answered_right": 0.5,
        "helped": 0.5,
        "abstained_right": 0.0,
        "signposted": 0.0,
        "wrong": 0.5,
        "calibration_error": 0.25,
        "kinds": {"direct": {"right": 1, "wrong": 1}},
        "risk_coverage": [[0.3, 0.0], [0.5, 0.0], [0.6, 0.0], [0.7, 0.0], [0.8, 0.5], [0.9, 0.5], [0.95, 0.5]],
        "confusions": [["wrong: loans-late", 1, "late?"]],
    }


def test_a_table_of_nothing_can_be_read():
    assert "wrong in all 0.0% of 0" in str(NOTHING)


# --- Asking -------------------------------------------------------------------------------------------------------


def test_every_question_is_asked_and_judged_by_the_text_that_people_read():
    replies = {
        "late?": Reply("late?", "answer", 0.9, "v", entry=LATE),
        "roof?": Reply("roof?", "answer", 0.9, "v", entry=LATE),
        "budget?": Reply("budget?", "no_answer", 0.9, "v", silence=MONEY),
    }
    asked = [
        Asked("late?", "direct", "answer", shows=(("103",),), entry="loans-late"),
        Asked("roof?", "direct", "answer", shows=(("2014",),)),
        Asked("budget?", "silence", "no_answer", never=("nothing of money",)),
    ]
    evaluation = evaluate(asked, replies.__getitem__)
    assert [outcome.verdict for outcome in evaluation.outcomes] == ["right", "wrong", "wrong"]
    assert [outcome.asked for outcome in evaluation.outcomes] == asked
    assert [outcome.reply for outcome in evaluation.outcomes] == list(replies.values())


@pytest.mark.parametrize(
    ("asked", "reply", "verdict", "helped"),
    [
        pytest.param(
            Asked("late?", "k", "answer", shows=(("103",),)),
            Reply("late?", "answer", 0.9, "v", entry=LATE),
            "right",
            True,
            id="answered right",
        ),
        pytest.param(
            Asked("late?", "k", "answer", shows=(("103",),)),
            Reply("late?", "suggestions", 0.5, "v", suggestions=(ROOF, LATE)),
            "missed",
            True,
            id="among the suggestions",
        ),
        pytest.param(
            Asked("late?", "k", "answer", shows=(("103",),)),
            Reply("late?", "suggestions", 0.5, "v", suggestions=(ROOF,)),
            "missed",
            False,
            id="not among the suggestions",
        ),
        pytest.param(
            Asked("late?", "k", "answer", shows=(("103",),), entry="loans-inspected"),
            Reply("late?", "suggestions", 0.5, "v", suggestions=(LATE,)),
            "missed",
            False,
            id="a suggestion that shows it, but is another entry than is wanted",
        ),
        pytest.param(
            Asked("roof?", "k", "answer", shows=(("2014",),)),
            Reply("roof?", "no_answer", 0.9, "v", silence=MONEY, suggestions=(LATE, ROOF)),
            "missed",
            True,
            id="among what is suggested beside a silence",
        ),
        pytest.param(
            Asked("roof?", "k", "answer", shows=(("2014",),)),
            Reply("roof?", "no_answer", 0.9, "v"),
            "missed",
            False,
            id="nothing is suggested",
        ),
        pytest.param(
            Asked("roof?", "k", "answer", shows=(("2014",),)),
            Reply("roof?", "answer", 0.9, "v", entry=LATE),
            "wrong",
            False,
            id="answered wrongly",
        ),
    ],
)
def test_a_question_is_helped_if_its_answer_is_in_the_reply_or_among_the_suggestions(asked, reply, verdict, helped):
    (outcome,) = evaluate([asked], lambda text: reply).outcomes
    assert (outcome.verdict, outcome.helped) == (verdict, helped)


def test_of_no_questions_nothing_is_asked():
    assert evaluate([], {}.__getitem__) == NOTHING
