"""/knowledge: what those can do who look after the knowledge base. Every command asks for their right anew."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import discord
from discord import app_commands
from discord.ext import commands

from .. import render
from ..core.answering.version_diff import compare_knowledge
from ..core.knowledge import editing
from ..core.knowledge.loading import load
from ..core.knowledge.model import Entry, Silence
from ..errors import StoreError
from ..serving import attachment
from .buttons import failed
from .curating import Told, admitted, allowed, carry_out
from .curation import gaps_page, teach, told

if TYPE_CHECKING:
    from ..app import Verbatim

__all__ = ["FORM", "Knowledge"]

FORM = "v1:add"  # the custom id of the form of /knowledge add
_log = logging.getLogger(__name__)
_Interaction = discord.Interaction["Verbatim"]
_Why = app_commands.Range[str, 1, 200]
_T = TypeVar("_T")
_MAX_CHOICES = 25


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class _Knowledge(app_commands.Group, name="knowledge", description="Look after what the bot answers from"):
    """The commands of /knowledge."""

    @app_commands.command(description="Publish what the knowledge folder holds now")
    @app_commands.describe(why="For the history")
    async def refresh(self, interaction: _Interaction, why: _Why | None = None) -> None:
        """Publish the folder, if it is sound and its check questions are answered rightly."""
        client = interaction.client

        async def work() -> Told:
            return told(client, await client.publisher.refresh(person_id=interaction.user.id, why=why or ""))

        await carry_out(interaction, "refresh", work)

    @app_commands.command(description="Show what publishing the knowledge folder, or a file in its place, would change")
    @app_commands.describe(
        file="A .yaml, .txt or .fingerprint file in place of the folder's, or a .zip of some", why="For the history"
    )
    async def preview(
        self, interaction: _Interaction, file: discord.Attachment | None = None, why: _Why | None = None
    ) -> None:
        """Make a draft, with buttons to publish and to discard it."""
        client = interaction.client

        async def work() -> Told:
            changed = None
            if file is not None:
                try:
                    attachment.admit(file.filename, file.size)
                    changed = await asyncio.to_thread(attachment.files_of, file.filename, await file.read())
                except discord.HTTPException as error:
                    _log.warning("the attached file is not to be had: %s", error)
                    return Told(render.Note(render.UNREADABLE_FILE))
            result = await client.publisher.preview(
                person_id=interaction.user.id,
                why=why or "",
                origin="preview" if changed is None else "upload",
                edit=None if changed is None else lambda files: editing.put(files, changed),
            )
            return told(client, result)

        await carry_out(interaction, "preview", work)

    @app_commands.command(description="Show the versions that were published")
    async def history(self, interaction: _Interaction) -> None:
        """List the last ones."""
        client = interaction.client

        async def work() -> Told:
            return Told(render.history(await client.store.versions.history(), client.answerer.version))

        await carry_out(interaction, "history", work)

    @app_commands.command(description="Show what one version has otherwise than another")
    @app_commands.rename(older="a", newer="b")
    @app_commands.describe(older="A version, by number or hash", newer="The other one")
    async def diff(self, interaction: _Interaction, older: str, newer: str) -> None:
        """Put two versions side by side."""
        versions = interaction.client.store.versions

        async def work() -> Told:
            before, after = await versions.find(older), await versions.find(newer)
            if before is None or after is None:
                return Told(render.Note(render.NO_VERSION))
            files = [await versions.files(each.number) for each in (before, after)]
            changes = await asyncio.to_thread(lambda: compare_knowledge(load(files[0]), load(files[1])))
            return Told(render.difference(before, after, changes))

        await carry_out(interaction, "diff", work)

    @app_commands.command(description="Publish an earlier version anew")
    @app_commands.describe(version="By number or hash", why="For the history")
    async def rollback(self, interaction: _Interaction, version: str, why: _Why | None = None) -> None:
        """Publish it under a number of its own, so that the history loses nothing."""
        client = interaction.client

        async def work() -> Told:
            found = await client.store.versions.find(version)
            if found is None:
                return Told(render.Note(render.NO_VERSION))
            result = await client.publisher.rollback(found.number, person_id=interaction.user.id, why=why or "")
            return told(client, result)

        await carry_out(interaction, "rollback", work)

    @app_commands.command(description="Show questions that found no answer, to teach them or put them out of scope")
    @app_commands.describe(state="Which ones; open unless you say otherwise")
    async def gaps(self, interaction: _Interaction, state: Literal["open", "taught", "refused"] = "open") -> None:
        """Show the first page."""
        await carry_out(interaction, "gaps", lambda: gaps_page(interaction.client, state, 0))

    @app_commands.command(description="Make a question that found no answer a way of asking for an entry")
    @app_commands.describe(gap="The question; begin to type, and choose", entry="What it asks for; type, and choose")
    async def teach(self, interaction: _Interaction, gap: str, entry: str) -> None:
        """Make a draft, for any entry or silence."""
        catalogue = interaction.client.catalogue

        async def work() -> Told:
            target = catalogue.find(entry, catalogue.targets)
            if target is None:
                return Told(render.Note(render.NO_TARGET))
            number = int(gap) if gap.isdecimal() and len(gap) < 10 else 0
            return await teach(interaction, number, target.id)

        await carry_out(interaction, "teach", work)

    @app_commands.command(description="Write a new entry into a form")
    async def add(self, interaction: _Interaction) -> None:
        """Open the form."""
        if await admitted(interaction, "add"):
            await interaction.response.send_modal(_form(interaction.client))

    @app_commands.command(description="Show who did what to the knowledge")
    async def audit(self, interaction: _Interaction) -> None:
        """List the last deeds."""

        async def work() -> Told:
            return Told(render.audit(await interaction.client.store.audit.last(25)))

        await carry_out(interaction, "audit", work)

    @diff.autocomplete("older")
    @diff.autocomplete("newer")
    @rollback.autocomplete("version")
    async def _versions(self, interaction: _Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = await _offered(interaction, lambda: interaction.client.store.versions.history(100))
        named = [(render.version_choice(version), version) for version in found]
        wanted = typed.strip().lower()
        return [
            app_commands.Choice(name=name, value=str(version.number))
            for name, version in named
            if wanted in name.lower()
        ][:_MAX_CHOICES]

    @teach.autocomplete("gap")
    async def _gaps(self, interaction: _Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = await _offered(interaction, lambda: interaction.client.store.questions.gaps(limit=500))
        wanted = typed.strip().lower()
        return [
            app_commands.Choice(name=render.gap_choice(gap), value=str(gap.id)) for gap in found if wanted in gap.text
        ][:_MAX_CHOICES]

    @teach.autocomplete("entry")
    async def _targets(self, interaction: _Interaction, typed: str) -> list[app_commands.Choice[str]]:
        catalogue = interaction.client.catalogue

        async def look() -> list[Entry | Silence]:
            return catalogue.choices(typed, catalogue.targets)

        found = await _offered(interaction, look)
        return [app_commands.Choice(name=target.title[:100], value=target.id) for target in found]


class Knowledge(commands.Cog):
    """The commands, and the form of one of them."""

    def __init__(self, client: Verbatim) -> None:
        client.tree.add_command(_Knowledge())
        self._client = client

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Take what was typed into the form; so it is taken after a restart as well."""
        data: Any = interaction.data
        if interaction.type is not discord.InteractionType.modal_submit or data["custom_id"] != FORM:
            return
        fields = {part["custom_id"]: part["value"] for row in data["components"] for part in row["components"]}
        try:
            await _add(interaction, fields)
        except Exception as error:  # discord.py would log it and leave the person without a word
            await failed(interaction, "the form", error)


