"""The log, in which no text from outside can pass for a line of its own, or command the terminal that shows it."""

from __future__ import annotations

import logging

import discord

from .core.language.text import visible

__all__ = ["Visible", "begin"]


class Visible(logging.Filter):
    """Makes the control characters of records visible; the lines of a traceback are set in."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, as it may be shown."""
        record.msg, record.args = visible(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = "\n".join(f"  {visible(line.strip(chr(13)))}" for line in record.exc_text.split("\n"))
        return True


def begin(level: str) -> None:
    """Log from that level on, to standard error."""
    discord.utils.setup_logging(level=logging.getLevelName(level))
    for handler in logging.getLogger().handlers:
        handler.addFilter(Visible())
