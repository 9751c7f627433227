"""People, roles, guilds and channels as the stand-in keeps them, and their JSON as Discord sends it.

Records are mutable and equal only to themselves: they are the state of a server. Ids are `int` here, text in JSON.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from .permissions import Permission, allowed

if TYPE_CHECKING:
    from .message import Message

__all__ = ["JSON", "Channel", "ChannelType", "File", "Guild", "Member", "Overwrite", "Role", "User", "now"]

JSON = dict[str, Any]


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
class File:
    """A file that a person hands in with a command; `url` is where the bot can fetch it."""

    id: int
    name: str
    size: int
    url: str

    def payload(self) -> JSON:
        return {"id": str(self.id), "filename": self.name, "size": self.size, "url": self.url, "proxy_url": self.url}


@dataclass(eq=False)
class Role:
    id: int
    name: str
    permissions: Permission = Permission.NONE
    position: int = 0
    mentionable: bool = False
    bot: User | None = None
    """The bot that Discord made it for as that was invited; None for any other role."""

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
            "managed": self.bot is not None,
            "mentionable": self.mentionable,
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
            **({} if self.bot is None else {"tags": {"bot_id": str(self.bot.id)}}),
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
    system_channel: Channel | None = field(default=None, repr=False)
    """Where Discord itself greets new members."""

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
            "system_channel_id": None if self.system_channel is None else str(self.system_channel.id),
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
    archived: bool = False
    locked: bool = False
    """Of a thread: whether only those who manage threads may open it again."""

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
                    "archived": self.archived,
                    "archive_timestamp": self.created,
                    "auto_archive_duration": 1440,
                    "locked": self.locked,
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
