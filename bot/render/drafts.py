"""A change of the knowledge that somebody wishes for: its form, its buttons, and what is told of what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..errors import Fault
from .change_note import changed
from .changes import Section
from .exact import exact
from .notes import Note, as_typed, counted, fitting

if TYPE_CHECKING:
    from ..serving.result import Result

__all__ = [
    "ADD_LABELS",
    "ADD_TITLE",
    "ANYWAY",
    "DISCARD",
    "DISCARDED",
    "PUBLISH",
    "UNREADABLE_FILE",
    "outcome",
    "report",
]

PUBLISH = "Publish"
ANYWAY = "Publish anyway"
DISCARD = "Discard"
DISCARDED = "Discarded. Nothing has changed."
ADD_TITLE = "A new entry"
ADD_LABELS = {
    "title": "Title, in a few words",
    "says": "The fact, in one sentence",
    "evidence": "The source's own words (at least four)",
    "source": "The source's id",
    "asked": "Ways of asking for it, one per line",
}
UNREADABLE_FILE = "Discord won't give me that file right now. Please try again in a moment."

_OUTCOMES = {
    "unchanged": "Nothing to do: I already answer from this.",
    "drafted": "This is a preview; nothing has been published yet.",
    "faulty": "Nothing has changed: this can't be published.",
    "breaks": "Not published yet: some check questions would fail.",
    "needs another": (
        "Not published yet: someone other than the author has to press Publish in the moderators' channel "
        "(/settings moderators-channel sets it)."
    ),
    "overtaken": (
        "Nothing has changed: since this was made, another version was published or the knowledge folder was edited. "
        "Please make it again."
    ),
    "gone": "Nothing has changed: that draft or version no longer exists. It was published, discarded, or too old.",
    "failed": "Nothing has changed.",
}
_FILE = "changes.txt"
_PUT = "The files you attached replace those of the same name in the folder; all others stay."
_WISHES = {
    "refresh": "a refresh",
    "disk": "an edit of the knowledge folder",
    "start": "the knowledge folder at startup",
    "preview": "a preview",
    "upload": "a preview of a file",
    "teach": "a way of asking",
    "add": "a new entry",
    "rollback": "a rollback",
}


def outcome(result: Result) -> Note:
    """Return what somebody is told of the change that they wished for."""
    return _told(_headline(result), result)


def report(result: Result) -> Note:
    """Return what a moderators' channel is told of a change: by whom and why as well."""
    wish = _WISHES.get(result.origin, result.origin)
    person_id = result.person_id if result.published or not result.draft else result.draft.person_id
    who = f", by <@{person_id}>" if person_id is not None else ""
    why = result.published.why if result.published else result.draft.why if result.draft else ""
    about = f"**{wish[0].upper()}{wish[1:]}**{who}{f': {as_typed(why)}' if why else ''}"
    return _told(f"{about}\n{_headline(result)}", result)


def _headline(result: Result) -> str:
    if result.published is not None:
        version, number = result.published.version, result.published.number
        line = f"Published as version `{version}`, number {number}. I now answer from it."
        return f"{line}\nBut the knowledge folder could not be updated: {result.trouble}" if result.trouble else line
    asked = _to_confirm(result)
    if asked and result.kind == "breaks":
        return f"Not published yet: {' and '.join(_asked(asked))}. Is that meant?"
    put = _PUT if result.origin == "upload" and result.kind == "drafted" else ""
    return "\n".join(filter(None, [_OUTCOMES[result.kind], put, result.trouble]))


def _to_confirm(result: Result) -> list[Fault]:
    """Return what has to be confirmed by its name: a check question stands in a line, and this in none."""
    return [fault for fault in result.faults if result.kind != "faulty" and fault.line == 0]


def _asked(faults: Sequence[Fault]) -> list[str]:
    """Return what is asked about them, in a few words."""
    prints = [fault.file for fault in faults if fault.file.endswith(".fingerprint")]
    lost = [fault.file for fault in faults if fault.file not in prints]
    parts = [f"this would take away {' and '.join(lost)}"] if lost else []
    return parts + ([f"this would take other words for the source's own ({' and '.join(prints)})"] if prints else [])


def _told(head: str, result: Result) -> Note:
    """Return a note of what is wrong with a change and of what it changes."""
    if result.kind == "faulty":
        return fitting(head, [f"{counted(len(result.faults), 'fault', 'faults')}:", *_indented(result.faults)], _FILE)
    asked = _to_confirm(result)
    failing = [fault for fault in result.faults if fault not in asked]
    first = [
        Section("To be confirmed", _indented(asked), must=True),
        Section(counted(len(failing), "check question would fail", "check questions would fail"), _indented(failing)),
    ]
    first = [section for section in first if section.lines]
    if result.kind in ("published", "drafted") or result.changes.difference is not None:
        return changed(head, result.changes, _FILE, first=first)
    return fitting(head, [line for section in first for line in (f"{section.title}:", *section.lines)], _FILE)


def _indented(faults: Iterable[Fault]) -> tuple[str, ...]:
    return tuple(f"  {exact(str(fault))}" for fault in faults)
