"""Series: what may be drawn, what may stand side by side, and the same in words and in blocks."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge.arithmetic import calculated, counted, worded
from bot.core.knowledge.chart_data import (
    MAX_ALT_CHARS,
    MAX_BARS,
    MIN_WIDTH,
    Bar,
    Series,
    alt_text,
    chart,
    charts,
    comparison,
    refusal,
    text_bars,
)
from bot.core.knowledge.model import Entry, Figure, Knowledge, Source

PILOT = Source("pilot", "Lamps left dark all winter", "The Pilot", "2021-04", "https://pilot.example/lamps", None)
GAZETTE = Source("gazette", "Oakham counts its lamps", "Gazette", "2022", "https://gazette.example/lamps", None)


def entry(id: str, title: str, figure: Figure | None, *, topic: str = "lamps", source: Source = PILOT) -> Entry:
    """Return an entry of which only the figure and what a chart shows matter."""
    return Entry(id, title, topic, source, "", "", None, figure, (), ())


def base(*entries: Entry) -> Knowledge:
    """Return a knowledge base of these entries."""
    return Knowledge("v1", {"pilot": PILOT, "gazette": GAZETTE}, {each.id: each for each in entries}, {})


def minus(left: str, right: str, *values: Figure) -> Figure:
    return calculated((left, "-", right), *values, percent=False, unit=None)


def share(left: str, right: str, *values: Figure) -> Figure:
    return calculated((left, "/", right), *values, percent=True, unit=None)


F_TESTED = counted(Fraction(240), "lamps")
F_BROKEN = counted(Fraction(90), "lamps", Fraction(240), "tested")
F_REMOVED = counted(Fraction(12), "lamps")
F_LEFT = minus("tested", "broken", F_TESTED, F_BROKEN)

TESTED = entry("tested", "Lamps that were tested", F_TESTED)
BROKEN = entry("broken", "Lamps that were broken", F_BROKEN)
REMOVED = entry("removed", "Lamps that were taken down", F_REMOVED)
LEFT = entry("left", "Lamps not broken", F_LEFT)
SHARE = entry("share", "Share of lamps broken", share("broken", "tested", F_BROKEN, F_TESTED))
SHARE_LEFT = entry("share-left", "Share of lamps not broken", share("left", "tested", F_LEFT, F_TESTED))
OF_REMOVED = entry("share-removed", "Removed beside tested", share("removed", "tested", F_REMOVED, F_TESTED))
OF_BROKEN = entry("share-of-broken", "Removed beside broken", share("removed", "broken", F_REMOVED, F_BROKEN))
MORE = entry("more", "How many more were broken", minus("broken", "removed", F_BROKEN, F_REMOVED))
BOTH = entry(
    "both",
    "Lamps broken or taken down",
    calculated(("broken", "+", "removed"), F_BROKEN, F_REMOVED, percent=False, unit=None),
)
TIMES = entry(
    "times",
    "Tested to broken",
    calculated(("tested", "/", "broken"), F_TESTED, F_BROKEN, percent=False, unit=None),
)
DARK = entry("dark", "Lamps that were dark", worded("dozens", "lamps"))
MASTS = entry("masts", "Masts", counted(Fraction(30), "masts"))
BUDGET = entry("budget", "Glass in the budget", counted(Fraction(40), "percent"), topic="money")
OAKHAM = entry("oakham", "Lamps in Oakham", counted(Fraction(500), "lamps"), source=GAZETTE)
BARE = entry("bare", "What the keeper saw", None)
COUNTS = (TESTED, BROKEN, REMOVED, LEFT, BOTH, MASTS)
HARBOUR = base(*COUNTS, SHARE, SHARE_LEFT, OF_REMOVED, OF_BROKEN, MORE, TIMES, DARK, BUDGET, BARE)


def told(series: Series | None) -> tuple[str, str, list[str]] | None:
    """Return what a reader sees first: the kind, the title, and the bars, the ones asked for with a star."""
    if series is None:
        return None
    bars = [f"{bar.text} {bar.label}{' *' if bar.asked else ''}" for bar in series.bars]
    return series.kind, series.title, bars


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(
            BROKEN,
            ("parts", "90 of 240 lamps (37.5 %)", ["90 Lamps that were broken *", "150 Other lamps"]),
            id="a number with its whole",
        ),
        pytest.param(
            SHARE,
            ("parts", "37.5 % (90 of 240 lamps)", ["90 Lamps that were broken *", "150 Other lamps"]),
            id="a share of a whole shows its two numbers",
        ),
        pytest.param(
            LEFT,
            ("parts", "150 lamps", ["150 Lamps not broken *", "90 Lamps that were broken"]),
            id="what is left of a whole, beside what was taken away",
        ),
        pytest.param(
            SHARE_LEFT,
            ("parts", "62.5 % (150 of 240 lamps)", ["150 Lamps not broken *", "90 Lamps that were broken"]),
            id="the share of what is left",
        ),
        pytest.param(
            BOTH,
            ("parts", "102 lamps", ["90 Lamps that were broken *", "12 Lamps that were taken down *"]),
            id="a sum, made of its two numbers",
        ),
        pytest.param(
            BUDGET,
            ("parts", "40 percent", ["40 % Glass in the budget *", "60 % The rest"]),
            id="a percentage as the source has it",
        ),
        pytest.param(
            OF_REMOVED,
            (
                "comparison",
                "5 % (12 of 240 lamps)",
                ["240 Lamps that were tested *", "12 Lamps that were taken down *"],
            ),
            id="a share of something that it is not known to be part of is two bars",
        ),
        pytest.param(
            MORE,
            ("comparison", "78 lamps", ["90 Lamps that were broken *", "12 Lamps that were taken down *"]),
            id="a difference between two numbers is two bars",
        ),
        pytest.param(
            TIMES,
            ("comparison", "2.67 times", ["240 Lamps that were tested *", "90 Lamps that were broken *"]),
            id="a ratio is two bars",
        ),
        pytest.param(
            TESTED,
            (
                "comparison",
                "240 lamps",
                [
                    "240 Lamps that were tested *",
                    "150 Lamps not broken (calculated)",
                    "102 Lamps broken or taken down (calculated)",
                    "90 Lamps that were broken",
                    "12 Lamps that were taken down",
                ],
            ),
            id="a number that is part of nothing stands among those of its topic",
        ),
        pytest.param(DARK, None, id="words only"),
        pytest.param(BARE, None, id="no figure"),
        pytest.param(MASTS, None, id="nothing in its unit to compare with"),
    ],
)
def test_the_chart_of_one_entry(asked, expected):
    """A figure is drawn as a part of its whole if it has one, else beside what it comes from, else among its topic."""
    assert told(chart(HARBOUR, asked)) == expected


@pytest.mark.parametrize(
    ("figure", "bars"),
    [
        pytest.param(counted(Fraction(0), "lamps", Fraction(240), "tested"), ["0", "240"], id="none of them"),
        pytest.param(counted(Fraction(240), "lamps", Fraction(240), "tested"), ["240"], id="all of them"),
        pytest.param(counted(Fraction(0), "lamps", Fraction(0), "tested"), None, id="none of none"),
        pytest.param(counted(Fraction(241), "lamps", Fraction(240), "tested"), None, id="more than all"),
        pytest.param(counted(Fraction(-1), "lamps", Fraction(240), "tested"), None, id="fewer than none"),
        pytest.param(counted(Fraction(10**12), "lamps", Fraction(10**13), "tested"), None, id="too long to write"),
    ],
)
def test_a_part_at_the_ends_of_its_whole(figure, bars):
    """A rest of nothing is left out; what is no part of its whole is not drawn as one."""
    alone = entry("alone", "Lamps", figure)
    made = chart(base(alone), alone)
    assert (made and [bar.text for bar in made.bars]) == bars


def test_an_entry_without_a_topic_keeps_to_its_source():
    """Without topics, numbers of another source are no company."""
    tested, removed, oakham = (replace(each, topic="") for each in (TESTED, REMOVED, OAKHAM))
    assert told(chart(base(tested, removed, oakham), tested)) == (
        "comparison",
        "240 lamps",
        ["240 Lamps that were tested *", "12 Lamps that were taken down"],
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
        pytest.param(
            [TESTED, MASTS],
            '"Lamps that were tested" is in lamps and "Masts" in masts: they cannot be compared.',
            id="two units",
        ),
        pytest.param(
            [SHARE, OF_BROKEN],
            '"Share of lamps broken" and "Removed beside broken" are shares of different things:'
            " they cannot be compared.",
            id="two bases",
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
            [SHARE, BUDGET],
            '"Glass in the budget" cannot be compared: it is a share, and of what is not recorded.',
            id="a share of what nobody says",
        ),
        pytest.param(
            [TESTED, entry("cold", "Cold", counted(Fraction(-3), "lamps"))],
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
    none = [entry("a", "A", counted(Fraction(0), "lamps")), entry("b", "B", counted(Fraction(0), "lamps"))]
    made = comparison(base(*none), none)
    assert [bar.value / made.whole for bar in made.bars] == [0, 0]


def test_bars_of_several_sources_name_theirs():
    """Numbers of two documents are not taken for one's."""
    made = comparison(HARBOUR, [TESTED, OAKHAM])
    assert [bar.label for bar in made.bars] == [
        "Lamps in Oakham (Gazette, 2022)",
        "Lamps that were tested (The Pilot, April 2021)",
    ]
    assert made.sources == (TESTED.source, OAKHAM.source)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([], [], id="none"),
        pytest.param([DARK, BARE, TIMES], [], id="none that can be drawn"),
        pytest.param([MASTS], [], id="one with nothing to compare with"),
        pytest.param(
            [DARK, TESTED, BUDGET, REMOVED],
            [
                ("comparison", "Lamps", ["240 Lamps that were tested *", "12 Lamps that were taken down *"]),
                ("parts", "40 percent", ["40 % Glass in the budget *", "60 % The rest"]),
            ],
            id="what may be compared stands together",
        ),
        pytest.param(
            [BROKEN],
            [("parts", "90 of 240 lamps (37.5 %)", ["90 Lamps that were broken *", "150 Other lamps"])],
            id="a part alone",
        ),
        pytest.param(
            [TESTED, BROKEN, SHARE],
            [("comparison", "Lamps", ["240 Lamps that were tested *", "90 Lamps that were broken *"])],
            id="a share says nothing new beside its two numbers",
        ),
        pytest.param(
            [SHARE, OF_REMOVED],
            [("comparison", "Shares of 240 lamps", ["37.5 % Share of lamps broken *", "5 % Removed beside tested *"])],
            id="shares alone",
        ),
        pytest.param(
            [TESTED, replace(REMOVED, topic="the quay")],
            [],
            id="topics stay apart",
        ),
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
    many = [entry(f"e{number}", f"Lamp {number}", counted(Fraction(number), "lamps")) for number in range(count)]
    assert [len(series.bars) for series in charts(base(*many), many)] == sizes


