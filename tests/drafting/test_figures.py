"""The figures of sentences as entries would have them, and what is passed over, expected by hand."""

from __future__ import annotations

import pytest

from bot.drafting.figures import figures


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("The council filled 18,420 potholes.", [("18,420 potholes", "count")], id="a count"),
        pytest.param(
            "It has 83 full-time equivalent midwives.", [("83 full-time equivalent midwives", "count")], id="adjectives"
        ),
        pytest.param(
            "The form has 12 printed and handwritten questions.",
            [("12 printed and handwritten questions", "count")],
            id="two adjectives joined",
        ),
        pytest.param(
            "They looked at 133 of the most widely used tools, and left.",
            [("133 of the most widely used tools", "count")],
            id="a participle before the noun",
        ),
        pytest.param(
            "They spoke to 46 members of staff.", [("46 members of staff", "count")], id="members of something"
        ),
        pytest.param(
            "Records were incomplete in 37 of the 120 cases.",
            [("37 of the 120 cases", "count")],
            id="a part of a whole",
        ),
        pytest.param("It raised over $30M in funding.", [("over $30M", "money")], id="money with a bound"),
        pytest.param("It cost £1.7 billion a year to run.", [("£1.7 billion a year", "money")], id="money at a rate"),
        pytest.param(
            "About 64% of UK adults agreed.", [("About 64% of UK adults", "share")], id="a share with its whole"
        ),
        pytest.param(
            "Nearly a third of residents moved.", [("Nearly a third of residents", "share")], id="a share in words"
        ),
        pytest.param(
            "Slightly less than half (43 percent) went to schools.",
            [("43 percent", "share")],
            id="twice said, digits count",
        ),
        pytest.param("One in three seniors left.", [("One in three seniors", "share")], id="so many in so many"),
        pytest.param("It took less than two years to build.", [("less than two years", "time")], id="a span of time"),
        pytest.param("It takes 1–2 hours per month.", [("1–2 hours per month", "time")], id="a range at a rate"),
        pytest.param(
            "They won between 200 and 250 customers.",
            [("between 200 and 250 customers", "count")],
            id="between two numbers",
        ),
        pytest.param(
            "Complaints rose from 46 to 58 complaints.", [("from 46 to 58 complaints", "change")], id="a change"
        ),
        pytest.param(
            "The wait rose from 3.5 days in 2022 to 5.1 days in 2024.",
            [("from 3.5 days in 2022 to 5.1 days in 2024", "change")],
            id="a change with its dates",
        ),
        pytest.param("The rate was 3.4 per 1,000 births.", [("3.4 per 1,000 births", "rate")], id="so many for each"),
        pytest.param(
            "The board has two governing bodies.",
            [("two governing bodies", "count")],
            id="a small number that is stated",
        ),
        pytest.param(
            "A rod of 4½ metres lay there.", [("4½ metres", "count")], id="as the source writes it, not folded"
        ),
        pytest.param(
            "It raised $18M and is worth over $1B.", [("$18M", "money"), ("over $1B", "money")], id="two in a sentence"
        ),
        pytest.param("Half the guests came alone.", [("Half the guests", "share")], id="half without of"),
        pytest.param(
            "Nine out of ten pupils agreed.", [("Nine out of ten pupils", "share")], id="so many out of so many"
        ),
        pytest.param("A dozen centres opened.", [("A dozen centres", "count")], id="a few that are the subject"),
        pytest.param(
            "It has been so for the past decade.", [("the past decade", "time")], id="a span without a number"
        ),
        pytest.param("It took over a decade to build.", [("over a decade", "time")], id="such a span with a bound"),
        pytest.param(
            "The number of fires more than doubled.", [("more than doubled", "times")], id="a verb that multiplies"
        ),
        pytest.param(
            "They spent £4m, a tenfold increase.", [("£4m", "money"), ("a tenfold increase", "times")], id="so manyfold"
        ),
        pytest.param(
            "Lumen, the second most popular tool in the world, is free.",
            [("the second most popular tool", "rank")],
            id="a rank",
        ),
        pytest.param("The port is the third-largest.", [("the third-largest", "rank")], id="a rank by itself"),
        pytest.param(
            "It passed the first new roads bill in a decade.",
            [("the first new roads bill in a decade", "rank")],
            id="the first for so long",
        ),
        pytest.param(
            "It fed thousands of young people.", [("thousands of young people", "count")], id="not told exactly"
        ),
        pytest.param(
            "It took 900 calls, 1.4 times as many as in 2022.",
            [("900 calls", "count"), ("1.4 times as many", "times")],
            id="so many times as many",
        ),
        pytest.param(
            "It runs 164 buses, 22 of them electric.",
            [("164 buses", "count"), ("22 buses", "count")],
            id="some of them",
        ),
        pytest.param("It pays the second interest rate, and doubled as a shop.", [], id="neither ranked nor doubled"),
    ],
)
def test_a_figure_stands_as_the_source_writes_it(sentence, expected):
    """The words are the sentence's own, with bound, unit and rate."""
    found, _ = figures(sentence)
    assert [(each.text, each.of) for each in found] == expected
    assert all(each.said.casefold() in sentence.casefold() for each in found)


def test_a_change_and_its_result_are_two_figures_each_proved_by_words_without_the_other():
    """What is no many times the change may be a range, and is left to people."""
    found, _ = figures("The trust's reserves fell by £40,000 to £512,000 in the last year.")
    assert [(each.text, each.evidence) for each in found] == [
        ("£40,000", "The trust's reserves fell by £40,000"),
        ("£512,000", "The trust's reserves fell ... to £512,000 in the last year."),
    ]
    assert figures("Prices rose by 12 percent to 40 percent.")[0] == []


@pytest.mark.parametrize(
    ("sentence", "said", "why"),
    [
        pytest.param("It was built in 1863.", "1863", "a year by itself", id="a year"),
        pytest.param("It met on 3 March 2021.", "3 March 2021", "a date", id="a date"),
        pytest.param(
            "See page 14 for the list.", "page 14", "a page, a name, an age or a way of speaking", id="a page"
        ),
        pytest.param(
            "The guest was 12 years old.", "12 years old", "a page, a name, an age or a way of speaking", id="an age"
        ),
        pytest.param(
            "Rust and Go, two popular languages, rise.",
            "two",
            "a small number in words, said in passing",
            id="in passing",
        ),
        pytest.param("It grew over the past 10 years.", "10", "a span of time said in passing", id="the past years"),
        pytest.param("It lost half a day.", "half", "can be read in more than one way", id="half a day"),
        pytest.param(
            "64%, or nearly two-thirds, agreed.", "two-thirds", "says the same as the number beside it", id="said again"
        ),
        pytest.param("It passed by 61 to 39 percent.", "39 percent", "can be read in more than one way", id="a vote"),
        pytest.param("One in five was under 25.", "25", "it does not say what is counted", id="no unit"),
    ],
)
def test_what_is_passed_over_is_told_with_the_reason(sentence, said, why):
    """Nobody has to wonder why there is no entry."""
    _, passed = figures(sentence)
    assert (said, why) in [(each.said, each.why) for each in passed]
