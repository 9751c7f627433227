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

__all__ = ["NO_VERSION", "change_lines", "corrected", "difference", "history", "is_corrected", "version_choice"]

_CORRECTED = re.compile(r"Corrected <t:\d+:D>: ")
NO_VERSION = "There is no such version; /knowledge history shows the last ones."


def history(versions: Sequence[Published], served: str) -> Note:
    """Return the published versions, the newest first. served: the version that is answered from."""
    lines = []
    used = next((each for each in versions if each.version == served), None)
    for each in versions:
        now = ", **in use**" if each is used else ""
        who = _who(each)
        why = f": {as_typed(each.why)}" if each.why else ""
        lines.append(f"{each.number}. `{each.version}` <t:{int(each.at)}:R>, {each.origin}{who}{why}{now}")
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
    )
    lines = [line for title, block in blocks if block for line in (f"{title}:", *block)]
    return lines or ["No entry changes."]


def _item(item: Item) -> str:
    figure = f" ({headline(item)})" if isinstance(item, Entry) and item.figure is not None else ""
    return f"{item.id}: {item.title}{figure}"


def _figure(entry: Entry) -> str:
    return entry.figure.text if entry.figure is not None else "no figure"


def corrected(changed: Sequence[tuple[Entry, Entry]], at: int) -> str:
    """Return the line on top of an answer whose figures have changed. changed: before and after. at: since 1970."""
    return f"Corrected <t:{at}:D>: {'; '.join(f'{_figure(old)} -> {_figure(new)}' for old, new in changed)}"


def is_corrected(line: str) -> bool:
    """Tell whether a line of a message is one that `corrected` made."""
    return _CORRECTED.match(line) is not None
