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
    from ..core.answering.reply_changes import Replies
    from ..serving.result import Result

__all__ = [
    "ANYWAY",
    "DISCARD",
    "DISCARDED",
    "PUBLISH",
    "UNREADABLE_FILE",
    "outcome",
    "progress",
    "reply_lines",
    "report",
    "unpublished",
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
    "needs another": "Not published yet.",
    "unapproved": "I don't answer from it.",
    "overtaken": (
        "Nothing has changed: since this was made, another version was published, or the knowledge folder was edited "
        "if it came from there. Please make it again."
    ),
    "gone": "Nothing has changed: that draft or version no longer exists. It was published, discarded, or too old.",
    "failed": "Nothing has changed.",
}
_STEPS = {
    "reading": "Reading the document and drafting entries from it",
    "proving": "Proving every excerpt and figure against the source",
    "checking": "Asking the check questions",
    "comparing": "Asking what might be answered differently now",
}
_FILE = "changes.txt"
_PUT = "The files you attached replace the published ones of the same name; all others stay."
_WHERE = "in the moderators' channel (/settings moderators-channel sets it)"
_WISHES = {
    "refresh": "a refresh",
    "disk": "an edit of the knowledge folder",
    "start": "the knowledge folder at startup",
    "preview": "a preview",
    "upload": "a preview of a file",
    "teach": "a way of asking",
    "learnt": "ways of asking learnt from people",
    "document": "entries drafted from a document",
    "add": "a new entry",
    "edit": "a changed entry",
    "move": "a way of asking moved",
    "remove": "an entry removed",
    "restore": "an entry put back",
    "rollback": "a rollback",
}


def progress(step: str, done: int, total: int) -> str:
    """Return how far a change is that somebody waits for.

    step: as `serving.maker.Step`, or "reading". total: 0 if not known.
    """
    doing = _STEPS[step]
    return f"{doing} ({done:,} of {total:,}) ..." if total else f"{doing} ..."


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
    if result.published is not None and result.kind == "published":
        version, number = result.published.version, result.published.number
        line = f"Published as version `{version}`, number {number}. I now answer from it."
        return f"{line}\nBut the knowledge folder could not be updated: {result.trouble}" if result.trouble else line
    asked = _to_confirm(result)
    if asked and result.kind == "breaks":
        return f"Not published yet: {' and '.join(_asked(asked))}. Is that meant?"
    put = _PUT if result.origin == "upload" and result.kind == "drafted" else ""
    if result.kind == "unapproved" and result.published is not None:
        number = result.published.number
        return (
            f"Number {number} was published by a process that runs without FOUR_EYES, and too few people have approved "
            f"it, so I don't answer from it. /knowledge rollback {number} puts it forward."
        )
    lines = [_OUTCOMES[result.kind], put, _replaced(result), _lack(result), result.trouble]
    return "\n".join(filter(None, lines))


def unpublished(result: Result) -> str:
    """Return what the command line tells of a change that was not published, as one line."""
    if result.draft is None or result.lack is None:
        return f"not published: {result.kind}"
    kept = f"not published yet: it is kept as draft {result.draft.id}"
    if result.lack.people == 0:
        return f"{kept}; you publish it with: python -m bot refresh --approve {result.draft.id}"
    count = "one more moderator has" if result.draft.approvers else "one moderator has"
    return f"{kept}; {'two moderators have' if result.lack.people == 2 else count} to press Publish on Discord"


def _replaced(result: Result) -> str:
    """Return which drafts of the same author one takes the place of; "" if of none."""
    replaced = result.draft.replaced if result.draft is not None else ()
    if not replaced:
        return ""
    earlier = "the earlier draft" if len(replaced) == 1 else "the earlier drafts"
    return f"It takes the place of {earlier}: {'; '.join(as_typed(_WISHES.get(each, each)) for each in replaced)}."


def _lack(result: Result) -> str:
    """Return who else has to approve of a draft; "" if nobody has to."""
    lack, draft = result.lack, result.draft
    if lack is None or draft is None:
        return ""
    if lack.people == 0:
        return (
            "Nobody can tell who edited the knowledge folder, so whoever runs the bot has to confirm this: "
            f"python -m bot refresh --approve {draft.id}"
        )
    count = "two moderators" if lack.people == 2 else "one more moderator" if draft.approvers else "one moderator"
    have, who = ("have" if lack.people == 2 else "has"), ("" if lack.nobody else " who did not make this change")
    why = ". Nobody can tell who edited the knowledge folder, so it takes two" if lack.nobody else ""
    noted = "You approve. " if result.kind == "needs another" and result.person_id in draft.approvers else ""
    return f"{noted}{count[0].upper()}{count[1:]}{who} {have} to press Publish {_WHERE}{why}."


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
        last = [] if result.replies is None else [_replies(result.replies)]
        return changed(head, result.changes, _FILE, first=first, last=last)
    return fitting(head, [line for section in first for line in (f"{section.title}:", *section.lines)], _FILE)


def reply_lines(replies: Replies) -> list[str]:
    """Return which replies to questions would change, and of how many that is known, as lines of plain text."""
    section = _replies(replies)
    return [f"{section.title}:", *section.lines]


def _replies(replies: Replies) -> Section:
    """Return which replies to questions would change, and of how many that is known."""
    total = replies.asked + replies.same + replies.left_out
    lines = [f'  "{exact(each.question)}": {each.before} -> {each.after}' for each in replies.changes]
    lines.append(f"  Asked of both versions: {replies.asked:,} of {counted(total, 'question', 'questions')}.")
    if replies.same:
        lines.append(f"  {replies.same:,} more are, word for word, ways of asking for the same as before.")
    if replies.left_out:
        lines.append(f"  {replies.left_out:,} were left out, as there are so many; those asked are a fair sample.")
    return Section(
        "Replies that would change, old -> new" if replies.changes else "No reply would change", tuple(lines)
    )


def _indented(faults: Iterable[Fault]) -> tuple[str, ...]:
    return tuple(f"  {exact(str(fault))}" for fault in faults)
