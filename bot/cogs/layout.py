"""Cards as Discord's components: a box with an accent colour, and rows of buttons at its foot; and read back again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import discord

from .. import render
from .items import Button

__all__ = [
    "Rows",
    "Sent",
    "Swapped",
    "below",
    "component_texts",
    "custom_ids_of",
    "laid_out",
    "marked",
    "offering",
    "offering_no_more",
    "picture_words",
    "topped",
    "walk",
]

Rows: TypeAlias = Sequence[Sequence[Button]]
"""Rows of buttons, five at most in each."""
Swapped: TypeAlias = tuple[str, Button]
"""The custom id of a button, and the one that takes its place."""
Sent: TypeAlias = discord.ui.View | discord.ui.LayoutView
"""What stands on a message that was sent: only buttons, or a card."""
_OFFER = 102  # mark of the line above what is offered below an answer


def laid_out(card: render.Card, rows: Rows = (), foot: Iterable[discord.ui.Item[Any]] = ()) -> discord.ui.LayoutView:
    """Return a card with rows of buttons, and what else stands below them, as what is sent."""
    box: discord.ui.Container[Any] = discord.ui.Container(accent_colour=card.colour)
    for block in card.blocks:
        box.add_item(_component(block))
    for row in rows:
        if row:
            box.add_item(discord.ui.ActionRow(*row))
    for item in foot:
        box.add_item(item)
    return discord.ui.LayoutView(timeout=None).add_item(box)


def _component(block: render.Text | render.Rule | render.Picture) -> discord.ui.Item[Any]:
    if isinstance(block, render.Rule):
        return discord.ui.Separator()
    if isinstance(block, render.Picture):
        shown = discord.MediaGalleryItem(f"attachment://{block.filename}", description=block.words)
        return discord.ui.MediaGallery(shown)
    text: discord.ui.TextDisplay[Any] = discord.ui.TextDisplay(block.text, id=block.mark or None)
    if not block.url:
        return text
    return discord.ui.Section(text, accessory=discord.ui.Button(label=block.label, url=block.url))


def walk(components: Iterable[Any]) -> Iterator[Any]:
    """Yield the components of a message that was received and all that they hold, in reading order."""
    for part in components:
        yield part
        yield from walk(getattr(part, "children", None) or ())
        accessory = getattr(part, "accessory", None)
        if accessory is not None:
            yield accessory


def component_texts(components: Iterable[Any]) -> list[str]:
    """Return the texts among components, in reading order."""
    return [part.content for part in walk(components) if isinstance(part, discord.TextDisplay)]


def custom_ids_of(message: discord.Message) -> list[str]:
    """Return the custom ids of a message's buttons and menus, in reading order."""
    return [part.custom_id for part in walk(message.components) if getattr(part, "custom_id", None)]


def marked(message: discord.Message, mark: int) -> str:
    """Return the text that bears a mark in a message; "" if none does."""
    texts = (part for part in walk(message.components) if isinstance(part, discord.TextDisplay))
    return next((part.content for part in texts if part.id == mark), "")


def picture_words(message: discord.Message) -> list[str]:
    """Return what each picture of ours on a message says in words, in order; [] if it shows none."""
    galleries = [part for part in walk(message.components) if isinstance(part, discord.MediaGalleryComponent)]
    in_card = [item.description or "" for gallery in galleries for item in gallery.items]
    return in_card or [file.description or "" for file in message.attachments]


def below(message: discord.Message) -> list[discord.ui.Item[Any]]:
    """Return what stands at the foot of a message of the bot's: its first row of buttons and all that follows."""
    items = _items(message)
    first = next((at for at, item in enumerate(items) if isinstance(item, discord.ui.ActionRow)), len(items))
    return items[first:]


def topped(message: discord.Message, block: render.Text) -> discord.ui.LayoutView:
    """Return a card that was sent with a block on top, in place of one with the same mark."""
    return _boxed(message, [_component(block), *(item for item in _items(message) if item.id != block.mark)])


def offering(message: discord.Message, swapped: Swapped, offered: Sequence[Button]) -> Sent:
    """Return what was sent with a button swapped and further ones below."""
    if not message.flags.components_v2:
        return _in_rows(message, swapped, offered)
    hint = _component(render.Text(render.ONE_OF_THESE, mark=_OFFER))
    return _boxed(message, [*_swapped(_items(message), swapped), hint, discord.ui.ActionRow(*offered)])


def offering_no_more(message: discord.Message, swapped: Swapped) -> Sent:
    """Return what was sent with a button swapped back and without those that were offered below."""
    if not message.flags.components_v2:
        return _in_rows(message, swapped)
    items = _items(message)
    offer = next((at for at, item in enumerate(items) if item.id == _OFFER), len(items))
    return _boxed(message, _swapped(items[:offer], swapped))


def _in_rows(message: discord.Message, swapped: Swapped, offered: Sequence[Button] = ()) -> discord.ui.View:
    """Return the first row of buttons below plain text or an embed, with one swapped, then those that are offered."""
    view = discord.ui.View(timeout=None)
    custom_id, button = swapped
    for item in discord.ui.View.from_message(message).children:
        if not item.row:
            view.add_item(button if getattr(item, "custom_id", "") == custom_id else item)
    for button in offered:
        button.row = 1
        view.add_item(button)
    view.stop()
    return view


def _boxed(message: discord.Message, items: Iterable[discord.ui.Item[Any]]) -> discord.ui.LayoutView:
    """Return items in the box of a message. It is stopped: its buttons are known by their custom ids."""
    box: discord.ui.Container[Any] = discord.ui.Container(*items)
    colours = (part.accent_colour for part in message.components if isinstance(part, discord.Container))
    box.accent_colour = next(colours, None)
    view = discord.ui.LayoutView(timeout=None).add_item(box)
    view.stop()
    return view


def _swapped(items: Iterable[discord.ui.Item[Any]], swapped: Swapped) -> Iterator[discord.ui.Item[Any]]:
    custom_id, button = swapped
    for item in items:
        if isinstance(item, discord.ui.ActionRow):
            yield discord.ui.ActionRow(
                *(button if getattr(each, "custom_id", "") == custom_id else each for each in item.children)
            )
        else:
            yield item


def _items(message: discord.Message) -> list[discord.ui.Item[Any]]:
    """Return what is in a message's box; if it has none, its rows of buttons. All of it can be sent again."""
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    items = next((item.children for item in view.children if isinstance(item, discord.ui.Container)), view.children)
    for gallery in items:
        if isinstance(gallery, discord.ui.MediaGallery):
            for shown in gallery.items:  # by name, for Discord's own address of a file is good for a day only
                shown.media = f"attachment://{PurePosixPath(urlsplit(shown.media.url).path).name}"
    return items
