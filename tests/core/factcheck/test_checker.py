"""Every number of a message is held against the report, and what differs is named."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.factcheck.checker import FigureChecker
from bot.core.knowledge.arithmetic import counted
from bot.core.knowledge.model import Entry, Excerpt
from tests import frozen
from tests.core import library

AGREES, DIFFERS, ABSENT = "agrees", "differs", "not in the report"


def checker_of(**changes: tuple[str, str]) -> FigureChecker:
    base = library.knowledge(**changes)
    return FigureChecker(base, frozen.matcher(base))


@pytest.fixture(scope="module")
def checker() -> FigureChecker:
    return checker_of()


def verdicts(checker: FigureChecker, message: str) -> list[tuple[str, str, str | None]]:
    return [(each.said, each.verdict, each.entry.id if each.entry else None) for each in checker.check(message)]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param("inspectors looked at 412 loans", [("412", "loans-inspected")], id="as the report has it"),
        pytest.param("lol 103 borrowings came back late", [("103", "loans-late")], id="in other words"),
        pytest.param(
            "103 of the 412 loans were late", [("103", "loans-late"), ("412", "loans-inspected")], id="part and whole"
        ),
        pytest.param("103/412", [("103", "loans-late"), ("412", "loans-inspected")], id="nothing but part and whole"),
        pytest.param("a quarter of the loans were late", [("a quarter", "late-share")], id="a share in words"),
        pytest.param("about 26% of the loans were late", [("26%", "late-share")], id="a share rounded"),
        pytest.param("nearly 100 broken chairs in Elmstead", [("100", "chairs-elmstead")], id="a count rounded"),
        pytest.param(
            "103 loans came back late, about 25%", [("103", "loans-late"), ("25%", "late-share")], id="said of the same"
        ),
        pytest.param(
            "96 broken chairs in Elmstead and 31 in Oakham",
            [("96", "chairs-elmstead"), ("31", "chairs-oakham")],
            id="the unit goes on after and",
        ),
        pytest.param("Oakham had 31", [("31", "chairs-oakham")], id="no unit, but the name"),
        pytest.param("in 2018, 103 loans came back late", [("103", "loans-late")], id="the year of the report"),
        pytest.param("it is disgusting that 103 loans came back late", [("103", "loans-late")], id="with a feeling"),
        pytest.param(
            "not gonna lie, 103 loans came back late", [("103", "loans-late")], id="a not that denies nothing"
        ),
        pytest.param("didn't 103 loans come back late?", [("103", "loans-late")], id="a not that asks"),
        pytest.param("the Reading Council looked at 412 loans", [("412", "loans-inspected")], id="who did it"),
    ],
)
def test_true_claims_agree(checker, message, expected):
    assert verdicts(checker, message) == [(said, AGREES, entry) for said, entry in expected]


@pytest.mark.parametrize(
    ("message", "said", "entry", "why"),
    [
        pytest.param("130 loans came back late", "130", "loans-late", "the number is another", id="number"),
        pytest.param("30 % of the loans were late", "30 %", "late-share", "the number is another", id="share"),
        pytest.param(
            "over 100 broken chairs in Elmstead", "100", "chairs-elmstead", "the number is another", id="bound"
        ),
        pytest.param(
            "96 broken loans in Elmstead", "96", "chairs-elmstead", "the report counts chairs, not loans", id="unit"
        ),
        pytest.param(
            "96 broken chairs in Oakham",
            "96",
            "chairs-elmstead",
            "the report has Elmstead there, not Oakham",
            id="another name of the report's",
        ),
        pytest.param(
            "96 broken chairs in Bramley",
            "96",
            "chairs-elmstead",
            "the report has Elmstead there, not Bramley",
            id="a name that the report does not have",
        ),
        pytest.param(
            "Bramley is a mess. 96 chairs were broken",
            "96",
            "chairs-elmstead",
            "the report has Elmstead there, not Bramley",
            id="a name from the sentence before",
        ),
        pytest.param(
            "Rosa Bell looked at 412 loans",
            "412",
            "loans-inspected",
            "the report does not have Rosa Bell there",
            id="who did it",
        ),
        pytest.param(
            "in 2011 103 loans came back late", "103", "loans-late", "the report says nothing of 2011", id="year"
        ),
        pytest.param(
            "it's a lie that 103 loans came back late", "103", "loans-late", "the message denies it", id="denied"
        ),
        pytest.param(
            "103 loans were never late",
            "103",
            "loans-late",
            '"late" is denied in one, not in the other',
            id="a not where the report has none",
        ),
        pytest.param(
            "103 loans were stolen", "103", "loans-late", 'the report does not say "stolen" of it', id="what was done"
        ),
    ],
)
def test_what_differs_is_named(checker, message, said, entry, why):
    found = [each for each in checker.check(message) if each.said == said]
    assert [(each.verdict, each.entry and each.entry.id, each.why) for each in found] == [(DIFFERS, entry, why)]


def test_a_wrong_part_leaves_the_whole_right(checker):
    assert verdicts(checker, "130 of the 412 loans were late") == [
        ("130", DIFFERS, "loans-late"),
        ("412", AGREES, "loans-inspected"),
    ]


def test_a_wrong_whole_leaves_the_part_right(checker):
    assert verdicts(checker, "103 of the 421 loans were late") == [
        ("103", AGREES, "loans-late"),
        ("421", DIFFERS, "loans-inspected"),
    ]


def test_something_else_that_is_wrong_is_wrong_of_part_and_whole(checker):
    assert verdicts(checker, "103 of the 412 loans were stolen") == [
        ("103", DIFFERS, "loans-late"),
        ("412", DIFFERS, "loans-inspected"),
    ]


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("i have 96 cats", id="another thing altogether"),
        pytest.param("see you at 8, bring 2 friends", id="an appointment"),
        pytest.param("bus 412 is late again", id="the number of a bus"),
        pytest.param("my rent went up 25%", id="another share"),
        pytest.param("412", id="a number alone"),
        pytest.param("wibble 7 wobble", id="words that the base does not have"),
    ],
)
def test_what_cannot_be_tied_is_not_in_the_report(checker, message):
    """Nothing is called wrong that is not about the report."""
    assert {(verdict, entry) for _, verdict, entry in verdicts(checker, message)} == {(ABSENT, None)}


def test_a_number_that_is_only_known_in_words_can_be_neither_right_nor_wrong(checker):
    assert verdicts(checker, "60 atlases were ruined") == [("60", ABSENT, "atlases-ruined")]


def test_a_message_without_a_number_has_no_verdicts(checker):
    assert checker.check("the roof leaked") == ()


def test_a_number_that_is_nobodys_figure_is_tied_to_the_words_it_stands_in():
    checker = checker_of(gazette=("    figure: {value: 31, unit: chairs}\n", ""))
    assert verdicts(checker, "31 broken chairs in Oakham") == [("31", AGREES, "chairs-oakham")]


MORE = (
    '    figure: {value: 31, unit: chairs}\n    evidence: "31 broken chairs in Oakham, its neighbour"\n',
    '    figure: {value: 31, unit: chairs}\n    evidence: "31 broken chairs in Oakham, its neighbour"\n'
    "    asked: [broken chairs that oakham had]\n"
    "  - id: chairs-more\n    title: How many more broken chairs Elmstead had than Oakham\n"
    "    says: Elmstead had 65 more broken chairs than Oakham.\n"
    "    figure: {calculate: chairs-elmstead - chairs-oakham}\n",
)


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        pytest.param("Elmstead had 65 more broken chairs than Oakham", AGREES, id="as the report has it"),
        pytest.param("Oakham had 65 fewer broken chairs than Elmstead", AGREES, id="the other way round twice"),
        pytest.param("Oakham had 65 more broken chairs than Elmstead", DIFFERS, id="the names turned round"),
        pytest.param("Elmstead had 65 fewer broken chairs than Oakham", DIFFERS, id="fewer for more"),
        pytest.param("Elmstead had 65 broken chairs", DIFFERS, id="as if it were all of them"),
        pytest.param("Elmstead had 96 more broken chairs than Oakham", DIFFERS, id="all of them as if it were more"),
    ],
)
def test_a_difference_has_a_direction(message, verdict):
    assert [each.verdict for each in checker_of(gazette=MORE).check(message)] == [verdict]


SENT_BACK = Entry(
    "sent-back",
    "Complaints about Bramley",
    "",
    library.entry("loans-inspected").source,
    "48 complaints about Bramley were sent back to Elmstead because the readers remained angry.",
    "",
    None,
    counted(Fraction(48), "complaints"),
    (Excerpt("48 complaints about Bramley were sent back to Elmstead because the readers remained angry", 8),),
    (
        "how many complaints about bramley were sent back",
        "how many complaints were returned to elmstead",
        "how many people complained about bramley",
        "why were complaints about bramley sent back by the inspectors",
    ),
)


@pytest.fixture(scope="module")
def sent_back() -> FigureChecker:
    base = library.knowledge()
    base = replace(base, entries={**base.entries, SENT_BACK.id: SENT_BACK})
    return FigureChecker(base, frozen.matcher(base))


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("48 complaints about Bramley were sent back to Elmstead", id="as the report has it"),
        pytest.param("Bramley got 48 complaints", id="who it was done to"),
        pytest.param(
            "48 complaints about Bramley were sent back because the readers remained angry", id="with its cause"
        ),
        pytest.param("at least 48 complaints about Bramley were sent back", id="a bound that it reaches"),
    ],
)
def test_a_claim_with_the_roles_of_the_report_agrees(sent_back, message):
    assert [each.verdict for each in sent_back.check(message)] == [AGREES]


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("Bramley made 48 complaints", id="who it is about does it"),
        pytest.param("48 complaints about Bramley were sent back to Oakham", id="to somebody else"),
        pytest.param("48 complaints about Bramley were sent back from Elmstead", id="from whom it went to"),
        pytest.param("48 complaints about Bramley were sent back by Elmstead", id="by whom it went to"),
        pytest.param("Elmstead sent 48 complaints about Bramley back", id="whom it went to does it"),
        pytest.param(
            "48 complaints about Bramley were sent back because the roof leaked", id="another cause of the report's"
        ),
        pytest.param("48 complaints about Bramley were sent back before the inspection", id="another time"),
        pytest.param(
            "48 complaints about Bramley were sent back, although the readers were not angry",
            id="the cause denied in an aside",
        ),
        pytest.param("they wanted to send back 48 complaints about Bramley", id="what was only wanted"),
        pytest.param("they will send back 48 complaints about Bramley", id="what is still to come"),
        pytest.param("if 48 complaints about Bramley had been sent back they would know", id="what is only imagined"),
        pytest.param("48 complaints about Bramley were far from sent back", id="a roundabout no"),
        pytest.param("more than 48 complaints about Bramley were sent back", id="more than itself"),
        pytest.param("fewer than 48 complaints about Bramley were sent back", id="fewer than itself"),
        pytest.param("48 people complained about Bramley", id="people for complaints"),
        pytest.param("48 complainants about Bramley", id="those who do it for what they do"),
        pytest.param("48 complaints about Bramley, the fewest of all", id="a rank added in an aside"),
    ],
)
def test_a_claim_with_one_thing_changed_never_agrees(sent_back, message):
    assert AGREES not in [each.verdict for each in sent_back.check(message)]


def test_praise_does_not_agree_with_what_is_asked_for_as_bad_though_once_it_was_asked_for_as_good():
    asked = (
        "      - were lots of loans overdue\n",
        "      - were lots of loans overdue\n      - how many loans were not handled well\n"
        "      - how many loans were not fine\n      - almost all loans were handled well, no\n",
    )
    checker = checker_of(gazette=asked)
    assert verdicts(checker, "103 of the loans were not handled well") == [("103", AGREES, "loans-late")]
    assert verdicts(checker, "103 of the loans were handled well") == [("103", DIFFERS, "loans-late")]


@given(st.text())
@settings(deadline=None)
def test_any_text_gets_verdicts(checker, message):
    assert all(each.why for each in checker.check(message))


WORDS = "103 412 25% loans chairs late broken not of the and , ( ) Elmstead Oakham nearly more than a quarter 2014 /"


@given(st.lists(st.sampled_from(WORDS.split()), max_size=14))
@settings(deadline=None)
def test_any_heap_of_its_words_gets_verdicts(checker, parts):
    """What is tied to nothing has no entry, and what agrees or differs has one."""
    for each in checker.check(" ".join(parts)):
        assert each.entry is not None or each.verdict == ABSENT
