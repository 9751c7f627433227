"""Connect to the database of a DATABASE_URL, and say in one line why it cannot be had or used.

Knows the dialects and their drivers; knows no table.
"""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, NullPool

from ..errors import StoreError

__all__ = ["BEGIN", "address", "connect", "failures", "file_of", "name_of", "trouble"]

BEGIN = "verbatim_begin"
"""Execution option: what begins a transaction on SQLite; "BEGIN" unless given, "" for no transaction.

One that is going to write takes the lock at once, by "BEGIN IMMEDIATE". If it took it only after reading, it would
fail, without waiting, as soon as another had written in between.
"""

_DRIVERS = {"sqlite": "aiosqlite", "postgresql": "asyncpg"}
_CONNECT_S = 5.0  # to wait for PostgreSQL's server to answer at all
_COMMAND_S = 30.0  # and for it to do anything: without a limit a network that swallows packets is waited for for ever
_OPEN = frozenset(("cache", "database", "host", "mode", "port", "ssl", "sslmode", "timeout", "uri", "user"))
"""The options of an address that hold no secret. Of any other, whatever it is called, the value is never shown."""
_MANY_ATS = re.compile(r"://[^:/]*:[^@]*(@[^?]*@|\?[^@]*=[^@]*@)")
"""An address whose password ends nobody knows where: SQLAlchemy would take the rest of it for the host's name."""


def address(url: str) -> URL:
    """Return the async form of a database's address: a SQLAlchemy URL of any driver, or the path of a SQLite file.

    A path may begin with ~. Raises StoreError.
    """
    url = url.strip()
    if "://" not in url:
        if not url:
            raise StoreError("DATABASE_URL is empty; set it to a file, or to postgresql+asyncpg://...")
        return URL.create("sqlite+aiosqlite", database=str(Path(url).expanduser().absolute()))
    try:
        parsed = make_url("postgresql" + url.removeprefix("postgres") if url.startswith("postgres://") else url)
    except (ArgumentError, ValueError):  # the text may hold a password: it is not repeated
        raise StoreError(
            "DATABASE_URL is not a database's address; set it to a file, sqlite:///... or postgresql+asyncpg://..."
        ) from None
    if _MANY_ATS.search(url):
        raise StoreError("DATABASE_URL cannot be told apart from its password; write @ in it as %40, and ? as %3F")
    dialect = parsed.get_backend_name()
    if dialect not in _DRIVERS:
        raise StoreError(f"DATABASE_URL names {dialect}; Verbatim keeps its store in sqlite or postgresql: name one")
    return parsed.set(drivername=f"{dialect}+{_DRIVERS[dialect]}")


