"""Charts: what may be drawn of figures, and what may stand side by side."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given

from bot.core.knowledge.chart_data import chart, charts, comparison, refusal
from bot.core.knowledge.figure_reading import mapped, written
from bot.core.knowledge.loading import load
from bot.core.knowledge.series import MAX_BARS
from bot.serving.folder import read_files

from .charting import (
    BARE,
    BOTH,
    BROKEN,
    DARK,
    GAZETTE,
    HARBOUR,
    LEFT,
    MASTS,
    MORE,
    OAKHAM,
    OF_BROKEN,
    OF_REMOVED,
    REMOVED,
    SHARE,
    TESTED,
    TIMES,
    base,
    bases,
    entry,
    lamps,
    minus,
    told,
    writ,
)  # fmt: skip

GLASS = writ("40 % of the budget", id="glass", title="Glass in the budget", topic="money")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(
            BROKEN,
            (
                "parts",
                "90 of 240 lamps (37.5 %)",
                ["90 (37.5 %) | Lamps that were broken *", "150 (62.5 %) | Other lamps"],
            ),
            id="a number with its whole",
        ),
        pytest.param(
            GLASS, ("parts", "40 % of the budget", ["40 % | Glass in the budget *", "60 % | The rest"]), id="a share"
        ),
        pytest.param(
            OF_REMOVED,
            (
                "comparison",
                "5 % (12 of 240 lamps)",
                ["240 | Lamps that were tested *", "12 | Lamps that were taken down *"],
            ),
            id="a share of something that it is not known to be part of is two bars",
        ),
        pytest.param(
            MORE,
            (
                "difference",
                "78 lamps",
                ["90 | Lamps that were broken *", "12 | Lamps that were taken down *", "78 | Difference *"],
            ),
            id="a difference is its two numbers and the gap between them",
        ),
        pytest.param(
            TIMES,
            ("comparison", "2.67 times", ["240 | Lamps that were tested *", "90 | Lamps that were broken *"]),
            id="a ratio is two bars",
        ),
        pytest.param(
            TESTED,
            (
                "comparison",
                "240 lamps",
                [
                    "240 | Lamps that were tested *",
                    "150 | Lamps not broken (calculated)",
                    "102 | Lamps broken or taken down (calculated)",
                    "90 | Lamps that were broken",
                    "12 | Lamps that were taken down",
                ],
            ),
            id="a number that is part of nothing stands among those of its topic",
        ),
        pytest.param(
            writ("from 4.1 % in 2015 to 5.2 % in 2016"),
            ("change", "From 4.1 % in 2015 to 5.2 % in 2016", ["4.1 % | 2015 *", "5.2 % | 2016 *"]),
            id="a change with dates is a line",
        ),
        pytest.param(
            writ("from 58 to 46 complaints"),
            ("comparison", "From 58 to 46 complaints", ["58 | From *", "46 | To *"]),
            id="a change without dates is two bars",
        ),
        pytest.param(
            writ("more than 300 of over 650 services", title="Services cut"),
            (
                "comparison",
                "More than 300 of over 650 services",
                ["more than 650 | All services", "more than 300 | Services cut *"],
            ),
            id="a bounded part stands beside its whole",
        ),
        pytest.param(
            writ("£134 million to £421 million", title="The works"),
            (
                "comparison",
                "£134 million to £421 million",
                ["£134 million to £421 million | The works *"],
            ),
            id="a range alone is one bar",
        ),
        pytest.param(writ("4.99 %", says="Council tax will rise by 4.99%."), None, id="a rise"),
        pytest.param(writ("83 %", says="The rate was 83 %."), None, id="a share of nothing that is said"),
        pytest.param(DARK, None, id="words only"),
        pytest.param(BARE, None, id="no figure"),
        pytest.param(MASTS, None, id="nothing in its unit to compare with"),
    ],
)
def test_the_chart_of_one_entry(asked, expected):
    """A figure is drawn by itself if it can be, else beside what it comes from, else among its topic."""
    assert told(chart(HARBOUR, asked)) == expected


def test_the_chart_of_one_entry_has_its_sentence():
    """The figure alone does not say what it is; the title might be an opinion."""
    made = chart(HARBOUR, BROKEN)
    assert (made.title, made.says) == ("90 of 240 lamps (37.5 %)", "Of 240 lamps, 90 were broken.")
    assert chart(HARBOUR, TESTED).says == "The office tested 240 lamps."


def test_a_bounded_part_names_the_entry_that_gives_its_whole():
    """Where there is one."""
    whole = entry("whole", "Lamps in all", lamps(240, way="about"))
    some = entry("some", "Broken", replace(written("90 of about 240 lamps"), whole_id="whole"))
    assert told(chart(base(whole, some), some))[2] == ["about 240 | Lamps in all", "90 | Broken *"]


def test_a_gap_lies_between_the_ends_of_its_two_bars():
    """Whichever of the two is the larger, and whatever bound the difference has."""
    many, few = entry("many", "Many", lamps(90, way="over")), entry("few", "Few", lamps(12))
    less = entry("less", "Less", minus("few", "many", few.figure, many.figure))
    *_, gap = chart(base(many, few, less), less).bars
    assert (gap.start, gap.value, gap.text) == (12, 90, "less than -78")


def test_the_gap_of_two_shares_is_in_points():
    """On a scale from nothing to all, whatever the two are shares of."""
    girls, boys = entry("girls", "Girls", mapped(54, "%")), entry("boys", "Boys", mapped(31, "%"))
    gap = entry("gap", "Gap", minus("girls", "boys", girls.figure, boys.figure))
    made = chart(base(girls, boys, gap), gap)
    assert told(made)[2] == ["54 % | Girls *", "31 % | Boys *", "23 percentage points | Difference *"]
    assert made.whole == 1


def test_a_range_reaches_from_its_lower_end_to_its_upper_one():
    """It is never drawn as the lower end alone, and stands where its upper end belongs."""
    some = writ("20 to 30 lamps", id="some", title="Some")
    made = comparison(base(TESTED, some, REMOVED), [REMOVED, some, TESTED])
    assert [(bar.start, bar.value, bar.text) for bar in made.bars] == [
        (0, 240, "240"),
        (20, 30, "20 to 30"),
        (0, 12, "12"),
    ]


def test_numbers_that_cannot_be_seen_beside_each_other_are_no_company():
    """The price of a lamp has no bar beside the budget of a harbour; whoever asks for the two may have them."""
    budget, price = writ("£18.6 million", id="budget", title="Budget"), writ("£3.42", id="price", title="A lamp")
    spent = writ("£19 million", id="spent", title="Spent")
    knowledge = base(budget, price, spent)
    assert told(chart(knowledge, budget))[2] == ["£19 million | Spent", "£18.6 million | Budget *"]
    assert chart(knowledge, price) is None
    assert [len(each.bars) for each in charts(knowledge, [budget, price, spent])] == [2]
    assert comparison(knowledge, [budget, price]) is not None


def test_an_entry_without_a_topic_keeps_to_its_source():
    """Without topics, numbers of another source are no company."""
    tested, removed, oakham = (replace(each, topic="") for each in (TESTED, REMOVED, OAKHAM))
    assert told(chart(base(tested, removed, oakham), tested)) == (
        "comparison",
        "240 lamps",
        ["240 | Lamps that were tested *", "12 | Lamps that were taken down"],
    )


def test_a_calculated_figure_of_which_the_numbers_are_gone_is_not_drawn():
    """A base cut down to one source may have lost what a figure was calculated from."""
    assert chart(base(MORE, REMOVED), MORE) is None
    assert chart(base(SHARE, TESTED), SHARE) is None


@pytest.mark.parametrize(
    ("asked", "working"),
    [
        pytest.param(BROKEN, "", id="in the source"),
        pytest.param(SHARE, "90 of 240 = 37.5 %", id="a share"),
        pytest.param(LEFT, "240 - 90 = 150", id="what is left"),
        pytest.param(MORE, "90 - 12 = 78", id="a difference"),
        pytest.param(OF_REMOVED, "12 of 240 = 5 %", id="a share that is no part"),
    ],
)
def test_a_calculated_figure_shows_its_working(asked, working):
    """Nobody takes for the source's what was calculated from it."""
    assert chart(HARBOUR, asked).working == working


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([TESTED, REMOVED], None, id="counts of one unit"),
        pytest.param([BROKEN, LEFT, BOTH], None, id="parts, rests and sums count"),
        pytest.param([SHARE, OF_REMOVED], None, id="shares of one base"),
        pytest.param([TESTED, writ("20 to 30 lamps")], None, id="a count and a range"),
        pytest.param([TESTED, writ("about 30 lamps")], None, id="a count and an approximation"),
        pytest.param([writ("£3"), writ("£4 million", id="more")], None, id="money of one currency"),
        pytest.param([GLASS, writ("9 % of the budget")], None, id="shares of the source's own, of one thing"),
        pytest.param([writ("3 percentage points"), writ("4 percentage points", id="more")], None, id="points"),
        pytest.param(
            [TESTED, MASTS],
            '"Lamps that were tested" is in lamps and "Masts" in masts: they cannot be compared.',
            id="two units",
        ),
        pytest.param(
            [writ("£3 an hour"), writ("£4", id="more", title="More")],
            '"It" is in £ an hour and "More" in £: they cannot be compared.',
            id="a rate and a sum",
        ),
        pytest.param(
            [writ("£3"), writ("$4", id="more", title="More")],
            '"It" is in £ and "More" in $: they cannot be compared.',
            id="two currencies",
        ),
        pytest.param(
            [SHARE, OF_BROKEN],
            '"Share of lamps broken" and "Removed beside broken" are shares of different things:'
            " they cannot be compared.",
            id="two bases",
        ),
        pytest.param(
            [SHARE, GLASS],
            '"Share of lamps broken" and "Glass in the budget" are shares of different things:'
            " they cannot be compared.",
            id="two bases, one in words",
        ),
        pytest.param(
            [TESTED, SHARE],
            '"Lamps that were tested" is in lamps and "Share of lamps broken" in %: they cannot be compared.',
            id="a count and a share",
        ),
        pytest.param(
            [TESTED, DARK], '"Lamps that were dark" cannot be compared: it is known in words only.', id="words only"
        ),
        pytest.param([BARE, TESTED], '"What the keeper saw" cannot be compared: it has no figure.', id="no figure"),
        pytest.param(
            [TESTED, MORE],
            '"How many more were broken" cannot be compared: it is a difference and not a count.',
            id="a difference",
        ),
        pytest.param(
            [TESTED, TIMES], '"Tested to broken" cannot be compared: it is a ratio and not a count.', id="a ratio"
        ),
        pytest.param(
            [TESTED, writ("from 46 to 58 lamps")],
            '"It" cannot be compared: it is a change and not a count.',
            id="a change",
        ),
        pytest.param(
            [TESTED, writ("up 58 lamps")], '"It" cannot be compared: it is a change and not a count.', id="a rise"
        ),
        pytest.param(
            [TESTED, writ("2003 (year)")], '"It" cannot be compared: it is a year and not a count.', id="a year"
        ),
        pytest.param(
            [SHARE, writ("40 %")],
            '"It" cannot be compared: it is a share, and of what is not recorded.',
            id="a share of what nobody says",
        ),
        pytest.param(
            [GLASS, writ("120 % of the budget")],
            '"It" cannot be compared: it is no part of a whole.',
            id="more than all of it",
        ),
        pytest.param(
            [TESTED, entry("cold", "Cold", lamps(-3))],
            '"Cold" cannot be compared: it is no number that can be drawn.',
            id="below nought",
        ),
        pytest.param([TESTED, TESTED], "A comparison needs two different figures.", id="one figure twice"),
        pytest.param([TESTED], "A comparison needs two different figures.", id="one figure"),
        pytest.param([], "A comparison needs two different figures.", id="none"),
        pytest.param(
            [replace(TESTED, id=f"t{number}") for number in range(6)],
            "No more than 5 figures can be compared at once.",
            id="more than can be read",
        ),
    ],
)
def test_what_may_be_compared(entries, expected):
    """Counts stand beside counts of one unit, shares beside shares of one base; the rest is refused with its reason."""
    assert refusal(HARBOUR, entries) == expected
    assert (comparison(HARBOUR, entries) is None) == (expected is not None)


