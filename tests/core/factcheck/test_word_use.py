"""What the words of a base stand for: how often, denied or not, in which forms, and what they count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.factcheck.word_use import WordUse, asked_openly, context, publishers
from bot.core.knowledge.model import Entry, Knowledge
from tests import frozen
from tests.core import library
from tests.core.factcheck import ferries

BASE = ferries.knowledge()


def word_use(base: Knowledge) -> WordUse:
    return WordUse(base, frozen.matcher(base).lexicon)


@pytest.fixture(scope="module")
def uses() -> WordUse:
    return word_use(BASE)


def asked(*texts: str) -> Entry:
    """Return an entry that is asked for in some ways, with a title and a sentence of one word each."""
    return replace(library.entry("roof-leaked"), title="Roof", says="Leaked", asked=texts)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("is it true that 70 loans were late", id="is it true"),
        pytest.param("were lots of loans late", id="a question for yes or no"),
        pytest.param("loans were late, right?", id="right?"),
        pytest.param("i heard loans were late", id="hearsay"),
    ],
)
def test_a_way_of_asking_that_puts_up_a_claim_is_not_open(text):
    assert asked_openly(asked(text, "how many loans were late")) == ["how many loans were late"]


def test_how_often_a_term_stands_with_an_entry(uses):
    """Each way of asking counts once, title and sentence twice; "stolen" stands in a claim put up: that is left out."""
    counts = uses.by_entry["complaints"]
    assert counts["=complaint", False] == 2 + 2 * 2
    assert counts["letter", False] == 2
    assert counts["receiv", False] == 1 + 2
    assert counts["stolen", False] == 0


def test_what_is_denied_is_counted_apart(uses):
    counts = uses.by_entry["bad-landings"]
    assert (counts["well", True], counts["well", False]) == (1, 0)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("how did the roof leak, is it fair", id="is it fair"),
        pytest.param("how did the roof leak, can you confirm", id="confirm"),
        pytest.param("how did the roof leak, true or false", id="true or false"),
    ],
)
def test_words_that_ask_for_a_yes_are_no_words_of_what_is_asked(uses, text):
    counts = uses.of(asked(text))
    assert counts["how", False] == 1
    assert {term for term, _ in counts}.isdisjoint(["fair", "confirm", "true", "fals"])


def test_terms_of_texts_are_counted_denied_or_not(uses):
    assert uses.counted(["Boats were mended", "not mended", ""]) == {
        ("boat", False): 1,
        ("were", False): 1,
        ("mend", False): 1,
        ("not", True): 1,
        ("mend", True): 1,
    }


def test_only_entries_with_a_figure_are_counted(uses):
    assert uses.by_entry.keys() == uses.units.keys() == BASE.entries.keys() - {"fog"}


def test_the_terms_of_how_many(uses):
    assert uses.counting == {"how", "mani"}


@pytest.mark.parametrize(
    ("texts", "units"),
    [
        pytest.param((), {"boat"}, id="the unit of its figure alone"),
        pytest.param(("how many ships were there", "how many ships came"), {"boat", "ship"}, id="asked twice"),
        pytest.param(("how many ships were there",), {"boat"}, id="asked once"),
        pytest.param(("how many trips were there", "how many trips came"), {"boat"}, id="another's unit"),
        pytest.param(("how many letters were there", "how many letters came"), {"boat"}, id="as often with another"),
        pytest.param(("how many people came", "how many people were there"), {"boat"}, id="people, where things count"),
    ],
)
def test_what_people_ask_how_many_of_is_what_an_entry_counts(texts, units):
    boats = replace(BASE.entries["boats"], asked=texts)
    base = replace(BASE, entries={**BASE.entries, "boats": boats})
    assert word_use(base).units["boats"] == units


def test_a_share_counts_what_its_part_counts(uses):
    assert uses.units["returned-share"] == uses.units["returned"] == {"=complaint", "letter"}


def test_the_forms_of_a_group_are_its_words_as_typed_with_those_of_its_whole_and_of_the_source(uses):
    forms = uses.forms(BASE.entries["returned"], frozenset(["returned"]), "complaints")
    assert {"returned", "drop", "received", "letters", "pilot", "april", "2021"} <= forms
    assert forms.isdisjoint(["return", "trips", "quarters"])


@pytest.mark.parametrize(
    ("term", "other"),
    [
        pytest.param("drop", "ball", id="drop the ball, twice"),
        pytest.param("return", None, id="only once"),
        pytest.param("80", None, id="what is counted comes after it"),
        pytest.param("back", None, id="nothing comes after it"),
    ],
)
def test_a_term_that_never_stands_without_another_after_it_is_an_idiom(uses, term, other):
    assert uses.idioms(frozenset(["returned"])).get(term) == other


def test_who_published_a_source_and_the_report_it_is_about():
    assert publishers(library.entry("roof-leaked")) == ["Elmstead Gazette", "Reading Council"]
    assert publishers(BASE.entries["fog"]) == ["The Pilot"]


def test_what_may_stand_with_anything_of_a_source():
    assert context(library.entry("roof-leaked")) == [
        "Elmstead Gazette",
        "Reading Council",
        "March 2018",
        "9 March 2018",
    ]
    assert context(BASE.entries["fog"]) == ["The Pilot", "April 2021"]
