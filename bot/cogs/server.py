"""What a server's moderators set: where the bot listens and how freely, their channel and role. And its welcome."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from .. import render
from ..client import Interaction, Verbatim
from ..core.answering.help_choice import countries_like, country_named
from ..core.answering.reply import Reply
from ..store import Store
from .countries import in_country
from .rights import is_moderator
from .telling import thinking

__all__ = ["Server"]

_log = logging.getLogger(__name__)
_DEFAULT = "default"  # what is chosen in place of a country to go by the base's own default
_MAX_CHOICES = 25


@app_commands.guild_only()  # no default permission: Discord would hide it from members of the moderator role
class _Listen(app_commands.Group, name="listen", description="Where the bot answers without being mentioned"):
    """/listen here, stop and list."""

    @app_commands.command(description="Answer clear questions in this channel without being mentioned")
    async def here(self, interaction: Interaction) -> None:
        """Begin to listen in this channel; a thread stands for its channel."""

        async def listen(store: Store, guild_id: int) -> str:
            if not interaction.client.intents.message_content:
                return render.NEEDS_CONTENT
            new = await store.listen(guild_id, _channel_id(interaction))
            return render.LISTENING if new else render.LISTENING_ALREADY

        await _told(interaction, listen)

    @app_commands.command(description="Stop answering in this channel without being mentioned")
    async def stop(self, interaction: Interaction) -> None:
        """Stop listening in this channel."""

        async def unlisten(store: Store, guild_id: int) -> str:
            was = await store.unlisten(guild_id, _channel_id(interaction))
            return render.LISTENING_NO_MORE if was else render.NOT_LISTENING

        await _told(interaction, unlisten)

    @app_commands.command(name="list", description="Show where the bot answers without being mentioned")
    async def show(self, interaction: Interaction) -> None:
        """List the channels."""

        async def read(store: Store, guild_id: int) -> str:
            return render.listening(sorted((await store.server(guild_id)).listening))

        await _told(interaction, read)


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class _Settings(app_commands.Group, name="settings", description="What the bot does on this server"):
    """/settings moderators-channel, moderator-role, listening-level and help-lines."""

    @app_commands.command(name="moderators-channel", description="Where to tell moderators that someone may need help")
    @app_commands.describe(channel="The channel; leave it empty to tell nobody")
    async def moderators_channel(self, interaction: Interaction, channel: discord.TextChannel | None = None) -> None:
        """Set or clear the moderators' channel."""
        channel_id = channel.id if channel is not None else None

        async def put(store: Store, guild_id: int) -> str:
            await store.set_moderators_channel(guild_id, channel_id)
            return render.moderators_channel(channel_id)

        await _told(interaction, put)

    @app_commands.command(name="moderator-role", description="A role whose members count as moderators")
    @app_commands.describe(role="The role; leave it empty for none")
    async def moderator_role(self, interaction: Interaction, role: discord.Role | None = None) -> None:
        """Set or clear the moderator role; only those who manage the server may."""
        role_id = role.id if role is not None else None

        async def put(store: Store, guild_id: int) -> str:
            await store.set_moderator_role(guild_id, role_id)
            return render.moderator_role(role_id)

        await _told(interaction, put, manage_server=True)

    @app_commands.command(name="listening-level", description="How freely the bot speaks up where it listens")
    @app_commands.describe(level="normal: on anything in the report; strict: only when the report is named")
    async def listening_level(self, interaction: Interaction, level: Literal["normal", "strict"]) -> None:
        """Set how freely it speaks."""

        async def put(store: Store, guild_id: int) -> str:
            await store.set_listening_level(guild_id, level)
            return render.listening_level(strict=level == "strict")

        await _told(interaction, put)

    @app_commands.command(name="help-lines", description="Whose help lines somebody in danger is shown here")
    @app_commands.describe(country="The country; leave it empty to see what is set")
    async def help_lines(self, interaction: Interaction, country: str = "") -> None:
        """Choose the country whose help lines are shown, or show which is chosen, and what people get to see."""
        client = interaction.client
        knowledge = client.answerer.knowledge

        async def put(store: Store, guild_id: int) -> str:
            if country:
                chosen = country_named(knowledge.help, country) if knowledge.help is not None else None
                if country == _DEFAULT:
                    chosen = ""
                if chosen is None:
                    return render.no_help_country(knowledge.help)
                await store.set_help_country(guild_id, chosen)
            reply = Reply("", "signpost", 1.0, knowledge.version, help=knowledge.help)
            return render.help_country(await in_country(client, reply, guild_id))

        await _told(interaction, put)

    @help_lines.autocomplete("country")
    async def _countries(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        help = interaction.client.answerer.knowledge.help
        if help is None or not help.countries:
            return []
        default = app_commands.Choice(name=render.country_choice(help.default, default=True), value=_DEFAULT)
        found = [
            app_commands.Choice(name=render.country_choice(code), value=code) for code in countries_like(help, typed)
        ]
        return [*found, default][:_MAX_CHOICES] if typed else [default, *found][:_MAX_CHOICES]


class Server(commands.Cog):
    """Commands of moderators, checked here whatever Discord shows."""

    def __init__(self, client: Verbatim) -> None:
        client.tree.add_command(_Listen())
        client.tree.add_command(_Settings())
        self._client = client

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say in a server that has just invited the bot what it knows, and how to ask. Not after an outage."""
        channel = next((each for each in _places(guild) if _may_write(each)), None)
        if channel is None:
            return
        sources = self._client.answerer.knowledge.sources.values()
        try:
            await channel.send(
                render.welcome([source.title for source in sources], channel.guild.me.mention), suppress_embeds=True
            )
        except discord.HTTPException as error:
            _log.info("server %d could not be greeted: %s", guild.id, error.code)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget a server that the bot has been taken off."""
        await self._client.store.forget_server(guild.id)


async def _told(
    interaction: Interaction, work: Callable[[Store, int], Awaitable[str]], *, manage_server: bool = False
) -> None:
    """Do what a moderators' command is for, and tell the person alone what came of it; who may not use it is told so.

    The command is acknowledged first: Discord waits three seconds for that, and the store may take longer.
    """
    client = interaction.client
    async with thinking(interaction, private=True):
        if manage_server:
            allowed = interaction.permissions.manage_guild
        else:
            allowed = await is_moderator(client, interaction.user, interaction.permissions)
        assert interaction.guild_id is not None  # these commands are used on servers only
        text = await work(client.store, interaction.guild_id) if allowed else render.NOT_ALLOWED
        await interaction.edit_original_response(content=text)


def _places(guild: discord.Guild) -> Iterator[discord.TextChannel]:
    """Yield where a server may be greeted: where Discord greets new members, then its text channels from the top."""
    if guild.system_channel is not None:
        yield guild.system_channel
    yield from guild.text_channels


def _may_write(channel: discord.TextChannel) -> bool:
    may = channel.permissions_for(channel.guild.me)
    return may.view_channel and may.send_messages


def _channel_id(interaction: Interaction) -> int:
    channel = interaction.channel
    return channel.parent_id if isinstance(channel, discord.Thread) else interaction.channel_id or 0
