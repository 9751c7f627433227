"""Each number that the sources give becomes a fact, with the words that may stand with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest

from bot.core.factcheck.fact import Fact
from bot.core.factcheck.fact_table import FactTable
from bot.core.language.vocabulary import Name
from tests import frozen
from tests.core import library
from tests.core.factcheck import ferries

BASE = ferries.knowledge()


@pytest.fixture(scope="module")
def table() -> FactTable:
    return FactTable(BASE, frozen.matcher(BASE))


def fact(table: FactTable, id: str) -> Fact:
    """Return the first fact of an entry."""
    return next(each for each in table.all if each.entry.id == id)


def shown(names: Iterable[Name]) -> set[str]:
    return {name.shown for name in names}


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        pytest.param("complaints", [(80, False)], id="a count"),
        pytest.param("returned-share", [(Fraction(3, 4), True)], id="a share that was calculated"),
        pytest.param("returned", [(60, False)], id="a part whose share is an entry of its own"),
        pytest.param("boats-mended", [(30, False), (Fraction(2, 3), True)], id="a part without one: its share too"),
        pytest.param("more-trips", [(40, False)], id="a difference"),
        pytest.param("ashore", [(None, False)], id="a number known in words only"),
    ],
)
def test_each_figure_is_a_fact(table, id, expected):
    assert [(each.value, each.share) for each in table.all if each.entry.id == id] == expected


def test_a_number_that_is_nobodys_figure_is_a_fact_and_a_year_is_none(table):
    """ "12 buoys were lost in the fog of 2017" """
    found = {(each.value, each.share, each.units) for each in table.all if each.entry.id == "fog"}
    assert found == {(Fraction(12), False, frozenset(["buoy"]))}


def test_a_number_that_is_some_figure_already_is_nobody_elses():
    """The words of Oakham's chairs have 96 chairs too, which are Elmstead's."""
    own = '    figure: {value: 31, unit: chairs}\n    evidence: "31'
    both = '    evidence: "They counted 96 broken chairs in Elmstead and 31'
    base = library.knowledge(gazette=(own, both))
    facts = FactTable(base, frozen.matcher(base)).all
    assert {each.value for each in facts if each.entry.id == "chairs-oakham"} == {31}


def test_a_number_that_is_nobodys_figure_may_be_spoken_of_in_the_words_it_stands_in_and_with_its_date(table):
    """The quay stands in the evidence alone; the source came out in April."""
    found = fact(table, "fog")
    assert ("quay", False) in found.uses
    assert "quay" in found.forms
    assert ("april", False) in found.uses


def test_only_entries_with_figures_are_counted_and_those_with_any_number_are_tied(table):
    assert "fog" not in table.ids
    assert table.tied == table.ids | {"fog"}


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        pytest.param("trips-oakham", {"trip"}, id="its own unit"),
        pytest.param("complaints", {"=complaint", "letter"}, id="what people ask how many of for it, twice at least"),
        pytest.param("returned-share", {"=complaint", "letter"}, id="of a share what its part counts"),
    ],
)
def test_what_a_fact_counts(table, id, expected):
    assert fact(table, id).units == expected


def test_the_units_of_a_base_are_those_of_its_figures(table):
    assert table.units == {"=complaint", "letter", "trip", "boat", "land", "passeng"}


@pytest.mark.parametrize(
    ("id", "group"),
    [
        pytest.param("complaints", {"complaints"}, id="a count by itself"),
        pytest.param("returned", {"returned", "returned-share"}, id="a count with its share"),
        pytest.param("returned-share", {"returned", "returned-share"}, id="a share with its count"),
        pytest.param("more-trips", {"more-trips"}, id="a difference by itself"),
    ],
)
def test_which_entries_say_the_same(table, id, group):
    assert fact(table, id).group == group


@pytest.mark.parametrize(
    ("id", "whole"),
    [
        pytest.param("returned", "complaints", id="of a part"),
        pytest.param("returned-share", "complaints", id="of a share"),
        pytest.param("boats-mended", "boats", id="of another part"),
        pytest.param("complaints", None, id="of a count that is no part"),
        pytest.param("more-trips", None, id="of a difference"),
        pytest.param("fog", None, id="of a number that is nobody's figure"),
    ],
)
def test_the_whole_of_a_figure(table, id, whole):
    found = table.whole_of(BASE.entries[id])
    assert (found.entry.id if found is not None else None) == whole
    assert fact(table, id).whole_id == whole


def test_a_part_may_be_spoken_of_in_the_usual_words_of_its_whole(table):
    """Boats that were mended were looked at: "look" stands three times with their whole, "number" once."""
    mended = fact(table, "boats-mended")
    assert mended.uses["look", False] == mended.of_whole["look", False] > 0
    assert ("number", False) not in mended.of_whole


def test_a_part_has_the_names_of_its_whole_and_the_whole_knows_those_of_its_parts(table):
    assert shown(fact(table, "returned").named) == {"Elmstead", "Oakham", "Ferry Board"}
    assert shown(fact(table, "boats").of_parts) == {"Tom Hurst"}
    assert shown(fact(table, "complaints").of_parts) == {"Elmstead"}


@pytest.mark.parametrize(
    ("id", "core", "named"),
    [
        pytest.param("trips-oakham", {"Oakham"}, {"Oakham"}, id="in title and sentence"),
        pytest.param("complaints", {"Oakham"}, {"Oakham", "Ferry Board"}, id="in its evidence besides"),
        pytest.param("more-trips", {"Oakham", "Elmstead"}, {"Oakham", "Elmstead"}, id="two"),
        pytest.param("bad-landings", set(), set(), id="none"),
    ],
)
def test_whom_a_fact_names(table, id, core, named):
    assert (shown(fact(table, id).core), shown(fact(table, id).named)) == (core, named)


@pytest.mark.parametrize(
    ("id", "doer", "doing"),
    [
        pytest.param("complaints", "Ferry Board", "receiv", id="who received them"),
        pytest.param("trips-oakham", "Oakham", "ran", id="who ran them"),
        pytest.param("boats", None, "", id="nobody by name"),
        pytest.param("bad-landings", None, "", id="nobody"),
    ],
)
def test_who_does_something_with_what_is_counted(table, id, doer, doing):
    found = fact(table, id)
    assert (found.doer.shown if found.doer is not None else None, found.doing) == (doer, doing)


def test_a_part_knows_who_did_something_with_its_whole(table):
    part = fact(table, "returned")
    assert part.whole_doer is not None
    assert (part.whole_doer.shown, part.whole_doing, shown(part.by)) == ("Ferry Board", "receiv", {"Ferry Board"})


def test_by_to_and_about_whom_something_is(table):
    assert shown(fact(table, "boats-mended").by) == {"Tom Hurst"}
    assert shown(fact(table, "returned").to) == {"Elmstead"}
    assert shown(fact(table, "complaints").targets) == {"Oakham"}


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        pytest.param("returned", {"to": {"elmstead"}, "from": set(), "by": set()}, id="to"),
        pytest.param("trips-elmstead", {"to": set(), "from": {"elmstead"}, "by": set()}, id="from"),
        pytest.param("boats-mended", {"to": set(), "from": set(), "by": {"tom"}}, id="by"),
    ],
)
def test_which_way_something_goes(table, id, expected):
    assert fact(table, id).directions == expected


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        pytest.param("trips-oakham", {2019, 2021}, id="its own and that of the source"),
        pytest.param("complaints", {2021}, id="that of the source alone"),
        pytest.param("fog", {2017, 2021}, id="of a number that is nobody's figure"),
    ],
)
def test_the_years_that_a_fact_is_about(table, id, expected):
    assert fact(table, id).years == expected


@pytest.mark.parametrize("id", ["complaints", "fog"])
def test_who_published_the_source_may_tell_of_it(table, id):
    assert shown(fact(table, id).tellers) == {"Pilot"}


def test_a_difference_says_who_has_more(table):
    found = fact(table, "more-trips")
    assert (found.compares, [name.shown for name in found.order]) == (1, ["Oakham", "Elmstead"])
    assert (fact(table, "trips-oakham").compares, fact(table, "trips-oakham").order) == (0, ())


def test_what_people_ask_for_as_badly_done_is_not_praised(table):
    assert fact(table, "bad-landings").praised == -2
    assert fact(table, "boats").praised == 0


@pytest.mark.parametrize(
    ("text", "id", "expected"),
    [
        pytest.param("look", "trips-oakham", True, id="usual with another, never here"),
        pytest.param("look", "boats", False, id="its own"),
        pytest.param("look", "boats-mended", False, id="that of its whole"),
        pytest.param("number", "trips-oakham", False, id="as seldom with every other"),
    ],
)
def test_a_word_is_anothers_if_it_is_seldom_here_and_usual_there(table, text, id, expected):
    assert table.is_anothers(text, False, fact(table, id)) is expected


def test_a_base_without_numbers_has_no_facts():
    whole = library.knowledge()
    base = replace(whole, entries={"roof-leaked": whole.entries["roof-leaked"].without_others(())})
    assert FactTable(base, frozen.matcher(base)).all == ()