@pytest.mark.parametrize(
    ("entries", "title"),
    [
        pytest.param([TESTED, REMOVED], "Lamps", id="the topic, where it names the unit"),
        pytest.param(
            [replace(TESTED, topic="the quay"), replace(REMOVED, topic="the quay")],
            "The quay: lamps",
            id="topic and unit",
        ),
        pytest.param([replace(TESTED, topic="the quay"), REMOVED], "Lamps", id="two topics: the unit"),
        pytest.param([SHARE, OF_REMOVED], "Shares of 240 lamps", id="shares: their base"),
        pytest.param([GLASS, writ("9 % of the budget")], "Shares of budget", id="shares: their base in words"),
        pytest.param([writ("£3"), writ("£4", id="more")], "Lamps (£)", id="money"),
        pytest.param([writ("£3", topic=""), writ("£4", id="more", topic="")], "Money (£)", id="money without a topic"),
    ],
)
def test_the_title_of_a_comparison(entries, title):
    """A comparison says what it is about."""
    assert comparison(HARBOUR, entries).title == title


def test_the_largest_bar_stands_first():
    """The order is that of the numbers, whatever the order asked in; equal ones stay as they were."""
    again = replace(REMOVED, id="again", title="Twelve more")
    made = comparison(base(TESTED, REMOVED, again), [again, TESTED, REMOVED])
    assert [bar.label for bar in made.bars] == ["Lamps that were tested", "Twelve more", "Lamps that were taken down"]


