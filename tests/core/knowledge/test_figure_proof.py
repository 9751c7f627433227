"""Figures held against the words that they rest on."""

from __future__ import annotations

import random
import re
from fractions import Fraction

import pytest

from bot.core.knowledge.figure_proof import prove_mapped, prove_written
from bot.core.knowledge.figure_reading import FigureError, mapped, written
from bot.core.knowledge.model import Figure


def proved(text: str, evidence: str, header: str = "") -> Figure:
    return prove_written(written(text), evidence, header)


def is_proved(text: str, evidence: str, header: str = "") -> bool:
    try:
        return proved(text, evidence, header).text != ""
    except FigureError:
        return False


SPENT = "The department spent £1.7 billion a year on lamps."
SHARE = "In all 74.3 % of the cases reviewed could have been better."
GAP = "The gap was 23 percentage points, the report says."
COST = "Costs may lie between £134 million and £421 million in all."
SERVICES = "Today more than 300 of over 650 services are online."
STAFF = "It employs about 2,700 full-time equivalents in the north."
PAY = "Clerks earn £14.70 an hour, others less."
BUILT = "The bridge was opened in 2003 by the mayor."
RATE = "The rate rose from 4.1 % in 2015 to 5.2 % in 2016."
CHILDREN = "The failings put hundreds of children at risk."
CASES = "Of the 374 cases reviewed, 278 of the 374 cases could have been better."

CONTRACT = [
    pytest.param("£1.7 billion a year", SPENT, id="money a year"),
    pytest.param("74.3 %", SHARE, id="a share"),
    pytest.param("23 percentage points", GAP, id="points"),
    pytest.param("£134 million to £421 million", COST, id="a range of money"),
    pytest.param("more than 300 of over 650 services", SERVICES, id="two bounds"),
    pytest.param("about 2,700 full-time equivalents", STAFF, id="about"),
    pytest.param("£14.70 an hour", PAY, id="pay"),
    pytest.param("2003 (year)", BUILT, id="a year"),
    pytest.param("from 4.1 % in 2015 to 5.2 % in 2016", RATE, id="a change"),
    pytest.param("hundreds of children", CHILDREN, id="in words"),
    pytest.param("278 of 374 cases", CASES, id="a part and its whole"),
]


