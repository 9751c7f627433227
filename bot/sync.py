"""Tells Discord which commands there are, only when they have changed: it allows few such calls a day."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import Any

import discord
from discord import app_commands

from .store import Store

__all__ = ["digest", "sync"]

_log = logging.getLogger(__name__)


def digest(tree: app_commands.CommandTree[Any]) -> str:
    """Return a hash of the commands as Discord would be told of them, and of the application that they are for."""
    told = sorted(json.dumps(command.to_dict(tree), sort_keys=True) for command in tree.get_commands())
    return hashlib.sha256("\n".join([str(tree.client.application_id), *told]).encode()).hexdigest()


async def sync(
    tree: app_commands.CommandTree[Any], store: Store, *, guild_id: int | None = None, force: bool = False
) -> bool:
    """Tell Discord of the commands, for all servers or for one; return whether that was needed.

    Args:
        tree: The commands, of a client that is logged in.
        store: Where it is kept what Discord was told the last time.
        guild_id: The one server, None for all.
        force: Tell it even if nothing has changed since the last time.
    """
    scope = "global" if guild_id is None else str(guild_id)
    current = digest(tree)
    if not force and await store.synced(scope) == current:
        return False
    guild = discord.Object(guild_id) if guild_id is not None else None
    if guild is not None:
        tree.copy_global_to(guild=guild)
    told = await tree.sync(guild=guild)
    await store.set_synced(scope, current)
    _log.info("told Discord of %d commands (%s)", len(told), scope)
    return True
