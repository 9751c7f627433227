"""A message is cut into claims: each number with the words that say what it counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.factcheck.claims import Claim, claims
from bot.core.language.text import fold_lines, words


def read(message: str) -> tuple[Claim, ...]:
    return claims(fold_lines(message))


def said(message: str) -> list[str]:
    return [claim.said for claim in read(message)]


def around(claim: Claim) -> str:
    return " ".join([*words(claim.before), "#", *words(claim.after)])


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param("no number here", [], id="none"),
        pytest.param("", [], id="nothing at all"),
        pytest.param("412 loans, 103 late, a quarter", ["412", "103", "a quarter"], id="in order"),
        pytest.param("one hundred and three loans", ["one hundred and three"], id="in words"),
        pytest.param("a quarter (25%) of 412 loans", ["a quarter", "25%", "412"], id="brackets in order"),
        pytest.param("412 loans\n103 late", ["412", "103"], id="over two lines"),
        pytest.param("meet me at 10:30", [], id="a time of day"),
        pytest.param("in 2018 they looked at 412 loans", ["412"], id="the year of a date"),
        pytest.param("on 9 march they came", [], id="a day of a month"),
        pytest.param("1. look\n2) read", [], id="places in a list"),
        pytest.param("open 24/7", [], id="a way of speaking"),
        pytest.param("the 2nd of 3 mp3s", ["3"], id="digits in a word"),
    ],
)
def test_which_numbers_are_figures(message, expected):
    assert said(message) == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param("they saw 412 loans", ["they saw # loans"], id="one"),
        pytest.param(
            "96 chairs in Elmstead and 31 in Oakham", ["# chairs in elmstead", "# in oakham"], id="on both sides of and"
        ),
        pytest.param("Elmstead 96 Oakham 31", ["elmstead #", "oakham #"], id="each after its name"),
        pytest.param("96 Elmstead 31 Oakham", ["# elmstead", "# oakham"], id="each before its name"),
        pytest.param("Elmstead: 96, Oakham: 31", ["elmstead #", "oakham #"], id="each after a colon"),
        pytest.param("412 loans! 103 were late", ["# loans", "# were late"], id="two sentences"),
        pytest.param("nearly 100 chairs or so", ["# chairs or so"], id="how it is put is none of its words"),
        pytest.param("103 came back late, in Oakham", ["# came back late in oakham"], id="a part that goes on"),
        pytest.param("103 came back late, and nobody cares", ["# came back late"], id="a part that does not"),
        pytest.param("103 came back late and ruined by rain", ["# came back late ruined by rain"], id="another verb"),
        pytest.param("103 (25%) were late", ["# were late", "#"], id="brackets with no words of their own"),
    ],
)
def test_each_number_has_its_own_words(message, expected):
    assert [around(claim) for claim in read(message)] == expected


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("103 of the 412 loans were late", id="of"),
        pytest.param("103 out of 412 loans were late", id="out of"),
        pytest.param("103 loans out of a total of 412 were late", id="out of a total of"),
        pytest.param("103/412 loans were late", id="a stroke"),
        pytest.param("103 (25%) of the 412 loans were late", id="with brackets between"),
    ],
)
def test_a_part_knows_its_whole(message):
    found = read(message)
    assert (found[0].said, found[-1].said, found[-1].whole_of) == ("103", "412", 0)


def test_a_number_without_words_goes_with_the_one_before_it():
    assert [claim.bare for claim in read("103 loans were late, about 25%")] == [False, True]


def test_a_year_stands_with_the_number_of_its_sentence():
    assert [claim.years for claim in read("In 2011, 103 loans were late. 96 chairs were broken")] == [
        (2011,),
        (),
    ]


def test_what_stands_before_without_a_number_leads():
    assert read("Oakham is a shame. 103 loans were late")[0].lead == "oakham is a shame"


def test_a_question_that_opens_with_a_negation_asks():
    assert [claim.asking for claim in read("Didn't they see 412 loans? They didn't see 103")] == [
        True,
        False,
    ]


def test_at_most_fifty_are_read():
    assert len(read("7 cats, " * 150)) == 50


@given(st.text())
def test_any_text_has_claims(message):
    """No text at all raises, and every number that is found stands in its claim."""
    assert all(claim.said for claim in read(message))


@given(st.lists(st.sampled_from(["103", "of the", "412", "loans", "(", ")", ",", "and", "/", "25%", "in 2011", ":"])))
def test_any_order_of_joints_has_claims(parts):
    """However numbers and joints follow one another, a whole points back at a number before it."""
    found = read(" ".join(parts))
    assert all(claim.whole_of is None or claim.whole_of < at for at, claim in enumerate(found))