def test_the_bars_of_shares_reach_the_end_at_all_of_it():
    """A share of 37.5 % is three eighths of the way, though it is the longest bar."""
    made = comparison(HARBOUR, [SHARE, OF_REMOVED])
    assert [bar.value / made.whole for bar in made.bars] == [Fraction(3, 8), Fraction(1, 20)]


def test_the_bars_of_nothing_can_be_drawn():
    """Counts of 0 have bars of no length."""
    none = [entry("a", "A", lamps(0)), entry("b", "B", lamps(0))]
    made = comparison(base(*none), none)
    assert [bar.value / made.whole for bar in made.bars] == [0, 0]


def test_bars_of_several_sources_name_theirs():
    """Numbers of two documents are not taken for one's."""
    made = comparison(HARBOUR, [TESTED, OAKHAM])
    assert [bar.label for bar in made.bars] == [
        "Lamps in Oakham (Gazette, 2022)",
        "Lamps that were tested (The Pilot, April 2021)",
    ]
    assert made.sources == (TESTED.source, GAZETTE)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([], [], id="none"),
        pytest.param([DARK, BARE, TIMES], [], id="none that can be drawn"),
        pytest.param([MASTS], [], id="one with nothing to compare with"),
        pytest.param(
            [DARK, TESTED, GLASS, REMOVED],
            [
                ("comparison", "Lamps", ["240 | Lamps that were tested *", "12 | Lamps that were taken down *"]),
                ("parts", "40 % of the budget", ["40 % | Glass in the budget *", "60 % | The rest"]),
            ],
            id="what may be compared stands together",
        ),
        pytest.param(
            [BROKEN],
            [
                (
                    "parts",
                    "90 of 240 lamps (37.5 %)",
                    ["90 (37.5 %) | Lamps that were broken *", "150 (62.5 %) | Other lamps"],
                )
            ],
            id="a part alone",
        ),
        pytest.param(
            [TESTED, BROKEN, SHARE],
            [("comparison", "Lamps", ["240 | Lamps that were tested *", "90 | Lamps that were broken *"])],
            id="a share says nothing new beside its two numbers",
        ),
        pytest.param(
            [BROKEN, REMOVED, MORE],
            [("comparison", "Lamps", ["90 | Lamps that were broken *", "12 | Lamps that were taken down *"])],
            id="nor does a difference",
        ),
        pytest.param(
            [SHARE, OF_REMOVED],
            [
                (
                    "comparison",
                    "Shares of 240 lamps",
                    ["37.5 % | Share of lamps broken *", "5 % | Removed beside tested *"],
                )
            ],
            id="shares alone",
        ),
        pytest.param(
            [writ("from 46 to 58 lamps"), TESTED],
            [("comparison", "From 46 to 58 lamps", ["46 | From *", "58 | To *"])],
            id="a change alone",
        ),
        pytest.param([TESTED, replace(REMOVED, topic="the quay")], [], id="topics stay apart"),
    ],
)
def test_the_charts_of_several_entries(entries, expected):
    """Every entry that can be drawn is drawn once, beside those it may be compared with."""
    assert [told(series) for series in charts(HARBOUR, entries)] == expected


