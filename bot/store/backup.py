"""A store as one file, whatever database it is in, and back: into an empty store of either kind.

The file is a store of its own, in SQLite: it can be opened, looked into and brought up to date as any other.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Integer, Table, delete, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from ..errors import StoreError
from .connections import Connections
from .tables import metadata

__all__ = ["Tell", "back_up", "restore"]

Tell = Callable[[str, int], None]
"""Told the name of each table that was copied, and how many rows it holds."""

_AT_ONCE = 500
_BUSY_S = 10.0


async def back_up(url: str, file: Path, tell: Tell) -> None:
    """Write all that the store of a DATABASE_URL holds into a new file, as it is at one moment. The bot may be running.

    Raises StoreError if the store cannot be read, or the file is there already or cannot be written; then there is
    none.
    """
    _refuse_place(file)
    part = file.with_name(f".{file.name}.part")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))  # it holds what the store does
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
    finally:
        for leftover in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
            with suppress(OSError):
                leftover.unlink()


async def restore(url: str, file: Path, tell: Tell, *, replace: bool = False) -> None:
    """Put what a file holds that `back_up` has written into the store of a DATABASE_URL, whole or not at all.

    A file of an earlier version of the program is brought up to date on the way, and stays as it is. No bot may be
    running with that store. Raises StoreError if the file is none such, or damaged, or if the store holds anything.

    Args:
        replace: Whether a store that holds something loses it.
    """
    with tempfile.TemporaryDirectory() as folder:  # nobody else's: it holds what the store does
        held = Path(folder) / "backup.sqlite3"
        try:
            await asyncio.to_thread(shutil.copyfile, file, held)
        except OSError as error:
            raise StoreError(f"{file} cannot be read ({error.strerror}); give a file that can") from None
        if not _is_store(held):
            raise StoreError(f"{file} is no backup of a store; give a file that `python -m bot backup` has written")
        async with (
            Connections.open(str(held), busy_s=_BUSY_S) as backup,
            Connections.open(url, busy_s=_BUSY_S) as store,
            backup.snapshot() as source,
            store.begin(writes=True) as target,
        ):
            await _empty(target, replace=replace)
            await _copy(source, target, tell)
            if store.dialect == "postgresql":
                await _number_on(target)


def _refuse_place(file: Path) -> None:
    if file.exists():
        raise StoreError(f"{file} is there already, and is left alone; give another name")
    if not file.parent.is_dir():
        raise StoreError(f"there is no folder {file.parent}; create it, or give another name")


def _is_store(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(16) == b"SQLite format 3\0" and file.stat().st_size > 512


async def _copy(source: AsyncConnection, target: AsyncConnection, tell: Tell) -> None:
    for table in metadata.sorted_tables:  # those that others refer to come first
        count = 0
        async with source.stream(select(table)) as rows:
            async for part in rows.mappings().partitions(_AT_ONCE):
                await target.execute(insert(table), [dict(row) for row in part])
                count += len(part)
        tell(table.name, count)


async def _empty(target: AsyncConnection, *, replace: bool) -> None:
    """Take everything away, or raise StoreError if there is anything."""
    for table in reversed(metadata.sorted_tables):
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
