"""What the bot can do and how to ask it: in a few lines, with questions of this base."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.answering.reply import Reply
from ..core.knowledge.model import Entry

__all__ = ["COMMANDS", "guide_lines"]

_WHAT = (
    "I answer questions about a published report, with the figure, the words it rests on, and where they stand. What "
    "the report doesn't say, I don't say."
)
_ASKING = ("how ", "what ", "who ", "when ", "where ", "why ", "which ")
_EXAMPLES = "Ask in your own words, for example:"
COMMANDS = (
    "**How to ask:** mention me, reply to one of my answers, write to me directly, or use `/ask`.\n"
    "**More:** `/stat` and `/stats` show figures with charts, `/compare` puts two side by side, `/quote` shows who "
    "said what, `/sources` where it all comes from. *Apps > Check figures* on a message checks its numbers.\n"
    "**Something wrong?** Press *Wrong* below the answer, or tell this server's moderators, with a link to it."
)
"""How to ask on Discord, and how to tell of a mistake."""


def guide_lines(reply: Reply) -> Iterator[str]:
    """Yield what the bot does, with the questions that the entries of a reply are usually asked with."""
    yield _WHAT
    if reply.suggestions:
        yield _EXAMPLES
        yield from (f"- {_question(entry)}" for entry in reply.suggestions)


def _question(entry: Entry) -> str:
    """Return the first way of asking that is a question; of an entry without one, the first."""
    asked = next((text for text in entry.asked if text.casefold().startswith(_ASKING)), entry.asked[0])
    return f"{asked[:1].upper()}{asked[1:].rstrip('?. ')}?"
