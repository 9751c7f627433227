"""A store as one file, whatever database it is in, and back: into an empty store of either kind.

The file is a store of its own, in SQLite: it can be opened, looked into and brought up to date as any other.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Integer, LargeBinary, Table, delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from ..errors import StoreError
from .connections import Connections
from .engine import address, file_of, name_of
from .processes import GONE_S
from .tables import metadata, processes

__all__ = ["Tell", "back_up", "restore"]

Tell = Callable[[str, int], None]
"""Told the name of each table that was copied, and how many rows it holds."""

_AT_ONCE, _LARGE_AT_ONCE = 500, 10  # rows; a file or a document may take megabytes
_BUSY_S = 10.0
_KEPT = tuple(table for table in metadata.sorted_tables if table is not processes)  # whoever runs now does not later


async def back_up(url: str, file: Path, tell: Tell) -> None:
    """Write all that the store of a DATABASE_URL holds into a new file, as it is at one moment. The bot may be running.

    Raises StoreError if the store cannot be read, or the file is there already or cannot be written; then there is
    none.
    """
    _refuse_place(file)
    at = file_of(address(url))
    if at is not None and not at.exists():
        raise StoreError(f"there is no store at {at}; set DATABASE_URL to the one that the bot uses")
    try:  # a folder within, nobody else's from the start: the file holds what the store does
        with TemporaryDirectory(prefix=f".{file.name}.", dir=file.parent) as folder:
            part = Path(folder) / "backup"
            async with (
                Connections.open(url, busy_s=_BUSY_S) as store,
                Connections.open(str(part), busy_s=_BUSY_S) as copy,
                store.snapshot() as source,
                copy.begin(writes=True) as target,
            ):
                await _copy(source, target, tell)
            part.replace(file)
    except OSError as error:
        raise StoreError(f"{file} cannot be written ({error.strerror}); see to its folder, or give another") from None


async def restore(url: str, file: Path, tell: Tell, *, replace: bool = False) -> None:
    """Put what a file holds that `back_up` has written into the store of a DATABASE_URL, whole or not at all.

    A file of an earlier version of the program is brought up to date on the way, and stays as it is. Raises StoreError
    if the file is none such, or damaged, or if the store holds anything, or is in use: a bot would go on with what it
    has in memory.

    Args:
        replace: Whether a store that holds something loses it.
    """
    with TemporaryDirectory() as folder:  # nobody else's: it holds what the store does
        held = Path(folder) / "backup.sqlite3"
        try:
            await asyncio.to_thread(shutil.copyfile, file, held)
        except OSError as error:
            raise StoreError(f"{file} cannot be read ({error.strerror}); give a file that can") from None
        if not _is_store(held):
            raise StoreError(f"{file} is no backup of a store; give a file that `python -m bot backup` has written")
        await asyncio.to_thread(_refuse_open, url)
        async with (
            Connections.open(str(held), busy_s=_BUSY_S) as backup,
            Connections.open(url, busy_s=_BUSY_S) as store,
            backup.snapshot() as source,
            store.begin(writes=True) as target,
        ):
            await _refuse_used(target)
            await _empty(target, replace=replace)
            await _copy(source, target, tell)
            if store.dialect == "postgresql":
                await _number_on(target)


def _refuse_place(file: Path) -> None:
    if file.exists():
        raise StoreError(f"{file} is there already, and is left alone; give another name")
    if not file.parent.is_dir():
        raise StoreError(f"there is no folder {file.parent}; create it, or give another name")


def _refuse_open(url: str) -> None:
    """Raise StoreError if another program has the file of a SQLite store open."""
    at = file_of(address(url))
    if at is None or not at.exists():
        return
    try:
        with closing(sqlite3.connect(at, timeout=0)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")  # to write no more ahead it must be alone with the file
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise StoreError(f"{name_of(address(url))} is open in another program; stop the bot first") from None
        # of whatever else is wrong with it, opening it tells


async def _refuse_used(target: AsyncConnection) -> None:
    """Raise StoreError if a process of the bot was there just now, as processes on PostgreSQL say."""
    seen = await target.scalar(select(func.max(processes.c.seen)))
    if seen is not None and time.time() - seen < GONE_S:
        raise StoreError(
            f"a bot runs with this store; stop it first, or, if it was killed, wait for {GONE_S:.0f} seconds"
        )


def _is_store(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(16) == b"SQLite format 3\0" and file.stat().st_size > 512


async def _copy(source: AsyncConnection, target: AsyncConnection, tell: Tell) -> None:
    for table in _KEPT:  # those that others refer to come first
        count = 0
        at_once = _LARGE_AT_ONCE if any(isinstance(each.type, LargeBinary) for each in table.columns) else _AT_ONCE
        async with source.stream(select(table)) as rows:
            async for part in rows.mappings().partitions(at_once):
                await target.execute(insert(table), [dict(row) for row in part])
                count += len(part)
        tell(table.name, count)


async def _empty(target: AsyncConnection, *, replace: bool) -> None:
    """Take everything away, or raise StoreError if there is anything."""
    await target.execute(delete(processes))
    for table in reversed(_KEPT):
        if replace:
            await target.execute(delete(table))
        elif (await target.execute(select(table).limit(1))).first() is not None:
            raise StoreError(
                f"the store holds something already (the first found is in {table.name!r}), which is left alone; set "
                f"DATABASE_URL to an empty database, or give --replace to lose what it holds"
            )


async def _number_on(target: AsyncConnection) -> None:
    """Have PostgreSQL give new rows the numbers after the highest that there is."""
    for table in metadata.sorted_tables:
        column = _numbered(table)
        if column is not None:
            name = {"table": table.name, "column": column}
            highest = f'SELECT setval(pg_get_serial_sequence(:table, :column), max("{column}")) FROM "{table.name}"'
            await target.execute(text(f'{highest} HAVING max("{column}") IS NOT NULL'), name)


def _numbered(table: Table) -> str | None:
    """Return the name of the column whose values the database makes up; None if there is none."""
    keys = list(table.primary_key.columns)
    only = keys[0] if len(keys) == 1 else None
    if only is None or not isinstance(only.type, Integer) or only.autoincrement is False or only.foreign_keys:
        return None
    return only.name
