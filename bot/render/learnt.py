"""Questions that people say an entry answers, as moderators are shown them to approve them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .exact import exact
from .limits import MAX_CHOICE, whole_lines
from .notes import MAX_NOTE, Note, as_typed, attached, counted

if TYPE_CHECKING:
    from ..core.answering.taking import Taken
    from ..core.knowledge.model import Entry
    from ..store import Candidate

__all__ = [
    "APPROVE_ALL",
    "APPROVE_SOME",
    "DECLINE",
    "NOTHING_LEARNT",
    "doubts",
    "learnt",
    "learnt_choice",
    "learnt_details",
    "learnt_reason",
]

APPROVE_ALL = "Approve all"
APPROVE_SOME = "Approve some of them"
DECLINE = "Leave some out for good"
NOTHING_LEARNT = (
    "There is nothing to learn. A question shows up here once two people have said that the same answer is right for "
    "it: they chose it from what I suggested or by *Not what I asked*, pressed *Helpful*, or found it by asking again "
    "in other words."
)
_FILE = "learnt.txt"
_INTRODUCTION = "People say that these answers are right for these questions. Approved, each becomes a way of asking."
_REST = "The whole list is in the attached file."
_LOOK_TWICE = "**Look twice** where it says so: *Approve all* leaves those out. Choose one by itself if it is right."


def learnt(found: Sequence[tuple[Candidate, Sequence[Taken]]], entries: Mapping[str, Entry], more: int) -> Note:
    """Return questions with what they would take, by entry. more: how many others there are."""
    head = _INTRODUCTION
    if any(taken for _, taken in found):
        head += f" {_LOOK_TWICE}"
    lines = []
    for target in dict.fromkeys(each.target for each, _ in found):
        lines.append(f"**{as_typed(entries[target].title)}** (`{target}`)")
        for each, taken in found:
            if each.target == target:
                doubt = f". **Look twice:** {'; '.join(doubts(taken))}" if taken else ""
                lines.append(f"- {as_typed(each.text)} ({learnt_details(each)}){doubt}")
    if more:
        lines.append(f"{counted(more, 'more question', 'more questions')} will show once these are settled.")
    text = whole_lines([head, *lines], MAX_NOTE - len(_REST) - 1)
    if text.count("\n") == len(lines):
        return Note(text)
    return Note(f"{text}\n{_REST}", attached(_FILE, lines))


def doubts(taken: Sequence[Taken], *, plain: bool = False) -> list[str]:
    """Return what a question would take, each in a few words. plain: for a terminal, where nothing is marked up."""
    shown = exact if plain else as_typed
    return [_doubt(each, shown(each.question), each.owner if plain else f"`{each.owner}`") for each in taken]


def _doubt(taken: Taken, question: str, owner: str) -> str:
    people = counted(taken.people, "person", "people")
    return {
        "answered": f"{owner} answers it now",
        "alike": f'it is like "{question}", which asks for {owner}',
        "chosen": f"{people} chose {owner} for it",
        "changed": f'"{question}" would no longer get {owner}',
        "contested": f"{people} {'says' if taken.people == 1 else 'say'} that it is wrong",
    }[taken.why]


def learnt_choice(each: Candidate) -> str:
    """Return a question with its entry, as a choice in a menu."""
    lead = f" -> {each.target}"
    return f"{each.text[: MAX_CHOICE - len(lead)]}{lead}"


def learnt_details(each: Candidate, taken: Sequence[Taken] = ()) -> str:
    """Return how many say so, and whether to look twice."""
    people = counted(each.people, "person", "people")
    return f"{people}; look twice" if taken else people


def learnt_reason(count: int) -> str:
    """Return what the history says of so many approved."""
    return f"{counted(count, 'way of asking', 'ways of asking')} that people say the answer is right for"
