"""A message that tells of danger is told from a question about the report."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.answering.distress import Distress
from bot.core.language.text import fold, words
from tests.core import library

BASE = library.knowledge()


def score(distress: Distress, message: str) -> float:
    return distress.score(words(fold(message)))


@pytest.fixture(scope="module")
def distress() -> Distress:
    return Distress(BASE.help, [text for entry in BASE.entries.values() for text in entry.asked])


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("my dad hits me", id="as in the base"),
        pytest.param("my uncle beats me", id="another person and another harm"),
        pytest.param("MY UNCLE BEATS ME!!!", id="shouted"),
        pytest.param("his brother hurts him and he is afraid", id="for somebody else"),
        pytest.param("i'm scared of my teacher", id="contracted"),
        pytest.param("i am scared to go home, who can i tell", id="asking for help"),
    ],
)
def test_a_call_for_help_scores_above_zero(distress, message):
    assert score(distress, message) > 0.0


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("how many loans came back late", id="a phrasing of the base"),
        pytest.param("what did the caretaker say about the roof", id="a question in the base's words"),
        pytest.param("my dad loves the library", id="a person without harm"),
        pytest.param("can you help me with the homework", id="help without harm"),
        pytest.param("my brother is a librarian in oakham", id="a person and a place"),
        pytest.param("pizza", id="strange words"),
        pytest.param("", id="nothing"),
        pytest.param("🎉🎉🎉", id="emoji only"),
    ],
)
def test_anything_else_scores_below_zero(distress, message):
    assert score(distress, message) < 0.0


def test_who_does_what_to_whom_matters(distress):
    """ "sitter" and "kicks" stand in no message that was learnt from: only their classes are known."""
    assert score(distress, "the sitter kicks me") > score(distress, "me kicks the sitter")


def test_a_message_without_a_known_word_scores_as_the_constant(distress):
    assert score(distress, "") == pytest.approx(score(distress, "?!"))


def test_only_the_first_120_words_are_read(distress):
    filler = "loans " * 120
    assert score(distress, filler + "my dad hits me") == score(distress, filler)


def test_what_is_learnt_is_the_same_every_time(distress):
    again = Distress(BASE.help, [text for entry in BASE.entries.values() for text in entry.asked])
    assert score(again, "my uncle hurts me") == score(distress, "my uncle hurts me")


@settings(deadline=None)  # a busy machine is no fault
@given(message=st.text(max_size=300))
def test_any_message_has_a_finite_score(distress, message):
    assert math.isfinite(score(distress, message))
