"""When a shard may open a session: Discord allows only so many at once, over all processes of a bot."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from contextlib import AsyncExitStack

from .errors import StoreError
from .store import Store

__all__ = ["Identifying"]

_log = logging.getLogger(__name__)
_MOST_AT_ONCE = 4  # each has a connection to the database meanwhile


class Identifying:
    """Lets shards come one after the other, those of other processes on the same database included.

    Args:
        store: Where the processes agree whose turn it is.
        apart_s: So long after one has begun, the next may: Discord's five seconds.
    """

    def __init__(self, store: Store, *, apart_s: float) -> None:
        self._store, self._apart_s = store, apart_s
        self.at_once = 1
        """How many may begin at the same moment: Discord's `max_concurrency`. Shard n is of the nth of so many rows."""
        self._rows: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._few = asyncio.Semaphore(_MOST_AT_ONCE)
        self._passing: set[asyncio.Task[None]] = set()
        self._had: set[int] = set()

    async def turn(self, shard: int) -> None:
        """Wait until a shard may open a session. A turn that was waited for before is not waited for again."""
        if shard in self._had:
            self._had.discard(shard)
            return
        begun = asyncio.Event()
        passing = asyncio.create_task(self._pass(shard % self.at_once, begun))
        self._passing.add(passing)
        passing.add_done_callback(self._passing.discard)
        try:
            await begun.wait()
        except asyncio.CancelledError:
            passing.cancel()
            raise

    async def turn_ahead(self, shard: int) -> None:
        """As `turn`, before the connection is made: one that waits for long would be closed meanwhile."""
        await self.turn(shard)
        self._had.add(shard)

    async def end(self) -> None:
        """Give back what turns are held."""
        for passing in self._passing:
            passing.cancel()
        if self._passing:
            await asyncio.wait(self._passing)

    async def _pass(self, row: int, begun: asyncio.Event) -> None:
        try:
            async with self._rows[row], self._few, AsyncExitStack() as stack:
                try:
                    await stack.enter_async_context(self._store.duties.in_turn(f"identify {row}"))
                except StoreError as error:
                    _log.warning("whether another process opens a session now is not known: %s", error)
                begun.set()
                await asyncio.sleep(self._apart_s)
        finally:
            begun.set()
