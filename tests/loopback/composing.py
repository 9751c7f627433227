"""Turn an accepted request into the message that Discord makes of it. Knows nothing of whether it was acceptable."""

from __future__ import annotations

import mimetypes
import struct
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import quote

from .message import COMPONENTS_V2, EPHEMERAL, Message, mentioned, walk
from .permissions import Permission, allowed
from .records import JSON, Channel, User, now
from .world import World

__all__ = ["Upload", "amend", "compose"]

_KEPT_FLAGS = 1 << 2 | 1 << 12 | COMPONENTS_V2
"""Suppress embeds, suppress notifications, components V2; ephemeral is decided by the interaction."""


@dataclass(frozen=True)
class Upload:
    """One file of a multipart request; `index` is the n of its part's name, files[n]."""

    index: int
    filename: str
    data: bytes


def compose(
    world: World,
    channel: Channel,
    author: User,
    body: JSON,
    uploads: tuple[Upload, ...] = (),
    *,
    reply_to: Message | None = None,
    ephemeral: bool = False,
    type: int | None = None,
    number: int | None = None,
    extra: JSON | None = None,
) -> Message:
    """Return a new message, already in its channel unless it is `ephemeral`.

    `type` defaults to 19 for a reply and 0 otherwise, `number` to a new id; `extra` is merged into the payload.
    """
    identifier = number or world.new_id()
    payload: JSON = {
        "id": str(identifier),
        "type": type if type is not None else 0 if reply_to is None else 19,
        "channel_id": str(channel.id),
        "author": author.payload(),
        "content": "",
        "timestamp": now(),
        "edited_timestamp": None,
        "tts": bool(body.get("tts")),
        "pinned": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "flags": EPHEMERAL if ephemeral else 0,
        **(extra or {}),
    }
    if reply_to is not None:
        payload["message_reference"] = {
            "type": 0,
            "channel_id": str(reply_to.channel.id),
            "message_id": str(reply_to.id),
            **({} if channel.guild is None else {"guild_id": str(channel.guild.id)}),
        }
    if body.get("nonce") is not None:
        payload["nonce"] = body["nonce"]
    message = Message(channel, author, payload, reply_to=reply_to)
    _fill(world, message, body, uploads, reply_to)
    if not ephemeral:
        channel.messages[message.id] = message
    return message


def amend(world: World, message: Message, body: JSON, uploads: tuple[Upload, ...] = ()) -> None:
    """Change what `body` names and leave the rest, as an edit does."""
    message.payload["edited_timestamp"] = now()
    _fill(world, message, body, uploads, None)


def _fill(world: World, message: Message, body: JSON, uploads: tuple[Upload, ...], reply_to: Message | None) -> None:
    payload = message.payload
    if message.author.bot:
        message.request = deepcopy(body)
    payload["flags"] |= (body.get("flags") or 0) & _KEPT_FLAGS
    if "content" in body:
        payload["content"] = (body["content"] or "").strip()
    _attach(world, message, body, uploads)
    if "embeds" in body:
        payload["embeds"] = [_embed(message, embed) for embed in body["embeds"] or []]
    if "components" in body:
        payload["components"] = _Shaper(world, message, body["components"] or []).all()
    shown = _referenced(payload)
    payload["attachments"] = [a for key, a in message.uploads.items() if key not in shown]
    _mention(world, message, body.get("allowed_mentions"), reply_to)


def _attach(world: World, message: Message, body: JSON, uploads: tuple[Upload, ...]) -> None:
    described = {str(each.get("id")): each for each in body.get("attachments") or []}
    if "attachments" in body:
        message.uploads = {k: a for k, a in message.uploads.items() if str(k) in described}
    for upload in uploads:
        words = described.get(str(upload.index), {})
        identifier = world.new_id()
        name = words.get("filename") or upload.filename
        url = f"{world.cdn}/attachments/{message.channel.id}/{identifier}/{quote(name)}"
        attachment: JSON = {
            "id": str(identifier),
            "filename": name,
            "size": len(upload.data),
            "url": url,
            "proxy_url": url,
            "content_type": mimetypes.guess_type(name)[0] or "application/octet-stream",
        }
        if words.get("description"):
            attachment["description"] = words["description"]
        if upload.data.startswith(b"\x89PNG\r\n\x1a\n") and len(upload.data) >= 24:
            attachment["width"], attachment["height"] = struct.unpack(">II", upload.data[16:24])
        if message.flags & EPHEMERAL:
            attachment["ephemeral"] = True
        message.uploads[identifier] = attachment
        message.files[name] = upload.data
        world.files[url.removeprefix(world.cdn)] = upload.data


