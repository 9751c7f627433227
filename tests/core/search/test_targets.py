"""What can be asked for: its texts, its numbers and its names."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from bot.core.language.vocabulary import Name, NameFinder
from bot.core.search.targets import names_in, numbers_of, phrasings_of
from tests.core import library

FINDER = NameFinder(library.knowledge().vocabulary.names)
ROOF = library.entry("roof-leaked")
MONEY = library.silence("money")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        pytest.param(
            replace(ROOF, asked=("a leak",)),
            ("a leak", "The roof of the reading room leaked", "The roof of the reading room leaked in 2014."),
            id="ways of asking, title and sentence",
        ),
        pytest.param(
            replace(ROOF, asked=("a leak",), says="", title="Roof"),
            ("a leak", "Roof", "The roof of the reading room leaked in 2014"),
            id="the source's words where there is no sentence",
        ),
        pytest.param(
            replace(ROOF, asked=("a leak",), says="", title="Roof", quote="It leaked"),
            ("a leak", "Roof", "It leaked"),
            id="a quotation whose speaker is not known",
        ),
        pytest.param(
            replace(library.entry("bell-carpets"), asked=()),
            (
                "Rosa Bell on wet carpets",
                "Our readers deserve better than wet carpets and dark rooms",
                "quote from Rosa Bell",
                "statement by Rosa Bell",
                "what was said by Rosa Bell",
            ),
            id="a quotation is asked for by its speaker",
        ),
        pytest.param(replace(ROOF, asked=("Roof",), title="Roof", says="Roof"), ("Roof",), id="each once"),
        pytest.param(
            replace(MONEY, asked=("a budget",)), ("a budget", "Money and wages"), id="of a silence not its sentence"
        ),
    ],
)
def test_everything_by_which_a_target_may_be_asked_for(target, expected):
    assert phrasings_of(target) == expected


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        pytest.param("loans-inspected", {Fraction(412)}, id="a count"),
        pytest.param(
            "loans-late", {Fraction(103), Fraction(412), Fraction(1, 4)}, id="a part: its whole and share too"
        ),
        pytest.param("late-share", {Fraction(1, 4)}, id="a calculated share"),
        pytest.param("atlases-ruined", set(), id="a number in words only"),
        pytest.param("roof-leaked", set(), id="no figure, though a year stands there"),
    ],
)
def test_the_numbers_that_a_figure_stands_for(id, expected):
    assert numbers_of(library.entry(id)) == expected


def test_a_silence_has_no_numbers():
    assert numbers_of(library.silence("money")) == frozenset()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"title": "Oakham"}, ["Oakham"], id="in its title"),
        pytest.param({"says": "It rained in Oakham."}, ["Oakham"], id="in its sentence"),
        pytest.param({"asked": ("a roof in oakham",)}, ["Oakham"], id="in all its ways of asking"),
        pytest.param({"asked": ("oakham", "a", "b", "c")}, ["Oakham"], id="in a quarter of them"),
        pytest.param({"asked": ("oakham", "a", "b", "c", "d")}, [], id="in less than a quarter of them"),
        pytest.param({"says": "Bell came."}, ["Rosa Bell"], id="by another spelling"),
        pytest.param({"title": "Oakham", "asked": ("oakham",)}, ["Oakham"], id="each once"),
        pytest.param({"title": "Oakham", "asked": ("elmstead",)}, ["Oakham", "Elmstead"], id="its own words first"),
        pytest.param({}, [], id="none"),
    ],
)
def test_the_names_that_belong_to_an_entry(changes, expected):
    entry = replace(ROOF, **changes)
    assert [name.shown for name in names_in(entry, FINDER)] == expected


def test_no_name_is_made_of_the_end_of_one_text_and_the_beginning_of_the_next():
    finder = NameFinder([Name("town", "Oakham on Sea", ("oakham on sea",))])
    assert list(names_in(replace(ROOF, title="Rain in Oakham on", says="Sea water came in."), finder)) == []
    assert list(names_in(replace(ROOF, title="Rain in Oakham on Sea"), finder)) != []


def test_the_speaker_of_an_entry_belongs_to_it_and_the_names_in_the_words_of_its_source():
    assert [name.shown for name in names_in(library.entry("hurst-lamps"), FINDER)] == ["Tom Hurst"]
    excerpt = replace(ROOF.excerpts[0], text="The roof of Elmstead")
    assert [name.shown for name in names_in(replace(ROOF, excerpts=(excerpt,)), FINDER)] == ["Elmstead"]


def test_all_names_that_a_silence_is_asked_with_belong_to_it():
    asked = ("wexford", "bramley", "a", "b", "c", "d", "e", "f", "g")
    assert {name.shown for name in names_in(replace(MONEY, asked=asked), FINDER)} == {"Wexford", "Bramley"}
