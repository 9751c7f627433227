"""The log shows what comes from outside, and lets it pass for nothing else."""

from __future__ import annotations

import logging

from bot.logs import Visible


def shown(record: logging.LogRecord) -> str:
    assert Visible().filter(record)
    return logging.Formatter("%(levelname)s %(message)s").format(record)


def record(message: str, *args: object, error: Exception | None = None) -> logging.LogRecord:
    info = (type(error), error, None) if error is not None else None
    return logging.LogRecord("bot", logging.INFO, "x.py", 1, message, args, info)


def test_what_somebody_typed_begins_no_line_and_commands_no_terminal():
    assert shown(record("%s failed", "x\r\nERROR all is lost\x1b[2J\u202e")) == (
        r"INFO x\r\nERROR all is lost\x1b[2J\u202e failed"
    )


def test_the_lines_of_a_traceback_are_set_in():
    told = shown(record("failed", error=ValueError("odd\nERROR all is lost\x1b[2J")))
    assert told.splitlines() == ["INFO failed", "  ValueError: odd", r"  ERROR all is lost\x1b[2J"]


def test_ordinary_text_stays_as_it_is():
    assert shown(record("message %d: é 😀", 7)) == "INFO message 7: é 😀"
