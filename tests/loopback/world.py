"""Everything that exists on the stand-in's Discord. Knows nothing of sockets or of HTTP."""

from __future__ import annotations

import time
from typing import Any

from .permissions import EVERYDAY, Permission
from .records import JSON, Channel, ChannelType, Guild, Member, Role, User

__all__ = ["World"]

_EPOCH_MS = 1_420_070_400_000


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
        self.application_flags = 0

    def new_id(self) -> int:
        """Return a snowflake of this moment, larger than any before."""
        self._last_id = max(self._last_id + 1, (int(time.time() * 1000) - _EPOCH_MS) << 22)
        return self._last_id

    def user(self, name: str, *, bot: bool = False) -> User:
        user = User(self.new_id(), name, bot=bot)
        self.users[user.id] = user
        return user

    def guild(self, name: str, *, owner: User | None, with_bot: bool, id: int | None = None) -> Guild:
        guild = Guild(id or self.new_id(), name, owner or self.user(f"{name} owner"))
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

    def application_payload(self) -> JSON:
        flags = self.application_flags
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
