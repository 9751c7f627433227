"""The forms of an entry: what stands on them, what was typed as a file that can be read back, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .notes import MAX_NOTE, Note, fitting

if TYPE_CHECKING:
    from ..errors import Fault

__all__ = [
    "ADD_TITLE",
    "CHANGE",
    "EDIT_TITLE",
    "FIELDS",
    "FIELD_NOTES",
    "MORE_ASKED",
    "MORE_FIELDS",
    "TYPED_FILE",
    "TYPED_GONE",
    "form_overtaken",
    "form_refused",
    "given_back",
    "read_typed",
    "typed_text",
]

ADD_TITLE = "A new entry"
EDIT_TITLE = "An entry"
CHANGE = "Change it"
MORE_FIELDS = "Quotation and more"
TYPED_FILE = "what-you-typed.txt"
TYPED_GONE = "Discord won't give me back what you typed right now. Please try again in a moment."
MORE_ASKED = "More ways of asking, one per line"
FIELDS = {
    "title": "Title, in a few words",
    "says": "The fact, in one sentence",
    "figure": "The figure, as the source writes it",
    "evidence": "The source's own words (at least four)",
    "asked": "Ways of asking for it, one per line",
    "quote": "What somebody said, word for word",
    "speaker": "Who said it",
    "role": "Who that is",
    "topic": "What it is listed under",
    "short": "A shorter title, for buttons",
    "source": "The source",
}
"""What stands above each field of a form, by its key."""
FIELD_NOTES = {
    "figure": "Such as: 374 cases, £1.7 billion a year. Leave it empty if there is none.",
    "role": "Their office, say. Leave it empty if the name is enough.",
}
"""What stands below that, where there is more to say."""
_INDENT = "    "


def typed_text(typed: Mapping[str, str]) -> str:
    """Return what somebody typed as a text for people, which `read_typed` reads back."""
    lines = []
    for key, label in FIELDS.items():
        if key in typed:
            lines += [f"{label}:", *(f"{_INDENT}{line}" for line in typed[key].split("\n")), ""]
    return "\n".join(lines)


def read_typed(text: str) -> dict[str, str]:
    """Return what somebody typed, by key, from the text that `typed_text` made of it."""
    keys = {f"{label}:": key for key, label in FIELDS.items()}
    typed: dict[str, list[str]] = {}
    key = None
    for line in text.split("\n"):
        if line.startswith(_INDENT) and key is not None:
            typed[key].append(line.removeprefix(_INDENT))
        elif line in keys:
            key = keys[line]
            typed[key] = []
    return {key: "\n".join(lines) for key, lines in typed.items()}


def form_refused(named: Sequence[tuple[str | None, Fault]]) -> Note:
    """Return what is wrong with what somebody typed: each fault by the field that it is about, None for another."""
    lines = [f"{FIELDS[key]}: {fault.what}; {fault.remedy}" if key else str(fault) for key, fault in named]
    return fitting("Nothing has changed: this can't be published yet.", lines, "faults.txt")


def form_overtaken(fields: Mapping[str, str]) -> Note:
    """Return that others have changed fields since the form was opened. fields: what stands there now, by key."""
    now = [f"{FIELDS[key]}: {text or '(empty)'}" for key, text in fields.items()]
    return fitting("Nothing has changed: since you opened the form, somebody else changed this to:", now, "now.txt")


def given_back(note: Note) -> Note:
    """Return a note that says as well where what somebody typed is."""
    return Note(f"{note.text}\nWhat you typed is kept: press *{CHANGE}* to go on with it."[: MAX_NOTE + 90], note.file)
