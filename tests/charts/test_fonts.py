"""How wide a text is, and where its lines break."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import features

from bot.charts.fonts import Fonts, font

from .series import MACHINE


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
        pytest.param("the 港の灯 lamps", "the … lamps", id="a word that it lacks"),
        pytest.param("港の灯, 灯台 and lamps", "… and lamps", id="words that it lacks"),
        pytest.param("中文 ランプ 한국어 ไทย हि", "", id="nothing that it has"),
        pytest.param("a\x07b \ud800 \uffff c", "ab c", id="what has no shape"),
        pytest.param("lamps 👩\ufe0f lit", "lamps lit", id="a sign that it lacks"),
        pytest.param("□ � \ufb01", "□ � \ufb01", id="boxes and ligatures of its own"),
    ],
)
def test_words_that_no_font_has_are_left_out(text, shown):
    """A machine without other fonts shows no boxes in their place."""
    assert Fonts(()).shown(text) == shown


def test_a_font_of_the_machine_has_what_the_bundled_one_lacks():
    """Only the characters that are lacking are drawn with it, and the spaces behind them."""
    fonts = Fonts((MACHINE, "/no/such/folder"))
    assert fonts.wrapped("The 港の灯 lamps, 灯台 left", 20, False, 1_000, None) == ["The 港の灯 lamps, … left"]
    runs = [(text, letters.getname()[0]) for text, letters in fonts.runs("The 港の灯 lamps", 20, True)]
    assert runs == [("The ", "DejaVu Sans"), ("港の灯 ", "Harbour Lamps"), ("lamps", "DejaVu Sans")]
    assert fonts.width("港の灯", 20, False) == 60


def test_what_only_looks_like_a_font_is_passed_over(tmp_path):
    """A broken file costs its characters, not the picture."""
    (tmp_path / "NotoSansBroken-Regular.ttf").write_bytes(b"no font")
    (tmp_path / "NotoSansLamps-Regular.ttf").write_bytes(Path(MACHINE, "NotoSansLamps-Regular.ttf").read_bytes())
    assert Fonts((str(tmp_path),)).shown("港の灯") == "港の灯"


@pytest.mark.parametrize(
    "name", ["LastResort-Regular.ttf", "NotoSansLamps-Thin.ttf", "NotoSansLampsUI-Regular.ttf", "NotoSansLamps.txt"]
)
def test_fonts_of_no_script_or_of_odd_weights_are_passed_over(name, tmp_path):
    """A font of last resort has a box for every character."""
    (tmp_path / name).write_bytes(Path(MACHINE, "NotoSansLamps-Regular.ttf").read_bytes())
    assert Fonts((str(tmp_path),)).shown("港の灯") == ""


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
