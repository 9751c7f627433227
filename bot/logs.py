"""The log, in which no text from outside can pass for a line of its own, or command the terminal that shows it."""

from __future__ import annotations

import logging

import discord

from .core.language.text import visible

__all__ = ["Visible", "begin", "keep_words_out"]


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


def begin(level: str, *, words: bool = False) -> None:
    """Log from that level on, to standard error. words: whether what people write may be logged, as `keep_words_out`
    tells."""
    discord.utils.setup_logging(level=logging.getLevelName(level))
    for handler in logging.getLogger().handlers:
        handler.addFilter(Visible())
    if not words:
        keep_words_out(level)


def keep_words_out(level: str) -> None:
    """Log from a level on what the bot itself has to say, and of everything else only what is INFO or graver.

    Below it, discord.py logs all that Discord sends it, and drivers of databases all that is kept: people's words.
    """
    logging.getLogger(__name__.partition(".")[0]).setLevel(level)
    root = logging.getLogger()
    root.setLevel(max(root.level, logging.INFO))
