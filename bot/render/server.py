"""What a server is told as it invites the bot, and its moderators: of their settings, and that somebody needs help."""

from __future__ import annotations

from collections.abc import Sequence

from .notes import as_typed

__all__ = [
    "LISTENING",
    "LISTENING_ALREADY",
    "LISTENING_NO_MORE",
    "NEEDS_CONTENT",
    "NOT_LISTENING",
    "listening",
    "listening_level",
    "moderator_role",
    "moderators_channel",
    "moderators_note",
    "welcome",
]

_MAX_TITLES, _MAX_TITLE_CHARS = 3, 150
NEEDS_CONTENT = (
    "To listen, I need Discord's message content intent, which is off. Whoever runs me can switch it on: see the "
    'README, "Listening in a channel".'
)
LISTENING = "I'm listening here now. I only answer when I'm sure, and otherwise say nothing. /listen stop ends it."
LISTENING_ALREADY = "I'm already listening here."
LISTENING_NO_MORE = "I've stopped listening here. Mention me to ask."
NOT_LISTENING = "I wasn't listening here."


def moderators_note(link: str) -> str:
    """Return the note to a moderators' channel that somebody may need help, with a link to their message."""
    return f"Someone may need help and was shown the help lines: {link}"


def listening(channel_ids: Sequence[int]) -> str:
    """Return the list of channels where the bot listens, the first fifty of them."""
    more = f" and {len(channel_ids) - 50} more" if len(channel_ids) > 50 else ""
    shown = ", ".join(f"<#{id}>" for id in channel_ids[:50])
    return f"I'm listening in {shown}{more}" if channel_ids else "I'm not listening anywhere."


def listening_level(*, strict: bool) -> str:
    """Return how freely the bot speaks now where it listens."""
    if strict:
        return "Where I listen, I only speak up when somebody names the report, its publisher or one of its figures."
    return "Where I listen, I speak up on anything that the report is surely about."


def welcome(titles: Sequence[str], mention: str) -> str:
    """Return what is said on a server that has just invited the bot. titles: of what it knows, at least one."""
    known = ", ".join(f'"{as_typed(title)[:_MAX_TITLE_CHARS]}"' for title in titles[:_MAX_TITLES])
    more = f" and {len(titles) - _MAX_TITLES} more" if len(titles) > _MAX_TITLES else ""
    return (
        f"Hello! I answer questions about {known}{more}, always with the words of the source. "
        f"To ask, mention {mention}, reply to one of my messages, or use `/ask`.\n"
        "Moderators can let me answer in a channel without being mentioned (`/listen here`), and choose where I tell "
        "them that somebody may need help (`/settings moderators-channel`)."
    )


def moderators_channel(channel_id: int | None) -> str:
    """Return what the moderators' channel is now."""
    return f"Moderators will be told in <#{channel_id}>." if channel_id else "Moderators will no longer be told."


def moderator_role(role_id: int | None) -> str:
    """Return what the moderator role is now."""
    return (
        f"Members of <@&{role_id}> are now moderators."
        if role_id
        else "Only people who manage the server are moderators now."
    )
