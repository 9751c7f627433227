"""Titles and ways of asking, from the sentence's own words; expected by hand."""

from __future__ import annotations

import pytest

from bot.drafting.asking import ask_cell, ask_quotation, ask_statement, years_of
from bot.drafting.figure_asking import ask_figure
from bot.drafting.figures import figures
from bot.drafting.question import varied


@pytest.mark.parametrize(
    ("said", "title", "asked"),
    [
        pytest.param(
            "The city spent $96 billion on bridges in 2014.",
            "What the city spent on bridges in 2014",
            {"how much did the city spend on bridges in 2014", "how much was spent on bridges in 2014"},
            id="money",
        ),
        pytest.param(
            "Nimbus has raised $180M.",
            "What Nimbus has raised",
            {"how much has Nimbus raised", "how much did Nimbus raise", "has Nimbus raised $180M"},
            id="the perfect",
        ),
        pytest.param(
            "The library provides rooms for 18,000 clubs, schools included.",
            "Clubs that the library provides rooms for",
            {"how many clubs does the library provide rooms for"},
            id="behind a preposition",
        ),
        pytest.param(
            "35 groups working on soil called for new rules.",
            "Groups working on soil that called for new rules",
            {"how many groups working on soil called for new rules"},
            id="in the subject",
        ),
        pytest.param(
            "The state faces a $16 billion shortfall for roads.",
            "Shortfall for roads: the state",
            {"how big is the shortfall for roads"},
            id="before a noun",
        ),
        pytest.param(
            "Congress passed the bill, setting aside $305B for highways.",
            "What Congress set aside for highways",
            {"how much did Congress set aside for highways"},
            id="a participle",
        ),
        pytest.param(
            "Nimbus grew, with an estimated value of over $1B.",
            "Nimbus: estimated value",
            {"what is Nimbus’s estimated value"},
            id="a noun with of",
        ),
        pytest.param(
            "The tunnel took nine years to build.",
            "How long the tunnel took to build",
            {"how long did the tunnel take to build"},
            id="time",
        ),
        pytest.param(
            "The survey found that 64% of pupils stayed at home.",
            "Share of pupils that stayed at home",
            {"what share of pupils stayed at home"},
            id="told by another",
        ),
        pytest.param(
            "Standing charges made up $338 of the bill.",
            "What standing charges made up of the bill",
            {"how much did standing charges make up of the bill"},
            id="a noun that could be a verb",
        ),
        pytest.param(
            "Switching took 4.2 days on average, against a target of 5 days.",
            "How long switching took on average",
            {"how long did switching take on average"},
            id="something that is done",
        ),
        pytest.param(
            "Wholesale prices fell by 21 percent in 2024.",
            "By how much wholesale prices fell in 2024",
            {"by how much did wholesale prices fall in 2024"},
            id="by so much",
        ),
        pytest.param(
            "Nimbus was opened to members two years after its first release.",
            "How long after its first release Nimbus was opened to members",
            {"how long after its first release was Nimbus opened to members"},
            id="so long after something",
        ),
        pytest.param(
            "In the last two years the council received 94 complaints about meals.",
            "Complaints that the council received about meals in the last two years",
            {"how many complaints did the council receive about meals in the last two years"},
            id="a span before the subject",
        ),
        pytest.param(
            "Since 2016 the food has come from a factory in Dunsford, 38 miles away.",
            "Miles that the food has come from a factory in Dunsford away since 2016",
            {"how many miles has the food come from a factory in Dunsford away since 2016"},
            id="has come",
        ),
        pytest.param(
            "A new oven would cost £85,000 to set up.",
            "What a new oven would cost to set up",
            {"how much would a new oven cost to set up", "would a new oven cost £85,000 to set up"},
            id="would cost",
        ),
        pytest.param(
            "Of the staff who answered, 68% said that they had too little time.",
            "Share that said that they had too little time",
            {"did 68% say that they had too little time"},
            id="a share told",
        ),
        pytest.param(
            "One in five said that they had seen it.",
            "Share that said that they had seen it",
            {"what share said that they had seen it"},
            id="a verb is not what is counted",
        ),
        pytest.param(
            "Our helpers visited the wards, watched 52 mealtimes and spoke to the guests.",
            "Mealtimes that our helpers watched",
            {"how many mealtimes did our helpers watch"},
            id="a verb between two others",
        ),
        pytest.param(
            "All but four clubs (92%) put “Garden work” in the top two.",
            "Share of clubs that put Garden work in the top two",
            {"what share of clubs put Garden work in the top two"},
            id="a term in quotation marks",
        ),
        pytest.param(
            "The trust's reserves fell by £40,000.",
            "By how much the trust's reserves fell",
            {"by how much did the trust's reserves fall"},
            id="by so much money",
        ),
        pytest.param(
            "The city spent £0.9 million less than in the year before.",
            "How much less the city spent than in the year before",
            {"how much less did the city spend than in the year before"},
            id="so much less",
        ),
        pytest.param(
            "Between 2021 and 2023 the number of fires doubled.",
            "How the number of fires changed between 2021 and 2023",
            {
                "how much did the number of fires rise between 2021 and 2023",
                "did the number of fires double between 2021 and 2023",
            },
            id="a verb that multiplies",
        ),
        pytest.param(
            "Clubs put a lot of money into lamps, a tenfold increase.",
            "How much more clubs put a lot of money into lamps",
            {"how much more did clubs put a lot of money into lamps"},
            id="so manyfold",
        ),
        pytest.param(
            "Lumen, the second most popular tool in the world, is free.",
            "Lumen: the second most popular tool",
            {"how popular is Lumen", "where does Lumen rank"},
            id="a rank",
        ),
        pytest.param(
            "Congress passed the first roads bill in a decade.",
            "The first roads bill in a decade: Congress",
            {"how long since the last roads bill", "did Congress pass the first roads bill in a decade"},
            id="the first for so long",
        ),
    ],
)
def test_a_figure_is_asked_for_by_its_own_subject_and_verb(said, title, asked):
    found, _ = figures(said)
    made = ask_figure(said, found[0])
    assert made.title == title
    assert asked <= set(made.asked)


