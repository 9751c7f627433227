"""What a question takes for granted is held against the entry that would answer it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.answering.premise import Premise, Premises
from bot.core.answering.reply import Correction
from bot.core.knowledge.model import Knowledge
from bot.core.search.matching import Matcher
from tests import frozen
from tests.core import library

BASE = library.knowledge()


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return frozen.matcher(BASE)


def premise(matcher: Matcher, text: str, id: str) -> Premise:
    """Return what is wrong with names, and whether the entry must not answer."""
    return Premises(BASE.entries.values(), matcher).examine(matcher.read(text), BASE.entries[id])


def wrong(matcher: Matcher, text: str, *ids: str, base: Knowledge = BASE) -> list[Correction]:
    """Return the wrong numbers of a message that entries answer together."""
    entries = [base.entries[id] for id in ids]
    return Premises(base.entries.values(), matcher).wrong_numbers(matcher.read(text), entries)


LATE = "103 of 412 loans (25 %)"
ROOF = "The roof of the reading room leaked in 2014."


@pytest.mark.parametrize(
    ("text", "id", "said", "report"),
    [
        pytest.param("is it true that 130 loans were late", "loans-late", "130", LATE, id="a wrong count"),
        pytest.param("loans late: 130, right?", "loans-late", "130", LATE, id="right? at the end"),
        pytest.param(
            "were one hundred and thirty loans late", "loans-late", "one hundred and thirty", LATE, id="words"
        ),
        pytest.param("were 30 % of the loans late", "loans-late", "30 %", LATE, id="a wrong share"),
        pytest.param("were a third of the loans late", "loans-late", "a third", LATE, id="a third"),
        pytest.param("were 103 of 420 loans late", "loans-late", "420", LATE, id="a wrong whole beside a right part"),
        pytest.param("were 26.6 % late", "loans-late", "26.6 %", LATE, id="a share too far off"),
        pytest.param("were 26.5 % of the loans late", "loans-late", "26.5 %", LATE, id="a share put exactly"),
        pytest.param("why were 130 loans late", "loans-late", "130", LATE, id="open, but it counts the same thing"),
        pytest.param(
            "did hundreds of atlases, 200, go", "atlases-ruined", "200", "dozens of atlases", id="a number in words"
        ),
        pytest.param("did the roof leak in 2016", "roof-leaked", "2016", ROOF, id="a wrong year where a year is told"),
    ],
)
def test_a_wrong_number_is_corrected(matcher, text, id, said, report):
    assert wrong(matcher, text, id) == [Correction(said, report)]
    assert not premise(matcher, text, id).blocked


@pytest.mark.parametrize(
    ("text", "id", "said", "report"),
    [
        pytest.param(
            "did tom hurst say that about wet carpets", "bell-carpets", "Tom Hurst", "Rosa Bell", id="of the base"
        ),
        pytest.param("did ann marsh say that", "bell-carpets", "Ann Marsh", "Rosa Bell", id="that nothing has"),
        pytest.param(
            "is it true that there were 31 broken chairs in elmstead",
            "chairs-oakham",
            "Elmstead",
            "Oakham",
            id="beside the right number",
        ),
    ],
)
def test_a_wrong_name_is_corrected(matcher, text, id, said, report):
    assert premise(matcher, text, id) == Premise((Correction(said, report),))
    assert wrong(matcher, text, id) == []


@pytest.mark.parametrize(
    ("text", "id"),
    [
        pytest.param("were 103 loans late", "loans-late", id="the right count"),
        pytest.param("were 103 of the 412 loans late", "loans-late", id="the right part and whole"),
        pytest.param("were 25 % of the loans late", "loans-late", id="the right share"),
        pytest.param("were about 26.5 % of the loans late", "loans-late", id="about, within a point and a half"),
        pytest.param("was a quarter late", "late-share", id="the share in words"),
        pytest.param("were one hundred and three late", "loans-late", id="the right count in words"),
        pytest.param("did the 2018 article say that 103 were late", "loans-late", id="the year of the article"),
        pytest.param("were lamps asked for since 2009", "hurst-lamps", id="a year in its words"),
        pytest.param("i have 3 questions on the roof", "roof-leaked", id="a number where the entry has no figure"),
        pytest.param("what are 3 facts about late ones", "loans-late", id="open, and it counts something else"),
        pytest.param("were 1.030 loans late", "loans-late", id="a number that may be read in two ways"),
        pytest.param("did rosa bell say that", "bell-carpets", id="the right name"),
        pytest.param("how many late loans in oakham", "loans-late", id="a name the base has, none to correct it with"),
        pytest.param("were loans late", "loans-late", id="nothing taken for granted"),
        pytest.param("", "loans-late", id="nothing said"),
    ],
)
def test_a_right_premise_is_passed(matcher, text, id):
    assert premise(matcher, text, id) == Premise()
    assert wrong(matcher, text, id) == []


@pytest.mark.parametrize(
    ("text", "id"),
    [
        pytest.param("how many loans were late in 2016", "loans-late", id="another year, where none is told"),
        pytest.param("were 103 loans late in 2016", "loans-late", id="another year, beside a right number"),
        pytest.param("what did ann marsh say", "bell-carpets", id="an open question about somebody the base has not"),
        pytest.param("how many loans were late for ann marsh", "loans-late", id="the same, where no name belongs"),
        pytest.param("what percentage of the chairs was broken", "chairs-elmstead", id="a percentage, where none is"),
    ],
)
def test_a_question_about_something_else_is_blocked(matcher, text, id):
    assert premise(matcher, text, id).blocked


@pytest.mark.parametrize(
    ("text", "blocked"),
    [
        pytest.param("how many loans did they look at in 2014", False, id="its year"),
        pytest.param("how many loans did they look at in 2016", True, id="another one"),
        pytest.param("how many loans did they look at in 2018", True, id="that of the report"),
        pytest.param("they looked at 412 loans in 2016, right?", False, id="another one in a claim: a mistake"),
    ],
)
def test_the_figure_of_one_year_is_none_of_another(text, blocked):
    entry = replace(BASE.entries["loans-inspected"], says="Inspectors looked at 412 loans in 2014.")
    matcher = frozen.matcher(replace(BASE, entries=dict(BASE.entries) | {entry.id: entry}))
    assert Premises([entry], matcher).examine(matcher.read(text), entry).blocked == blocked


def test_several_wrong_numbers_are_all_corrected_in_order(matcher):
    found = wrong(matcher, "is it true that 200 of 500 loans were late", "loans-late")
    assert [correction.said for correction in found] == ["200", "500"]


# --- Numbers of other figures ----------------------------------------------------------------------------------------

ON_TIME = (
    "  - id: bell-carpets\n",
    "  - id: loans-on-time\n    title: Loans that came back in time\n    says: The others came back in time.\n"
    "    figure: {calculate: loans-inspected - loans-late}\n    asked: [how many loans were on time]\n"
    "  - id: bell-carpets\n",
)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        pytest.param("of 412 loans how many were late", "loans-late", id="the whole of a part"),
        pytest.param("were 103 loans late, so what share", "late-share", id="the part that a share is of"),
        pytest.param("412 loans, what share was late", "late-share", id="the whole that a share is of"),
        pytest.param("if 309 loans were on time, how many were late", "loans-late", id="the rest, which an entry has"),
        pytest.param("if 103 loans were late, how many were on time", "loans-on-time", id="what the rest is left from"),
    ],
)
def test_the_number_of_a_related_figure_is_not_corrected(text, id):
    """A part, its share, its whole and the rest are told of together."""
    base = library.knowledge(gazette=ON_TIME)
    assert wrong(frozen.matcher(base), text, id, base=base) == []


def test_the_rest_is_not_corrected_where_no_entry_gives_it(matcher):
    """412 less 103 is 309, whether anybody wrote that down or not."""
    assert wrong(matcher, "if 309 loans were on time, how many were late", "loans-late") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("were there 96 and 31 broken chairs", [], id="each has one of them"),
        pytest.param("were there 31 broken chairs", [], id="the second has it"),
        pytest.param("were there 40 broken chairs", [Correction("40", "96 chairs")], id="neither has it"),
    ],
)
def test_of_entries_that_answer_together_none_must_have_a_number_that_is_corrected(matcher, text, said):
    """The first says what it has instead."""
    assert wrong(matcher, text, "chairs-elmstead", "chairs-oakham") == said


@pytest.mark.parametrize(
    ("text", "ids", "right"),
    [
        pytest.param("103 of the 412 loans, not 130", ["loans-late"], {"103", "412"}, id="part and whole"),
        pytest.param("a quarter, or 30 %", ["loans-late"], {"a quarter"}, id="a share"),
        pytest.param("96 and 31 and 40", ["chairs-elmstead", "chairs-oakham"], {"96", "31"}, id="two entries"),
        pytest.param("96 and 31", ["chairs-elmstead"], {"96"}, id="one of the two"),
        pytest.param("96 and 31", [], set(), id="no entry"),
        pytest.param("were loans late", ["loans-late"], set(), id="no number"),
    ],
)
def test_which_numbers_of_a_message_are_right(matcher, text, ids, right):
    entries = [BASE.entries[id] for id in ids]
    assert Premises(BASE.entries.values(), matcher).right_numbers(matcher.read(text), entries) == right


# --- Stories ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "id"),
    [
        pytest.param("mum of two, how many loans came back late", "loans-late", id="children"),
        pytest.param("my son is 14 and owes £3.50, how many loans came back late?", "loans-late", id="age, money"),
        pytest.param("there were 25 of us at 9:30, how many loans came back late", "loans-late", id="people, time"),
        pytest.param("how many loans came back late? asking for 30 students in room 12", "loans-late", id="a room"),
        pytest.param("2 questions: how many loans came back late", "loans-late", id="questions"),
        pytest.param("i've been a member for 20 years, were 103 loans late?", "loans-late", id="years"),
        pytest.param("we waited 45 minutes, did 103 loans come back late?", "loans-late", id="minutes"),
        pytest.param("i'm 95% sure that it was late, how many loans were late?", "loans-late", id="how sure one is"),
        pytest.param("i have 20 chairs at home, how many broken chairs in elmstead", "chairs-elmstead", id="one's own"),
    ],
)  # fmt: skip
def test_the_numbers_of_a_story_are_left_alone(matcher, text, id):
    """They are said of the one who asks."""
    assert wrong(matcher, text, id) == []


def test_a_wrong_number_is_corrected_beside_those_of_a_story(matcher):
    found = wrong(matcher, "me and 4 friends, members for 20 years, bet on it: were 130 loans late?", "loans-late")
    assert found == [Correction("130", LATE)]
