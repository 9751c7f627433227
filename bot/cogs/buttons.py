"""The buttons below replies. They keep nothing in memory: all they know stands in their custom ids."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal, TypeAlias

import discord

from .. import render
from ..client import Interaction, Verbatim
from ..core.answering.reply import Reply
from ..core.answering.talk import Talk, Turn, continued
from ..core.knowledge import chart_data
from ..core.knowledge.model import Entry
from ..memory import entries_of
from ..store import Word
from . import custom_ids, forms
from .contents import said
from .countries import in_country
from .custom_ids import ALSO, CANDIDATES, ENTRY, PERSON
from .items import Button
from .layout import custom_ids_of, laid_out, marked, offering, offering_no_more
from .pictures import picture
from .telling import acknowledged, privately, respond

__all__ = [
    "FORM",
    "ITEMS",
    "AgainButton",
    "AskForm",
    "BackButton",
    "ChartButton",
    "ContextButton",
    "HelpButton",
    "HelpfulButton",
    "OtherButton",
    "PickButton",
    "Place",
    "ReplyButton",
    "ShareButton",
    "WrongButton",
    "answer_form",
    "buttons_below",
    "drawn",
    "entry_of",
    "note_question",
    "note_shown",
    "picks",
    "talk_shown",
]

_log = logging.getLogger(__name__)
FORM = "v1:ask"  # the custom id of the form behind *Ask again*
Place: TypeAlias = Literal["channel", "command", "private"]
"""Where a reply is said: in the channel, where people can reply to it, publicly to a command, or privately."""


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
    """Offers what else may have been meant, below the answer."""

    label = "Not what I asked"

    async def act(self, interaction: Interaction, entry: Entry | None) -> None:
        """Add the next candidates to the message, and swap this for the way back."""
        message, field = interaction.message, self.fields["candidates"]
        assert message is not None
        found = custom_ids.find_candidates(field, interaction.client.answerer.knowledge.entries.values())[:3]
        if field and not found:
            await privately(interaction, render.GONE)
            return
        if found:
            offered = picks(found, interaction.user.id)
            back = BackButton.of(f"v1:back:{interaction.user.id}:{field}")
            await interaction.response.edit_message(view=offering(message, (self.custom_id, back), offered))
        else:
            await privately(interaction, render.NOTHING_ELSE)
        _keep_mistaken(interaction)
        answered = entry_of(message, interaction.client)
        if answered is not None:
            _keep_said(interaction, answered, "against")


class BackButton(ReplyButton, template=f"v1:back:{PERSON}:{CANDIDATES}"):
    """Takes away what was offered below the answer: it was what was asked."""

    label = "That was it"

    async def act(self, interaction: Interaction, entry: Entry | None) -> None:
        """Leave the answer as it was before."""
        assert interaction.message is not None
        other = OtherButton.of(f"v1:other:{interaction.user.id}:{self.fields['candidates']}")
        answered, known = entry_of(interaction.message, interaction.client), _asked_on_server(interaction)
        await interaction.response.edit_message(view=offering_no_more(interaction.message, (self.custom_id, other)))
        if answered is not None and known:
            interaction.client.memory.lessons.taken_back(interaction.message, interaction.user.id, answered.id)


class HelpfulButton(ReplyButton, template=f"v1:helpful:{ENTRY}"):
    """Tells that an answer helped: what was asked may become a way of asking for it."""

    label = "Helpful"

    async def act(self, interaction: Interaction, entry: Entry | None) -> None:
        """Thank whoever it is."""
        assert entry is not None
        _log.info("helpful: %s", entry.id)
        _keep_said(interaction, entry, "helpful")
        await privately(interaction, render.GLAD)


class WrongButton(ReplyButton, template=rf"v1:wrong:(?P<asker>[0-9]{{1,20}}):{ENTRY}"):
    """Tells that an answer is wrong."""

    label = "Wrong"

    async def act(self, interaction: Interaction, entry: Entry | None) -> None:
        """Keep the asker's question as *Not what I asked* does; ask anybody else to tell the moderators."""
        assert entry is not None
        _log.info("wrong: %s", entry.id)
        kept = str(interaction.user.id) == self.fields["asker"] and _keep_mistaken(interaction)
        _keep_said(interaction, entry, "against")
        await privately(interaction, render.WRONG_KEPT if kept else render.WRONG_TELL)


