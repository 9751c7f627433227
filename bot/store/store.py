"""The store: one method for each thing that is remembered. Knows the tables, not where they lie nor what they are for.

Ids are Discord's, below 2 ** 63. Every method raises StoreError, and nothing else, where the database fails; what was
asked has then not been done.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL, Connection, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from ..errors import StoreError
from .engine import BEGIN, address, connect, file_of, name_of, trouble
from .migrating import NewerError, migrate
from .tables import listening, people, servers, synced

__all__ = ["ServerSettings", "Store"]

_CACHED_SERVERS = 10_000  # some three megabytes


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server's managers have set. None: not set; `listening` holds ids of channels."""

    moderators_channel_id: int | None = None
    moderator_role_id: int | None = None
    listening: frozenset[int] = frozenset()


class Store:
    """What the bot remembers between two starts. Had from `Store.open` alone.

    Safe to use from many tasks of one event loop, and from many processes on one database.
    """

    def __init__(self, engine: AsyncEngine, url: URL, *, cache_s: float, clock: Callable[[], float]) -> None:
        self._url = url
        self._readers = engine
        self._writers = engine.execution_options(**{BEGIN: "BEGIN IMMEDIATE"})
        # SQLite has one writer at a time. Queueing here is fair; the wait inside SQLite is not, and can starve one.
        self._turn = asyncio.Lock() if engine.dialect.name == "sqlite" else contextlib.nullcontext()
        self._closed = False
        self._cache_s, self._clock = cache_s, clock
        self._servers: OrderedDict[int, tuple[float, ServerSettings]] = OrderedDict()
        self._reading = asyncio.Lock()
        self._writes = 0

    @classmethod
    @asynccontextmanager
    async def open(
        cls, url: str, *, busy_s: float = 2.0, cache_s: float = 60.0, clock: Callable[[], float] = time.monotonic
    ) -> AsyncIterator[Store]:
        """Open the store for an `async with`, creating the file and the tables, or migrating them, where need be.

        Args:
            url: A SQLAlchemy URL of SQLite or PostgreSQL, its driver named or not, or the path of a SQLite file.
            busy_s: Longest wait for another program's write on SQLite. The default leaves time to tell the person who
                waits for it, as Discord allows three seconds.
            cache_s: How long server() may miss what *another process* has written; its own writes show at once.
            clock: Seconds that only grow.

        Raises StoreError if the database cannot be opened, read and written.
        """
        at = address(url)
        file = file_of(at)
        if file is not None:
            try:
                await asyncio.to_thread(file.parent.mkdir, mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise StoreError(
                    f"{file.parent} cannot be created ({error.strerror}); create it, or set DATABASE_URL to a file "
                    f"in another folder"
                ) from None
        engine = connect(at, busy_s=busy_s)
        store = cls(engine, at, cache_s=cache_s, clock=clock)
        try:
            await store._prepare(busy_s)
            yield store
        finally:
            store._closed = True
            await asyncio.shield(engine.dispose())

    async def server(self, guild_id: int) -> ServerSettings:
        """Return the settings of a server; those of one that has set nothing if it is not known.

        Made to be asked on every message: answered from memory but for the first time.
        """
        settings = self._cached(guild_id)
        if settings is not None:
            return settings
        async with self._reading:  # of a burst of messages one asks the database, the others wait for its answer
            settings = self._cached(guild_id)
            if settings is None:
                writes = self._writes
                settings = await self._read_server(guild_id)
                if writes == self._writes:  # else it may be older than what has been written meanwhile
                    self._servers[guild_id] = (self._clock() + self._cache_s, settings)
                    if len(self._servers) > _CACHED_SERVERS:
                        self._servers.popitem(last=False)
            return settings

    async def set_moderators_channel(self, guild_id: int, channel_id: int | None) -> None:
        """Remember where a server's moderators are told things; None: nowhere."""
        async with self._changing(guild_id) as connection:
            await _put(connection, servers, {"guild_id": guild_id}, {"moderators_channel_id": channel_id})

    async def set_moderator_role(self, guild_id: int, role_id: int | None) -> None:
        """Remember which role makes a moderator, beside the right to manage the server; None: no role does."""
        async with self._changing(guild_id) as connection:
            await _put(connection, servers, {"guild_id": guild_id}, {"moderator_role_id": role_id})

    async def listen(self, guild_id: int, channel_id: int) -> bool:
        """Listen in a channel from now on; return whether that is new."""
        async with self._changing(guild_id) as connection:
            await _put(connection, servers, {"guild_id": guild_id})
            return await _put(connection, listening, {"guild_id": guild_id, "channel_id": channel_id})

    async def unlisten(self, guild_id: int, channel_id: int) -> bool:
        """Listen in a channel no longer; return whether the bot did."""
        async with self._changing(guild_id) as connection:
            chosen = (listening.c.guild_id == guild_id) & (listening.c.channel_id == channel_id)
            return (await connection.execute(delete(listening).where(chosen))).rowcount > 0

    async def forget_server(self, guild_id: int) -> None:
        """Forget all about a server, as when the bot is removed from it: also that it was told its commands."""
        async with self._changing(guild_id) as connection:
            await connection.execute(delete(servers).where(servers.c.guild_id == guild_id))  # takes listening with it
            await connection.execute(delete(synced).where(synced.c.scope == str(guild_id)))

    async def prefers_private(self, user_id: int) -> bool:
        """Return whether a person wants replies to be private at first; False for one who never said so."""
        async with self._connected() as connection:
            found = await connection.scalar(select(people.c.prefers_private).where(people.c.user_id == user_id))
            return bool(found)

    async def set_prefers_private(self, user_id: int, private: bool) -> None:
        """Remember how a person wants replies."""
        async with self._connected(writes=True) as connection:
            await _put(connection, people, {"user_id": user_id}, {"prefers_private": private})

    async def forget_person(self, user_id: int) -> None:
        """Forget all about a person."""
        async with self._connected(writes=True) as connection:
            await connection.execute(delete(people).where(people.c.user_id == user_id))

    async def synced(self, scope: str) -> str | None:
        """Return the digest of the commands that Discord was last told; None if it was told none.

        Args:
            scope: "global", or a server's id in digits.
        """
        async with self._connected() as connection:
            digest: str | None = await connection.scalar(select(synced.c.digest).where(synced.c.scope == scope))
            return digest

    async def set_synced(self, scope: str, digest: str) -> None:
        """Remember which commands Discord was told. Call it once Discord has taken them."""
        async with self._connected(writes=True) as connection:
            await _put(connection, synced, {"scope": scope}, {"digest": digest})

    def _cached(self, guild_id: int) -> ServerSettings | None:
        """Return the settings from memory; None if they are not there, or too old."""
        until, settings = self._servers.get(guild_id, (0.0, None))
        if settings is None or self._clock() >= until:
            return None
        self._servers.move_to_end(guild_id)
        return settings

    async def _read_server(self, guild_id: int) -> ServerSettings:
        async with self._connected() as connection:
            columns = (servers.c.moderators_channel_id, servers.c.moderator_role_id)
            row = (await connection.execute(select(*columns).where(servers.c.guild_id == guild_id))).first()
            if row is None:
                return ServerSettings()
            channels = await connection.scalars(select(listening.c.channel_id).where(listening.c.guild_id == guild_id))
            return ServerSettings(row.moderators_channel_id, row.moderator_role_id, frozenset(channels))

    @asynccontextmanager
    async def _changing(self, guild_id: int) -> AsyncIterator[AsyncConnection]:
        """Give a connection to change a server's settings with, and drop what memory holds of them."""
        try:
            async with self._connected(writes=True) as connection:
                yield connection
        finally:  # after a failure too: a commit may have failed on its way back
            self._writes += 1
            self._servers.pop(guild_id, None)

    @asynccontextmanager
    async def _connected(self, *, writes: bool = False) -> AsyncIterator[AsyncConnection]:
        """Give a connection in a transaction, which is committed at the end and rolled back on any exception."""
        if self._closed:
            raise StoreError(f"{name_of(self._url)} is closed already; start the bot again")
        async with self._turn if writes else contextlib.nullcontext():
            try:
                async with (self._writers if writes else self._readers).begin() as connection:
                    yield connection
            except (SQLAlchemyError, sqlite3.Error, OSError) as error:
                raise trouble(self._url, error) from None

    async def _prepare(self, busy_s: float) -> None:
        """Prove that the database can be read and written, and bring its tables up to date."""
        if self._readers.dialect.name == "sqlite":
            await self._write_ahead(busy_s)
        try:
            async with self._connected(writes=True) as connection:
                await connection.run_sync(_sound, self._url)
                await connection.run_sync(migrate)
        except NewerError as newer:
            raise StoreError(
                f"{name_of(self._url)} was written by a newer version of Verbatim (its tables are at {newer}); "
                f"install that version, or set DATABASE_URL to another database"
            ) from None

    async def _write_ahead(self, busy_s: float) -> None:
        """Let readers go on while one writes. Once set, it is kept in the file.

        SQLite does not wait here, as it does elsewhere, for one that writes to a file not yet written ahead.
        """
        deadline = time.monotonic() + busy_s
        while True:
            try:
                async with self._readers.execution_options(**{BEGIN: ""}).connect() as connection:
                    await connection.exec_driver_sql("PRAGMA journal_mode = WAL")
                    return
            except (SQLAlchemyError, sqlite3.Error) as error:
                busy = getattr(getattr(error, "orig", error), "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() > deadline:
                    raise trouble(self._url, error) from None
            await asyncio.sleep(0.02)


def _sound(connection: Connection, url: URL) -> None:
    """Raise StoreError if SQLite finds its file damaged. Takes milliseconds for a file of megabytes."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
        raise StoreError(f"{name_of(url)} is damaged; restore it from a copy, or move it away to begin anew")


async def _put(
    connection: AsyncConnection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any] | None = None
) -> bool:
    """Insert a row, or set these values of the one that has that key; return whether a row was written."""
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
    insert = insert.values(**key, **(values or {}))
    if values:
        done = insert.on_conflict_do_update(index_elements=list(key), set_=dict(values))
    else:
        done = insert.on_conflict_do_nothing(index_elements=list(key))
    return (await connection.execute(done)).rowcount > 0
