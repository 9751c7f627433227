"""Why a reply is what it is."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot import render
from bot.core.answering.considering import Judged
from bot.core.answering.reply import Reply
from tests import frozen
from tests.render.answers import BASE

ANSWERER = frozen.answerer(BASE)


def explanation(question: str) -> str:
    return render.explanation(ANSWERER.answer(question), ANSWERER.judged)


@pytest.fixture(scope="module")
def explained() -> str:
    return explanation("how many were returned laet, is it 130 loans zebra?")


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"^  loans +\d+\.\d\d$", id="a word and its weight"),
        pytest.param(r"^  is +\d+\.\d\d  .*says nothing$", id="a word that says nothing"),
        pytest.param(r"^  zebra +\d+\.\d\d  not known$", id="a word that is not known"),
        pytest.param(r"^  laet +\d+\.\d\d  read as late$", id="a repaired word"),
        pytest.param(r"^  0\.\d{3} entry loans-late: \w+", id="the winner and its phrasing"),
        pytest.param(r"^  0\.\d{3} entry late-share: \w+", id="the runner-up"),
        pytest.param(r"^  0\.\d{3} none of these$", id="the chance of none"),
        pytest.param(r"^corrected: 130 -> 103 of 412 loans \(25 %\)$", id="a correction"),
    ],
)
def test_an_explanation_shows_why(explained, pattern):
    assert re.search(pattern, explained, re.M)


def test_a_silence_is_shown_as_one():
    assert "silence money: " in explanation("what is the budget")


def test_of_each_entry_it_is_told_how_sure_it_would_be_as_the_answer_and_what_it_is_not_about():
    reply = ANSWERER.answer("how many kittens were returned late")
    strange = Judged(0.25, 0.5, ("kittens", 2.5))
    explained = render.explanation(reply, lambda _, match: replace(strange, strange=None))
    assert "\n        as the answer: sure 0.25, needed 0.50\n" in explained
    explained = render.explanation(reply, lambda _, match: strange)
    assert '\n        as the answer: sure 0.25, needed 0.50; it is not about "kittens" (+2.50)\n' in explained


def test_a_signpost_is_explained_without_a_ranking():
    reply = Reply("?", "signpost", 1.0, "v", help=BASE.help)
    assert render.explanation(reply, ANSWERER.judged) == (
        "The message sounds like a call for help (see knowledge/help.yaml), so nothing was looked up."
    )
