"""Series of every shape that a picture can have, for the tests of charts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bot.charts.fonts import font
from bot.charts.layout import Words
from bot.core.knowledge.chart_data import Bar, Series
from bot.core.knowledge.model import Source

__all__ = [
    "ALL", "BROKEN", "FIVE_LONG", "LONG", "MONEY", "ONE_OF_THREE", "ONE_WORD", "PILOT", "ROWS", "SUM", "TINY", "TWO",
    "WORDY", "bar", "compared", "extent", "parts",
]  # fmt: skip

PILOT = Source("pilot", "Lamps left dark all winter", "The Pilot", "2021-04", "https://pilot.example/lamps", None)
WORDY = Source("wordy", "A title of many words " * 9, "The Wordy Gazette and Intelligencer", "2022-11-05", "", None)
LONG = (
    "Lamps that were broken, dim, stolen, painted over or otherwise of no use to anybody who came by at night in that "
    "winter, as far as the inspectors could see from the quay and from the boat that they had"
)


def bar(label: str, number: int, *, asked: bool = False) -> Bar:
    return Bar(label, Fraction(number), f"{number:,}", asked)


def parts(title: str, *bars: Bar, working: str = "") -> Series:
    whole = sum((each.value for each in bars), Fraction(0))
    return Series("parts", title, "lamps", bars, whole, (PILOT,), working, "v1")


def compared(title: str, *bars: Bar, sources: tuple[Source, ...] = (PILOT,)) -> Series:
    return Series(
        "comparison", title, "lamps", bars, max(each.value for each in bars) or Fraction(1), sources, "", "v1"
    )


BROKEN = parts("90 of 240 lamps (37.5 %)", bar("Lamps that were broken", 90, asked=True), bar("Other lamps", 150))
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
    pytest.param(FOREIGN, id="characters that the font does not have"),
]


def extent(words: Words) -> tuple[float, float, float, float]:
    """Return the left, upper, right and lower edge of a line's letters on the picture, painted at twice their size."""
    anchor = {"left": "ls", "center": "ms", "right": "rs"}[words.align]
    left, top, right, bottom = font(words.size * 2, words.bold).getbbox(words.text, anchor=anchor)
    return words.x + left / 2, words.y + top / 2, words.x + right / 2, words.y + bottom / 2
