"""What exists on the stand-in's Discord, and its JSON as Discord sends it. Knows nothing of sockets or of HTTP.

Records are mutable and equal only to themselves: they are the state of a server. Ids are `int` here, strings in JSON.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from .permissions import EVERYDAY, Permission, allowed

__all__ = [
    "COMPONENTS_V2",
    "EPHEMERAL",
    "JSON",
    "Channel",
    "ChannelType",
    "Guild",
    "Member",
    "Message",
    "Overwrite",
    "Role",
    "User",
    "World",
    "mentioned",
    "now",
    "walk",
]

JSON = dict[str, Any]

EPHEMERAL = 1 << 6
COMPONENTS_V2 = 1 << 15

_EPOCH_MS = 1_420_070_400_000


def now() -> str:
    return datetime.now(UTC).isoformat()


class ChannelType(IntEnum):
    TEXT = 0
    DM = 1
    THREAD = 11
    FORUM = 15


@dataclass(eq=False)
class User:
    id: int
    name: str
    bot: bool = False
    takes_dms: bool = True
    locale: str = "en-GB"

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    def payload(self) -> JSON:
        return {
            "id": str(self.id),
            "username": self.name.lower().replace(" ", "_"),
            "global_name": self.name,
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
            "system": False,
            "public_flags": 0,
            "flags": 0,
            "primary_guild": None,
        }


@dataclass(eq=False)
class Role:
    id: int
    name: str
    permissions: Permission = Permission.NONE
    position: int = 0
    mentionable: bool = False

    @property
    def mention(self) -> str:
        return f"<@&{self.id}>"

    def payload(self) -> JSON:
        return {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(int(self.permissions)),
            "position": self.position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": False,
            "mentionable": self.mentionable,
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
        }


@dataclass(eq=False)
class Member:
    user: User
    roles: list[Role] = field(default_factory=list)
    joined_at: str = field(default_factory=now)

    def payload(self, *, with_user: bool = True) -> JSON:
        payload: JSON = {
            "avatar": None,
            "banner": None,
            "communication_disabled_until": None,
            "flags": 0,
            "joined_at": self.joined_at,
            "nick": None,
            "pending": False,
            "premium_since": None,
            "roles": [str(role.id) for role in self.roles],
            "mute": False,
            "deaf": False,
        }
        if with_user:
            payload["user"] = self.user.payload()
        return payload


@dataclass
class Overwrite:
    """What a channel grants or denies to one role or member, over what its roles say."""

    of_member: bool
    allow: Permission = Permission.NONE
    deny: Permission = Permission.NONE


@dataclass(eq=False)
class Guild:
    id: int
    name: str
    owner: User
    roles: list[Role] = field(default_factory=list)
    members: dict[int, Member] = field(default_factory=dict)
    channels: list[Channel] = field(default_factory=list, repr=False)
    locale: str = "en-GB"

    @property
    def everyone(self) -> Role:
        return self.roles[0]

    def payload(self) -> JSON:
        """Return the guild as REST gives it; the gateway adds channels, threads and members."""
        return {
            "id": str(self.id),
            "name": self.name,
            "icon": None,
            "description": None,
            "home_header": None,
            "splash": None,
            "discovery_splash": None,
            "features": [],
            "banner": None,
            "owner_id": str(self.owner.id),
            "application_id": None,
            "region": "deprecated",
            "afk_channel_id": None,
            "afk_timeout": 300,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "widget_enabled": False,
            "widget_channel_id": None,
            "verification_level": 0,
            "roles": [role.payload() for role in self.roles],
            "default_message_notifications": 1,
            "mfa_level": 0,
            "explicit_content_filter": 0,
            "max_presences": None,
            "max_members": 500_000,
            "max_stage_video_channel_users": 50,
            "max_video_channel_users": 25,
            "vanity_url_code": None,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "preferred_locale": self.locale,
            "rules_channel_id": None,
            "safety_alerts_channel_id": None,
            "public_updates_channel_id": None,
            "premium_progress_bar_enabled": False,
            "nsfw": False,
            "nsfw_level": 0,
            "emojis": [],
            "stickers": [],
            "incidents_data": None,
        }

    def gateway_payload(self, *, viewer: User, members: bool) -> JSON:
        """Return the guild as GUILD_CREATE gives it to `viewer`; with `members` everybody, else only the viewer."""
        present = self.members.values() if members else [self.members[viewer.id]]
        return self.payload() | {
            "joined_at": self.members[viewer.id].joined_at,
            "large": False,
            "unavailable": False,
            "member_count": len(self.members),
            "members": [member.payload() for member in present],
            "channels": [channel.payload() for channel in self.channels if not channel.is_thread],
            "threads": [channel.payload() for channel in self.channels if channel.is_thread],
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }


@dataclass(eq=False)
class Channel:
    """A text channel, forum, thread (a forum post is one) or DM; `guild` is None in a DM only."""

    id: int
    type: ChannelType
    name: str = ""
    guild: Guild | None = None
    parent: Channel | None = None
    owner: User | None = None
    recipient: User | None = None
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict, repr=False)
    created: str = field(default_factory=now)

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"

    @property
    def is_thread(self) -> bool:
        return self.type is ChannelType.THREAD

    def payload(self) -> JSON:
        last = max(self.messages, default=None)
        payload: JSON = {
            "id": str(self.id),
            "type": int(self.type),
            "flags": 0,
            "last_message_id": None if last is None else str(last),
        }
        if self.guild is None:
            assert self.recipient is not None
            return payload | {"recipients": [self.recipient.payload()]}
        payload |= {
            "guild_id": str(self.guild.id),
            "name": self.name,
            "parent_id": None if self.parent is None else str(self.parent.id),
            "rate_limit_per_user": 0,
        }
        if self.is_thread:
            assert self.owner is not None
            return payload | {
                "owner_id": str(self.owner.id),
                "thread_metadata": {
                    "archived": False,
                    "archive_timestamp": self.created,
                    "auto_archive_duration": 1440,
                    "locked": False,
                    "create_timestamp": self.created,
                },
                "message_count": len(self.messages),
                "member_count": 1,
                "total_message_sent": len(self.messages),
            }
        payload |= {
            "position": 0,
            "topic": None,
            "nsfw": False,
            "permission_overwrites": [
                {
                    "id": str(each),
                    "type": int(overwrite.of_member),
                    "allow": str(int(overwrite.allow)),
                    "deny": str(int(overwrite.deny)),
                }
                for each, overwrite in self.overwrites.items()
            ],
        }
        if self.type is ChannelType.FORUM:
            payload |= {
                "available_tags": [],
                "default_reaction_emoji": None,
                "default_sort_order": None,
                "default_forum_layout": 0,
            }
        return payload

    def interaction_payload(self, user: User) -> JSON:
        """Return the partial channel of an interaction, which says what `user` may do there."""
        return self.payload() | {"permissions": str(int(allowed(user, self)))}


@dataclass(eq=False)
class Message:
    """A message as everybody with all rights sees it; what a bot may not see is cut when it is sent to the bot."""

    channel: Channel
    author: User
    payload: JSON
    request: JSON | None = None
    """The body with which the bot made or last changed it; None for a person's message."""
    files: dict[str, bytes] = field(default_factory=dict)
    """The files uploaded with it, by file name."""
    pings: frozenset[int | str] = frozenset()
    """Ids of the users and roles whom it notifies, and "everyone"; a reply's author too."""
    from_interaction: bool = False
    deleted: bool = False
    uploads: dict[int, JSON] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> int:
        return int(self.payload["id"])

    @property
    def content(self) -> str:
        return str(self.payload["content"])

    @property
    def embeds(self) -> list[JSON]:
        return list(self.payload["embeds"])

    @property
    def components(self) -> list[JSON]:
        return list(self.payload["components"])

    @property
    def attachments(self) -> list[JSON]:
        return list(self.payload["attachments"])

    @property
    def flags(self) -> int:
        return int(self.payload["flags"])

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def custom_ids(self) -> list[str]:
        """The custom ids of all buttons and menus, in reading order."""
        return [part["custom_id"] for part in walk(self.components) if "custom_id" in part]

    @property
    def text(self) -> str:
        """All that a person reads: content, embeds and text displays, a line each."""
        lines = [self.content]
        for embed in self.embeds:
            lines += [embed.get("author", {}).get("name"), embed.get("title"), embed.get("description")]
            for each in embed.get("fields", []):
                lines += [each["name"], each["value"]]
            lines.append(embed.get("footer", {}).get("text"))
        lines += [part["content"] for part in walk(self.components) if part["type"] == 10]
        return "\n".join(line for line in lines if line)

    def seen_by(self, bot: User, *, message_content: bool) -> JSON:
        """Return the message as a bot gets it, without its substance where the message content intent is needed."""
        payload = dict(self.payload)
        if "referenced_message" in payload and self.payload["referenced_message"] is not None:
            reference = self.channel.messages.get(int(self.payload["referenced_message"]["id"]))
            if reference is not None:
                seen = reference.seen_by(bot, message_content=message_content)
                payload["referenced_message"] = {k: v for k, v in seen.items() if k != "referenced_message"}
        mentions = {int(user["id"]) for user in self.payload["mentions"]}
        if not (message_content or self.channel.guild is None or self.author is bot or bot.id in mentions):
            payload |= {"content": "", "embeds": [], "attachments": [], "components": []}
        return payload