def test_alt_text_of_parts():
    """The words say all that the bar of parts shows."""
    assert alt_text(chart(HARBOUR, SHARE)) == (
        "A bar in two parts shows 37.5 % (90 of 240 lamps)."
        ' The part "Lamps that were broken" is 90 lamps.'
        ' The part "Other lamps" is 150 lamps.'
        " The figure was calculated: 90 of 240 = 37.5 %."
        ' The source is The Pilot, "Lamps left dark all winter", April 2021.'
    )


def test_alt_text_of_a_comparison():
    """The words say all that the bars show."""
    assert alt_text(comparison(HARBOUR, [TESTED, OAKHAM])) == (
        'A chart of two bars has the title "Lamps".'
        ' The bar "Lamps in Oakham (Gazette, 2022)" is 500 lamps.'
        ' The bar "Lamps that were tested (The Pilot, April 2021)" is 240 lamps.'
        ' The sources are The Pilot, "Lamps left dark all winter", April 2021'
        ' and Gazette, "Oakham counts its lamps", 2022.'
    )


def test_alt_text_of_shares_has_no_unit_twice():
    """A share is "37.5 %" and not "37.5 % %"."""
    assert ' The bar "Share of lamps broken" is 37.5 %. ' in alt_text(comparison(HARBOUR, [SHARE, OF_REMOVED]))


