"""Quotations by speaker and subject, each statement once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.answering.answerer import Answerer
from bot.core.answering.quoting import quoted
from bot.core.knowledge.catalogue import Catalogue
from bot.core.knowledge.model import Knowledge
from tests.core import library

BASE = library.knowledge()
BELL = BASE.entries["bell-carpets"]


@pytest.mark.parametrize(
    ("speaker", "about", "expected"),
    [
        pytest.param(None, None, ["bell-carpets", "hurst-lamps"], id="all"),
        pytest.param("rosa", None, ["bell-carpets"], id="part of a name"),
        pytest.param("librarian", None, ["bell-carpets"], id="a role"),
        pytest.param("ann marsh", None, [], id="somebody who is not quoted"),
        pytest.param(None, "lamps", ["hurst-lamps"], id="a subject"),
        pytest.param(None, "the lamp", ["hurst-lamps"], id="another form of it"),
        pytest.param("rosa", "lamps", [], id="a subject of somebody else's"),
        pytest.param(None, "money", [], id="a subject nobody spoke of"),
        pytest.param(None, "red lamps", [], id="half of it is not what was spoken of"),
        pytest.param(None, "the", ["bell-carpets", "hurst-lamps"], id="no subject"),
    ],
)
def test_quotations_are_found_by_speaker_and_subject(answerer: Answerer, speaker, about, expected):
    found = quoted(answerer, Catalogue(BASE), speaker, about)
    assert [entry.id for entry in found] == expected


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        pytest.param("wet carpets and dark rooms.", ["bell-carpets"], id="a part of another"),
        pytest.param(BELL.quote, ["bell-carpets"], id="the same words"),
        pytest.param("wet carpets and dark roo", ["bell-carpets", "z"], id="not in whole words"),
    ],
)
def test_a_statement_is_shown_once(answerer: Answerer, quote, expected):
    base = Knowledge("v", BASE.sources, {BELL.id: BELL, "z": replace(BELL, id="z", quote=quote)}, {})
    assert [entry.id for entry in quoted(answerer, Catalogue(base), None, None)] == expected


def test_others_may_say_the_same_words(answerer: Answerer):
    other = replace(BELL, id="z", speaker=BASE.entries["hurst-lamps"].speaker)
    base = Knowledge("v", BASE.sources, {BELL.id: BELL, "z": other}, {})
    assert len(quoted(answerer, Catalogue(base), None, None)) == 2
