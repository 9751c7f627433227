"""What the entry that somebody chose for their question tells: whether that may be a way of asking for it."""

from __future__ import annotations

from .answerer import Answerer
from .social import manner

__all__ = ["tells", "untaught"]


def tells(answerer: Answerer, question: str, entry_id: str) -> bool:
    """Tell whether it says something that an entry was chosen for a question.

    Not if it is a call for help, or near to one: nothing of that is ever kept. Nor if it is answered with that entry
    anyway, if the report is known not to say what it asks, or if it asks nothing: then something else was looked at.
    """
    message = answerer.read(question)
    reply = answerer.reply_to(message)
    if reply.help is not None or reply.silence is not None or manner(message) is not None:
        return False
    return reply.entry is None or reply.entry.id != entry_id


def untaught(answerer: Answerer, question: str, target: str) -> bool:
    """Tell whether a question can still be taught to an entry: it is there, and the question leads nowhere yet."""
    return target in answerer.knowledge.entries and answerer.foreseen(question) is None
