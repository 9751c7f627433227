"""A reply as one line of JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot import render
from bot.core.answering.reply import Reply
from tests.render.answers import BASE, HURST, INSPECTION, LATE, ROOF, SHARE, SOURCE_LINE, answer


def test_an_answer_as_json():
    assert json.loads(render.as_json(answer(HURST, also=(ROOF,)))) == {
        "question": "?",
        "kind": "answer",
        "entry": "hurst-lamps",
        "confidence": 0.912,
        "text": (
            "The caretaker said that lamps had been asked for since 2009.\n"
            '"We have asked for new lamps since 2009 and nobody listened" - Tom Hurst; Elmstead Gazette, paragraph 6\n'
            f"{SOURCE_LINE}\n\n"
            "The roof of the reading room leaked in 2014.\n"
            '"The roof of the reading room leaked in 2014" - Elmstead Gazette, paragraph 7\n'
            f"{SOURCE_LINE}"
        ),
        "figure": None,
        "evidence": "We have asked for new lamps since 2009 and nobody listened",
        "speaker": "Tom Hurst",
        "source": {
            "id": "gazette-2018",
            "title": "Libraries in Elmstead are worn out",
            "publisher": "Elmstead Gazette",
            "published": "2018-03",
            "url": "https://gazette.example/libraries",
            "paragraph": 6,
        },
        "also": [
            {
                "entry": "roof-leaked",
                "text": (
                    "The roof of the reading room leaked in 2014.\n"
                    '"The roof of the reading room leaked in 2014" - Elmstead Gazette, paragraph 7\n'
                    f"{SOURCE_LINE}"
                ),
            }
        ],
        "suggestions": [],
        "version": "0123456789ab",
    }


def test_an_honest_no_as_json_has_every_key():
    reply = Reply("why", "no_answer", 0.5, "v", silence=BASE.silences["money"], suggestions=(ROOF,))
    assert json.loads(render.as_json(reply)) == {
        "question": "why",
        "kind": "no_answer",
        "entry": None,
        "confidence": 0.5,
        "text": "The article says nothing of money.\nWhat it does say:\n- The roof of the reading room leaked",
        "figure": None,
        "evidence": None,
        "speaker": None,
        "source": None,
        "also": [],
        "suggestions": [{"entry": "roof-leaked", "title": "The roof of the reading room leaked"}],
        "version": "v",
    }


@pytest.mark.parametrize(
    ("entry", "key", "expected"),
    [
        pytest.param(LATE, "figure", "103 of 412 loans (25 %)", id="figure"),
        pytest.param(
            SHARE,
            "evidence",
            "412 loans, of which 103 came back late [...] Inspectors looked at 412 loans",
            id="two excerpts",
        ),
        pytest.param(INSPECTION, "evidence", None, id="a paraphrase has no evidence"),
        pytest.param(ROOF, "speaker", None, id="nobody speaks"),
    ],
)
def test_one_key_of_the_json(entry, key, expected):
    assert json.loads(render.as_json(answer(entry)))[key] == expected


def test_a_paraphrase_as_json_has_no_paragraph():
    assert json.loads(render.as_json(answer(INSPECTION)))["source"]["paragraph"] is None


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        pytest.param("naïve\n\t“x”", "naïve\n\t“x”", id="a line break is kept, and the line is one"),
        pytest.param("a\u2028b", "a\u2028b", id="a line separator"),
        pytest.param("a\x00b", "a\x00b", id="NUL"),
        pytest.param("a\ud800b", "a?b", id="a lone surrogate becomes a question mark"),
    ],
)
def test_any_question_is_one_line_of_json(question, shown):
    line = render.as_json(replace(answer(ROOF), question=question))
    assert len(line.splitlines()) == 1
    assert json.loads(line)["question"] == shown
