"""Tells Discord which commands there are, only when they have changed: it allows few such calls a day."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from ..app import Verbatim

__all__ = ["digest", "sync"]

_log = logging.getLogger(__name__)


def digest(client: Verbatim) -> str:
    """Return a hash of the commands as Discord would be told of them, and of the application that they are for."""
    told = sorted(json.dumps(command.to_dict(client.tree), sort_keys=True) for command in client.tree.get_commands())
    return hashlib.sha256("\n".join([str(client.application_id), *told]).encode()).hexdigest()


async def sync(client: Verbatim, *, guild_id: int | None = None, force: bool = False) -> bool:
    """Tell Discord of the commands, for all servers or for one; return whether that was needed.

    force: tell it even if nothing has changed since the last time.
    """
    scope = "global" if guild_id is None else str(guild_id)
    current = digest(client)
    if not force and await client.store.synced(scope) == current:
        return False
    guild = discord.Object(guild_id) if guild_id is not None else None
    if guild is not None:
        client.tree.copy_global_to(guild=guild)
    told = await client.tree.sync(guild=guild)
    await client.store.set_synced(scope, current)
    _log.info("told Discord of %d commands (%s)", len(told), scope)
    return True
