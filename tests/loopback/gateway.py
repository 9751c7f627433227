"""Discord's gateway: sessions over a websocket that can be dropped and resumed; what intents and shards let through."""

from __future__ import annotations

import asyncio
import json
import secrets
import zlib
from collections import deque
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from .message import Message
from .permissions import Permission, allowed
from .records import JSON, Channel
from .waiting import Signal
from .world import World

__all__ = ["Gateway", "Intent", "Session"]

_DISPATCH, _HEARTBEAT, _IDENTIFY, _RESUME, _RECONNECT = 0, 1, 2, 6, 7
_REQUEST_MEMBERS, _INVALID_SESSION, _HELLO, _HEARTBEAT_ACK = 8, 9, 10, 11


class Intent:
    """The bits of an IDENTIFY that decide about the events sent here."""

    GUILDS = 1 << 0
    MEMBERS = 1 << 1
    PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    DIRECT_MESSAGES = 1 << 12
    MESSAGE_CONTENT = 1 << 15
    ALL = (1 << 26) - 1
    PRIVILEGED = MEMBERS | PRESENCES | MESSAGE_CONTENT


class Connection:
    """One websocket, compressed as a whole if the client asked for zlib-stream.

    A client that asks for another compression gets plain text, which discord.py understands too.
    """

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.socket = socket
        self.request = request
        self._zlib = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None

    async def send(self, payload: JSON) -> None:
        await self.send_text(json.dumps(payload))

    async def send_text(self, text: str) -> None:
        if self._zlib is None:
            await self.socket.send_str(text)
        else:
            data = self._zlib.compress(text.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
            await self.socket.send_bytes(data)

    def cut(self) -> None:
        """Break the connection without a closing handshake, as a network does."""
        if self.request.transport is not None:
            self.request.transport.abort()


@dataclass(eq=False)
class Session:
    """What a client is told from IDENTIFY on, over however many connections."""

    id: str
    intents: int
    connection: Connection | None
    events: list[JSON] = field(default_factory=list)
    """Every event so far, sent or still to be replayed; the first has sequence number 1."""
    greeted: bool = False
    """Whether READY and the guilds have been sent."""
    shard: tuple[int, int] = (0, 1)
    """Which shard it is, of how many."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by whoever sends: its greeting, and a replay of the past, come before anything new."""

    @property
    def live(self) -> bool:
        """Whether somebody hears it now."""
        return self.greeted and self.connection is not None and not self.connection.socket.closed

    def takes(self, guild_id: int | None) -> bool:
        """Tell whether events of a guild come here; None: of direct messages."""
        number, count = self.shard
        return (0 if guild_id is None else (guild_id >> 22) % count) == number

    def has(self, intents: int) -> bool:
        return bool(self.intents & intents)


class Gateway:
    """The websocket endpoint, and `dispatch` for all that happens in the world."""

    def __init__(self, world: World, token: str, signal: Signal, *, granted_intents: int) -> None:
        self._world = world
        self._token = token
        self._signal = signal
        self._granted = granted_intents
        self._pending: deque[tuple[str, JSON, list[Session]]] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self.url = ""
        self.heartbeat_interval_ms = 41_250
        self.sessions: dict[str, Session] = {}
        self.all_sessions: list[Session] = []
        """Every session that was begun, those that are gone included."""
        self.identifies: list[JSON] = []
        """The `d` of every IDENTIFY that was received, good or bad."""
        self.resumes = 0
        """How many sessions have been taken up again."""
        self.recommended_shards = 1
        self.max_concurrency = 1
        self.apart_s = 0.0
        """In how many seconds `max_concurrency` shards may identify: 5 on Discord; 0 here, as tests start one bot after
        the other."""
        self.most_guilds = 2_500
        """How many guilds a shard may have."""
        self.starts_left, self.starts_reset_ms = 1_000, 0
        """How many sessions may still be started, and when there are more."""
        self.started: list[tuple[float, int]] = []
        """When which shard started a session, in seconds of the loop."""
        self._last_in_row: dict[int, float] = {}
        self._down_until = float("-inf")

    @property
    def live(self) -> Session | None:
        """The session that is connected now, if any."""
        return next((session for session in self.sessions.values() if session.live), None)

    @property
    def live_shards(self) -> set[int]:
        """The shards that are connected now."""
        live = (each for each in self.sessions.values() if each.greeted and each.connection is not None)
        return {each.shard[0] for each in live}

    # what the world tells

    def later(self, event: str, data: JSON, *, intents: int = 0) -> None:
        """Send an event as `dispatch` does, before anything that is dispatched after this call.

        Nothing happens while no session exists: the next one is told the state of the world when it identifies.
        """
        if self.sessions:
            self._pending.append((event, data, self._hearers(event, data, intents)))
            task = asyncio.get_running_loop().create_task(self._flush())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _flush(self) -> None:
        while self._pending:
            event, data, hearers = self._pending.popleft()
            for session in hearers:
                if session.id in self.sessions:
                    await self._emit(session, event, data)

    def _hearers(self, event: str, data: JSON, intents: int) -> list[Session]:
        """Return the sessions that an event of this moment is for; one that begins later is told the state instead."""
        about = _guild_id(event, data)
        return [each for each in self.sessions.values() if (not intents or each.has(intents)) and each.takes(about)]

    async def dispatch(self, event: str, data: JSON, *, intents: int = 0) -> None:
        """Send an event to every session of its shard that has one of the `intents`; 0 is for everyone.

        A session whose connection is down gets it when it resumes.
        """
        self._pending.append((event, data, self._hearers(event, data, intents)))
        await self._flush()

    async def dispatch_message(self, event: str, message: Message) -> None:
        """Send MESSAGE_CREATE or MESSAGE_UPDATE, with content only where the session may read it."""
        channel = message.channel
        if not self._visible(channel):
            return
        await self._flush()
        for session in list(self.sessions.values()):
            if session.has(self.message_intent(channel)) and session.takes(channel.guild and channel.guild.id):
                content = session.has(Intent.MESSAGE_CONTENT)
                payload = message.seen_by(self._world.bot, message_content=content)
                await self._emit(session, event, payload | _place(message))

    async def dispatch_deletion(self, message: Message) -> None:
        channel = message.channel
        if self._visible(channel):
            data = {"id": str(message.id), "channel_id": str(channel.id)}
            if channel.guild is not None:
                data["guild_id"] = str(channel.guild.id)
            await self.dispatch("MESSAGE_DELETE", data, intents=self.message_intent(channel))

    @staticmethod
    def message_intent(channel: Channel) -> int:
        return Intent.DIRECT_MESSAGES if channel.guild is None else Intent.GUILD_MESSAGES

    def _visible(self, channel: Channel) -> bool:
        return Permission.VIEW_CHANNEL in allowed(self._world.bot, channel)

    async def _emit(self, session: Session, event: str, data: JSON) -> None:
        async with session.turn:
            await self._number_and_send(session, event, data)
        self._signal.notify()

    @staticmethod
    async def _number_and_send(session: Session, event: str, data: JSON) -> None:
        payload = {"op": _DISPATCH, "t": event, "s": len(session.events) + 1, "d": data}
        text = json.dumps(payload)
        session.events.append(json.loads(text))  # as it is now, whatever becomes of the record
        if session.connection is not None:
            try:
                await session.connection.send_text(text)
            except ConnectionError:
                session.connection = None

    # what a test does to the connection

    def drop(self) -> None:
        """Cut the socket; the session stays and can be resumed."""
        for session in self.sessions.values():
            if session.connection is not None:
                connection, session.connection = session.connection, None
                connection.cut()

    def fail(self, for_s: float) -> None:
        """Cut all sockets, and take no new ones for a while; the sessions stay and can be resumed."""
        self._down_until = asyncio.get_running_loop().time() + for_s
        self.drop()

    async def ask_to_reconnect(self) -> None:
        """Send opcode 7; the client is to come back and resume."""
        await self._tell({"op": _RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool = False) -> None:
        """Send opcode 9; unless `resumable`, the session is gone and the client has to identify anew."""
        await self._tell({"op": _INVALID_SESSION, "d": resumable})
        if not resumable:
            self.sessions.clear()

    async def close(self, code: int, reason: bytes = b"") -> None:
        """Close all connections with a code, such as 4004 once a token was reset; the sessions are gone.

        As Discord does, whoever has it comes back with: an identify or resume is answered by the same.
        """
        sessions, self.sessions = self.sessions, {}
        for session in sessions.values():
            if session.connection is not None:
                await session.connection.socket.close(code=code, message=reason)

    async def _tell(self, payload: JSON) -> None:
        for session in self.sessions.values():
            if session.live and session.connection is not None:
                await session.connection.send(payload)

    # what a client says

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        if asyncio.get_running_loop().time() < self._down_until:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse(timeout=1.0)
        await socket.prepare(request)
        connection = Connection(socket, request)
        if request.query.get("v") not in ("9", "10"):
            await socket.close(code=4012, message=b"Invalid API version.")
            return socket
        await connection.send({"op": _HELLO, "d": {"heartbeat_interval": self.heartbeat_interval_ms}})
        try:
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    await socket.close(code=4002, message=b"Error while decoding payload.")
                    break
                await self._receive(connection, json.loads(message.data))
        finally:
            for session in [each for each in self.sessions.values() if each.connection is connection]:
                session.connection = None
                if socket.close_code in (1000, 1001):  # the client is done with its session
                    self.sessions.pop(session.id, None)
            self._signal.notify()
        return socket

    async def _receive(self, connection: Connection, payload: JSON) -> None:
        operation, data = payload["op"], payload.get("d") or {}
        if operation == _HEARTBEAT:
            await connection.send({"op": _HEARTBEAT_ACK})
        elif operation == _IDENTIFY:
            await self._identify(connection, data)
        elif operation == _RESUME:
            await self._resume(connection, data)
        elif operation == _REQUEST_MEMBERS:
            await self._send_members(data)

    async def _identify(self, connection: Connection, data: JSON) -> None:
        self.identifies.append(data)
        if data["token"] != self._token:
            await connection.socket.close(code=4004, message=b"Authentication failed.")
            return
        intents = data["intents"]
        if intents & Intent.PRIVILEGED & ~self._granted:
            await connection.socket.close(code=4014, message=b"Disallowed intent(s).")
            return
        if intents & ~Intent.ALL:
            await connection.socket.close(code=4013, message=b"Invalid intent(s).")
            return
        shard = data.get("shard", [0, 1])
        if not (isinstance(shard, list) and len(shard) == 2 and 0 <= shard[0] < shard[1]):
            await connection.socket.close(code=4010, message=b"Invalid shard.")
            return
        number, count = shard
        session = Session(secrets.token_hex(16), intents, connection, shard=(number, count))
        bot = self._world.bot
        guilds = [each for each in self._world.guilds.values() if bot.id in each.members and session.takes(each.id)]
        if len(guilds) > self.most_guilds:
            await connection.socket.close(code=4011, message=b"Sharding required.")
            return
        if self.starts_left <= 0:  # Discord ends all sessions then, and resets the token
            await self.close(4004, b"Authentication failed.")
            await connection.socket.close(code=4004, message=b"Authentication failed.")
            return
        self.starts_left -= 1
        now, row = asyncio.get_running_loop().time(), number % self.max_concurrency
        if now - self._last_in_row.get(row, -self.apart_s) < self.apart_s:
            await connection.send({"op": _INVALID_SESSION, "d": False})
            return
        self._last_in_row[row] = now
        self.started.append((now, number))
        ready = {
            "v": 10,
            "user": bot.payload() | {"mfa_enabled": False, "verified": True, "email": None},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "application": {"id": str(bot.id), "flags": self._world.application_flags},
            "private_channels": [],
            "session_type": "normal",
        }
        if "shard" in data:
            ready["shard"] = data["shard"]
        async with session.turn:  # nothing is said in a guild before the bot has been told of it
            self.sessions[session.id] = session
            self.all_sessions.append(session)
            await self._number_and_send(session, "READY", ready)
            if session.has(Intent.GUILDS):
                for guild in guilds:
                    payload = guild.gateway_payload(viewer=bot, members=session.has(Intent.MEMBERS))
                    await self._number_and_send(session, "GUILD_CREATE", payload)
                    await asyncio.sleep(0)  # other sessions hear what is for them meanwhile
            session.greeted = True
        self._signal.notify()

    async def _resume(self, connection: Connection, data: JSON) -> None:
        session = self.sessions.get(data["session_id"])
        if data["token"] != self._token:
            await connection.socket.close(code=4004, message=b"Authentication failed.")
        elif session is None or data["seq"] is None:
            await connection.send({"op": _INVALID_SESSION, "d": False})
        elif data["seq"] > len(session.events):
            await connection.socket.close(code=4007, message=b"Invalid seq.")
        else:
            async with session.turn:
                for event in session.events[data["seq"] :]:
                    await connection.send(event)
                session.connection = connection
                self.resumes += 1
            await self._emit(session, "RESUMED", {})

    async def _send_members(self, data: JSON) -> None:
        guild = self._world.guilds[int(data["guild_id"])]
        chosen = [guild.members[int(each)] for each in data.get("user_ids", []) if int(each) in guild.members]
        if "query" in data:
            names = (m for m in guild.members.values() if m.user.name.lower().startswith(data["query"].lower()))
            chosen = list(names)[: data["limit"] or None]
        chunk = {
            "guild_id": str(guild.id),
            "members": [member.payload() for member in chosen],
            "chunk_index": 0,
            "chunk_count": 1,
            "nonce": data.get("nonce"),
        }
        await self.dispatch("GUILD_MEMBERS_CHUNK", chunk)


def _guild_id(event: str, data: JSON) -> int | None:
    """Return the guild that an event is about; None for one of direct messages."""
    id = data["id"] if event in ("GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE") else data.get("guild_id")
    return None if id is None else int(id)


def _place(message: Message) -> JSON:
    """Return what only the gateway adds to a message: its guild and its author's membership."""
    guild = message.channel.guild
    if guild is None:
        return {"channel_type": 1}
    place: JSON = {"guild_id": str(guild.id), "channel_type": int(message.channel.type)}
    member = guild.members.get(message.author.id)
    if member is not None:
        place["member"] = member.payload(with_user=False)
    return place
