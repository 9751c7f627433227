"""Drafts: what is told of a change that somebody wishes for, with the buttons that publish and discard it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import ClassVar

import discord

from .. import render
from ..client import Interaction, Verbatim
from ..errors import StoreError
from ..serving.result import Result
from .deeds import DeedButton, Told

__all__ = ["ITEMS", "Lesson", "draft_view", "told"]

_log = logging.getLogger(__name__)
_GOES_ON = ("v1:form:", "v1:drafted-all:")  # what buttons begin with that lead back to what the draft was made of
_DRAFT = r"(?P<draft>[0-9a-f]{16})(?::(?P<gap>[0-9]{1,10}):(?P<target>[a-z0-9-]{1,48}))?"


@dataclass(frozen=True, slots=True)
class Lesson:
    """The gap that a draft closes, and the entry or silence that it is taught to."""

    gap_id: int
    target: str


def told(client: Verbatim, result: Result, lesson: Lesson | None = None) -> Told:
    """Return what somebody is told of a change that they have just wished for.

    Moderators' channels hear of one that was to be published and is not, and of one that others have to approve of; not
    of every try.
    """
    view = draft_view(result, lesson)
    refused = result.origin in ("refresh", "rollback") and result.kind in ("faulty", "breaks", "overtaken")
    if refused or (view is not None and result.lack is not None):
        client.dispatch("knowledge_change", result, lesson)
    return Told(render.outcome(result), view)


def draft_view(result: Result, lesson: Lesson | None = None) -> discord.ui.View | None:
    """Return the buttons below a draft, or below a removal that can be undone; None if there is nothing to be done."""
    if result.kind == "published" and result.origin == "remove" and result.published is not None:
        undo: discord.ui.Button[discord.ui.View] = discord.ui.Button(
            label=render.UNDO, custom_id=f"v1:restore:{result.published.number}"
        )
        return discord.ui.View(timeout=None).add_item(undo)
    if result.draft is None or result.kind not in ("drafted", "breaks", "needs another"):
        return None
    more = f":{lesson.gap_id}:{lesson.target}" if lesson is not None else ""
    sure = _Anyway if result.kind == "breaks" else _Publish
    view = discord.ui.View(timeout=None)
    for button in (sure, _Discard):
        view.add_item(button.of(f"v1:{button.key}:{result.draft.id}{more}"))
    return view


class _Publish(DeedButton, template=f"v1:publish:{_DRAFT}"):
    """Approves of a draft, and publishes it if that is enough; one that would break check questions asks again."""

    what = "publish"
    key = "publish"
    label = render.PUBLISH
    style = discord.ButtonStyle.success
    confirmed: ClassVar[bool] = False

    async def act(self, interaction: Interaction) -> Told:
        """Approve of it; once it is published, settle the gap that it closes."""
        fields = self.fields
        result = await interaction.client.publisher.publish(
            fields["draft"], person_id=interaction.user.id, confirmed=self.confirmed
        )
        lesson = Lesson(int(fields["gap"]), fields["target"]) if fields["gap"] else None
        if result.kind == "published" and lesson is not None:
            try:
                await interaction.client.store.questions.settle(lesson.gap_id, "taught", lesson.target)
            except StoreError as error:  # it is published all the same
                _log.error("gap %d stays open: %s", lesson.gap_id, error)
        if result.kind == "needs another":
            return Told(render.outcome(result), aside=True)
        message = interaction.message
        private = message is None or message.flags.ephemeral
        note, view = render.outcome(result) if private else render.report(result), draft_view(result, lesson)
        goes_on = result.kind not in ("published", "unchanged")
        return Told(note, _with_form(view, message) if goes_on else view, goes_on=goes_on)


class _Anyway(_Publish, template=f"v1:anyway:{_DRAFT}"):
    """Publishes a draft although check questions fail, which its message names."""

    what = "publish anyway"
    key = "anyway"
    label = render.ANYWAY
    style = discord.ButtonStyle.danger
    confirmed = True


class _Discard(DeedButton, template=f"v1:discard:{_DRAFT}"):
    """Takes a draft away."""

    what = "discard"
    key = "discard"
    label = render.DISCARD

    async def act(self, interaction: Interaction) -> Told:
        """Take it away."""
        result = await interaction.client.publisher.discard(self.fields["draft"], person_id=interaction.user.id)
        return Told(render.Note(render.DISCARDED) if result.kind == "unchanged" else render.outcome(result))


ITEMS = (_Publish, _Anyway, _Discard)


def _with_form(view: discord.ui.View | None, message: discord.Message | None) -> discord.ui.View | None:
    """Return buttons with those of a message that open a form again, or lead back, if it has any."""
    for row in message.components if message is not None else []:
        for part in row.children if isinstance(row, discord.ActionRow) else []:
            if isinstance(part, discord.Button) and (part.custom_id or "").startswith(_GOES_ON):
                view = view or discord.ui.View(timeout=None)
                view.add_item(discord.ui.Button(label=part.label, custom_id=part.custom_id))
    return view
