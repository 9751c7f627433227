"""Entries removed and put back: /knowledge remove, /knowledge bin and *Undo*; and ways of asking moved."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

import discord

from .. import render
from ..client import Interaction
from ..core.knowledge import replacing
from ..core.knowledge.phrasing_choices import phrasings_named
from ..core.knowledge.removing import remove, removed, restore
from ..store import Published
from .deeds import DeedButton, DeedMenu, Told
from .drafts import told

__all__ = ["ITEMS", "bin_page", "move_phrasing", "remove_entry"]

_BIN_S = 30 * 86_400.0


async def remove_entry(interaction: Interaction, entry: str, why: str) -> Told:
    """Make a draft without an entry or silence."""
    client = interaction.client
    target = client.catalogue.find(entry, client.catalogue.targets)
    if target is None:
        return Told(render.Note(render.NO_TARGET))
    result = await client.publisher.preview(
        person_id=interaction.user.id,
        why=render.reason(target, why),
        origin="remove",
        edit=lambda files: remove(files, target.id),
    )
    return told(client, result)


async def bin_page(interaction: Interaction) -> Told:
    """Return what was removed of late and is not there again, to choose from."""
    knowledge = interaction.client.answerer.knowledge
    since = time.time() - _BIN_S
    found = await interaction.client.store.versions.of_origin("remove", since=since)
    gone: dict[str, Published] = {}
    for removal in found:
        id = render.removed_id(removal.why)
        if id not in knowledge.entries and id not in knowledge.silences:
            gone.setdefault(id, removal)
    removals = list(gone.values())
    view = discord.ui.View(timeout=None)
    if removals:
        options = [
            discord.SelectOption(
                label=render.bin_choice(each), value=str(each.number), description=render.bin_details(each)
            )
            for each in removals
        ]
        view.add_item(_PutBack.of("v1:bin", options))
    return Told(render.binned(removals), view)


async def move_phrasing(interaction: Interaction, phrasing: str, entry: str) -> Told:
    """Make a draft in which a way of asking leads to another entry or silence."""
    client = interaction.client
    target = client.catalogue.find(entry, client.catalogue.targets)
    held = phrasings_named(phrasing, client.catalogue.targets)
    if target is None or not held:
        return Told(render.Note(render.NO_TARGET if held else render.NO_PHRASING))
    text, owner = held[0]
    result = await client.publisher.preview(
        person_id=interaction.user.id,
        why=f'"{text}": {owner.id} -> {target.id}',
        origin="move",
        edit=lambda files: replacing.move(files, text, target.id),
    )
    return told(client, result)


class _Undo(DeedButton, template=r"v1:restore:(?P<number>[0-9]{1,9})"):
    """Puts back what a version has removed."""

    what = "restore"
    label = render.UNDO

    async def act(self, interaction: Interaction) -> Told:
        """Make a draft with it, beside the message."""
        made = await _restored(interaction, int(self.fields["number"]))
        return Told(made.note, made.view, aside=True)


class _PutBack(DeedMenu, template=r"v1:bin"):
    """What is in the bin."""

    what = "restore"
    placeholder = render.CHOOSE_REMOVED

    async def act(self, interaction: Interaction) -> Told:
        """Make a draft with it."""
        return await _restored(interaction, int(self.chosen) if self.chosen.isdecimal() else 0)


ITEMS = (_Undo, _PutBack)


async def _restored(interaction: Interaction, number: int) -> Told:
    """Make a draft in which all that a version has removed is there again."""
    client, versions = interaction.client, interaction.client.store.versions
    removal, before = await versions.find(str(number)), await versions.before(number)
    if removal is None or before is None or removal.origin != "remove" or removal.at < time.time() - _BIN_S:
        return Told(render.Note(render.NOT_IN_BIN), aside=True)
    held, left = await versions.files(before.number), await versions.files(number)
    ids = await asyncio.to_thread(removed, held, left)

    def put_back(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
        for id in ids:
            files = restore(files, held, id)
        return files

    result = await client.publisher.preview(
        person_id=interaction.user.id, why=removal.why, origin="restore", edit=put_back
    )
    return told(client, result)
