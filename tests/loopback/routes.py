"""The REST routes of users, guilds, channels and messages: what each checks, does to the world, and answers."""

from __future__ import annotations

import asyncio

from . import validation
from .composing import amend, compose
from .errors import Form, Refusal
from .message import Message
from .permissions import Permission, allowed
from .records import JSON, Channel, ChannelType
from .rest import Call, Rest, identifier, route

__all__: list[str] = []

_NONCE_S = 180.0
"""For how long a nonce makes a message come once: "the past few minutes", Discord says."""


# who and where am I


@route("GET", "/gateway")
async def _gateway(rest: Rest, call: Call) -> JSON:
    return {"url": rest.gateway.url}


@route("GET", "/gateway/bot")
async def _gateway_bot(rest: Rest, call: Call) -> JSON:
    gateway = rest.gateway
    limit = {"total": 1000, "remaining": gateway.starts_left, "reset_after": gateway.starts_reset_ms}
    limit["max_concurrency"] = gateway.max_concurrency
    return {"url": gateway.url, "shards": gateway.recommended_shards, "session_start_limit": limit}


@route("GET", "/users/@me")
async def _me(rest: Rest, call: Call) -> JSON:
    return rest.world.bot.payload() | {"mfa_enabled": False, "locale": "en-US", "verified": True, "email": None}


@route("GET", "/users/{user_id}")
async def _user(rest: Rest, call: Call) -> JSON:
    user = rest.world.users.get(identifier(call, "user_id"))
    if user is None:
        raise Refusal.unknown("User")
    return user.payload()


@route("GET", "/oauth2/applications/@me")
@route("GET", "/applications/@me")
async def _application(rest: Rest, call: Call) -> JSON:
    return rest.world.application_payload()


# guilds


@route("GET", "/guilds/{guild_id}")
async def _guild(rest: Rest, call: Call) -> JSON:
    return rest.guild(call).payload()


@route("GET", "/guilds/{guild_id}/roles")
async def _roles(rest: Rest, call: Call) -> list[JSON]:
    return [role.payload() for role in rest.guild(call).roles]


@route("GET", "/guilds/{guild_id}/channels")
async def _channels(rest: Rest, call: Call) -> list[JSON]:
    return [channel.payload() for channel in rest.guild(call).channels if not channel.is_thread]


@route("GET", "/guilds/{guild_id}/members/{user_id}")
async def _member(rest: Rest, call: Call) -> JSON:
    member = rest.guild(call).members.get(identifier(call, "user_id"))
    if member is None:
        raise Refusal.unknown("Member")
    return member.payload()


# channels and messages


@route("POST", "/users/@me/channels")
async def _open_dm(rest: Rest, call: Call) -> JSON:
    user = rest.world.users.get(int(call.body["recipient_id"]))
    if user is None:
        raise Refusal.unknown("User")
    return rest.world.dm(user).payload()


@route("GET", "/channels/{channel_id}")
async def _channel(rest: Rest, call: Call) -> JSON:
    return rest.channel(call).payload()


@route("PATCH", "/channels/{channel_id}")
async def _change_channel(rest: Rest, call: Call) -> JSON:
    """Open or close a thread; whatever else may be changed, the stand-in does not know."""
    channel = rest.channel(call)
    if not channel.is_thread or set(call.body) - {"archived", "locked"}:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    rest.require(channel, Permission.MANAGE_THREADS if channel.locked else Permission.SEND_MESSAGES_IN_THREADS)
    channel.archived = call.body.get("archived", channel.archived)
    channel.locked = call.body.get("locked", channel.locked)
    return channel.payload()


@route("POST", "/channels/{channel_id}/typing")
async def _typing(rest: Rest, call: Call) -> None:
    channel = rest.channel(call)
    rest.require(channel, Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES)


@route("GET", "/channels/{channel_id}/messages")
async def _history(rest: Rest, call: Call) -> list[JSON]:
    channel = rest.channel(call)
    if Permission.READ_MESSAGE_HISTORY not in allowed(rest.world.bot, channel):
        return []
    before, after = int(call.query.get("before", 1 << 63)), int(call.query.get("after", 0))
    found = [message for key, message in sorted(channel.messages.items()) if after < key < before]
    limit = int(call.query.get("limit", 50))
    chosen = found[:limit] if "after" in call.query else found[-limit:]
    return [rest.seen(message) for message in reversed(chosen)]


