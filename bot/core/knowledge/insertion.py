"""A new entry, set in between the lines of a document: no other line changes. Knows nothing of what an entry must be.

That the result holds the old data and the new entry, and nothing else, is proved by reading it again.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from ...errors import EditError
from .yamltext import Document, read
from .yamlwriting import in_one_line

__all__ = ["with_entry"]

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")  # what YAML 1.1 counts as the end of a line


def with_entry(data: bytes, document: Document, fields: Mapping[str, Any]) -> bytes:
    """Return the bytes of a document with an entry below its last one.

    Args:
        data, document: The document as it is, and as it was read.
        fields: The entry's keys and values in order: texts of one line, or mappings of such.

    Raises EditError if there is no entry to be the last one, or if the document is written in so strange a way that the
    change cannot be proved to be the only one.
    """
    known: Any = document.value.get("entries") if isinstance(document.value, dict) else None
    if not isinstance(known, list) or not known:
        raise EditError(f'{document.name}: there are no "entries:" to add to; write the first one with a text editor')
    wanted: Any = deepcopy(document.value)
    wanted["entries"].append(dict(fields))
    for candidate in _candidates(data, document, len(known), fields):
        new = read(document.name, candidate)
        # by repr, for to == 1, 1.0 and true are the same, and the order of keys is nothing
        if repr(new.value) == repr(wanted) and len(new.faults) == len(document.faults):
            return candidate
    raise EditError(f"{document.name}: it is written in a way that the bot cannot add to; use a text editor")


def _candidates(data: bytes, document: Document, count: int, fields: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield files with an entry after the last one: as far up as can be, then right before what comes next.

    A block of text (after | or >) may end in blank lines that belong to it, or in such as look like comments.
    """
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text = data.removeprefix(mark).decode("utf-8")
    lines = [line for line in re.split(r"(?<=\n)|(?<=\r)(?!\n)|(?<=[\x85\u2028\u2029])", text) if line]
    row, column = document.place(("entries",))
    if not lines[row - 1].startswith("-", column - 1):
        return  # in brackets
    after = sorted(place[0] for path, place in document.keys.items() if len(path) == 1 and place[0] > row)
    following = after[0] - 1 if after else len(lines)
    ending = next((end for line in lines for end in _BREAK.findall(line)), "\n")
    entry = _entry_lines(fields, " " * (column - 1))
    if _stands_apart(lines, document.place(("entries", count - 1))[0]):
        entry.insert(0, "")
    for at in (_end_of_entries(lines, following, column - 1), following):
        before = "".join(lines[:at])
        apart = "" if _BREAK.search(before[-1:]) else ending
        yield mark + (before + apart + "".join(line + ending for line in entry) + "".join(lines[at:])).encode("utf-8")


def _end_of_entries(lines: Sequence[str], following: int, dash: int) -> int:
    """Return after how many lines the last entry ends. A comment further in than its dash belongs to it."""
    at = following
    while at > 0:
        line = lines[at - 1]
        bare_line = line.strip()
        outside = bare_line.startswith("#") and len(line) - len(line.lstrip(" ")) <= dash
        if bare_line and bare_line != "..." and not outside:
            break
        at -= 1
    return at


def _stands_apart(lines: Sequence[str], row: int) -> bool:
    """Tell whether there is a blank line above a row and the comments on top of it."""
    row -= 1
    while row > 0 and lines[row - 1].lstrip().startswith("#"):
        row -= 1
    return row > 0 and not lines[row - 1].strip()


def _entry_lines(fields: Mapping[str, Any], indent: str) -> list[str]:
    written = [f"{key}: {in_one_line(value)}" for key, value in fields.items()]
    return [f"{indent}{'  ' if at else '- '}{line}" for at, line in enumerate(written)]
