"""The log shows what comes from outside, and lets it pass for nothing else."""

from __future__ import annotations

import json
import logging

from bot import request
from bot.logs import JsonLines, Visible


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


# --- For programs -------------------------------------------------------------------------------------------------


def line(record: logging.LogRecord) -> dict[str, object]:
    """Return what a record is as a line of JSON."""
    assert Visible().filter(record)
    text = JsonLines().format(record)
    assert text.isascii()
    assert "\n" not in text
    found: dict[str, object] = json.loads(text, parse_constant=lambda word: f"{word} is no JSON")
    return found


def test_a_record_is_one_line_of_json_whatever_it_says():
    told = record("%s failed\nall is lost\x1b[2J", "é\u202e")
    told.created = 0.0
    assert line(told) == {
        "time": "1970-01-01T00:00:00.000+00:00",
        "level": "INFO",
        "logger": "bot",
        "message": r"é\u202e failed\nall is lost\x1b[2J",
    }


def test_what_it_is_about_and_why_it_failed_have_their_own_places():
    told = record("failed", error=ValueError("odd"))
    told.kind, told.sure, told.way = "answer", 0.5, ("x",)  # as logging does with extra
    found = line(told)
    assert (found["exception"], found["fields"]) == ("  ValueError: odd", {"kind": "answer", "sure": 0.5, "way": ["x"]})


def test_no_field_makes_a_line_that_is_no_json():
    """Whatever a library gives: a number that JSON has no word for, keys that it cannot have, a thing without end."""
    told, endless = record("done"), []
    endless.append(endless)
    told.share, told.by, told.endless, told.fine = float("nan"), {("a", 1): 2}, endless, 1
    assert line(told)["fields"] == {"share": "nan", "by": "{('a', 1): 2}", "endless": "[[...]]", "fine": 1}


async def test_the_id_of_a_request_stands_at_the_end_of_the_text_and_by_itself_in_json():
    request.hear("MESSAGE_CREATE")
    id, told = request.id_now(), record("done")
    assert Visible(told=True).filter(told)
    assert told.getMessage() == f"done [{id}]"
    assert (line(record("done"))["message"], line(record("done"))["request"]) == ("done", id)
