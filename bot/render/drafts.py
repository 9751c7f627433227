"""A change of the knowledge that somebody wishes for: its form, its buttons, and what is told of what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Fault
from .notes import Note, as_typed, counted, fitting
from .versions import change_lines

if TYPE_CHECKING:
    from ..serving.result import Result

__all__ = [
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
_PUT = "The files you attached replace those of the same name in the folder; all others stay."
_WISHES = {
    "refresh": "a refresh",
    "disk": "an edit of the knowledge folder",
    "start": "the knowledge folder at startup",
    "preview": "a preview",
    "upload": "a preview of a file",
    "teach": "a way of asking",
    "learnt": "ways of asking learnt from people's choices",
    "add": "a new entry",
    "edit": "a changed entry",
    "move": "a way of asking moved",
    "remove": "an entry removed",
    "restore": "an entry put back",
    "rollback": "a rollback",
}


def outcome(result: Result) -> Note:
    """Return what somebody is told of the change that they wished for."""
    return fitting(_headline(result), _sections(result), "changes.txt")


def report(result: Result) -> Note:
    """Return what a moderators' channel is told of a change: by whom and why as well."""
    wish = _WISHES.get(result.origin, result.origin)
    person_id = result.person_id if result.published or not result.draft else result.draft.person_id
    who = f", by <@{person_id}>" if person_id is not None else ""
    why = result.published.why if result.published else result.draft.why if result.draft else ""
    about = f"**{wish[0].upper()}{wish[1:]}**{who}{f': {as_typed(why)}' if why else ''}"
    return fitting(f"{about}\n{_headline(result)}", _sections(result), "changes.txt")


def _headline(result: Result) -> str:
    if result.published is not None:
        version, number = result.published.version, result.published.number
        line = f"Published as version `{version}`, number {number}. I now answer from it."
        return f"{line}\nBut the knowledge folder could not be updated: {result.trouble}" if result.trouble else line
    lost = _lost(result)
    if lost:
        return f"Not published yet: this would take away {' and '.join(fault.file for fault in lost)}. Is that meant?"
    put = _PUT if result.origin == "upload" and result.kind == "drafted" else ""
    return "\n".join(filter(None, [_OUTCOMES[result.kind], put, result.trouble]))


def _lost(result: Result) -> list[Fault]:
    """Return which files of the version before a change would take away: a check question stands in a line."""
    return [fault for fault in result.faults if result.kind == "breaks" and fault.line == 0]


def _sections(result: Result) -> list[str]:
    lines = []
    if result.faults:
        number = len(result.faults)
        if result.kind == "faulty":
            lines.append(f"{counted(number, 'fault', 'faults')}:")
        elif number > len(_lost(result)):
            number -= len(_lost(result))
            lines.append(f"{counted(number, 'check question would fail', 'check questions would fail')}:")
        lines += [f"  {fault}" for fault in result.faults]
    changes = result.changes
    if result.kind in ("published", "drafted") or changes.added or changes.removed or changes.changed or changes.taught:
        lines += change_lines(changes)
    return lines