class PickButton(ReplyButton, template=f"v1:pick:{PERSON}:{ENTRY}"):
    """A suggestion: turns the message into that answer, for the asker only."""

    label = "This"
    style = discord.ButtonStyle.primary

    async def act(self, interaction: Interaction, entry: Entry | None) -> None:
        """Edit the message into the answer."""
        assert entry is not None
        answerer = interaction.client.answerer
        reply = Reply("", "answer", 1.0, answerer.version, entry=entry)
        await _turn_into(interaction, reply)
        _keep_said(interaction, entry, "chosen")


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
        # What was asked and corrected stands in the private message alone: it is not kept.
        assert interaction.message is not None
        perhaps = bool(marked(interaction.message, render.PERHAPS))
        corrections = render.corrections_in(said(interaction.message), reply)
        reply = replace(reply, corrections=corrections, perhaps=perhaps)
        asked = marked(interaction.message, render.ASKED)
        sent = await interaction.response.send_message(**drawn(client, reply, None, asked=asked))
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
    paced = False
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
    ChartButton, ContextButton, OtherButton, BackButton, HelpfulButton, WrongButton, PickButton, ShareButton,
    AgainButton, HelpButton,
)  # fmt: skip


def drawn(
    client: Verbatim,
    reply: Reply,
    asker_id: int | None,
    *,
    place: Place = "channel",
    plain: bool = False,
    card: bool = False,
    asked: str = "",
    pictures: Sequence[render.Picture] = (),
) -> dict[str, Any]:
    """Return a reply with its buttons as keyword arguments for sending it.

    Args:
        client: Whose knowledge it is about.
        reply: What is said.
        asker_id: Who alone may change it; None if nobody may.
        place: Where it is said.
        plain: Whether it is to be plain text.
        card: Whether help lines must be a card as well, for they take the place of one.
        asked: The line above an answer that says what was asked; "" for none. A call for help is never shown again.
        pictures: What is sent with it.
    """
    rows = buttons_below(client, reply, asker_id, place)
    if plain or (reply.kind == "signpost" and not card):
        view = discord.ui.View(timeout=None)
        for button in (button for row in rows for button in row):
            view.add_item(button)
        if plain:
            return {"content": render.plain(reply, listed=False, marked=True), "view": view, "suppress_embeds": True}
        return {"embed": discord.Embed.from_dict(render.embed(reply)), "view": view}
    return {"view": laid_out(render.card(reply, asked=asked, pictures=pictures), rows)}


def buttons_below(client: Verbatim, reply: Reply, asker_id: int | None, place: Place) -> list[list[Button]]:
    """Return the rows of buttons below a reply. asker_id: who alone may change it; None if nobody may."""
    if reply.kind == "signpost":
        return [[_help_button(reply)]] if place != "private" or render.is_more_help(reply) else []
    row: list[Button] = []
    feedback: list[Button] = []
    if reply.entry is not None:
        if chart_data.chart(client.answerer.knowledge, reply.entry) is not None:
            row.append(ChartButton.of(f"v1:chart:{reply.entry.id}"))
        row.append(ContextButton.of(f"v1:context:{reply.entry.id}"))
    if asker_id is not None and reply.entry is not None and reply.ranking is not None:
        shown = {entry.id for entry in entries_of(reply) if entry is reply.entry or not reply.perhaps}
        others = [match.target for match in reply.ranking.matches if match.target.id not in shown]
        field = custom_ids.candidates(other for other in others if isinstance(other, Entry))
        row.append(OtherButton.of(f"v1:other:{asker_id}:{field}"))
        feedback += [
            HelpfulButton.of(f"v1:helpful:{reply.entry.id}"), WrongButton.of(f"v1:wrong:{asker_id}:{reply.entry.id}"),
        ]  # fmt: skip
    if place == "private" and reply.entry is not None:
        also = f":{custom_ids.candidates(reply.also)}" if reply.also else ""
        row.append(ShareButton.of(f"v1:share:{reply.entry.id}{also}"))
    if place != "channel":  # nobody can reply to what is said there
        row.append(AgainButton.of("v1:again"))
    offered = picks(reply.suggestions, asker_id) if asker_id is not None else []
    return [offered, row, feedback]