@pytest.mark.parametrize(("text", "evidence"), CONTRACT)
def test_figures_are_proved_by_a_fitting_sentence(text, evidence):
    """Every way of writing a figure that the format promises is proved, and shown as it was written."""
    assert proved(text, evidence).text == text.removesuffix(" (year)")


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        pytest.param("£1.8 billion a year", SPENT, id="money, a digit"),
        pytest.param("£1.7 million a year", SPENT, id="money, the scale"),
        pytest.param("£1.7 a year", SPENT, id="money, no scale"),
        pytest.param("$1.7 billion a year", SPENT, id="money, the currency"),
        pytest.param("1.7 billion lamps", SPENT, id="money as a count"),
        pytest.param("about £1.7 billion a year", SPENT, id="money, a bound added"),
        pytest.param("£1.7 billion a week", SPENT, id="money, the rate"),
        pytest.param("74.4 %", SHARE, id="share, a digit"),
        pytest.param("74 %", SHARE, id="share, rounded"),
        pytest.param("7.43 %", SHARE, id="share, the point"),
        pytest.param("74.3 percentage points", SHARE, id="share as points"),
        pytest.param("74.3 cases", SHARE, id="share as a count"),
        pytest.param("over 74.3 %", SHARE, id="share, a bound added"),
        pytest.param("74.3 % of lamps", SHARE, id="share of something else"),
        pytest.param("24 percentage points", GAP, id="points, a digit"),
        pytest.param("23 %", GAP, id="points as a share"),
        pytest.param("at least 23 percentage points", GAP, id="points, a bound added"),
        pytest.param("£134 million to £431 million", COST, id="range, a digit at the end"),
        pytest.param("£124 million to £421 million", COST, id="range, a digit at the beginning"),
        pytest.param("£134 million to £421 billion", COST, id="range, one scale"),
        pytest.param("€134 million to €421 million", COST, id="range, the currency"),
        pytest.param("£134 million", COST, id="range, one end"),
        pytest.param("up to £421 million", COST, id="range, the upper end as a bound"),
        pytest.param("more than 310 of over 650 services", SERVICES, id="bounds, a digit"),
        pytest.param("more than 300 of over 660 services", SERVICES, id="bounds, a digit of the whole"),
        pytest.param("300 of over 650 services", SERVICES, id="bounds, left out"),
        pytest.param("more than 300 of 650 services", SERVICES, id="bounds, left out of the whole"),
        pytest.param("at least 300 of over 650 services", SERVICES, id="bounds, another"),
        pytest.param("more than 300 of over 650 lamps", SERVICES, id="bounds, another unit"),
        pytest.param("more than 300 thousand services", SERVICES, id="bounds, a scale added"),
        pytest.param("2,700 full-time equivalents", STAFF, id="about, left out"),
        pytest.param("about 2,800 full-time equivalents", STAFF, id="about, a digit"),
        pytest.param("nearly 2,700 full-time equivalents", STAFF, id="about, another"),
        pytest.param("about 2,700 officers", STAFF, id="about, another unit"),
        pytest.param("about £2,700", STAFF, id="about, as money"),
        pytest.param("£14.80 an hour", PAY, id="pay, a digit"),
        pytest.param("£14.70 a week", PAY, id="pay, the rate"),
        pytest.param("€14.70 an hour", PAY, id="pay, the currency"),
        pytest.param("£1,470 an hour", PAY, id="pay, without the point"),
        pytest.param("2004 (year)", BUILT, id="year, a digit"),
        pytest.param("2,003 bridges", BUILT, id="year as a count"),
        pytest.param("£2003", BUILT, id="year as money"),
        pytest.param("about 2003 (year)", BUILT, id="year, a bound added"),
        pytest.param("from 4.2 % in 2015 to 5.2 % in 2016", RATE, id="change, a digit of the first"),
        pytest.param("from 4.1 % in 2015 to 5.3 % in 2016", RATE, id="change, a digit of the second"),
        pytest.param("from 4.1 % in 2014 to 5.2 % in 2016", RATE, id="change, a date"),
        pytest.param("from 5.2 % in 2015 to 4.1 % in 2016", RATE, id="change, turned round"),
        pytest.param("from 4.1 % in 2016 to 5.2 % in 2015", RATE, id="change, the dates exchanged"),
        pytest.param("from 4.1 to 5.2 percentage points", RATE, id="change, as points"),
        pytest.param("dozens of children", CHILDREN, id="words, another number"),
        pytest.param("hundreds of officers", CHILDREN, id="words, another noun"),
        pytest.param("thousands of children", CHILDREN, id="words, another scale"),
        pytest.param("300 children", CHILDREN, id="words as a number"),
        pytest.param("279 of 374 cases", CASES, id="part, a digit"),
        pytest.param("278 of 375 cases", CASES, id="part, a digit of the whole"),
        pytest.param("278 of 374 lamps", CASES, id="part, another unit"),
        pytest.param("278 % of cases", CASES, id="part as a percentage"),
    ],
)
def test_a_figure_with_one_thing_changed_is_refused(text, evidence):
    """Another digit, scale, currency, kind, bound, rate or unit is not what the evidence says."""
    assert not is_proved(text, evidence)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        pytest.param("240 lamps", "they tested 240 lamps in May", id="digits"),
        pytest.param("£1,250", "they spent £1,250 on glass", id="money"),
        pytest.param("£1,250", "they spent 1,250 pounds on glass", id="money in another way"),
        pytest.param("£1.25 million", "they spent £1,250,000 on glass", id="the same sum in full"),
        pytest.param("£1.7 billion", "they spent £1.7bn on glass", id="the same scale in short"),
        pytest.param("12 lamps", "twelve lamps were taken down", id="words"),
        pytest.param("twelve lamps", "12 lamps were taken down", id="digits for words"),
        pytest.param("0 lamps", "0 lamps were mended", id="nought"),
        pytest.param("40 %", "40 per cent of its budget", id="a share in words"),
        pytest.param("75 %", "three quarters of it went to glass", id="a share as a fraction"),
        pytest.param("350 to 400 cases", "it sees 350–400 cases each term", id="a range with a dash"),
        pytest.param("at least 300 cases", "it sees 300 or more cases", id="a bound after the number"),
        pytest.param("more than 300 cases", "it sees over 300 cases", id="a bound in other words"),
        pytest.param("58 complaints a day", "it gets 58 complaints every day", id="a rate in other words"),
        pytest.param("an increase of 38 %", "complaints rose by 38 %", id="a change in other words"),
        pytest.param("31 cases", "the number of cases rose from 18 to 31 in a year", id="the end of a change"),
        pytest.param("18 cases", "the number of cases rose from 18 to 31 in a year", id="the beginning of a change"),
        pytest.param("one in nine women", "one in nine women said so", id="a share of so many"),
        pytest.param("2016/17", "in the year 2016/17 it was so", id="a financial year"),
        pytest.param("374 case", "the 374 cases that were reviewed", id="the unit as one"),
    ],
)
def test_the_same_number_in_other_words_is_proved(text, evidence):
    """The words may be others where the number is the same."""
    assert is_proved(text, evidence)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        pytest.param("24 lamps", "they tested 240 lamps in May", id="a digit less"),
        pytest.param("204 lamps", "they tested 240 lamps in May", id="digits in another order"),
        pytest.param("24,000 lamps", "they tested 240 lamps in May", id="a hundred times as many"),
        pytest.param("240 lamps", "they tested lamps in May", id="no number"),
        pytest.param("1 lamp", "one of the lamps was dim", id="a lone one"),
        pytest.param("374 cases", "it saw 374 000 cases", id="a part of a number with blanks"),
        pytest.param("374 cases", "it saw 1 374 cases", id="the end of a number with blanks"),
        pytest.param("374 cases", "it saw 374 + 100 cases", id="a part of a sum"),
        pytest.param("374 cases", "it saw twice 374 cases", id="a multiple of it"),
        pytest.param("374 cases", "it saw 374 thousand cases", id="without its scale"),
        pytest.param("374 cases", "it saw 374.5 cases", id="without its decimals"),
        pytest.param("374 cases", "it saw 374-500 cases", id="one end of a range"),
        pytest.param("374 cases", "see page 374 for the cases", id="a page"),
        pytest.param("12 children", "children aged 12 were seen", id="an age"),
        pytest.param("5 %", "a change of -5 % was seen", id="below nought"),
        pytest.param("5 %", "a change of minus 5 % was seen", id="below nought in words"),
        pytest.param("2003 (year)", "it saw 2,003 cases", id="a count as a year"),
        pytest.param("£14.70 an hour", "they were paid £14.70 for it", id="a rate that is not there"),
        pytest.param("58 complaints a day", "there were 58 complaints in all, a record", id="a rate of a level"),
        pytest.param("one in nine women", "one in nine men said so", id="a share of others"),
        pytest.param(
            "374 cases", "there were 374 complaints about one of the casements", id="a unit that begins like it"
        ),
        pytest.param("58 %", "it rose by 58 percentage points", id="points as a share"),
        pytest.param("2 lamps", "twice as many lamps were dim", id="a multiple as a count"),
    ],
)
def test_what_only_looks_like_it_is_no_proof(text, evidence):
    """A part of a number, a reference, another kind of number prove nothing."""
    assert not is_proved(text, evidence)


