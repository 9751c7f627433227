"""What the choice of an answer tells about a question."""

from __future__ import annotations

import pytest

from bot.core.answering.answerer import Answerer
from bot.core.answering.learning import tells, untaught
from tests.core import library
from tests.frozen import FROZEN


@pytest.fixture(scope="module")
def answerer():
    return Answerer(library.knowledge(), FROZEN)


@pytest.mark.parametrize(
    ("question", "entry", "expected"),
    [
        pytest.param("loans", "loans-late", True, id="what gets suggestions"),
        pytest.param("so how many loans did they look at then", "loans-late", True, id="what another entry answers"),
        pytest.param("so how many loans came back late then", "loans-late", False, id="what it answers anyway"),
        pytest.param("my dad hits me and i am scared", "loans-late", False, id="a call for help"),
        pytest.param("What do librarians earn?", "loans-late", False, id="what the report does not say"),
        pytest.param("what can you do", "loans-late", False, id="what the bot answers with examples"),
    ],
)
def test_a_choice_tells_something(answerer, question, entry, expected):
    assert tells(answerer, question, entry) is expected


@pytest.mark.parametrize(
    ("question", "target", "expected"),
    [
        ("zounds", "loans-late", True),
        ("zounds", "nothing", False),
        ("how many loans came back late", "roof-leaked", False),
    ],
)
def test_what_leads_somewhere_is_not_taught_again(answerer, question, target, expected):
    assert untaught(answerer, question, target) is expected
