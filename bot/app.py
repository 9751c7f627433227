"""The composition root: settings -> knowledge -> answerer -> store -> Discord client. Alone knows everything."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
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
from .background import Background
from .charts import Charts
from .cogs.ask import Ask
from .cogs.buttons import ITEMS
from .cogs.commands import Commands
from .cogs.corrections import Corrections
from .cogs.curation import ITEMS as CURATION_ITEMS
from .cogs.figures import Figures
from .cogs.knowledge import Knowledge
from .cogs.memory import Memory
from .cogs.privacy import Privacy
from .cogs.reports import Reports
from .cogs.server import Server
from .cogs.sync import sync
from .cogs.upkeep import Upkeep
from .core.answering.answerer import Answerer
from .core.knowledge.catalogue import Catalogue
from .core.search.vectors import Vectors
from .errors import DiscordError, StoreError
from .serving.compiled import open_answerer
from .serving.edition import Edition
from .serving.publisher import Publisher
from .serving.result import Result
from .serving.watching import watch
from .serving.word_vectors import load_vectors
from .settings import Settings
from .store import Store

__all__ = ["Verbatim", "open_store", "run", "run_sync"]

_log = logging.getLogger(__name__)
_PARTING_S = 3.0  # for what is still to be kept as the bot leaves


class Verbatim(commands.Bot):
    """The Discord client. Keeps no messages and no members in memory, and can ping nobody.

    Args:
        publisher: What questions are answered with, and the store; open as long as the client is.
        message_content: Whether the privileged message-content intent is asked for.
        api: Base of the REST API, such as https://discord.com/api/v10, or None for Discord's own.
        sync_at_start: Whether Discord is told of the commands at the start if they have changed.
        curator_guilds: Ids of the servers whose moderators may change the knowledge.
        keep_questions_days: For how many days questions that found no answer are kept; 0: none is.
        load_vectors: Loads vectors of words in a thread once the bot runs; None, or what returns None: to do without.
    """

    def __init__(
        self,
        publisher: Publisher,
        *,
        message_content: bool = False,
        api: str | None = None,
        sync_at_start: bool = True,
        curator_guilds: frozenset[int] = frozenset(),
        keep_questions_days: int = 90,
        load_vectors: Callable[[], Vectors | None] | None = None,
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
        self.publisher = publisher
        self.store = publisher.store
        self.curator_guilds = curator_guilds
        self.keep_questions_days = keep_questions_days
        self.charts = Charts()
        self.background = Background()
        self.memory = Memory(self)
        self.reports = Reports(self)
        self._corrections = Corrections(self)
        self._load_vectors = load_vectors
        self._watching: asyncio.Task[None] | None = None
        self.tree.error(self._on_command_error)
        self._api, self._sync = api, sync_at_start
        if api is not None:
            Route.BASE = api  # discord.py knows no other way; the gateway's address follows in setup_hook

    @property
    def edition(self) -> Edition:
        """The version that is served."""
        return self.publisher.edition

    @property
    def answerer(self) -> Answerer:
        """Answers from the version that is served."""
        return self.edition.answerer

    @property
    def catalogue(self) -> Catalogue:
        """The entries of the version that is served."""
        return self.edition.catalogue

    async def setup_hook(self) -> None:
        """Load the cogs; learn where the gateway is, if not Discord's own; tell Discord of the commands if need be."""
        cogs = (Ask, Commands, Figures, Server, Knowledge, Privacy, Upkeep)
        for cog in cogs:
            await self.add_cog(cog(self))
        self.add_dynamic_items(*ITEMS, *CURATION_ITEMS)
        self.publisher.listeners.append(self._on_result)
        self._watching = asyncio.create_task(watch(self.publisher))
        if self._load_vectors is not None:
            self.background.start(self._go_by_vectors(self._load_vectors), "loading word vectors")
        if self._api is not None:
            found = await self.http.request(Route("GET", "/gateway"))
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(found["url"])
        try:
            if self._sync:
                await sync(self)
        except discord.HTTPException as error:
            _log.warning("Discord could not be told of the commands (%s); python -m bot sync tries again", error)

    async def _go_by_vectors(self, load: Callable[[], Vectors | None]) -> None:
        vectors = await asyncio.to_thread(load)
        if vectors is not None:
            await self.publisher.go_by(vectors)
            _log.info("answering by word vectors as well")

    async def close(self) -> None:
        """Close the connections, and no longer look out for edits."""
        if self._watching is not None:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
        if self._on_result in self.publisher.listeners:
            self.publisher.listeners.remove(self._on_result)
        await super().close()
        await self.background.finish(_PARTING_S)

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        """Hand on an event, unless the client is closed: nobody could answer it any more."""
        if not self.is_closed():
            super().dispatch(event_name, *args, **kwargs)

    async def on_ready(self) -> None:
        """Say in the log that the bot is there."""
        _log.info("ready in %d servers, knowledge %s", len(self.guilds), self.answerer.version)
        self.reports.tell_at_start()

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the cogs: there are no prefix commands."""

    async def _on_result(self, result: Result) -> None:
        """Tell moderators what was published or found on disk, and correct what was said before; wait for neither."""
        self.reports.tell(result)
        if result.published is not None:
            self.background.start(self._corrections.correct(result.changes.figures), "correcting messages")

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

    A store that cannot be opened does not keep it from answering: it then remembers nothing, and says so. Raises
    KnowledgeError where there is no sound knowledge to be had, SettingsError and StoreError for a DATABASE_URL that
    is none, and DiscordError, in one line, where Discord cannot be had.
    """
    _on_discord(settings, _serve, knowledge)


