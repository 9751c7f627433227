"""The versions of the knowledge base that were published, each kept whole, and the drafts that may become one."""

from __future__ import annotations

import asyncio
import secrets
import time
import zlib
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, Table, delete, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ..errors import DamagedError
from .connections import Connections, put
from .tables import contents, draft_files, drafts, version_files, versions

__all__ = ["CHANNEL", "Draft", "Published", "Versions"]

CHANNEL = "verbatim_published"
"""The channel on which PostgreSQL tells other processes of a new version."""

_POSTGRES_LOCK = 0x7665726262  # so that no two versions follow the same one, and no content is purged while it is used


@dataclass(frozen=True, slots=True)
class Published:
    """One published version. Numbers grow by time; the same contents may be published again under another number.

    version: hash of the contents. at: seconds since 1970. person_id: who published it, None for the operator.
    origin: by what way it came ("start", "refresh", "disk", "upload", "teach", "learnt", "add", "edit", "move",
    "remove", "restore", "rollback"). why: "" if nobody said. written: whether the knowledge folder held it when it was
    published, or was brought to it since.
    """

    number: int
    version: str
    at: float
    person_id: int | None
    origin: str
    why: str
    written: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A knowledge base that may be published, kept until it is or is discarded. based_on: what the folder then held."""

    id: str
    version: str
    based_on: str
    at: float
    person_id: int | None
    origin: str
    why: str
    files: Mapping[str, bytes]


class Versions:
    """What was published, when, by whom and why. Nothing published is ever changed or taken away."""

    def __init__(self, connections: Connections, clock: Callable[[], float] = time.time) -> None:
        self._connections, self._clock = connections, clock

    async def newest(self) -> Published | None:
        """Return the version that is to be served; None if none was ever published."""
        async with self._connections.begin() as connection:
            return await _one(connection, _VERSIONS.order_by(versions.c.number.desc()).limit(1))

    async def find(self, name: str) -> Published | None:
        """Return the version of a number, or the newest of a hash; None if there is none."""
        wanted = versions.c.version == name.strip().lower()
        if name.strip().isdecimal() and len(name.strip()) < 10:
            wanted = versions.c.number == int(name)
        async with self._connections.begin() as connection:
            return await _one(connection, _VERSIONS.where(wanted).order_by(versions.c.number.desc()).limit(1))

    async def history(self, limit: int = 25) -> list[Published]:
        """Return the last versions, the newest first."""
        async with self._connections.begin() as connection:
            rows = await connection.execute(_VERSIONS.order_by(versions.c.number.desc()).limit(limit))
            return [Published(*row) for row in rows]

    async def of_origin(self, origin: str, *, since: float, limit: int = 25) -> list[Published]:
        """Return the versions that came by one way from a time on (seconds since 1970), the newest first."""
        wanted = _VERSIONS.where(versions.c.origin == origin, versions.c.at >= since)
        async with self._connections.begin() as connection:
            rows = await connection.execute(wanted.order_by(versions.c.number.desc()).limit(limit))
            return [Published(*row) for row in rows]

    async def before(self, number: int) -> Published | None:
        """Return the version that one has followed; None if it was the first."""
        earlier = _VERSIONS.where(versions.c.number < number).order_by(versions.c.number.desc()).limit(1)
        async with self._connections.begin() as connection:
            return await _one(connection, earlier)

    async def holds(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return those of the files that were published as they are, under that name, in whatever version."""
        digests = {name: sha256(data).hexdigest() for name, data in files.items()}
        async with self._connections.begin() as connection:
            query = select(version_files.c.name, version_files.c.digest).distinct()
            rows = await connection.execute(query.where(version_files.c.digest.in_(list(digests.values()))))
            return {name: files[name] for name, digest in rows if digests.get(name) == digest}

    async def files(self, number: int) -> dict[str, bytes]:
        """Return the files of a version by name; {} if there is no such version."""
        async with self._connections.begin() as connection:
            return await _files(connection, version_files, version_files.c.number == number)

    async def publish(
        self,
        files: Mapping[str, bytes],
        version: str,
        *,
        after: int | None,
        person_id: int | None = None,
        origin: str,
        why: str = "",
        written: bool,
        told: bool = True,
        draft_id: str | None = None,
    ) -> Published | None:
        """Add a version, whole or not at all, and tell other processes; None if another came in between.

        Args:
            after: The number of the version that it is to follow; None if it is to be the first.
            told: Whether this process tells of it; otherwise the first that calls `tell` does.
            draft_id: The draft that it comes from, which is then gone.
        """
        async with self._alone() as connection:
            if await connection.scalar(select(func.max(versions.c.number))) != after:
                return None
            values: dict[str, Any] = {"version": version, "at": self._clock(), "person_id": person_id, "origin": origin}
            added = insert(versions).values(**values, why=why, written=written, told=told).returning(versions.c.number)
            number = (await connection.execute(added)).scalar_one()
            await _keep(connection, version_files, {"number": number}, files)
            if draft_id is not None:
                await connection.execute(delete(drafts).where(drafts.c.id == draft_id))
            if connection.dialect.name == "postgresql":
                await connection.execute(select(func.pg_notify(CHANNEL, str(number))))
            return Published(number=number, **values, why=why, written=written)

    async def set_written(self, number: int) -> None:
        """Remember that the knowledge folder holds a version."""
        async with self._connections.begin(writes=True) as connection:
            await connection.execute(update(versions).where(versions.c.number == number).values(written=True))

    async def tell(self, number: int) -> bool:
        """Return whether it is for this process to tell of a version, and those before it that nobody told of.

        It is for one process only, and once.
        """
        async with self._connections.begin(writes=True) as connection:
            mine = update(versions).where(versions.c.number <= number, versions.c.told.is_(False)).values(told=True)
            return (await connection.execute(mine)).rowcount > 0

    async def last_told(self) -> Published | None:
        """Return the newest version that somebody told of; None if there is none."""
        async with self._connections.begin() as connection:
            told = _VERSIONS.where(versions.c.told.is_(True))
            return await _one(connection, told.order_by(versions.c.number.desc()).limit(1))

    async def keep_draft(
        self,
        files: Mapping[str, bytes],
        version: str,
        *,
        based_on: str,
        person_id: int | None = None,
        origin: str,
        why: str = "",
    ) -> Draft:
        """Keep a draft until it is published or discarded."""
        values: dict[str, Any] = {
            "id": secrets.token_hex(8),
            "version": version,
            "based_on": based_on,
            "at": self._clock(),
        }
        values |= {"person_id": person_id, "origin": origin, "why": why}
        async with self._alone() as connection:
            await connection.execute(insert(drafts).values(**values))
            await _keep(connection, draft_files, {"draft_id": values["id"]}, files)
        return Draft(**values, files=dict(files))

    async def draft(self, id: str) -> Draft | None:
        """Return a draft; None if it has been published or discarded, or never was."""
        async with self._connections.begin() as connection:
            row = (await connection.execute(_DRAFTS.where(drafts.c.id == id))).first()
            if row is None:
                return None
            return Draft(*row, files=await _files(connection, draft_files, draft_files.c.draft_id == id))

    async def discard(self, id: str) -> bool:
        """Take a draft away; return whether it was there."""
        async with self._connections.begin(writes=True) as connection:
            return (await connection.execute(delete(drafts).where(drafts.c.id == id))).rowcount > 0

    async def purge_drafts(self, older_than: float) -> int:
        """Take away the drafts made before a time (seconds since 1970), and contents that nothing names; return how
        many drafts."""
        async with self._alone() as connection:
            gone = (await connection.execute(delete(drafts).where(drafts.c.at < older_than))).rowcount
            named = select(version_files.c.digest).union(select(draft_files.c.digest))
            await connection.execute(delete(contents).where(contents.c.digest.not_in(named)))
            return gone

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection to write with, while no other process adds or takes away contents."""
        async with self._connections.begin(writes=True) as connection:
            if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
                await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
            yield connection


_VERSIONS = select(
    versions.c.number,
    versions.c.version,
    versions.c.at,
    versions.c.person_id,
    versions.c.origin,
    versions.c.why,
    versions.c.written,
)
_DRAFTS = select(
    drafts.c.id,
    drafts.c.version,
    drafts.c.based_on,
    drafts.c.at,
    drafts.c.person_id,
    drafts.c.origin,
    drafts.c.why,
)


async def _one(connection: AsyncConnection, query: Select[Any]) -> Published | None:
    row = (await connection.execute(query)).first()
    return Published(*row) if row is not None else None


async def _files(connection: AsyncConnection, table: Table, which: Any) -> dict[str, bytes]:
    joined = table.join(contents, table.c.digest == contents.c.digest)
    columns = (table.c.name, table.c.digest, contents.c.data)
    rows = await connection.execute(select(*columns).select_from(joined).where(which))
    kept = {name: (digest, data) for name, digest, data in rows}
    unpacked = await asyncio.to_thread(lambda: {name: _unpack(*held) for name, held in kept.items()})
    files = {name: content for name, content in unpacked.items() if content is not None}
    for name in kept.keys() - files.keys():
        raise DamagedError(f"the store is damaged: {name} is not what was published; restore it from a backup")
    return files


def _unpack(digest: str, data: bytes) -> bytes | None:
    """Return a content as it was kept; None if it is damaged, which a database does not notice by itself."""
    with suppress(zlib.error):
        content = zlib.decompress(data)
        if sha256(content).hexdigest() == digest:
            return content
    return None


async def _keep(
    connection: AsyncConnection, table: Table, owner: Mapping[str, Any], files: Mapping[str, bytes]
) -> None:
    """Keep files as those of a version or draft; contents that are there already, undamaged, are not kept again."""
    digests = {name: sha256(data).hexdigest() for name, data in files.items()}
    found = await connection.execute(select(contents.c.digest, contents.c.data).where(_any_of(digests.values())))
    rows = [(digest, data) for digest, data in found]
    there = await asyncio.to_thread(lambda: {held[0] for held in rows if _unpack(*held) is not None})
    for name, digest in digests.items():
        if digest not in there:
            packed = await asyncio.to_thread(zlib.compress, files[name])
            await put(connection, contents, {"digest": digest}, {"data": packed})
            there.add(digest)
        await connection.execute(insert(table).values(**owner, name=name, digest=digest))


def _any_of(digests: Iterable[str]) -> Any:
    return contents.c.digest.in_(list(digests))
