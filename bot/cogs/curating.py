"""A moderator's wish: allowed or refused, carried out, and told of privately. So are commands, buttons and forms."""

from __future__ import annotations

import io
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord

from .. import render
from ..errors import StoreError, VerbatimError
from ..store import Outcome
from .rights import is_moderator

if TYPE_CHECKING:
    from ..app import Verbatim

__all__ = ["Told", "admitted", "allowed", "as_file", "carry_out", "note_deed"]

_log = logging.getLogger(__name__)
_Interaction = discord.Interaction["Verbatim"]


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody is told. aside: beside the message whose button was pressed, and not in its place."""

    note: render.Note
    view: discord.ui.View | None = None
    aside: bool = False


async def allowed(interaction: _Interaction) -> bool:
    """Tell whether somebody may change the knowledge from where they are, now; who may not gets no answer here."""
    client: Verbatim = interaction.client
    moderates = await is_moderator(client, interaction.user, interaction.permissions)
    return moderates and interaction.guild_id in client.curator_guilds


async def admitted(interaction: _Interaction, what: str) -> bool:
    """Tell whether somebody may go on; who may not is told so privately, and it is written down.

    what: which command, button or form it is, as the audit names it.
    """
    client: Verbatim = interaction.client
    try:
        moderates = await is_moderator(client, interaction.user, interaction.permissions)
    except StoreError as error:
        _log.error("whether user %d is a moderator is not to be had: %s", interaction.user.id, error)
        await interaction.response.send_message(render.NOT_NOW, ephemeral=True)
        return False
    if moderates and interaction.guild_id in client.curator_guilds:
        return True
    text = render.no_curator(interaction.guild_id or 0) if moderates else render.NOT_ALLOWED
    await interaction.response.send_message(text, ephemeral=True)
    await note_deed(interaction, what, "refused", "this server is no curator" if moderates else "no moderator")
    if not moderates:
        client.reports.refused(interaction.user.id, what)
    return False


async def carry_out(
    interaction: _Interaction, what: str, work: Callable[[], Awaitable[Told]], *, typed: str = ""
) -> None:
    """Do what a moderator wishes, and tell them what came of it, or why it cannot be done.

    Args:
        what: As for `admitted`.
        work: Does it; may take its time, and raise VerbatimError.
        typed: What was typed into a form, to be given back if it cannot be done.
    """
    if not await admitted(interaction, what):
        return
    pressed = interaction.type is discord.InteractionType.component
    await (interaction.response.defer() if pressed else interaction.response.defer(ephemeral=True, thinking=True))
    try:
        told = await work()
    except VerbatimError as error:
        _log.warning("%s, wished for by user %d, cannot be done: %s", what, interaction.user.id, error)
        await note_deed(interaction, what, "failed", str(error))
        told = Told(render.trouble(error, typed), aside=True)
    files = [as_file(told.note)] if told.note.file is not None else []
    if pressed and told.aside:
        more: dict[str, Any] = {"view": told.view} if told.view is not None else {}
        await interaction.followup.send(told.note.text, files=files, ephemeral=True, **more)
    else:
        await interaction.edit_original_response(content=told.note.text, attachments=files, view=told.view)


async def note_deed(interaction: _Interaction, what: str, outcome: Outcome, detail: str = "") -> None:
    """Write down what somebody did, or tried, and where."""
    await interaction.client.publisher.note(
        what, outcome, person_id=interaction.user.id, guild_id=interaction.guild_id, detail=detail
    )


def as_file(note: render.Note) -> discord.File:
    """Return what is attached to a note."""
    assert note.file is not None
    name, text = note.file
    return discord.File(io.BytesIO(text.encode()), filename=name)