def test_only_what_rises_or_falls_is_asked_for_by_its_subject_alone():
    """ "Spoke to 318 guests" is no height that something has."""
    said = "Our helpers spoke to 318 guests."
    assert not {"what is our helpers", "how high is our helpers"} & set(ask_figure(said, figures(said)[0][0]).asked)


def test_why_is_asked_only_where_a_reason_is_given():
    why = [each for each in ask_statement("The council closed the mill because it was old.").asked if "why" in each]
    assert why == ["why did the council close the mill"]
    assert [each for each in ask_statement("The council closed the mill.").asked if "why" in each] == []


@pytest.mark.parametrize(
    ("said", "year", "title", "asked"),
    [
        pytest.param(
            "The bridge was completed in 1883.",
            "in 1883",
            "When the bridge was completed",
            {"when was the bridge completed"},
            id="passive",
        ),
        pytest.param(
            "Lumen was written by Ada Fenn in 1991.",
            "in 1991",
            "When Lumen was written by Ada Fenn",
            {"when was Lumen written by Ada Fenn", "when was Lumen written", "who wrote Lumen"},
            id="by somebody",
        ),
        pytest.param(
            "Nimbus is a tool that was first released in 2012.",
            "in 2012",
            "When Nimbus was released",
            {"when was Nimbus released"},
            id="a clause within",
        ),
        pytest.param(
            "The tunnel was not completed until 2007.",
            "until 2007",
            "When the tunnel was completed",
            {"when was the tunnel completed", "was the tunnel completed in 2007"},
            id="not until",
        ),
        pytest.param(
            "The contract is with Larder & Lane and runs until March 2026.",
            "until March 2026",
            "When the contract runs",
            {"when does the contract end", "how long does the contract run", "contract Larder & Lane runs end"},
            id="until",
        ),
        pytest.param(
            "In 2014, the guild announced Lumen, the first new lamp since 1997, which is blue.",
            "In 2014",
            "When the guild announced Lumen",
            {"when did the guild announce Lumen"},
            id="since another year",
        ),
        pytest.param(
            "The work is done by Harrow & Pike, a firm founded in 1987.",
            "in 1987",
            "When Harrow & Pike was founded",
            {"when was Harrow & Pike founded"},
            id="something added",
        ),
    ],
)
def test_a_date_is_asked_for_by_what_happened_then(said, year, title, asked):
    assert years_of(said) == [year]
    made = ask_statement(said, year)
    assert made.title == title
    assert asked <= set(made.asked)


def test_quotations_and_cells_are_asked_for_by_who_and_by_row_and_column():
    quoted = ask_quotation("Ada Fenn", "We lend more books than ever", "Lending")
    assert "what did Ada Fenn say" in quoted.asked
    cell = ask_cell("Grants", "2023 (£)", "Source", "Table 1. Income", "")
    assert cell.title == "Grants: 2023"
    assert "2023 grants" in cell.asked


