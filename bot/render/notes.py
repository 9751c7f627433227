"""Notes: what is said in a line to one person; `Note`, which may bring a file; what stands on a form and on pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .limits import whole_lines

__all__ = [
    "FAILED",
    "FORM_LABEL",
    "FORM_TITLE",
    "GONE",
    "MAX_NOTE",
    "NEXT",
    "NOT_ALLOWED",
    "NOT_FORGOTTEN",
    "NOT_YOURS",
    "NO_CHART",
    "NO_QUOTES",
    "NO_SUCH",
    "PREVIOUS",
    "Note",
    "as_typed",
    "attached",
    "counted",
    "fitting",
    "forgotten",
    "typed_in",
    "wait",
]

MAX_NOTE = 1_900
"""Characters of a note, of Discord's 2,000, so that a remark can be added."""

FAILED = "Something went wrong on my side, so I cannot answer that now. The people who run me can see it in the log."
GONE = "The report's entries have changed since, and this one has gone. Ask again, please."
NOT_YOURS = "Only the person who asked can change this answer. Ask me yourself, and you get your own."
NO_CHART = "There is nothing to draw for this one."
NO_SUCH = "I have nothing of that name. Begin to type, and choose from the list."
NO_QUOTES = "The report quotes nobody like that."
NOT_ALLOWED = "Only this server's moderators can do that."
NOT_FORGOTTEN = "I cannot reach what I keep just now, so it may not all be deleted. Try again in a while, please."
FORM_TITLE = "Ask the report"
FORM_LABEL = "Your question"
PREVIOUS = "Back"
NEXT = "More"


def wait(seconds: float) -> str:
    """Return the note to somebody who asks too fast."""
    left = max(1, round(seconds))
    return f"You ask faster than I may answer. Ask again in {left} second{'s' * (left > 1)}, and I will gladly reply."


def forgotten(questions: int) -> str:
    """Return what somebody is told whose traces were deleted. questions: how many of theirs there were."""
    asked = f"{counted(questions, 'question', 'questions')} of yours that found no answer"
    return (
        f"Deleted: whether you like replies to be private, {asked}, and which entries I showed you in direct messages. "
        "I keep nothing else of you, but for what moderators did to the knowledge."
    )


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody is told that looks after the knowledge, and what did not fit into it."""

    text: str
    file: tuple[str, str] | None = None
    """Name and text; None if all fitted."""


def typed_in(note: Note, typed: str) -> Note:
    """Return a note with what somebody typed into a form, so that they can paste it again; "" for nothing."""
    if not typed:
        return note
    more = f"{note.file[1]}\n\n{typed}" if note.file is not None else typed
    return Note(f"{note.text}\nWhat you typed is in the file.", ("what-you-typed.txt", more))


def fitting(head: str, lines: Sequence[str], name: str) -> Note:
    """Return a note of all lines in a block, or of those that fit, and of all in a file."""
    if not lines:
        return Note(head[:MAX_NOTE])
    room = MAX_NOTE - len(head) - 40
    shown = whole_lines((line.replace("```", "'''") for line in lines), max(0, room))
    text = f"{head}\n```\n{shown}\n```" if shown else head[:MAX_NOTE]
    if shown.count("\n") + 1 == len(lines) and shown:
        return Note(text)
    return Note(f"{text}\nAll of it is in the file.", attached(name, lines))


def attached(name: str, lines: Iterable[str]) -> tuple[str, str]:
    """Return the file of a note that holds some lines."""
    return name, "\n".join(lines) + "\n"


def counted(number: int, one: str, several: str) -> str:
    """Return a number with what was counted."""
    return f"{number} {one if number == 1 else several}"


def as_typed(text: str) -> str:
    """Return text that people typed so that Discord shows it as typed, in one line."""
    return re.sub(r"([\\*_`~|<>#\[\]])", r"\\\1", " ".join(text.split()))
