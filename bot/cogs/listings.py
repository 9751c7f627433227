"""What lists several entries: pages of statistics, two side by side, quotations; and the buttons that go with them."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from .. import render
from ..client import Interaction, Verbatim
from ..core.knowledge import chart_data
from ..core.knowledge.model import Entry
from . import custom_ids
from .buttons import ReplyButton, note_shown
from .custom_ids import PERSON, QUOTED
from .layout import laid_out
from .pictures import pictures
from .telling import privately, thinking

__all__ = [
    "ITEMS",
    "MAX_CHARTS",
    "PageButton",
    "SharePageButton",
    "SharePairButton",
    "ShareQuotesButton",
    "quotes_view",
    "share_pair_view",
    "statistics_entries",
    "statistics_page",
]

MAX_CHARTS = 4
"""Charts of a page."""
_PAGE, _TOPIC = r"(?P<page>[0-9]{1,3})", r"(?P<topic>[0-9a-f]{0,8})"


class PageButton(ReplyButton, template=rf"v1:page:{PERSON}:{_PAGE}:{_TOPIC}"):
    """Turns the pages of the statistics, for the asker."""

    label = "Page"

    async def act(self, interaction: Interaction, entry: Entry | None) -> None:
        """Show another page, with its chart."""
        found = await _topic_of(interaction, self.fields["topic"])
        if not found:
            return
        await interaction.response.defer()
        page = int(self.fields["page"])
        hidden = interaction.message is not None and interaction.message.flags.ephemeral
        made = await statistics_page(interaction, found[0], page, private=hidden)
        await interaction.edit_original_response(embed=made[0], attachments=made[1], view=made[2])
        note_shown(interaction, statistics_entries(interaction.client, found[0], page))


class SharePageButton(ReplyButton, template=f"v1:sharestats:{_PAGE}:{_TOPIC}"):
    """Posts a private page of the statistics in the channel."""

    label = "Share here"

    async def act(self, interaction: Interaction, entry: Entry | None) -> None:
        """Post the page for everybody, with its charts; who shares it may turn it."""
        found = await _topic_of(interaction, self.fields["topic"])
        if not found:
            return
        page = int(self.fields["page"])
        async with thinking(interaction, private=False):
            made = await statistics_page(interaction, found[0], page, private=False)
            sent = await interaction.edit_original_response(embed=made[0], attachments=made[1], view=made[2])
        entries = statistics_entries(interaction.client, found[0], page)
        interaction.client.memory.sent(interaction, sent.id, entries)


class SharePairButton(ReplyButton, template=r"v1:sharepair:(?P<first>[0-9a-f]{8}):(?P<second>[0-9a-f]{8})"):
    """Posts a private comparison in the channel."""

    label = "Share here"

    async def act(self, interaction: Interaction, entry: Entry | None) -> None:
        """Post the comparison for everybody, with its chart."""
        client = interaction.client
        pair = _all_of(client, [self.fields["first"], self.fields["second"]])
        compared = client.catalogue.compare(*pair) if pair else None
        if compared is None or compared.refusal is not None:
            await privately(interaction, render.GONE)
            return
        async with thinking(interaction, private=False):
            drawn = chart_data.comparison(client.answerer.knowledge, pair)
            files = await pictures(interaction, drawn) if drawn is not None else []
            embed = discord.Embed.from_dict(render.comparison(compared))
            sent = await interaction.edit_original_response(embed=embed, attachments=files)
        client.memory.sent(interaction, sent.id, pair)


class ShareQuotesButton(ReplyButton, template=f"v1:sharequotes:{QUOTED}"):
    """Posts private quotations in the channel: the first nine."""

    label = "Share here"

    async def act(self, interaction: Interaction, entry: Entry | None) -> None:
        """Post the quotations for everybody."""
        client = interaction.client
        found = _all_of(client, self.fields["quoted"].split("."))
        if not found:
            await privately(interaction, render.GONE)
            return
        sent = await interaction.response.send_message(view=laid_out(render.quotations(found)))
        client.memory.sent(interaction, sent.message_id, found)


ITEMS = (PageButton, SharePageButton, SharePairButton, ShareQuotesButton)


async def statistics_page(
    interaction: Interaction, topic: str | None, page: int, *, private: bool
) -> tuple[discord.Embed, list[discord.File], discord.ui.View]:
    """Return a page of the statistics, from 0; one beyond the last is the last. With its charts and buttons."""
    client = interaction.client
    pages = render.statistics_pages(client.catalogue.of_topic(topic))
    page = min(page, len(pages) - 1)
    drawn = chart_data.charts(client.answerer.knowledge, pages[page])
    files = await pictures(interaction, *drawn[:MAX_CHARTS])
    asker_id = interaction.user.id
    view = discord.ui.View(timeout=None)
    field = custom_ids.shorthand(topic) if topic else ""
    if page > 0:
        view.add_item(PageButton.of(f"v1:page:{asker_id}:{page - 1}:{field}", label=render.PREVIOUS))
    if page + 1 < len(pages):
        view.add_item(PageButton.of(f"v1:page:{asker_id}:{page + 1}:{field}", label=render.NEXT))
    if private:
        view.add_item(SharePageButton.of(f"v1:sharestats:{page}:{field}"))
    return discord.Embed.from_dict(render.statistics(pages[page], topic, page, len(pages))), files, view


def statistics_entries(client: Verbatim, topic: str | None, page: int) -> Sequence[Entry]:
    """Return the entries of a page of the statistics, from 0; one beyond the last is the last."""
    pages = render.statistics_pages(client.catalogue.of_topic(topic))
    return pages[min(page, len(pages) - 1)]


def share_pair_view(first: Entry, second: Entry) -> discord.ui.View:
    """Return the button of a private comparison."""
    ids = f"{custom_ids.shorthand(first.id)}:{custom_ids.shorthand(second.id)}"
    return discord.ui.View(timeout=None).add_item(SharePairButton.of(f"v1:sharepair:{ids}"))


def quotes_view(found: Sequence[Entry], *, private: bool) -> discord.ui.LayoutView:
    """Return quotations as what is sent, with the button of private ones."""
    share = [ShareQuotesButton.of(f"v1:sharequotes:{custom_ids.quoted(found)}")] if private and found else []
    return laid_out(render.quotations(found), [share])


async def _topic_of(interaction: Interaction, field: str) -> tuple[str | None] | None:
    """Return the topic of a field, alone in a tuple (None there: all topics); None if it has gone, which is said."""
    topics = {custom_ids.shorthand(topic): topic for topic in interaction.client.catalogue.topics}
    if field and field not in topics:
        await privately(interaction, render.GONE)
        return None
    return (topics.get(field),)


def _all_of(client: Verbatim, shorthands: Sequence[str]) -> list[Entry]:
    """Return the entries of some shorthands, in order; none if one of them has gone."""
    found = custom_ids.find_candidates(".".join(shorthands), client.answerer.knowledge.entries.values())
    return found if len(found) == len(shorthands) else []