def _help_button(reply: Reply) -> HelpButton:
    language = f":{reply.language}" if reply.language else ""
    return HelpButton.of(f"v1:help{language}", label=render.MORE_HELP if render.is_more_help(reply) else None)


def picks(entries: Sequence[Entry], asker_id: int) -> list[Button]:
    """Return a button for each of a few entries, with which the asker chooses it."""
    return [PickButton.of(f"v1:pick:{asker_id}:{entry.id}", label=render.label(entry)) for entry in entries]


async def answer_form(interaction: Interaction, question: str) -> None:
    """Answer privately what was asked by the form; the conversation goes on from the message below which it was."""
    client, message = interaction.client, interaction.message
    before = await client.memory.talk(message.id) if message is not None else ()
    talk = before if before is not None else talk_shown(message, client)
    reply = await acknowledged(interaction, client.reply(question, talk), private=True)
    reply = await in_country(client, reply, interaction.guild_id)
    made = drawn(client, reply, interaction.user.id, place="private", asked=render.asked_line(question))
    sent_id = await respond(interaction, private=True, kind=reply.kind, **made)
    note_question(interaction, sent_id, question, reply, talk)


def talk_shown(message: discord.Message | None, client: Verbatim) -> Talk:
    """Return the conversation that one of the bot's messages shows by its buttons; () if it shows none."""
    entry = entry_of(message, client) if message is not None and message.author == client.user else None
    return (Turn("answer", (entry.id,)),) if entry is not None else ()


def entry_of(message: discord.Message, client: Verbatim) -> Entry | None:
    """Return the entry that one of the bot's messages answers with, by its buttons; None if it answers with none."""
    for custom_id in custom_ids_of(message):
        match = re.fullmatch(f"v1:context:{ENTRY}", custom_id)
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
        if sent_id is not None and interaction.channel_id is not None:
            interaction.client.memory.lessons.asked(
                question, reply, interaction.user.id,
                place=interaction.channel_id, sent_id=sent_id, now_s=time.monotonic(),
            )  # fmt: skip
        if reply.entry is not None or (reply.suggestions and reply.silence is None):
            interaction.client.memory.hold(sent_id, interaction.user.id, question)


def note_shown(interaction: Interaction, entries: Sequence[Entry]) -> None:
    """Keep which entries a message shows now that was edited; of a private one nothing is kept."""
    message = interaction.message
    if message is not None and not message.flags.ephemeral:
        interaction.client.memory.sent(interaction, message.id, entries)


def _asked_on_server(interaction: Interaction) -> bool:
    """Tell whether what the message answers was asked on a server where the bot is a member: only there it is kept."""
    return interaction.message is not None and interaction.is_guild_integration() and interaction.guild_id is not None


def _keep_mistaken(interaction: Interaction) -> bool:
    """Keep the question that the message has answered with something else; tell whether it can be kept."""
    if interaction.message is None or not _asked_on_server(interaction):
        return False
    return interaction.client.memory.mistaken(interaction.message, interaction.user.id)


def _keep_said(interaction: Interaction, entry: Entry, word: Word) -> None:
    """Keep what somebody says of an entry that the message shows, or showed: whether it is what was asked for."""
    if interaction.message is not None and _asked_on_server(interaction):
        interaction.client.memory.lessons.said(interaction.message, interaction.user.id, entry.id, word)


async def _turn_into(interaction: Interaction, reply: Reply) -> None:
    """Put a reply in place of the message whose button was pressed: as a card, or in plain text if it is that."""
    message = interaction.message
    assert message is not None
    plain = bool(message.content) and not message.embeds
    place: Place = "channel"
    if message.flags.ephemeral:
        place = "private"
    elif message.interaction_metadata is not None:
        place = "command"
    asked = marked(message, render.ASKED)
    made = drawn(interaction.client, reply, interaction.user.id, place=place, plain=plain, asked=asked)
    if not plain:  # an embed from before there were cards makes room for one
        made |= {"content": None, "embeds": [], "attachments": []}
    await interaction.response.edit_message(**made)
    interaction.client.metrics.replied(reply.kind)
    note_shown(interaction, entries_of(reply))