async def _add(interaction: _Interaction, fields: dict[str, str]) -> None:
    client = interaction.client
    typed = "".join(f"{label}:\n{fields[key]}\n\n" for key, label in render.ADD_LABELS.items())
    entry = editing.NewEntry(
        title=fields["title"],
        says=fields["says"],
        evidence=fields["evidence"],
        asked=tuple(fields["asked"].splitlines()),
    )

    async def work() -> Told:
        result = await client.publisher.preview(
            person_id=interaction.user.id,
            why=fields["title"],
            origin="add",
            edit=lambda files: editing.add(files, fields["source"].strip(), entry).files,
        )
        made = told(client, result)
        return made if result.kind == "drafted" else Told(render.typed_in(made.note, typed), made.view)

    await carry_out(interaction, "add", work, typed=typed)


def _form(client: Verbatim) -> discord.ui.Modal:
    source = next(iter(client.answerer.knowledge.sources))
    form = discord.ui.Modal(title=render.ADD_TITLE, custom_id=FORM)
    for key, label in render.ADD_LABELS.items():
        long = key in ("evidence", "asked", "says")
        form.add_item(
            discord.ui.TextInput(
                label=label,
                custom_id=key,
                style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
                default=source if key == "source" else None,
            )
        )
    form.stop()  # so discord.py keeps nothing of it, and the listener has it, also after a restart
    return form


async def _offered(interaction: _Interaction, look: Callable[[], Awaitable[list[_T]]]) -> list[_T]:
    """Return what there is to choose from: nothing for who may not see it, or if the store cannot be read."""
    try:
        return await look() if await allowed(interaction) else []
    except StoreError as error:
        _log.warning("there is nothing to choose from: %s", error)
        return []
