"""How a message of the bot's is corrected: what it shows is made anew, pictures too, with a line on top."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord

from .. import render
from ..client import Verbatim
from ..core.answering.reply import Reply
from ..core.knowledge import chart_data
from ..core.knowledge.chart_words import alt_text
from ..core.knowledge.model import Entry, Knowledge
from ..core.knowledge.series import Series
from ..store import Correction
from . import buttons
from .contents import said
from .layout import below, laid_out, marked, picture_words, topped
from .listings import MAX_CHARTS
from .pictures import all_pictures, shown_below

__all__ = ["correct"]

_MAX_CONTENT = 2_000


@dataclass(frozen=True, slots=True)
class _Anew:
    """A message as it is now.

    shown: what `edit` takes, but for a card. card: the reply of one, and the line that says what was asked. drawn: the
    pictures in place of those that it has; None if they stay.
    """

    shown: dict[str, Any]
    card: tuple[Reply, str] | None = None
    drawn: Sequence[Series] | None = None


async def correct(client: Verbatim, correction: Correction) -> None:
    """Edit a message if it shows a figure that is another one now; one that was corrected already stays as it is.

    Raises discord.HTTPException if it cannot be had or edited.
    """
    message = await client.get_partial_messageable(correction.channel_id).fetch_message(correction.message_id)
    lines = said(message).splitlines()
    kept = [each for each in lines if not render.is_corrected(each) and not each.startswith(render.ASKED_BEGINS)]
    knowledge = client.answerer.knowledge
    anew = _anew(client, message, correction)
    wrong = _wrong("\n".join(kept), correction, knowledge) or _drawn_wrong(message, anew.drawn, correction, knowledge)
    line = render.corrected(wrong, int(time.time()))
    if not wrong or (anew.drawn is None and any(render.same_correction(line, each) for each in lines)):
        return
    try:
        await _edit(client, message, anew, line)
    except discord.Forbidden:
        if not anew.drawn:
            raise
        await _edit(client, message, replace(anew, drawn=()), line)  # it may send no files there any more


def _wrong(text: str, correction: Correction, knowledge: Knowledge) -> list[tuple[str, str]]:
    """Return what figures that a text shows said then, and say now: those that are others now."""
    text = text.casefold()
    found = []
    for id, before, now in _changes(correction, knowledge):
        new = now.casefold()
        is_new = bool(new) and new in text
        is_old = bool(before) and before.casefold() in (text.replace(new, " ") if new else text)
        if is_old or (id in correction.entries and not is_new):
            found.append((before, now))
    return found


def _drawn_wrong(
    message: discord.Message, drawn: Sequence[Series] | None, correction: Correction, knowledge: Knowledge
) -> list[tuple[str, str]]:
    """Return the changes for which pictures differ though the text beside them does not: those of the same topics."""
    words = picture_words(message)
    if not words or drawn is None or words == [alt_text(each) for each in drawn]:
        return []
    topics = {entry.topic for entry in _entries(knowledge, correction.entries)}
    changes = _changes(correction, knowledge)
    return [(before, now) for id, before, now in changes if knowledge.entries[id].topic in topics]


def _changes(correction: Correction, knowledge: Knowledge) -> list[tuple[str, str, str]]:
    """Return entry, figure then and figure now of what has changed since a message was given, in its order."""
    found = []
    first = [id for id in correction.entries if id in correction.before]
    for entry in _entries(knowledge, list(dict.fromkeys([*first, *correction.before]))):
        before, now = correction.before[entry.id], entry.figure.text if entry.figure is not None else ""
        if before != now:
            found.append((entry.id, before, now))
    return found


def _anew(client: Verbatim, message: discord.Message, correction: Correction) -> _Anew:
    """Return what a message shows as it is now; the message as it stands where it cannot be made anew."""
    knowledge = client.answerer.knowledge
    listed = _entries(knowledge, correction.entries)
    entry, charts = buttons.entry_of(message, client), bool(picture_words(message))
    if entry is not None and entry.id == correction.entries[0]:
        reply = client.answerer.showing(entry, tuple(listed[1:]))
        reply = replace(reply, perhaps=bool(marked(message, render.PERHAPS)))
        if message.content and not message.embeds:
            return _Anew({"content": render.plain(reply, marked=True)})
        chart = chart_data.chart(knowledge, entry) if charts else None
        return _Anew({}, (reply, marked(message, render.ASKED)), [chart] if chart is not None else [])
    if message.flags.components_v2:
        return _Anew({})
    left = "\n".join(each for each in message.content.splitlines() if not render.is_corrected(each))
    as_it_is = _Anew({"content": left})
    if len(message.embeds) != 1 or len(listed) != len(correction.entries):
        return as_it_is
    embed = message.embeds[0]
    if render.is_comparison(embed.title) and len(listed) == 2:
        embed = discord.Embed.from_dict(render.comparison(client.catalogue.compare(listed[0], listed[1])))
        both = chart_data.comparison(knowledge, listed) if charts else None
        return _Anew({"content": left, "embed": embed}, None, [both] if both is not None else [])
    if render.is_statistics(embed.title):  # its title and foot stay: which topic it is, and which page
        embed = embed.copy()
        embed.description = render.statistics(listed, None, 0, 1)["description"]
        drawn = chart_data.charts(knowledge, listed)[:MAX_CHARTS] if charts else ()
        return _Anew({"content": left, "embed": embed}, None, drawn)
    return as_it_is


async def _edit(client: Verbatim, message: discord.Message, anew: _Anew, line: str) -> None:
    """Put a message as it is now in place of what it was, with a line on top."""
    files = await all_pictures(client, anew.drawn or ())
    shown = dict(anew.shown) if anew.drawn is None else {**anew.shown, "attachments": files}
    if anew.card is not None:
        reply, asked = anew.card
        card = render.card(reply, asked=asked, corrected=line, pictures=shown_below(files))
        view = laid_out(card, foot=below(message))
        view.stop()  # its buttons are known by their custom ids, not by this view
        shown |= {"content": None, "embeds": [], "view": view}
    elif "content" in shown:
        shown["content"] = f"{line}\n{shown['content']}".strip()[:_MAX_CONTENT]
    else:
        shown["view"] = topped(message, render.Text(line, mark=render.CORRECTED))
    await message.edit(**shown)


def _entries(knowledge: Knowledge, ids: Sequence[str]) -> list[Entry]:
    return [knowledge.entries[id] for id in ids if id in knowledge.entries]
