"""The slash commands with which people ask: /ask, /stat, /stats, /compare, /quote, /sources, /help, /about."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from .. import render
from ..client import Interaction, Verbatim
from ..core.answering.lookup import statistic
from ..core.answering.quoting import quoted
from ..core.answering.reply import Reply
from ..core.knowledge import chart_data
from ..core.knowledge.catalogue import named
from ..core.knowledge.model import Entry
from ..core.language.text import fold
from ..memory import entries_of
from . import buttons
from .countries import in_country
from .listings import quotes_view, share_pair_view, statistics_entries, statistics_page
from .pictures import pictures, shown_below
from .telling import acknowledged, respond, thinking

__all__ = ["Commands"]

# What somebody has to type at most: a question, and the name of what can be chosen from a list.
_Question = app_commands.Range[str, 1, 4_000]
_Name = app_commands.Range[str, 1, render.MAX_CHOICE]
_EVERYWHERE = {"guilds": True, "dms": True, "private_channels": True}
_BY_ALL = {"guilds": True, "users": True}


class Commands(commands.Cog):
    """Every command answers at once or defers and then answers; replies are private where the asker wants it."""

    def __init__(self, client: Verbatim) -> None:
        self._client = client

    @app_commands.command(description="Ask the report a question")
    @app_commands.describe(question="What you want to know, in your own words", private="Show the reply only to you")
    @app_commands.allowed_contexts(**_EVERYWHERE)
    @app_commands.allowed_installs(**_BY_ALL)
    async def ask(
        self,
        interaction: Interaction,
        question: _Question,
        private: bool | None = None,
    ) -> None:
        """Answer a question."""
        hidden = await self._private(interaction, private)
        reply = await acknowledged(interaction, self._client.reply(question), private=hidden)
        sent_id = await self._reply(interaction, reply, hidden, render.asked_line(question))
        buttons.note_question(interaction, sent_id, question, reply)

    @app_commands.command(description="Show one of the report's figures, with a chart")
    @app_commands.describe(name="Start typing, then choose", private="Show the reply only to you")
    @app_commands.allowed_contexts(**_EVERYWHERE)
    @app_commands.allowed_installs(**_BY_ALL)
    async def stat(self, interaction: Interaction, name: _Name, private: bool | None = None) -> None:
        """Show a statistic and its chart."""
        hidden = await self._private(interaction, private)
        reply = (await self._statistics_of(interaction, name, private=hidden))[0]
        if reply.kind == "signpost":
            await self._reply(interaction, reply, private=True)
            return
        if reply.entry is None:
            await respond(interaction, private=True, content=render.NO_SUCH)
            return
        drawn = chart_data.chart(self._client.answerer.knowledge, reply.entry)
        if drawn is None:
            await self._reply(interaction, reply, hidden)
            return
        async with thinking(interaction, private=hidden, kind=reply.kind):
            files = await pictures(interaction, drawn)
            made = buttons.drawn(
                self._client, reply, interaction.user.id, place=_place(hidden), pictures=shown_below(files)
            )
            sent = await interaction.edit_original_response(attachments=files, **made)
        if not hidden:
            self._client.memory.sent(interaction, sent.id, entries_of(reply))

    @app_commands.command(description="Show all of the report's figures, with charts")
    @app_commands.describe(topic="Only those on one topic", private="Show the reply only to you")
    @app_commands.allowed_contexts(**_EVERYWHERE)
    @app_commands.allowed_installs(**_BY_ALL)
    async def stats(self, interaction: Interaction, topic: _Name | None = None, private: bool | None = None) -> None:
        """Show the statistics in pages."""
        wanted = fold(topic or "")
        # as the catalogue has it, for the page buttons know a topic by the hash of its name
        known = next((name for name in self._client.catalogue.topics if wanted in (fold(name), fold(_cut(name)))), None)
        if wanted and known is None:
            await interaction.response.send_message(render.NO_SUCH, ephemeral=True)
            return
        hidden = await self._private(interaction, private)
        async with thinking(interaction, private=hidden):
            page, files, view = await statistics_page(interaction, known, 0, private=hidden)
            sent = await interaction.edit_original_response(embed=page, attachments=files, view=view)
        if not hidden:
            entries = statistics_entries(self._client, known, 0)
            self._client.memory.sent(interaction, sent.id, entries)

    @app_commands.command(description="Put two of the report's figures side by side")
    @app_commands.rename(first="a", second="b")
    @app_commands.describe(first="One figure", second="The other figure", private="Show the reply only to you")
    @app_commands.allowed_contexts(**_EVERYWHERE)
    @app_commands.allowed_installs(**_BY_ALL)
    async def compare(self, interaction: Interaction, first: _Name, second: _Name, private: bool | None = None) -> None:
        """Compare two statistics, with difference and share where they mean anything."""
        hidden = await self._private(interaction, private)
        replies = await self._statistics_of(interaction, first, second, private=hidden)
        signpost = next((reply for reply in replies if reply.kind == "signpost"), None)
        if signpost is not None:
            await self._reply(interaction, signpost, private=True)
            return
        left, right = (reply.entry for reply in replies)
        if left is None or right is None:
            await respond(interaction, private=True, content=render.NO_SUCH)
            return
        compared = self._client.catalogue.compare(left, right)
        embed = discord.Embed.from_dict(render.comparison(compared))
        drawn = chart_data.comparison(self._client.answerer.knowledge, (left, right))
        if drawn is None:
            share: dict[str, Any] = (
                {"view": share_pair_view(left, right)} if hidden and compared.refusal is None else {}
            )
            hidden = hidden or compared.refusal is not None
            sent_id = await respond(interaction, private=hidden, embed=embed, **share)
        else:
            async with thinking(interaction, private=hidden):
                files = await pictures(interaction, drawn)
                view = share_pair_view(left, right) if hidden else None
                sent_id = (await interaction.edit_original_response(embed=embed, attachments=files, view=view)).id
        if not hidden:
            self._client.memory.sent(interaction, sent_id, (left, right))

    @app_commands.command(description="Show what someone said, word for word")
    @app_commands.describe(speaker="Who said it", about="What it is about", private="Show the reply only to you")
    @app_commands.allowed_contexts(**_EVERYWHERE)
    @app_commands.allowed_installs(**_BY_ALL)
    async def quote(
        self,
        interaction: Interaction,
        speaker: _Name | None = None,
        about: _Name | None = None,
        private: bool | None = None,
    ) -> None:
        """Show quotations."""
        edition, text = self._client.edition, f"{speaker or ''} {about or ''}"

        def look() -> tuple[Reply | None, list[Entry]]:
            if edition.answerer.in_need(text):
                return edition.answerer.answer(text), []
            return None, quoted(edition.answerer, edition.catalogue, speaker, about)

        hidden = await self._private(interaction, private)
        read = self._client.readers.read(text, look)
        signpost, found = await acknowledged(interaction, read, private=hidden)
        if signpost is not None:
            await self._reply(interaction, signpost, private=True)
            return
        hidden = hidden or not found
        sent_id = await respond(interaction, private=hidden, view=quotes_view(found, private=hidden))
        if not hidden:
            self._client.memory.sent(interaction, sent_id, found[: render.MAX_QUOTED])

    @app_commands.command(description="Show which documents the answers come from")
    @app_commands.allowed_contexts(**_EVERYWHERE)
    @app_commands.allowed_installs(**_BY_ALL)
    async def sources(self, interaction: Interaction) -> None:
        """Show the sources."""
        embed = discord.Embed.from_dict(render.sources(self._client.answerer.knowledge))
        await interaction.response.send_message(embed=embed, ephemeral=True)

    @app_commands.command(description="What you can ask, and how")
    @app_commands.allowed_contexts(**_EVERYWHERE)
    @app_commands.allowed_installs(**_BY_ALL)
    async def help(self, interaction: Interaction) -> None:
        """Tell how to use the bot, with questions of this base."""
        reply = self._client.edition.reply("what can you do")
        made = buttons.drawn(self._client, reply, interaction.user.id, place="private")
        await interaction.response.send_message(**made, ephemeral=True)

    @app_commands.command(description="What this bot is, what it stores, and how to report a mistake")
    @app_commands.allowed_contexts(**_EVERYWHERE)
    @app_commands.allowed_installs(**_BY_ALL)
    async def about(self, interaction: Interaction) -> None:
        """Tell of the bot."""
        made = render.about(
            self._client.answerer.knowledge,
            int(self._client.edition.loaded_at.timestamp()),
            keep_questions_days=self._client.keep_questions_days,
        )
        await interaction.response.send_message(embed=discord.Embed.from_dict(made), ephemeral=True)

    @stat.autocomplete("name")
    @compare.autocomplete("first")
    @compare.autocomplete("second")
    async def _statistics(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        catalogue = self._client.catalogue
        found = await self._client.readers.read(_cut(typed), lambda: catalogue.choices(typed, catalogue.statistics))
        return [_choice(entry.title, entry.id) for entry in found]

    @stats.autocomplete("topic")
    async def _topics(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [_choice(topic, topic) for topic in named(typed, self._client.catalogue.topics)]

    @quote.autocomplete("speaker")
    async def _speakers(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [_choice(speaker, speaker) for speaker in named(typed, self._client.catalogue.speakers)]

    async def _statistics_of(self, interaction: Interaction, *names: str, private: bool) -> list[Reply]:
        """Return what is found by some names; see `statistic`."""
        edition = self._client.edition
        read = self._client.readers.read(
            "\n".join(names), lambda: [statistic(edition.answerer, edition.catalogue, name) for name in names]
        )
        return await acknowledged(interaction, read, private=private)

    async def _private(self, interaction: Interaction, wanted: bool | None) -> bool:
        """Return whether a reply is to be private."""
        return await self._client.preferences.private(interaction.user.id, wanted)

    async def _reply(self, interaction: Interaction, reply: Reply, private: bool, asked: str = "") -> int | None:
        """Send a reply; return the id of its message. asked: the line above it that says what was asked."""
        hidden = private or reply.kind == "signpost"  # nobody else need see that
        reply = await in_country(self._client, reply, interaction.guild_id)
        made = buttons.drawn(self._client, reply, interaction.user.id, place=_place(hidden), asked=asked)
        sent_id = await respond(interaction, private=hidden, kind=reply.kind, **made)
        if not hidden:
            self._client.memory.sent(interaction, sent_id, entries_of(reply))
        return sent_id


def _place(private: bool) -> buttons.Place:
    return "private" if private else "command"


def _choice(name: str, value: str) -> app_commands.Choice[Any]:
    return app_commands.Choice(name=_cut(name), value=_cut(value))


def _cut(text: str) -> str:
    return text[: render.MAX_CHOICE]
