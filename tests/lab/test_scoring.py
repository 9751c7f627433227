"""A set is measured and held against its floors: every share was worked out by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.answering.reply import Reply
from bot.errors import ScoredSetError
from bot.lab.claims import ClaimEvaluation
from bot.lab.evaluation import Evaluation, Outcome
from bot.lab.premises import PremiseEvaluation
from bot.lab.questions import Asked
from bot.lab.scoring import Missed, Score, heading, measure, score
from bot.lab.sets import ScoredSet

# Of three that can be answered two are answered right, and the answer of the third is suggested; one has no answer and
# gets none; none is answered wrongly.
MEASURED = Evaluation(
    (
        *(Outcome(Asked("late?", "k", "answer"), Reply("late?", "answer", 0.9, "v"), "right", True) for _ in range(2)),
        Outcome(Asked("roof?", "k", "answer"), Reply("roof?", "no_answer", 0.9, "v"), "missed", True),
        Outcome(Asked("budget?", "k", "no_answer"), Reply("budget?", "no_answer", 0.9, "v"), "right", False),
    )
)
EASY = ScoredSet(
    "easy",
    Path("easy"),
    "questions",
    None,
    None,
    False,
    {"answered_right": 0.6, "not_wrong": 1.0},
    {"answered_right": 0.7},
)


def test_a_floor_that_is_just_reached_is_not_missed():
    floors = {"answered_right": 2 / 3, "abstained_right": 1.0, "not_wrong": 1.0}
    assert Score("easy", MEASURED, floors).missed() == []


def test_a_floor_above_what_was_measured_is_missed():
    (missed,) = Score("easy", MEASURED, {"answered_right": 0.7, "not_wrong": 1.0}).missed()
    assert missed == Missed("easy", "answered_right", 2 / 3, 0.7)
    assert str(missed) == "easy: answered_right is 66.67 %, 3.33 points below its floor of 70.00 %"


@pytest.mark.parametrize(
    ("vectors", "missed"),
    [
        pytest.param(False, [], id="0.6 without"),
        pytest.param(True, ["answered_right"], id="0.7 with"),
    ],
)
def test_with_vectors_of_words_other_floors_hold(vectors, missed):
    assert [each.measure for each in Score.of(EASY, MEASURED, vectors=vectors).missed()] == missed


def test_a_score_is_a_row_of_a_table():
    assert str(Score("easy", MEASURED, {"answered_right": 0.6, "not_wrong": 0.975})) == (
        "easy                    4  answered_right 66.7 (60.0)  helped 100.0  abstained_right 100.0  "
        "signposted 0.0  not_wrong 100.0 (97.5)"
    )
    assert heading(vectors=True) == "set                  size  percent (floor), with vectors of words"
    assert heading(vectors=False).endswith(", without vectors of words")


def test_a_score_as_json():
    made = json.loads(json.dumps(Score("easy", MEASURED, {"answered_right": 0.75, "not_wrong": 0.9}).as_json()))
    assert made["measured"]["questions"] == 4
    assert {key: made[key] for key in ("set", "floors", "missed")} == {
        "set": "easy",
        "floors": {"answered_right": 0.75, "not_wrong": 0.9},
        "missed": {"answered_right": pytest.approx(0.75 - 2 / 3)},
    }
    assert made["shares"]["abstained_right"] == 1.0


# --- Measuring ----------------------------------------------------------------------------------------------------

QUESTIONS = """\
- {ask: how many broken chairs in oakham, kind: direct, expect: answer, shows: [["31"]]}
- {ask: what is the budget of the libraries, kind: near, expect: answer, shows: [["12"]]}
"""
CLAIMS = '- {say: "412 loans were inspected", kind: exact, figures: ["412 agrees"]}\n'
PREMISES = """\
- {ask: "why were 130 loans late", wrong: ["130"]}
- {ask: "why were 103 loans late", wrong: []}
- {ask: "i've been a member for 20 years, how many loans came back late?", wrong: []}
"""


def test_the_questions_of_a_set_are_asked(answerer, tmp_path):
    (tmp_path / "questions.yaml").write_text(QUESTIONS, "utf-8")
    measured = score(replace(EASY, folder=tmp_path), answerer, vectors=False)
    assert measured.name == "easy"
    assert measured.measured.shares()["answered_right"] == 0.5
    assert [each.measure for each in measured.missed()] == ["answered_right"]


def test_the_messages_of_a_set_of_claims_are_checked(answerer, tmp_path):
    (tmp_path / "claims.yaml").write_text(CLAIMS, "utf-8")
    measured = measure("claims", [tmp_path], answerer)
    assert isinstance(measured, ClaimEvaluation)
    assert measured.shares() == {
        "true_that_agree": 1.0, "true_not_denied": 1.0, "changed_caught": 1.0, "right": 1.0,
    }  # fmt: skip


def test_the_questions_of_a_set_of_premises_are_asked_for_what_they_correct(answerer, tmp_path):
    """One is set right; of the other two nothing is wrong."""
    (tmp_path / "premises.yaml").write_text(PREMISES, "utf-8")
    measured = measure("premises", [tmp_path], answerer)
    assert isinstance(measured, PremiseEvaluation)
    assert (measured.size, measured.shares()) == (3, {"corrected": 1.0, "left_alone": 1.0})


@pytest.mark.parametrize(
    ("of", "text", "told"),
    [
        pytest.param("questions", QUESTIONS, [(0, 2), (1, 2)], id="questions"),
        pytest.param("claims", CLAIMS, [(0, 1)], id="messages"),
        pytest.param("premises", PREMISES, [(0, 3), (1, 3), (2, 3)], id="premises"),
    ],
)
def test_it_is_told_before_each_how_many_are_done(answerer, tmp_path, of, text, told):
    (tmp_path / "file.yaml").write_text(text, "utf-8")
    heard: list[tuple[int, int]] = []
    measure(of, [tmp_path], answerer, tell=lambda done, total: heard.append((done, total)))
    assert heard == told


@pytest.mark.parametrize(
    ("of", "text"),
    [("questions", CLAIMS), ("claims", QUESTIONS), ("questions", ""), ("claims", ""), ("premises", "")],
)
def test_a_set_that_holds_nothing_of_its_kind_is_a_mistake_and_not_perfect(answerer, tmp_path, of, text):
    (tmp_path / "file.yaml").write_text(text, "utf-8")
    with pytest.raises(ScoredSetError, match=f"there are no {of} in "):
        measure(of, [tmp_path], answerer)
