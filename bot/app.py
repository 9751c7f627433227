"""The composition root: settings -> knowledge -> answerer -> Discord client. Alone knows everything."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import aiohttp
import discord
import yarl
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from .cogs.ask import Ask
from .core.answering import Answerer
from .errors import DiscordError
from .folder import open_answerer
from .settings import Settings

__all__ = ["Verbatim", "run"]

_log = logging.getLogger(__name__)


class Verbatim(commands.Bot):
    """The Discord client. Keeps no messages and no members in memory, and can ping nobody.

    Args:
        answerer: What questions are answered with; may be exchanged for a newer one at any time.
        message_content: Whether the privileged message-content intent is asked for.
        api: Base of the REST API, such as https://discord.com/api/v10, or None for Discord's own.
    """

    def __init__(self, answerer: Answerer, *, message_content: bool = False, api: str | None = None) -> None:
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
        self.answerer = answerer
        self._api = api
        if api is not None:
            Route.BASE = api  # discord.py knows no other way; the gateway's address follows in setup_hook

    async def setup_hook(self) -> None:
        """Load the cogs; learn where the gateway is, if it is not Discord's own."""
        await self.add_cog(Ask(self))
        if self._api is not None:
            found = await self.http.request(Route("GET", "/gateway"))
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(found["url"])

    async def on_ready(self) -> None:
        """Say in the log that the bot is there."""
        _log.info("ready in %d servers, knowledge %s", len(self.guilds), self.answerer.version)

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the cogs: there are no prefix commands."""


def run(settings: Settings, knowledge: Path | None = None) -> None:
    """Run the bot on Discord until it is stopped.

    Raises KnowledgeError for a faulty knowledge base and DiscordError, in one line, where Discord cannot be had.
    """
    if settings.discord_token is None:
        raise DiscordError("DISCORD_TOKEN is not set; put your bot's token into .env (see .env.example)")
    discord.utils.setup_logging(level=logging.getLevelName(settings.log_level))
    answerer = open_answerer(knowledge or settings.knowledge_dir, cache=settings.cache_dir)
    try:
        asyncio.run(_serve(settings, settings.discord_token, answerer))
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


async def _serve(settings: Settings, token: str, answerer: Answerer) -> None:
    async with Verbatim(answerer, message_content=settings.message_content, api=settings.discord_api) as client:
        await client.start(token)
