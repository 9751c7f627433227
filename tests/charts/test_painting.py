"""How a page becomes a picture: its size, its colours, and that all of the page is on it."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageColor, ImageDraw

from bot.charts.fonts import Fonts
from bot.charts.layout import MAX_HEIGHT, PAPER, RULE, WIDTH, Page, Words, laid_out
from bot.charts.painting import draw
from bot.core.knowledge.series import Series

from .series import BROKEN, CHANGE, MACHINE, ROWS, SUM, TINY, TWO, extent


def opened(series: Series) -> Image.Image:
    """Return the picture of a series."""
    picture = Image.open(io.BytesIO(draw(series)))
    assert picture.format == "PNG"
    return picture


FONTS = Fonts()


def page(series: Series) -> Page:
    return laid_out(series, FONTS)


@pytest.mark.parametrize("series", ROWS)
def test_a_picture_is_a_png_of_a_size_that_discord_shows_whole(series):
    """It is 1,200 pixels wide and no higher than 16:9."""
    picture = opened(series)
    assert picture.width == 1_200
    assert 200 <= picture.height <= 675
    assert (WIDTH, MAX_HEIGHT) == (1_200, 675)


@pytest.mark.parametrize("series", ROWS)
def test_a_picture_hides_the_theme_behind_it(series):
    """No pixel lets the dark or the light of the theme through."""
    assert opened(series).convert("RGBA").getchannel("A").getextrema() == (255, 255)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG defines it."""
    shares = [each / 255 for each in ImageColor.getrgb(colour)]
    channels = [each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in shares]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _behind(words: Words, made: Page) -> str:
    """Return the colour behind the middle of a line: of the bar that it is on, or of the paper."""
    left, top, right, bottom = extent(words, FONTS)
    x, y = (left + right) / 2, (top + bottom) / 2
    boxes = [box for box in made.boxes if box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height]
    return boxes[-1].fill if boxes else PAPER


@pytest.mark.parametrize("series", ROWS)
def test_text_stands_out_from_what_is_behind_it(series):
    """Every text has a contrast of 4.5 or more with the paper, or with the bar that it is on."""
    made = page(series)
    assert [words.text for words in made.words if _contrast(words.colour, _behind(words, made)) < 4.5] == []


@pytest.mark.parametrize("series", ROWS)
def test_bars_lines_and_dots_stand_out_from_the_paper(series):
    """By their inside or their frame, with a contrast of 3 or more."""
    made = page(series)
    boxes = [max(_contrast(box.fill, PAPER), _contrast(box.edge, PAPER)) for box in made.boxes]
    others = [_contrast(colour, PAPER) for colour in (*(s.colour for s in made.strokes), *(d.fill for d in made.dots))]
    assert min([*boxes, *others]) >= 3


@pytest.mark.parametrize("theme", ["#FFFFFF", "#FBFBFB", "#323339", "#313338", "#1A1A1E", "#070709", "#000000"])
def test_the_card_stands_out_from_every_theme(theme):
    """From Discord's light, ash, dark and onyx ones, by its frame where not by its paper."""
    assert max(_contrast(PAPER, theme), _contrast(RULE, theme)) >= 3


def test_bars_differ_in_more_than_colour():
    """What is asked for is dark and what is not is pale, so that they differ without any colour too."""
    asked, other = [box.fill for box in page(BROKEN).boxes]
    assert _contrast(asked, other) >= 3


def test_the_same_series_has_the_same_picture():
    """Nothing of the clock or of the machine gets into it."""
    assert draw(BROKEN) == draw(BROKEN)


@pytest.mark.parametrize("series", ROWS)
def test_every_line_of_the_page_is_in_the_picture(series):
    """In its place and in its colour, undimmed in the middle of a stroke."""
    picture = opened(series)
    for words in page(series).words:
        left, top, right, bottom = extent(words, FONTS)
        place = picture.crop((int(left) - 1, int(top) - 1, int(right) + 2, int(bottom) + 2))
        colours = place.getcolors(place.width * place.height)
        ink = ImageColor.getrgb(words.colour)
        assert min(sum(abs(a - b) for a, b in zip(colour, ink, strict=True)) for _, colour in colours) < 90, words.text


@pytest.mark.parametrize("series", ROWS)
def test_nothing_is_in_the_picture_that_is_not_on_the_page(series):
    """Without its texts, its bars, its lines, its dots and the frame around it, the card is empty."""
    picture, made = opened(series), page(series)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, picture.width - 1, picture.height - 1), outline=PAPER, width=2)
    for line in made.strokes:
        pen.line((*line.start, *line.end), PAPER, round(line.width) + 6)
    for dot in made.dots:
        out = dot.radius + 2
        pen.ellipse((dot.x - out, dot.y - out, dot.x + out, dot.y + out), PAPER)
    for box in made.boxes:
        pen.rectangle((box.x - 2, box.y - 2, box.x + box.width + 2, box.y + box.height + 2), PAPER)
    for words in made.words:
        left, top, right, bottom = extent(words, FONTS)
        pen.rectangle((left - 3, top - 3, right + 3, bottom + 3), PAPER)
    assert picture.getcolors() == [(picture.width * picture.height, (0xFB, 0xFA, 0xF6))]


BLUE, PALE, ORANGE, INK = (0x00, 0x72, 0xB2), (0xDC, 0xEB, 0xF5), (0xE6, 0x9F, 0x00), (0x1A, 0x1A, 0x1A)


@pytest.mark.parametrize(
    ("series", "colours"),
    [
        # The bar goes from 48 to 1,152 pixels, and its frame a pixel further.
        pytest.param(
            BROKEN, {46: (0xFB, 0xFA, 0xF6), 47: BLUE, 461: BLUE, 464: PALE, 1_150: PALE, 1_153: BLUE}, id="parts"
        ),
        pytest.param(SUM, {47: BLUE, 1_020: BLUE, 1_022: INK, 1_024: ORANGE, 1_150: ORANGE, 1_152: INK}, id="a sum"),
        pytest.param(TINY, {47: BLUE, 52: BLUE, 55: PALE, 1_150: PALE, 1_153: BLUE}, id="a part of a few pixels"),
    ],
)
def test_the_edges_of_a_bar_are_sharp_and_where_its_number_says(series, colours):
    """No colour in between, a hair's breadth beside an edge."""
    picture = opened(series)
    y = round(page(series).boxes[0].y) + 8
    assert {x: picture.getpixel((x, y)) for x in colours} == colours


def test_dots_and_the_line_between_them_are_painted():
    """In the middle of each dot, and half way from one to the other."""
    picture, made = opened(CHANGE), page(CHANGE)
    first, last = made.dots
    places = [(first.x, first.y), ((first.x + last.x) / 2, (first.y + last.y) / 2), (last.x, last.y)]
    assert [picture.getpixel((round(x), round(y))) for x, y in places] == [BLUE, BLUE, BLUE]


def test_a_text_in_two_fonts_is_painted_in_both():
    """Each piece follows the one before it: the lamp's foot, its last stroke, is where its letter is."""
    fonts = Fonts((MACHINE,))
    series = replace(TWO, title="All 港の灯 lamps")
    picture = Image.open(io.BytesIO(draw(series, fonts)))
    (title,) = [words for words in laid_out(series, fonts).words if words.text == "All 港の灯 lamps"]
    x = round(title.x + fonts.width("All 港の", title.size, True) + title.size / 2)
    assert picture.getpixel((x, round(title.y) - 2)) == INK
