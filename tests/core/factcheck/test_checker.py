"""Every number of a message is held against the report, and what differs is named."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.factcheck.checker import FigureChecker
from bot.core.factcheck.fitting import CONTRADICTING
from bot.core.knowledge.model import Entry, Excerpt, Figure
from bot.core.language.quantity import Quantity
from bot.core.search.forest import Forest
from tests import frozen
from tests.core import library

AGREES, DIFFERS, ABSENT, UNCLEAR = "agrees", "differs", "not in the report", "cannot tell"


def checker_of(**changes: tuple[str, str]) -> FigureChecker:
    base = library.knowledge(**changes)
    return frozen.answerer(base).checker


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
    assert verdicts(checker, "103 of the 412 loans were never late") == [
        ("103", DIFFERS, "loans-late"),
        ("412", DIFFERS, "loans-inspected"),
    ]


def test_what_goes_beyond_the_report_is_no_more_known_of_the_whole_than_of_the_part(checker):
    assert verdicts(checker, "103 of the 412 loans were stolen") == [
        ("103", UNCLEAR, "loans-late"),
        ("412", UNCLEAR, "loans-inspected"),
    ]


IN_TWO_WAYS = "the number can be read in more than one way"
NOT_SO_PUT = "the report does not put it in this way"


@pytest.mark.parametrize(
    ("message", "said", "entry", "why"),
    [
        pytest.param("1.030 loans came back late", "1.030", None, IN_TWO_WAYS, id="a point that may be either"),
        pytest.param("1 030 loans came back late", "1 030", None, IN_TWO_WAYS, id="a blank in the number"),
        pytest.param("103 + 100 loans came back late", "103 + 100", None, IN_TWO_WAYS, id="a sum"),
        pytest.param("twice 103 loans were late", "twice 103", None, IN_TWO_WAYS, id="a multiple"),
        pytest.param("103 loans a week came back late", "103", "loans-late", NOT_SO_PUT, id="a rate"),
        pytest.param("loans that came back late rose by 103", "103", "loans-late", NOT_SO_PUT, id="a change"),
        pytest.param(
            "an increase of 96 broken chairs in Elmstead", "96", "chairs-elmstead", NOT_SO_PUT, id="an increase"
        ),
        pytest.param(
            "loans that came back late rose by 25 %", "25 %", "late-share", NOT_SO_PUT, id="a rise in percent"
        ),
        pytest.param("100 to 400 loans were late", "100 to 400", "loans-late", NOT_SO_PUT, id="a wide range"),
    ],
)
def test_what_the_report_does_not_speak_of_cannot_be_told(checker, message, said, entry, why):
    """Neither that it is so nor that it is not: the number is not read for sure, or tells something else of it."""
    found = [(each.said, each.verdict, each.entry and each.entry.id, each.why) for each in checker.check(message)]
    assert found == [(said, UNCLEAR, entry, why)]


@pytest.mark.parametrize(
    ("message", "said", "entry", "word"),
    [
        pytest.param("103 loans were stolen", "103", "loans-late", "stolen", id="what was done"),
        pytest.param("96 broken chairs in Elmstead were red", "96", "chairs-elmstead", "red", id="how they were"),
        pytest.param("the review has 96 chairs", "96", "chairs-elmstead", "review", id="who has them"),
        pytest.param("the bank approved 412 loans", "412", "loans-inspected", "bank", id="who did it"),
    ],
)
def test_words_that_the_report_does_not_have_are_no_contradiction(checker, message, said, entry, word):
    """They may be true for all that the report says."""
    found = [(each.said, each.verdict, each.entry and each.entry.id, each.why) for each in checker.check(message)]
    assert found == [(said, UNCLEAR, entry, f'the report does not say "{word}" of it')]


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("£96 for broken chairs in Elmstead", id="pounds"),
        pytest.param("inspectors looked at £412 of loans", id="pounds of what is counted"),
        pytest.param("96 euros for broken chairs in Elmstead", id="a currency in words"),
    ],
)
def test_money_never_agrees_with_what_counts_things(checker, message):
    """96 chairs are no 96 pounds."""
    assert AGREES not in [each.verdict for each in checker.check(message)]


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("309 loans came back on time", id="the rest"),
        pytest.param("309 of the 412 loans came back on time", id="the rest of the whole"),
        pytest.param("75 % of the loans came back on time", id="the share of the rest"),
        pytest.param("I have 96 broken chairs", id="one's own"),
    ],
)
def test_nobody_is_told_that_what_may_well_be_true_differs(checker, message):
    assert DIFFERS not in [each.verdict for each in checker.check(message)]


@pytest.mark.parametrize(
    ("message", "said"),
    [
        pytest.param("Elmstead had 96 broken chairs, more than Oakham", "96", id="after the number"),
        pytest.param("Elmstead had 96, more than Oakham", "96", id="without a unit"),
        pytest.param("96 broken chairs in Elmstead, more than in Oakham", "96", id="with an in"),
        pytest.param("unlike Oakham, Elmstead had 96 broken chairs", "96", id="unlike"),
        pytest.param("compared with Oakham, Elmstead had 96 broken chairs", "96", id="compared with"),
        pytest.param("Elmstead had 96 broken chairs versus 31 in Oakham", "96", id="versus"),
    ],
)
def test_what_is_only_compared_with_is_not_what_the_number_is_of(checker, message, said):
    found = {each.said: (each.verdict, each.entry and each.entry.id) for each in checker.check(message)}
    assert found[said] == (AGREES, "chairs-elmstead")


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("Elmstead had more than Oakham, 96", id="the number at the end"),
        pytest.param("Elmstead had more broken chairs than Oakham: 96", id="after a colon"),
        pytest.param("more chairs were broken in Elmstead than in Oakham, 96", id="than in"),
        pytest.param("compared with Oakham Elmstead had 96 broken chairs", id="compared with, without a comma"),
        pytest.param("Oakham had fewer broken chairs than Elmstead, 31", id="fewer"),
    ],
)
def test_a_true_comparison_is_never_denied(checker, message):
    """Oakham stands after "than": the number is not said of it."""
    assert DIFFERS not in [each.verdict for each in checker.check(message)]


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("Oakham had more than Elmstead, 96", id="another's number"),
        pytest.param("Elmstead had 31, more than Oakham", id="another's number before it"),
        pytest.param("Elmstead had fewer than Oakham, 96", id="fewer for more, the number at the end"),
        pytest.param("Elmstead had 96 broken chairs, fewer than Oakham", id="fewer for more"),
        pytest.param("Oakham had 31 broken chairs, more than Elmstead", id="more for fewer"),
    ],
)
def test_a_false_comparison_never_agrees(checker, message):
    """The report has 96 for Elmstead and 31 for Oakham."""
    assert AGREES not in [each.verdict for each in checker.check(message)]


REVIEW = ("    - [Bramley]\n", "    - [Bramley]\n    - [Reading Council, council, review]\n")


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        pytest.param("the review has 96 chairs", DIFFERS, id="has them"),
        pytest.param("the council is at 96 broken chairs", DIFFERS, id="is at them"),
        pytest.param("the review has 96 broken chairs in Elmstead", AGREES, id="has them, with the one whose they are"),
        pytest.param("the review says 96 broken chairs", AGREES, id="says so"),
        pytest.param("the review found 96 broken chairs", AGREES, id="found them"),
        pytest.param("according to the review 96 chairs were broken", AGREES, id="according to whom"),
    ],
)
def test_who_published_the_report_tells_of_numbers_but_has_none(message, verdict):
    """The Reading Council, a name of the same kind as the towns."""
    assert verdicts(checker_of(vocabulary=REVIEW), message) == [("96", verdict, "chairs-elmstead")]


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("i have 96 cats", id="another thing altogether"),
        pytest.param("see you at 8, bring 2 friends", id="an appointment"),
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


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("the roof leaked", id="none"),
        pytest.param("bus 412 is late again", id="the number of a bus"),
        pytest.param("see page 103 on loans that came back late", id="a page"),
        pytest.param("on 3.1.2018, at 10:31, inspectors looked at loans", id="a date, a time"),
        pytest.param("the chairs of Elmstead in 2018", id="a year"),
    ],
)
def test_a_message_without_a_quantity_has_no_verdicts(checker, message):
    assert checker.check(message) == ()


@pytest.mark.parametrize(
    ("message", "near", "expected"),
    [
        pytest.param("130 loans came back late", ["loans-late"], [("130", "loans-late")], id="another number"),
        pytest.param("130 loans came back late", ["loans-inspected"], [], id="of an entry that is not in question"),
        pytest.param("130 loans came back late", [], [], id="no entry in question"),
        pytest.param("103 loans came back late", ["loans-late"], [], id="the number of the report"),
        pytest.param("1.030 loans came back late", ["loans-late"], [], id="not read for sure"),
        pytest.param("130 loans a week came back late", ["loans-late"], [], id="a rate"),
        pytest.param("31 broken chairs in Elmstead", ["chairs-elmstead"], [], id="another fact's number"),
        pytest.param(
            "130 loans came back late and 40 chairs were broken in Oakham",
            ["loans-late", "chairs-oakham"],
            [("130", "loans-late"), ("40", "chairs-oakham")],
            id="two",
        ),
        pytest.param("103 of the 421 loans were late", ["loans-late", "loans-inspected"], [], id="a wrong whole"),
    ],
)
def test_the_wrong_numbers_of_a_message(checker, answerer, message, near, expected):
    """Those that nothing in the report has, of entries that come into question."""
    found = checker.wrong_numbers(answerer.read(message), near)
    assert [(said, entry.id) for said, entry in found] == expected


# --- With trees -----------------------------------------------------------------------------------------------------


def judged_by(probability: float) -> FigureChecker:
    """Return a checker whose trees find every claim as probable; their bars are at a half."""
    none, bars = np.zeros(0, np.int32), dict.fromkeys(("true", "true_plain", "words", *CONTRADICTING), (0.5, 0.0))
    forest = Forest((), bars, log(probability / (1 - probability)), none, none, np.zeros(0), none, none)
    base = library.knowledge()
    made = frozen.answerer(base)
    return FigureChecker(base, made.by_words, made.matcher, made.decider.subjects, forest)


SURE, DOUBTED = judged_by(0.99), judged_by(0.01)


@pytest.mark.parametrize(
    ("message", "sure", "doubted"),
    [
        pytest.param("103 loans came back late", AGREES, UNCLEAR, id="nothing differs"),
        pytest.param("96 broken chairs in Elmstead were red", AGREES, DIFFERS, id="words beyond the report"),
        pytest.param("96 broken chairs in Oakham", UNCLEAR, DIFFERS, id="another name"),
        pytest.param("103 loans were never late", UNCLEAR, DIFFERS, id="a denial"),
        pytest.param("96 broken loans in Elmstead", UNCLEAR, DIFFERS, id="another unit"),
        pytest.param("130 loans came back late", DIFFERS, DIFFERS, id="another number"),
        pytest.param("1.030 loans came back late", UNCLEAR, UNCLEAR, id="a number that is not read for sure"),
        pytest.param("i have 96 cats", AGREES, ABSENT, id="another thing altogether"),
    ],
)
def test_how_probable_a_claim_is_tells_what_nothing_contradicts(message, sure, doubted):
    """What is contradicted never agrees, however probable; what is improbable never does either."""
    assert [each.verdict for each in SURE.check(message)] == [sure]
    assert [each.verdict for each in DOUBTED.check(message)] == [doubted]


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
    Figure("48 complaints", Quantity(value=Fraction(48), kind="count"), "complaints"),
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
    return frozen.answerer(base).checker


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
    """What agrees or differs has an entry; what has none is not in the report, or was not read for sure."""
    for each in checker.check(" ".join(parts)):
        assert each.entry is not None or each.verdict == ABSENT or (each.verdict, each.why) == (UNCLEAR, IN_TWO_WAYS)
