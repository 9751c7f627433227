"""Notes: what is said in a line to one person; `Note`, which may bring a file; what stands on a form and on pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..core.language.text import visible
from .limits import whole_lines

__all__ = [
    "FORM_LABEL",
    "FORM_TITLE",
    "GLAD",
    "GONE",
    "MAX_NOTE",
    "NEXT",
    "NOTHING_ELSE",
    "NOT_ALLOWED",
    "NOT_FORGOTTEN",
    "NOT_YOURS",
    "NO_CHART",
    "NO_QUOTES",
    "NO_RECORDS",
    "NO_SUCH",
    "ODD_INPUT",
    "ONE_OF_THESE",
    "PREVIOUS",
    "TEXT_ONLY",
    "WRONG_KEPT",
    "WRONG_TELL",
    "Note",
    "as_typed",
    "attached",
    "counted",
    "failed",
    "fitting",
    "forgotten",
    "not_my_role",
    "typed_in",
    "wait",
]

MAX_NOTE = 1_900
"""Characters of a note, of Discord's 2,000, so that a remark can be added."""

GONE = "That entry has changed since then and is gone. Please ask again."
NOT_YOURS = "Only the person who asked can change this answer. Ask me yourself to get your own."
ONE_OF_THESE = "Did you mean one of these?"
NOTHING_ELSE = "I know nothing else that comes near. Please ask again in other words."
GLAD = "Thank you, I'm glad it helped."
WRONG_KEPT = "Thank you for telling me. Moderators look through questions that I got wrong, and can put me right."
WRONG_TELL = "Thank you for telling me. Please tell the moderators what is wrong, with a link to my message."
NO_CHART = "There is no chart for this one."
NO_SUCH = "I have nothing by that name. Start typing and choose from the list."
NO_QUOTES = "The report quotes nobody on that."
NOT_ALLOWED = "Only this server's moderators can do that."
NOT_FORGOTTEN = (
    "I can't reach my records right now, so not everything may have been deleted. Please try again in a moment."
)
NO_RECORDS = "I can't reach my records right now. Please try again in a moment."
ODD_INPUT = "I can't make sense of that. It may come from an older version of me; please start again with the command."
FORM_TITLE = "Ask the report"
FORM_LABEL = "Your question"
TEXT_ONLY = "I can only read text. Ask me in words, and I'll look in the report."
PREVIOUS = "Back"
NEXT = "More"


def failed(request: str) -> str:
    """Return what somebody is told if something has failed. request: by which id the log knows it; "" if by none."""
    where = f"find it in the log under `{request}`" if request else "see it in the log"
    return f"Something went wrong on my side, so I can't answer that right now. The people who run me can {where}."


def wait(seconds: float) -> str:
    """Return the note to somebody who asks too fast."""
    left = max(1, round(seconds))
    return f"That was a lot of questions at once. Please ask again in {left} second{'s' * (left > 1)}."


def not_my_role(mention: str) -> str:
    """Return the note to somebody who mentioned the bot's role, which keeps their words from it."""
    return f"Discord doesn't show me messages that mention my role. Please mention {mention} instead, or use /ask."


def forgotten(questions: int) -> str:
    """Return what somebody is told whose traces were deleted. questions: how many of theirs there were."""
    asked = f"{counted(questions, 'question', 'questions')} of yours that I couldn't answer"
    return (
        f"Deleted: your choice of private replies, {asked}, and which entries I showed you in direct messages. "
        "I keep nothing else about you, except what moderators did to the knowledge, without the reasons they gave."
    )


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody is told that looks after the knowledge, and what did not fit into it."""

    text: str
    file: tuple[str, str] | None = None
    """Name and text; None if all fitted."""
    more: tuple[str, ...] = ()
    """Texts of further messages, in order: what nobody may be left to look up in the file."""


def typed_in(note: Note, typed: str) -> Note:
    """Return a note with what somebody typed into a form, so that they can paste it again; "" for nothing."""
    if not typed:
        return note
    more = f"{note.file[1]}\n\n{typed}" if note.file is not None else typed
    return replace(
        note, text=f"{note.text}\nWhat you typed is in the attached file.", file=("what-you-typed.txt", more)
    )


def fitting(head: str, lines: Sequence[str], name: str) -> Note:
    """Return a note of all lines in a block, or of those that fit, and of all in a file."""
    if not lines:
        return Note(head[:MAX_NOTE])
    room = MAX_NOTE - len(head) - 40
    shown = whole_lines((line.replace("```", "'''") for line in lines), max(0, room))
    text = f"{head}\n```\n{shown}\n```" if shown else head[:MAX_NOTE]
    if shown.count("\n") + 1 == len(lines) and shown:
        return Note(text)
    return Note(f"{text}\nThe whole list is in the attached file.", attached(name, lines))


def attached(name: str, lines: Iterable[str]) -> tuple[str, str]:
    """Return the file of a note that holds some lines."""
    return name, "\n".join(lines) + "\n"


def counted(number: int, one: str, several: str) -> str:
    """Return a number with what was counted."""
    return f"{number} {one if number == 1 else several}"


def as_typed(text: str) -> str:
    """Return text that people typed so that Discord shows it as typed, in one line. What is hidden in it is shown."""
    return re.sub(r"([\\*_`~|<>#\[\]])", r"\\\1", visible(" ".join(text.split())))
