"""Pictures of series, as attachments."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import discord

from .. import render
from ..client import Interaction, Verbatim
from ..core.knowledge.chart_words import alt_text
from ..core.knowledge.series import Series

__all__ = ["all_pictures", "picture", "pictures", "shown_below"]


async def pictures(interaction: Interaction, *drawn: Series) -> list[discord.File]:
    """Return the pictures of some series as attachments; none where the bot may send no files."""
    return await all_pictures(interaction.client, drawn) if interaction.app_permissions.attach_files else []


async def all_pictures(client: Verbatim, drawn: Sequence[Series]) -> list[discord.File]:
    """Return the pictures of some series as attachments, wherever they are sent; each has a name of its own."""
    files = [await picture(client, each) for each in drawn]
    for number, file in enumerate(files, 1):
        file.filename = f"chart-{number}.png" if len(drawn) > 1 else file.filename
    return files


async def picture(client: Verbatim, drawn: Series) -> discord.File:
    """Return the picture of a series as an attachment that says the same in words."""
    png = await client.charts.png(drawn)
    return discord.File(io.BytesIO(png), filename="chart.png", description=alt_text(drawn))


def shown_below(files: Iterable[discord.File]) -> list[render.Picture]:
    """Return pictures that are sent with a card as blocks of it."""
    return [render.Picture(file.filename, file.description or "") for file in files]
