"""The composition root: settings -> store, publisher, client, cogs. Alone knows everything."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import discord

from . import logs
from .background import take_short_turns, unbroken
from .client import Verbatim
from .cogs import bin, buttons, document_pages, drafts, entry_forms, gaps, learnt, listings
from .cogs.ask import Ask
from .cogs.commands import Commands
from .cogs.corrections import Corrections
from .cogs.documents import Documents
from .cogs.figures import Figures
from .cogs.knowledge import Knowledge
from .cogs.learnt import Learning
from .cogs.presence import Presence
from .cogs.privacy import Privacy
from .cogs.reports import Reports
from .cogs.server import Server
from .cogs.upkeep import Upkeep
from .errors import DiscordError, SettingsError, StoreError, VerbatimError
from .health import Health
from .metrics import Metrics
from .serving.compiled import open_answerer
from .serving.edition import Edition
from .serving.eyes import Policy
from .serving.publisher import Publisher
from .serving.word_vectors import load_vectors
from .serving.worker import Worker
from .settings import Settings
from .stopping import run_until_stopped
from .store import Store
from .sync import sync, sync_curators

__all__ = ["COGS", "ITEMS", "open_store", "run", "run_sync", "why_closed"]

_log = logging.getLogger(__name__)
# Why Discord closes the connection of a bot that must not come back with what it has, by its code.
_CLOSED = {
    4004: (
        "Discord no longer accepts DISCORD_TOKEN, which was reset; "
        "copy the new one from https://discord.com/developers/applications"
    ),
    4010: "Discord knows no such shard; set SHARDS and SHARD_IDS anew, or leave both empty",
    4011: (
        "the bot is on too many servers for so few shards; leave SHARDS empty, or set it to a higher number, the same "
        "for every process"
    ),
    4012: "Discord no longer speaks the version of its gateway that discord.py does; update discord.py",
    4013: "Discord does not know one of the intents that discord.py asks for; update discord.py",
}

COGS = (Ask, Commands, Figures, Server, Knowledge, Learning, Documents, Reports, Corrections, Privacy, Upkeep, Presence)
"""What the bot does on Discord."""
ITEMS = (
    *buttons.ITEMS, *listings.ITEMS, *drafts.ITEMS, *gaps.ITEMS, *bin.ITEMS, *entry_forms.ITEMS, *learnt.ITEMS,
    *document_pages.ITEMS,
)  # fmt: skip
"""The buttons and menus that work on messages from before a restart."""


def run(settings: Settings, knowledge: Path | None = None) -> None:
    """Run the bot on Discord until it is stopped, by SIGTERM or SIGINT: see stopping.py.

    A store that cannot be opened does not keep it from answering: it then remembers nothing, and says so. Raises
    KnowledgeError where there is no sound knowledge to be had, SettingsError and StoreError for a DATABASE_URL that
    is none, and DiscordError, in one line, where Discord cannot be had.
    """
    try:
        _on_discord(settings, _serve, knowledge, run_until_stopped)
    except VerbatimError as error:
        if settings.log_format == "json":  # the command line says it in plain text
            _log.critical("%s", error)
        raise


def run_sync(settings: Settings, knowledge: Path | None = None, *, guild_id: int | None = None) -> None:
    """Tell Discord of the commands, changed or not, for all servers or for one. Raises as `run` does."""
    _on_discord(settings, partial(_only_sync, guild_id=guild_id), knowledge, asyncio.run)


def _on_discord(
    settings: Settings,
    work: Callable[[Settings, str, Path], Coroutine[Any, Any, None]],
    knowledge: Path | None,
    do: Callable[[Coroutine[Any, Any, None]], None],
) -> None:
    logs.begin(settings.log_level, words=settings.log_words, form=settings.log_format)
    if settings.discord_token is None:
        raise DiscordError(
            "DISCORD_TOKEN is not set; put your bot's token into .env, or into a file that DISCORD_TOKEN_FILE names"
        )
    take_short_turns()
    try:
        do(work(settings, settings.discord_token, knowledge or settings.knowledge_dir))
    except discord.LoginFailure:
        raise DiscordError(
            "Discord refuses DISCORD_TOKEN; copy it again from https://discord.com/developers/applications"
        ) from None
    except discord.ConnectionClosed as error:
        raise DiscordError(why_closed(error.code)) from None
    except discord.PrivilegedIntentsRequired:
        raise DiscordError(
            "Discord refuses the message content intent; switch it on for your bot in the developer portal, "
            "or set MESSAGE_CONTENT=off"
        ) from None
    except (aiohttp.ClientError, OSError, discord.HTTPException, discord.GatewayNotFound) as error:
        raise DiscordError(f"Discord cannot be reached ({error}); check the network and DISCORD_API") from None


def why_closed(code: int) -> str:
    """Return why Discord has closed the connection for good, and what to do, by its code."""
    return _CLOSED.get(code, f"Discord has closed the connection for good, with code {code}")


async def _serve(settings: Settings, token: str, folder: Path) -> None:
    _refuse_alone(settings)
    async with AsyncExitStack() as exits:
        health = await exits.enter_async_context(Health.open(settings.http_address, Metrics()))
        store = await exits.enter_async_context(
            open_store(settings.database_url, connections=settings.database_connections)
        )
        publisher = Publisher(
            store,
            folder,
            cache=settings.cache_dir,
            vectors=load_vectors(settings.semantic),
            min_right=settings.min_right,
            policy=Policy(settings.four_eyes, settings.four_eyes_folder),
            worker=Worker(cache=settings.cache_dir, semantic=settings.semantic, within_s=float(settings.prove_seconds)),
        )
        exits.push_async_callback(publisher.stop)
        health.watch(store=store, publisher=publisher)
        await publisher.start(at_once=True)
        client = Verbatim(
            publisher,
            COGS,
            ITEMS,
            message_content=settings.message_content,
            api=settings.discord_api,
            curator_guilds=settings.curator_guilds,
            keep_questions_days=settings.keep_questions_days,
            metrics=health.metrics,
            shards=settings.shards,
            shard_ids=settings.shard_ids,
        )
        health.watch(client=client)
        async with client:
            await client.start(token)


def _refuse_alone(settings: Settings) -> None:
    """Raise SettingsError if shards are left to other processes, which could not know of each other."""
    all_run = settings.shard_ids is None or len(settings.shard_ids) == settings.shards
    if not all_run and not Store.can_be_shared(settings.database_url):
        raise SettingsError(
            "SHARD_IDS leaves shards to other processes, and on SQLite there can be one alone; set DATABASE_URL to the "
            "PostgreSQL database that they all use, or leave SHARD_IDS empty"
        )


async def _only_sync(settings: Settings, token: str, folder: Path, *, guild_id: int | None) -> None:
    edition = Edition.of(open_answerer(folder, cache=settings.cache_dir, vectors=load_vectors(settings.semantic)))
    async with Store.open(settings.database_url) as store:
        publisher = Publisher(store, edition=edition)
        client = Verbatim(publisher, COGS, ITEMS, api=settings.discord_api, sync_at_start=False)
        async with client:
            await client.login(token)
            await sync(client.tree, store, guild_id=guild_id, curators=settings.curator_guilds, force=True)
            if guild_id is None:
                await sync_curators(client.tree, store, settings.curator_guilds, force=True)


@asynccontextmanager
async def open_store(url: str, *, connections: int = 10) -> AsyncIterator[Store]:
    """Open the store of a DATABASE_URL; where it cannot be opened, an empty one that refuses to be written to.

    connections: As for `Store.open`.

    Raises StoreError for a text that is no database's address.
    """
    Store.check_address(url)
    async with AsyncExitStack() as stack:
        try:
            store = await unbroken(stack.enter_async_context(Store.open(url, connections=connections)))
        except StoreError as error:
            _log.error("the store cannot be opened: %s. The bot answers, and remembers nothing", error)
            store = await stack.enter_async_context(Store.open("sqlite://", failed=str(error)))
        yield store
