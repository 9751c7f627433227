"""What a server's moderators set: where the bot listens, and their channel and role."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from .. import render
from ..client import Interaction, Verbatim
from ..core.answering.help_choice import countries_like, country_named
from ..core.answering.reply import Reply
from .countries import in_country
from .rights import is_moderator
from .telling import privately

__all__ = ["Server"]

_DEFAULT = "default"  # what is chosen in place of a country to go by the base's own default
_MAX_CHOICES = 25


@app_commands.guild_only()  # no default permission: Discord would hide it from members of the moderator role
class _Listen(app_commands.Group, name="listen", description="Where the bot answers without being mentioned"):
    """/listen here, stop and list."""

    @app_commands.command(description="Answer clear questions in this channel without being mentioned")
    async def here(self, interaction: Interaction) -> None:
        """Begin to listen in this channel; a thread stands for its channel."""
        if not await _allowed(interaction) or interaction.guild_id is None:
            return
        if not interaction.client.intents.message_content:
            await privately(interaction, render.NEEDS_CONTENT)
            return
        new = await interaction.client.store.listen(interaction.guild_id, _channel_id(interaction))
        await privately(interaction, render.LISTENING if new else render.LISTENING_ALREADY)

    @app_commands.command(description="Stop answering in this channel without being mentioned")
    async def stop(self, interaction: Interaction) -> None:
        """Stop listening in this channel."""
        if not await _allowed(interaction) or interaction.guild_id is None:
            return
        was = await interaction.client.store.unlisten(interaction.guild_id, _channel_id(interaction))
        await privately(interaction, render.LISTENING_NO_MORE if was else render.NOT_LISTENING)

    @app_commands.command(name="list", description="Show where the bot answers without being mentioned")
    async def show(self, interaction: Interaction) -> None:
        """List the channels."""
        if not await _allowed(interaction) or interaction.guild_id is None:
            return
        server = await interaction.client.store.server(interaction.guild_id)
        await privately(interaction, render.listening(sorted(server.listening)))


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class _Settings(app_commands.Group, name="settings", description="What the bot does on this server"):
    """/settings moderators-channel, moderator-role and help-lines."""

    @app_commands.command(name="moderators-channel", description="Where to tell moderators that someone may need help")
    @app_commands.describe(channel="The channel; leave it empty to tell nobody")
    async def moderators_channel(self, interaction: Interaction, channel: discord.TextChannel | None = None) -> None:
        """Set or clear the moderators' channel."""
        if not await _allowed(interaction) or interaction.guild_id is None:
            return
        await interaction.client.store.set_moderators_channel(interaction.guild_id, channel.id if channel else None)
        await privately(interaction, render.moderators_channel(channel.id if channel else None))

    @app_commands.command(name="moderator-role", description="A role whose members count as moderators")
    @app_commands.describe(role="The role; leave it empty for none")
    async def moderator_role(self, interaction: Interaction, role: discord.Role | None = None) -> None:
        """Set or clear the moderator role; only those who manage the server may."""
        if not await _allowed(interaction, manage_server=True) or interaction.guild_id is None:
            return
        await interaction.client.store.set_moderator_role(interaction.guild_id, role.id if role else None)
        await privately(interaction, render.moderator_role(role.id if role else None))

    @app_commands.command(name="help-lines", description="Whose help lines somebody in danger is shown here")
    @app_commands.describe(country="The country; leave it empty to see what is set")
    async def help_lines(self, interaction: Interaction, country: str = "") -> None:
        """Choose the country whose help lines are shown, or show which is chosen, and what people get to see."""
        guild_id, client = interaction.guild_id, interaction.client
        if not await _allowed(interaction) or guild_id is None:
            return
        knowledge = client.answerer.knowledge
        if country:
            chosen = country_named(knowledge.help, country) if knowledge.help is not None else None
            if country == _DEFAULT:
                chosen = ""
            if chosen is None:
                await privately(interaction, render.no_help_country(knowledge.help))
                return
            await client.store.set_help_country(guild_id, chosen)
        reply = Reply("", "signpost", 1.0, knowledge.version, help=knowledge.help)
        told = render.help_country(await in_country(client, reply, guild_id))
        await interaction.response.send_message(told, ephemeral=True, suppress_embeds=True)

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
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget a server that the bot has been taken off."""
        await self._client.store.forget_server(guild.id)


async def _allowed(interaction: Interaction, *, manage_server: bool = False) -> bool:
    """Tell whether somebody may use a moderators' command; who may not is told so."""
    if manage_server:
        allowed = interaction.permissions.manage_guild
    else:
        allowed = await is_moderator(interaction.client, interaction.user, interaction.permissions)
    if not allowed:
        await privately(interaction, render.NOT_ALLOWED)
    return allowed


def _channel_id(interaction: Interaction) -> int:
    channel = interaction.channel
    return channel.parent_id if isinstance(channel, discord.Thread) else interaction.channel_id or 0
