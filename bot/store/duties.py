"""What several processes on one PostgreSQL do one at a time: whoever has a duty has it until done, or until they die.

A duty is an advisory lock of a connection of its own: when its process ends, in whatever way, the connection breaks,
and the lock is free for the next; a minute later if its machine is gone. On SQLite there is one process, which has
them all.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from sqlalchemy import text

from .connections import Connections

__all__ = ["Duties"]

_OURS = 0x56657262  # the first half of each lock's number, which other programs on the database will hardly take
_AGAIN_S = 0.25
# Has the server ask whether the holder is there still, and let go after a minute: by itself it does so after two hours,
# and a machine that has lost its network or its power does not tell it. Not set as the connection is made, where a
# pooler in between would refuse what it does not know.
_LOOKED_AFTER = text(
    "SELECT set_config('tcp_keepalives_idle', '30', false), set_config('tcp_keepalives_interval', '10', false), "
    "set_config('tcp_keepalives_count', '3', false)"
)


class Duties:
    """Gives duties out. One that is had lasts as long as the `async with`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    @asynccontextmanager
    async def alone(self, duty: str) -> AsyncIterator[bool]:
        """Have a duty, if nobody has it; gives whether it is had. Raises StoreError if the database cannot tell."""
        if self._connections.dialect != "postgresql":
            yield True
            return
        held = await self._taken(duty, waits=False)
        try:
            yield held is not None
        finally:
            if held is not None:
                await asyncio.shield(held.aclose())

    @asynccontextmanager
    async def in_turn(self, duty: str) -> AsyncIterator[None]:
        """Have a duty once nobody else has it, however long that takes. Raises StoreError as `alone` does."""
        if self._connections.dialect != "postgresql":
            yield
            return
        held = await self._taken(duty, waits=True)
        try:
            yield
        finally:
            if held is not None:
                await asyncio.shield(held.aclose())

    async def _taken(self, duty: str, *, waits: bool) -> AsyncExitStack | None:
        """Return what gives a duty back when it is closed; None if somebody else has it."""
        number = zlib.crc32(duty.encode()) - (1 << 31)  # a whole number of four bytes, with a sign
        lock = text("SELECT pg_try_advisory_lock(:ours, :number)").bindparams(ours=_OURS, number=number)
        async with AsyncExitStack() as stack:
            connection = await stack.enter_async_context(self._connections.connect(apart=True))
            # outside any transaction, which would keep the database from tidying up
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(_LOOKED_AFTER)
            while not await connection.scalar(lock):
                if not waits:
                    return None
                await asyncio.sleep(_AGAIN_S)
            return stack.pop_all()
