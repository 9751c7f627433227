"""The two pages of the form of an entry: opened empty, or filled with what stands or was typed; taken in and proved.

What was typed goes with the message as a file, and comes from there when a page is opened again: so nothing that
somebody typed is lost when it is refused, nor by a restart.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, cast

import discord

from .. import render
from ..client import Interaction
from ..core.knowledge import editing, replacing
from ..core.knowledge.fields import TEXTS, changed_texts
from ..core.knowledge.model import Silence
from ..errors import VerbatimError
from ..serving.result import Result
from . import forms
from .deeds import DeedButton, Told, admitted, note_deed
from .drafts import told
from .telling import privately

__all__ = ["FORMS", "ITEMS", "Form", "form_of", "open_form", "take"]

_log = logging.getLogger(__name__)
_FIELDS = r"(?P<page>[12]):(?P<entry>[a-z0-9-]{0,48}):(?P<version>[0-9a-f]{0,12})"
FORMS = rf"v1:entry:{_FIELDS}"
"""What the custom id of a page looks like."""
_PAGES = {
    "add": (("title", "says", "figure", "evidence", "asked"), ("quote", "speaker", "role", "topic", "source")),
    "edit": (("title", "says", "figure", "evidence", "asked"), ("quote", "speaker", "role", "topic", "short")),
    "silence": (("title", "says", "asked"), ()),
}
_LONG = ("says", "evidence", "asked", "quote")
_NEEDED = ("title",)
_MAX_FIELD = 4_000
_MAX_SOURCES = 25


@dataclass(frozen=True, slots=True)
class Form:
    """Which form it is.

    page: 1 or 2. entry: the entry or silence that is edited, "" for a new one. version: what the form was first filled
    from.
    """

    page: int
    entry: str
    version: str

    @property
    def fields(self) -> str:
        """What of it stands in custom ids."""
        return f"{self.page}:{self.entry}:{self.version}"

    @property
    def what(self) -> Literal["add", "edit"]:
        """What it is for, as the audit names it."""
        return "edit" if self.entry else "add"


def form_of(custom_id: str) -> Form:
    """Return which form a page is of, by its custom id."""
    found = re.fullmatch(FORMS, custom_id)
    assert found is not None  # or it would not have been taken for one
    return Form(int(found["page"]), found["entry"], found["version"])


async def open_form(interaction: Interaction, form: Form, typed: Mapping[str, str]) -> None:
    """Show a page, filled with what was typed, or else with what stands in the entry. Say so if that has gone."""
    client = interaction.client
    knowledge = client.answerer.knowledge
    item = knowledge.entries.get(form.entry) or knowledge.silences.get(form.entry)
    if form.entry and item is None:
        await privately(interaction, render.NO_TARGET)
        return
    standing = await asyncio.to_thread(replacing.texts_of, knowledge.files, form.entry) if item is not None else {}
    kind = "silence" if isinstance(item, Silence) else form.what
    title = render.EDIT_TITLE if item is not None else render.ADD_TITLE
    modal = discord.ui.Modal(title=title, custom_id=f"v1:entry:{form.fields}")
    for key in _PAGES[kind][form.page - 1]:
        value = typed.get(key, standing.get(key, ""))
        label = render.MORE_ASKED if key == "asked" and item is not None else render.FIELDS[key]
        field = _source_menu(list(knowledge.sources), value) if key == "source" else _text_field(key, value)
        modal.add_item(discord.ui.Label(text=label, description=render.FIELD_NOTES.get(key), component=field))
    await forms.show(interaction, modal)


async def take(interaction: Interaction, form: Form, fields: Mapping[str, str]) -> Told:
    """Make a draft of what was typed, here and before, or say what is wrong; with buttons to go on with it."""
    before = await _typed_before(interaction)
    if before is None:
        return Told(render.Note(render.TYPED_GONE), aside=True, typed=render.typed_text(fields))
    typed = {key: text.replace("\r", "") for key, text in {**before, **fields}.items() if key in render.FIELDS}
    try:
        made = await (_edited(interaction, form, typed) if form.entry else _added(interaction, typed))
    except VerbatimError as error:
        _log.warning("%s, wished for by user %d, cannot be done: %s", form.what, interaction.user.id, error)
        await note_deed(interaction, form.what, "failed", str(error))
        made = Told(render.given_back(render.trouble(error)))
    silences = interaction.client.answerer.knowledge.silences
    view = made.view or discord.ui.View(timeout=None)
    view.add_item(_Page.of(f"v1:form:{replace(form, page=1).fields}", label=render.CHANGE))
    if form.entry not in silences:
        view.add_item(_Page.of(f"v1:form:{replace(form, page=2).fields}", label=render.MORE_FIELDS))
    return replace(made, view=view, typed=render.typed_text(typed))


async def _typed_before(interaction: Interaction) -> dict[str, str] | None:
    """Return what was typed so far, from the message whose button was pressed; None if it is not to be had now."""
    attached = interaction.message.attachments if interaction.message is not None else []
    file = next((each for each in attached if each.filename == render.TYPED_FILE), None)
    if file is None:
        return {}
    try:
        return render.read_typed((await file.read()).decode())
    except (discord.HTTPException, UnicodeDecodeError) as error:
        _log.warning("what was typed is not to be had: %s", error)
        return None


class _Page(DeedButton, template=rf"v1:form:{_FIELDS}"):
    """Opens a page again, filled with what was typed."""

    what = "form"
    label = render.CHANGE

    async def use(self, interaction: Interaction) -> None:
        """Open it, if who pressed may; a form has to be the first answer."""
        fields = self.fields
        form = Form(int(fields["page"]), fields["entry"], fields["version"])
        if not await admitted(interaction, form.what):
            return
        typed = await _typed_before(interaction)
        if typed is None:
            await privately(interaction, render.TYPED_GONE)
        else:
            await open_form(interaction, form, typed)


ITEMS = (_Page,)


async def _added(interaction: Interaction, typed: Mapping[str, str]) -> Told:
    client = interaction.client
    source = typed.get("source", "").strip() or next(iter(client.answerer.knowledge.sources))
    entry = editing.NewEntry(
        asked=tuple(typed.get("asked", "").splitlines()), **{key: typed.get(key, "") for key in TEXTS}
    )
    held: dict[str, bytes] = {}
    ids: list[str] = []

    def edit(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
        added = editing.add(files, source, entry)
        held.update(added.files)
        ids.append(added.id)
        return added.files

    why = " ".join(typed.get("title", "").split())
    result = await client.publisher.preview(person_id=interaction.user.id, why=why, origin="add", edit=edit)
    return await _named(interaction, result, held, ids[0] if ids else "")


async def _edited(interaction: Interaction, form: Form, typed: Mapping[str, str]) -> Told:
    client = interaction.client
    now = client.answerer.knowledge
    item = now.entries.get(form.entry) or now.silences.get(form.entry)
    if item is None:
        return Told(render.given_back(render.Note(render.NO_TARGET)))
    files = now.files
    if form.version and form.version != now.version:
        version = await client.store.versions.find(form.version)
        files = (await client.store.versions.files(version.number) if version is not None else {}) or files
    then = await asyncio.to_thread(replacing.texts_of, files, form.entry)
    standing = await asyncio.to_thread(replacing.texts_of, now.files, form.entry)
    texts = changed_texts(then, typed)
    overtaken = {key: standing[key] for key in texts if standing[key] not in (then[key], texts[key])}
    if overtaken:
        return Told(render.given_back(render.form_overtaken(overtaken)))
    held: dict[str, bytes] = {}

    def edit(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
        held.update(replacing.edit(files, form.entry, texts, typed.get("asked", "").splitlines()))
        return held

    result = await client.publisher.preview(
        person_id=interaction.user.id, why=render.reason(item, ""), origin="edit", edit=edit
    )
    return await _named(interaction, result, held, form.entry)


async def _named(interaction: Interaction, result: Result, files: Mapping[str, bytes], entry: str) -> Told:
    """Return what is told of a change; its faults by the fields that they are about."""
    made = told(interaction.client, result)
    if result.kind != "faulty":
        return made if result.kind == "drafted" else replace(made, note=render.given_back(made.note))
    keys = await asyncio.to_thread(lambda: [replacing.field_of(files, entry, fault) for fault in result.faults])
    return Told(render.given_back(render.form_refused(list(zip(keys, result.faults, strict=True)))), made.view)


def _text_field(key: str, value: str) -> discord.ui.TextInput[discord.ui.View]:
    return discord.ui.TextInput(
        custom_id=key,
        style=discord.TextStyle.paragraph if key in _LONG else discord.TextStyle.short,
        default=value[:_MAX_FIELD] or None,
        required=key in _NEEDED,
        max_length=_MAX_FIELD,
    )


def _source_menu(sources: list[str], value: str) -> discord.ui.Item[discord.ui.View]:
    """Return the menu of sources; a field to type one into, where there are more than a menu holds."""
    chosen = value or sources[0]
    if len(sources) > _MAX_SOURCES:
        return _text_field("source", chosen)
    options = [discord.SelectOption(label=id, value=id, default=id == chosen) for id in sources]
    return cast("discord.ui.Item[discord.ui.View]", discord.ui.Select(custom_id="source", options=options))
