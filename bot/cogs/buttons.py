"""The buttons below replies. They keep nothing in memory: all they know stands in their custom ids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord

from .. import render
from ..background import reading
from ..client import Interaction, Verbatim
from ..core.answering.reply import Reply
from ..core.answering.talk import Talk, Turn, continued
from ..core.knowledge import chart_data
from ..core.knowledge.model import Entry
from ..memory import entries_of
from . import custom_ids, forms
from .countries import in_country
from .custom_ids import ALSO, CANDIDATES, ENTRY, PERSON
from .items import Button
from .pictures import picture
from .telling import privately

__all__ = [
    "FORM",
    "ITEMS",
    "AgainButton",
    "AskForm",
    "ChartButton",
    "ContextButton",
    "HelpButton",
    "OtherButton",
    "PickButton",
    "ReplyButton",
    "ShareButton",
    "again_view",
    "answer_form",
    "entry_of",
    "note_question",
    "note_shown",
    "reply_view",
    "share_view",
    "talk_shown",
]

FORM = "v1:ask"  # the custom id of the form behind *Ask again*


class ReplyButton(Button):
    """A button below a reply, which may be about an entry, and for one person alone."""

    async def use(self, interaction: Interaction) -> None:
        """Do what it is for, or say that its entry has gone or that it is somebody else's."""
        fields = self.fields
        entry = interaction.client.answerer.knowledge.entries.get(fields.get("entry", ""))
        if "entry" in fields and entry is None:
            await privately(interaction, render.GONE)
        elif fields.get("person") not in (None, str(interaction.user.id)):
            await privately(interaction, render.NOT_YOURS)
        else:
            await self.act(interaction, entry)

    async def act(self, interaction: Interaction, entry: Entry | None) -> None:
        """Do what it is for. entry: that of its custom id, None if it has none."""
        raise NotImplementedError  # each has its own


class ChartButton(ReplyButton, template=f"v1:chart:{ENTRY}"):
    """Shows the chart of an answer, privately."""

    label = "Chart"

    async def act(self, interaction: Interaction, entry: Entry | None) -> None:
        """Draw in a worker thread; say so if there is nothing to draw. Where no file may be sent, say it in blocks."""
        drawn = chart_data.chart(interaction.client.answerer.knowledge, entry) if entry else None
        if drawn is None:
            await privately(interaction, render.NO_CHART)
            return
        if not interaction.app_permissions.attach_files:
            await privately(interaction, render.text_chart(drawn))
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.edit_original_response(attachments=[await picture(interaction.client, drawn)])


class ContextButton(ReplyButton, template=f"v1:context:{ENTRY}"):
    """Shows the other entries of an answer's paragraph, privately, to anyone."""

    label = "In context"

    async def act(self, interaction: Interaction, entry: Entry | None) -> None:
        """List them with their excerpts."""
        assert entry is not None
        neighbours = interaction.client.catalogue.neighbours(entry)
        await interaction.response.send_message(
            embed=discord.Embed.from_dict(render.context(entry, neighbours)), ephemeral=True
        )


class OtherButton(ReplyButton, template=f"v1:other:{PERSON}:{CANDIDATES}"):
    """Offers what else may have been meant, in place of the answer."""

    label = "Not what I asked"

    async def act(self, interaction: Interaction, entry: Entry | None) -> None:
        """Turn the message into suggestions of the next candidates."""
        knowledge = interaction.client.answerer.knowledge
        found = custom_ids.find_candidates(self.fields["candidates"], knowledge.entries.values())[:3]
        if self.fields["candidates"] and not found:
            await privately(interaction, render.GONE)
            return
        reply = Reply("", "suggestions" if found else "no_answer", 0.0, knowledge.version, suggestions=tuple(found))
        await _turn_into(interaction, reply)
        if interaction.message is not None and interaction.is_guild_integration() and interaction.guild_id is not None:
            interaction.client.memory.mistaken(interaction.message, interaction.user.id)


class PickButton(ReplyButton, template=f"v1:pick:{PERSON}:{ENTRY}"):
    """A suggestion: turns the message into that answer, for the asker only."""

    label = "This"
    style = discord.ButtonStyle.primary

    async def act(self, interaction: Interaction, entry: Entry | None) -> None:
        """Edit the message into the answer."""
        assert entry is not None
        reply = Reply("", "answer", 1.0, interaction.client.answerer.version, entry=entry)
        await _turn_into(interaction, reply)


