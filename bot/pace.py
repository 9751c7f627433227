"""Whether somebody may use a command, button or form now, or has to wait; asked before anything is done for it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import discord
from discord import app_commands

from . import render
from .core.answering.pacing import Way

__all__ = ["Tree", "in_pace"]

_MAX_PARTS = 200  # of what comes with an interaction; Discord sends some dozens at most


class Tree(app_commands.CommandTree[Any]):
    """The commands, each of them held to a pace, and so is what is offered while somebody types."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Tell whether a command may go on; who has to wait is told so."""
        if interaction.type is not discord.InteractionType.autocomplete:
            return await in_pace(interaction)
        if not interaction.client.pace.take("typed", interaction.user.id, time.monotonic()):
            return True
        await interaction.response.autocomplete([])
        return False


async def in_pace(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether somebody may go on with what they used; who has to wait is told so privately.

    Nobody in need has to.
    """
    client = interaction.client
    way: Way = "commanded" if interaction.type is discord.InteractionType.application_command else "used"
    trusted = interaction.permissions.manage_guild
    wait_s = client.pace.take(way, interaction.user.id, time.monotonic(), trusted=trusted)
    if not wait_s:
        return True
    text = "\n".join(_typed(interaction.data))
    if text and await client.readers.read(text, lambda: client.answerer.in_need(text)):
        return True
    await interaction.response.send_message(render.wait(wait_s), ephemeral=True)
    return False


def _typed(data: Any) -> Iterator[str]:
    """Yield what somebody typed into the options of a command, or into a form."""
    parts = [data]
    for _ in range(_MAX_PARTS):
        if not parts:
            return
        part = parts.pop()
        if isinstance(part, list):
            parts += reversed(part)
        elif isinstance(part, dict):
            if isinstance(part.get("value"), str):
                yield part["value"]
            parts += [part[key] for key in ("options", "components", "component") if key in part]
