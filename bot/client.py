"""The Discord client: connects, and hands on what it hears. Imports no cog; which it has, it is told.

Besides Discord's events, cogs may listen to two of its own, dispatched by whoever brings them about:

on_knowledge_change(result, lesson)  what became of a change of the knowledge that moderators are to hear of. lesson:
                                     the gap that it closes, None if it closes none
on_refused_try(person_id, what)      somebody has tried what only moderators may
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeAlias

import aiohttp
import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket, KeepAliveHandler
from discord.http import Route

from . import render, request
from .background import Background, Readers, broken_off, finish, unbroken
from .charts import Charts
from .core.answering.answerer import Answerer
from .core.answering.pacing import Pace
from .core.answering.reply import Reply
from .core.answering.talk import Talk
from .core.knowledge.catalogue import Catalogue
from .errors import InputError, StoreError
from .identifying import Identifying
from .insisting import Insisting
from .memory import Memory
from .metrics import Metrics
from .pace import Tree
from .preferences import Preferences
from .reconnecting import steady
from .serving.edition import Edition
from .serving.publisher import Publisher
from .serving.result import Result
from .serving.watching import watch
from .shards import written
from .sync import sync, sync_curators

__all__ = ["CLOSED_FOR_GOOD", "Interaction", "Verbatim"]

_log = logging.getLogger(__name__)
# What nobody gets who uses what Discord shows.
_ODD = (InputError, app_commands.TransformerError, app_commands.CommandSignatureMismatch, app_commands.CommandNotFound)
_TOO_LATE = 10062  # an interaction has three seconds, in which Discord may have failed
# As the bot leaves: for the connection to be closed, for what people wait for, and for what is still to be kept. With
# what the store and a purge may take it is less than stopping.py allows.
_HANGING_UP_S, _ANSWERING_S, _KEEPING_S = 1.0, 4.0, 2.0
_LISTENING_S = 0.01  # between looks whether Discord has closed it
_GOODBYE = (1000).to_bytes(2)  # the code that frees the session
# How the names begin that discord.py gives to the tasks in which events, commands, buttons and forms are dealt with.
_FOR_PEOPLE = ("discord.py: ", "CommandTree-", "discord-ui-view-dispatch-", "discord-ui-modal-", "discord-ui-dynamic-")
CLOSED_FOR_GOOD = frozenset((4004, 4010, 4011, 4012, 4013, 4014))
"""The codes with which Discord closes the connection of a bot that must not come back with what it has."""
_APART_S = 5.0  # between the sessions that are opened in a row, as Discord wants it
_LATER_S = 10.0
_ACKNOWLEDGED = 40060
_OWN_EVENTS = ("knowledge_change", "refused_try")


class Verbatim(commands.AutoShardedBot):
    """The Discord client. Keeps no messages and no members in memory, and can ping nobody.

    Args:
        publisher: What questions are answered with, and the store; open as long as the client is.
        cogs: Make what the bot does on Discord, each from the client, as it starts.
        items: The buttons and menus that work on messages from before a restart.
        message_content: Whether the privileged message-content intent is asked for.
        api: Base of the REST API, such as https://discord.com/api/v10, or None for Discord's own.
        sync_at_start: Whether Discord is told of the commands at the start if they have changed.
        curator_guilds: Ids of the servers whose moderators may change the knowledge.
        keep_questions_days: For how many days questions that found no answer are kept; 0: none is.
        metrics: Where it is counted what happens; None: where nobody looks.
        shards: Into how many shards servers are divided in all; None: as Discord recommends.
        shard_ids: Those that this client runs; None: all.
    """

    def __init__(
        self,
        publisher: Publisher,
        cogs: Sequence[Callable[[Verbatim], commands.Cog]] = (),
        items: Sequence[type[discord.ui.DynamicItem[Any]]] = (),
        *,
        message_content: bool = False,
        api: str | None = None,
        sync_at_start: bool = True,
        curator_guilds: frozenset[int] = frozenset(),
        keep_questions_days: int = 90,
        metrics: Metrics | None = None,
        shards: int | None = None,
        shard_ids: Sequence[int] | None = None,
    ) -> None:
        self.metrics = metrics if metrics is not None else Metrics()
        self.insisting = Insisting()
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        intents.message_content = message_content
        super().__init__(
            command_prefix=(),
            tree_cls=Tree,
            help_command=None,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            http_trace=self.insisting.watch(self.metrics.trace()),
            shard_count=shards,
            shard_connect_timeout=None,
        )
        self.shard_ids = list(shard_ids) if shard_ids is not None else None
        self.publisher = publisher
        self.store = publisher.store
        self.curator_guilds = curator_guilds
        self.keep_questions_days = keep_questions_days
        self.charts = Charts()
        self.background = Background()
        self.readers = Readers()
        self.drafting = asyncio.Lock()  # held while a document is fetched and read: one may take a gigabyte
        self.pace = Pace()
        self.memory = Memory(
            self.store, self.background, answerer=lambda: self.answerer, keep_questions_days=keep_questions_days
        )
        self.identifying = Identifying(self.store, apart_s=_APART_S)
        self.preferences = Preferences(self.store, self.background)
        self._to_add = cogs, items
        self._watching: asyncio.Task[None] | None = None
        self._connecting: asyncio.Task[None] | None = None
        self._leaving: asyncio.Task[None] | None = None
        self._deaf = False  # whether what Discord says is for another process
        self.tree.error(self._on_command_error)
        self._api, self._sync = api, sync_at_start
        if api is not None:
            Route.BASE = api  # discord.py knows no other way; the gateway's address follows in launch_shards

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

    @property
    def stopping(self) -> bool:
        """Whether it takes no more questions, for good."""
        return self._leaving is not None or self.is_closed()

    async def reply(self, text: str, before: Talk = ()) -> Reply:
        """Return the reply to a message, worked out in a thread when its turn comes, from what is then served.

        before: what the bot said before in its conversation.
        """

        def work() -> Reply:
            with self.metrics.ranking():
                return self.edition.reply(text, before)

        return await self.readers.read(text, work)

    async def setup_hook(self) -> None:
        """Load the cogs; tell Discord of the commands if need be."""
        self.insisting.begin(self)
        cogs, items = self._to_add
        for cog in cogs:
            await self.add_cog(cog(self))
        self.add_dynamic_items(*items)
        self.publisher.listeners.append(self._on_result)
        self._watching = asyncio.create_task(watch(self.publisher))
        if self._sync:
            await self._tell_commands()

    async def _tell_commands(self) -> None:
        """Tell Discord of the commands if they have changed; of several processes that start one does."""
        try:
            async with self.store.duties.alone("commands") as mine:
                if mine:
                    await sync(self.tree, self.store)
                    await sync_curators(self.tree, self.store, self.curator_guilds)
                    return
        except discord.HTTPException as error:
            _log.warning("Discord could not be told of the commands (%s); python -m bot sync tries again", error)
            return
        except StoreError as error:
            _log.warning("what Discord was told of the commands is not to be had: %s", error)
            return
        self.background.start(self._tell_commands_later(), "looking whether Discord was told of the commands")

    async def _tell_commands_later(self) -> None:
        """See to it that Discord is told, should the process that is at it end before."""
        await asyncio.sleep(_LATER_S)
        await self._tell_commands()

    async def launch_shards(self) -> None:
        """Open the sessions, as Discord allows it: it says how many, where and when."""
        recommended, url, limit = await self.http.get_bot_gateway()
        if self._api is not None:
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
        self.shard_count = self.shard_count or recommended
        self.identifying.at_once = limit["max_concurrency"]
        own = len(self.shard_ids or range(self.shard_count))
        self.insisting.refused.share(own, self.shard_count)
        if limit["remaining"] < own:
            wait_s = limit["reset_after"] / 1000
            _log.error(
                "Discord lets this bot open %d more sessions today, and %d are needed: waiting for %s until it may. If "
                "it starts again and again, find out why", limit["remaining"], own, timedelta(seconds=round(wait_s)),
            )  # fmt: skip
            await asyncio.sleep(wait_s)
        _log.info("running shards %s of %d", written(self.shard_ids or range(self.shard_count)), self.shard_count)
        await super().launch_shards()

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Open the session of a shard in its turn; give up if another was closed for good."""
        if self._leaving is not None:
            return
        await self.identifying.turn_ahead(shard_id)
        for each in self.shards.values():
            socket = each._parent.ws.socket
            if socket.close_code in CLOSED_FOR_GOOD:
                raise discord.ConnectionClosed(socket, shard_id=each.id)
        await unbroken(super().launch_shard(gateway, shard_id, initial=initial))  # one that is half open is not closed
        if (shard := self.get_shard(shard_id)) is not None:
            steady(shard._parent)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for the turn of a shard, which does not come any more as the client leaves."""
        await self.identifying.turn(shard_id or 0)
        if self._leaving is not None:
            raise asyncio.CancelledError

    async def connect(self, *, reconnect: bool = True) -> None:
        """Be on the gateway until the client is closed."""
        self._connecting = asyncio.create_task(super().connect(reconnect=reconnect))
        try:
            await asyncio.wait([self._connecting])
        finally:
            self._connecting.cancel()
        if not self._connecting.cancelled():
            self._connecting.result()

    async def close(self) -> None:
        """Leave Discord: hear what it has sent so far, finish what people wait for and what is to be kept, then close.

        The session is freed at once, so that another process can have the next. A change that is being proved is given
        up; one that was proved is published.
        """
        if self._leaving is None:
            self._leaving = asyncio.create_task(self._leave(asyncio.current_task()))
        await asyncio.shield(self._leaving)

    async def _leave(self, wisher: asyncio.Task[Any] | None) -> None:
        try:
            await self._hang_up(wisher)
            await self.publisher.stop()
            await self._finish_answers(wisher)
            if self._watching is not None:
                self._watching.cancel()
                with suppress(asyncio.CancelledError):
                    await self._watching
            if self._on_result in self.publisher.listeners:
                self.publisher.listeners.remove(self._on_result)
            for cog in tuple(self.cogs):
                await self.remove_cog(cog)
            await self.background.finish(_KEEPING_S)
        finally:
            await super().close()

    async def _finish_answers(self, wisher: asyncio.Task[Any] | None) -> None:
        """Wait for what people wait for. wisher: who wishes that the client closes, and is not waited for."""

        def under_way() -> list[asyncio.Task[Any]]:
            tasks = (task for task in asyncio.all_tasks() if task.get_name().startswith(_FOR_PEOPLE))
            return [task for task in tasks if task is not wisher]

        if waiting := len(under_way()):
            _log.info("leaving, with %d things under way that people wait for", waiting)
        await finish(under_way, _ANSWERING_S)

    async def _hang_up(self, wisher: asyncio.Task[Any] | None) -> None:
        """Close the connection, or stop making one. Replies need none.

        What Discord sent before it knew is heard: it will tell nobody else.
        """
        await self.identifying.end()
        if self._connecting is not None and self._connecting is not wisher:  # else it might open another session
            await broken_off(self._connecting, _HANGING_UP_S)
        await self._hear_out()
        self._deaf = True
        closing = [asyncio.create_task(each.disconnect()) for each in self.shards.values()]
        for thread in threading.enumerate():  # of a connection that was only being made, which nobody else knows
            if isinstance(thread, KeepAliveHandler) and thread.ws._connection is self._connection:
                closing.append(asyncio.create_task(thread.ws.close(code=1000)))
        if closing:
            await asyncio.wait(closing, timeout=_HANGING_UP_S)

    async def _hear_out(self) -> None:
        """Take leave on each connection, and listen until Discord has closed it."""
        sockets = [each._parent.ws.socket for each in self.shards.values() if not each.is_closed()]
        for socket in sockets:
            with suppress(ConnectionError):  # it is broken already
                await socket.send_frame(_GOODBYE, aiohttp.WSMsgType.CLOSE)
        until = time.monotonic() + _HANGING_UP_S
        while time.monotonic() < until and not all(socket.closed for socket in sockets):  # noqa: ASYNC110 none tells
            await asyncio.sleep(_LISTENING_S)

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        """Hand on an event. Without a connection, its own alone; once it is closed, none: nobody could answer it."""
        if event_name == "socket_event_type":  # is told of each before it is dealt with, in the same context
            request.hear(args[0])
        elif event_name in ("disconnect", "shard_disconnect"):
            request.hear("")
        if not self.is_closed() and (not self._deaf or event_name in _OWN_EVENTS):
            super().dispatch(event_name, *args, **kwargs)

    async def on_ready(self) -> None:
        """Say in the log that the bot is there."""
        _log.info("ready in %d servers, knowledge %s", len(self.guilds), self.answerer.version)

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the cogs: there are no prefix commands."""

    async def _on_result(self, result: Result) -> None:
        """Hand on what was published, or found on disk; wait for nobody."""
        self.dispatch("knowledge_change", result, None)

    async def _on_command_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError
    ) -> None:
        """Tell somebody privately that what they used failed, and the log why."""
        name = interaction.command and interaction.command.qualified_name
        cause = getattr(error, "original", None) or error.__cause__ or error
        text = render.failed(request.id_now())
        if isinstance(cause, discord.NotFound) and cause.code == _TOO_LATE:
            _log.warning("user %d was answered too late for Discord: %s", interaction.user.id, name or error)
            if interaction.type is not discord.InteractionType.autocomplete:
                self.metrics.replied("lost")
            return
        if (
            isinstance(cause, discord.HTTPException)
            and cause.code == _ACKNOWLEDGED
            and not interaction.response.is_done()
        ):
            _log.info("%s is dealt with by another process", error if name is None else f"command {name}")
            return
        if isinstance(cause, _ODD):  # made by hand, or for commands that have changed since
            _log.info("user %d sent what was not offered: %s", interaction.user.id, type(cause).__name__)
            text = render.ODD_INPUT
        elif isinstance(cause, StoreError):
            _log.error("%s failed: %s", error if name is None else f"command {name}", cause)
            text = render.NO_RECORDS
        elif isinstance(cause, discord.DiscordServerError):
            _log.error("%s failed, as Discord did: %s", error if name is None else f"command {name}", cause)
        else:
            _log.error("%s failed", error if name is None else f"command {name}", exc_info=error)
        if interaction.type is discord.InteractionType.autocomplete:
            return  # there is nothing but choices to be said
        try:
            if interaction.response.is_done():
                await interaction.followup.send(text, ephemeral=True)
            else:
                await interaction.response.send_message(text, ephemeral=True)
        except discord.HTTPException as again:
            _log.info("nor could they be told: %s", again.code)
        if text is not render.ODD_INPUT:
            self.metrics.replied("failed")


Interaction: TypeAlias = discord.Interaction[Verbatim]
"""A command, button, menu or form that somebody has used."""