def file_of(url: URL) -> Path | None:
    """Return the file that a SQLite database lies in; None in memory, and for any other dialect."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database.startswith((":memory:", "file:")):
        return None
    return Path(url.database).absolute()


def name_of(url: URL) -> str:
    """Return what to call a database in a message: its file, or its address with "***" for all that may be secret."""
    file = file_of(url)
    if file is not None:
        return str(file)
    options = "&".join(
        f"{quote_plus(name)}={quote(value, safe='/') if name in _OPEN else '***'}" for name, value in _options(url)
    )
    return url.set(query={}).render_as_string(hide_password=True) + (options and f"?{options}")


def _options(url: URL) -> list[tuple[str, str]]:
    """Return name and value of each option, by name; one that is given twice comes twice."""
    return [(name, value) for name, values in sorted(url.normalized_query.items()) for value in values]


def connect(url: URL, *, busy_s: float, most: int) -> AsyncEngine:
    """Return an engine for an address that address() gave. Connects to nothing yet. Raises StoreError.

    Args:
        busy_s: How long a write waits for another process's on SQLite, in seconds.
        most: How many connections there are at most; more tasks than that wait for one another. 0: none is kept, so
            that each is a new one, closed after use.
    """
    options: dict[str, Any] = {}
    if url.get_backend_name() == "sqlite":
        options |= {"connect_args": {"timeout": busy_s}, "pool_size": most, "max_overflow": 0}
        if file_of(url) is None:  # in memory every connection would be a database of its own
            options |= {"poolclass": AsyncAdaptedQueuePool, "pool_size": 1, "max_overflow": 0}
    else:
        if "sslmode" in url.query:  # as everybody else calls it
            url = url.set(query={"ssl" if name == "sslmode" else name: value for name, value in url.query.items()})
        options["pool_pre_ping"] = True  # the server may have been restarted since
        options["connect_args"] = {"timeout": _CONNECT_S, "command_timeout": _COMMAND_S}
        options |= {"pool_size": most, "max_overflow": 0}
    if not most:
        options = {"connect_args": options["connect_args"], "poolclass": NullPool}
    try:
        engine = create_async_engine(url, **options)
    except ModuleNotFoundError as error:
        raise StoreError(
            f"{name_of(url)}: {error.name} is not installed; pip install 'verbatim[postgres]', or -e '.[postgres]' in "
            f"a clone"
        ) from None
    except (SQLAlchemyError, TypeError, ValueError) as error:
        raise StoreError(f"{name_of(url)}: {_reason(url, error)}; correct DATABASE_URL") from None
    if url.get_backend_name() == "sqlite":
        event.listen(engine.sync_engine, "connect", _connected)
        event.listen(engine.sync_engine, "begin", _begun)
    return engine


def failures(url: URL) -> tuple[type[Exception], ...]:
    """Return what is raised when a database fails, for `trouble`: SQLAlchemy does not catch all that the drivers do."""
    if url.get_backend_name() == "sqlite":
        return (SQLAlchemyError, sqlite3.Error, OSError, UnicodeError)
    import asyncpg

    return (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError, UnicodeError)


def _connected(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin in _begun, never by the driver's own guess
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begun(connection: Connection) -> None:
    statement = connection.get_execution_options().get(BEGIN, "BEGIN")
    if statement:
        connection.exec_driver_sql(statement)


# By SQLite's primary result code: what is the matter, and what to do.
_SQLITE = {
    sqlite3.SQLITE_PERM: ("may not be used", "give the bot the right to read and write it"),
    sqlite3.SQLITE_BUSY: ("is locked by another program", "close that program, or try again"),
    sqlite3.SQLITE_LOCKED: ("is locked by another program", "close that program, or try again"),
    sqlite3.SQLITE_READONLY: ("is read-only", "make the file and its folder writable, or set DATABASE_URL to another"),
    sqlite3.SQLITE_IOERR: ("cannot be read or written", "see to the disk it lies on"),
    sqlite3.SQLITE_CORRUPT: ("is damaged", "restore it from a backup, or move it out of the way to start afresh"),
    sqlite3.SQLITE_FULL: ("cannot grow: the disk is full", "make room"),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened", "make the file and its folder readable and writable by the bot"),
    sqlite3.SQLITE_NOTADB: ("is not a database", "set DATABASE_URL to another file, or move this one away"),
}


def trouble(url: URL, error: Exception) -> StoreError:
    """Return the line for whatever a driver or SQLAlchemy raised while the database was used."""
    original = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    code = getattr(original, "sqlite_errorcode", None)
    known = _SQLITE.get(code & 0xFF) if code is not None else None
    if known is not None:
        return StoreError(f"{name_of(url)} {known[0]}; {known[1]}")
    if isinstance(original, OSError):
        return StoreError(f"{name_of(url)} cannot be reached ({_reason(url, original)}); check DATABASE_URL")
    return StoreError(f"{name_of(url)} cannot be used ({_reason(url, original)}); check it and DATABASE_URL")


def _reason(url: URL, error: BaseException) -> str:
    """Return the first line of what a driver says, with "***" for what it repeats of the address's secrets."""
    line = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
    secrets = [value for name, value in _options(url) if name not in _OPEN] + [url.password or ""]
    written = {form for secret in secrets if secret for form in (secret, quote_plus(secret))}
    for secret in sorted(written, key=lambda form: (-len(form), form)):  # one may be part of another
        line = line.replace(secret, "***")
    return line
