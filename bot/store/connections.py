"""Connections to the store's database: opened once, migrated, proved to work, and shared by all that is kept in it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from ..errors import StoreError
from .engine import BEGIN, address, connect, failures, file_of, name_of, trouble
from .migrating import NewerError, migrate

__all__ = ["Connections", "put", "put_all"]

_PARTING_S = 5.0  # for what is under way when the database is closed


class Connections:
    """Gives connections to one database. Had from `Connections.open` alone; safe to use from many tasks of one loop."""

    def __init__(self, engine: AsyncEngine, apart: AsyncEngine, url: URL, failed: str | None = None) -> None:
        self._url = url
        self._failed = failed
        self.errors = 0
        """How often the database failed, or was to be written to though it may not be."""
        self._failures = failures(url)
        self.readers = engine
        self._apart = apart
        self._writers = engine.execution_options(**{BEGIN: "BEGIN IMMEDIATE"})
        # SQLite has one writer at a time. Queueing here is fair; the wait inside SQLite is not, and can starve one.
        self._turn = asyncio.Lock() if engine.dialect.name == "sqlite" else contextlib.nullcontext()
        self._closed = False
        self._used = 0  # transactions that are under way or wait for their turn
        self._unused = asyncio.Event()
        self._unused.set()

    @classmethod
    @asynccontextmanager
    async def open(
        cls, url: str, *, busy_s: float, most: int = 10, failed: str | None = None
    ) -> AsyncIterator[Connections]:
        """Open the database of a DATABASE_URL for an `async with`; see `Store.open`.

        Args:
            busy_s, most: See `engine.connect`.
            failed: Why nothing may be written, None if it may: each write then raises StoreError with this text.
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
            with contextlib.suppress(OSError):  # it is there; or it cannot be, as SQLite is about to say
                os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        engine = connect(at, busy_s=busy_s, most=most)
        connections = cls(engine, connect(at, busy_s=busy_s, most=0), at)
        try:
            await connections._prepare(busy_s)
            connections._failed = failed
            yield connections
        finally:
            connections._closed = True
            with contextlib.suppress(asyncio.TimeoutError):  # one that is broken off may leave its connection open
                await asyncio.wait_for(connections._unused.wait(), _PARTING_S)
            await asyncio.shield(engine.dispose())

    @property
    def dialect(self) -> str:
        """Which database it is: "sqlite" or "postgresql"."""
        return self.readers.dialect.name

    @property
    def under_way(self) -> int:
        """How many transactions there are, those included that wait for a connection or for their turn to write."""
        return self._used

    @asynccontextmanager
    async def begin(self, *, writes: bool = False) -> AsyncIterator[AsyncConnection]:
        """Give a connection in a transaction, which is committed at the end and rolled back on any exception.

        Raises StoreError, and nothing else, where the database fails.
        """
        self._refuse_closed()
        if writes and self._failed is not None:
            self.errors += 1
            raise StoreError(self._failed)
        with self._using():
            async with self._turn if writes else contextlib.nullcontext():
                try:
                    async with (self._writers if writes else self.readers).begin() as connection:
                        yield connection
                except self._failures as error:
                    raise self._trouble(error) from None

    def _trouble(self, error: Exception) -> StoreError:
        self.errors += 1
        return trouble(self._url, error)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection that sees the database as it is at one moment, however long that is looked at.

        Raises StoreError as `begin` does.
        """
        self._refuse_closed()
        readers = self.readers
        if self.dialect == "postgresql":
            readers = readers.execution_options(isolation_level="REPEATABLE READ")
        with self._using():
            try:
                async with readers.begin() as connection:
                    yield connection
            except self._failures as error:
                raise trouble(self._url, error) from None

    @contextmanager
    def _using(self) -> Iterator[None]:
        self._used += 1
        self._unused.clear()
        try:
            yield
        finally:
            self._used -= 1
            if not self._used:
                self._unused.set()

    @asynccontextmanager
    async def connect(self, *, apart: bool = False) -> AsyncIterator[AsyncConnection]:
        """Give a connection outside any transaction. Raises StoreError as `begin` does.

        apart: whether it is one of its own, beside those that all share, and is closed at the end.
        """
        self._refuse_closed()
        try:
            async with (self._apart if apart else self.readers).connect() as connection:
                yield connection
        except self._failures as error:
            raise self._trouble(error) from None

    async def check(self) -> None:
        """Raise StoreError if the database cannot be reached, or may not be written to."""
        if self._failed is not None:
            raise StoreError(self._failed)
        async with self.begin() as connection:
            await connection.execute(select(1))

    def _refuse_closed(self) -> None:
        if self._closed:
            raise StoreError(f"{name_of(self._url)} is already closed; start the bot again")

    async def _prepare(self, busy_s: float) -> None:
        """Prove that the database can be read and written, and bring its tables up to date."""
        if self.dialect == "sqlite":
            await self._write_ahead(busy_s)
        else:
            try:
                async with self.connect():
                    pass
            except (TypeError, ValueError) as error:  # a part of the address that the driver does not know
                raise trouble(self._url, error) from None
        try:
            async with self.begin(writes=True) as connection:
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
                async with self.readers.execution_options(**{BEGIN: ""}).connect() as connection:
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
        raise StoreError(
            f"{name_of(url)} is damaged; restore it from a backup, or move it out of the way to start afresh"
        )


async def put_all(connection: AsyncConnection, table: Table, key: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, or set the values of those that have these keys. rows: at least one; all with the same columns."""
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table).values(list(rows))
    others = {name: insert.excluded[name] for name in rows[0] if name != key}
    await connection.execute(insert.on_conflict_do_update(index_elements=[key], set_=others))


async def put(
    connection: AsyncConnection,
    table: Table,
    key: Mapping[str, Any],
    values: Mapping[str, Any] | None = None,
    *,
    replace: bool = True,
) -> bool:
    """Insert a row, or set these values of the one that has that key; return whether a row was written.

    replace: whether a row that is there is changed at all.
    """
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
    insert = insert.values(**key, **(values or {}))
    if values and replace:
        done = insert.on_conflict_do_update(index_elements=list(key), set_=dict(values))
    else:
        done = insert.on_conflict_do_nothing(index_elements=list(key))
    return (await connection.execute(done)).rowcount > 0
