"""YAML as moderators write it -> plain values that remember where they stand. Knows nothing of knowledge.

Stricter than YAML on purpose: what YAML would quietly turn into something else (`no`, `1:30`, `010`, a date) is a
fault here, and so are repeated keys, anchors, aliases and tags.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import yaml

from ...errors import Fault
from . import limits

__all__ = ["UNPRINTABLE", "Document", "Path", "Value", "decoded", "read"]

# What no file may hold.
UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufeff\uff00-\ufffd\U00010000-\U0010ffff]")
_SHOWN = 80  # characters of a line in a fault
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_TRAPS = (
    (re.compile(r"y|n|yes|no|on|off|true|false", re.I), "YAML reads it as true or false"),
    (re.compile(r"~|null|", re.I), "YAML reads it as nothing at all"),
    (re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"), "YAML reads it as a number to the base of 60"),
    (re.compile(r"[-+]?0[0-7_]+|[-+]?0[xob][0-9a-f_]+", re.I), "YAML reads it as a number to another base"),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?"), "YAML reads it as a date"),
    (re.compile(r"[-+]?[0-9][0-9_]*(\.[0-9_]*)?(e[-+]?[0-9]+)?|[-+]?\.(inf|nan|[0-9]+)", re.I),
     "YAML reads it as a number"),
    (re.compile(r"<<|="), "YAML gives it a meaning of its own"),
)  # fmt: skip

Value = str | int | float | bool | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file as values, the place of each, and the faults found on the way.

    Attributes:
        name: The file's name.
        value: What it holds; None if it is empty or cannot be read at all.
        places: For each path of keys and indexes line and column, both from 1, of the value there.
        faults: What is wrong with it.
        keys: The places of the keys, as `places` has those of the values.
    """

    name: str
    value: Value | None
    places: dict[Path, tuple[int, int]]
    faults: tuple[Fault, ...]
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def place(self, path: Sequence[str | int]) -> tuple[int, int]:
        """Return line and column of the value at a path, or of the nearest one around it that exists."""
        path = tuple(path)
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def fault(self, path: Sequence[str | int], what: str, remedy: str) -> Fault:
        """Return a fault at the place of a path."""
        return Fault(self.name, *self.place(path), what, remedy)

    def key_fault(self, path: Sequence[str | int], what: str, remedy: str) -> Fault:
        """Return a fault at the place of a key, not of its value."""
        return Fault(self.name, *self.keys.get(tuple(path), self.place(path)), what, remedy)


def read(name: str, data: bytes) -> Document:
    """Read one file. Never raises: whatever is wrong is in `faults`.

    Where the YAML itself breaks off, that alone is told: what came before may have been misread for the same reason.
    """
    text = decoded(name, data)
    if isinstance(text, Fault):
        return Document(name, None, {}, (text,))
    reader = _Reader(name)
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if not reader.take(event):  # what was read so far would look as if the rest were missing
                return Document(name, None, reader.places, tuple(reader.faults), reader.keys)
    except yaml.YAMLError as error:
        return Document(name, None, reader.places, (_broken(name, text, error),), reader.keys)
    return Document(name, reader.root, reader.places, tuple(reader.faults), reader.keys)


def decoded(name: str, data: bytes) -> str | Fault:
    """Return the text of a file without its byte order mark, or why it has none."""
    if len(data) > limits.MAX_BYTES:
        what = f"the file has {len(data):,} bytes, more than the {limits.MAX_BYTES:,} allowed"
        return Fault(name, 0, 0, what, "split it into several files")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _end_of(data[: error.start].decode("utf-8"))
        what = f"byte 0x{data[error.start]:02x} is not UTF-8"
        return Fault(name, line, column, what, "save the file as UTF-8")


def _end_of(text: str) -> tuple[int, int]:
    """Return line and column of what comes after a text."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _broken(name: str, text: str, error: yaml.YAMLError) -> Fault:
    """Return why a text is no YAML, with the line where that shows and the one where it may come from."""
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is not None:
        line, column = mark.line + 1, mark.column + 1
    else:  # a character that no YAML may hold; the error's own position counts otherwise than lines do
        found = UNPRINTABLE.search(text)
        line, column = _end_of(text[: found.start()]) if found else (0, 0)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "the text is not YAML"
    lines = text.splitlines()
    what = f"this is not YAML: {problem}"
    begun = opened.line + 1 if opened is not None else line
    if 0 < line <= len(lines) and lines[line - 1][column - 1 : column] == "\t":
        what, remedy = "there is a tab where spaces belong", "indent with spaces"
    elif mark is None:
        remedy = "type the line again: there is an invisible character in it"
    elif "cannot start any token" in what:
        remedy = "put the text in quotes: it begins with a character that has a meaning in YAML"
    elif "mapping values are not allowed" in what:
        remedy = "put the text in quotes: it has a colon in it"
    elif begun < line and "quoted scalar" in (getattr(error, "context", None) or ""):
        remedy = f"check the quotes: the one that is opened in line {begun} is not closed where it should be"
    elif begun < line and "flow" in (getattr(error, "context", None) or ""):
        remedy = f"check the quotes and brackets: the bracket that is opened in line {begun} is not closed"
    else:
        remedy = "check the quotes, colons and indents here and on the line before"
    return Fault(name, line, column, f"{what}{_around(lines, line, begun)}", remedy)


def _around(lines: Sequence[str], line: int, begun: int) -> str:
    """Return two lines of a text as a person sees them: a faulty one, and the last before it that is not blank.

    begun: where it begins what breaks off in the faulty one; shown in place of the line before.
    """
    filled = [at for at in range(min(line, len(lines)), 0, -1) if lines[at - 1].strip()][:2]
    if filled and 0 < begun < filled[0]:
        filled[1:] = [begun]
    shown = [f'line {at}: "{_cut(lines[at - 1].strip())}"' for at in reversed(filled)]
    return f" ({', '.join(shown)})" if shown else ""


def _cut(line: str) -> str:
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}\N{HORIZONTAL ELLIPSIS}"


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is still open."""

    value: list[Value] | dict[str, Value]
    path: Path
    key: str | None = None
    seen: set[str] = field(default_factory=set)


