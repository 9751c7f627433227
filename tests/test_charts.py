"""Charts: pictures of series, drawn beside the event loop, once each, with nothing cut off."""

from __future__ import annotations

import asyncio
import gc
import io
import logging
import threading
import time
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from bot.charts import MAX_HEIGHT, WIDTH, Charts, draw, figure, warm
from bot.core.knowledge.chart_data import Bar, Series
from bot.core.knowledge.model import Source

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
    pytest.param(MONEY, id="signs that mean formulas to matplotlib"),
    pytest.param(FOREIGN, id="characters that the font does not have"),
]


def faults_of(series: Series) -> list[str]:
    """Return what is wrong with a picture: text that leaves it, or lies on other text. [] if nothing is."""
    drawn = figure(series)
    renderer = FigureCanvasAgg(drawn).get_renderer()
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in drawn.texts]
    outside = [
        f"outside: {text}"
        for text, box in boxes
        if box.x0 < 0 or box.y0 < 0 or box.x1 > drawn.bbox.width or box.y1 > drawn.bbox.height
    ]
    # Lines of a paragraph may touch by the tails of their letters, a pixel or two; they may not run into one another.
    on_another = [
        f"overlap: {one} / {other}"
        for (one, a), (other, b) in combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 2 and min(a.y1, b.y1) - max(a.y0, b.y0) > 2
    ]
    return outside + on_another


def filled(drawn: Figure) -> list[Rectangle]:
    """Return the bars of a picture, in order, without the frame around it."""
    return [each for each in drawn.artists if isinstance(each, Rectangle) and each.get_fill()]


def shown(series: Series) -> list[str]:
    """Return the lines of text in a picture, from the first that was written."""
    return [text.get_text() for text in figure(series).texts]


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


def test_type_is_large_enough_for_a_telephone():
    """At a third of the size, bars and their labels are in letters of 12 pixels or more, the source of 9."""
    sizes = {text.get_text(): text.get_fontsize() / 3 for text in figure(ONE_OF_THREE).texts}
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
    long, short, none = [patch.get_width() for patch in filled(figure(ONE_OF_THREE))]
    assert short / long == pytest.approx(1 / 20)
    assert none == 0


def test_the_smallest_part_can_be_seen():
    """One in 250,000 has a few pixels, and the parts still fill the bar."""
    small, large = [patch.get_width() for patch in filled(figure(TINY))]
    assert small == 4
    assert small + large == 1_200 - 2 * 48


def test_the_same_series_has_the_same_picture():
    """Nothing of the clock or of the machine gets into it."""
    assert draw(BROKEN) == draw(BROKEN)


class _Painter:
    """Draws a picture that names its series; counts, and waits where it is told to."""

    def __init__(self, *, fails: int = 0, waits: bool = False) -> None:
        self.drawn: list[str] = []
        self.at_once = 0
        self.most_at_once = 0
        self.begun = threading.Event()
        self.may_go_on = threading.Event()
        self._fails = fails
        if not waits:
            self.may_go_on.set()

    def __call__(self, series: Series) -> bytes:
        assert threading.current_thread() is not threading.main_thread()
        self.drawn.append(series.title)
        self.begun.set()
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        assert self.may_go_on.wait(10)
        self.at_once -= 1
        if len(self.drawn) <= self._fails:
            raise ValueError("no ink")
        return series.title.encode()


async def test_the_pictures_are_those_that_draw_makes():
    """Without a painter of one's own, it is matplotlib that draws."""
    assert await Charts().png(BROKEN) == draw(BROKEN)


async def test_a_chart_is_drawn_once():
    """Who asks again gets the same picture, drawn in a worker thread."""
    painter = _Painter()
    charts = Charts(draw=painter)
    assert [await charts.png(TWO), await charts.png(TWO)] == [b"Lamps", b"Lamps"]
    assert painter.drawn == ["Lamps"]


async def test_those_who_ask_at_once_share_one_drawing():
    """Twenty people who press the button together cost one picture."""
    painter = _Painter(waits=True)
    charts = Charts(draw=painter)
    asking = [asyncio.create_task(charts.png(TWO)) for _ in range(20)]
    assert await asyncio.to_thread(painter.begun.wait, 10)
    painter.may_go_on.set()
    assert await asyncio.gather(*asking) == [b"Lamps"] * 20
    assert painter.drawn == ["Lamps"]


