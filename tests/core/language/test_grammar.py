"""Who does what in a statement, and which words count something."""

from __future__ import annotations

import pytest

from bot.core.language.grammar import by_whom, directions, doer, is_agent, is_plural, name_words, of_whom, to_whom
from bot.core.language.lexicon import Term
from bot.core.language.text import fold
from bot.core.language.vocabulary import NameFinder
from tests import frozen
from tests.core import library

BASE = library.knowledge()
LEXICON = frozen.matcher(BASE).lexicon
FINDER = NameFinder(BASE.vocabulary.names)


def terms(text: str) -> list[Term]:
    return LEXICON.terms(fold(text))


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        pytest.param("oakham mended", ("Oakham", "mended"), id="a doing word"),
        pytest.param("oakham has mended", ("Oakham", "mended"), id="with has"),
        pytest.param("oakham made", ("Oakham", "made"), id="made, little as it is"),
        pytest.param("oakham had", None, id="had is no doing"),
        pytest.param("the chairs of oakham filled", None, id="the name belongs to what does it"),
        pytest.param("oakham saw that inspectors mended", None, id="somebody else does it"),
        pytest.param("they mended", None, id="no name"),
    ],
)
def test_who_does_something_before_a_number(before, expected):
    found = doer(terms(before), FINDER, name_words(BASE.vocabulary.names))
    assert (found and (found[0].shown, found[1].typed)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("chairs mended by oakham", "Oakham", id="by somebody"),
        pytest.param("chairs as reported by oakham", None, id="who only tells"),
        pytest.param("chairs in oakham", None, id="no by"),
    ],
)
def test_by_whom_something_is_done(text, expected):
    found = by_whom(terms(text), FINDER)
    assert (found and found.shown) == expected


def test_to_whom_something_goes():
    assert {name.shown for name in to_whom(terms("sent to oakham according to elmstead"), FINDER)} == {"Oakham"}


def test_whom_something_is_about():
    assert {name.shown for name in of_whom(terms("complaints against oakham in elmstead"), FINDER)} == {"Oakham"}


def test_the_terms_after_to_from_and_by():
    found = directions(terms("sent to the carpets from a roof by lamps"))
    shown = {each: [term.typed for term in terms("carpets roof lamps") if term.text in found[each]] for each in found}
    assert shown == {"to": ["carpets"], "from": ["roof"], "by": ["lamps"]}


@pytest.mark.parametrize(
    ("word", "plural", "agent"),
    [
        pytest.param("complaints", True, False, id="things"),
        pytest.param("inspectors", True, True, id="those who do something"),
        pytest.param("children", True, False, id="irregular"),
        pytest.param("glass", False, False, id="a double s"),
        pytest.param("papers", True, False, id="a short word in -ers"),
    ],
)
def test_what_a_noun_looks_like(word, plural, agent):
    assert (is_plural(word), is_agent(word)) == (plural, agent)
