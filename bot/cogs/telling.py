"""Telling the person who used a command, button or form: privately, after a while, or that it failed."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

import discord
from discord import app_commands

from .. import render
from ..routes import OTHER

__all__ = ["acknowledged", "handled", "privately", "respond", "thinking"]

_PROMPT_S = 1.0  # Discord waits for three seconds, and whether a reply is private may have taken one
_T = TypeVar("_T")


async def privately(interaction: discord.Interaction[Any], text: str, typed: str = "") -> None:
    """Say something to the person alone. typed: what they typed into a form, given back as a file; "" for nothing."""
    files = [_typed_file(typed)] if typed else []
    await interaction.response.send_message(text, files=files, ephemeral=True)


async def acknowledged(interaction: discord.Interaction[Any], work: Coroutine[Any, Any, _T], *, private: bool) -> _T:
    """Return what some work comes to; if it takes its time, the command is acknowledged meanwhile."""
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait([task], timeout=_PROMPT_S)
        if not done:
            await interaction.response.defer(ephemeral=private, thinking=True)
        return await task
    finally:
        task.cancel()


async def respond(
    interaction: discord.Interaction[Any], *, private: bool, kind: str = OTHER, **made: Any
) -> int | None:
    """Reply to a command, acknowledged before or not; return the id of the message. kind: as Metrics counts it.

    What is private takes the place of a public acknowledgement by taking that back: what fills it would be public, too.
    """
    sent_id = await _responded(interaction, private=private, **made)
    interaction.client.metrics.replied(kind)
    return sent_id


async def _responded(interaction: discord.Interaction[Any], *, private: bool, **made: Any) -> int | None:
    if not interaction.response.is_done():
        return (await interaction.response.send_message(**made, ephemeral=private)).message_id
    sent = await interaction.original_response()
    if private and not sent.flags.ephemeral:
        await interaction.delete_original_response()
        again: discord.WebhookMessage = await interaction.followup.send(**made, ephemeral=True, wait=True)
        return again.id
    return (await interaction.edit_original_response(**made)).id


@asynccontextmanager
async def thinking(interaction: discord.Interaction[Any], *, private: bool, kind: str = OTHER) -> AsyncIterator[None]:
    """Defer a reply. If making it fails, take the deferral back: what fills a public one would be public, too.

    kind: of the reply, as Metrics counts it.
    """
    if not interaction.response.is_done():  # else it was acknowledged in the same way
        await interaction.response.defer(ephemeral=private, thinking=True)
    try:
        yield
    except Exception:
        await interaction.delete_original_response()
        raise
    interaction.client.metrics.replied(kind)


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
