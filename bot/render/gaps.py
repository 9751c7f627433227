"""Questions that found no answer, as moderators are shown them: to be taught, or put out of scope."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .limits import MAX_CHOICE, whole_lines
from .notes import MAX_NOTE, Note, as_typed, counted

if TYPE_CHECKING:
    from ..store import Gap

__all__ = [
    "CHOOSE_GAP",
    "CHOOSE_TARGET",
    "NO_GAP",
    "NO_TARGET",
    "REFUSE",
    "REOPEN",
    "SILENCE",
    "gap",
    "gap_choice",
    "gap_details",
    "gaps",
]

CHOOSE_GAP = "Choose a question"
CHOOSE_TARGET = "Teach it to an entry"
REFUSE = "Out of scope"
REOPEN = "Reopen"
SILENCE = "what the report does not say"
NO_GAP = "There is no such question, or too few people have asked it; /knowledge gaps shows the ones there are."
NO_TARGET = "There is no such entry. Start typing and choose one from the list."

_MAX_LINE = 90  # characters of a question in a list


def gaps(found: Sequence[Gap], state: str, page: int, *, more: bool) -> Note:
    """Return a page of questions that found no answer, from 0. more: whether another follows."""
    if not found:
        return Note(f"No questions are {state}. A question shows up here once two people have asked it.")
    head = f"Questions without an answer, {state}{f', page {page + 1}' if page or more else ''}:"
    return Note(whole_lines([head, *(f"- {_gap_line(each)}" for each in found)], MAX_NOTE))


def gap(each: Gap) -> Note:
    """Return one question, to be taught or refused."""
    state = f"taught to `{each.target}`" if each.target else each.state
    return Note(f"{_gap_line(each)}\nNow: {state}. For an entry that is not in the menu, use /knowledge teach.")


def gap_choice(each: Gap) -> str:
    """Return a question as a choice in a list."""
    return each.text[:MAX_CHOICE]


def gap_details(each: Gap) -> str:
    """Return how often a question was asked, as stands below a choice."""
    return f"{counted(each.askers, 'person', 'people')}, {each.asked} times"


def _gap_line(each: Gap) -> str:
    text = each.text if len(each.text) <= _MAX_LINE else f"{each.text[:_MAX_LINE]} ..."
    target = f", taught to `{each.target}`" if each.target else ""
    return f"**{as_typed(text)}** ({gap_details(each)}, last <t:{int(each.last)}:R>{target})"
