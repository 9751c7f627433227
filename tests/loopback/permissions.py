"""Discord's permission bits, and how roles and overwrites of a channel combine to what somebody may do there."""

from __future__ import annotations

from enum import IntFlag
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .records import Channel, User

__all__ = ["EVERYDAY", "Permission", "allowed"]


class Permission(IntFlag):
    """The bits that the stand-in or a test of the bot has a use for."""

    NONE = 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40


EVERYDAY = (
    Permission.ADD_REACTIONS
    | Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
)
"""What a new guild's @everyone may do; it cannot ping everyone."""

_ALL = Permission((1 << 50) - 1)


def allowed(user: User, channel: Channel) -> Permission:
    """Return what `user` may do in `channel`: all of EVERYDAY in a DM, nothing for a stranger to the guild.

    A thread has its parent's permissions. Denials apply before grants at each level: @everyone, roles, the member.
    """
    if channel.guild is None:
        return EVERYDAY
    member = channel.guild.members.get(user.id)
    if member is None:
        return Permission.NONE
    permissions = channel.guild.everyone.permissions
    for role in member.roles:
        permissions |= role.permissions
    if user is channel.guild.owner or Permission.ADMINISTRATOR in permissions:
        return _ALL
    overwrites = channel.parent.overwrites if channel.is_thread and channel.parent else channel.overwrites
    for ids in ([channel.guild.id], [role.id for role in member.roles], [user.id]):
        level = [overwrites[each] for each in ids if each in overwrites]
        for overwrite in level:
            permissions &= ~overwrite.deny
        for overwrite in level:
            permissions |= overwrite.allow
    return permissions
