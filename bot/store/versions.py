"""The versions of the knowledge base that were published, each kept whole, and the drafts that may become one."""

from __future__ import annotations

import asyncio
import secrets
import time
import zlib
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, Table, and_, delete, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from ..errors import DamagedError
from .connections import Connections, put
from .corrections import ChangedFigures, to_correct
from .people import FOLDER, People, Person, people_of
from .people import written as people_text
from .tables import contents, draft_files, drafts, version_files, versions

__all__ = ["CHANNEL", "Draft", "Published", "Versions"]

CHANNEL = "verbatim_published"
"""The channel on which PostgreSQL tells other processes of a new version."""

_POSTGRES_LOCK = 0x7665726262  # so that no two versions follow the same one, and no content is purged while it is used


@dataclass(frozen=True, slots=True)
class Published:
    """One published version. Numbers grow by time; the same contents may be published again under another number.

    number: Its place in the history.
    version: The hash of its contents.
    at: When, in seconds since 1970.
    person_id: Who published it, None for the operator.
    origin: By what way it came ("start", "refresh", "disk", "upload", "teach", "learnt", "document", "add",
        "edit", "move", "remove", "restore", "rollback").
    why: "" if nobody said.
    written: Whether the knowledge folder held it when it was published, or was brought to it since.
    authors: Who made the change; nobody if it was published before that was written down.
    approvers: Who approved of the change.
    base: The number of the version that it changes; None if there was none, or it was not written down.
    baseline: Whether the operator installed it as a whole, so that nothing before it needs to have been approved of.
    """

    number: int
    version: str
    at: float
    person_id: int | None
    origin: str
    why: str
    written: bool
    authors: People = frozenset()
    approvers: People = frozenset()
    base: int | None = None
    baseline: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A knowledge base that may be published, kept until it is or is discarded.

    id: Stands in the custom ids of its buttons.
    version: The hash of its contents.
    based_on: The version that was served when it was made, which it changes; "" if none was.
    at: When, in seconds since 1970.
    person_id: Whose wish it was, None for the operator's, or an edit on disk.
    origin, why: As in Published.
    files: Its contents.
    folder: The version that the knowledge folder held, if the draft is what stands there; "" if it is made of what was
        served alone.
    authors: Who made the change.
    approvers: Who has approved of it so far.
    replaced: What earlier drafts were for that it took the place of as it was made; () once it is read again.
    """

    id: str
    version: str
    based_on: str
    at: float
    person_id: int | None
    origin: str
    why: str
    files: Mapping[str, bytes]
    folder: str = ""
    authors: People = frozenset()
    approvers: People = frozenset()
    replaced: tuple[str, ...] = ()


class Versions:
    """What was published, when, by whom and why. Nothing published is ever changed or taken away, but for a why."""

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

    async def history(self, limit: int | None = 25) -> list[Published]:
        """Return the last versions, the newest first. limit: how many; None for all."""
        async with self._connections.begin() as connection:
            rows = await connection.execute(_VERSIONS.order_by(versions.c.number.desc()).limit(limit))
            return [_published(row) for row in rows]

    async def of_origin(self, origin: str, *, since: float, limit: int = 25) -> list[Published]:
        """Return the versions that came by one way from a time on (seconds since 1970), the newest first."""
        wanted = _VERSIONS.where(versions.c.origin == origin, versions.c.at >= since)
        async with self._connections.begin() as connection:
            rows = await connection.execute(wanted.order_by(versions.c.number.desc()).limit(limit))
            return [_published(row) for row in rows]

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

    async def differing(self, number: int, base: int) -> frozenset[str]:
        """Return the names of the files that one version has and the other has not, or has otherwise."""
        columns = (version_files.c.name, version_files.c.digest)
        held = []
        async with self._connections.begin() as connection:
            for each in (number, base):
                rows = await connection.execute(select(*columns).where(version_files.c.number == each))
                held.append({(name, digest) for name, digest in rows})
        return frozenset(name for name, _ in held[0] ^ held[1])

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
        changed: ChangedFigures | None = None,
        draft_id: str | None = None,
        authors: Iterable[Person] = (),
        approvers: Iterable[Person] = (),
        base: int | None = None,
        baseline: bool = False,
    ) -> Published | None:
        """Add a version, whole or not at all, and tell other processes; None if another came in between.

        Args:
            after: The number of the version that it is to follow; None if it is to be the first.
            told: Whether this process tells of it; otherwise the first that calls `tell` does.
            changed: The figures for which messages are to be corrected; None for none, or if `tell` says.
            draft_id: The draft that it comes from, which is then gone.
            authors, approvers, base, baseline: As in Published.
        """
        async with self._alone() as connection:
            if await connection.scalar(select(func.max(versions.c.number))) != after:
                return None
            values: dict[str, Any] = {"version": version, "at": self._clock(), "person_id": person_id, "origin": origin}
            values |= {"why": why, "written": written, "base": base, "baseline": baseline}
            people = {"authors": people_text(authors), "approvers": people_text(approvers)}
            added = insert(versions).values(**values, **people, told=told).returning(versions.c.number)
            number = (await connection.execute(added)).scalar_one()
            await _keep(connection, version_files, {"number": number}, files)
            if changed is not None:
                await to_correct(connection, number, changed, values["at"])
            if draft_id is not None:
                await connection.execute(delete(drafts).where(drafts.c.id == draft_id))
            if connection.dialect.name == "postgresql":
                await connection.execute(select(func.pg_notify(CHANNEL, str(number))))
            return Published(number=number, **values, authors=frozenset(authors), approvers=frozenset(approvers))

    async def set_written(self, number: int) -> None:
        """Remember that the knowledge folder holds a version."""
        async with self._connections.begin(writes=True) as connection:
            await connection.execute(update(versions).where(versions.c.number == number).values(written=True))

    async def set_baseline(self, number: int) -> None:
        """Remember that the operator installed a version as a whole."""
        async with self._connections.begin(writes=True) as connection:
            await connection.execute(update(versions).where(versions.c.number == number).values(baseline=True))

    async def tell(self, number: int, changed: ChangedFigures | None = None) -> bool:
        """Return whether it is for this process to tell of a version, and those before it that nobody told of.

        It is for one process only, and once. changed: the figures for which messages are then to be corrected.
        """
        async with self._connections.begin(writes=True) as connection:
            mine = update(versions).where(versions.c.number <= number, versions.c.told.is_(False)).values(told=True)
            first = (await connection.execute(mine)).rowcount > 0
            if first and changed is not None:
                await to_correct(connection, number, changed, self._clock())
            return first

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
        folder: str = "",
        person_id: int | None = None,
        origin: str,
        why: str = "",
        authors: Iterable[Person] = (),
        approvers: Iterable[Person] = (),
    ) -> Draft:
        """Keep a draft until it is published or discarded. Arguments as the fields of Draft.

        It takes the place of drafts of the same authors that came by the same way; of the folder there is one draft,
        by whatever way. One that is the same change of the same version stays, with whoever has approved of it.
        """
        made, given = frozenset(authors), frozenset(approvers)
        fresh = Draft(
            secrets.token_hex(8), version, based_on, self._clock(), person_id, origin, why, dict(files), folder, made,
            given,
        )  # fmt: skip
        async with self._alone() as connection:
            earlier = [_draft(row) for row in await connection.execute(_DRAFTS.where(_alike(fresh)))] if made else []
            same = [
                each for each in earlier if (each.version, each.based_on, each.folder) == (version, based_on, folder)
            ]
            if same:
                return await _again(connection, same[0], fresh)
            await connection.execute(delete(drafts).where(drafts.c.id.in_([each.id for each in earlier])))
            values = {name: getattr(fresh, name) for name in _PLAIN}
            people = {"authors": people_text(made), "approvers": people_text(given)}
            await connection.execute(insert(drafts).values(**values, **people))
            await _keep(connection, draft_files, {"draft_id": fresh.id}, files)
        return replace(fresh, replaced=tuple(each.why or each.origin for each in earlier))

    async def approve(self, id: str, who: Person) -> People | None:
        """Remember that somebody approves of a draft; return all who do. None if the draft is gone."""
        async with self._alone() as connection:
            text_of = await connection.scalar(select(drafts.c.approvers).where(drafts.c.id == id))
            if text_of is None:
                return None
            approvers = people_of(text_of) | {who}
            changed = update(drafts).where(drafts.c.id == id).values(approvers=people_text(approvers))
            await connection.execute(changed)
            return approvers

    async def draft(self, id: str) -> Draft | None:
        """Return a draft; None if it has been published or discarded, or never was."""
        async with self._connections.begin() as connection:
            row = (await connection.execute(_DRAFTS.where(drafts.c.id == id))).first()
            if row is None:
                return None
            return replace(_draft(row), files=await _files(connection, draft_files, draft_files.c.draft_id == id))

    async def waiting(self) -> int:
        """Return how many drafts there are."""
        async with self._connections.begin() as connection:
            return (await connection.execute(select(func.count()).select_from(drafts))).scalar_one()

    async def discard(self, id: str) -> bool:
        """Take a draft away; return whether it was there."""
        async with self._connections.begin(writes=True) as connection:
            return (await connection.execute(delete(drafts).where(drafts.c.id == id))).rowcount > 0

    async def forget(self, person_id: int) -> None:
        """Take away why a person changed the knowledge, in versions and drafts; that they did, and when, stays."""
        async with self._connections.begin(writes=True) as connection:
            for table in (versions, drafts):
                await connection.execute(update(table).where(table.c.person_id == person_id).values(why=""))

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
    versions.c.authors,
    versions.c.approvers,
    versions.c.base,
    versions.c.baseline,
)
_PLAIN = ("id", "version", "based_on", "at", "person_id", "origin", "why", "folder")
_DRAFTS = select(*(drafts.c[name] for name in _PLAIN), drafts.c.authors, drafts.c.approvers)


def _published(row: Any) -> Published:
    """Return what a row of _VERSIONS tells of."""
    number, version, at, person_id, origin, why, there, authors, approvers, base, baseline = row
    made, seen = people_of(authors), people_of(approvers)
    return Published(number, version, at, person_id, origin, why, there, made, seen, base, baseline)


def _draft(row: Any) -> Draft:
    """Return what a row of _DRAFTS tells of, without the files."""
    id, version, based_on, at, person_id, origin, why, folder, authors, approvers = row
    made, seen = people_of(authors), people_of(approvers)
    return Draft(id, version, based_on, at, person_id, origin, why, {}, folder, made, seen)


def _alike(draft: Draft) -> Any:
    """Return which drafts one takes the place of."""
    authors = drafts.c.authors == people_text(draft.authors)
    if draft.authors == {FOLDER}:
        return authors
    return and_(authors, drafts.c.origin == draft.origin, drafts.c.person_id == draft.person_id)


async def _again(connection: AsyncConnection, there: Draft, fresh: Draft) -> Draft:
    """Return a draft that is there already, wished for once more."""
    both = replace(
        there,
        at=fresh.at,
        person_id=there.person_id if fresh.person_id is None else fresh.person_id,
        origin=fresh.origin,
        why=fresh.why or there.why,
        files=fresh.files,
        approvers=there.approvers | fresh.approvers,
    )
    values = {name: getattr(both, name) for name in _PLAIN} | {"approvers": people_text(both.approvers)}
    await connection.execute(update(drafts).where(drafts.c.id == there.id).values(**values))
    return both


async def _one(connection: AsyncConnection, query: Select[Any]) -> Published | None:
    row = (await connection.execute(query)).first()
    return _published(row) if row is not None else None


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
