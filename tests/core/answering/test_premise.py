"""What a question takes for granted is held against the entry that would answer it."""

from __future__ import annotations

import pytest

from bot.core.answering.premise import Premise, Premises
from bot.core.answering.reply import Correction
from bot.core.search.matching import Matcher
from tests import frozen
from tests.core import library


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return frozen.matcher(library.knowledge())


def premise(matcher: Matcher, text: str, id: str) -> Premise:
    entry = library.entry(id)
    return Premises([entry], matcher).examine(matcher.read(text), entry)


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
        pytest.param(
            "were a third of the loans late", "late-share", "a third", "25 % (103 of 412 loans)", id="a third"
        ),
        pytest.param("were 103 of 420 loans late", "loans-late", "420", LATE, id="a wrong whole beside a right part"),
        pytest.param("were 26.6 % late", "loans-late", "26.6 %", LATE, id="a share just too far off"),
        pytest.param("why were 130 loans late", "loans-late", "130", LATE, id="open, but it counts the same thing"),
        pytest.param(
            "did hundreds of atlases, 200, go", "atlases-ruined", "200", "dozens of atlases", id="a number in words"
        ),
        pytest.param("did the roof leak in 2016", "roof-leaked", "2016", ROOF, id="a wrong year where a year is told"),
        pytest.param(
            "did tom hurst say that about wet carpets", "bell-carpets", "Tom Hurst", "Rosa Bell", id="a wrong name"
        ),
        pytest.param("did ann marsh say that", "bell-carpets", "Ann Marsh", "Rosa Bell", id="a name that nothing has"),
        pytest.param(
            "is it true that there were 31 broken chairs in elmstead",
            "chairs-oakham",
            "Elmstead",
            "Oakham",
            id="a wrong name beside the right number",
        ),
    ],
)
def test_a_wrong_premise_is_corrected(matcher, text, id, said, report):
    assert premise(matcher, text, id) == Premise((Correction(said, report),))


@pytest.mark.parametrize(
    ("text", "id"),
    [
        pytest.param("were 103 loans late", "loans-late", id="the right count"),
        pytest.param("were 103 of the 412 loans late", "loans-late", id="the right part and whole"),
        pytest.param("were 25 % of the loans late", "loans-late", id="the right share"),
        pytest.param("were 26.5 % of the loans late", "loans-late", id="a share within a point and a half"),
        pytest.param("was a quarter late", "late-share", id="the share in words"),
        pytest.param("were one hundred and three late", "loans-late", id="the right count in words"),
        pytest.param("did the 2018 article say that 103 were late", "loans-late", id="the year of the article"),
        pytest.param("were lamps asked for since 2009", "hurst-lamps", id="a year in its words"),
        pytest.param("i have 3 questions on the roof", "roof-leaked", id="a number where the entry has no figure"),
        pytest.param("what are 3 facts about late ones", "loans-late", id="open, and it counts something else"),
        pytest.param("did rosa bell say that", "bell-carpets", id="the right name"),
        pytest.param("how many late loans in oakham", "loans-late", id="a name the base has, none to correct it with"),
        pytest.param("were loans late", "loans-late", id="nothing taken for granted"),
        pytest.param("", "loans-late", id="nothing said"),
    ],
)
def test_a_right_premise_is_passed(matcher, text, id):
    assert premise(matcher, text, id) == Premise()


@pytest.mark.parametrize(
    ("text", "id"),
    [
        pytest.param("how many loans were late in 2016", "loans-late", id="another year, where none is told"),
        pytest.param("were 103 loans late in 2016", "loans-late", id="another year, beside a right number"),
        pytest.param("what did ann marsh say", "bell-carpets", id="an open question about somebody the base has not"),
        pytest.param("how many loans were late for ann marsh", "loans-late", id="the same, where no name belongs"),
    ],
)
def test_a_question_about_something_else_is_blocked(matcher, text, id):
    assert premise(matcher, text, id).blocked


def test_several_wrong_premises_are_all_corrected_in_order(matcher):
    found = premise(matcher, "is it true that 200 of 500 loans were late", "loans-late")
    assert [correction.said for correction in found.corrections] == ["200", "500"]
