"""Versions of the knowledge: which there are, and what one has otherwise than another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..core.knowledge.model import Entry
from .entries import headline
from .limits import MAX_CHOICE, whole_lines
from .notes import MAX_NOTE, Note, as_typed, fitting

if TYPE_CHECKING:
    from ..core.answering.version_diff import Changes, Item
    from ..store import Published

__all__ = [
    "NO_VERSION",
    "change_lines",
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


def history(versions: Sequence[Published], served: str) -> Note:
    """Return the published versions, the newest first. served: the version that is answered from."""
    lines = []
    for each in versions:
        now = ", **in use**" if each.version == served and each is versions[0] else ""
        who = f" by <@{each.person_id}>" if each.person_id is not None else ""
        why = f": {as_typed(each.why)}" if each.why else ""
        lines.append(f"{each.number}. `{each.version}` <t:{int(each.at)}:R>, {each.origin}{who}{why}{now}")
    return Note(whole_lines(lines, MAX_NOTE) or "Nothing has been published yet.")


def version_choice(version: Published) -> str:
    """Return a version as a choice in a list."""
    at = datetime.fromtimestamp(version.at, UTC)
    why = f": {version.why}" if version.why else ""
    return f"{version.number} - {version.version}, {at:%Y-%m-%d %H:%M} UTC, {version.origin}{why}"[:MAX_CHOICE]


def difference(older: Published, newer: Published, changes: Changes) -> Note:
    """Return what one published version has otherwise than another."""
    head = f"From version `{older.version}` (number {older.number}) to `{newer.version}` (number {newer.number}):"
    return fitting(head, change_lines(changes), "difference.txt")


def change_lines(changes: Changes) -> list[str]:
    """Return what changes, block by block; a line that says so if nothing does."""
    figures = {new.id for _, new in changes.figures}
    blocks = (
        ("Added", [f"  {_item(item)}" for item in changes.added]),
        ("Removed", [f"  {_item(item)}" for item in changes.removed]),
        ("Figures, old -> new", [f"  {new.id}: {_figure(old)} -> {_figure(new)}" for old, new in changes.figures]),
        ("Changed in other ways", [f"  {_item(new)}" for _, new in changes.changed if new.id not in figures]),
        (
            "Ways of asking",
            [f"  {each.item.id}: {each.added} added, {each.removed} removed" for each in changes.taught],
        ),
        (
            "Replies that would change, old -> new",
            [f'  "{each.question}": {each.before} -> {each.after}' for each in changes.answers],
        ),
    )
    lines = [line for title, block in blocks if block for line in (f"{title}:", *block)]
    return lines or ["No entry changes."]


def _item(item: Item) -> str:
    figure = f" ({headline(item)})" if isinstance(item, Entry) and item.figure is not None else ""
    return f"{item.id}: {item.title}{figure}"


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