@pytest.mark.parametrize(
    ("said", "brief"),
    [
        pytest.param(
            "The trust has 600 young volunteers.", {"how many volunteers", "number of young volunteers"}, id="count"
        ),
        pytest.param(
            "The average debt was $1,140.", {"average debt", "how much is the average debt"}, id="how much it is"
        ),
        pytest.param("EMA fined Bright Power $12 million in May.", {"fine for Bright Power"}, id="who it was done to"),
        pytest.param(
            "The city spent £3 million on repairs.", {"cost of repairs", "spending on repairs"}, id="for what"
        ),
        pytest.param("Wholesale prices fell by 21 percent.", {"did wholesale prices go down"}, id="another verb"),
    ],
)
def test_a_figure_is_asked_for_in_a_few_words_as_well(said, brief):
    found, _ = figures(said)
    assert brief <= set(ask_figure(said, found[0]).brief)


def test_a_part_of_a_figure_is_asked_for_by_what_became_of_it():
    said = "The trust spent £1.7 million, of which 88p in every pound went on the centres."
    found, _ = figures(said)
    made = ask_figure(said, found[1])
    assert made.title == "How much went on the centres"
    assert "how much went on the centres" in made.asked


def test_a_column_that_is_a_year_says_when():
    """And the unit in its brackets is no part of its name."""
    cell = ask_cell("Grants", "2023 (£)", "Source", "", "", money=True)
    assert {"how much were grants in 2023", "how much came from grants in 2023"} <= set(cell.asked)


def test_a_quotation_is_asked_for_in_whole_words():
    """Letters that were put in brackets belong to their words; a heading that is a sentence, or a piece of one, is
    nothing to talk about."""
    quoted = ask_quotation("developers", "[T]here are too many lamps", "As a new business")
    assert quoted.title == "Developers on many lamps"
    assert set(quoted.asked) == {
        "what did developers say about many lamps",
        "what did developers say",
        "developers quote many lamps",
        "who said [T]here are too many lamps",
        "what do developers think of many lamps",
    }


@pytest.mark.parametrize(
    ("label", "column", "first", "asked"),
    [
        pytest.param(
            "Do you lend lamps?", "Yes", "Question",
            {"how many said yes to do you lend lamps", "how many people voted yes lend lamps", "lend lamps yes"},
            id="a question in the row",
        ),
        pytest.param(
            "No. Lamps are costly.", "Responses", "Should we lend lamps?",
            {
                "how many said No. Lamps are costly", "how many said no to should we lend lamps",
                "Should we lend lamps Lamps costly", "Lamps costly responses",
            },
            id="a question over the rows",
        ),
        pytest.param(
            "The food was hot enough", "2023", "What guests told us",
            {
                "how many said that the food was hot enough in 2023",
                "what share said that the food was hot enough in 2023",
                "the food was hot enough in 2023", "food hot enough 2023",
            },
            id="a statement in the row",
        ),
        pytest.param(
            "Red lamps", "Lowest", "Lamp",
            {
                "how many red lamps lowest", "lowest red lamps", "Red lamps lowest", "how many ranked red lamps lowest",
                "how many put red lamps last",
            },
            id="a ranking",
        ),
    ],
)  # fmt: skip
def test_a_question_in_a_table_is_not_taken_for_a_thing(label, column, first, asked):
    unit = "" if column.isdecimal() else column.lower()
    assert set(ask_cell(label, column, first, "", unit).asked) == asked


@pytest.mark.parametrize(
    ("said", "asked", "never"),
    [
        pytest.param(
            "Many members expressed the desire for a lamp that never goes out.",
            "did many members express the desire for a lamp",
            "express that the",
            id="a noun told",
        ),
        pytest.param(
            "There was some doubt about the lamps.",
            "was there some doubt about the lamps",
            "said about there",
            id="there",
        ),
    ],
)
def test_a_finding_is_asked_for_in_good_english(said, asked, never):
    made = ask_statement(said).asked
    assert [each for each in made if each.startswith(asked)]
    assert [each for each in made if never in each] == []


def test_a_figure_of_something_added_to_the_subject_is_asked_for_by_the_telling_words():
    said = "Lamp House, the $4B firm who paid most of the first $100M round, called it big."
    made = ask_figure(said, figures(said)[0][1])
    assert [each for each in made.asked if each.endswith(" the")] == []


def test_another_word_for_the_same_thing_is_tried_once():
    assert varied(["how many kids came"], [["child", "kids"]]) == ("how many kids came", "how many child came")


def test_no_part_of_a_word_with_a_hyphen_is_another_word():
    assert varied(["how many drop-in centres"], [["drop", "fall"]]) == ("how many drop-in centres",)