TABLE = "| Region | Cost (£ million) | Staff | Share (%) |"
NORTH = "| North | 430 | 1,250 | 7.4 |"


@pytest.mark.parametrize(
    ("text", "row", "header", "expected"),
    [
        pytest.param("£430 million", NORTH, TABLE, True, id="money in millions"),
        pytest.param("£430,000,000", NORTH, TABLE, True, id="the same in full"),
        pytest.param("£430 billion", NORTH, TABLE, False, id="another scale"),
        pytest.param("£430", NORTH, TABLE, False, id="no scale"),
        pytest.param("$430 million", NORTH, TABLE, False, id="another currency"),
        pytest.param("£431 million", NORTH, TABLE, False, id="another digit"),
        pytest.param("about £430 million", NORTH, TABLE, False, id="a bound added"),
        pytest.param("430 staff", NORTH, TABLE, False, id="the unit of another column"),
        pytest.param("1,250 staff", NORTH, TABLE, True, id="a count"),
        pytest.param("£1,250 million", NORTH, TABLE, False, id="the money of another column"),
        pytest.param("£1,250", NORTH, TABLE, False, id="a count as money"),
        pytest.param("7.4 %", NORTH, TABLE, True, id="a share"),
        pytest.param("7.4 staff", NORTH, TABLE, False, id="a share as a count"),
        pytest.param("£7.4 million", NORTH, TABLE, False, id="a share as money"),
        pytest.param("7.4 percentage points", NORTH, TABLE, False, id="a share as points"),
        pytest.param("£430 million", "North\t430", "Region\tCost (£m)", True, id="tabs, and m"),
        pytest.param("£430 billion", "North\t430", "Region\tCost (£m)", False, id="tabs, and m, another scale"),
        pytest.param("£1.7 billion", "North | 1.7", "Region | Cost (£bn)", True, id="bn"),
        pytest.param("£1.7 million", "North | 1.7", "Region | Cost (£bn)", False, id="bn, another scale"),
        pytest.param("£1.25 million", "North | 1,250", "Region | Cost (£k)", True, id="k"),
        pytest.param("£1,250", "North | 1,250", "Region | Cost (£000)", False, id="noughts for thousands"),
        pytest.param("£1,250", "North | 1,250", "Region | Cost (£'000s)", False, id="noughts with an apostrophe"),
        pytest.param("£1,250", "North | 1,250", "Region | Cost in thousands of pounds", False, id="thousands"),
        pytest.param("$12 million", "North | 12", "Region | Cost in millions of dollars", True, id="in millions"),
        pytest.param("€12", "North | 12", "Region | Price (EUR)", True, id="a code"),
        pytest.param("£12", "North | 12", "Region | Price (EUR)", False, id="another code"),
        pytest.param("£430 million", "North | £430", "Region | Cost (£ million)", True, id="the sign in the cell too"),
        pytest.param("£134 million to £421 million", "North | 134-421", "Region | Cost (£m)", True, id="a range"),
        pytest.param("£134 million to £421 billion", "North | 134-421", "Region | Cost (£m)", False, id="its end"),
        pytest.param("£1,234", "North | 1.234", "Region | Cost (£ million)", False, id="a point that may be either"),
        pytest.param("74.3 %", "North | 74.3", "Region | Percentage of cases", True, id="percentage"),
        pytest.param("74.3 cases", "North | 74.3", "Region | Percentage of cases", False, id="percentage as a count"),
        pytest.param("74.3 %", "North | 74.3", "Region | Per cent of cases", True, id="per cent"),
        pytest.param("70 to 80 %", "North | 70-80", "Region | Share (%)", True, id="a range of shares"),
        pytest.param("430 cases", "North | 430", "Region | Cases (2016)", True, id="a count under a year"),
        pytest.param("2016 cases", "North | 430", "Region | Cases (2016)", False, id="the year of the header"),
        pytest.param("430 lamps", "North | 430", "Region | Cases (2016)", False, id="a unit that no column has"),
    ],
)  # fmt: skip
def test_a_cell_of_a_table_has_the_unit_of_its_column(text, row, header, expected):
    """A number of a row is proved with the scale, currency and unit of its own column's header, and no other."""
    assert is_proved(text, row, header) is expected


