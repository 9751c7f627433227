"""The log, in which no text from outside can pass for a line of its own, or command the terminal that shows it.

Each line that is logged while something of somebody's is dealt with carries its id; see request.py.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any, Literal

import discord

from . import request
from .core.language.text import visible

__all__ = ["JsonLines", "Visible", "begin", "keep_words_out"]

_TEXT = logging.Formatter("[{asctime}] [{levelname:<8}] {name}: {message}", "%Y-%m-%d %H:%M:%S", style="{")
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request"}


class Visible(logging.Filter):
    """Makes the control characters of records visible; the lines of a traceback are set in.

    It also notes the id of the request that a record is about, for JsonLines. told: whether the message itself ends
    with it.
    """

    def __init__(self, *, told: bool = False) -> None:
        super().__init__()
        self._told = told

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, as it may be shown."""
        record.msg, record.args = visible(record.getMessage()), None
        about = request.id_now()
        vars(record)["request"] = about
        if self._told and about:
            record.msg += f" [{about}]"
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = "\n".join(f"  {visible(line.strip(chr(13)))}" for line in record.exc_text.split("\n"))
        return True


class JsonLines(logging.Formatter):
    """Makes a line of JSON of each record that has passed Visible.

    time is in UTC; request and exception are there if there are any; fields are what a record was given as `extra`.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if asked := getattr(record, "request", ""):
            line["request"] = asked
        if record.exc_text:
            line["exception"] = record.exc_text
        fields = {name: value for name, value in vars(record).items() if name not in _OWN}
        if fields:
            line["fields"] = {name: _field(value) for name, value in fields.items()}
        return json.dumps(line, default=_text)


def _field(value: object) -> object:
    """Return a value as JSON can hold it: as it is, or else as text."""
    try:
        json.dumps(value, default=_text, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return _text(value)
    return visible(value) if isinstance(value, str) else value


def _text(value: object) -> str:
    return visible(str(value))


def begin(level: str, *, words: bool = False, form: Literal["text", "json"] = "text") -> None:
    """Log from that level on, to standard error; in colours if that is a terminal.

    Args:
        words: Whether what people write may be logged, as `keep_words_out` tells.
        form: Lines to be read by people, or by programs: see JsonLines.
    """
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # it has no use for voice
    handler = logging.StreamHandler()
    formatter: dict[str, Any] = {}
    if form == "json":
        formatter = {"formatter": JsonLines()}
    elif not handler.stream.isatty():  # discord.py takes a container's standard error for a terminal
        formatter = {"formatter": _TEXT}
    discord.utils.setup_logging(handler=handler, level=logging.getLevelName(level), **formatter)
    handler.addFilter(Visible(told=form == "text"))
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells of each of its parts
    if not words:
        keep_words_out(level)


def keep_words_out(level: str) -> None:
    """Log from a level on what the bot itself has to say, and of everything else only what is INFO or graver.

    Below it, discord.py logs all that Discord sends it, and drivers of databases all that is kept: people's words.
    """
    logging.getLogger(__name__.partition(".")[0]).setLevel(level)
    root = logging.getLogger()
    root.setLevel(max(root.level, logging.INFO))
