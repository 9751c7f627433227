"""Telling the person who used a command, button or form: privately, after a while, or that it failed."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import discord
from discord import app_commands

from .. import render

__all__ = ["handled", "privately", "thinking"]


async def privately(interaction: discord.Interaction[Any], text: str, typed: str = "") -> None:
    """Say something to the person alone. typed: what they typed into a form, given back as a file; "" for nothing."""
    files = [_typed_file(typed)] if typed else []
    await interaction.response.send_message(text, files=files, ephemeral=True)


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
async def handled(interaction: discord.Interaction[Any], what: str, typed: str = "") -> AsyncIterator[None]:
    """Hand an error to the handler that commands have, too.

    Args:
        what: Which button or form it is, for the log.
        typed: What was typed into a form, to be given back then; "" for nothing.
    """
    try:
        yield
    except Exception as error:  # discord.py would log it and leave the person without a word
        failure = app_commands.AppCommandError(f"{what} failed")
        failure.__cause__ = error
        await interaction.client.tree.on_error(interaction, failure)
        if typed:
            with suppress(discord.HTTPException):  # they were told that it failed; of this the log says nothing
                await interaction.followup.send(file=_typed_file(typed), ephemeral=True)


def _typed_file(typed: str) -> discord.File:
    return discord.File(io.BytesIO(typed.encode()), filename=render.TYPED_FILE)
