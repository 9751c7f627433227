"""A message that tells of danger is told from a question about the report."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.answering.distress import Distress
from bot.core.knowledge.model import HelpMessages
from bot.core.language.text import fold_lines
from tests.core import library

BASE = library.knowledge()
PHRASINGS = [text for entry in BASE.entries.values() for text in entry.asked]
CALLS = (
    "i want to die", "i wanna kms", "gonna kms", "kms tonight", "i dont want to live anymore",
    "i am scared", "help me please",
    "he hurts my sister", "an officer hurts me", "the police beat my brother", "i was hurt by a librarian",
    "my sister is in danger",
    "i am in danger", "my dad wants to hurt me", "someone hurts my friend", "i want to hurt myself",
)  # fmt: skip
PLAIN = (
    "i want to know who said it", "the roof wants to fall", "who is in danger of closing", "are the books in danger",
    "i dont want to read it all", "the officer said what", "the police came to the library", "bye, see you",
    "who hurts the most", "i wanna read more", "i am scared of spiders lol", "what hurts libraries",
    "my sister is in oakham", "my friend is a reader", "someone read it to my class", "an officer borrowed a book",
)  # fmt: skip
SPANISH = HelpMessages(
    ("quiero morir", "mi padre me pega", "tengo miedo de mi padre", "ayuda por favor", "mi madre me pega mucho"),
    ("mi padre lee el informe", "quiero leer", "cuantos libros hay", "mi madre trabaja mucho"),
)
GERMAN = HelpMessages(
    ("ich will sterben", "mein vater schlägt mich", "hilfe bitte", "ich habe angst vor meinem vater"),
    ("mein vater liest den bericht", "ich will lesen", "wie viele bücher gibt es"),
)
HELP = replace(
    BASE.help,
    calls=(*BASE.help.calls, *CALLS),
    plain=(*BASE.help.plain, *PLAIN),
    messages={"es": SPANISH, "de": GERMAN},
)


@pytest.fixture(scope="module")
def distress() -> Distress:
    return Distress(HELP, PHRASINGS)


def score(distress: Distress, message: str) -> float:
    return distress.judge(fold_lines(message)).score


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("my dad hits me", id="as in the base"),
        pytest.param("my uncle beats me", id="another person and another harm"),
        pytest.param("MY UNCLE BEATS ME!!!", id="shouted"),
        pytest.param("his brother hurts him and he is afraid", id="for somebody else"),
        pytest.param("i'm scared of my teacher", id="contracted"),
        pytest.param("i am scared to go home, who can i tell", id="asking for help"),
        pytest.param("an officer beats me", id="whoever does it"),
        pytest.param("my brother is in danger", id="somebody near is in danger"),
        pytest.param("i want to d!e", id="a sign for a letter"),
        pytest.param("m y d a d h i t s m e", id="spelt out"),
        pytest.param("my dad hіts me", id="a Cyrillic letter"),
        pytest.param("iwanttodie", id="without blanks"),
        pytest.param("kms", id="slang alone"),
        pytest.param("scared", id="a single word"),
        pytest.param("mi madre me pega", id="in Spanish"),
        pytest.param("how many loans came back late, my dad hits me", id="after a question"),
        pytest.param("my dad hits me\nhow many loans came back late", id="in a line before a question"),
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
        pytest.param("which books are in danger", id="danger without a person"),
        pytest.param("what did the officer say", id="an officer without harm"),
        pytest.param("pizza", id="strange words"),
        pytest.param("cuantos libros hay en oakham", id="in Spanish"),
        pytest.param("", id="nothing"),
        pytest.param("🎉🎉🎉", id="emoji only"),
    ],
)
def test_anything_else_scores_below_zero(distress, message):
    assert score(distress, message) < 0.0


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("damn", id="a curse"),
        pytest.param("smh", id="slang that a call may use"),
        pytest.param("bro", id="a word to a friend"),
        pytest.param("k", id="a letter"),
        pytest.param("yikes", id="a reaction"),
        pytest.param("blimey!", id="an old one"),
        pytest.param("sweet", id="praise"),
        pytest.param("peace", id="a farewell"),
        pytest.param("i dont know", id="in the first person"),
        pytest.param("thank you my friend", id="thanks to somebody named as a person"),
        pytest.param("oh dear, how sad", id="pity"),
        pytest.param("see you later, bro", id="a farewell to a friend"),
    ],
)
def test_what_people_say_to_a_bot_scores_below_zero_on_any_base(distress, message):
    assert score(distress, message) < 0.0


def test_a_farewell_that_is_known_as_a_call_is_one():
    """Social phrases are learnt as harmless only where no call says the same, in whatever order."""
    farewells = ("goodbye", "im done", "please help", "goodbye everyone")
    learnt = Distress(replace(HELP, calls=(*HELP.calls, *farewells)), PHRASINGS)
    for message in ("goodbye", "i am done", "help please"):
        assert score(learnt, message) > score(learnt, "see you later"), message


def test_what_is_word_for_word_a_call_is_one():
    """Whatever else is learnt, and however short it is: somebody put it there to be heard."""
    learnt = Distress(replace(HELP, calls=(*HELP.calls, "on the roof")), [*PHRASINGS, *["what is on the roof"] * 50])
    assert score(learnt, "On the roof!") >= 2.0
    assert score(learnt, "what is on the roof") < 0.0


@pytest.mark.parametrize(
    ("message", "language"),
    [
        pytest.param("my dad hits me", "en", id="English"),
        pytest.param("mi padre me pega mucho", "es", id="Spanish"),
        pytest.param("mein vater schlägt mich", "de", id="German"),
        pytest.param("", "en", id="nothing"),
        pytest.param("kms", "en", id="English slang, though no English word"),
    ],
)
def test_the_language_of_a_message_is_told(distress, message, language):
    assert distress.judge(fold_lines(message)).language == language


@pytest.mark.parametrize(
    ("message", "own"),
    [
        pytest.param("my mum beats me", True, id="of oneself"),
        pytest.param("he beats my sister", True, id="of somebody near"),
        pytest.param("how bad is it? he hits me", True, id="in a clause"),
        pytest.param("who beats children", False, id="of nobody near"),
        pytest.param("my mum reads to me", False, id="no harm"),
    ],
)
def test_who_tells_of_harm_of_their_own_is_known(distress, message, own):
    assert distress.judge(fold_lines(message)).own == own


def test_who_does_what_to_whom_matters(distress):
    """ "sitter" and "kicks" stand in no message that was learnt from: only their classes are known."""
    assert score(distress, "the sitter kicks me") > score(distress, "me kicks the sitter")


def test_a_message_without_a_word_scores_as_the_constant(distress):
    assert score(distress, "") == pytest.approx(score(distress, "?!"))


def test_only_the_first_120_words_of_a_clause_are_read(distress):
    filler = "loans " * 120
    assert score(distress, filler + "my dad hits me") == score(distress, filler + "my uncle beats me")


def test_what_is_learnt_is_the_same_every_time(distress):
    assert score(Distress(HELP, PHRASINGS), "my uncle hurts me") == score(distress, "my uncle hurts me")


def test_it_can_be_learnt_from_the_few_messages_of_a_small_base():
    small = Distress(BASE.help, PHRASINGS)
    assert score(small, "my uncle beats me") > 0.0 > score(small, "how many loans came back late")


@settings(deadline=None)  # a busy machine is no fault
@given(message=st.text(max_size=300))
def test_any_message_has_a_finite_score(distress, message):
    assert math.isfinite(score(distress, message))