async def test_different_charts_are_drawn_one_after_the_other():
    """A burst of charts does not take all processors from the event loop."""
    painter = _Painter()
    charts = Charts(draw=painter)
    assert await asyncio.gather(charts.png(SUM), charts.png(TWO), charts.png(ALL)) == [
        b"102 lamps",
        b"Lamps",
        b"240 of 240 lamps (100 %)",
    ]
    assert painter.most_at_once == 1


async def test_a_drawing_goes_on_when_one_who_waited_gives_up():
    """The others still get it, and it is kept."""
    painter = _Painter(waits=True)
    charts = Charts(draw=painter)
    impatient, patient = asyncio.create_task(charts.png(TWO)), asyncio.create_task(charts.png(TWO))
    assert await asyncio.to_thread(painter.begun.wait, 10)
    impatient.cancel()
    await asyncio.gather(impatient, return_exceptions=True)
    painter.may_go_on.set()
    assert await patient == b"Lamps"
    assert impatient.cancelled()
    assert painter.drawn == ["Lamps"]


async def test_another_version_of_the_knowledge_is_another_picture():
    """Its figures may have changed."""
    painter = _Painter()
    charts = Charts(draw=painter)
    newer = Series(TWO.kind, TWO.title, TWO.unit, TWO.bars, TWO.whole, TWO.sources, TWO.working, "v2")
    await charts.png(TWO)
    await charts.png(newer)
    assert painter.drawn == ["Lamps", "Lamps"]


async def test_the_pictures_last_asked_for_are_kept():
    """Of three charts, the one that nobody asked for lately is drawn anew."""
    painter = _Painter()
    charts = Charts(kept=2, draw=painter)
    for series in (SUM, TWO, SUM, ALL, SUM, TWO):
        await charts.png(series)
    assert painter.drawn == ["102 lamps", "Lamps", "240 of 240 lamps (100 %)", "Lamps"]


async def test_what_went_wrong_is_said_and_tried_anew(caplog):
    """All who wait for a failed drawing hear of it; the next gets a picture."""
    painter = _Painter(fails=1)
    charts = Charts(draw=painter)
    with caplog.at_level(logging.ERROR):
        failed = await asyncio.gather(charts.png(TWO), charts.png(TWO), return_exceptions=True)
    assert [str(each) for each in failed] == ["no ink", "no ink"]
    assert [record.getMessage() for record in caplog.records] == ["a chart could not be drawn: Lamps"]
    assert await charts.png(TWO) == b"Lamps"
    assert painter.drawn == ["Lamps", "Lamps"]


async def test_the_event_loop_runs_on_while_pictures_are_drawn():
    """A watchdog that wants to run every millisecond is never kept waiting for as long as one picture takes."""
    draw(BROKEN)  # imports matplotlib
    begun = time.perf_counter()
    draw(FIVE_LONG)
    alone_s = time.perf_counter() - begun
    waits_s: list[float] = []

    async def watch() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            waits_s.append(time.perf_counter() - before)

    watchdog = asyncio.create_task(watch())
    charts = Charts()
    pictures = await asyncio.gather(*(charts.png(each) for each in (FIVE_LONG, BROKEN, ONE_WORD, ONE_OF_THREE)))
    watchdog.cancel()
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
    # Drawn on the loop, the watchdog would have had a turn a picture. A busy machine may keep it waiting, but not long.
    assert len(waits_s) >= 10
    assert max(waits_s) < max(alone_s, 0.5)


@pytest.mark.parametrize("series", [pytest.param(BROKEN, id="parts"), pytest.param(FIVE_LONG, id="a full picture")])
def test_a_picture_is_what_matplotlib_painted(series):
    """Dot by dot: the file is packed without matplotlib."""
    canvas = FigureCanvasAgg(figure(series))
    canvas.draw()
    with Image.open(io.BytesIO(draw(series))) as made:
        made.load()
        assert (made.format, made.mode) == ("PNG", "RGB")
        assert made.tobytes() == Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB").tobytes()


async def test_making_ready_is_done_in_a_worker_thread(monkeypatch):
    threads = []
    monkeypatch.setattr("bot.charts.warm", lambda: threads.append(threading.current_thread()))
    await Charts().warm()
    assert threads != [threading.main_thread()]


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