@pytest.mark.parametrize(
    ("value", "unit", "evidence", "text"),
    [
        pytest.param(374, "cases", "it reviewed 374 cases in all", "374 cases", id="count"),
        pytest.param(374, "cases", "it reviewed more than 374 cases in all", "more than 374 cases", id="a bound"),
        pytest.param(374, "cases", "it reviewed nearly 374 cases in all", "nearly 374 cases", id="nearly"),
        pytest.param(1374, "cases", "it reviewed 1,374 cases in all", "1,374 cases", id="thousands"),
        pytest.param(12, "lamps", "twelve lamps were taken down", "12 lamps", id="words"),
        pytest.param(1.7, "billion pounds", SPENT, "£1.7 billion", id="money"),
        pytest.param(430, "million pounds", "it cost £430m in all", "£430m", id="money as the source writes it"),
        pytest.param(14.70, "pounds an hour", PAY, "£14.70 an hour", id="pay"),
        pytest.param(74.3, "%", SHARE, "74.3 %", id="share"),
        pytest.param(4, "% of cases", "about 4 % of cases were lost", "about 4 %", id="share as a bound"),
        pytest.param(23, "percentage points", GAP, "23 percentage points", id="points"),
        pytest.param(2003, "year", BUILT, "2003", id="year"),
        pytest.param(31, "cases", "cases rose from 18 to 31 in a year", "31 cases", id="the end of a change"),
        pytest.param(9, "people", "of the nine who came, two left", "9 people", id="a unit that is understood"),
    ],
)
def test_prove_mapped(value, unit, evidence, text):
    """A value is shown with the bound that its evidence has, money as the source writes it."""
    assert prove_mapped(mapped(value, unit), evidence, "", part=False).text == text


