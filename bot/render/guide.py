"""How to ask the bot on Discord, and how to tell of a mistake."""

from __future__ import annotations

__all__ = ["COMMANDS"]

COMMANDS = (
    "**How to ask:** mention me, reply to one of my answers, write to me directly, or use `/ask`.\n"
    "**More:** `/stat` and `/stats` show figures with charts, `/compare` puts two side by side, `/quote` shows who "
    "said what, `/sources` where it all comes from. *Apps > Check figures* on a message checks its numbers.\n"
    "**Moderators:** `/knowledge` looks after what I answer from. `/knowledge draft` reads a report and drafts "
    "entries for you to look through.\n"
    "**Something wrong?** Press *Wrong* below the answer, or tell this server's moderators, with a link to it."
)
