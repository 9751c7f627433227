"""Series of every shape that a picture can have, for the tests of charts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from bot.charts.fonts import Fonts
from bot.charts.layout import Words
from bot.core.knowledge.model import Source
from bot.core.knowledge.series import Bar, Series

__all__ = [
    "ALL", "BROKEN", "CHANGE", "FEWER", "FIVE_LONG", "LONG", "MACHINE", "MONEY", "MORE", "ONE_OF_THREE", "ONE_WORD",
    "PILOT", "RANGE", "ROWS", "SUM", "TINY", "TWO", "WORDY", "bar", "compared", "extent", "parts",
]  # fmt: skip

MACHINE = str(Path(__file__).parent / "machine")
"""A folder with a font, made for these tests, that has a shape for 港, の and 灯 each, and nothing else."""

PILOT = Source("pilot", "Lamps left dark all winter", "The Pilot", "2021-04", "https://pilot.example/lamps", None)
WORDY = Source("wordy", "A title of many words " * 9, "The Wordy Gazette and Intelligencer", "2022-11-05", "", None)
LONG = (
    "Lamps that were broken, dim, stolen, painted over or otherwise of no use to anybody who came by at night in that "
    "winter, as far as the inspectors could see from the quay and from the boat that they had"
)


SAYS = "Of the 240 lamps that the office tested on the quay, 90 were broken, dim or otherwise of no use."


def bar(label: str, number: int, *, asked: bool = False, share: str = "", start: int = 0) -> Bar:
    text = f"{number:,} ({share})" if share else f"{start:,} to {number:,}" if start else f"{number:,}"
    return Bar(label, Fraction(number), text, asked, Fraction(start))


def parts(title: str, *bars: Bar, says: str = "", working: str = "") -> Series:
    whole = sum((each.value for each in bars), Fraction(0))
    return Series("parts", title, says, "", bars, whole, (PILOT,), working, "v1")


def compared(title: str, *bars: Bar, says: str = "", sources: tuple[Source, ...] = (PILOT,)) -> Series:
    whole = max(each.value for each in bars) or Fraction(1)
    return Series("comparison", title, says, "lamps", bars, whole, sources, "", "v1")


BROKEN = parts(
    "90 of 240 lamps (37.5 %)",
    bar("Lamps that were broken", 90, asked=True, share="37.5 %"),
    bar("Other lamps", 150, share="62.5 %"),
    says=SAYS,
)
SUM = parts("102 lamps", bar("Broken", 90, asked=True), bar("Taken down", 12, asked=True), working="90 + 12 = 102")
TINY = parts("1 of 250,000 lamps (0 %)", bar("Stolen", 1, asked=True), bar("Other lamps", 249_999))
NONE = parts("0 of 240 lamps (0 %)", bar("Mended", 0, asked=True), bar("Other lamps", 240))
ALL = parts("240 of 240 lamps (100 %)", bar("Tested", 240, asked=True))
TWO = compared("Lamps", bar("Northgate", 240, asked=True), bar("Southgate", 12, asked=True))
ONE_OF_THREE = compared("12 lamps", bar("Northgate", 240), bar("Southgate", 12, asked=True), bar("Eastgate", 0))
ZEROS = compared("Lamps", bar("Northgate", 0, asked=True), bar("Southgate", 0, asked=True))
FIVE_LONG = compared(
    LONG, *(bar(f"{number}. {LONG}", 10**12 - number, asked=True) for number in range(1, 6)), sources=(PILOT, WORDY)
)
ONE_WORD = compared("w" * 300, bar("x" * 300, 3, asked=True), bar("y", 2, asked=True), sources=(PILOT, WORDY, PILOT))
MONEY = compared("Glass for $1,250 and $3,000", bar("a_1 for $1^{2", 3, asked=True), bar("\\frac{1}", 2, asked=True))
RANGE = compared("20 to 30 lamps", bar("Tested", 240), bar("Broken", 30, start=20, asked=True))
MORE = replace(
    compared("78 lamps", bar("Broken", 90, asked=True), bar("Taken down", 12, asked=True), says=SAYS),
    kind="difference",
    bars=(
        bar("Broken", 90, asked=True),
        bar("Taken down", 12, asked=True),
        Bar("Difference", Fraction(90), "78", True, Fraction(12)),
    ),
    working="90 - 12 = 78",
)
CHANGE = replace(
    compared("From 46 in 2015 to 58 complaints in 2016", bar("2015", 46, asked=True), bar("2016", 58, asked=True)),
    kind="change",
)
FEWER = replace(
    CHANGE, title="From 999,999,999,999 to 0", bars=(bar(LONG, 10**12 - 1), bar("w" * 200, 0)), whole=Fraction(10**12)
)
WHOLE_SENTENCE = compared(LONG, *TWO.bars, says="word " * 119 + "end.", sources=(PILOT, WORDY))
FOREIGN = compared("ランプ 😀", bar("灯\N{ZERO WIDTH JOINER}", 3, asked=True), bar("\x07", 2, asked=True))

ROWS = [
    pytest.param(BROKEN, id="parts"),
    pytest.param(SUM, id="a calculated sum"),
    pytest.param(TINY, id="a part too small for its number"),
    pytest.param(NONE, id="a part of nothing"),
    pytest.param(ALL, id="all of it"),
    pytest.param(TWO, id="two bars"),
    pytest.param(ONE_OF_THREE, id="one asked for among three"),
    pytest.param(ZEROS, id="bars of nothing"),
    pytest.param(FIVE_LONG, id="five bars with the longest labels"),
    pytest.param(ONE_WORD, id="words longer than a line"),
    pytest.param(MONEY, id="signs that mean formulas to some"),
    pytest.param(RANGE, id="a range among bars"),
    pytest.param(MORE, id="a difference"),
    pytest.param(CHANGE, id="a change"),
    pytest.param(FEWER, id="a change to nothing with the longest labels"),
    pytest.param(WHOLE_SENTENCE, id="the longest sentence"),
    pytest.param(FOREIGN, id="characters that the font does not have"),
]


def extent(words: Words, fonts: Fonts | None = None) -> tuple[float, float, float, float]:
    """Return the left, upper, right and lower edge of a line's letters on the picture, painted at twice their size."""
    runs = (fonts or Fonts()).runs(words.text, words.size * 2, words.bold)
    lengths = [letters.getlength(text) for text, letters in runs]
    boxes = [letters.getbbox(text, anchor="ls") for text, letters in runs]
    begin = words.x - sum(lengths) / 2 * {"left": 0, "center": 0.5, "right": 1}[words.align]
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    left, right = begin + boxes[0][0] / 2, begin + (sum(lengths[:-1]) + boxes[-1][2]) / 2
    return left, words.y + top / 2, right, words.y + bottom / 2
