"""A claim beside a fact: whether the number agrees, what ties the two, and what differs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.factcheck.claim_reading import ClaimReader, Reading
from bot.core.factcheck.claims import claims
from bot.core.factcheck.fact import Fact
from bot.core.factcheck.fact_table import FactTable
from bot.core.factcheck.fitting import CONTRADICTING, KINDS, Fit, fit, is_striking, unit_differing
from bot.core.language.text import fold_lines
from tests import frozen
from tests.core.factcheck import ferries

BASE = ferries.knowledge()
MATCHER = frozen.matcher(BASE)
FACTS = FactTable(BASE, MATCHER)
READER = ClaimReader(BASE, MATCHER, FACTS)


def read(message: str) -> Reading:
    """Return the first claim of a message as it is read, with the number it is said to be a part of."""
    claim, *others = claims(fold_lines(message))
    whole = others[0] if others and others[0].whole_of == 0 else None
    return replace(READER.read(claim, None, whole), whole=whole)


def fact(id: str, *, share: bool = False) -> Fact:
    return next(each for each in FACTS.all if each.entry.id == id and each.share is share)


def fitted(message: str, id: str, *, share: bool = False) -> Fit:
    return fit(read(message), fact(id, share=share), FACTS)


@pytest.mark.parametrize(
    ("message", "id"),
    [
        pytest.param("the Ferry Board received 80 complaints about Oakham", "complaints", id="as the report has it"),
        pytest.param("grievances about Oakham: 80", "complaints", id="a synonym"),
        pytest.param("the Pilot has 80 complaints about Oakham", "complaints", id="with who published it"),
        pytest.param("60 complaints were sent back to Elmstead", "returned", id="with where they went"),
        pytest.param(
            "60 complaints about Oakham were sent back to Elmstead", "returned", id="with a name of the whole"
        ),
        pytest.param("in 2019 Oakham ran 90 trips", "trips-oakham", id="with its year"),
        pytest.param("in 2021 30 boats were mended", "boats-mended", id="with the year of the source"),
        pytest.param("Oakham ran 40 more trips than Elmstead", "more-trips", id="a comparison"),
        pytest.param("Elmstead ran 40 fewer trips than Oakham", "more-trips", id="a comparison turned round twice"),
        pytest.param("30 boats were mended by Tom Hurst", "boats-mended", id="with who did it"),
        pytest.param("shockingly, 30 boats were mended", "boats-mended", id="with a feeling"),
        pytest.param("15 landings were not handled well", "bad-landings", id="denied as the report denies it"),
        pytest.param("30", "boats-mended", id="a number alone"),
    ],
)
def test_a_claim_that_says_what_the_fact_says_differs_in_nothing(message, id):
    found = fitted(message, id)
    assert (found.number, found.differing) == (True, ())


MORE = "one of the two is how many more, the other how many"
TURNED = "the report has it the other way round"


def counts_complaints(not_that: str) -> str:
    return f"the report counts complaints, not {not_that}"


def denied(word: str) -> str:
    return f'"{word}" is denied in one, not in the other'


def unsaid(word: str) -> str:
    return f'the report does not say "{word}" of it'


@pytest.mark.parametrize(
    ("kind", "message", "id", "why"),
    [
        pytest.param("unit", "60 trips", "returned", counts_complaints("trips"), id="another unit"),
        pytest.param("counted", "60 biscuits", "returned", counts_complaints("biscuits"), id="what is no unit"),
        pytest.param("unit", "60 complainants", "returned", counts_complaints("complainants"), id="who does it"),
        pytest.param(
            "name", "80 complaints about Bramley", "complaints", "the report has Oakham there, not Bramley", id="name"
        ),
        pytest.param(
            "name", "15 landings at Bramley", "bad-landings", "the report does not have Bramley there", id="name added"
        ),
        pytest.param(
            "name",
            "45 boats were looked at by Tom Hurst",
            "boats",
            "the report does not say that it was by Tom Hurst",
            id="name that only a part has",
        ),
        pytest.param(
            "name",
            "Bramley received 80 complaints about Oakham",
            "complaints",
            "the report has Ferry Board doing that, not Bramley",
            id="name of another doer",
        ),
        pytest.param(
            "name",
            "60 complaints were sent back to Oakham",
            "returned",
            "the report does not say that it was to Oakham",
            id="name they went to",
        ),
        pytest.param(
            "comparison", "Oakham ran 90 more trips", "trips-oakham", MORE, id="more, where the report counts"
        ),
        pytest.param("comparison", "Oakham ran 40 trips", "more-trips", MORE, id="a count, where the report compares"),
        pytest.param("comparison", "Elmstead ran 40 more trips than Oakham", "more-trips", TURNED, id="turned round"),
        pytest.param(
            "comparison", "Oakham ran 40 fewer trips than Elmstead", "more-trips", TURNED, id="fewer for more"
        ),
        pytest.param(
            "direction",
            "60 complaints were sent back from Elmstead",
            "returned",
            'the report does not have it "from" them',
            id="direction",
        ),
        pytest.param(
            "year", "30 boats were mended in 2016", "boats-mended", "the report says nothing of 2016", id="year"
        ),
        pytest.param(
            "negation",
            "it is a lie that 30 boats were mended",
            "boats-mended",
            "the message denies it",
            id="all denied",
        ),
        pytest.param("negation", "30 boats were not mended", "boats-mended", denied("mended"), id="a word denied"),
        pytest.param(
            "negation", "30 boats were neither stolen nor mended", "boats-mended", denied("mended"), id="denied by nor"
        ),
        pytest.param(
            "negation", "15 landings were handled well", "bad-landings", denied("handled"), id="a denial left out"
        ),
        pytest.param(
            "negation",
            "60 complaints came, although they were not sent back",
            "returned",
            denied("sent"),
            id="a word denied in an aside",
        ),
        pytest.param("predicate", "30 boats were stolen", "boats-mended", unsaid("stolen"), id="what was done"),
        pytest.param(
            "predicate", "30 boats were looked at", "boats-mended", unsaid("looked"), id="what is true of the whole"
        ),
        pytest.param("words", "30 boats with sails", "boats-mended", unsaid("sails"), id="words"),
        pytest.param(
            "words", "30 boats were mended before the fog", "boats-mended", unsaid("before"), id="another time"
        ),
        pytest.param(
            "words", "30 boats were mended because of the fog", "boats-mended", unsaid("fog"), id="another cause"
        ),
    ],
)
def test_what_differs_is_told_by_its_kind(kind, message, id, why):
    found = fitted(message, id)
    assert found.number
    assert (kind, why) in found.differing


def test_what_differs_comes_the_weightiest_first():
    found = fitted("in 2016 60 trips were stolen from Elmstead in Bramley", "returned")
    assert [kind for kind, _ in found.differing] == ["unit", "name", "direction", "year", "predicate"]


@pytest.mark.parametrize(
    ("message", "id", "share", "number", "exact"),
    [
        pytest.param("30 boats", "boats-mended", False, True, True, id="the very number"),
        pytest.param("over 25 boats", "boats-mended", False, True, False, id="a bound that it reaches"),
        pytest.param("31 boats", "boats-mended", False, False, False, id="another number"),
        pytest.param("two thirds of the boats", "boats-mended", True, True, True, id="the very share"),
        pytest.param("67 % of the boats", "boats-mended", True, True, False, id="a share rounded"),
        pytest.param("two thirds of the boats", "boats-mended", False, False, False, id="a share beside a count"),
        pytest.param("60 passengers", "ashore", False, False, False, id="a number that is known in words only"),
    ],
)
def test_whether_the_number_agrees(message, id, share, number, exact):
    found = fitted(message, id, share=share)
    assert (found.number, found.exact) == (number, exact)


@pytest.mark.parametrize(
    ("message", "id", "agreed"),
    [
        pytest.param("30 boats were mended", "boats-mended", "yes", id="the number"),
        pytest.param("31 boats were mended", "boats-mended", "no", id="another"),
        pytest.param("30 boats a day were mended", "boats-mended", "unclear", id="a rate"),
        pytest.param("boats that were mended rose by 30", "boats-mended", "unclear", id="a change"),
        pytest.param("10 to 60 boats were mended", "boats-mended", "unclear", id="a wide range"),
        pytest.param("60 passengers", "ashore", "no", id="beside a number that is known in words only"),
    ],
)
def test_the_number_agrees_or_not_or_that_is_unclear(message, id, agreed):
    assert fitted(message, id).agreement == agreed


@pytest.mark.parametrize(
    ("message", "foreign"),
    [
        pytest.param("30 boats were mended", 0, id="none"),
        pytest.param("30 boats were stolen", 1, id="one"),
        pytest.param("30 boats with old sails were stolen", 3, id="three"),
    ],
)
def test_the_words_that_a_fact_does_not_have_are_counted(message, foreign):
    assert fitted(message, "boats-mended").foreign == foreign


@pytest.mark.parametrize(
    ("message", "id", "tied", "anchored"),
    [
        pytest.param("30", "boats-mended", 0.0, False, id="nothing but the number"),
        pytest.param("30 were mended", "boats-mended", 1.0, False, id="a word"),
        pytest.param("30 boats", "boats-mended", 1.0, True, id="the unit"),
        pytest.param("Oakham had 90", "trips-oakham", 1.0, True, id="a name"),
        pytest.param("Oakham had 90 trips", "trips-oakham", 2.0, True, id="unit and name"),
        pytest.param("30 of 45 boats", "boats-mended", 2.0, True, id="unit and whole"),
        pytest.param("30 of 46 boats", "boats-mended", 1.0, True, id="unit and another whole"),
        pytest.param("Bramley had 90", "trips-oakham", 0.5, False, id="another name of the same kind"),
    ],
)
def test_what_ties_a_claim_to_a_fact(message, id, tied, anchored):
    found = fitted(message, id)
    assert (found.tied, found.anchored) == (tied, anchored)


@pytest.mark.parametrize(
    ("message", "distinct"),
    [
        pytest.param("30 boats were mended", True, id="a word of its own"),
        pytest.param("they looked at 30 boats", False, id="words of its whole alone"),
        pytest.param("30 boats", False, id="no word"),
    ],
)
def test_whether_a_word_is_the_facts_own_rather_than_that_of_its_whole(message, distinct):
    assert fitted(message, "boats-mended").distinct is distinct


def test_the_chance_of_a_fact_is_that_of_all_entries_that_say_the_same():
    reading = replace(read("60 complaints were sent back"), chances={"returned": 0.5, "returned-share": 0.25})
    assert fit(reading, fact("returned"), FACTS).chance == 0.75
    assert fit(reading, fact("returned-share", share=True), FACTS).chance == 0.0  # a count is no share


def test_what_a_claim_does_not_say_it_counts_differs_in_no_unit():
    assert unit_differing(read("60 were sent back"), fact("returned"), FACTS) is None


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        pytest.param("60 trips", "unit", id="what another fact counts"),
        pytest.param("60 complainants", "unit", id="who does what is counted"),
        pytest.param("60 biscuits", "counted", id="what the base does not count"),
    ],
)
def test_another_unit_contradicts_where_it_is_one_of_the_base_or_somebody(message, kind):
    """Another word may mean the same."""
    found = unit_differing(read(message), fact("returned"), FACTS)
    assert found is not None
    assert found[0] == kind
    assert (kind in CONTRADICTING) is (kind == "unit")


def test_what_a_fact_does_not_have_contradicts_it_in_nothing():
    """A thing that is not counted, something said of it, a word: these are told apart from what contradicts."""
    assert set(KINDS) - CONTRADICTING == {"counted", "predicate", "words"}


@pytest.mark.parametrize(
    ("message", "id", "expected"),
    [
        pytest.param("60 complaints were stolen", "returned", True, id="the same unit, another deed"),
        pytest.param("60 were sent back in 2016", "returned", True, id="no unit, but words that tie them"),
        pytest.param("60 were stolen", "returned", False, id="nothing that ties them"),
        pytest.param("60 trips were sent back", "returned", True, id="another unit of the base"),
        pytest.param("60 biscuits were sent", "returned", False, id="a thing the base does not count, and one word"),
        pytest.param("15 landings were stolen", "bad-landings", True, id="a small number with its unit"),
        pytest.param("15 were bad in 2016", "bad-landings", False, id="a small number without its unit"),
        pytest.param("15 boats were bad", "bad-landings", False, id="a small number with another unit"),
    ],
)
def test_a_claim_with_something_else_about_it_may_still_be_the_same_claim(message, id, expected):
    found = fitted(message, id)
    assert found.differing
    assert is_striking(found, read(message), FACTS.units) is expected
