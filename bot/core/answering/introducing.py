"""What the bot is for: whether somebody asks that, and questions of this base to begin with. Knows no words for it."""

from __future__ import annotations

import re

from ..knowledge.model import Entry, Knowledge
from ..language.message import Message

__all__ = ["asks_what_for", "examples"]

_EXAMPLES = 3
_ASKED = re.compile(
    r"(?:(?:hi|hello|hey|so|and|ok|okay|please|bot)\s+)*"
    r"(?:(?:tell me |show me )?what (?:can|do) you (?:do|answer|know|tell me|help with)(?: here| exactly)?"
    r"|what (?:can|could|should|may) (?:i|we) ask(?: you)?(?: about| here)?"
    r"|what (?:are|is) (?:you|this bot) for"
    r"|what does this bot do"
    r"|how (?:do|can|should) (?:i|we) (?:use|ask) (?:you|this|this bot)(?: something| a question)?"
    r"|how (?:do you|does this bot) work)"
)


def asks_what_for(message: Message) -> bool:
    """Tell whether a message asks what the bot can do, and nothing besides. A bare "help" may be a call for it."""
    return _ASKED.fullmatch(message.plain) is not None


def examples(knowledge: Knowledge) -> tuple[Entry, ...]:
    """Return three entries to show what can be asked: with figures and quotations if there are such, in their order."""
    entries = [entry for entry in knowledge.entries.values() if entry.asked]
    figures = [entry for entry in entries if entry.figure is not None]
    quotations = [entry for entry in entries if entry.quote]
    chosen = [*figures[:2], *quotations[:1], *figures[2:], *quotations[1:], *entries]
    unlike = list({entry.id: entry for entry in chosen}.values())[:_EXAMPLES]
    return tuple(entry for entry in entries if entry in unlike)
