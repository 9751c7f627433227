"""What all of Discord's REST routes have in common: reading a call, limits, the token, errors, the answer.

The routes themselves are in routes.py and callbacks.py, which register with `route`.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
import struct
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from .composing import Upload
from .errors import Form, Refusal
from .gateway import Gateway
from .interactions import ATTACHMENT_SIZE_LIMIT, Interaction
from .limits import Fault, Limits
from .message import Message
from .openapi import Description
from .permissions import Permission, allowed
from .records import JSON, Channel, Guild
from .waiting import Signal
from .world import World

__all__ = ["Call", "Rest", "identifier", "route"]


@dataclass
class Call:
    """One REST call of the bot's, and how it was answered."""

    method: str
    path: str
    """As sent, below /api/v10."""
    route: str
    """The path with its parameters named, as in Discord's documentation; "" if there is no such route."""
    params: dict[str, str]
    query: dict[str, str]
    body: Any
    """The JSON of the body, or of `payload_json`; None without one."""
    uploads: tuple[Upload, ...]
    headers: dict[str, str]
    status: int = 0
    """0 until it is answered, and for one whose connection is reset."""
    answer: Any = None
    sent: float = field(default_factory=lambda: asyncio.get_running_loop().time())

    @property
    def name(self) -> str:
        return f"{self.method} {self.route}"

    @property
    def token(self) -> str:
        """The interaction's token in the path; "" on a route without one."""
        return self.params.get("interaction_token") or self.params.get("webhook_token") or ""

    @property
    def files(self) -> dict[str, bytes]:
        return {upload.filename: upload.data for upload in self.uploads}


Handler = Callable[["Rest", Call], Awaitable[Any]]
_ROUTES: list[tuple[str, str, re.Pattern[str], Handler]] = []
_OPEN = ("/gateway", "/interactions/", "/webhooks/")
"""Routes that need no token of the bot's, because what they name is a secret or no secret at all."""


def route(method: str, template: str) -> Callable[[Handler], Handler]:
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template))

    def register(handler: Handler) -> Handler:
        _ROUTES.append((method, template, pattern, handler))
        return handler

    return register


