"""Who may do what on a server, asked anew every time it matters."""

from __future__ import annotations

import discord

from ..client import Verbatim
from ..core.answering.rights import may_moderate

__all__ = ["is_moderator"]


async def is_moderator(
    client: Verbatim, person: discord.abc.User, permissions: discord.Permissions | None = None
) -> bool:
    """Tell whether somebody is a moderator of the server they write from; in direct messages nobody is.

    permissions: those that Discord sent along with an interaction; None to work them out from the roles.
    """
    if not isinstance(person, discord.Member):
        return False
    server = await client.store.server(person.guild.id)
    manages = (person.guild_permissions if permissions is None else permissions).manage_guild
    roles = frozenset(role.id for role in person.roles)
    return may_moderate(manage_server=manages, role_ids=roles, moderator_role_id=server.moderator_role_id)
