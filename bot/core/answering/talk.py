"""What was said before in a conversation: what the bot's last messages showed, by ids. Nothing of anybody's words."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from .reply import Kind, Reply

__all__ = ["MAX_TURNS", "Talk", "Turn", "continued", "packed", "turn_of", "unpacked"]

MAX_TURNS = 3
"""So many messages of the bot are gone by, the last ones."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one of the bot's messages said.

    Attributes:
        kind: What kind of reply it was.
        entries: Ids of the entries that it showed, first the one that answered; () if none did.
        suggested: Ids of the entries that it suggested, in the order shown.
        silence: Id of what the report does not say and was asked for; "" if nothing such was.
    """

    kind: Kind
    entries: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    silence: str = ""


Talk = tuple[Turn, ...]
"""A conversation as it is carried along: the bot's messages, oldest first, at most MAX_TURNS; () before the first."""


def turn_of(reply: Reply) -> Turn:
    """Return what is kept of a reply."""
    shown = (reply.entry, *reply.also) if reply.entry is not None else ()
    silence = reply.silence.id if reply.silence is not None else ""
    suggested = () if reply.kind == "social" else reply.suggestions  # there they are examples
    return Turn(reply.kind, tuple(entry.id for entry in shown), tuple(entry.id for entry in suggested), silence)


def continued(before: Talk, reply: Reply) -> Talk:
    """Return a conversation with a reply added.

    A call for help, or what may be one, ends it: nothing is kept of what led to it.
    """
    return () if reply.help is not None else (*before, turn_of(reply))[-MAX_TURNS:]


def packed(talk: Talk) -> str:
    """Return a conversation as a line of text, to be kept."""
    return json.dumps([asdict(turn) for turn in talk], separators=(",", ":"))


def unpacked(text: str) -> Talk:
    """Return a conversation that was packed; () of "" and of what cannot be read."""
    try:
        return tuple(
            Turn(turn["kind"], tuple(turn["entries"]), tuple(turn["suggested"]), turn["silence"])
            for turn in json.loads(text or "[]")
        )
    except (ValueError, TypeError, KeyError):
        return ()
