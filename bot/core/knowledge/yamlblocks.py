"""A YAML document cut into the items of its lists as they are written, and plain values of it written anew.

The pieces together are the text, byte for byte. Knows nothing of what the values mean.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from ...errors import EditError
from .yamlspans import lines_of, spans
from .yamltext import Path, read
from .yamlwriting import in_one_line

__all__ = ["Piece", "cut", "with_values"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines of a document.

    Attributes:
        path: Of an item, its list and its place there; () of what stands between items.
        text: The lines, each with its end. Comments right above an item, and those below that are further in than its
            dash, belong to it.
    """

    path: Path
    text: str


def cut(name: str, text: str, lists: Sequence[str]) -> list[Piece]:
    """Return the pieces of a document: the items of some of its lists, and what stands before, between and after them.

    Raises EditError for a list in brackets.
    """
    known, lines = spans(text), lines_of(text)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    rows = {start: row for row, start in enumerate(starts)}
    made: list[Piece] = []
    done = 0
    items = [(span.start, path, span) for path, span in known.values.items() if len(path) == 2 and path[0] in lists]
    for start, path, span in sorted(item for item in items if isinstance(item[1][1], int)):
        around = known.values[path[:1]]
        if around.flow:
            raise EditError(f'{name}: the list "{path[0]}" stands in brackets; write each item on a line of its own')
        dash = around.start - (text.rfind("\n", 0, around.start) + 1)
        row = rows[text.rfind("\n", 0, start) + 1]
        end = rows[text.rfind("\n", 0, max(start, span.end - 1)) + 1] + 1
        while not lines[row].startswith("-", dash) or lines[row][:dash].strip():
            row -= 1
        while row > done and lines[row - 1].lstrip().startswith("#") and _indent(lines[row - 1]) == dash:
            row -= 1
        while end < len(lines) and lines[end].lstrip().startswith("#") and _indent(lines[end]) > dash:
            end += 1
        if row > done:
            made.append(Piece((), "".join(lines[done:row])))
        made.append(Piece(path, "".join(lines[row:end])))
        done = end
    if done < len(lines):
        made.append(Piece((), "".join(lines[done:])))
    return made


def with_values(name: str, text: str, changes: Mapping[Path, Any]) -> str:
    """Return a document in which the values at some paths are others; each must be there.

    Raises EditError if it is written in so strange a way that the change cannot be proved to be the only one.
    """
    known, before = spans(text), read(name, text.encode())
    wanted: Any = deepcopy(before.value)
    made = text
    for path, value in sorted(changes.items(), key=lambda item: -known.values[item[0]].start):
        span = known.values[path]
        made = made[: span.start] + in_one_line(value, flow=span.flow) + made[span.end :]
        around = wanted
        for step in path[:-1]:
            around = around[step]
        around[path[-1]] = value
    after = read(name, made.encode())
    if json.dumps(after.value, sort_keys=True) != json.dumps(wanted, sort_keys=True) or after.faults != before.faults:
        raise EditError(f"{name}: it is written in a way that the bot cannot change; use a text editor")
    return made


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
