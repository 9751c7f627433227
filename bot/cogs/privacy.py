"""What people can do about what the bot keeps of them."""

from __future__ import annotations

import logging

import discord
from discord import app_commands
from discord.ext import commands

from .. import render
from ..client import Interaction, Verbatim
from ..errors import StoreError

__all__ = ["Privacy"]

_log = logging.getLogger(__name__)


@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
@app_commands.allowed_installs(guilds=True, users=True)
class _Privacy(app_commands.Group, name="privacy", description="What the bot stores about you"):
    """/privacy forget."""

    @app_commands.command(description="Delete what the bot stores about you")
    async def forget(self, interaction: Interaction) -> None:
        """Delete all of it, and say what that was."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            await interaction.client.preferences.forget(interaction.user.id)
            questions = await interaction.client.memory.forget(
                interaction.user.id, await _dm_channel_id(interaction.user)
            )
        except StoreError as error:
            _log.error("user %d could not be forgotten: %s", interaction.user.id, error)
            await interaction.edit_original_response(content=render.NOT_FORGOTTEN)
            return
        await interaction.edit_original_response(content=render.forgotten(questions))


class Privacy(commands.Cog):
    """For everybody, everywhere."""

    def __init__(self, client: Verbatim) -> None:
        client.tree.add_command(_Privacy())


async def _dm_channel_id(person: discord.User | discord.Member) -> int | None:
    """Return where somebody's direct messages with the bot are; None if they cannot have any."""
    try:
        return (person.dm_channel or await person.create_dm()).id
    except discord.HTTPException:
        return None