def run_sync(settings: Settings, knowledge: Path | None = None, *, guild_id: int | None = None) -> None:
    """Tell Discord of the commands, changed or not, for all servers or for one. Raises as `run` does."""

    async def only_sync(settings: Settings, token: str, folder: Path) -> None:
        edition = Edition.of(open_answerer(folder, cache=settings.cache_dir))
        async with Store.open(settings.database_url) as store:
            client = Verbatim(Publisher(store, edition=edition), api=settings.discord_api, sync_at_start=False)
            async with client:
                await client.login(token)
                await sync(client, guild_id=guild_id, force=True)

    _on_discord(settings, only_sync, knowledge)


def _on_discord(
    settings: Settings, work: Callable[[Settings, str, Path], Coroutine[Any, Any, None]], knowledge: Path | None
) -> None:
    if settings.discord_token is None:
        raise DiscordError("DISCORD_TOKEN is not set; put your bot's token into .env (see .env.example)")
    discord.utils.setup_logging(level=logging.getLevelName(settings.log_level))
    try:
        asyncio.run(work(settings, settings.discord_token, knowledge or settings.knowledge_dir))
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


async def _serve(settings: Settings, token: str, folder: Path) -> None:
    async with open_store(settings.database_url) as store:
        publisher = Publisher(
            store, folder, cache=settings.cache_dir, min_right=settings.min_right, four_eyes=settings.four_eyes
        )
        await publisher.start()
        client = Verbatim(
            publisher,
            message_content=settings.message_content,
            api=settings.discord_api,
            curator_guilds=settings.curator_guilds,
            keep_questions_days=settings.keep_questions_days,
            load_vectors=(lambda: load_vectors(settings.semantic)),
        )
        async with client:
            await client.start(token)


@asynccontextmanager
async def open_store(url: str) -> AsyncIterator[Store]:
    """Open the store of a DATABASE_URL; where it cannot be opened, an empty one that refuses to be written to.

    Raises StoreError for a text that is no database's address.
    """
    Store.check_address(url)
    async with AsyncExitStack() as stack:
        try:
            store = await stack.enter_async_context(Store.open(url))
        except StoreError as error:
            _log.error("the store cannot be opened: %s. The bot answers, and remembers nothing", error)
            store = await stack.enter_async_context(Store.open("sqlite://", failed=str(error)))
        yield store
