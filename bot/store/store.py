"""The store: one method for each thing that is remembered. Knows the tables, not where they lie nor what they are for.

Ids are Discord's, below 2 ** 63. Every method raises StoreError, and nothing else, where the database fails; what was
asked has then not been done.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from .audit import Audit
from .connections import Connections, put
from .corrections import Corrections
from .duties import Duties
from .engine import address
from .learnt import Learnt
from .notices import SETTINGS, published_numbers
from .processes import Processes
from .questions import Questions
from .reviews import Reviews
from .shown import Shown
from .tables import listening, people, servers, synced
from .versions import Versions

__all__ = ["ServerSettings", "Store"]

_CACHED_SERVERS = 10_000  # some three megabytes


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server's managers have set.

    Attributes:
        moderators_channel_id: Where moderators are told things; None: nowhere.
        moderator_role_id: The role whose members are moderators; None: no role is.
        listening: Ids of the channels in which the bot was asked to listen.
        listening_level: How freely it speaks there: "normal" or "strict".
        help_country: The country whose help lines are shown; "" if none was chosen.
    """

    moderators_channel_id: int | None = None
    moderator_role_id: int | None = None
    listening: frozenset[int] = frozenset()
    listening_level: str = "normal"
    help_country: str = ""


class Store:
    """What the bot remembers between two starts. Had from `Store.open` alone.

    Safe to use from many tasks of one event loop, and from many processes on one database.
    """

    def __init__(self, connections: Connections, *, cache_s: float, clock: Callable[[], float]) -> None:
        self._connections = connections
        self.versions = Versions(connections)
        self.audit = Audit(connections)
        self.questions = Questions(connections)
        self.learnt = Learnt(connections)
        self.reviews = Reviews(connections)
        self.shown = Shown(connections)
        self.corrections = Corrections(connections)
        self.duties = Duties(connections)
        self.processes = Processes(connections)
        self._cache_s, self._clock = cache_s, clock
        self._servers: OrderedDict[int, tuple[float, ServerSettings]] = OrderedDict()
        self._reading: dict[int, asyncio.Task[ServerSettings]] = {}

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        url: str,
        *,
        busy_s: float = 2.0,
        cache_s: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
        connections: int = 10,
        failed: str | None = None,
    ) -> AsyncIterator[Store]:
        """Open the store for an `async with`, creating the file and the tables, or migrating them, where need be.

        Args:
            url: A SQLAlchemy URL of SQLite or PostgreSQL, its driver named or not, or the path of a SQLite file.
            busy_s: Longest wait for another program's write on SQLite. The default leaves time to tell the person who
                waits for it, as Discord allows three seconds.
            cache_s: How long server() may miss what *another process* has written; its own writes show at once.
            clock: Seconds that only grow.
            connections: How many there are to the database at most; whoever finds all in use waits. On PostgreSQL
                one of them is kept for notices, and each duty has one besides.
            failed: Why nothing may be written, such as that this one in memory stands in for one that is damaged; each
                write then raises StoreError with this text. None: all may be written.

        Raises StoreError if the database cannot be opened, read and written.
        """
        async with Connections.open(url, busy_s=busy_s, most=connections, failed=failed) as opened:
            yield cls(opened, cache_s=cache_s, clock=clock)

    @staticmethod
    def check_address(url: str) -> None:
        """Raise StoreError if a DATABASE_URL can be no database's, however the databases are."""
        address(url)

    @staticmethod
    def can_be_shared(url: str) -> bool:
        """Return whether several processes of the bot may run on the database of a DATABASE_URL. Raises StoreError."""
        return address(url).get_backend_name() == "postgresql"

    @property
    def errors(self) -> int:
        """How often the database failed since the store was opened."""
        return self._connections.errors

    @property
    def under_way(self) -> int:
        """How much is being read or written, or waits to be."""
        return self._connections.under_way

    async def check(self) -> None:
        """Raise StoreError if the database cannot be reached, or this one stands in for it."""
        await self._connections.check()

    def published_numbers(self) -> AsyncGenerator[int, None]:
        """Yield the number of the newest version of the knowledge each time that it may have grown, for ever.

        On PostgreSQL, what other processes set for a server shows here at once, as long as this is waited for.
        """
        return published_numbers(self._connections, self.versions, changed=self._drop)

    async def server(self, guild_id: int) -> ServerSettings:
        """Return the settings of a server; those of one that has set nothing if it is not known.

        Made to be asked on every message: answered from memory but for the first time.
        """
        settings = self._cached(guild_id)
        if settings is not None:
            return settings
        task = self._reading.get(guild_id)  # of a burst of messages one asks the database, the others wait for it
        if task is None:
            task = self._reading[guild_id] = asyncio.create_task(self._take_up(guild_id))
            task.add_done_callback(lambda done: self._have_read(guild_id, done))
        return await asyncio.shield(task)

    async def set_moderators_channel(self, guild_id: int, channel_id: int | None) -> None:
        """Remember where a server's moderators are told things; None: nowhere."""
        async with self._changing(guild_id) as connection:
            await put(connection, servers, {"guild_id": guild_id}, {"moderators_channel_id": channel_id})

    async def set_moderator_role(self, guild_id: int, role_id: int | None) -> None:
        """Remember which role makes a moderator, beside the right to manage the server; None: no role does."""
        async with self._changing(guild_id) as connection:
            await put(connection, servers, {"guild_id": guild_id}, {"moderator_role_id": role_id})

    async def set_listening_level(self, guild_id: int, level: str) -> None:
        """Remember how freely the bot speaks where it listens: "normal" or "strict"."""
        async with self._changing(guild_id) as connection:
            await put(connection, servers, {"guild_id": guild_id}, {"listening_level": level})

    async def set_help_country(self, guild_id: int, country: str) -> None:
        """Remember whose help lines a server's members are shown; "": no country was chosen."""
        async with self._changing(guild_id) as connection:
            await put(connection, servers, {"guild_id": guild_id}, {"help_country": country})

    async def listen(self, guild_id: int, channel_id: int) -> bool:
        """Listen in a channel from now on; return whether that is new."""
        async with self._changing(guild_id) as connection:
            await put(connection, servers, {"guild_id": guild_id})
            return await put(connection, listening, {"guild_id": guild_id, "channel_id": channel_id})

    async def unlisten(self, guild_id: int, channel_id: int) -> bool:
        """Listen in a channel no longer; return whether the bot did."""
        async with self._changing(guild_id) as connection:
            chosen = (listening.c.guild_id == guild_id) & (listening.c.channel_id == channel_id)
            return (await connection.execute(delete(listening).where(chosen))).rowcount > 0

    async def forget_server(self, guild_id: int) -> None:
        """Forget all about a server, as when the bot is removed from it: also that it was told its commands."""
        async with self._changing(guild_id) as connection:
            await connection.execute(delete(servers).where(servers.c.guild_id == guild_id))  # takes listening with it
            told = (str(guild_id), f"curator:{guild_id}")  # see sync.py
            await connection.execute(delete(synced).where(synced.c.scope.in_(told)))

    async def prefers_private(self, user_id: int) -> bool:
        """Return whether a person wants replies to be private at first; False for one who never said so."""
        async with self._connections.begin() as connection:
            found = await connection.scalar(select(people.c.prefers_private).where(people.c.user_id == user_id))
            return bool(found)

    async def set_prefers_private(self, user_id: int, private: bool) -> None:
        """Remember how a person wants replies."""
        async with self._connections.begin(writes=True) as connection:
            await put(connection, people, {"user_id": user_id}, {"prefers_private": private})

    async def forget_person(self, user_id: int) -> int:
        """Forget all about a person: their settings, the questions of theirs that found no answer, the document that
        they are looking through, and why they changed the knowledge; return how many questions there were. What they
        did stays in the audit, which holds no words."""
        async with self._connections.begin(writes=True) as connection:
            await connection.execute(delete(people).where(people.c.user_id == user_id))
        await self.versions.forget(user_id)
        await self.reviews.give_up(user_id)
        return await self.questions.forget(user_id)

    async def synced(self, scope: str) -> str | None:
        """Return the digest of the commands that Discord was last told; None if it was told none.

        Args:
            scope: "global", or a server's id in digits.
        """
        async with self._connections.begin() as connection:
            digest: str | None = await connection.scalar(select(synced.c.digest).where(synced.c.scope == scope))
            return digest

    async def synced_scopes(self, prefix: str) -> dict[str, str]:
        """Return the scopes that begin so, each with the digest that Discord was last told there."""
        async with self._connections.begin() as connection:
            rows = await connection.execute(select(synced.c.scope, synced.c.digest))
            return {scope: digest for scope, digest in rows if scope.startswith(prefix)}

    async def set_synced(self, scope: str, digest: str | None) -> None:
        """Remember which commands Discord was told; None: none any more. Call it once Discord has taken them."""
        async with self._connections.begin(writes=True) as connection:
            if digest is None:
                await connection.execute(delete(synced).where(synced.c.scope == scope))
            else:
                await put(connection, synced, {"scope": scope}, {"digest": digest})

    def _cached(self, guild_id: int) -> ServerSettings | None:
        """Return the settings from memory; None if they are not there, or too old."""
        until, settings = self._servers.get(guild_id, (0.0, None))
        if settings is None or self._clock() >= until:
            return None
        self._servers.move_to_end(guild_id)
        return settings

    async def _take_up(self, guild_id: int) -> ServerSettings:
        """Read a server's settings into memory, unless they are changed meanwhile: they may be older than that."""
        settings = await self._read_server(guild_id)
        if self._reading.get(guild_id) is asyncio.current_task():
            self._servers[guild_id] = (self._clock() + self._cache_s, settings)
            if len(self._servers) > _CACHED_SERVERS:
                self._servers.popitem(last=False)
        return settings

    def _have_read(self, guild_id: int, task: asyncio.Task[ServerSettings]) -> None:
        if self._reading.get(guild_id) is task:
            del self._reading[guild_id]
        if not task.cancelled():
            task.exception()  # those who waited may have gone

    def _drop(self, guild_id: int | None) -> None:
        """Forget what memory holds of a server's settings, or is about to; None: of all."""
        if guild_id is None:
            self._reading.clear()
            self._servers.clear()
            return
        self._reading.pop(guild_id, None)
        self._servers.pop(guild_id, None)

    async def _read_server(self, guild_id: int) -> ServerSettings:
        async with self._connections.begin() as connection:
            row = (await connection.execute(select(servers).where(servers.c.guild_id == guild_id))).first()
            if row is None:
                return ServerSettings()
            channels = await connection.scalars(select(listening.c.channel_id).where(listening.c.guild_id == guild_id))
            return ServerSettings(
                row.moderators_channel_id,
                row.moderator_role_id,
                frozenset(channels),
                row.listening_level,
                row.help_country,
            )

    @asynccontextmanager
    async def _changing(self, guild_id: int) -> AsyncIterator[AsyncConnection]:
        """Give a connection to change a server's settings with, and drop what memory holds of them."""
        try:
            async with self._connections.begin(writes=True) as connection:
                yield connection
                if self._connections.dialect == "postgresql":
                    await connection.execute(select(func.pg_notify(SETTINGS, str(guild_id))))
        finally:  # after a failure too: a commit may have failed on its way back
            self._drop(guild_id)
