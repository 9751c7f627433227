"""Telling the person who used a command, button or form: privately, after a while, or that it failed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord import app_commands

__all__ = ["handled", "privately", "thinking"]


async def privately(interaction: discord.Interaction[Any], text: str) -> None:
    """Say something to the person alone."""
    await interaction.response.send_message(text, ephemeral=True)


@asynccontextmanager
async def thinking(interaction: discord.Interaction[Any], *, private: bool) -> AsyncIterator[None]:
    """Defer a reply. If making it fails, take the deferral back: what fills a public one would be public, too."""
    await interaction.response.defer(ephemeral=private, thinking=True)
    try:
        yield
    except Exception:
        await interaction.delete_original_response()
        raise


@asynccontextmanager
async def handled(interaction: discord.Interaction[Any], what: str) -> AsyncIterator[None]:
    """Hand an error to the handler that commands have, too. what: which button or form it is, for the log."""
    try:
        yield
    except Exception as error:  # discord.py would log it and leave the person without a word
        failure = app_commands.AppCommandError(f"{what} failed")
        failure.__cause__ = error
        await interaction.client.tree.on_error(interaction, failure)
