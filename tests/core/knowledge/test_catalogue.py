"""A knowledge base as a list: choices while somebody types, topics, speakers, neighbours, two figures side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.knowledge.catalogue import MAX_CHOICES, Catalogue, named
from bot.core.knowledge.model import Entry
from tests.core import library

# Besides the library's own entries: what is left of the loans, and its share of them.
ON_TIME = """\
  - id: loans-on-time
    title: Loans that came back on time
    topic: Lending
    figure: {calculate: loans-inspected - loans-late}
    says: The other 309 loans came back on time.
    asked: [how many loans came back on time]
  - id: on-time-share
    title: Share of loans that came back on time
    topic: Lending
    figure: {calculate: loans-on-time / loans-inspected, as: percent}
    says: Three quarters of the loans came back on time.
    asked: [what share of loans came back on time]
  - id: chairs-elmstead
    topic: Furniture
"""
BASE = library.knowledge(gazette=("  - id: chairs-elmstead\n", ON_TIME))
CATALOGUE = Catalogue(BASE)
ENTRIES = tuple(BASE.entries.values())


def ids(entries: list[Entry] | tuple[Entry, ...]) -> list[str]:
    return [entry.id for entry in entries]


# --- What there is ------------------------------------------------------------------------------------------------


def test_statistics_are_the_entries_with_a_figure():
    assert ids(CATALOGUE.statistics) == [
        "loans-inspected",
        "loans-late",
        "late-share",
        "loans-on-time",
        "on-time-share",
        "chairs-elmstead",
        "chairs-oakham",
        "atlases-ruined",
    ]


def test_quotations_and_their_speakers_are_in_the_order_of_the_base():
    assert ids(CATALOGUE.quotations) == ["bell-carpets", "hurst-lamps"]
    assert CATALOGUE.speakers == ("Rosa Bell", "Tom Hurst")


def test_topics_are_those_of_statistics_each_once():
    assert CATALOGUE.topics == ("Lending", "Furniture")


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        pytest.param("Lending", ["loans-on-time", "on-time-share"], id="a topic"),
        pytest.param("lENDING", ["loans-on-time", "on-time-share"], id="however it is cased"),
        pytest.param("Furniture", ["chairs-elmstead"], id="another"),
        pytest.param("Roofs", [], id="one that there is not"),
        pytest.param(None, ids(CATALOGUE.statistics), id="none: all of them"),
    ],
)
def test_statistics_of_a_topic(topic, expected):
    assert ids(CATALOGUE.of_topic(topic)) == expected


def test_a_topic_that_only_a_quotation_has_is_none_of_the_statistics():
    entries = {entry.id: replace(entry, topic="Speech" if entry.quote else "") for entry in ENTRIES}
    assert Catalogue(replace(BASE, entries=entries)).topics == ()


# --- Choices ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("rosa bel", "bell-carpets", id="the beginning of a title"),
        pytest.param("ROSA BEL", "bell-carpets", id="however it is cased"),
        pytest.param("wet carpets", "bell-carpets", id="the end of a title"),
        pytest.param("atlas", "atlases-ruined", id="part of a word"),
        pytest.param("atlsses", "atlases-ruined", id="a typing error"),
        pytest.param("hurst", "hurst-lamps", id="a name"),
        pytest.param("whose inspection was it", "inspection", id="a way of asking"),
    ],
)
def test_the_likeliest_choice_comes_first(typed, first):
    assert CATALOGUE.choices(typed, ENTRIES)[0].id == first


@pytest.mark.parametrize("typed", [pytest.param("", id="nothing"), pytest.param(" \u200b ", id="nothing to be seen")])
def test_nothing_typed_offers_the_first_entries_in_their_order(typed):
    assert CATALOGUE.choices(typed, ENTRIES) == list(ENTRIES)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("zzzz", id="letters that mean nothing"),
        pytest.param("pizza", id="another matter"),
        pytest.param("図書館", id="another script"),
    ],
)
def test_what_is_like_nothing_offers_nothing(typed):
    assert CATALOGUE.choices(typed, ENTRIES) == []


def test_only_the_given_entries_are_offered():
    assert CATALOGUE.choices("loans", CATALOGUE.quotations[:1]) == []
    assert CATALOGUE.choices("", CATALOGUE.quotations) == list(CATALOGUE.quotations)


@pytest.mark.parametrize("typed", [pytest.param("", id="nothing typed"), pytest.param("lamp", id="all alike")])
def test_no_more_choices_than_discord_takes(typed):
    """Of forty equally like, the first twenty-five in their order."""
    many = [replace(ENTRIES[0], id=f"lamp-{number}", title="Lamps", asked=("lamps",)) for number in range(40)]
    catalogue = Catalogue(replace(BASE, entries={entry.id: entry for entry in many}))
    assert MAX_CHOICES == 25
    assert catalogue.choices(typed, many) == many[:25]


@settings(deadline=None)  # a busy machine is no fault
@given(typed=st.one_of(st.text(max_size=6_000), st.sampled_from([entry.title for entry in ENTRIES])))
def test_anything_at_all_may_be_typed(typed):
    found = CATALOGUE.choices(typed, ENTRIES)
    assert set(ids(found)) <= set(ids(ENTRIES))
    assert len(set(ids(found))) == len(found) <= 25


# --- One entry ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("roof-leaked", "roof-leaked", id="an id"),
        pytest.param("The roof of the reading room leaked", "roof-leaked", id="a title"),
        pytest.param("THE ROOF of  the reading room LEAKED", "roof-leaked", id="however it is cased and spaced"),
        pytest.param("the roof", None, id="half a title"),
        pytest.param("", None, id="nothing"),
        pytest.param("pizza", None, id="no such thing"),
    ],
)
def test_an_entry_is_found_by_its_id_or_title(name, expected):
    found = CATALOGUE.find(name, ENTRIES)
    assert (found.id if found else None) == expected


def test_an_entry_that_is_not_among_the_given_ones_is_not_found():
    assert CATALOGUE.find("roof-leaked", CATALOGUE.statistics) is None


# --- Neighbours ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        pytest.param("roof-leaked", ["atlases-ruined"], id="one other in the paragraph"),
        pytest.param(
            "loans-late",
            ["loans-inspected", "late-share", "loans-on-time", "on-time-share"],
            id="several, calculated ones among them",
        ),
        pytest.param("bell-carpets", [], id="alone in its paragraph"),
        pytest.param("inspection", [], id="a paraphrase stands in no paragraph"),
    ],
)
def test_neighbours_stand_in_the_same_paragraph(id, expected):
    assert ids(CATALOGUE.neighbours(BASE.entries[id])) == expected


def test_the_same_paragraph_of_another_source_is_no_neighbour():
    elsewhere = replace(BASE.entries["atlases-ruined"], source=replace(ENTRIES[0].source, id="herald-2018"))
    base = replace(BASE, entries={**BASE.entries, "atlases-ruined": elsewhere})
    assert Catalogue(base).neighbours(base.entries["roof-leaked"]) == []


# --- Names ---------------------------------------------------------------------------------------------------------

NAMES = ("case review", "police failures", "training")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("", list(NAMES), id="nothing typed: all"),
        pytest.param("rev", ["case review"], id="a part"),
        pytest.param("CASE", ["case review"], id="however it is cased"),
        pytest.param("case reveiw", ["case review"], id="letters turned round"),
        pytest.param("trianing", ["training"], id="a typing error in one word"),
        pytest.param("polcie", ["police failures"], id="a typing error in one of two words"),
        pytest.param("failures police", ["police failures"], id="the words the other way round"),
        pytest.param("i", ["case review", "police failures", "training"], id="a letter"),
        pytest.param("xylophone", [], id="something else"),
    ],
)
def test_names_are_offered_though_typed_with_errors(typed, expected):
    assert named(typed, NAMES) == expected


def test_no_more_names_are_offered_than_may_be():
    assert len(named("", tuple(f"topic {number}" for number in range(40)))) == 25


# --- Side by side -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "difference", "share"),
    [
        pytest.param(
            "loans-inspected", "loans-late", "412 - 103 = 309", "103 of 412 = 25 %", id="a whole and a part of it"
        ),
        pytest.param(
            "loans-late", "loans-inspected", "412 - 103 = 309", "103 of 412 = 25 %", id="the part named first"
        ),
        pytest.param("chairs-oakham", "chairs-elmstead", "96 - 31 = 65", None, id="counts that are no part of another"),
        pytest.param("loans-late", "loans-on-time", "309 - 103 = 206", None, id="two parts of one whole"),
        pytest.param(
            "late-share", "on-time-share", "75 % - 25 % = 50 percentage points", None, id="shares differ by points"
        ),
    ],
)
def test_two_figures_are_compared_as_far_as_unit_and_base_allow(first, second, difference, share):
    compared = CATALOGUE.compare(BASE.entries[first], BASE.entries[second])
    assert (compared.first.id, compared.second.id, compared.refusal) == (first, second, None)
    assert (compared.difference.working if compared.difference else None) == difference
    assert (compared.share.working if compared.share else None) == share


def test_a_difference_and_a_share_are_in_readers_words():
    compared = CATALOGUE.compare(BASE.entries["loans-inspected"], BASE.entries["loans-late"])
    assert (compared.difference.text, compared.share.text) == ("309 loans", "25 % (103 of 412 loans)")


@pytest.mark.parametrize(
    ("first", "second", "refusal"),
    [
        pytest.param(
            "loans-late",
            "chairs-elmstead",
            '"Loans that came back late" is in loans and "Broken chairs in Elmstead" in chairs: '
            "they cannot be compared.",
            id="different units",
        ),
        pytest.param(
            "loans-late",
            "late-share",
            '"Loans that came back late" is in loans and "Share of loans that came back late" in %: '
            "they cannot be compared.",
            id="a count and a share",
        ),
        pytest.param(
            "loans-late",
            "atlases-ruined",
            '"Atlases ruined by rain" cannot be compared: it is known in words only.',
            id="a number in words",
        ),
        pytest.param(
            "roof-leaked",
            "loans-late",
            '"The roof of the reading room leaked" cannot be compared: it has no figure.',
            id="no figure",
        ),
        pytest.param("loans-late", "loans-late", "A comparison needs two different figures.", id="the same one twice"),
    ],
)
def test_what_may_not_stand_side_by_side_is_refused_and_nothing_is_calculated(first, second, refusal):
    compared = CATALOGUE.compare(BASE.entries[first], BASE.entries[second])
    assert (compared.difference, compared.share, compared.refusal) == (None, None, refusal)


def test_silences_are_found_among_all_that_a_question_may_be_taught_to():
    """By title, by id, and by what was typed so far."""
    money = BASE.silences["money"]
    assert CATALOGUE.find("money and WAGES", CATALOGUE.targets) == money
    assert CATALOGUE.find("money", CATALOGUE.targets) == money
    assert CATALOGUE.choices("money and", CATALOGUE.targets)[0] == money
