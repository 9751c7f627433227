"""A message in a conversation -> a reply: what was said before carries the subject. Knows ids of what was shown, and
nothing of people's words."""

from __future__ import annotations

from ..knowledge.catalogue import Catalogue
from .answerer import Answerer
from .followup import follow
from .reply import Reply
from .talk import Talk

__all__ = ["converse"]


def converse(answerer: Answerer, catalogue: Catalogue, text: str, before: Talk = ()) -> Reply:
    """Return the reply to a message.

    Args:
        before: What the bot said before in this conversation; () for a message that begins one.

    A message that is a clear question by itself is answered as one; a call for help always gets help lines.
    """
    for turn in reversed(before):
        if turn.entries:
            entry = answerer.knowledge.entries.get(turn.entries[0])
            if entry is not None:
                return follow(answerer, catalogue, entry, text)
    return answerer.answer(text)