def _attachment(message: Message, url: str) -> JSON | None:
    """Return the message's attachment that `url` (attachment://name, or its own address) stands for, if any."""
    name = url.removeprefix("attachment://") if url.startswith("attachment://") else None
    for attachment in message.uploads.values():
        if attachment["filename"] == name or attachment["url"] == url:
            return attachment
    return None


def _embed(message: Message, given: JSON) -> JSON:
    embed = {key: deepcopy(value) for key, value in given.items() if value is not None}
    embed["type"] = "rich"
    for each in embed.get("fields", []):
        each["inline"] = bool(each.get("inline"))
    for key in ("image", "thumbnail"):
        if key in embed:
            # Discord keeps the size of a picture inside an embed, and loses its description.
            found = _attachment(message, embed[key].get("url", "")) or embed[key]
            embed[key] = {k: found[k] for k in ("url", "proxy_url", "width", "height") if k in found}
    return embed


def _referenced(payload: JSON) -> set[int]:
    """Return the ids of attachments that an embed or a component shows, which the message no longer lists."""
    urls = {embed[key].get("url") for embed in payload["embeds"] for key in ("image", "thumbnail") if key in embed}
    shown = {int(url.split("/")[-2]) for url in urls if url and "/attachments/" in url}
    for part in walk(payload["components"]):
        media = [item["media"] for item in part.get("items", [])] + [part[k] for k in ("media", "file") if k in part]
        shown |= {int(each["attachment_id"]) for each in media if "attachment_id" in each}
    return shown


class _Shaper:
    """Gives components the defaults and running numbers with which Discord returns them."""

    def __init__(self, world: World, message: Message, components: list[JSON]) -> None:
        self._world = world
        self._message = message
        self._components = components
        taken = {part["id"] for part in walk(components) if part.get("id")}
        self._free = (number for number in count(1) if number not in taken)

    def all(self, components: list[JSON] | None = None) -> list[JSON]:
        return [self._one(part) for part in (self._components if components is None else components)]

    def _one(self, given: JSON) -> JSON:
        part = {key: value for key, value in given.items() if value is not None}
        part["id"] = given.get("id") or next(self._free)
        match part["type"]:
            case 3 | 5 | 6 | 7 | 8:
                part = {"min_values": 1, "max_values": 1} | part
            case 9:
                part["accessory"] = self._one(part["accessory"])
            case 11:
                part = {"description": None, "spoiler": False} | part | {"media": self._media(part["media"])}
            case 12:
                part["items"] = [
                    {"description": None, "spoiler": False} | item | {"media": self._media(item["media"])}
                    for item in part["items"]
                ]
            case 13:
                part = {"spoiler": False} | part | {"file": self._media(part["file"])}
                found = _attachment(self._message, part["file"]["url"]) or {}
                part |= {"name": found.get("filename"), "size": found.get("size")}
            case 14:
                part = {"spacing": 1, "divider": True} | part
            case 17:
                part = {"accent_color": None, "spoiler": False} | part
        if "components" in part:
            part["components"] = self.all(part["components"])
        return part

    def _media(self, given: JSON) -> JSON:
        found = _attachment(self._message, given["url"])
        media: JSON = {"id": str(self._world.new_id()), "url": given["url"], "proxy_url": given["url"]}
        if found is not None:
            media |= {
                key: found[key] for key in ("url", "proxy_url", "width", "height", "content_type") if key in found
            }
            media["attachment_id"] = found["id"]
        return media


def _mention(world: World, message: Message, allow: dict[str, Any] | None, reply_to: Message | None) -> None:
    """Fill in whom the text mentions, and whom it therefore notifies, after `allowed_mentions` has cut both."""
    spoken = "\n".join([message.content, *(p["content"] for p in walk(message.components) if p["type"] == 10)])
    users, roles, everyone = mentioned(spoken)
    may = Permission.MENTION_EVERYONE in allowed(message.author, message.channel)
    guild = message.channel.guild
    known = {} if guild is None else {role.id: role for role in guild.roles}
    roles = {each for each in roles if each in known and (may or known[each].mentionable)}
    everyone = everyone and may
    users = {each for each in users if each in world.users}
    if allow is not None:
        parse = allow.get("parse") or []
        listed = {key: {int(each) for each in allow.get(key) or []} for key in ("users", "roles")}
        users = users if "users" in parse else users & listed["users"]
        roles = roles if "roles" in parse else roles & listed["roles"]
        everyone = everyone and "everyone" in parse
    if reply_to is not None and not reply_to.from_interaction and (allow is None or allow.get("replied_user")):
        users = users | {reply_to.author.id}
    payload = message.payload
    payload["mentions"] = [world.users[each].payload() for each in sorted(users)]
    payload["mention_roles"] = [str(each) for each in sorted(roles)]
    payload["mention_everyone"] = everyone
    message.pings = frozenset(users | roles | ({"everyone"} if everyone else set()))
