"""Questions that tell numbers are asked, and what is corrected of them is counted: every share by hand."""

from __future__ import annotations

import json

import pytest

from bot.core.answering.reply import Correction, Reply
from bot.errors import KnowledgeError
from bot.lab.premises import PremiseEvaluation, Told, evaluate_premises, read_told


def right(wrong: tuple[str, ...], corrected: tuple[str, ...]) -> bool:
    """Tell whether nothing is noted as wrong of one question with these numbers, and these corrections."""
    return PremiseEvaluation(((Told("a", wrong), corrected),)).as_json()["wrong"] == []


@pytest.mark.parametrize(
    ("wrong", "corrected", "expected"),
    [
        pytest.param(("130",), ("130",), True, id="the wrong number"),
        pytest.param((), (), True, id="nothing, where nothing is wrong"),
        pytest.param(("130", "31"), ("31", "130"), True, id="both, in another order"),
        pytest.param(("about 130",), ("130",), True, id="with fewer words"),
        pytest.param(("130",), ("130 loans",), True, id="with more words"),
        pytest.param(("130",), (), False, id="nothing, where something is wrong"),
        pytest.param(("130", "31"), ("130",), False, id="one of two"),
        pytest.param((), ("20",), False, id="a number of its story"),
        pytest.param(("130",), ("130", "20"), False, id="the wrong one, and one of its story"),
        pytest.param(("130",), ("20",), False, id="one of its story instead"),
        pytest.param(("130",), ("30",), False, id="a number that the other ends with"),
        pytest.param(("2",), ("12",), False, id="a number that ends with the other"),
    ],
)
def test_a_question_is_set_right_if_all_that_is_wrong_is_corrected_and_nothing_else(wrong, corrected, expected):
    assert right(wrong, corrected) is expected


MEASURED = PremiseEvaluation(
    (
        (Told("were 130 late", ("130",)), ("130",)),
        (Told("were 140 late", ("140",)), ()),
        (Told("i am 14, were 150 late", ("150",)), ("14", "150")),
        (Told("were 103 late", ()), ()),
        (Told("i have 2 kids, were any late", ()), ("2",)),
    )
)


def test_the_shares_by_which_a_set_is_judged():
    """Of three questions with a wrong number one is set right; of two without one is left alone."""
    assert MEASURED.size == 5
    assert MEASURED.shares() == {"corrected": 1 / 3, "left_alone": 1 / 2}


@pytest.mark.parametrize(
    ("told", "shares"),
    [
        pytest.param([], {"corrected": 1.0, "left_alone": 1.0}, id="no questions"),
        pytest.param([(Told("a", ("7",)), ())], {"corrected": 0.0, "left_alone": 1.0}, id="only one with a wrong one"),
        pytest.param([(Told("a", ()), ("7",))], {"corrected": 1.0, "left_alone": 0.0}, id="only one without"),
    ],
)
def test_of_a_kind_that_there_is_not_everything_is_right(told, shares):
    assert PremiseEvaluation(tuple(told)).shares() == shares


def test_everything_measured_is_told_to_machines():
    assert json.loads(json.dumps(MEASURED.as_json())) == {
        "questions": 5,
        "corrected": 1 / 3,
        "left_alone": 1 / 2,
        "wrong": [
            {"ask": "were 140 late", "wrong": ["140"], "corrected": []},
            {"ask": "i am 14, were 150 late", "wrong": ["150"], "corrected": ["14", "150"]},
            {"ask": "i have 2 kids, were any late", "wrong": [], "corrected": ["2"]},
        ],
    }


def test_everything_measured_is_told_to_people():
    assert str(MEASURED).splitlines() == [
        "wrong numbers corrected 33.3%, stories left alone 50.0%",
        "  corrected nothing, not 140: were 140 late",
        "  corrected 14, 150, not 150: i am 14, were 150 late",
        "  corrected 2, not nothing: i have 2 kids, were any late",
    ]


def test_what_is_corrected_of_each_question_is_noted_as_it_is_said():
    """Whatever the report has instead."""

    def answer(text: str) -> Reply:
        corrections = (Correction("130", "103 of 412 loans (25 %)"), Correction("Ann Marsh", "Rosa Bell"))
        return Reply(text, "answer", 1.0, "v", corrections=corrections if "130" in text else ())

    questions = [Told("were 130 late", ("130",)), Told("were 103 late", ())]
    found = evaluate_premises(questions, answer)
    assert found.judged == ((questions[0], ("130", "Ann Marsh")), (questions[1], ()))


# --- Reading them -----------------------------------------------------------------------------------------------------


def test_questions_are_read_from_files_and_folders_in_the_order_of_their_names(tmp_path):
    """A number is what is said, whether it is written as a text or as a number."""
    (tmp_path / "b.yaml").write_text("- {ask: were 103 late, wrong: []}\n", "utf-8")
    (tmp_path / "a.yaml").write_text('- {ask: were 130 of 500 late, wrong: ["130", 500]}\n', "utf-8")
    assert read_told([tmp_path]) == [Told("were 130 of 500 late", ("130", "500")), Told("were 103 late", ())]
    assert read_told([tmp_path / "b.yaml"]) == [Told("were 103 late", ())]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("- {ask: a, wrong: []}\n- {ask: were 130 late}\n", "2:3", id="no list of wrong numbers"),
        pytest.param("- {wrong: []}\n", "1:3", id="no question"),
        pytest.param('- {ask: were 130 late, wrong: "130"}\n', "1:3", id="a text in place of a list"),
        pytest.param("- {ask: 7, wrong: []}\n", "1:3", id="a number in place of a question"),
    ],
)
def test_a_question_that_lacks_something_is_told_with_its_place(tmp_path, text, place):
    (tmp_path / "told.yaml").write_text(text, "utf-8")
    with pytest.raises(KnowledgeError, match=rf'yaml:{place}: a question has no "ask" or no list "wrong"'):
        read_told([tmp_path])


def test_a_file_that_is_not_there_is_not_passed_over(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_told([tmp_path / "nosuch.yaml"])