class ShareButton(ReplyButton, template=f"v1:share:{ENTRY}(?::{ALSO})?"):
    """Posts a private answer in the channel, with its further entries and its corrections."""

    label = "Share here"

    async def act(self, interaction: Interaction, entry: Entry | None) -> None:
        """Post the answer for everybody."""
        assert entry is not None
        client = interaction.client
        field = self.fields["also"]
        also = custom_ids.find_candidates(field, client.answerer.knowledge.entries.values())
        if len(also) < len(field.split(".")) and field:
            await privately(interaction, render.GONE)
            return
        reply = client.answerer.showing(entry, tuple(also))
        # What was corrected stands in the private message alone: whose words they are is not kept.
        if interaction.message is not None and interaction.message.embeds:
            shown: dict[str, Any] = {**interaction.message.embeds[0].to_dict()}
            reply = replace(reply, corrections=render.corrections_in(shown, reply))
        sent = await interaction.response.send_message(
            embed=discord.Embed.from_dict(render.embed(reply)), view=reply_view(client, reply, None)
        )
        client.memory.sent(interaction, sent.message_id, entries_of(reply))


class AgainButton(ReplyButton, template=r"v1:again"):
    """Opens a form for another question."""

    label = "Ask again"

    async def act(self, interaction: Interaction, entry: Entry | None) -> None:
        """Show the form."""
        await forms.show(interaction, AskForm(custom_id=FORM))


class HelpButton(ReplyButton, template=r"v1:help(?::(?P<language>[a-z]{2,3}))?"):
    """Shows all help lines to whoever presses it, privately."""

    label = "Show me this privately"
    style = discord.ButtonStyle.primary

    async def act(self, interaction: Interaction, entry: Entry | None) -> None:
        """Say the same where nobody else sees it, with all the others to turn to."""
        knowledge, language = interaction.client.answerer.knowledge, self.fields["language"]
        if knowledge.help is None:
            await privately(interaction, render.NO_MORE_HELP)
            return
        reply = Reply("", "signpost", 1.0, knowledge.version, help=knowledge.help, language=language)
        reply = await in_country(interaction.client, reply, interaction.guild_id)
        shown = {**render.embed(reply), "description": render.all_help(reply)}
        await interaction.response.send_message(embed=discord.Embed.from_dict(shown), ephemeral=True)


class AskForm(discord.ui.Modal, title=render.FORM_TITLE):
    """The form behind *Ask again*, with one field."""

    question: discord.ui.TextInput[Any] = discord.ui.TextInput(
        label=render.FORM_LABEL, style=discord.TextStyle.paragraph, max_length=1_000, custom_id="question"
    )


ITEMS = (
    ChartButton, ContextButton, OtherButton, PickButton, ShareButton, AgainButton, HelpButton,
)  # fmt: skip


def reply_view(client: Verbatim, reply: Reply, asker_id: int | None) -> discord.ui.View:
    """Return the buttons of a public reply. asker_id: who alone may change it; None if nobody may."""
    view = discord.ui.View(timeout=None)
    if reply.kind == "signpost":
        return view.add_item(_help_button(reply))
    if reply.entry is not None:
        if chart_data.chart(client.answerer.knowledge, reply.entry) is not None:
            view.add_item(ChartButton.of(f"v1:chart:{reply.entry.id}"))
        view.add_item(ContextButton.of(f"v1:context:{reply.entry.id}"))
    if asker_id is None:
        return view
    if reply.entry is not None and reply.ranking is not None:
        shown = {reply.entry.id, *(other.id for other in reply.also)}
        others = [match.target for match in reply.ranking.matches if match.target.id not in shown]
        field = custom_ids.candidates(other for other in others if isinstance(other, Entry))
        view.add_item(OtherButton.of(f"v1:other:{asker_id}:{field}"))
    for entry in reply.suggestions:
        view.add_item(PickButton.of(f"v1:pick:{asker_id}:{entry.id}", label=entry.title))
    return view


