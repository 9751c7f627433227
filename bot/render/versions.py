"""Versions of the knowledge: which there are, and what one has otherwise than another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..core.knowledge.model import Entry
from .change_note import changed
from .limits import MAX_CHOICE, whole_lines
from .notes import MAX_NOTE, Note, as_typed

if TYPE_CHECKING:
    from ..core.answering.version_diff import Changes
    from ..store import Published

__all__ = [
    "NO_VERSION",
    "corrected",
    "difference",
    "history",
    "is_corrected",
    "same_correction",
    "version_choice",
]

_MAX_CORRECTED = 400  # characters of the line that says so
_NO_FIGURE = "no figure"
_CORRECTED = re.compile(r"Corrected <t:\d+:D>: ")
NO_VERSION = "There is no such version; /knowledge history shows the last ones."


def history(versions: Sequence[Published], served: str, changed: Mapping[int, str] | None = None) -> Note:
    """Return the published versions, the newest first.

    Args:
        versions: The versions.
        served: The one that is answered from.
        changed: By number in a line what some have otherwise than the one before; None if that is not known.
    """
    lines = []
    used = next((each for each in versions if each.version == served), None)
    for each in versions:
        now = ", **in use**" if each is used else ""
        who = _who(each)
        why = f": {as_typed(each.why)}" if each.why else ""
        lines.append(f"{each.number}. `{each.version}` <t:{int(each.at)}:R>, {each.origin}{who}{why}{now}")
        if changed and each.number in changed:
            lines[-1] += f"\n-# {as_typed(changed[each.number])}"
    return Note(whole_lines(lines, MAX_NOTE) or "Nothing has been published yet.")


def _who(version: Published) -> str:
    """Return who made a version and who approved of it, as far as there is something to tell beside its origin."""
    made = [each for each in version.authors if isinstance(each, int)]
    if not made and version.person_id is not None:
        made = [version.person_id]
    by = " and ".join(f"<@{each}>" for each in sorted(made))
    seen = [f"<@{each}>" if isinstance(each, int) else f"the {each}" for each in sorted(version.approvers, key=str)]
    others = " and ".join(each for each in seen if each != by)
    return (f" by {by}" if by else "") + (f", approved by {others}" if others else "")


def version_choice(version: Published) -> str:
    """Return a version as a choice in a list."""
    at = datetime.fromtimestamp(version.at, UTC)
    why = f": {version.why}" if version.why else ""
    return f"{version.number} - {version.version}, {at:%Y-%m-%d %H:%M} UTC, {version.origin}{why}"[:MAX_CHOICE]


def difference(older: Published, newer: Published, changes: Changes) -> Note:
    """Return what one published version has otherwise than another."""
    head = f"From version `{older.version}` (number {older.number}) to `{newer.version}` (number {newer.number}):"
    return changed(head, changes, "difference.txt")


def _figure(entry: Entry) -> str:
    return entry.figure.text if entry.figure is not None else _NO_FIGURE


def corrected(changed: Sequence[tuple[str, str]], at: int) -> str:
    """Return the line on top of a message whose figures have changed, 400 characters at most.

    changed: what each said before and says now, "" for no figure. at: seconds since 1970.
    """
    pieces = [f"{old or _NO_FIGURE} -> {new or _NO_FIGURE}" for old, new in changed]
    line = f"Corrected <t:{at}:D>: "
    for place, piece in enumerate(pieces):
        more = f"; {len(pieces) - place} more"
        if place and len(line) + len(piece) + len(more) + 2 > _MAX_CORRECTED:
            return line + more
        line += f"; {piece}" if place else piece
    return line[:_MAX_CORRECTED]


def same_correction(a: str, b: str) -> bool:
    """Tell whether two lines say the same but for the day."""
    return is_corrected(a) and is_corrected(b) and _CORRECTED.sub("", a) == _CORRECTED.sub("", b)


def is_corrected(line: str) -> bool:
    """Tell whether a line of a message is one that `corrected` made."""
    return _CORRECTED.match(line) is not None
