"""Text files of one phrasing a line -> the phrasings, and where they stand. Knows nothing of whose they are."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...errors import Fault
from . import limits
from .phrasings import Phrasing
from .yamltext import UNPRINTABLE, decoded

__all__ = ["Lines", "bare", "has_word", "read_lines", "with_lines", "without_line"]

_BREAK = re.compile(r"\r\n|\n|\r")
_WORD = re.compile(r"[^\W_]")


@dataclass(slots=True)
class Lines:
    """What one file holds, each in order. A line with a fault is none of the phrasings.

    denied: the phrasings that must not match: those with a "!" before them.
    """

    asked: list[Phrasing] = field(default_factory=list)
    denied: list[Phrasing] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_lines(name: str, data: bytes, *, max_chars: int) -> Lines:
    """Read one file. Never raises. Blank lines and those that begin with "#" are passed over.

    max_chars: how long a phrasing may be.
    """
    text = decoded(name, data)
    if isinstance(text, Fault):
        return Lines(faults=[text])
    lines = _BREAK.split(text)
    if len(lines) > limits.MAX_NODES:
        what = f"the file holds more than {limits.MAX_NODES:,} lines"
        return Lines(faults=[Fault(name, 0, 0, what, "split it into several files")])
    found = Lines()
    for number, line in enumerate(lines, start=1):
        line = line.strip()
        if not line or line[0] == "#":
            continue
        denied = line[0] == "!"
        if denied:
            line = line[1:].lstrip()
        phrasing = Phrasing(line, name, number)
        wrong = _wrong(line, max_chars)
        if wrong is not None:
            found.faults.append(phrasing.fault(*wrong))
        else:
            (found.denied if denied else found.asked).append(phrasing)
    return found


def _wrong(phrasing: str, max_chars: int) -> tuple[str, str] | None:
    """Return what is wrong with a phrasing and what to do, None if nothing is."""
    if len(phrasing) > max_chars:
        return f"the line is longer than {max_chars} characters", "shorten it"
    if not phrasing.isprintable() and UNPRINTABLE.search(phrasing):
        return "there is an invisible character in this line", "type the line again"
    if not has_word(phrasing):
        return "there is no word in this line", 'write one, or begin the line with "#" to have it passed over'
    return None


def has_word(phrasing: str) -> bool:
    """Tell whether there is a letter or digit in a phrasing."""
    return _WORD.search(phrasing) is not None


def bare(phrasing: str) -> str:
    """Return a phrasing without the signs that would make something else of its line; they are part of no word."""
    return phrasing.lstrip("#!\ufeff \t")


def with_lines(data: bytes, phrasings: Sequence[str]) -> bytes:
    """Return a file with phrasings added below its last line; its lines end as they did."""
    text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    first = _BREAK.search(text)
    ending = first.group() if first is not None else "\n"
    apart = "" if not text or text.endswith(("\n", "\r")) else ending
    added = apart + "".join(f"{bare(phrasing)}{ending}" for phrasing in phrasings)
    return data + added.encode("utf-8")


def without_line(data: bytes, line: int) -> bytes:
    """Return a file without one of its lines, from 1, and without that line's end."""
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text = data.removeprefix(mark).decode("utf-8")
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    return mark + "".join(lines[: line - 1] + lines[line:]).encode("utf-8")