def test_text_bars_of_parts():
    """The terminal shows the same numbers, each part to the scale of the whole."""
    assert text_bars(chart(HARBOUR, BROKEN), 44).splitlines() == [
        "90 of 240 lamps (37.5 %)",
        "",
        "Lamps that were broken",
        "███████████████ 90",
        "",
        "Other lamps",
        "█████████████████████████ 150",
        "",
        "The Pilot, April 2021: Lamps left dark all",
        "winter",
    ]


def test_text_bars_show_the_working_and_eighths_of_a_column():
    """12 of 240 is two columns of forty; 3 of 240 a half; 1 of a million still something; 0 nothing."""
    bars = (
        Bar("A", Fraction(240), "240", True),
        Bar("B", Fraction(3), "3", True),
        Bar("C", Fraction(1, 5000), "0", True),
        Bar("D", Fraction(0), "0", True),
    )
    series = Series("comparison", "Lamps", "lamps", bars, Fraction(240), (GAZETTE,), "3 + 237 = 240", "v1")
    assert text_bars(series, 44).splitlines() == [
        "Lamps",
        "Calculated: 3 + 237 = 240",
        *["", "A", "████████████████████████████████████████ 240"],
        *["", "B", "▌ 3"],
        *["", "C", "▏ 0"],
        *["", "D", "0"],
        *["", "Gazette, 2022: Oakham counts its lamps"],
    ]


