"""Which processes of the bot there are on a database, each with its shards; and what one of them has told for all."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from .connections import Connections, put
from .tables import announced, processes

__all__ = ["GONE_S", "Process", "Processes"]

GONE_S = 90.0
"""Who was silent for so long is there no more."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process of the bot.

    Attributes:
        id: Tells it apart from the others; new at each start.
        shards: Which of Discord's it runs, as shards.py writes them.
        shard_count: How many there are in all, as far as it knows.
        version: The bot's, as `python -m bot --version` prints it.
        began: When it started, in seconds since 1970.
        seen: When it was last heard of; likewise.
    """

    id: str
    shards: str
    shard_count: int
    version: str
    began: float
    seen: float


class Processes:
    """Keeps this process among the others.

    Args:
        clock: Seconds since 1970.
    """

    def __init__(self, connections: Connections, clock: Callable[[], float] = time.time) -> None:
        self._connections, self._clock = connections, clock
        self._began = clock()
        self.own_id = secrets.token_hex(8)
        """The id of this process."""

    @property
    def shared(self) -> bool:
        """Whether several processes may run on this database: on PostgreSQL, not on SQLite."""
        return self._connections.dialect == "postgresql"

    async def beat(self, *, shards: str, shard_count: int, version: str) -> list[Process]:
        """Say that this process is there; return all that are, by their start. Who was silent for 90 seconds is not."""
        now = self._clock()
        own = {"shards": shards, "shard_count": shard_count, "version": version, "began": self._began, "seen": now}
        async with self._connections.begin(writes=True) as connection:
            await put(connection, processes, {"id": self.own_id}, own)
            await connection.execute(delete(processes).where(processes.c.seen < now - GONE_S))
            rows = await connection.execute(select(processes).order_by(processes.c.began, processes.c.id))
            return [Process(*row) for row in rows]

    async def leave(self) -> None:
        """Say that this process is no more."""
        async with self._connections.begin(writes=True) as connection:
            await connection.execute(delete(processes).where(processes.c.id == self.own_id))

    async def first_to_tell(self, what: str, *, within_s: float) -> bool:
        """Tell whether nobody has told something for so many seconds: whoever is told so, tells it.

        Args:
            what: Names what is told, in 64 characters at most. It is forgotten after a day.
        """
        now = self._clock()
        async with self._connections.begin(writes=True) as connection:
            await connection.execute(delete(announced).where(announced.c.at < now - 86_400))
            if await put(connection, announced, {"what": what}, {"at": now}, replace=False):
                return True
            late = (announced.c.what == what) & (announced.c.at <= now - within_s)
            return (await connection.execute(update(announced).where(late).values(at=now))).rowcount > 0
