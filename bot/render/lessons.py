"""What people asked in vain, and what they say the answer is, as the terminal lists it for those who teach the base."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from .exact import exact
from .gaps import gap_details
from .learnt import doubts, learnt_details
from .notes import counted

if TYPE_CHECKING:
    from ..core.answering.taking import Taken
    from ..core.knowledge.model import Entry
    from ..store import Candidate, Gap

__all__ = ["LESSONS_HELP", "candidate_json", "gap_json", "lessons", "taught_lines"]

LESSONS_HELP = """\
approve all          make all of them ways of asking, but those to look twice at
approve NUMBER ...   make these ways of asking
teach NUMBER ENTRY   make a question one of the ways of asking for an entry, or for what the report does not say
decline NUMBER ...   leave these out for good
quit                 end; so does Ctrl+D"""


def lessons(
    found: Sequence[tuple[Candidate, Sequence[Taken]]],
    gaps: Sequence[tuple[Gap, Sequence[str]]],
    entries: Mapping[str, Entry],
) -> list[str]:
    """Return the lines of a list: what people say by entry, then what found no answer.

    gaps: Each with the ids of the entries and silences that it is likeliest about.
    """
    lines = []
    for target in dict.fromkeys(each.target for each, _ in found):
        lines += ["", f"{exact(entries[target].title)} ({target}), people say:"]
        for each, taken in found:
            if each.target == target:
                lines.append(f"{each.id:6}  {exact(each.text)} ({learnt_details(each)})")
                lines += [f"        look twice: {doubt}" for doubt in doubts(taken, plain=True)]
    if gaps:
        lines += ["", "No answer yet:"]
    for gap, nearest in gaps:
        near = f"; perhaps {', '.join(nearest)}" if nearest else ""
        lines.append(f"{gap.id:6}  {exact(gap.text)} ({gap_details(gap)}{near})")
    if not lines:
        return ["There is nothing to learn: a question shows up here once two people have put it."]
    head = [counted(len(found), "question", "questions") + " with an answer that people say is right"] if found else []
    head += [counted(len(gaps), "question", "questions") + " without an answer"] if gaps else []
    return [", ".join(head), *lines]


def taught_lines(count: int, names: Sequence[str]) -> list[str]:
    """Return what is said once so many ways of asking stand in these files."""
    return [
        f"{counted(count, 'way of asking', 'ways of asking')} written into {', '.join(names)}.",
        "A running bot takes that up by itself, or makes a draft of it where others have to approve.",
    ]


def candidate_json(each: Candidate, taken: Sequence[Taken]) -> str:
    """Return what people say of a question as a line of JSON, all keys always present."""
    takes = [
        {"why": t.why, "entry": t.owner or None, "question": t.question or None, "people": t.people} for t in taken
    ]
    return json.dumps(
        {
            "id": each.id, "kind": "candidate", "question": each.text, "entry": each.target, "people": each.people,
            "against": each.against, "times": None, "last": _iso(each.last), "takes": takes, "perhaps": [],
        }, ensure_ascii=False,
    )  # fmt: skip


def gap_json(gap: Gap, nearest: Sequence[str]) -> str:
    """Return a question that found no answer as a line of JSON with the same keys."""
    return json.dumps(
        {
            "id": gap.id, "kind": "gap", "question": gap.text, "entry": None, "people": gap.askers, "against": 0,
            "times": gap.asked, "last": _iso(gap.last), "takes": [], "perhaps": list(nearest),
        }, ensure_ascii=False,
    )  # fmt: skip


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
