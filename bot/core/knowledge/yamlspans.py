"""Where each value of a YAML document begins and ends, so that one can be replaced and all else stays as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from .yamltext import Path

__all__ = ["Span", "Spans", "lines_of", "spans"]

_LINE = re.compile(r"(?<=\n)|(?<=\r)(?!\n)|(?<=[\x85\u2028\u2029])")  # after what YAML 1.1 counts as the end of a line


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text, from one offset up to another.

    flow: whether it stands in brackets or braces, or is such a piece itself.
    """

    start: int
    end: int
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Spans:
    """The pieces of one document, by path. keys: those of the keys, in order."""

    values: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)


@dataclass(slots=True)
class _Frame:
    path: Path
    start: int
    flow: bool
    mapping: bool
    key: str | None = None
    index: int = 0


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, each with its end."""
    return [line for line in _LINE.split(text) if line]


def spans(text: str) -> Spans:
    """Return where the values of a text are that `yamltext.read` has read without a fault in its form."""
    offsets = [0]
    for line in lines_of(text):
        offsets.append(offsets[-1] + len(line))

    def at(mark: Any) -> int:
        return offsets[min(int(mark.line), len(offsets) - 1)] + int(mark.column)

    found, frames, last = Spans(), list[_Frame](), 0
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.ScalarEvent):
            begin, end = at(event.start_mark), at(event.end_mark)
            if event.style in ("|", ">"):  # its end is that of the blank lines and comments below it
                end = begin + len(text[begin:end].rstrip())
            frame = frames[-1] if frames else None
            if frame is not None and frame.mapping and frame.key is None:
                frame.key = event.value
                found.keys.setdefault((*frame.path, event.value), Span(begin, end, frame.flow))
                continue
            found.values.setdefault(_next(frame), Span(begin, end, frame is not None and frame.flow))
            last = end
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            path = _next(frames[-1] if frames else None)
            mapping = isinstance(event, yaml.MappingStartEvent)
            frames.append(_Frame(path, at(event.start_mark), bool(event.flow_style), mapping))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            frame = frames.pop()
            last = at(event.end_mark) if frame.flow else last
            found.values.setdefault(frame.path, Span(frame.start, last, frame.flow))
    return found


def _next(frame: _Frame | None) -> Path:
    """Return the path of the value that comes next in what is open."""
    if frame is None:
        return ()
    if frame.mapping:
        path: Path = (*frame.path, frame.key or "")
        frame.key = None
        return path
    frame.index += 1
    return (*frame.path, frame.index - 1)
