"""Forms that are answered after a restart as well: discord.py keeps nothing of them, and a listener has what comes."""

from __future__ import annotations

import re
from typing import Any

import discord

__all__ = ["show", "typed_into", "typed_into_any"]


async def show(interaction: discord.Interaction[Any], form: discord.ui.Modal) -> None:
    """Show a form. What is typed into it comes to the listeners of interactions."""
    form.stop()  # or discord.py would wait for it, and forget it at the end
    await interaction.response.send_modal(form)


def typed_into(form_id: str, interaction: discord.Interaction[Any]) -> dict[str, str] | None:
    """Return what was typed into a form, by the custom ids of its fields; None if this is not about that form."""
    return typed_into_any(re.escape(form_id), interaction)


def typed_into_any(form_ids: str, interaction: discord.Interaction[Any]) -> dict[str, str] | None:
    """Return what was typed into a form whose id is of a pattern; None if this is about no such form.

    Of what was chosen from a menu on it, the first; "" for nothing.
    """
    data: Any = interaction.data
    if interaction.type is not discord.InteractionType.modal_submit or not re.fullmatch(form_ids, data["custom_id"]):
        return None
    held = [part for row in data["components"] for part in row.get("components", [row.get("component")])]
    return {part["custom_id"]: _value(part) for part in held if isinstance(part, dict) and "custom_id" in part}


def _value(part: dict[str, Any]) -> str:
    if "value" in part:
        return str(part["value"] or "")
    return str(next(iter(part.get("values") or []), ""))