class _Reader:
    """Builds values from YAML's events, one at a time and without recursion, so that depth cannot hurt."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Value | None = None
        self.places: dict[Path, tuple[int, int]] = {}
        self.keys: dict[Path, tuple[int, int]] = {}
        self.faults: list[Fault] = []
        self._open: list[_Frame] = []
        self._nodes = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> bool:
        """Take one event; return False when the rest of the file is not worth reading."""
        if isinstance(event, yaml.ScalarEvent):
            return self._count(event) and self._scalar(event)
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            return self._count(event) and self._start(event)
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
            return True
        if isinstance(event, yaml.AliasEvent):
            return self._fault(event, "aliases (*name) are not allowed", "write the text out in full", stop=True)
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                return self._fault(event, "a second document begins here (---)", "keep one per file", stop=True)
        return True

    def _count(self, event: yaml.NodeEvent) -> bool:
        self._nodes += 1
        if self._nodes > limits.MAX_NODES:
            what = f"the file holds more than {limits.MAX_NODES:,} values"
            return self._fault(event, what, "split it into several files", stop=True)
        if len(self.faults) >= limits.MAX_FAULTS:
            what = f"the file is read no further: it has {limits.MAX_FAULTS:,} faults already"
            return self._fault(event, what, "correct those, then check again", stop=True)
        if event.anchor is not None:
            return self._fault(event, "anchors (&name) are not allowed", "write the text out in full", stop=True)
        if getattr(event, "tag", None) is not None:
            return self._fault(event, f"tags ({getattr(event, 'tag', '')}) are not allowed", "remove it", stop=True)
        return True

    def _start(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> bool:
        if len(self._open) >= limits.MAX_DEPTH:
            what = f"lists and mappings are nested more than {limits.MAX_DEPTH} deep"
            return self._fault(event, what, "flatten them", stop=True)
        value: list[Value] | dict[str, Value] = {} if isinstance(event, yaml.MappingStartEvent) else []
        if self._open and isinstance(self._open[-1].value, dict) and self._open[-1].key is None:
            return self._fault(event, "a key must be plain text", "write a word before the colon", stop=True)
        path = self._add(value, event)
        self._open.append(_Frame(value, path))
        return True

    def _scalar(self, event: yaml.ScalarEvent) -> bool:
        frame = self._open[-1] if self._open else None
        if frame is not None and isinstance(frame.value, dict) and frame.key is None:
            if event.value in frame.seen:
                self._fault(event, f'the key "{event.value}" stands here a second time', "keep one of the two")
            frame.seen.add(event.value)
            frame.key = event.value
            self.keys.setdefault((*frame.path, event.value), _place(event))
            return True
        self._add(self._plain(event) if event.implicit[0] else event.value, event)
        return True

    def _plain(self, event: yaml.ScalarEvent) -> Value:
        """Return what unquoted text stands for; a trap is a fault, and taken as the text."""
        text: str = event.value
        if text in ("true", "false"):
            return text == "true"
        if _INTEGER.fullmatch(text) and len(text) <= 15:
            return int(text)
        if _DECIMAL.fullmatch(text) and len(text) <= 20:
            return float(text)
        if len(text) <= 40:
            for pattern, reading in _TRAPS:
                if text and pattern.fullmatch(text):
                    self._fault(event, f'"{text}" is not read as text: {reading}', "put the text in quotes")
                    break
        return text

    def _add(self, value: Value, event: yaml.NodeEvent) -> Path:
        if not self._open:
            self.root = value
            self.places[()] = _place(event)
            return ()
        frame = self._open[-1]
        if isinstance(frame.value, list):
            path: Path = (*frame.path, len(frame.value))
            frame.value.append(value)
        else:
            key = frame.key or ""
            path = (*frame.path, key)
            frame.key = None
            if key in frame.value:
                return path  # the first of two equal keys counts, and keeps its place
            frame.value[key] = value
        self.places[path] = _place(event)
        return path

    def _fault(self, event: yaml.Event, what: str, remedy: str, *, stop: bool = False) -> bool:
        self.faults.append(Fault(self.name, *_place(event), what, remedy))
        return not stop


def _place(event: yaml.Event) -> tuple[int, int]:
    if event.start_mark is None:
        return 1, 1
    return event.start_mark.line + 1, event.start_mark.column + 1
