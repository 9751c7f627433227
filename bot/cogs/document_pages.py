"""What a moderator looks through of a document: its entries, each on a page with its buttons, and how far it is.

What was drafted and decided is in the store; a button knows the document and the entry's place alone.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import discord

from .. import render
from ..client import Interaction
from ..drafting.looking import Decision, Looking, around
from ..drafting.packing import unpacked
from ..drafting.writing import vocabulary_of
from ..errors import DamagedError, EditError
from ..render import documents as words
from . import forms
from .deeds import DeedButton, Told, admitted, note_deed, progress_of
from .drafts import told
from .telling import privately

__all__ = ["FORMS", "ITEMS", "WHAT", "Own", "decided", "entry_page", "overview", "own_of"]

_log = logging.getLogger(__name__)

WHAT = "draft"
"""What all of it is, in the audit."""
_REVIEW = r"(?P<review>[0-9a-f]{16})"
_AT = rf"{_REVIEW}:(?P<at>[0-9]{{1,5}})"
FORMS = rf"v1:drafted:{_REVIEW}:(?P<at>[0-9]{{1,5}}|about)"
"""What the custom id of a form looks like: of an entry, or of the document."""
_LONG = ("says", "evidence", "quote", "asked")
_MAX_FIELD = 4_000
_VOCABULARY = "vocabulary.yaml"


@dataclass(frozen=True, slots=True)
class Own:
    """What somebody is looking through.

    id: Its id in the store.
    looking: What it is, and what was decided.
    apart: Whether its words do not go into the vocabulary, as the base has one.
    """

    id: str
    looking: Looking
    apart: bool

    async def decide(self, interaction: Interaction, decided: Mapping[str, Decision]) -> Own | None:
        """Return it with something decided, which is kept; None if it has gone meanwhile."""
        there = await interaction.client.store.reviews.decide(self.id, {id: str(each) for id, each in decided.items()})
        return (
            replace(self, looking=replace(self.looking, decided={**self.looking.decided, **decided})) if there else None
        )


class _Button(DeedButton):
    """A button below what somebody is looking through."""

    what = WHAT
    kind: ClassVar[str]

    @classmethod
    def at(cls, *fields: object, label: str | None = None) -> _Button:
        """Return the button for a document and what else it knows."""
        return cls.of(":".join(("v1", cls.kind, *map(str, fields))), label=label)

    async def act(self, interaction: Interaction) -> Told:
        """Do it, if who pressed is looking through just this."""
        own = await own_of(interaction)
        if own is None or own.id != self.fields["review"]:
            return Told(render.Note(words.NO_DOCUMENT))
        return await self.do(interaction, own)

    async def do(self, interaction: Interaction, own: Own) -> Told:
        """Do it."""
        raise NotImplementedError  # each has its own


class _Show(_Button, template=rf"v1:drafted-show:{_AT}"):
    """Shows an entry."""

    kind = "drafted-show"
    label = words.SKIP

    async def do(self, interaction: Interaction, own: Own) -> Told:
        """Show it."""
        return entry_page(own, int(self.fields["at"]))


class _Back(_Show, template=rf"v1:drafted-back:{_AT}"):
    """Shows the entry before."""

    kind = "drafted-back"
    label = words.BACK


class _Decide(_Button):
    """Decides of an entry, and shows the next that is left."""

    decision: ClassVar[Decision]

    async def do(self, interaction: Interaction, own: Own) -> Told:
        """Decide."""
        at = int(self.fields["at"])
        return await decided(interaction, own, at, self.decision)


class _Keep(_Decide, template=rf"v1:drafted-keep:{_AT}"):
    """Keeps an entry, as it is or as it was typed."""

    kind = "drafted-keep"
    label = words.KEEP
    style = discord.ButtonStyle.success
    decision = Decision("keep")


class _Drop(_Decide, template=rf"v1:drafted-drop:{_AT}"):
    """Drops an entry."""

    kind = "drafted-drop"
    label = words.DROP
    style = discord.ButtonStyle.danger
    decision = Decision("drop")


class _Form(_Button):
    """Opens a form."""

    async def use(self, interaction: Interaction) -> None:
        """Open it, if who pressed may; a form has to be the first answer."""
        if not await admitted(interaction, self.what):
            return
        own = await own_of(interaction)
        if own is None or own.id != self.fields["review"]:
            await privately(interaction, words.NO_DOCUMENT)
        else:
            await forms.show(interaction, self.form(own))

    def form(self, own: Own) -> discord.ui.Modal:
        """Return the form."""
        raise NotImplementedError  # each has its own


class _Edit(_Form, template=rf"v1:drafted-edit:{_AT}"):
    """Opens the form of an entry."""

    kind = "drafted-edit"
    label = words.EDIT

    def form(self, own: Own) -> discord.ui.Modal:
        """Return the form, filled with what was typed last, or else with what stands."""
        at = min(int(self.fields["at"]), len(own.looking.entries) - 1)
        modal = discord.ui.Modal(title=words.DRAFTED_TITLE, custom_id=f"v1:drafted:{own.id}:{at}")
        for key, value in own.looking.typed(at).items():
            label = words.ALL_ASKED if key == "asked" else render.FIELDS[key]
            needed = key in ("title", "asked")
            modal.add_item(_field(key, label, render.FIELD_NOTES.get(key), value, needed=needed))
        return modal


class _About(_Form, template=rf"v1:drafted-about:{_REVIEW}"):
    """Opens the form of the document."""

    kind = "drafted-about"
    label = words.ABOUT_DOCUMENT

    def form(self, own: Own) -> discord.ui.Modal:
        """Return the form, filled with what is known."""
        modal = discord.ui.Modal(title=words.ABOUT_TITLE, custom_id=f"v1:drafted:{own.id}:about")
        typed = own.looking.typed_header()
        for key, label in words.ABOUT_FIELDS.items():
            modal.add_item(_field(key, label, words.ABOUT_NOTES.get(key), typed[key], needed=True))
        return modal


class _Overview(_Button, template=rf"v1:drafted-all:{_REVIEW}"):
    """Shows how far it is."""

    kind = "drafted-all"
    label = words.OVERVIEW

    async def do(self, interaction: Interaction, own: Own) -> Told:
        """Show it."""
        return overview(own)


class _KeepOthers(_Button, template=rf"v1:drafted-others:{_REVIEW}"):
    """Keeps what is left and nobody has a doubt of."""

    kind = "drafted-others"
    label = words.KEEP

    async def do(self, interaction: Interaction, own: Own) -> Told:
        """Keep them."""
        after = await own.decide(interaction, {id: Decision("keep") for id in own.looking.plain_left()})
        return overview(after) if after is not None else Told(render.Note(words.NO_DOCUMENT))


class _Preview(_Button, template=rf"v1:drafted-preview:{_REVIEW}"):
    """Makes a draft of what was kept."""

    kind = "drafted-preview"
    label = words.PREVIEW
    style = discord.ButtonStyle.primary

    async def do(self, interaction: Interaction, own: Own) -> Told:
        """Make it; its message leads back to the entries."""
        client, looking = interaction.client, own.looking
        try:
            result = await client.publisher.preview(
                person_id=interaction.user.id,
                why=words.document_reason(looking.header.title, len(looking.kept())),
                origin="document",
                edit=looking.files,
                progress=progress_of(interaction),
            )
        except EditError as error:
            return overview(own, render.trouble(error).text)
        shown = told(client, result)
        if result.draft is not None:
            await client.store.reviews.put_forward(own.id, result.draft.version)
        view = shown.view or discord.ui.View(timeout=None)
        view.add_item(_Overview.at(own.id, label=words.GO_ON))
        return replace(shown, view=view)


class _GiveUp(_Button, template=rf"v1:drafted-end:{_REVIEW}"):
    """Asks whether it is to be given up."""

    kind = "drafted-end"
    label = words.GIVE_UP

    async def do(self, interaction: Interaction, own: Own) -> Told:
        """Ask."""
        view = discord.ui.View(timeout=None)
        view.add_item(_ReallyGiveUp.at(own.id))
        view.add_item(_Overview.at(own.id, label=words.BACK))
        return Told(words.give_up(own.looking), view)


class _ReallyGiveUp(_Button, template=rf"v1:drafted-gone:{_REVIEW}"):
    """Gives it up."""

    kind = "drafted-gone"
    label = words.REALLY_GIVE_UP
    style = discord.ButtonStyle.danger

    async def do(self, interaction: Interaction, own: Own) -> Told:
        """Take it away."""
        await interaction.client.store.reviews.give_up(interaction.user.id)
        await note_deed(interaction, WHAT, "done", "given up")
        return Told(render.Note(words.GIVEN_UP))


ITEMS = (_Show, _Back, _Keep, _Drop, _Edit, _About, _Overview, _KeepOthers, _Preview, _GiveUp, _ReallyGiveUp)


async def own_of(interaction: Interaction) -> Own | None:
    """Return what somebody is looking through; None if nothing, or nothing that can be read."""
    try:
        kept = await interaction.client.store.reviews.of_person(interaction.user.id)
        if kept is None:
            return None
        draft = await asyncio.to_thread(unpacked, kept.draft)
        looking = Looking(draft, {id: Decision.of(text) for id, text in kept.decided.items()})
    except (
        DamagedError,
        ValueError,
        LookupError,
        TypeError,
    ) as error:  # damaged, or another version of the bot kept it
        _log.error("what user %d looks through cannot be read: %r", interaction.user.id, error)
        return None
    return Own(kept.id, looking, _VOCABULARY in interaction.client.answerer.knowledge.files)


async def decided(interaction: Interaction, own: Own, at: int, decision: Decision) -> Told:
    """Decide of an entry, and show the next that is left."""
    if at >= len(own.looking.entries):
        return overview(own)
    id = own.looking.entries[at].id
    before = own.looking.decided.get(id)
    if decision.what == "keep" and not decision.typed and before is not None and before.what == "keep":
        decision = before  # as it was typed
    after = await own.decide(interaction, {id: decision})
    if after is None:
        return Told(render.Note(words.NO_DOCUMENT))
    place = after.looking.next(at)
    return overview(after) if place is None else entry_page(after, place)


def overview(own: Own, first: str = "") -> Told:
    """Return how far it is, with what can be done. first: what is said before; "" for nothing."""
    looking, view = own.looking, discord.ui.View(timeout=None)
    left, plain = looking.left(), looking.plain_left()
    view.add_item(_Show.at(own.id, left[0] if left else 0, label=words.LOOK_THROUGH if left else words.LOOK_AGAIN))
    if plain:
        view.add_item(_KeepOthers.at(own.id, label=words.keep_others(len(plain))))
    view.add_item(_About.at(own.id))
    if looking.kept():
        view.add_item(_Preview.at(own.id))
    view.add_item(_GiveUp.at(own.id))
    more = vocabulary_of(looking.draft) if own.apart else ""
    return Told(words.overview(looking, more, first), view)


def entry_page(own: Own, at: int, refused: list[str] | None = None) -> Told:
    """Return an entry with its buttons. refused: why what was typed was not taken."""
    looking = own.looking
    at = min(at, len(looking.entries) - 1)
    view = discord.ui.View(timeout=None)
    for button in (_Keep, _Edit, _Drop):
        view.add_item(button.at(own.id, at))
    last = len(looking.entries) - 1
    view.add_item(_Show.at(own.id, 0 if at == last else at + 1))
    if at:
        view.add_item(_Back.at(own.id, at - 1))
    view.add_item(_Overview.at(own.id))
    return Told(words.drafted_entry(looking, at, around(looking.draft, looking.entries[at]), refused or ()), view)


def _field(key: str, label: str, note: str | None, value: str, *, needed: bool) -> discord.ui.Label[discord.ui.View]:
    field: discord.ui.TextInput[discord.ui.View] = discord.ui.TextInput(
        custom_id=key,
        style=discord.TextStyle.paragraph if key in _LONG else discord.TextStyle.short,
        default=value[:_MAX_FIELD] or None,
        required=needed,
        max_length=_MAX_FIELD,
    )
    return discord.ui.Label(text=label, description=note, component=field)
