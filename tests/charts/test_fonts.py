"""How wide a text is, and where its lines break."""

from __future__ import annotations

import pytest
from PIL import features

from bot.charts.fonts import Fonts, font


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(
    "text",
    ["Lamps that were left dark", "AVATAR To Ty", "250,000 of 1,000,000", "i" * 80, "w" * 80],
)
@pytest.mark.parametrize("size", [22, 29.7, 54])
def test_a_width_is_that_of_the_text_as_it_is_painted(text, size, bold):
    """At twice its size, to within a twentieth: without FriBidi, letters stand on whole pixels."""
    assert Fonts().width(text, size, bold) == pytest.approx(font(size * 2, bold).getlength(text) / 2, rel=0.05)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Crème brûlée, £5 – “naïve”", "Crème brûlée, £5 – “naïve”", id="what English uses"),
        pytest.param("Ελλάδα Україна العربية עברית 😀", "Ελλάδα Україна العربية עברית 😀", id="scripts that it has"),
        pytest.param("中文 ランプ 한국어 ไทย हि", "�� ��� ��� ��� ��", id="scripts that it lacks"),
        pytest.param("a\x07b \ud800 \uffff 👩", "a�b � � �", id="what is no letter"),
        pytest.param("□ � \ufb01", "□ � \ufb01", id="boxes and ligatures of its own"),
    ],
)
def test_a_character_that_the_font_lacks_is_replaced(text, shown):
    assert Fonts().wrapped(text, 20, False, 1_000, None) == [shown]


@pytest.mark.skipif(not features.check_feature("fribidi"), reason="without FriBidi, Pillow joins no letters")
def test_arabic_letters_are_joined():
    """A word is narrower than its letters one by one."""
    fonts, word = Fonts(), "السلام"
    assert fonts.width(word, 100, False) < 0.8 * sum(fonts.width(letter, 100, False) for letter in word)


def test_lines_are_of_about_one_length():
    """No single word is left for the last line."""
    lines = Fonts().wrapped("one two three four five six seven eight", 20, False, 330, None)
    assert lines == ["one two three four", "five six seven eight"]


def test_what_is_more_than_the_lines_is_cut():
    assert Fonts().wrapped("one two three four five six", 20, False, 100, 2) == ["one two", "three f …"]


def test_a_word_longer_than_a_line_is_cut_into_pieces():
    assert Fonts().wrapped("mmmmmmmm", 20, True, 100, None) == ["mmmm", "mmmm"]
