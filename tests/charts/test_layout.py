"""Where things stand on a picture: nothing cut off, nothing on something else, bars in proportion."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.charts.fonts import Fonts
from bot.charts.layout import MAX_HEIGHT, WIDTH, Page, laid_out
from bot.core.knowledge.chart_data import Series

from .series import (
    BROKEN,
    LONG,
    MONEY,
    ONE_OF_THREE,
    PILOT,
    ROWS,
    SUM,
    TINY,
    TWO,
    WORDY,
    bar,
    compared,
    extent,
    parts,
)


def page(series: Series) -> Page:
    return laid_out(series, Fonts())


def faults_of(series: Series) -> list[str]:
    """Return what is wrong with a picture: text that leaves it, or lies on other text. [] if nothing is."""
    made = page(series)
    extents = [(words.text, extent(words)) for words in made.words]
    outside = [
        f"outside: {text}"
        for text, (left, top, right, bottom) in extents
        if left < 0 or top < 0 or right > WIDTH or bottom > made.y
    ]
    # Lines of a paragraph may touch by the tails of their letters, a pixel or two; they may not run into one another.
    on_another = [
        f"overlap: {one} / {other}"
        for (one, a), (other, b) in combinations(extents, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > 2 and min(a[3], b[3]) - max(a[1], b[1]) > 2
    ]
    too_high = [f"too high: {made.y}"] if made.y > MAX_HEIGHT else []
    return outside + on_another + too_high


def shown(series: Series) -> list[str]:
    """Return the lines of text in a picture, from the first that was written."""
    return [words.text for words in page(series).words]


@pytest.mark.parametrize("series", ROWS)
def test_no_text_leaves_the_picture_or_lies_on_another(series):
    """However long the texts are."""
    assert faults_of(series) == []


@settings(max_examples=20, deadline=None)
@given(
    st.text(min_size=1, max_size=200),
    st.lists(st.tuples(st.text(max_size=200), st.integers(0, 10**12 - 1)), min_size=2, max_size=5),
    st.sampled_from(["parts", "comparison"]),
)
def test_whatever_the_texts_and_numbers_are_they_fit(title, rows, kind):
    """Any series that there can be has its picture."""
    bars = [bar(label, number, asked=True) for label, number in rows]
    if kind == "parts":
        series = parts(title, bar("One", 1, asked=True), bars[0])
    else:
        series = compared(title, *bars, sources=(WORDY, PILOT))
    assert faults_of(series) == []


def test_type_is_large_enough_for_a_telephone():
    """At a third of the size, bars and their labels are in letters of 12 pixels or more, the source of 9."""
    sizes = {words.text: words.size / 3 for words in page(ONE_OF_THREE).words}
    source = sizes.pop("The Pilot, April 2021: Lamps left dark all winter")
    assert min(sizes.values()) >= 12
    assert source >= 9


@pytest.mark.parametrize(
    ("series", "lines"),
    [
        pytest.param(
            BROKEN,
            [
                "90 of 240 lamps (37.5 %)",
                "Lamps that were broken",
                "90",
                "150",
                "Other lamps",
                "The Pilot, April 2021: Lamps left dark all winter",
            ],
            id="parts",
        ),
        pytest.param(
            SUM,
            [
                "102 lamps",
                "Calculated: 90 + 12 = 102",
                "Broken",
                "90",
                "12",
                "Taken down",
                "The Pilot, April 2021: Lamps left dark all winter",
            ],
            id="a calculated sum",
        ),
        pytest.param(
            TINY,
            [
                "1 of 250,000 lamps (0 %)",
                "1: Stolen",
                "249,999",
                "Other lamps",
                "The Pilot, April 2021: Lamps left dark all winter",
            ],
            id="a number that does not fit on its part stands before the label",
        ),
        pytest.param(
            TWO,
            ["Lamps", "Northgate", "240", "Southgate", "12", "The Pilot, April 2021: Lamps left dark all winter"],
            id="a comparison",
        ),
        pytest.param(
            MONEY,
            [
                "Glass for $1,250 and $3,000",
                "a_1 for $1^{2",
                "3",
                "\\frac{1}",
                "2",
                "The Pilot, April 2021: Lamps left dark all winter",
            ],
            id="no formulas",
        ),
    ],
)
def test_what_is_written_in_a_picture(series, lines):
    """Title, labels, numbers, source and date are in the picture."""
    assert shown(series) == lines


def test_a_long_label_is_wrapped_and_not_cut():
    """Every word of it is there."""
    lines = shown(compared("Lamps", bar(LONG, 3, asked=True), bar("Others", 2, asked=True)))
    assert " ".join(lines[1 : lines.index("3")]) == LONG


def test_a_long_title_of_a_source_is_shortened_to_a_line():
    """Publisher and date come first, so that they always stand."""
    lines = shown(compared("Lamps", bar("A", 3, asked=True), bar("B", 2, asked=True), sources=(WORDY,)))
    assert lines[-1].startswith("The Wordy Gazette and Intelligencer, 5 November 2022: A title of")
    assert lines[-1].endswith(" …")


def test_the_lengths_of_bars_are_in_proportion():
    """A bar of 12 beside one of 240 has a twentieth of its length; one of 0 has none."""
    long, short, none = [box.width for box in page(ONE_OF_THREE).boxes]
    assert short / long == pytest.approx(1 / 20)
    assert none == 0


def test_the_smallest_part_can_be_seen():
    """One in 250,000 has a few pixels, and the parts still fill the bar."""
    small, large = [box.width for box in page(TINY).boxes]
    assert small == 4
    assert small + large == 1_200 - 2 * 48