def walk(components: Iterable[JSON]) -> Iterable[JSON]:
    """Yield components and all that they hold, in reading order."""
    for part in components:
        yield part
        yield from walk(part.get("components", []))
        yield from walk([part[key] for key in ("component", "accessory") if isinstance(part.get(key), dict)])


def mentioned(text: str) -> tuple[set[int], set[int], bool]:
    """Return the ids of users and of roles that `text` mentions, and whether it mentions everyone or those here."""
    users = {int(each) for each in re.findall(r"<@!?(\d+)>", text)}
    roles = {int(each) for each in re.findall(r"<@&(\d+)>", text)}
    return users, roles, bool(re.search(r"@(everyone|here)\b", text))


class World:
    """All users, guilds and channels, the bot among them, and the application commands that it registered."""

    def __init__(self) -> None:
        self._last_id = 0
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.commands: dict[int | None, list[JSON]] = {None: []}
        """Registered application commands by guild id; None holds the global ones."""
        self.cdn = ""
        """Where uploaded files can be fetched; set when the server has its port."""
        self.files: dict[str, bytes] = {}
        """Uploaded files by their path below `cdn`."""
        self.bot = self.user("Verbatim", bot=True)

    def new_id(self) -> int:
        """Return a snowflake of this moment, larger than any before."""
        self._last_id = max(self._last_id + 1, (int(time.time() * 1000) - _EPOCH_MS) << 22)
        return self._last_id

    def user(self, name: str, *, bot: bool = False) -> User:
        user = User(self.new_id(), name, bot=bot)
        self.users[user.id] = user
        return user

    def guild(self, name: str, *, owner: User | None, with_bot: bool) -> Guild:
        guild = Guild(self.new_id(), name, owner or self.user(f"{name} owner"))
        guild.roles.append(Role(guild.id, "@everyone", EVERYDAY))
        self.guilds[guild.id] = guild
        for user in (guild.owner, self.bot) if with_bot else (guild.owner,):
            guild.members[user.id] = Member(user)
        return guild

    def role(self, guild: Guild, name: str, permissions: Permission, *, mentionable: bool) -> Role:
        role = Role(self.new_id(), name, permissions, len(guild.roles), mentionable)
        guild.roles.append(role)
        return role

    def channel(self, type: ChannelType, *, id: int | None = None, **details: Any) -> Channel:
        channel = Channel(id or self.new_id(), type, **details)
        self.channels[channel.id] = channel
        if channel.guild is not None:
            channel.guild.channels.append(channel)
        return channel

    def dm(self, user: User) -> Channel:
        """Return the bot's direct channel with `user`, made the first time."""
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        return self.channel(ChannelType.DM, recipient=user)

    def application_payload(self, flags: int) -> JSON:
        return {
            "id": str(self.bot.id),
            "name": self.bot.name,
            "icon": None,
            "description": "",
            "type": None,
            "bot": self.bot.payload(),
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": flags,
            "flags_new": str(flags),
            "redirect_uris": [],
            "interactions_endpoint_url": None,
            "role_connections_verification_url": None,
            "owner": next(iter(self.users.values())).payload(),
            "approximate_guild_count": len(self.guilds),
            "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
            "team": None,
            "eligible_oauth2_scopes": [],
        }
