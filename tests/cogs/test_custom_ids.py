"""A button's custom id is all that it remembers: short enough for Discord, and read back after a restart."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cogs.custom_ids import CANDIDATES, ENTRY, PERSON, candidates, find_candidates, shorthand
from bot.core.knowledge.model import Entry
from tests.core import library

BASE = library.knowledge()
ENTRIES = tuple(BASE.entries.values())
LATE, ROOF = BASE.entries["loans-late"], BASE.entries["roof-leaked"]
# Printed by `printf %s <id> | b2sum -l 32`. Another value would break the buttons of messages already sent.
LATE_SHORT, ROOF_SHORT = "e438340c", "f1694bd7"

WORDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=48)
IDS = st.lists(WORDS, min_size=1, max_size=6).map(lambda words: "-".join(words)[:48].rstrip("-"))


def named(id: str) -> Entry:
    return replace(ROOF, id=id)


def test_the_shorthand_of_an_entry_is_the_same_after_a_restart():
    assert (shorthand("loans-late"), shorthand("roof-leaked")) == (LATE_SHORT, ROOF_SHORT)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param((), "", id="none"),
        pytest.param((LATE,), LATE_SHORT, id="one"),
        pytest.param((LATE, ROOF), f"{LATE_SHORT}.{ROOF_SHORT}", id="two, in order"),
        pytest.param((ROOF, LATE), f"{ROOF_SHORT}.{LATE_SHORT}", id="the other way round"),
    ],
)
def test_candidates_are_one_field(entries, expected):
    assert candidates(entries) == expected


def test_only_the_first_six_candidates_are_kept():
    assert find_candidates(candidates(ENTRIES), ENTRIES) == list(ENTRIES[:6])


def test_candidates_may_come_from_a_generator():
    assert candidates(entry for entry in (LATE, ROOF)) == f"{LATE_SHORT}.{ROOF_SHORT}"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(f"{ROOF_SHORT}.{LATE_SHORT}", [ROOF, LATE], id="in the order of the field, not of the base"),
        pytest.param(f"{ROOF_SHORT}.00000000.{LATE_SHORT}", [ROOF, LATE], id="one that has gone is left out"),
        pytest.param("00000000", [], id="all have gone"),
        pytest.param("...", [], id="only dots"),
        pytest.param("e438340", [], id="cut off"),
    ],
)
def test_candidates_are_found_again(field, expected):
    assert find_candidates(field, ENTRIES) == expected


@given(ids=st.lists(IDS, max_size=9, unique=True))
def test_the_field_of_any_entries_fits_its_template_and_a_custom_id(ids):
    field = candidates(named(id) for id in ids)
    custom_id = f"v1:other:{'9' * 20}:{field}"
    assert len(custom_id) <= 100
    match = re.fullmatch(rf"v1:other:{PERSON}:{CANDIDATES}", custom_id)
    assert match is not None
    assert (match["person"], match["candidates"]) == ("9" * 20, field)
    assert [entry.id for entry in find_candidates(field, [named(id) for id in ids])] == ids[:6]


@given(id=IDS)
def test_any_id_of_an_entry_fits_its_template_and_a_custom_id(id):
    custom_id = f"v1:pick:{'9' * 20}:{id}"
    assert len(custom_id) <= 100
    match = re.fullmatch(rf"v1:pick:{PERSON}:{ENTRY}", custom_id)
    assert match is not None
    assert match["entry"] == id


@pytest.mark.parametrize(
    ("template", "text"),
    [
        pytest.param(ENTRY, "", id="no id"),
        pytest.param(ENTRY, "Roof", id="a capital"),
        pytest.param(ENTRY, "roof:leaked", id="a colon, which separates fields"),
        pytest.param(ENTRY, "r" * 49, id="an id too long"),
        pytest.param(PERSON, "", id="nobody"),
        pytest.param(PERSON, "-1", id="a sign"),
        pytest.param(PERSON, "1" * 21, id="more digits than an id of Discord's has"),
        pytest.param(CANDIDATES, "xyz", id="no hexadecimal digits"),
        pytest.param(CANDIDATES, "0" * 54, id="more than six candidates"),
    ],
)
def test_what_no_button_of_ours_carries_is_not_read(template, text):
    assert re.fullmatch(template, text) is None


@given(field=st.from_regex(CANDIDATES, fullmatch=True))
def test_any_field_that_fits_can_be_looked_up(field):
    assert set(find_candidates(field, ENTRIES)) <= set(ENTRIES)
