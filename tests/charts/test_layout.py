"""Where things stand on a picture: nothing cut off, nothing on something else, bars in proportion."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.charts.fonts import Fonts
from bot.charts.layout import MAX_HEIGHT, WIDTH, Page, laid_out
from bot.core.knowledge.series import Bar, Series

from .series import (
    BROKEN,
    CHANGE,
    FIVE_LONG,
    LONG,
    MONEY,
    MORE,
    ONE_OF_THREE,
    PILOT,
    RANGE,
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

FONTS = Fonts()
TAIL = "The Pilot, April 2021: Lamps left dark all winter"


def page(series: Series) -> Page:
    return laid_out(series, FONTS)


def faults_of(series: Series) -> list[str]:
    """Return what is wrong with a picture: text that leaves it, or lies on other text. [] if nothing is."""
    made = page(series)
    extents = [(words.text, extent(words, FONTS)) for words in made.words]
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
    st.text(max_size=600),
    st.lists(st.tuples(st.text(max_size=200), st.integers(0, 10**12 - 1)), min_size=2, max_size=5),
    st.sampled_from(["parts", "comparison", "difference", "change"]),
)
def test_whatever_the_texts_and_numbers_are_they_fit(title, says, rows, kind):
    """Any series that there can be has its picture."""
    bars = [bar(label, number, asked=True) for label, number in rows]
    if kind == "parts":
        series = parts(title, bar("One", 1, asked=True), bars[0], says=says)
    else:
        bars = bars if kind == "comparison" else bars[:2]
        series = replace(compared(title, *bars, says=says, sources=(WORDY, PILOT)), kind=kind)
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
                "Of the 240 lamps that the office tested on the quay,",
                "90 were broken, dim or otherwise of no use.",
                "Lamps that were broken",
                "90 (37.5 %)",
                "150 (62.5 %)",
                "Other lamps",
                TAIL,
            ],
            id="parts, each with its percentage",
        ),
        pytest.param(
            parts("24 %", bar("Dim", 24, share="24.0 %", asked=True), bar("Other", 76, share="76.0 %")),
            ["24 %", "Dim", "24", "(24.0 %)", "76", "(76.0 %)", "Other", TAIL],
            id="in two lines where one is too long for a part",
        ),
        pytest.param(
            SUM,
            ["102 lamps", "Calculated: 90 + 12 = 102", "Broken", "90", "12", "Taken down", TAIL],
            id="a calculated sum",
        ),
        pytest.param(
            TINY,
            ["1 of 250,000 lamps (0 %)", "1: Stolen", "249,999", "Other lamps", TAIL],
            id="a number that does not fit on its part stands before the label",
        ),
        pytest.param(TWO, ["Lamps", "Northgate", "240", "Southgate", "12", TAIL], id="a comparison"),
        pytest.param(RANGE, ["20 to 30 lamps", "Tested", "240", "Broken", "20 to 30", TAIL], id="both ends of a range"),
        pytest.param(
            MORE,
            [
                "78 lamps",
                "Of the 240 lamps that the office tested on the quay,",
                "90 were broken, dim or otherwise of no use.",
                "Calculated: 90 - 12 = 78",
                "Broken",
                "90",
                "Taken down",
                "12",
                "Difference",
                "78",
                TAIL,
            ],
            id="a difference",
        ),
        pytest.param(
            CHANGE,
            ["From 46 in 2015 to 58", "complaints in 2016", "46", "58", "2015", "2016", TAIL],
            id="a change, with its dates",
        ),
        pytest.param(
            compared(
                "Costs (£)",
                *(replace(each, text=f"about £{each.text} a very, very, very long time") for each in TWO.bars),
            ),
            [
                "Costs (£)",
                "about £240 a very, very, very long time: Northgate",
                "about £12 a very, very, very long time: Southgate",
                TAIL,
            ],
            id="numbers too long to stand beside their bars stand before the labels",
        ),
        pytest.param(
            MONEY,
            ["Glass for $1,250 and $3,000", "a_1 for $1^{2", "3", "\\frac{1}", "2", TAIL],
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


@pytest.mark.parametrize(
    ("bars", "sources"),
    [
        pytest.param(TWO.bars, (WORDY,), id="one"),
        pytest.param(TWO.bars, (WORDY, PILOT, WORDY, PILOT, WORDY), id="five"),
        pytest.param(FIVE_LONG.bars, (WORDY, PILOT), id="among labels as long"),
        pytest.param([bar("x" * 200, 3)] * 5, [WORDY] * 5, id="among labels that have to be cut"),
    ],
)
def test_sources_are_written_whole(bars, sources):
    """However long they are: type is shrunk and other texts are cut before they are."""
    lines = shown(compared("Lamps", *bars, sources=tuple(sources)))
    whole = [f"The Wordy Gazette and Intelligencer, 5 November 2022: {'A title of many words ' * 9}".strip(), TAIL]
    expected = " ".join(whole[0] if source is WORDY else whole[1] for source in sources)
    assert " ".join(lines).endswith(expected)


def test_a_sentence_of_any_length_stands_below_the_title():
    """In smaller type, whole."""
    made = page(compared("Lamps", *TWO.bars, says="word " * 119 + "end."))
    title, *says = made.words[: next(at for at, words in enumerate(made.words) if words.text == "Northgate")]
    assert " ".join(words.text for words in says) == "word " * 119 + "end."
    assert all(words.size < title.size for words in says)


def test_a_label_that_cannot_be_shown_leaves_its_number():
    """Without the colon between them; and a source without a title its date."""
    source = replace(PILOT, title="灯台")
    texts = [bar("灯", 1, asked=True), bar("台", 249_999)]
    series = replace(parts("1 of 250,000", *texts), sources=(source,))
    assert [words.text for words in laid_out(series, Fonts(())).words] == [
        "1 of 250,000",
        "1",
        "249,999",
        "The Pilot, April 2021",
    ]


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


def test_a_range_is_drawn_from_its_lower_end_to_its_upper_one():
    """20 to 30 of 240 begins a twelfth from the left; a line leads to it."""
    made = page(RANGE)
    tested, broken = made.boxes
    assert broken.x - tested.x == pytest.approx(tested.width / 12)
    assert broken.width == pytest.approx(tested.width / 24)
    assert [(line.start[0], line.end[0]) for line in made.strokes] == [(48, broken.x)]


def test_a_gap_is_drawn_between_the_ends_of_the_two_bars():
    """Lines lead to it where no label is in their way."""
    made = page(
        replace(MORE, bars=(*MORE.bars[:1], bar("Dim", 72), Bar("Difference", Fraction(90), "18", True, Fraction(72))))
    )
    broken, dim, gap = made.boxes
    assert (gap.x, gap.x + gap.width) == pytest.approx((dim.x + dim.width, broken.x + broken.width))
    assert [line.start[0] for line in made.strokes] == pytest.approx([gap.x, gap.x + gap.width])
    assert [line.start[0] for line in page(MORE).strokes] == pytest.approx([gap.x + gap.width])


def test_dots_are_as_high_as_their_numbers_say():
    """From 0 on, so that a small change looks small; the line goes from one to the other."""
    made = page(CHANGE)
    (ground,) = {line.start[1] for line in made.strokes if line.start[1] == line.end[1]}
    first, last = made.dots
    assert (ground - first.y) / (ground - last.y) == pytest.approx(46 / 58)
    assert made.strokes[-1].start == (first.x, first.y)
    assert made.strokes[-1].end == (last.x, last.y)
    below = {words.text: words.x for words in made.words if words.text in ("2015", "2016")}
    assert below == {"2015": first.x, "2016": last.x}
