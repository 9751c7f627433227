"""A question that asks only whether and what the report says of something."""

from __future__ import annotations

import pytest

from bot.core.answering.mention import mentioned
from tests import frozen
from tests.core import library

ANSWERER = frozen.answerer(library.knowledge())


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param("what does the article say about carpets?", "carpets", id="what it says"),
        pytest.param("does the report mention the roof", "the roof", id="whether it mentions"),
        pytest.param("did they say anything about atlases", "atlases", id="whether they say anything"),
        pytest.param("is there anything on lamps", "lamps", id="whether there is anything"),
        pytest.param("anything about chairs?", "chairs", id="in short"),
        pytest.param("was the roof mentioned in the report", "the roof", id="turned round"),
        pytest.param("so tell me about the atlases", "the atlases", id="asked to tell"),
        pytest.param("does it say anything", None, id="about nothing"),
        pytest.param("who mentioned the roof", None, id="who did"),
    ],
)
def test_what_a_question_asks_the_report_about(text, what):
    found = mentioned(ANSWERER.read(text))
    assert (found.plain if found is not None else None) == what


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        pytest.param("is there anything on wet carpets", "bell-carpets", id="what has all of it"),
        pytest.param("does the report mention wet wifi", None, id="what has a part of it only"),
    ],
)
def test_it_is_answered_with_what_has_all_of_that_in_its_own_words(text, entry):
    reply = ANSWERER.answer(text)
    assert (reply.entry.id if reply.entry is not None else None) == entry
