"""The pictures that were drawn: each once, one at a time in a worker thread, the last asked for kept."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable

from ..core.knowledge.series import Series

__all__ = ["Charts"]

_log = logging.getLogger(__name__)


def _draw(series: Series) -> bytes:
    from .painting import draw

    return draw(series)


class Charts:
    """The pictures of series, each drawn once, one at a time in a worker thread.

    Args:
        kept: How many pictures are kept, the last asked for (50 to 100 kB each).
        draw: Makes a picture, as `painting.draw` does.
    """

    def __init__(self, *, kept: int = 32, draw: Callable[[Series], bytes] = _draw) -> None:
        self._kept = kept
        self._draw = draw
        self._pictures: OrderedDict[Series, bytes] = OrderedDict()
        self._drawing: dict[Series, asyncio.Task[bytes]] = {}
        self._turn = asyncio.Lock()

    async def png(self, series: Series) -> bytes:
        """Return the picture of a series as PNG.

        Who asks for one that is being drawn waits for the same drawing, which goes on if somebody gives up. What goes
        wrong in drawing is raised to all who wait, and tried anew for the next.
        """
        if series in self._pictures:
            self._pictures.move_to_end(series)
            return self._pictures[series]
        task = self._drawing.get(series)
        if task is None:
            task = self._drawing[series] = asyncio.create_task(self._drawn(series))
            task.add_done_callback(lambda done: self._forget(series, done))
        return await asyncio.shield(task)

    async def _drawn(self, series: Series) -> bytes:
        async with self._turn:
            picture = await asyncio.to_thread(self._draw, series)
        self._pictures[series] = picture
        while len(self._pictures) > self._kept:
            self._pictures.popitem(last=False)
        return picture

    def _forget(self, series: Series, task: asyncio.Task[bytes]) -> None:
        del self._drawing[series]
        if not task.cancelled() and (error := task.exception()) is not None:
            # Said here, because everybody who waited may have given up.
            _log.error("a chart could not be drawn: %s", series.title, exc_info=error)
