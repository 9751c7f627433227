"""Charts without pictures: the same in sentences, and in blocks for a terminal."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge.chart_data import chart, charts, comparison
from bot.core.knowledge.chart_words import MAX_ALT_CHARS, MIN_WIDTH, alt_text, text_bars
from bot.core.knowledge.series import Bar, Series

from .charting import BROKEN, GAZETTE, HARBOUR, MORE, OAKHAM, OF_REMOVED, SHARE, TESTED, base, bases, writ


def test_alt_text_of_parts():
    """The words say all that the bar of parts shows."""
    assert alt_text(chart(HARBOUR, BROKEN)) == (
        "A bar in two parts shows 90 of 240 lamps (37.5 %). Of 240 lamps, 90 were broken."
        ' The part "Lamps that were broken" is 90 (37.5 %).'
        ' The part "Other lamps" is 150 (62.5 %).'
        ' The source is The Pilot, "Lamps left dark all winter", April 2021.'
    )


def test_alt_text_of_a_share():
    """It leads with the percentages, and says how they were calculated."""
    assert alt_text(chart(HARBOUR, SHARE)) == (
        "A bar in two parts shows 37.5 % (90 of 240 lamps)."
        ' The part "Lamps that were broken" is 37.5 % (90).'
        ' The part "Other lamps" is 62.5 % (150).'
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


def test_alt_text_of_a_difference():
    """The gap has a sentence with its number."""
    assert alt_text(chart(HARBOUR, MORE)) == (
        'A chart of two bars and the gap between them has the title "78 lamps".'
        ' The bar "Lamps that were broken" is 90 lamps.'
        ' The bar "Lamps that were taken down" is 12 lamps.'
        ' The gap, "Difference", is 78 lamps.'
        " The figure was calculated: 90 - 12 = 78."
        ' The source is The Pilot, "Lamps left dark all winter", April 2021.'
    )


def test_alt_text_of_a_change():
    """Each dot has its date and its number."""
    change = writ("from £8.40 an hour in 2022 to £9.20 an hour in 2023", says="Pay rose.")
    assert alt_text(chart(base(change), change)) == (
        'A line with two dots has the title "From £8.40 an hour in 2022 to £9.20 an hour in 2023". Pay rose.'
        ' The dot "2022" is at £8.40 an hour. The dot "2023" is at £9.20 an hour.'
        ' The source is The Pilot, "Lamps left dark all winter", April 2021.'
    )


def test_alt_text_of_a_range():
    """It has both ends."""
    cost = writ("£134 million to £421 million", title="The works")
    said = alt_text(chart(base(cost), cost))
    assert ' The bar "The works" goes from £134 million to £421 million. ' in said


def test_alt_text_of_shares_has_no_unit_twice():
    """A share is "37.5 %" and not "37.5 % %"."""
    assert ' The bar "Share of lamps broken" is 37.5 %. ' in alt_text(comparison(HARBOUR, [SHARE, OF_REMOVED]))


def test_a_long_sentence_makes_way_for_the_numbers():
    """It is shortened and left out before a number is."""
    long = replace(writ("90 of 240 lamps", title="T" * 200), says="word " * 119 + "end.")
    said = alt_text(chart(base(long), long))
    assert len(said) <= MAX_ALT_CHARS
    assert "90 (37.5 %)" in said
    assert "150 (62.5 %)" in said


def test_text_bars_of_parts():
    """The terminal shows the same numbers, each part to the scale of the whole."""
    assert text_bars(chart(HARBOUR, BROKEN), 44).splitlines() == [
        "90 of 240 lamps (37.5 %)",
        "Of 240 lamps, 90 were broken.",
        "",
        "Lamps that were broken",
        "███████████▋ 90 (37.5 %)",
        "",
        "Other lamps",
        "███████████████████▍ 150 (62.5 %)",
        "",
        "The Pilot, April 2021: Lamps left dark all",
        "winter",
    ]


def test_text_bars_of_a_difference():
    """The gap begins where the shorter bar ends."""
    assert text_bars(chart(HARBOUR, MORE), 43).splitlines()[2:11] == [
        "",
        "Lamps that were broken",
        "████████████████████████████████████████ 90",
        "",
        "Lamps that were taken down",
        "█████▍ 12",
        "",
        "Difference",
        "     ███████████████████████████████████ 78",
    ]


def test_text_bars_with_a_number_too_long_to_stand_beside():
    """It stands above its bar, which has the whole width."""
    cost = writ("£134 million to £402 million", title="The works")
    assert text_bars(chart(base(cost), cost), 42).splitlines()[:5] == [
        "£134 million to £402 million",
        "",
        "The works",
        "£134 million to £402 million",
        " " * 14 + "█" * 28,
    ]


def test_text_bars_show_the_working_and_eighths_of_a_column():
    """12 of 240 is two columns of forty; 3 of 240 a half; 1 of a million still something; 0 nothing."""
    bars = (
        Bar("A", Fraction(240), "240", True),
        Bar("B", Fraction(3), "3", True),
        Bar("C", Fraction(1, 5000), "0", True),
        Bar("D", Fraction(0), "0", True),
    )
    series = Series("comparison", "Lamps", "", "lamps", bars, Fraction(240), (GAZETTE,), "3 + 237 = 240", "v1")
    assert text_bars(series, 44).splitlines() == [
        "Lamps",
        "Calculated: 3 + 237 = 240",
        *["", "A", "████████████████████████████████████████ 240"],
        *["", "B", "▌ 3"],
        *["", "C", "▏ 0"],
        *["", "D", "0"],
        *["", "Gazette, 2022: Oakham counts its lamps"],
    ]


@given(bases(), st.integers(0, 120))
def test_any_chart_is_said_within_the_limits_with_all_its_numbers(knowledge, width):
    """Whatever the texts are: words within Discord's limit, lines within the width."""
    entries = list(knowledge.entries.values())
    found = [chart(knowledge, each) for each in entries]
    for series in [*found, comparison(knowledge, entries), *charts(knowledge, entries)]:
        if series is not None:
            said = alt_text(series)
            assert len(said) <= MAX_ALT_CHARS
            assert all(bar.text in said for bar in series.bars)
            shown = text_bars(series, width)
            assert max(map(len, shown.splitlines())) <= max(width, MIN_WIDTH)
            assert all(bar.text in " ".join(shown.split()) for bar in series.bars)
