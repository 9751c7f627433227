"""What changed help lines are told as: numbers and links first, in bold; nothing is left out or summed up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from .exact import coded, exact
from .notes import as_typed

if TYPE_CHECKING:
    from ..core.knowledge.change import Change

__all__ = ["help_lines_plain", "help_lines_shown"]

_FIRST = ("number", "url")
_Name = Callable[[str], str]
_Value = Callable[[str, str | None], str]


def help_lines_plain(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return the changes in plain text."""
    return tuple(_line(group, exact, _plain_value) for group in _grouped(changes))


def help_lines_shown(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return the changes as texts of Discord, in which what people typed stands as they typed it."""
    return tuple(_line(group, _shown_name, _shown_value) for group in _grouped(changes))


def _grouped(changes: Iterable[Change]) -> list[list[Change]]:
    """Return changes by what they belong to: help lines whose number or address changes first, calls last."""
    ordered = sorted(changes, key=lambda each: (each.kind == "calls", each.of))
    groups = []
    for (_, of), found in groupby(ordered, key=lambda each: (each.kind, each.of)):
        fields = sorted(found, key=lambda each: _FIRST.index(each.key) if each.key in _FIRST else len(_FIRST))
        if ": " in of and any(each.key == "name" for each in fields):
            groups.append(fields)
        else:
            groups += [[field] for field in fields]
    return sorted(groups, key=lambda group: (group[0].kind == "calls", group[0].key not in _FIRST))


def _line(group: Sequence[Change], name: _Name, value: _Value) -> str:
    came, went = all(each.old is None for each in group), all(each.new is None for each in group)
    how = "added" if came else "removed" if went else ""
    first = group[0]
    if len(group) == 1:
        of = ": ".join(filter(None, [name(first.of), name(first.key)]))
        if how:
            return f"  {of}: {how} {value(first.key, _one(first))}"
        return f"  {of}: {value(first.key, first.old)} -> {value(first.key, first.new)}"
    if how:
        fields = (f"{each.key} {value(each.key, _one(each))}" for each in group)
        return f"  {name(first.of)} {how}: {', '.join(fields)}"
    fields = (f"{each.key} {value(each.key, each.old)} -> {value(each.key, each.new)}" for each in group)
    return f"  {name(first.of)}: {'; '.join(fields)}"


def _one(change: Change) -> str | None:
    return change.new if change.new is not None else change.old


def _plain_value(key: str, text: str | None) -> str:
    return "nothing" if text is None else f'"{exact(text)}"'


def _shown_name(text: str) -> str:
    return as_typed(exact(text))


def _shown_value(key: str, text: str | None) -> str:
    """Return a value as code, in which Discord takes nothing for a link, a mention or formatting."""
    if text is None:
        return "nothing"
    shown = f"`{exact(text).replace('`', coded('`'))}`"
    return f"**{shown}**" if key in _FIRST else shown
