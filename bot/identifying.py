"""When a shard may open a session: Discord allows only so many at once, over all processes of a bot."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from contextlib import AsyncExitStack, suppress

from .errors import StoreError
from .store import Store

__all__ = ["Identifying"]

_log = logging.getLogger(__name__)
_MOST_AT_ONCE = 4  # each has a connection to the database meanwhile
_CONNECTING_S = 30.0  # what takes longer has failed, or will


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
        self._ahead: dict[int, asyncio.Event] = {}

    async def turn(self, shard: int) -> None:
        """Wait until a shard may open a session, which it does then. One that has its turn ahead does not wait."""
        used = self._ahead.pop(shard, None)
        if used is None:
            used = await self._turn(shard)
        used.set()

    async def turn_ahead(self, shard: int) -> None:
        """Wait for the turn of a shard that is still to be connected: one that waits for long would be closed.

        The next has its turn after this one's `turn`, or after half a minute: then this one waits again.
        """
        if shard not in self._ahead:
            used = await self._turn(shard)
            self._ahead[shard] = used

    async def end(self) -> None:
        """Give back what turns are held."""
        for passing in self._passing:
            passing.cancel()
        if self._passing:
            await asyncio.wait(self._passing)

    async def _turn(self, shard: int) -> asyncio.Event:
        """Wait for a turn; return what is to be set when it is used."""
        begun, used = asyncio.Event(), asyncio.Event()
        passing = asyncio.create_task(self._pass(shard, begun, used))
        self._passing.add(passing)
        passing.add_done_callback(self._passing.discard)
        try:
            await begun.wait()
        except asyncio.CancelledError:
            passing.cancel()
            raise
        return used

    async def _pass(self, shard: int, begun: asyncio.Event, used: asyncio.Event) -> None:
        row = shard % self.at_once
        try:
            async with self._rows[row], self._few, AsyncExitStack() as stack:
                try:
                    await stack.enter_async_context(self._store.duties.in_turn(f"identify {row}"))
                except StoreError as error:
                    _log.warning("whether another process opens a session now is not known: %s", error)
                begun.set()
                with suppress(TimeoutError):
                    async with asyncio.timeout(_CONNECTING_S):
                        await used.wait()
                if self._ahead.get(shard) is used:
                    del self._ahead[shard]
                await asyncio.sleep(self._apart_s)
        finally:
            begun.set()