@pytest.mark.parametrize(
    ("count", "sizes"),
    [
        pytest.param(5, [5], id="as many as a chart holds"),
        pytest.param(6, [3, 3], id="one more"),
        pytest.param(11, [3, 4, 4], id="three charts"),
    ],
)
def test_many_bars_are_spread_evenly_over_charts(count, sizes):
    """No chart has more bars than can be read, and none is left with one."""
    many = [entry(f"e{number}", f"Lamp {number}", lamps(number)) for number in range(count)]
    assert [len(series.bars) for series in charts(base(*many), many)] == sizes


def test_no_chart_of_the_base_that_comes_with_the_bot_is_headed_by_a_title():
    """A title may be catchy; over a chart stands the figure as the source has it, with its sentence."""
    knowledge = load(read_files(Path(__file__).parents[3] / "knowledge"))
    made = {id: chart(knowledge, each) for id, each in knowledge.entries.items()}
    headed = {id: series.title.casefold() for id, series in made.items() if series is not None}
    assert headed == {id: knowledge.entries[id].figure.text.casefold() for id in headed}
    assert len(headed) >= 15
    assert all(series.says for series in made.values() if series is not None)


@given(bases())
def test_any_figure_is_drawn_within_its_limits_or_not_at_all(knowledge):
    """Whatever the figures are, bars lie within the whole, and parts make it up."""
    entries = list(knowledge.entries.values())
    found = [chart(knowledge, each) for each in entries]
    for series in [*found, comparison(knowledge, entries), *charts(knowledge, entries)]:
        if series is not None:
            assert 1 <= len(series.bars) <= MAX_BARS
            assert series.whole > 0
            assert all(0 <= bar.start <= bar.value <= series.whole for bar in series.bars)
            assert series.kind != "parts" or sum(bar.value for bar in series.bars) == series.whole
            assert series.kind != "change" or len(series.bars) == 2


@given(bases())
def test_comparing_is_refused_or_drawn_whatever_the_order(knowledge):
    """Whether entries may be compared does not hang on who is named first."""
    entries = list(knowledge.entries.values())
    assert (refusal(knowledge, entries) is None) == (refusal(knowledge, entries[::-1]) is None)
