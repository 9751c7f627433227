"""Check figures: holds the numbers in somebody's message against the report, privately."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from .. import render
from ..client import Interaction, Verbatim
from .contents import said
from .telling import acknowledged, respond

__all__ = ["Figures"]


class Figures(commands.Cog):
    """The context menu of messages."""

    def __init__(self, client: Verbatim) -> None:
        self._client = client
        self._menu = app_commands.ContextMenu(
            name="Check figures",
            callback=self._check,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        client.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the menu away with the cog."""
        self._client.tree.remove_command(self._menu.name, type=self._menu.type)

    async def _check(self, interaction: Interaction, message: discord.Message) -> None:
        checker, text = self._client.edition.checker, said(message)
        checks = await acknowledged(
            interaction, self._client.readers.read(text, lambda: checker.check(text), aside=True), private=True
        )
        await respond(interaction, private=True, embed=discord.Embed.from_dict(render.checked_figures(checks)))