@pytest.mark.parametrize(
    ("value", "unit", "evidence", "header"),
    [
        pytest.param(375, "cases", "it reviewed 374 cases in all", "", id="a digit"),
        pytest.param(374, "thousand cases", "it reviewed 374 cases in all", "", id="a scale"),
        pytest.param(374, "%", "it reviewed 374 cases in all", "", id="a share"),
        pytest.param(374, "pounds", "it reviewed 374 cases in all", "", id="money"),
        pytest.param(374, "lamps", "it reviewed 374 cases in all", "", id="another unit"),
        pytest.param(430, "billion pounds", NORTH, TABLE, id="another scale than the column's"),
        pytest.param(430, "million dollars", NORTH, TABLE, id="another currency than the column's"),
        pytest.param(430, "pounds", NORTH, TABLE, id="no scale"),
        pytest.param(2.9, "billion dollars", "it cost £2.9 billion in all", "", id="another currency"),
        pytest.param(74, "%", SHARE, "", id="a share rounded"),
        pytest.param(74.3, "percentage points", SHARE, "", id="a share as points"),
        pytest.param(14.70, "pounds a week", PAY, "", id="another rate"),
        pytest.param(2004, "year", BUILT, "", id="another year"),
        pytest.param(278, "cases", "it reviewed 278.5 cases", "", id="a part of a number"),
        pytest.param(374, "cases", "it reviewed 374 + 100 cases", "", id="a part of a sum"),
        pytest.param(4, "% of children", "some 4 % of officers left", "", id="a share of others"),
    ],
)
def test_a_value_that_its_evidence_does_not_have_is_refused(value, unit, evidence, header):
    with pytest.raises(FigureError):
        prove_mapped(mapped(value, unit), evidence, header, part=False)


def test_the_value_of_a_cell_is_proved_by_row_and_header():
    """430 under "Cost (£ million)" is £430 million."""
    assert prove_mapped(mapped(430, "million pounds"), NORTH, TABLE, part=False).text == "£430 million"


def test_the_unit_of_a_part_may_stand_with_its_whole():
    """ "278 were inadequate" is a part of cases that another entry counts."""
    evidence = "278 were found to be inadequate"
    assert prove_mapped(mapped(278, "cases"), evidence, "", part=True).text == "278 cases"
    with pytest.raises(FigureError, match="what the figure counts"):
        prove_mapped(mapped(278, "cases"), evidence, "", part=False)


@pytest.mark.parametrize(
    ("text", "evidence", "message"),
    [
        pytest.param("375 cases", "it saw 374 cases", 'not in its evidence, which has "374"', id="another number"),
        pytest.param("375 cases", "it saw cases", "which has none", id="no number"),
        pytest.param("£430", "it cost £430 million", "another size", id="another scale"),
        pytest.param("$430", "it cost £430", "another currency", id="another currency"),
        pytest.param("23 %", GAP, "another kind", id="another kind"),
        pytest.param("2,700 full-time equivalents", STAFF, "about", id="a bound left out"),
        pytest.param("374 lamps", "it saw 374 cases", "what the figure counts", id="another unit"),
    ],
)
def test_a_refusal_says_what_the_evidence_has(text, evidence, message):
    """Whoever wrote the figure is told what to write."""
    with pytest.raises(FigureError, match=message) as raised:
        proved(text, evidence)
    assert raised.value.remedy


# --- Seeded mutations ------------------------------------------------------------------------------------------------