_NUMBERS = st.none() | st.fractions() | st.integers(-5, 400).map(Fraction)
_TEXTS = st.text(min_size=1, max_size=200)
_UNITS = st.sampled_from(["lamps", "masts", "%", "percent", "times", "x" * 200])
_IDS = [f"e{number}" for number in range(6)]


@st.composite
def _bases(draw):
    """Any entries with any figures, also such as no sound base has."""
    made = []
    for id in _IDS[: draw(st.integers(1, 6))]:
        working = draw(st.sampled_from([None, "1 of 2 = 50 %", "2 - 1 = 1", "2 + 1 = 3", "2 / 1 = 2", "odd", ""]))
        whole = draw(_NUMBERS)
        figure = Figure(
            draw(_TEXTS),
            draw(_NUMBERS),
            draw(_UNITS),
            whole,
            draw(st.sampled_from(_IDS)) if whole is not None else None,
            tuple(draw(st.lists(st.sampled_from(_IDS), min_size=2, max_size=2))) if working is not None else (),
            working,
            draw(st.sampled_from(["of", "/", "+", "-"])) if working is not None else "",
        )
        source = replace(PILOT, title=draw(_TEXTS), publisher=draw(_TEXTS)) if draw(st.booleans()) else PILOT
        made.append(entry(id, draw(_TEXTS), figure, topic=draw(st.sampled_from(["", "lamps"])), source=source))
    return base(*made)


@given(_bases(), st.integers(0, 120))
def test_any_figure_is_drawn_within_its_limits_or_not_at_all(knowledge, width):
    """Whatever the figures are: bars within the whole, words within Discord's limit, lines within the width."""
    entries = list(knowledge.entries.values())
    found = [chart(knowledge, each) for each in entries]
    for series in [*found, comparison(knowledge, entries), *charts(knowledge, entries)]:
        if series is not None:
            assert 1 <= len(series.bars) <= MAX_BARS
            assert series.whole > 0
            assert all(0 <= bar.value <= series.whole for bar in series.bars)
            assert series.kind == "comparison" or sum(bar.value for bar in series.bars) == series.whole
            said = alt_text(series)
            assert len(said) <= MAX_ALT_CHARS
            assert all(bar.text in said for bar in series.bars)
            shown = text_bars(series, width)
            assert max(map(len, shown.splitlines())) <= max(width, MIN_WIDTH)
            assert all(bar.text in shown for bar in series.bars)


@given(_bases())
def test_comparing_is_refused_or_drawn_whatever_the_order(knowledge):
    """Whether entries may be compared does not hang on who is named first."""
    entries = list(knowledge.entries.values())
    assert (refusal(knowledge, entries) is None) == (refusal(knowledge, entries[::-1]) is None)
