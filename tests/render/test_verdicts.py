"""Verdicts on the figures of a message, as an embed, as plain text, and as JSON."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from bot import render
from bot.core.factcheck.checker import FigureCheck, Verdict
from tests.render.answers import ATLASES, BELL, INSPECTION, LATE

AGREES = FigureCheck("103", "agrees", LATE, "the report has the same")
DIFFERS = FigureCheck("130", "differs", LATE, "the number is another")
ABSENT = FigureCheck("7", "not in the report", None, "nothing that I know of the report goes with it")
UNCLEAR = FigureCheck("1.030", "cannot tell", None, "the number can be read in more than one way")
UNSAID = FigureCheck("103", "cannot tell", LATE, "the report does not put it in this way")

HAS = "the report has 103 of 412 loans (25 %) (Elmstead Gazette, paragraph 3)"


@pytest.mark.parametrize(
    ("check", "line"),
    [
        pytest.param(AGREES, f"agrees: the report has the same; {HAS}", id="agrees"),
        pytest.param(DIFFERS, f"differs: the number is another; {HAS}", id="differs"),
        pytest.param(
            ABSENT, "not in the report: nothing that I know of the report goes with it", id="not in the report"
        ),
        pytest.param(UNCLEAR, "cannot tell: the number can be read in more than one way", id="cannot tell"),
        pytest.param(
            UNSAID, f"cannot tell: the report does not put it in this way; {HAS}", id="cannot tell, beside what it has"
        ),
        pytest.param(
            FigureCheck("60", "not in the report", ATLASES, "the report gives no exact number"),
            "not in the report: the report gives no exact number; "
            "the report has dozens of atlases (Elmstead Gazette, paragraph 7)",
            id="known in words only",
        ),
        pytest.param(
            FigureCheck("5", "cannot tell", INSPECTION, "it may be about something else"),
            "cannot tell: it may be about something else; "
            "the report has Who inspected the libraries (Elmstead Gazette)",
            id="of a paraphrase, which has no paragraph",
        ),
    ],
)
def test_a_verdict_says_why_and_what_the_report_has_where(check, line):
    assert render.checked_plain([check]) == f"{check.said}: {line}"
    description = render.checked_figures([check])["description"]
    assert description.split(" ", 1)[1] == f"**{check.said}** {line}"


@pytest.mark.parametrize("verdict", [pytest.param(each, id=each) for each in get_args(Verdict)])
def test_every_verdict_has_a_mark_of_its_own(verdict):
    """At the beginning of its line in the embed."""
    marks = {
        each: render.checked_figures([FigureCheck("7", each, None, "-")])["description"][0]
        for each in get_args(Verdict)
    }
    assert [each for each, mark in marks.items() if mark == marks[verdict]] == [verdict]


def test_verdicts_come_a_line_each_in_their_order():
    assert render.checked_plain([AGREES, ABSENT, UNCLEAR]).splitlines() == [
        f"103: agrees: the report has the same; {HAS}",
        "7: not in the report: nothing that I know of the report goes with it",
        "1.030: cannot tell: the number can be read in more than one way",
    ]


def test_without_a_figure_that_is_said():
    assert render.checked_plain([]) == "There are no figures in that message."
    assert render.checked_figures([])["description"] == "There are no figures in that message."


def test_a_verdict_as_json_has_every_key():
    """Null where there is nothing; what an entry without a figure says stands in the place of the figure."""
    made = json.loads(render.checked_json("1.030", [UNCLEAR, FigureCheck("5", "cannot tell", BELL, "it may be")]))
    assert made["message"] == "1.030"
    assert made["figures"][0] == {
        "said": "1.030",
        "verdict": "cannot tell",
        "entry": None,
        "report": None,
        "why": "the number can be read in more than one way",
        "source": None,
    }
    assert (made["figures"][1]["entry"], made["figures"][1]["report"]) == ("bell-carpets", BELL.says)
