"""A moderator's deed: allowed or refused, done, and told of privately. So are commands, buttons and forms."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from typing import Any, ClassVar, TypeVar, TypeVarTuple

import discord
from discord import app_commands

from .. import render
from ..background import in_time
from ..client import Interaction
from ..errors import InputError, StoreError, VerbatimError
from ..store import Outcome
from .items import Button, Item, Menu
from .rights import is_moderator
from .telling import privately

__all__ = [
    "DeedButton", "DeedMenu", "Told", "admitted", "as_file", "carry_out", "note_deed", "offered", "progress_of",
]  # fmt: skip

_log = logging.getLogger(__name__)
_SHOWN_EVERY_S = 3.0  # between two times that somebody is shown how far their deed is
_MOST_SHOWN = 200  # after ten minutes Discord soon lets nobody be answered any more
_ANSWERED = "answered"
_STORE_S = 1.5  # of the three seconds in which Discord must be told something
_Given = TypeVarTuple("_Given")
_Group = TypeVar("_Group", bound=app_commands.Group)
_Choices = list[app_commands.Choice[str]]


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody is told of their deed."""

    note: render.Note
    view: discord.ui.View | None = None
    """The buttons below it, None for none."""
    aside: bool = False
    """Beside the message whose button was pressed, and not in its place."""
    typed: str = ""
    """What was typed into a form, kept with the message as a file; "" for nothing."""
    goes_on: bool = False
    """Whether what was typed before stays with the message, as it may be gone on with."""


async def admitted(interaction: Interaction, what: str, typed: str = "") -> bool:
    """Tell whether somebody may go on; who may not is told so privately, and it is written down.

    Args:
        what: Which command, button or form it is, as the audit names it.
        typed: What was typed into a form, to be given back.
    """
    client = interaction.client
    try:
        moderates = await in_time(is_moderator(client, interaction.user, interaction.permissions), _STORE_S)
    except (StoreError, TimeoutError) as error:
        _log.error("whether user %d is a moderator is not to be had: %r", interaction.user.id, error)
        await privately(interaction, render.NOT_NOW, typed)
        return False
    if moderates and interaction.guild_id in client.curator_guilds:
        return True
    why_not = render.no_curator(interaction.guild_id or 0) if moderates else render.NOT_ALLOWED
    await privately(interaction, why_not, typed)
    await note_deed(interaction, what, "refused", "this server is no curator" if moderates else "no moderator")
    if not moderates:
        client.dispatch("refused_try", interaction.user.id, what)
    return False


async def carry_out(
    interaction: Interaction,
    what: str,
    deed: Callable[[Interaction, *_Given], Awaitable[Told]],
    *given: *_Given,
    typed: str = "",
) -> None:
    """Do what a moderator wishes, and tell them what came of it, or why it cannot be done.

    Args:
        what: As for `admitted`.
        deed: Does it, called with the interaction and what is given; may take its time, and raise VerbatimError.
        typed: What was typed into a form, to be given back if it cannot be done.
    """
    if not await admitted(interaction, what, typed):
        return
    form = interaction.type is discord.InteractionType.modal_submit and interaction.message is not None
    used = form or interaction.type is discord.InteractionType.component
    await (interaction.response.defer() if used else interaction.response.defer(ephemeral=True, thinking=True))
    try:
        told = await deed(interaction, *given)
    except InputError:
        raise
    except VerbatimError as error:
        # what is wrong with an edit is told in the words of who wrote it, which nobody keeps
        kept = str(error) if isinstance(error, StoreError) else type(error).__name__
        _log.warning("%s, wished for by user %d, cannot be done: %s", what, interaction.user.id, kept)
        await note_deed(interaction, what, "failed", kept)
        told = Told(render.trouble(error, typed), aside=True)
    files = [as_file(told.note)] if told.note.file is not None else []
    files += [discord.File(io.BytesIO(told.typed.encode()), filename=render.TYPED_FILE)] if told.typed else []
    if used and told.aside:
        more: dict[str, Any] = {"view": told.view} if told.view is not None else {}
        await interaction.followup.send(told.note.text, files=files, ephemeral=True, **more)
    else:
        if _ANSWERED in interaction.extras:
            interaction.extras[_ANSWERED].set()
        held = interaction.message.attachments if told.goes_on and interaction.message is not None else []
        stay = [each for each in held if each.filename == render.TYPED_FILE]
        await interaction.edit_original_response(content=told.note.text, attachments=[*stay, *files], view=told.view)
    for text in told.note.more:
        await interaction.followup.send(text, ephemeral=True)


def progress_of(interaction: Interaction) -> Callable[[str, int, int], None]:
    """Return what is to be told how far a deed is: whoever waits for it is shown that every few seconds."""
    steps: list[tuple[str, int, int]] = []
    interaction.extras[_ANSWERED] = asyncio.Event()
    interaction.client.background.start(_show(interaction, steps), "showing how far a deed is")
    return lambda *step: steps.append(step)


async def _show(interaction: Interaction, steps: Sequence[tuple[str, int, int]]) -> None:
    """Show the last of the steps now and then, until the deed is answered."""
    for _ in range(_MOST_SHOWN):
        with suppress(TimeoutError):
            await asyncio.wait_for(interaction.extras[_ANSWERED].wait(), _SHOWN_EVERY_S)
            return
        if steps:
            with suppress(discord.HTTPException):  # what came of it is told in any case
                await interaction.edit_original_response(content=render.progress(*steps[-1]))


def offered(
    look: Callable[[_Group, Interaction, str], Awaitable[_Choices]],
) -> Callable[[_Group, Interaction, str], Coroutine[Any, Any, _Choices]]:
    """Offer what a function finds to choose from: nothing to who may not see it, or if the store cannot be read."""

    @wraps(look)
    async def choices(group: _Group, interaction: Interaction, typed: str) -> _Choices:
        client = interaction.client
        try:
            moderates = await in_time(is_moderator(client, interaction.user, interaction.permissions), _STORE_S)
            allowed = moderates and interaction.guild_id in client.curator_guilds
            return await look(group, interaction, typed) if allowed else []
        except (StoreError, TimeoutError) as error:
            _log.warning("there is nothing to choose from: %r", error)
            return []

    return choices


class _Deed(Item):
    """A button or menu that does what only moderators may.

    Whoever uses one is asked for their right anew each time: a message may be older than the loss of it.
    """

    what: ClassVar[str]
    """What using it is, in the audit."""

    async def use(self, interaction: Interaction) -> None:
        """Do it, if who uses it may."""
        await carry_out(interaction, self.what, self.act)

    async def act(self, interaction: Interaction) -> Told:
        """Do it; return what takes the place of the message. May raise VerbatimError."""
        raise NotImplementedError  # each has its own


class DeedButton(_Deed, Button):
    """A button that does what only moderators may."""


class DeedMenu(_Deed, Menu):
    """A menu that does what only moderators may."""


async def note_deed(interaction: Interaction, what: str, outcome: Outcome, detail: str = "") -> None:
    """Write down what somebody did, or tried, and where."""
    await interaction.client.publisher.note(
        what, outcome, person_id=interaction.user.id, guild_id=interaction.guild_id, detail=detail
    )


def as_file(note: render.Note) -> discord.File:
    """Return what is attached to a note."""
    assert note.file is not None
    name, text = note.file
    return discord.File(io.BytesIO(text.encode()), filename=name)
