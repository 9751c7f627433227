"""What a message says, wherever Discord keeps it: its text, what it forwards, embeds, components and polls."""

from __future__ import annotations

from collections.abc import Iterator

import discord

from .layout import component_texts

__all__ = ["said"]


def said(message: discord.Message) -> str:
    """Return all that a person reads in a message, in its order, line by line; "" if it has no text."""
    return "\n".join(line for line in _lines(message) if line)


def _lines(message: discord.Message | discord.MessageSnapshot) -> Iterator[str]:
    yield message.content
    for embed in message.embeds:
        yield embed.title or ""
        yield embed.description or ""
        for field in embed.fields:
            yield field.name or ""
            yield field.value or ""
    yield from component_texts(message.components)
    if isinstance(message, discord.MessageSnapshot):
        return
    if message.poll is not None:
        yield message.poll.question
        yield from (answer.text or "" for answer in message.poll.answers)
    for forwarded in message.message_snapshots:
        yield from _lines(forwarded)
