"""Conversations whose right replies are known: how they are judged and read."""

from __future__ import annotations

import pytest

from bot.core.answering.reply import Reply
from bot.errors import KnowledgeError
from bot.lab.talks import Said, evaluate_talks, judge_turn, read_talks

FACT = Said("how many", "answer", (("374", "three hundred"),), never=("278",), near=("cases",))


@pytest.mark.parametrize(
    ("said", "kind", "text", "verdict"),
    [
        pytest.param(FACT, "answer", "374 of them", "right", id="what is wanted"),
        pytest.param(FACT, "answer", "many cases", "missed", id="near it"),
        pytest.param(FACT, "answer", "many", "wrong", id="something else"),
        pytest.param(FACT, "answer", "374, not 278", "wrong", id="what must not be said"),
        pytest.param(FACT, "suggestions", "did you mean", "missed", id="suggestions"),
        pytest.param(FACT, "signpost", "help", "wrong", id="help lines"),
        pytest.param(
            Said("when", "abstain"), "no_answer", "it does not say", "right", id="nothing where there is none"
        ),
        pytest.param(Said("when", "abstain"), "answer", "2014", "wrong", id="something where there is none"),
        pytest.param(Said("thx", "social"), "social", "You're welcome.", "right", id="politeness"),
        pytest.param(Said("thx", "social"), "social", "x" * 401, "wrong", id="too much of it"),
        pytest.param(Said("why", "abstain", other="answer", other_shows=(("38",),)), "answer", "38", "right", id="or"),
    ],
)
def test_a_turn_is_judged_by_what_is_wanted(said, kind, text, verdict):
    assert judge_turn(said, kind, text) == verdict


def test_the_shares_tell_first_turns_from_later_ones():
    talks = [(FACT, Said("and", "answer", (("38",),)), Said("when", "abstain"), Said("thx", "social"))]
    replies = {"how many": "answer", "and": "answer", "when": "answer", "thx": "social"}
    found = evaluate_talks(talks, lambda text, before: Reply(text, replies[text], 1.0, ""), lambda reply: "374")
    assert found.shares() == {"first": 1.0, "facts": 0.0, "no_facts": 0.0, "not_wrong": 1 / 3, "social": 1.0}


def test_a_conversation_is_read_from_yaml(tmp_path):
    file = tmp_path / "talks.yaml"
    file.write_text(
        '- talk: t1\n  turns:\n  - {say: "hi", expect: social}\n  - {say: "n", expect: answer, shows: [["1"]]}\n'
    )
    assert read_talks([file]) == [(Said("hi", "social"), Said("n", "answer", (("1",),)))]


@pytest.mark.parametrize("text", ["- talk: t1\n", '- turns:\n  - {say: "hi"}\n', "- turns:\n  - {expect: social}\n"])
def test_a_conversation_that_lacks_something_says_so(tmp_path, text):
    file = tmp_path / "talks.yaml"
    file.write_text(text)
    with pytest.raises(KnowledgeError, match=r"conversation|turn"):
        read_talks([file])