def _help_button(reply: Reply) -> HelpButton:
    language = f":{reply.language}" if reply.language else ""
    return HelpButton.of(f"v1:help{language}", label=render.MORE_HELP if render.is_more_help(reply) else None)


def share_view(client: Verbatim, reply: Reply, asker_id: int) -> discord.ui.View:
    """Return the buttons of a private reply, or of one to a command: another question, and sharing an answer."""
    view = reply_view(client, reply, asker_id)
    if reply.kind == "signpost":
        return view if render.is_more_help(reply) else discord.ui.View(timeout=None)
    if reply.entry is not None:
        also = f":{custom_ids.candidates(reply.also)}" if reply.also else ""
        view.add_item(ShareButton.of(f"v1:share:{reply.entry.id}{also}"))
    return view.add_item(AgainButton.of("v1:again"))


def again_view(client: Verbatim, reply: Reply, asker_id: int) -> discord.ui.View:
    """Return the buttons of a public reply to a command, which cannot be replied to: with *Ask again*."""
    view = reply_view(client, reply, asker_id)
    return view if reply.kind == "signpost" else view.add_item(AgainButton.of("v1:again"))


async def answer_form(interaction: Interaction, question: str) -> None:
    """Answer privately what was asked by the form; the conversation goes on from the message below which it was."""
    client, message = interaction.client, interaction.message
    before = await client.memory.talk(message.id) if message is not None else ()
    talk = before if before is not None else talk_shown(message, client)
    edition = client.edition
    reply = await reading(question, lambda: edition.reply(question, talk))
    reply = await in_country(client, reply, interaction.guild_id)
    sent = await interaction.response.send_message(
        embed=discord.Embed.from_dict(render.embed(reply)),
        view=share_view(client, reply, interaction.user.id),
        ephemeral=True,
    )
    note_question(interaction, sent.message_id, question, reply, talk)


def talk_shown(message: discord.Message | None, client: Verbatim) -> Talk:
    """Return the conversation that one of the bot's messages shows by its buttons; () if it shows none."""
    entry = entry_of(message, client) if message is not None and message.author == client.user else None
    return (Turn("answer", (entry.id,)),) if entry is not None else ()


def entry_of(message: discord.Message, client: Verbatim) -> Entry | None:
    """Return the entry that one of the bot's messages answers with, by its buttons; None if it answers with none."""
    for row in message.components:
        for item in getattr(row, "children", ()):
            match = re.fullmatch(f"v1:context:{ENTRY}", getattr(item, "custom_id", None) or "")
            if match:
                return client.answerer.knowledge.entries.get(match["entry"])
    return None


def note_question(
    interaction: Interaction, sent_id: int | None, question: str, reply: Reply, before: Talk = ()
) -> None:
    """Keep the question of a command if it found no answer, and hold it in case that it got another's.

    Only where the bot is a member: elsewhere people have it for themselves. before: what was said before it.
    """
    interaction.client.memory.carry(sent_id, continued(before, reply), interaction.channel_id)
    if interaction.guild_id is not None and interaction.is_guild_integration():
        interaction.client.memory.asked(question, reply, interaction.user.id)
        if reply.entry is not None:
            interaction.client.memory.hold(sent_id, interaction.user.id, question)


def note_shown(interaction: Interaction, entries: Sequence[Entry]) -> None:
    """Keep which entries a message shows now that was edited; of a private one nothing is kept."""
    message = interaction.message
    if message is not None and not message.flags.ephemeral:
        interaction.client.memory.sent(interaction, message.id, entries)


async def _turn_into(interaction: Interaction, reply: Reply) -> None:
    """Put a reply in place of the message whose button was pressed, as an embed or in plain text as that is."""
    message = interaction.message
    assert message is not None
    if message.flags.ephemeral:
        buttons = share_view
    elif message.interaction_metadata is not None:
        buttons = again_view
    else:
        buttons = reply_view
    view = buttons(interaction.client, reply, interaction.user.id)
    if message.embeds:
        await interaction.response.edit_message(embed=discord.Embed.from_dict(render.embed(reply)), view=view)
    else:
        await interaction.response.edit_message(content=render.plain(reply), view=view)
    note_shown(interaction, entries_of(reply))
