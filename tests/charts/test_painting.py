"""How a page becomes a picture: its size, its colours, and every dot of the file."""

from __future__ import annotations

import gc
import io

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from PIL import Image

from bot.charts import MAX_HEIGHT, WIDTH, draw, figure, warm

from .series import BROKEN, FIVE_LONG, ROWS, filled


@pytest.mark.parametrize("series", ROWS)
def test_a_picture_is_a_png_of_a_size_that_discord_shows_whole(series):
    """It is 1,200 pixels wide and no higher than 16:9."""
    with Image.open(io.BytesIO(draw(series))) as picture:
        assert (picture.format, picture.width) == ("PNG", 1_200)
        assert 200 <= picture.height <= 675
    assert (WIDTH, MAX_HEIGHT) == (1_200, 675)


@pytest.mark.parametrize("series", ROWS)
def test_a_picture_hides_the_theme_behind_it(series):
    """No pixel lets the dark or the light of the theme through."""
    with Image.open(io.BytesIO(draw(series))) as picture:
        assert picture.convert("RGBA").getchannel("A").getextrema() == (255, 255)


def _luminance(colour: object) -> float:
    """Return the relative luminance of a colour, as WCAG defines it."""
    channels = [each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in to_rgb(colour)]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def _contrast(one: object, other: object) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("series", ROWS)
def test_text_stands_out_from_what_is_behind_it(series):
    """Every text has a contrast of 4.5 or more with the paper, or with the bar that it is on."""
    drawn = figure(series)
    renderer = FigureCanvasAgg(drawn).get_renderer()
    for text in drawn.texts:
        middle = text.get_window_extent(renderer).get_points().mean(axis=0)
        behind = [box.get_facecolor() for box in filled(drawn) if box.get_window_extent(renderer).contains(*middle)]
        assert _contrast(text.get_color(), behind[-1] if behind else drawn.get_facecolor()) >= 4.5, text


def test_bars_differ_in_more_than_colour():
    """What is asked for is dark and what is not is pale, so that they differ without any colour too."""
    asked, other = [patch.get_facecolor() for patch in filled(figure(BROKEN))]
    assert _contrast(asked, other) >= 3


def test_the_same_series_has_the_same_picture():
    """Nothing of the clock or of the machine gets into it."""
    assert draw(BROKEN) == draw(BROKEN)


@pytest.mark.parametrize("series", [pytest.param(BROKEN, id="parts"), pytest.param(FIVE_LONG, id="a full picture")])
def test_a_picture_is_what_matplotlib_painted(series):
    """Dot by dot: the file is packed without matplotlib."""
    canvas = FigureCanvasAgg(figure(series))
    canvas.draw()
    with Image.open(io.BytesIO(draw(series))) as made:
        made.load()
        assert (made.format, made.mode) == ("PNG", "RGB")
        assert made.tobytes() == Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB").tobytes()


@pytest.fixture
def unfrozen():
    gc.unfreeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("unfrozen")
def test_what_is_loaded_when_it_is_made_ready_no_longer_holds_up_the_collector():
    """Once: what comes later may be garbage."""
    warm()
    frozen = gc.get_freeze_count()
    assert frozen > 0
    kept = [[] for _ in range(1_000)]
    warm()
    assert gc.get_freeze_count() < frozen + len(kept)
