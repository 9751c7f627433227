"""The pictures that were drawn: beside the event loop, once each."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from dataclasses import replace

from bot.charts import Charts
from bot.charts.painting import draw
from bot.core.knowledge.series import Series

from .series import ALL, BROKEN, FIVE_LONG, ONE_OF_THREE, ONE_WORD, SUM, TWO


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
    """Without a painter of one's own, it is `draw` that draws."""
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
    newer = replace(TWO, version="v2")
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
    draw(BROKEN)  # the first picture takes longer than the others
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