PROVED = (
    *((param.values[0], param.values[1]) for param in CONTRACT),
    ("$96 billion", "The government spent $96 billion on infrastructure projects."),
    ("$305 billion", "The bill sets aside $305B for highways."),
    ("less than $10 million", "Its revenue was less than $10 million."),
    ("nearly $11 million", "It raised nearly $11M in funding from others."),
    ("over $4 billion", "Firms invested over $4B in open source companies."),
    ("43 %", "Slightly less than half (43 percent) of that spending went towards new construction."),
    ("374 cases", "HMIC reviewed 374 cases of child protection."),
    ("58 complaints", "Against Essex fifty-eight complaints had been made."),
    ("12,500 lamps", "The town has 12,500 lamps, most of them old."),
    ("1.5 million people", "Some say that 1.5 million people were there."),
    ("350 to 400 cases", "Each term 350 to 400 cases are seen."),
    ("70 to 80 %", "It is true of 70 to 80 % of them."),
    ("at least 65 %", "Turnout was at least 65 % everywhere."),
    ("up to 300 lamps", "The store holds up to 300 lamps."),
    ("58 complaints a day", "The line gets 58 complaints a day."),
    ("£5 per head", "That is £5 per head of the town."),
    ("€3.50", "A ticket costs €3.50 since May."),
    ("from 46 to 58 complaints", "The complaints rose from 46 to 58 within a year."),
    ("£430 million", "The north cost £430 million in all."),
    ("12.75 hours", "The longest wait was 12.75 hours."),
)  # fmt: skip
SCALES = ["thousand", "million", "billion", "trillion"]
SIGNS = ["£", "$", "€"]
BOUNDS = ["more than", "less than", "at least", "up to", "about", "nearly"]
SAME_BOUND = {"over": "more than"}


@pytest.mark.parametrize(("text", "evidence"), PROVED)
def test_what_is_mutated_below_is_proved_as_it_is(text, evidence):
    assert is_proved(text, evidence)


def another_digit(text: str, dice: random.Random) -> str:
    at = dice.choice([match.start() for match in re.finditer(r"\d", text)] or [None])
    if at is None:
        return text
    return text[:at] + dice.choice("123456789".replace(text[at], "")) + text[at + 1 :]


def another_scale(text: str, dice: random.Random) -> str:
    there = list(re.finditer(rf"\b(?:{'|'.join(SCALES)})\b", text))
    if there:
        match = dice.choice(there)
        return text[: match.start()] + dice.choice([word for word in SCALES if word != match[0]]) + text[match.end() :]
    return re.sub(r"(\d)(?= [a-z]|$)", rf"\1 {dice.choice(SCALES)}", text, count=1)


def another_currency(text: str, dice: random.Random) -> str:
    sign = next((sign for sign in SIGNS if sign in text), None)
    if sign is None:
        return re.sub(r"\d", lambda match: dice.choice(SIGNS) + match[0], text, count=1)
    return text.replace(sign, dice.choice([other for other in SIGNS if other != sign]))


def another_bound(text: str, dice: random.Random) -> str:
    there = re.search(rf"\b(?:over|{'|'.join(BOUNDS)}) ", text)
    if there is None:
        return re.sub(r"[£$€]?\d", lambda match: f"{dice.choice(BOUNDS)} {match[0]}", text, count=1)
    word = there[0].strip()
    others = [bound + " " for bound in BOUNDS if bound != SAME_BOUND.get(word, word)]
    return text[: there.start()] + dice.choice([*others, ""]) + text[there.end() :]


def test_a_thousand_mutated_figures_are_all_refused():
    """One digit, scale word, currency or bound changed at random, and the evidence proves the figure no more."""
    dice = random.Random(12)
    accepted = set()
    for _ in range(1000):
        text, evidence = dice.choice(PROVED)
        mutate = dice.choice([another_digit, another_scale, another_currency, another_bound])
        mutated = mutate(text, dice)
        if mutated != text and is_proved(mutated, evidence):
            accepted.add((mutated, evidence))
    assert accepted == set()


def test_the_mutations_change_the_figure():
    """Else the test above would try nothing."""
    dice = random.Random(12)
    changed = [
        mutate(text, dice) != text
        for mutate in (another_digit, another_scale, another_currency, another_bound)
        for text, _ in PROVED
        for _ in range(5)
    ]
    assert Fraction(sum(changed), len(changed)) > Fraction(9, 10)
