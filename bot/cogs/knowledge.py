"""/knowledge: what those can do who look after the knowledge base. Every command asks for their right anew."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from .. import render
from ..client import Interaction, Verbatim
from ..core.answering.version_diff import compare_knowledge
from ..core.knowledge import editing
from ..core.knowledge.loading import load
from ..core.knowledge.phrasing_choices import MAX_TYPED, phrasings_like
from ..errors import StoreError
from ..serving import attachment
from ..serving.past import in_short
from ..sync import FOR_CURATORS, sync_curators
from . import forms
from .bin import bin_page, move_phrasing, remove_entry
from .deeds import Told, admitted, carry_out, offered, progress_of
from .documents import draft_document
from .drafts import told
from .entry_forms import FORMS, Form, form_of, open_form, take
from .gaps import gaps_page, teach
from .learnt import learnt_page
from .telling import handled, privately

__all__ = ["Knowledge"]

_log = logging.getLogger(__name__)
_Why = app_commands.Range[str, 1, 200]
_MAX_CHOICES = 25
_IN_SHORT = 10  # of the last versions it is told what changed


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class _Knowledge(app_commands.Group, name="knowledge", description="Look after what the bot answers from"):
    """The commands of /knowledge; what each does stands below, in a function of its name."""

    @app_commands.command(description="Publish what the knowledge folder holds now")
    @app_commands.describe(why="For the history")
    async def refresh(self, interaction: Interaction, why: _Why | None = None) -> None:
        """Publish the folder, if it is sound and its check questions are answered rightly."""
        await carry_out(interaction, "refresh", _refresh, why or "")

    @app_commands.command(description="Show what publishing the knowledge folder, or files you attach, would change")
    @app_commands.describe(
        file="A .yaml, .txt, .fingerprint or .locators file to replace the published one, or a .zip of several",
        why="For the history",
    )
    async def preview(
        self, interaction: Interaction, file: discord.Attachment | None = None, why: _Why | None = None
    ) -> None:
        """Make a draft, with buttons to publish and to discard it."""
        await carry_out(interaction, "preview", _preview, file, why or "")

    @app_commands.command(description="List the published versions")
    async def history(self, interaction: Interaction) -> None:
        """List the last ones."""
        await carry_out(interaction, "history", _history)

    @app_commands.command(description="Show what changed between two versions")
    @app_commands.rename(older="a", newer="b")
    @app_commands.describe(older="A version, by number or hash", newer="The other one")
    async def diff(self, interaction: Interaction, older: str, newer: str) -> None:
        """Put two versions side by side."""
        await carry_out(interaction, "diff", _diff, older, newer)

    @app_commands.command(description="Publish an earlier version again")
    @app_commands.describe(version="By number or hash", why="For the history")
    async def rollback(self, interaction: Interaction, version: str, why: _Why | None = None) -> None:
        """Publish it under a number of its own, so that the history loses nothing."""
        await carry_out(interaction, "rollback", _rollback, version, why or "")

    @app_commands.command(description="List questions without an answer, to teach them or mark them out of scope")
    @app_commands.describe(state="Which ones (default: open)")
    async def gaps(self, interaction: Interaction, state: Literal["open", "taught", "refused"] = "open") -> None:
        """Show the first page."""
        await carry_out(interaction, "gaps", gaps_page, state, 0)

    @app_commands.command(description="Teach an unanswered question to an entry")
    @app_commands.describe(
        gap="The question: start typing, then choose", entry="What it asks about: start typing, then choose"
    )
    async def teach(self, interaction: Interaction, gap: str, entry: str) -> None:
        """Make a draft, for any entry or silence."""
        await carry_out(interaction, "teach", _teach, gap, entry)

    @app_commands.command(description="List questions whose answer people have chosen or confirmed, to approve them")
    async def learnt(self, interaction: Interaction) -> None:
        """Show them by entry."""
        await carry_out(interaction, "learnt", learnt_page)

    @app_commands.command(description="Draft entries from a document, to look them through one by one")
    @app_commands.describe(file="A PDF, DOCX, HTML, Markdown or text file; leave it out to go on where you were")
    async def draft(self, interaction: Interaction, file: discord.Attachment | None = None) -> None:
        """Draft, or go on."""
        await carry_out(interaction, "draft", draft_document, file)

    @app_commands.command(description="Add an entry by filling in a form")
    async def add(self, interaction: Interaction) -> None:
        """Open the form; what is typed into it comes to the cog below."""
        if await admitted(interaction, "add"):
            await open_form(interaction, Form(1, "", ""), {})

    @app_commands.command(description="Change an entry by filling in a form")
    @app_commands.describe(entry="Start typing, then choose")
    async def edit(self, interaction: Interaction, entry: str) -> None:
        """Open the form, filled with what stands."""
        if await admitted(interaction, "edit"):
            catalogue = interaction.client.catalogue
            target = catalogue.find(entry, catalogue.targets)
            if target is None:
                await privately(interaction, render.NO_TARGET)
            else:
                await open_form(interaction, Form(1, target.id, interaction.client.answerer.version), {})

    @app_commands.command(description="Take an entry out; /knowledge bin can put it back for 30 days")
    @app_commands.describe(entry="Start typing, then choose", why="For the history")
    async def remove(self, interaction: Interaction, entry: str, why: _Why | None = None) -> None:
        """Make a draft without it."""
        await carry_out(interaction, "remove", remove_entry, entry, why or "")

    @app_commands.command(description="List the entries removed in the last 30 days, to put them back")
    async def bin(self, interaction: Interaction) -> None:
        """List them."""
        await carry_out(interaction, "bin", bin_page)

    @app_commands.command(description="Let a way of asking lead to another entry")
    @app_commands.describe(phrasing="The way of asking: start typing, then choose", to="What it should ask for instead")
    async def move(self, interaction: Interaction, phrasing: str, to: str) -> None:
        """Make a draft in which it does."""
        await carry_out(interaction, "move", move_phrasing, phrasing, to)

    @app_commands.command(description="Show who changed what in the knowledge")
    async def audit(self, interaction: Interaction) -> None:
        """List the last deeds."""
        await carry_out(interaction, "audit", _audit)

    @diff.autocomplete("older")
    @diff.autocomplete("newer")
    @rollback.autocomplete("version")
    @offered
    async def _versions(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        versions = await interaction.client.store.versions.history(100)
        named = [(render.version_choice(version), str(version.number)) for version in versions]
        wanted = typed.strip().lower()
        found = [app_commands.Choice(name=name, value=number) for name, number in named if wanted in name.lower()]
        return found[:_MAX_CHOICES]

    @teach.autocomplete("gap")
    @offered
    async def _gaps(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        gaps = await interaction.client.store.questions.gaps(limit=500)
        wanted = typed.strip().lower()
        found = [
            app_commands.Choice(name=render.gap_choice(gap), value=str(gap.id)) for gap in gaps if wanted in gap.text
        ]
        return found[:_MAX_CHOICES]

    @move.autocomplete("phrasing")
    @offered
    async def _phrasings(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = phrasings_like(typed, interaction.client.catalogue.targets)
        return [
            app_commands.Choice(name=render.phrasing_choice(phrasing, item), value=phrasing[:MAX_TYPED])
            for phrasing, item in found
        ]

    @teach.autocomplete("entry")
    @edit.autocomplete("entry")
    @remove.autocomplete("entry")
    @move.autocomplete("to")
    @offered
    async def _targets(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        catalogue = interaction.client.catalogue
        readers = interaction.client.readers
        found = await readers.read(typed[: render.MAX_CHOICE], lambda: catalogue.choices(typed, catalogue.targets))
        return [app_commands.Choice(name=target.title[:100], value=target.id) for target in found]


async def _refresh(interaction: Interaction, why: str) -> Told:
    client = interaction.client
    return told(client, await client.publisher.refresh(person_id=interaction.user.id, why=why))


async def _preview(interaction: Interaction, file: discord.Attachment | None, why: str) -> Told:
    changed = None
    if file is not None:
        attachment.admit(file.filename, file.size)
        try:
            data = await file.read()
        except discord.HTTPException as error:
            _log.warning("the attached file is not to be had: %s", error)
            return Told(render.Note(render.UNREADABLE_FILE))
        changed = await asyncio.to_thread(attachment.files_of, file.filename, data)
    client = interaction.client
    result = await client.publisher.preview(
        person_id=interaction.user.id,
        why=why,
        origin="preview" if changed is None else "upload",
        progress=progress_of(interaction),
        edit=None if changed is None else partial(editing.put, changed=changed),
    )
    return told(client, result)


async def _history(interaction: Interaction) -> Told:
    client = interaction.client
    versions = await client.store.versions.history()
    changed = await in_short(client.store.versions, versions[: _IN_SHORT + 1])
    told = {number: render.summary(each) for number, each in changed.items()}
    return Told(render.history(versions, client.answerer.version, told))


async def _diff(interaction: Interaction, older: str, newer: str) -> Told:
    versions = interaction.client.store.versions
    before, after = await versions.find(older), await versions.find(newer)
    if before is None or after is None:
        return Told(render.Note(render.NO_VERSION))
    files = [await versions.files(each.number) for each in (before, after)]
    changes = await asyncio.to_thread(lambda: compare_knowledge(load(files[0]), load(files[1])))
    return Told(render.difference(before, after, changes))


async def _rollback(interaction: Interaction, version: str, why: str) -> Told:
    client = interaction.client
    found = await client.store.versions.find(version)
    if found is None:
        return Told(render.Note(render.NO_VERSION))
    result = await client.publisher.rollback(found.number, person_id=interaction.user.id, why=why)
    return told(client, result)


async def _teach(interaction: Interaction, gap: str, entry: str) -> Told:
    catalogue = interaction.client.catalogue
    target = catalogue.find(entry, catalogue.targets)
    if target is None:
        return Told(render.Note(render.NO_TARGET))
    number = int(gap) if gap.isdecimal() and len(gap) < 10 else 0
    return await teach(interaction, number, target.id)


async def _audit(interaction: Interaction) -> Told:
    return Told(render.audit(await interaction.client.store.audit.last(25)))


class Knowledge(commands.Cog):
    """The commands, and the form of one of them."""

    def __init__(self, client: Verbatim) -> None:
        self._client = client
        client.tree.add_command(_Knowledge(extras={FOR_CURATORS: True}))

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Have the commands in a server that may use them, and has invited the bot anew: it has lost them meanwhile."""
        if guild.id in self._client.curator_guilds:
            try:
                await sync_curators(self._client.tree, self._client.store, self._client.curator_guilds)
            except StoreError as error:
                _log.warning("server %d does not have the commands yet: %s", guild.id, error)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Take what was typed into a form; so it is taken after a restart as well."""
        fields = forms.typed_into_any(FORMS, interaction)
        if fields is None:
            return
        data: Any = interaction.data
        form, typed = form_of(data["custom_id"]), render.typed_text(fields)
        async with handled(interaction, f"the form of {form.what}", typed):
            await carry_out(interaction, form.what, take, form, fields, typed=typed)
