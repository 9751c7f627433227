"""What a message says to the bot, and whether it is for the bot at all. Decides nothing about what is answered."""

from __future__ import annotations

import re

import discord

__all__ = [
    "is_for",
    "is_readable",
    "mentions",
    "only_shows",
    "replied_id",
    "replied_to",
    "said",
    "to_somebody_else",
]


def mentions(message: discord.Message, me: discord.ClientUser) -> bool:
    """Tell whether a message mentions the bot, or the role that Discord made for it: people choose that by mistake."""
    if me in message.mentions:
        return True
    if not message.role_mentions and "<@&" not in message.content:
        return False  # as nearly all are, on a busy server
    roles = {*message.raw_role_mentions, *(role.id for role in message.role_mentions)}
    return _own_role_id(message) in roles


def is_for(message: discord.Message, me: discord.ClientUser) -> bool:
    """Tell whether a message is for the bot: direct, with a mention, or a reply to one of the bot's."""
    if message.guild is None or mentions(message, me):
        return True
    if message.reference is None or message.type is discord.MessageType.thread_starter_message:
        return False  # the latter is Discord's own copy of the message that a thread hangs on
    replied = _resolved(message)
    return replied is not None and replied.author == me


def is_readable(message: discord.Message, me: discord.ClientUser, *, content_intent: bool) -> bool:
    """Tell whether Discord shows the bot what a message says: without the intent only where it is meant by name."""
    return content_intent or message.guild is None or me in message.mentions or bool(message.content)


def said(message: discord.Message, me: discord.ClientUser) -> str:
    """Return what a message says, without the mention of the bot: "" of one that says nothing else.

    What it forwards counts as said, and the title of a forum post as the first line of its first message.
    """
    own = f"(?:@!?{me.id}|@&{_own_role_id(message)})"
    text = re.sub(rf"\s*<{own}>[\s,:]*", " ", message.content).strip()
    lines = [text, *(snapshot.content.strip() for snapshot in message.message_snapshots)]
    if isinstance(message.channel, discord.Thread) and message.id == message.channel.id:
        title = message.channel.name.strip()
        if title.casefold() not in text.casefold():
            lines.insert(0, title)
    return "\n".join(line for line in lines if line)


def only_shows(message: discord.Message, text: str) -> bool:
    """Tell whether a message of that text says nothing in words, but shows or plays something: a picture, a sticker."""
    parts: list[discord.Message | discord.MessageSnapshot] = [message, *message.message_snapshots]
    shows = any(part.attachments or part.stickers or part.embeds for part in parts) or message.poll is not None
    return not text and (shows or not message.content)


def replied_id(message: discord.Message) -> int | None:
    """Return the id of the message that one replies to; None if it replies to none. A forwarded one is no reply."""
    reference = message.reference
    if reference is None or reference.type is not discord.MessageReferenceType.reply:
        return None
    return reference.message_id


async def replied_to(message: discord.Message) -> discord.Message | None:
    """Return the message that one replies to, asking Discord where it has left it out; None if there is none."""
    reference, number = message.reference, replied_id(message)
    if reference is None or number is None or reference.resolved is not None:
        return _resolved(message)
    try:
        reference.resolved = await message.channel.fetch_message(number)
    except discord.HTTPException:  # it has gone, or may not be read
        return None
    return _resolved(message)


def to_somebody_else(message: discord.Message, me: discord.ClientUser) -> bool:
    """Tell whether a message mentions others, or replies to somebody else's."""
    replied = _resolved(message)
    replies = replied_id(message) is not None and (replied is None or replied.author != me)
    return (
        replies
        or message.mention_everyone
        or bool(message.raw_role_mentions)
        or any(person != me for person in message.mentions)
    )


def _own_role_id(message: discord.Message) -> int:
    """Return the id of the role that Discord made for the bot on a server; 0 if there is none."""
    role = message.guild.self_role if message.guild is not None else None
    return role.id if role is not None else 0


def _resolved(message: discord.Message) -> discord.Message | None:
    if replied_id(message) is None or message.reference is None:
        return None
    return message.reference.resolved if isinstance(message.reference.resolved, discord.Message) else None
