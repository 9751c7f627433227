"""A claim is read with the words of a base: what it counts, whom it names, who is said to do what."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.factcheck.claim_reading import ClaimReader, Reading
from bot.core.factcheck.claims import claims
from bot.core.factcheck.fact_table import FactTable
from bot.core.language.text import fold_lines
from bot.core.language.vocabulary import Name
from tests import frozen
from tests.core.factcheck import ferries

BASE = ferries.knowledge()
MATCHER = frozen.matcher(BASE)
FACTS = FactTable(BASE, MATCHER)
READER = ClaimReader(BASE, MATCHER, FACTS)


def readings(message: str) -> list[Reading]:
    """Return the claims of a message, each read after the one before it."""
    found: list[Reading] = []
    made = claims(fold_lines(message))
    for at, claim in enumerate(made):
        whole = made[at + 1] if at + 1 < len(made) and made[at + 1].whole_of == at else None
        found.append(READER.read(claim, found[-1] if found else None, whole))
    return found


def last(message: str) -> Reading:
    return readings(message)[-1]


def shown(names: Iterable[Name]) -> list[str]:
    return [name.shown for name in names]


def unit(reading: Reading) -> str:
    return reading.unit.text if reading.unit is not None else ""


def noun(reading: Reading) -> str:
    return reading.noun.typed if reading.noun is not None else ""


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param("60 complaints were sent back", "=complaint", id="right after it"),
        pytest.param("60 grievances were sent back", "=complaint", id="a synonym"),
        pytest.param("60 of those complaints", "=complaint", id="little words between"),
        pytest.param("60 old wet boats", "boat", id="two words between"),
        pytest.param("60 Oakham trips", "trip", id="a name between"),
        pytest.param("60 boat trips", "trip", id="the one that another leads to"),
        pytest.param("60 boats with complaints", "boat", id="the first of two things"),
        pytest.param("60 were sent back", "", id="none"),
        pytest.param("60 biscuits", "", id="what the base does not count"),
        pytest.param("60 people wrote complaints", "", id="other people do it"),
        pytest.param("boats: 60", "", id="before it"),
    ],
)
def test_what_a_number_counts(message, expected):
    reading = last(message)
    assert (unit(reading), reading.own_unit) == (expected, bool(expected))


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param("60 biscuits were sent back", "biscuits", id="right after it"),
        pytest.param("60 of the other biscuits", "biscuits", id="little words between"),
        pytest.param("60 Oakham biscuits", "biscuits", id="a name between"),
        pytest.param("half of police boats", "boats", id="after of and one word more"),
        pytest.param("60 wet biscuits", "", id="after another word"),
        pytest.param("60 were sent back", "", id="none"),
        pytest.param("60", "", id="nothing after it"),
    ],
)
def test_the_plural_noun_after_a_number(message, expected):
    assert noun(last(message)) == expected


@pytest.mark.parametrize(
    ("message", "field", "expected"),
    [
        pytest.param("90 trips from Oakham to Elmstead", "names", ["Oakham", "Elmstead"], id="named in order"),
        pytest.param("Bramley is a mess. 90 trips were late", "taken_over", ["Bramley"], id="from the sentence before"),
        pytest.param("Bramley is a mess. Oakham had 90 trips", "taken_over", [], id="not beside another of that kind"),
        pytest.param("Ann Marsh came. Oakham had 90", "taken_over", ["Ann Marsh"], id="beside one of another kind"),
        pytest.param("Oakham had 90 trips and 60 were late", "taken_over", ["Oakham"], id="from the claim before"),
        pytest.param("Oakham had 90 trips and 60 boats sank", "taken_over", [], id="not where it counts for itself"),
        pytest.param("Bramley had 90 trips and 60 boats sank", "taken_over", ["Bramley"], id="but one of no fact"),
        pytest.param("90 trips were sent to Elmstead", "to", ["Elmstead"], id="to whom"),
        pytest.param("Oakham ran 40 more trips than Elmstead", "names_before", ["Oakham"], id="compared, before"),
        pytest.param("Oakham ran 40 more trips than Elmstead", "names_after", ["Elmstead"], id="compared, after"),
        pytest.param("Oakham ran 40 trips", "names_before", [], id="not compared"),
    ],
)
def test_whom_a_claim_names(message, field, expected):
    assert shown(getattr(last(message), field)) == expected


@pytest.mark.parametrize(
    ("message", "doer", "doing"),
    [
        pytest.param("the Ferry Board received 80", "Ferry Board", "receiv", id="before a doing word"),
        pytest.param("80 were mended by Tom Hurst", "Tom Hurst", "", id="after by"),
        pytest.param("the Ferry Board had 80", None, "", id="had is no doing"),
        pytest.param("80 were mended in Oakham", None, "", id="nobody"),
    ],
)
def test_who_is_said_to_do_something(message, doer, doing):
    reading = last(message)
    assert (reading.doer.shown if reading.doer is not None else None, reading.doing) == (doer, doing)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param("Oakham faced 80 complaints", True, id="faced"),
        pytest.param("Oakham received 80 complaints", True, id="received"),
        pytest.param("Oakham sent 80 complaints", False, id="sent"),
        pytest.param("80 complaints in Oakham", False, id="nobody does anything"),
    ],
)
def test_to_whom_it_is_rather_done(message, expected):
    assert last(message).suffers is expected


def test_who_does_it_need_be_no_name():
    assert last("inspectors mended 30 boats").subject == "inspector"


def test_which_way_something_goes():
    assert last("60 complaints were sent to Elmstead by inspectors from Oakham").directions == {
        "to": {"elmstead"},
        "from": {"oakham"},
        "by": {"inspector"},
    }


@pytest.mark.parametrize(
    ("message", "denied", "number_denied"),
    [
        pytest.param("30 boats were mended", False, False, id="nothing"),
        pytest.param("it is a lie that 30 boats were mended", True, False, id="the claim"),
        pytest.param("not 30 boats were mended", False, True, id="the number"),
        pytest.param("30 boats were not mended", False, False, id="a word after it"),
        pytest.param("no wonder 30 boats were mended", False, False, id="a way of speaking"),
    ],
)
def test_what_is_denied_of_claim_and_number(message, denied, number_denied):
    reading = last(message)
    assert (reading.denied, reading.number_denied) == (denied, number_denied)


def test_each_word_of_a_claim_is_denied_or_not():
    found = last("30 boats were not mended").words
    assert [(said.term.typed, said.denied) for said in found] == [
        ("boats", False),
        ("were", False),
        ("not", True),
        ("mended", True),
    ]


def test_the_words_of_an_although_stand_apart():
    reading = last("30 boats were mended, although nobody came")
    assert [said.term.typed for said in reading.conceded] == ["nobody", "came"]
    assert "came" not in [said.term.typed for said in reading.words]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param("what shocks me is that 30 boats sank", ["boats", "sank"], id="what leads up to it is left out"),
        pytest.param("Ann Marsh says that 30 sank", ["ann", "marsh", "says", "that", "sank"], id="somebody is kept"),
        pytest.param("it is not so that 30 sank", ["it", "is", "not", "so", "that", "sank"], id="a denial is kept"),
    ],
)
def test_what_only_leads_up_to_a_claim_is_none_of_its_words(message, expected):
    assert [said.term.typed for said in last(message).words] == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param("60 complaints were sent back, 75 %", "75 %", id="a share without words"),
        pytest.param("60 complaints were sent back. i mean, 60", "60", id="the same number again"),
    ],
)
def test_a_number_without_words_is_said_of_the_same_as_the_one_before(message, expected):
    first, second = readings(message)
    assert (second.claim.said, second.words, second.unit) == (expected, first.words, first.unit)


def test_another_number_without_words_is_not_said_of_the_same():
    first, second = readings("60 complaints were sent back. 61")
    assert first.words
    assert second.words == ()


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param("90 trips and 60 were late", ("trip", ""), id="a unit of the base"),
        pytest.param("90 biscuits and 60 were late", ("", "biscuits"), id="another noun"),
    ],
)
def test_what_a_number_counts_goes_on_to_the_next(message, expected):
    reading = last(message)
    assert (unit(reading), noun(reading), reading.own_unit) == (*expected, False)


def test_a_whole_is_read_with_the_words_of_its_part():
    part, whole = readings("60 of 80 complaints were sent back")
    assert whole.words == part.words
    assert (whole.claim.said, unit(whole)) == ("80", "=complaint")


def test_the_chances_of_the_entries_with_numbers_make_one():
    chances = last("60 complaints were sent back").chances
    assert chances.keys() <= FACTS.tied
    assert sum(chances.values()) == pytest.approx(1.0)
    assert max(chances, key=chances.__getitem__) in ("returned", "returned-share")


def test_an_entry_about_somebody_who_is_not_named_is_less_likely_meant():
    named, unnamed = (last(text).chances["trips-oakham"] for text in ("Oakham ran 90 trips", "they ran 90 trips"))
    assert named > unnamed


def test_a_claim_without_a_telling_word_has_no_chances():
    assert last("so 90 then").chances == {}


WORDS = "60 80 75% complaints trips of the and not Oakham Bramley ran sent to from by than more , . although that ("


@given(st.lists(st.sampled_from(WORDS.split()), max_size=12))
@settings(deadline=None)  # a busy machine is no fault
def test_any_heap_of_words_is_read(parts):
    """However words are heaped up, chances make one or are none, and whoever is compared is named."""
    for reading in readings(" ".join(parts)):
        assert not reading.chances or sum(reading.chances.values()) == pytest.approx(1.0)
        assert {*reading.names_before, *reading.names_after} <= {*reading.names, *reading.taken_over}