@route("POST", "/channels/{channel_id}/messages")
async def _send(rest: Rest, call: Call) -> JSON:
    channel = rest.channel(call)
    needed = Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
    rest.require(channel, needed | Permission.ATTACH_FILES if call.uploads else needed)
    if channel.archived:
        raise Refusal(400, 50083, "Thread is archived")
    if channel.type is ChannelType.FORUM:
        raise Refusal(400, 50008, "Cannot send messages in a non-text channel")
    if channel.recipient is not None and not channel.recipient.takes_dms:
        raise Refusal(403, 50007, "Cannot send messages to this user")
    validation.check_message(call.body, call.uploads)
    nonce = str(call.body["nonce"]) if call.body.get("nonce") is not None and call.body.get("enforce_nonce") else None
    now = asyncio.get_running_loop().time()
    made, earlier = rest.nonces.get(nonce or "", (0.0, None))
    if earlier is not None and now - made < _NONCE_S:
        if earlier.deleted:
            raise Refusal.unknown("Message")
        return rest.seen(earlier)
    body = _showable(rest, channel, call.body)
    if body is not call.body and not body.get("content") and not call.uploads and not body.get("components"):
        raise Refusal.missing_permissions()
    reply_to = _replied(rest, channel, body.get("message_reference"))
    message = compose(rest.world, channel, rest.world.bot, body, call.uploads, reply_to=reply_to)
    message.request = call.body
    rest.said.setdefault(channel, []).append(message)
    if nonce is not None:
        rest.nonces[nonce] = now, message
    await rest.publish("MESSAGE_CREATE", message)
    return rest.seen(message)


def _showable(rest: Rest, channel: Channel, body: JSON) -> JSON:
    """Return the body itself, or without its embeds where the bot may have none: Discord drops them silently."""
    if not body.get("embeds") or Permission.EMBED_LINKS in allowed(rest.world.bot, channel):
        return body
    return body | {"embeds": []}


def _replied(rest: Rest, channel: Channel, reference: JSON | None) -> Message | None:
    """Return the message replied to; None for no reply, or for one to nothing that the bot said it may be."""
    if reference is None:
        return None
    if Permission.READ_MESSAGE_HISTORY not in allowed(rest.world.bot, channel):
        raise Refusal(403, 160002, "Cannot reply without permission to read message history")
    message = channel.messages.get(int(reference["message_id"]))
    if message is None and reference.get("fail_if_not_exists", True):
        form = Form()
        form.fail(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        form.settle()
    return message


@route("GET", "/channels/{channel_id}/messages/{message_id}")
async def _fetch(rest: Rest, call: Call) -> JSON:
    rest.require(rest.channel(call), Permission.READ_MESSAGE_HISTORY)
    return rest.seen(rest.message(call))


@route("PATCH", "/channels/{channel_id}/messages/{message_id}")
async def _edit(rest: Rest, call: Call) -> JSON:
    message = rest.message(call)
    if message.channel.archived:
        raise Refusal(400, 50083, "Thread is archived")
    if message.author is not rest.world.bot:
        raise Refusal(403, 50005, "Cannot edit a message authored by another user")
    body = _showable(rest, message.channel, call.body)
    validation.check_message(body, call.uploads, edited=message)
    amend(rest.world, message, body, call.uploads)
    message.request = call.body
    await rest.publish("MESSAGE_UPDATE", message)
    return rest.seen(message)


@route("DELETE", "/channels/{channel_id}/messages/{message_id}")
async def _delete(rest: Rest, call: Call) -> None:
    message = rest.message(call)
    if message.author is not rest.world.bot:
        if message.channel.guild is None:
            raise Refusal(403, 50003, "Cannot execute action on a DM channel")
        rest.require(message.channel, Permission.MANAGE_MESSAGES)
    await rest.remove(message)
