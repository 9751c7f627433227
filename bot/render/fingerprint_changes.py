"""What a changed fingerprint is told as: which paragraphs came, went or moved, and what can be quoted only now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .exact import exact
from .notes import counted

if TYPE_CHECKING:
    from ..core.knowledge.change import Change

__all__ = ["fingerprint_lines"]


def fingerprint_lines(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return what differs in fingerprints, a line each; paragraphs that follow one another and came alike are one."""
    lines: list[str] = []
    alike: list[Change] = []
    for change in [*changes, None]:
        if alike and not (change is not None and _follows(alike[-1], change)):
            lines.append(f"  {alike[0].of}: {_paragraphs(alike)}")
            alike = []
        if change is None:
            break
        if change.key in ("paragraph", "moved"):
            alike.append(change)
        else:
            lines.append(f"  {change.of}{_SAID[change.key](change)}")
    return tuple(lines)


def _follows(last: Change, change: Change) -> bool:
    """Tell whether a paragraph came, went, moved or changed just as the one before it did."""
    shapes = [(each.key, each.file, each.old is None, each.new is None) for each in (last, change)]
    places = [(each.old_line if each.old is not None else 0, each.new_line if each.new is not None else 0)
              for each in (last, change)]  # fmt: skip
    steps = [now - was for was, now in zip(*places, strict=True)]
    both_changed = last.key == "paragraph" and last.old is not None and last.new is not None
    return shapes[0] == shapes[1] and set(steps) <= {0, 1} and not both_changed


def _paragraphs(changes: Sequence[Change]) -> str:
    first, last = changes[0], changes[-1]
    old, new = _numbers(first.old_line, last.old_line), _numbers(first.new_line, last.new_line)
    if first.key == "moved":
        return f"{old} moved, now {new}"
    if first.old is None or first.new is None:
        runs = sum(len((change.new or change.old or "").split()) for change in changes)
        what = "removed" if first.new is None else "added"
        return f"{old if first.new is None else new} {what} ({counted(runs, 'run', 'runs')} of words)"
    was, now = set(first.old.split()), set(first.new.split())
    if was == now:
        return f"{new} has its runs of words in another order"
    return f"{new} changed ({counted(len(was - now), 'run', 'runs')} of words gone, {len(now - was)} new)"


def _numbers(first: int, last: int) -> str:
    """Return paragraphs by their numbers; in the file the first of them stands on the second line."""
    return f"paragraph {first - 1}" if first == last else f"paragraphs {first - 1} to {last - 1}"


_SAID = {
    "method": lambda change: f": the first line, from {_said(change.old)} to {_said(change.new)}",
    "layout": lambda change: f": line {change.new_line} is written otherwise, with the same runs of words",
    "runs": lambda change: f": in all, {change.new} runs of words can be quoted only now, and {change.old} no longer",
    "allows": lambda change: f": can be proved only now: {_said(change.new)}",
    "found in": lambda change: f": its words are found in paragraph {change.new} now, not {change.old}",
}


def _said(text: str | None) -> str:
    return f'"{exact(text.strip())}"' if text is not None else "nothing"
