"""One value of a YAML document written anew, one item of a list taken out or put back: no other byte changes.

What may be read in two ways is tried in two ways; each result is read again, and stands only if it holds what it
should and nothing else. Knows nothing of what the values mean.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from ...errors import EditError, KnowledgeError
from .yamlspans import Span, Spans, lines_of, spans
from .yamltext import Document, Path, read
from .yamlwriting import in_one_line

__all__ = ["Block", "block_of", "text_of", "with_block", "with_text", "with_value", "without_block"]


@dataclass(frozen=True, slots=True)
class Block:
    """An item of a list as it is written.

    lines: Its lines, each with its end, the comments right above it included.
    above: What stands between it and the item before it, such as a heading; without blank lines at its end.
    gap: The blank lines right above it.
    below: The blank lines right below it, if there are none above.
    value: What it holds.
    """

    lines: tuple[str, ...]
    above: tuple[str, ...]
    gap: tuple[str, ...]
    below: tuple[str, ...]
    value: Any


def with_value(data: bytes, document: Document, item: Path, key: str, value: Any, order: Sequence[str]) -> bytes:
    """Return a document in which a key of a mapping has another value; None takes the key away.

    Args:
        data, document: The document as it is, and as it was read.
        item: The path of the mapping.
        order: All keys that such a mapping may have, in their order: a new one is written where it belongs.

    Raises EditError if it is written in so strange a way that the change cannot be proved to be the only one.
    """
    wanted: Any = deepcopy(document.value)
    held = _at(wanted, item)
    if value is None:
        held.pop(key, None)
    else:
        held[key] = value
    text, mark = _text(data)
    return _proved(document, wanted, mark, _revised(text, spans(text), item, key, value, order))


def block_of(data: bytes, document: Document, path: Path) -> Block | None:
    """Return an item of a list as it is written; None if that is in brackets."""
    text, _ = _text(data)
    rows = _rows(text, spans(text), path)
    if rows is None:
        return None
    lines, (top, end) = lines_of(text), rows
    above = lines[_top(text, spans(text), path) : top]
    core = list(above)
    while core and not core[-1].strip():
        core.pop()
    gap = above[len(core) :]
    below = [] if gap else lines[end : _below(lines, end)]
    return Block(tuple(lines[top:end]), tuple(core), tuple(gap), tuple(below), _at(document.value, path))


def without_block(data: bytes, document: Document, path: Path) -> bytes:
    """Return a document without an item of a list, which has others; the comments right above it go with it.

    Raises EditError as `with_value` does.
    """
    wanted: Any = deepcopy(document.value)
    del _at(wanted, path[:-1])[path[-1]]
    text, mark = _text(data)
    return _proved(document, wanted, mark, _shortened(text, spans(text), path))


def with_block(data: bytes, document: Document, path: Path, block: Block) -> bytes:
    """Return a document in which a block is an item of a list again, at the place of a path.

    Raises EditError as `with_value` does.
    """
    wanted: Any = deepcopy(document.value)
    _at(wanted, path[:-1]).insert(path[-1], deepcopy(block.value))
    text, mark = _text(data)
    return _proved(document, wanted, mark, _lengthened(text, spans(text), path, block))


def text_of(data: bytes, document: Document, path: Path) -> str | None:
    """Return the lines of an item of a list; None if it stands in brackets."""
    block = block_of(data, document, path)
    return "".join(block.lines) if block is not None else None


def with_text(data: bytes, document: Document, path: Path, text: str) -> bytes:
    """Return a document in which the lines of an item of a list, as `text_of` returns them, are others.

    What they hold is not looked at. Raises EditError if they are anything else than one item of that list, or as
    `with_value` does; KnowledgeError if they are no YAML.
    """
    whole, mark = _text(data)
    known = spans(whole)
    rows = _rows(whole, known, path)
    if rows is None:
        raise EditError(f"{document.name}: it is written in a way that the bot cannot change; use a text editor")
    lines, (top, end) = lines_of(whole), rows
    below = "" if end == len(lines) or text.endswith(("\n", "\r")) else _ending(whole)
    made = mark + "".join([*lines[:top], text, below, *lines[end:]]).encode("utf-8")
    new = read(document.name, made)
    if len(new.faults) > len(document.faults):
        raise KnowledgeError(new.faults)
    wanted: Any = deepcopy(document.value)
    with suppress(LookupError, TypeError):
        _at(wanted, path[:-1])[path[-1]] = _at(new.value, path)
    if _told(new.value) != _told(wanted) or not isinstance(_at(wanted, path), type(_at(document.value, path))):
        raise EditError("that is more than this one, or less: leave it one item, with its dash and as far in as it was")
    return made


def _proved(document: Document, wanted: Any, mark: bytes, candidates: Iterator[str]) -> bytes:
    expected = _told(wanted)
    for candidate in candidates:
        made = mark + candidate.encode("utf-8")
        new = read(document.name, made)
        if _told(new.value) == expected and len(new.faults) <= len(document.faults):
            return made
    raise EditError(f"{document.name}: it is written in a way that the bot cannot change; use a text editor")


def _told(value: Any) -> str:
    return json.dumps(value, sort_keys=True)  # where 1, 1.0 and true are not the same, and the order of keys is nothing


def _text(data: bytes) -> tuple[str, bytes]:
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return data.removeprefix(mark).decode("utf-8"), mark


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


# --- A value ------------------------------------------------------------------------------------------------------


def _revised(text: str, known: Spans, item: Path, key: str, value: Any, order: Sequence[str]) -> Iterator[str]:
    """Yield texts in which a key may have another value."""
    keys = [path for path in known.keys if path[:-1] == item]
    if (*item, key) in keys:
        if value is None:
            yield from _without_key(text, known, keys, (*item, key))
        else:
            yield _replaced(text, known.keys[(*item, key)], known.values[(*item, key)], value)
        return
    flow = known.values[item].flow
    places = {name: at for at, name in enumerate(order)}
    before = [path for path in keys if places.get(str(path[-1]), 0) < places.get(key, len(places))]
    for path in (*reversed(before), *(each for each in reversed(keys) if each not in before)):
        end = known.values[path].end
        if flow:
            yield f"{text[:end]}, {key}: {in_one_line(value, flow=True)}{text[end:]}"
            continue
        end = _end_of_line(text, end)
        first = min(known.keys[each].start for each in keys)
        indent = " " * (first - _start_of_line(text, first))
        yield f"{text[:end]}{_ending(text)}{indent}{key}: {in_one_line(value)}{text[end:]}"


def _replaced(text: str, key: Span, old: Span, value: Any) -> str:
    new = in_one_line(value, flow=old.flow and key.flow)
    if _start_of_line(text, key.start) == _start_of_line(text, old.start) and old.start > key.end:
        return text[: old.start] + new + text[old.end :]
    return f"{text[: key.end]}: {new}{text[max(old.end, key.end + 1) :]}"


def _without_key(text: str, known: Spans, keys: Sequence[Path], path: Path) -> Iterator[str]:
    at = keys.index(path)
    start, end = known.keys[path].start, known.values[path].end
    line = _start_of_line(text, start)
    if not text[line:start].strip() and not known.keys[path].flow:
        yield text[:line] + text[_after_line(text, end) :]
    if at + 1 < len(keys):
        yield text[:start] + text[known.keys[keys[at + 1]].start :]
    elif at:
        yield text[: known.values[keys[at - 1]].end] + text[end:]


# --- An item of a list --------------------------------------------------------------------------------------------


def _rows(text: str, known: Spans, path: Path) -> tuple[int, int] | None:
    """Return the rows of an item of a list, comments right above it included, from 0; None if it is in brackets.

    A comment below it that is further in than its dash belongs to it.
    """
    if known.values[path[:-1]].flow:
        return None
    lines, span, dash = lines_of(text), known.values[path], _column(text, known.values[path[:-1]].start)
    row, last = _row(text, span.start), _row(text, max(span.start, span.end - 1))
    while not lines[row].startswith("-", dash) or lines[row][:dash].strip():
        row -= 1
    top = row
    while top > 0 and lines[top - 1].lstrip().startswith("#") and _indent(lines[top - 1]) == dash:
        top -= 1
    end = last + 1
    while end < len(lines) and lines[end].lstrip().startswith("#") and _indent(lines[end]) > dash:
        end += 1
    return top, end


def _shortened(text: str, known: Spans, path: Path) -> Iterator[str]:
    """Yield texts without an item of a list: with one of two blank lines around it gone too, then with both left.

    Those below the last of a list set off what comes after the list, and stay.
    """
    rows = _rows(text, known, path)
    if rows is None:
        return
    lines, (top, end) = lines_of(text), rows
    above, below = top, _below(lines, end)
    while above > 0 and not lines[above - 1].strip():
        above -= 1
    if above < top:
        yield "".join(lines[:above] + lines[end:])
    elif below > end and (*path[:-1], int(path[-1]) + 1) in known.values:
        yield "".join(lines[:top] + lines[below:])
    yield "".join(lines[:top] + lines[end:])


def _lengthened(text: str, known: Spans, path: Path, block: Block) -> Iterator[str]:
    """Yield texts with a block below what stood above it; then below the item before it, or above the one after."""
    ending, lines = _ending(text), lines_of(text)
    if lines and lines[-1] == lines[-1].rstrip("\r\n"):
        lines[-1] += ending
    own, gap, below = (
        [line.rstrip("\r\n") + ending for line in part] for part in (block.lines, block.gap, block.below)
    )
    top = _top(text, known, path)
    at = top + len(block.above)
    after = _rows(text, known, path) if path in known.values else None
    before_next = "".join([*lines[: after[0]], *own, *gap, *below, *lines[after[0] :]]) if after is not None else None
    if before_next is not None and not path[-1] and not block.above:  # below the heading of what is the first by now
        yield before_next
    if [line.strip() for line in lines[top:at]] == [line.strip() for line in block.above]:
        yield "".join([*lines[:at], *gap, *own, *below, *lines[at:]])
    yield "".join([*lines[:top], *gap, *own, *below, *lines[top:]])
    if before_next is not None:
        yield before_next


def _top(text: str, known: Spans, path: Path) -> int:
    """Return how many lines there are up to the end of what comes before an item of a list, or up to the list's key."""
    index = path[-1]
    assert isinstance(index, int)
    before = _rows(text, known, (*path[:-1], index - 1)) if index else None
    return before[1] if before is not None else _row(text, known.keys[path[:-1]].start) + 1


def _below(lines: Sequence[str], row: int) -> int:
    """Return the first row from one on that is not blank."""
    while row < len(lines) and not lines[row].strip():
        row += 1
    return row


def _row(text: str, offset: int) -> int:
    return max(0, len(lines_of(text[: offset + 1])) - 1)


def _column(text: str, offset: int) -> int:
    return offset - _start_of_line(text, offset)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _start_of_line(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _end_of_line(text: str, offset: int) -> int:
    ends = [at for sign in "\r\n" if (at := text.find(sign, offset)) >= 0]
    return min(ends, default=len(text))


def _after_line(text: str, offset: int) -> int:
    end = _end_of_line(text, offset)
    return end + (2 if text.startswith("\r\n", end) else 1 if end < len(text) else 0)


def _ending(text: str) -> str:
    first = lines_of(text)[0] if text else "\n"
    return first[len(first.rstrip("\r\n")) :] or "\n"
