"""The slash commands with which people ask: /ask, /stat, /stats, /compare, /quote, /sources, /about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from .. import render
from ..core import series
from ..core.model import Entry
from ..core.reply import Reply
from . import buttons

if TYPE_CHECKING:
    from ..app import Verbatim

__all__ = ["Commands"]

_Interaction = discord.Interaction["Verbatim"]
_MAX_CHOICE_CHARS = 100  # Discord's limit of a choice's name
_EVERYWHERE = {"guilds": True, "dms": True, "private_channels": True}
_BY_ALL = {"guilds": True, "users": True}


class Commands(commands.Cog):
    """Every command answers at once or defers and then answers; replies are private where the asker wants it."""

    def __init__(self, client: Verbatim) -> None:
        self._client = client

    @app_commands.command(description="Ask the report a question")
    @app_commands.describe(question="What you want to know, in your own words", private="Show the reply to you alone")
    @app_commands.allowed_contexts(**_EVERYWHERE)
    @app_commands.allowed_installs(**_BY_ALL)
    async def ask(
        self,
        interaction: _Interaction,
        question: app_commands.Range[str, 1, 4_000],
        private: bool | None = None,
    ) -> None:
        """Answer a question."""
        reply = self._client.answerer.answer(question)
        await self._reply(interaction, reply, await self._private(interaction, private))

    @app_commands.command(description="Show one figure of the report, with its picture")
    @app_commands.describe(name="Begin to type, and choose", private="Show the reply to you alone")
    @app_commands.allowed_contexts(**_EVERYWHERE)
    @app_commands.allowed_installs(**_BY_ALL)
    async def stat(self, interaction: _Interaction, name: str, private: bool | None = None) -> None:
        """Show a statistic and its chart."""
        entry = self._statistic(name)
        if entry is None:
            await interaction.response.send_message(render.NO_SUCH, ephemeral=True)
            return
        hidden = await self._private(interaction, private)
        reply = Reply(name, "answer", 1.0, self._client.answerer.version, entry=entry)
        drawn = series.chart(self._client.answerer.knowledge, entry)
        if drawn is None:
            await self._reply(interaction, reply, hidden)
            return
        await interaction.response.defer(ephemeral=hidden, thinking=True)
        await interaction.edit_original_response(
            embed=discord.Embed.from_dict(render.embed(reply)),
            attachments=[await buttons.picture(self._client, drawn)],
            view=self._view(reply, interaction.user.id, private=hidden),
        )

    @app_commands.command(description="Show all figures of the report, with pictures")
    @app_commands.describe(topic="Only those of a topic", private="Show the reply to you alone")
    @app_commands.allowed_contexts(**_EVERYWHERE)
    @app_commands.allowed_installs(**_BY_ALL)
    async def stats(self, interaction: _Interaction, topic: str | None = None, private: bool | None = None) -> None:
        """Show the statistics in pages."""
        if topic is not None and not self._client.catalogue.of_topic(topic):
            await interaction.response.send_message(render.NO_SUCH, ephemeral=True)
            return
        await interaction.response.defer(ephemeral=await self._private(interaction, private), thinking=True)
        page, files, view = await buttons.statistics_page(self._client, topic, 0, interaction.user.id)
        await interaction.edit_original_response(embed=page, attachments=files, view=view)

    @app_commands.command(description="Put two figures of the report side by side")
    @app_commands.rename(first="a", second="b")
    @app_commands.describe(first="One figure", second="The other figure", private="Show the reply to you alone")
    @app_commands.allowed_contexts(**_EVERYWHERE)
    @app_commands.allowed_installs(**_BY_ALL)
    async def compare(self, interaction: _Interaction, first: str, second: str, private: bool | None = None) -> None:
        """Compare two statistics, with difference and share where they mean anything."""
        left, right = self._statistic(first), self._statistic(second)
        if left is None or right is None:
            await interaction.response.send_message(render.NO_SUCH, ephemeral=True)
            return
        compared = self._client.catalogue.compare(left, right)
        embed = discord.Embed.from_dict(render.comparison(compared))
        hidden = await self._private(interaction, private)
        drawn = series.comparison(self._client.answerer.knowledge, (left, right))
        if drawn is None:
            await interaction.response.send_message(embed=embed, ephemeral=hidden or compared.refusal is not None)
            return
        await interaction.response.defer(ephemeral=hidden, thinking=True)
        await interaction.edit_original_response(embed=embed, attachments=[await buttons.picture(self._client, drawn)])

    @app_commands.command(description="Show what somebody said, word for word")
    @app_commands.describe(speaker="Who said it", about="What it is about", private="Show the reply to you alone")
    @app_commands.allowed_contexts(**_EVERYWHERE)
    @app_commands.allowed_installs(**_BY_ALL)
    async def quote(
        self,
        interaction: _Interaction,
        speaker: str | None = None,
        about: str | None = None,
        private: bool | None = None,
    ) -> None:
        """Show quotations."""
        found = self._client.catalogue.quoted(speaker, about)
        hidden = await self._private(interaction, private) or not found
        embed = discord.Embed.from_dict(render.quotations(found))
        await interaction.response.send_message(embed=embed, ephemeral=hidden)

    @app_commands.command(description="Show which documents the answers come from")
    @app_commands.allowed_contexts(**_EVERYWHERE)
    @app_commands.allowed_installs(**_BY_ALL)
    async def sources(self, interaction: _Interaction) -> None:
        """Show the sources."""
        embed = discord.Embed.from_dict(render.sources(self._client.answerer.knowledge))
        await interaction.response.send_message(embed=embed, ephemeral=True)

    @app_commands.command(description="What this bot is, what it keeps, and how to report an error")
    @app_commands.allowed_contexts(**_EVERYWHERE)
    @app_commands.allowed_installs(**_BY_ALL)
    async def about(self, interaction: _Interaction) -> None:
        """Tell of the bot."""
        made = render.about(self._client.answerer.knowledge, int(self._client.loaded_at.timestamp()))
        await interaction.response.send_message(embed=discord.Embed.from_dict(made), ephemeral=True)

    @stat.autocomplete("name")
    @compare.autocomplete("first")
    @compare.autocomplete("second")
    async def _statistics(self, interaction: _Interaction, typed: str) -> list[app_commands.Choice[str]]:
        catalogue = self._client.catalogue
        return [_choice(entry.title, entry.id) for entry in catalogue.choices(typed, catalogue.statistics)]

    @stats.autocomplete("topic")
    async def _topics(self, interaction: _Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [_choice(topic, topic) for topic in _containing(self._client.catalogue.topics, typed)]

    @quote.autocomplete("speaker")
    async def _speakers(self, interaction: _Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [_choice(speaker, speaker) for speaker in _containing(self._client.catalogue.speakers, typed)]

    def _statistic(self, name: str) -> Entry | None:
        """Return the statistic of an id or title; of anything else, the likest one if it is like enough."""
        catalogue = self._client.catalogue
        found = catalogue.find(name, catalogue.statistics)
        if found is None:
            choices = catalogue.choices(name, catalogue.statistics)
            found = choices[0] if choices and name.strip() else None
        return found

    async def _private(self, interaction: _Interaction, wanted: bool | None) -> bool:
        """Return whether a reply is to be private: as just said, which is remembered, or as said the last time."""
        store = self._client.store
        if wanted is None:
            preferred: bool = await store.prefers_private(interaction.user.id)
            return preferred
        await store.set_prefers_private(interaction.user.id, wanted)
        return wanted

    def _view(self, reply: Reply, asker_id: int, *, private: bool) -> discord.ui.View:
        view = buttons.share_view if private else buttons.again_view
        return view(self._client, reply, asker_id)

    async def _reply(self, interaction: _Interaction, reply: Reply, private: bool) -> None:
        hidden = private or reply.kind == "signpost"  # nobody else need see that
        await interaction.response.send_message(
            embed=discord.Embed.from_dict(render.embed(reply)),
            view=self._view(reply, interaction.user.id, private=hidden),
            ephemeral=hidden,
        )


def _choice(name: str, value: str) -> app_commands.Choice[Any]:
    return app_commands.Choice(name=name[:_MAX_CHOICE_CHARS], value=value)


def _containing(names: tuple[str, ...], typed: str) -> list[str]:
    return [name for name in names if typed.casefold() in name.casefold()][:25]
