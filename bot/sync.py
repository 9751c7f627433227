"""Tells Discord which commands there are, only when they have changed: it allows few such calls a day.

Commands for curators, which change the knowledge, are told in the servers that may use them, and show nowhere else.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Collection, Iterable
from typing import Any

import discord
from discord import app_commands

from .errors import StoreError
from .store import Store

__all__ = ["FOR_CURATORS", "digest", "sync", "sync_curators"]

_log = logging.getLogger(__name__)
FOR_CURATORS = "for curators"
"""The key in a command's extras that keeps it to servers which may change the knowledge."""
_SCOPE = "curator:"  # before the id of such a server, where it is kept what Discord was told of it


def digest(tree: app_commands.CommandTree[Any], *, curators: bool = False) -> str:
    """Return a hash of the commands as Discord would be told of them, and of the application that they are for.

    curators: of those for curators, not of the others.
    """
    told = sorted(json.dumps(command, sort_keys=True) for command in _told(tree, curators))
    return hashlib.sha256("\n".join([str(tree.client.application_id), *told]).encode()).hexdigest()


async def sync(
    tree: app_commands.CommandTree[Any],
    store: Store,
    *,
    guild_id: int | None = None,
    curators: Collection[int] = (),
    force: bool = False,
) -> bool:
    """Tell Discord of the commands for everybody, on all servers or on one; return whether that was needed.

    Args:
        tree: The commands, of a client that is logged in.
        store: Where it is kept what Discord was told the last time.
        guild_id: The one server, None for all. If it is a curator, it has the commands for curators as well.
        curators: Ids of the servers that may change the knowledge.
        force: Tell it even if nothing has changed since the last time.
    """
    scope = "global" if guild_id is None else str(guild_id)
    current = digest(tree)
    if not force and await store.synced(scope) == current:
        return False
    more = _told(tree, True) if guild_id is not None and guild_id in curators else []
    await _tell(tree, guild_id, _told(tree, False) + more)
    await _keep(store, scope, current)
    return True


async def sync_curators(
    tree: app_commands.CommandTree[Any], store: Store, curators: Iterable[int], *, force: bool = False
) -> None:
    """Tell Discord of the commands for curators in each of their servers; take them away where they were one.

    A server that refuses, such as one without the bot, is logged, and keeps none of the others from it.
    """
    current, wanted = digest(tree, curators=True), set(curators)
    told = {int(scope.removeprefix(_SCOPE)): digest for scope, digest in (await store.synced_scopes(_SCOPE)).items()}
    for guild_id in sorted(wanted | told.keys()):
        try:
            if guild_id not in wanted:
                await _tell(tree, guild_id, [])
                await _keep(store, f"{_SCOPE}{guild_id}", None)
            elif force or told.get(guild_id) != current:
                await _tell(tree, guild_id, _told(tree, True))
                await _keep(store, f"{_SCOPE}{guild_id}", current)
        except discord.HTTPException as error:
            _log.warning("Discord could not be told of the commands in server %d: %s", guild_id, error)


async def _keep(store: Store, scope: str, told: str | None) -> None:
    """Remember what Discord was told. What cannot be kept is told again at the next start."""
    try:
        await store.set_synced(scope, told)
    except StoreError as error:
        _log.warning("what Discord was told of the commands cannot be kept: %s", error)


def _told(tree: app_commands.CommandTree[Any], curators: bool) -> list[dict[str, Any]]:
    """Return the commands for curators, or the others, as Discord is told of them."""
    return [command.to_dict(tree) for command in tree.get_commands() if curators is (FOR_CURATORS in command.extras)]


async def _tell(tree: app_commands.CommandTree[Any], guild_id: int | None, told: list[dict[str, Any]]) -> None:
    """Have these commands, and no others, on all servers or on one. (`tree.sync` would tell all in the tree.)"""
    http, application_id = tree.client.http, tree.client.application_id
    assert application_id is not None  # a client that is logged in has one
    if guild_id is None:
        await http.bulk_upsert_global_commands(application_id, told)
    else:
        await http.bulk_upsert_guild_commands(application_id, guild_id, told)
    _log.info("told Discord of %d commands (%s)", len(told), "global" if guild_id is None else guild_id)