class Rest:
    """The routes over one world; `handle` is the aiohttp handler for all of them."""

    def __init__(
        self,
        world: World,
        gateway: Gateway,
        limits: Limits,
        signal: Signal,
        token: str,
        *,
        message_content: bool,
    ) -> None:
        self.world = world
        self.gateway = gateway
        self.limits = limits
        self.signal = signal
        self.token = token
        self.message_content = message_content
        self.description = Description.from_environment()
        self.calls: list[Call] = []
        self.faults: list[str] = []
        self.said: dict[Channel, list[Message]] = {}
        """The bot's ordinary messages by channel, also those that have gone since."""
        self.nonces: dict[str, tuple[float, Message]] = {}
        """By the bot's enforced nonces: the message that each made, and when, in seconds of the loop."""
        self.interactions: dict[str, Interaction] = {}
        """By token."""
        self.deadline_s = 3.0
        """How long after an interaction its callback is taken."""
        self.lifetime_s = 15 * 60.0
        """How long after an interaction its follow-ups are taken."""

    async def handle(self, request: web.Request) -> web.Response:
        call, handler = await _read(request)
        self.calls.append(call)
        fault = self.limits.fault(call)
        headers = {"Via": "1.1 loopback"}
        if fault is None or fault.after:
            headers = await self._deal(call, handler)
        self.signal.notify()
        if fault is not None:
            call.status = fault.status
            return _broken(request, fault, headers)
        await self.limits.held(call)
        if call.answer is None:
            return web.Response(status=204, headers=headers)
        # discord.py reads JSON only if the content type has no charset
        return web.Response(
            status=call.status,
            body=json.dumps(call.answer).encode(),
            headers=headers | {"Content-Type": "application/json"},
        )

    async def _deal(self, call: Call, handler: Handler | None) -> dict[str, str]:
        """Do what a call asks for, unless it is refused; return the headers of the answer."""
        call.status, headers, call.answer = self.limits.check(call)
        if call.answer is None:
            try:
                if sum(len(upload.data) for upload in call.uploads) > ATTACHMENT_SIZE_LIMIT:
                    raise Refusal.too_large()
                await self._answer(call, handler)
            except Refusal as refusal:
                call.status, call.answer = refusal.status, refusal.body
                if (interaction := self.interactions.get(call.token)) is not None:
                    interaction.refused.append(str(refusal))
            except Exception:
                self.faults.append(f"{call.name}: the stand-in failed\n{traceback.format_exc()}")
                call.status, call.answer = 501, {"message": "501: Not Implemented", "code": 0}
        if self.description is not None and call.route:
            self.faults += self.description.check(call)
        return headers

    async def _answer(self, call: Call, handler: Handler | None) -> None:
        if handler is None:
            self.faults.append(f"{call.method} {call.path}: the stand-in has no such route; add it to rest.py")
            raise Refusal.not_found()
        secret = not call.route.startswith(_OPEN) or call.route == "/gateway/bot"
        if secret and call.headers.get("Authorization") != f"Bot {self.token}":
            raise Refusal.unauthorized()
        call.answer = await handler(self, call)
        call.status = 204 if call.answer is None else 200

    # what routes have in common

    def channel(self, call: Call) -> Channel:
        channel = self.world.channels.get(identifier(call, "channel_id"))
        if channel is None:
            raise Refusal.unknown("Channel")
        self.require(channel)
        return channel

    def message(self, call: Call) -> Message:
        message = self.channel(call).messages.get(identifier(call, "message_id"))
        if message is None:
            raise Refusal.unknown("Message")
        return message

    def guild(self, call: Call) -> Guild:
        guild = self.world.guilds.get(identifier(call, "guild_id"))
        if guild is None:
            raise Refusal.unknown("Guild")
        if self.world.bot.id not in guild.members:
            raise Refusal.missing_access()
        return guild

    def require(self, channel: Channel, needed: Permission = Permission.NONE) -> None:
        """Refuse unless the bot can see the channel and has the `needed` permissions there."""
        permissions = allowed(self.world.bot, channel)
        if Permission.VIEW_CHANNEL not in permissions:
            raise Refusal.missing_access()
        if needed not in permissions:
            raise Refusal.missing_permissions()

    def seen(self, message: Message) -> JSON:
        return message.seen_by(self.world.bot, message_content=self.message_content)

    async def publish(self, event: str, message: Message) -> None:
        """Tell the gateway of a message that was made or changed, unless only one person can see it."""
        if not message.ephemeral:
            await self.gateway.dispatch_message(event, message)

    async def remove(self, message: Message) -> None:
        message.deleted = True
        if message.channel.messages.pop(message.id, None) is not None:
            await self.gateway.dispatch_deletion(message)


def identifier(call: Call, name: str) -> int:
    """Return the snowflake in the path, refusing anything else as Discord does."""
    value = call.params[name]
    if not value.isdecimal():
        form = Form()
        form.fail((name,), "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
        form.settle()
    return int(value)


def _broken(request: web.Request, fault: Fault, headers: dict[str, str]) -> web.Response:
    """Return the answer that comes in the place of another one, or reset the connection, so that none comes."""
    if fault.status:
        body, type = fault.answer()
        if fault.status == 429:  # the guard before Discord bars the address
            return web.Response(status=429, body=body, headers={"Retry-After": "60", "Content-Type": type})
        return web.Response(status=fault.status, body=body, headers={"Via": headers["Via"], "Content-Type": type})
    if request.transport is not None:
        there = request.transport.get_extra_info("socket")
        there.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # so that closing it is a reset
        request.transport.abort()
    return web.Response(status=204)


async def _read(request: web.Request) -> tuple[Call, Handler | None]:
    path = "/" + request.match_info["path"]
    found = next(((t, h, m) for w, t, p, h in _ROUTES if w == request.method and (m := p.fullmatch(path))), None)
    body: Any = None
    uploads: list[Upload] = []
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            if part.name == "payload_json":
                body = json.loads(await part.text())
            elif part.name is not None and (number := re.fullmatch(r"files\[(\d+)\]", part.name)):
                uploads.append(Upload(int(number[1]), part.filename or "file", bytes(await part.read())))
    elif request.can_read_body:
        body = json.loads(await request.text())
    call = Call(
        method=request.method,
        path=path,
        route=found[0] if found else "",
        params=found[2].groupdict() if found else {},
        query=dict(request.query),
        body=body,
        uploads=tuple(uploads),
        headers=dict(request.headers),
    )
    return call, found[1] if found else None
