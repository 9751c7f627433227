"""Forms that are answered after a restart as well: discord.py keeps nothing of them, and a listener has what comes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import discord

from ..errors import InputError

__all__ = ["needed", "show", "typed_into", "typed_into_any"]

_MAX_CHARS = 4_000


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
    if interaction.type is not discord.InteractionType.modal_submit:
        return None
    if not re.fullmatch(form_ids, str(data.get("custom_id"))):
        return None
    return dict(_fields(data.get("components")))


def needed(fields: Mapping[str, str], *names: str) -> list[str]:
    """Return what was typed into some fields of a form; raise InputError unless each is there, and no longer than
    Discord lets it be."""
    found = [fields.get(name) for name in names]
    if any(text is None or len(text) > _MAX_CHARS for text in found):
        raise InputError("the form lacks a field, or has one that is too long")
    return [text for text in found if text is not None]


def _fields(rows: Any) -> Iterator[tuple[str, str]]:
    """Yield the fields of rows, or of labels, with what was typed into them, or chosen first."""
    for row in rows if isinstance(rows, list) else []:
        inner = row.get("components") or [row.get("component")] if isinstance(row, dict) else []
        for part in inner if isinstance(inner, list) else []:
            if isinstance(part, dict) and isinstance(part.get("custom_id"), str):
                value = _value(part)
                if isinstance(value, str):
                    yield part["custom_id"], value


def _value(part: dict[str, Any]) -> Any:
    if "value" in part:
        return "" if part["value"] is None else part["value"]
    values = part.get("values") or [""]
    return values[0] if isinstance(values, list) else None
