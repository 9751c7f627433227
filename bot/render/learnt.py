"""What people chose for their questions, as moderators are shown it to approve it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .limits import MAX_CHOICE, whole_lines
from .notes import MAX_NOTE, Note, as_typed, counted

if TYPE_CHECKING:
    from ..core.knowledge.model import Entry
    from ..store import Gap

__all__ = [
    "APPROVE_ALL",
    "APPROVE_SOME",
    "DECLINE",
    "NOTHING_LEARNT",
    "learnt",
    "learnt_choice",
    "learnt_details",
    "learnt_reason",
]

APPROVE_ALL = "Approve all"
APPROVE_SOME = "Approve some of them"
DECLINE = "Leave some out for good"
NOTHING_LEARNT = (
    "There is nothing to learn. A question shows up here once two people have put it and then chosen the same answer, "
    "from what I suggested or by *Not what I asked*."
)


def learnt(found: Sequence[Gap], entries: Mapping[str, Entry], more: int) -> Note:
    """Return questions with what people chose for them, by entry. more: how many others there are."""
    lines = ["People chose these answers for their questions. Approved, a question is a way of asking for its answer."]
    for target in dict.fromkeys(each.target or "" for each in found):
        lines.append(f"**{as_typed(entries[target].title)}** (`{target}`)")
        lines += [f"- {as_typed(each.text)} ({learnt_details(each)})" for each in found if each.target == target]
    if more:
        lines.append(f"{counted(more, 'more question', 'more questions')} will show once these are settled.")
    return Note(whole_lines(lines, MAX_NOTE))


def learnt_choice(each: Gap) -> str:
    """Return a question with what was chosen for it, as a choice in a menu."""
    lead = f" -> {each.target}"
    return f"{each.text[: MAX_CHOICE - len(lead)]}{lead}"


def learnt_details(each: Gap) -> str:
    """Return how many chose so."""
    return counted(each.askers, "person", "people")


def learnt_reason(count: int) -> str:
    """Return what the history says of so many approved."""
    return f"{counted(count, 'way of asking', 'ways of asking')} that people chose the answer to themselves"
