"""The composition root: settings -> knowledge -> answerer -> store -> Discord client. Alone knows everything."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from . import render
from .charts import Charts
from .cogs.ask import Ask
from .cogs.buttons import ITEMS
from .cogs.commands import Commands
from .cogs.figures import Figures
from .cogs.server import Server
from .cogs.sync import sync
from .core.answering import Answerer
from .core.catalogue import Catalogue
from .core.verdicts import FigureChecker
from .errors import DiscordError
from .folder import open_answerer
from .settings import Settings
from .store import Store

__all__ = ["Verbatim", "run", "run_sync"]

_log = logging.getLogger(__name__)


class Verbatim(commands.Bot):
    """The Discord client. Keeps no messages and no members in memory, and can ping nobody.

    Args:
        answerer: What questions are answered with.
        store: What the bot remembers; open as long as the client is.
        message_content: Whether the privileged message-content intent is asked for.
        api: Base of the REST API, such as https://discord.com/api/v10, or None for Discord's own.
        sync_at_start: Whether Discord is told of the commands at the start if they have changed.
    """

    def __init__(
        self,
        answerer: Answerer,
        store: Store,
        *,
        message_content: bool = False,
        api: str | None = None,
        sync_at_start: bool = True,
    ) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        intents.message_content = message_content
        super().__init__(
            command_prefix=(),
            help_command=None,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.store = store
        self.charts = Charts()
        self.tree.error(self._on_command_error)
        self._api, self._sync = api, sync_at_start
        if api is not None:
            Route.BASE = api  # discord.py knows no other way; the gateway's address follows in setup_hook
        self.publish(answerer)

    def publish(self, answerer: Answerer) -> None:
        """Answer from another version of the knowledge from now on."""
        self.answerer = answerer
        self.catalogue = Catalogue(answerer.knowledge)
        self.checker = FigureChecker(answerer.knowledge, answerer.matcher)
        self.loaded_at: datetime = discord.utils.utcnow()

    async def setup_hook(self) -> None:
        """Load the cogs; learn where the gateway is, if not Discord's own; tell Discord of the commands if need be."""
        for cog in (Ask(self), Commands(self), Figures(self), Server(self)):
            await self.add_cog(cog)
        self.add_dynamic_items(*ITEMS)
        if self._api is not None:
            found = await self.http.request(Route("GET", "/gateway"))
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(found["url"])
        try:
            if self._sync:
                await sync(self)
        except discord.HTTPException as error:
            _log.warning("Discord could not be told of the commands (%s); python -m bot sync tries again", error)

    async def on_ready(self) -> None:
        """Say in the log that the bot is there."""
        _log.info("ready in %d servers, knowledge %s", len(self.guilds), self.answerer.version)

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the cogs: there are no prefix commands."""

    async def _on_command_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError
    ) -> None:
        """Tell somebody privately that their command failed, and the log why."""
        _log.error("command %s failed", interaction.command and interaction.command.qualified_name, exc_info=error)
        try:
            if interaction.response.is_done():
                await interaction.followup.send(render.FAILED, ephemeral=True)
            else:
                await interaction.response.send_message(render.FAILED, ephemeral=True)
        except discord.HTTPException as again:
            _log.info("nor could they be told: %s", again.code)


def run(settings: Settings, knowledge: Path | None = None) -> None:
    """Run the bot on Discord until it is stopped.

    Raises KnowledgeError for a faulty knowledge base, StoreError for a store that cannot be opened, and DiscordError,
    in one line, where Discord cannot be had.
    """
    _on_discord(settings, knowledge, None)


def run_sync(settings: Settings, knowledge: Path | None = None, *, guild_id: int | None = None) -> None:
    """Tell Discord of the commands, changed or not, for all servers or for one. Raises as `run` does."""
    _on_discord(settings, knowledge, (guild_id,))


def _on_discord(settings: Settings, knowledge: Path | None, only_sync: tuple[int | None] | None) -> None:
    if settings.discord_token is None:
        raise DiscordError("DISCORD_TOKEN is not set; put your bot's token into .env (see .env.example)")
    discord.utils.setup_logging(level=logging.getLevelName(settings.log_level))
    answerer = open_answerer(knowledge or settings.knowledge_dir, cache=settings.cache_dir)
    try:
        asyncio.run(_serve(settings, settings.discord_token, answerer, only_sync))
    except KeyboardInterrupt:
        _log.info("stopped")
    except discord.LoginFailure:
        raise DiscordError(
            "Discord refuses DISCORD_TOKEN; copy it anew from https://discord.com/developers/applications"
        ) from None
    except discord.PrivilegedIntentsRequired:
        raise DiscordError(
            "Discord refuses the message content intent; switch it on for your bot in the developer portal, "
            "or set MESSAGE_CONTENT=off"
        ) from None
    except (aiohttp.ClientError, OSError, discord.HTTPException, discord.GatewayNotFound) as error:
        raise DiscordError(f"Discord cannot be reached ({error}); see to the network and to DISCORD_API") from None


async def _serve(settings: Settings, token: str, answerer: Answerer, only_sync: tuple[int | None] | None) -> None:
    async with Store.open(settings.database_url) as store:
        client = Verbatim(
            answerer,
            store,
            message_content=settings.message_content,
            api=settings.discord_api,
            sync_at_start=only_sync is None,
        )
        async with client:
            if only_sync is None:
                await client.start(token)
                return
            await client.login(token)
            await sync(client, guild_id=only_sync[0], force=True)
