"""Words around a statement: where it goes on, and what only colours it."""

from __future__ import annotations

import pytest

from bot.core.language.denial import PRAISE, colours, is_said_of_it, judges, negates
from bot.core.language.lexicon import Term, split
from bot.core.language.statement_words import COLOUR, DEPENDENT, INDEPENDENT
from bot.core.language.text import fold, words


def test_every_word_that_colours_is_one_that_a_term_can_have():
    """A form of chat is written out before anybody looks it up here."""
    assert [word for word in sorted(COLOUR) if split(fold(word)) != [word]] == []


def test_every_word_that_opens_a_part_is_one_as_it_is_read():
    assert [word for word in sorted(DEPENDENT | INDEPENDENT) if words(fold(word)) != [word]] == []


def test_no_word_both_goes_on_and_begins_anew():
    assert DEPENDENT.isdisjoint(INDEPENDENT)


def test_what_praises_colours_nothing():
    """To say that something was well done is a claim."""
    assert COLOUR.isdisjoint(PRAISE)


@pytest.mark.parametrize(
    ("word", "before", "expected"),
    [
        pytest.param("shocking", "", True, id="a feeling at the front"),
        pytest.param("appalling", "it is", True, id="said of the statement"),
        pytest.param("appalling", "lamps were", False, id="said of the thing"),
        pytest.param("appalling", "lamps were just so", False, id="said of the thing with stress"),
        pytest.param("appalling", "it was", True, id="said of the statement in the past"),
        pytest.param("report", "the", True, id="where it is from"),
        pytest.param("not", "lamps were", True, id="what turns others round"),
        pytest.param("broken", "", False, id="what tells something"),
        pytest.param("good", "", False, id="praise"),
    ],
)
def test_what_only_colours_a_statement(word, before, expected):
    assert colours(word, before.split()) is expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        pytest.param("lamps were", True, id="after were"),
        pytest.param("lamps got", True, id="after got"),
        pytest.param("lamps were really very", True, id="with stress between"),
        pytest.param("lamps were almost", True, id="with a hedge between"),
        pytest.param("were", True, id="nothing before it"),
        pytest.param("it was", False, id="it is no thing"),
        pytest.param("that was", False, id="that is no thing"),
        pytest.param("lamps is", False, id="is is said of the statement"),
        pytest.param("lamps were broken", False, id="something else is said of it"),
        pytest.param("really", False, id="stress alone"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_what_is_said_of_the_thing_itself(before, expected):
    assert is_said_of_it(before.split()) is expected


@pytest.mark.parametrize(
    ("word", "at", "expected"),
    [
        pytest.param("well", 2, True, id="well, further on"),
        pytest.param("well", 0, False, id="well, to open with"),
        pytest.param("okay", 1, True, id="okay, further on"),
        pytest.param("lamps", 1, False, id="a thing"),
    ],
)
def test_which_little_words_say_how_good_something_was(word, at, expected):
    assert judges(Term(word, word, known=True, little=True), at) is expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("never", True, id="a negator"),
        pytest.param("failed", False, id="failing tells something besides"),
        pytest.param("could", False, id="could, which needs more"),
    ],
)
def test_which_words_do_nothing_but_negate(word, expected):
    assert negates(word) is expected
