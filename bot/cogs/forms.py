"""Forms that are answered after a restart as well: discord.py keeps nothing of them, and a listener has what comes."""

from __future__ import annotations

from typing import Any

import discord

__all__ = ["show", "typed_into"]


async def show(interaction: discord.Interaction[Any], form: discord.ui.Modal) -> None:
    """Show a form. What is typed into it comes to the listeners of interactions."""
    form.stop()  # or discord.py would wait for it, and forget it at the end
    await interaction.response.send_modal(form)


def typed_into(form_id: str, interaction: discord.Interaction[Any]) -> dict[str, str] | None:
    """Return what was typed into a form, by the custom ids of its fields; None if this is not about that form."""
    data: Any = interaction.data
    if interaction.type is not discord.InteractionType.modal_submit or data["custom_id"] != form_id:
        return None
    return {part["custom_id"]: part["value"] for row in data["components"] for part in row["components"]}
