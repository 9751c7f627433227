"""What tells the rows of a table apart: the words that only one of them has, and the vote that it begins with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..core.language.english import stem
from ..core.language.text import fold, words
from .question import LONGEST_TITLE, Asking, few
from .wording import keywords, lowered, opened, shortened

__all__ = ["told_apart"]

_VOTE = re.compile(r"(yes|no|maybe|unsure|agree|disagree|don['’]t know)\b[.,;:–—]", re.IGNORECASE)
_VOTING = ("said", "answered", "voted")
_LONG = 40  # characters of a label that says more than its row is called


def told_apart(asking: Asking, label: str, labels: Sequence[str], column: str, first: str) -> Asking:
    """Return how a cell is asked for, its row told from the others of its table.

    Args:
        asking: How it is asked for by the whole of its label.
        label: What its row is about.
        labels: What all rows of the table are about.
        column: The header of its column.
        first: The header of the first column; a question, where rows are answers.
    """
    others = [each for each in labels if each != label]
    question = first.rstrip().endswith("?")
    vote = _VOTE.match(label)
    brief = [f"how many {said} {vote[1].lower()}" for said in _VOTING] if vote and question else []
    asking = replace(asking, brief=(*asking.brief, *brief))
    own = _own(label, others)
    if not own or len(label) < _LONG:
        return asking
    head = column.lower() if column.istitle() else lowered(column)
    telling, onwards = lowered(keywords(" ".join(own), most=6)), _bare(label)[_bare(label).find(own[0]) :].rstrip(".? ")
    asked = [f"how many wanted {telling}", f"how many said {telling}", telling] if question else [f"{telling} {head}"]
    asked.append(f"{lowered(keywords(onwards, most=6))} {head}")
    same = any(fold(each)[:_LONG] == fold(label)[:_LONG] for each in others)
    title = (
        f"{shortened(opened(onwards.rstrip('.?')), LONGEST_TITLE - len(head) - 2)}: {head}" if same else asking.title
    )
    return replace(asking, title=title, asked=few([*asked, *asking.asked]))


def _own(label: str, others: Sequence[str]) -> list[str]:
    """Return the words of a label that stand in none of the others, in order; none of what it adds in brackets."""
    known = {stem(word) for other in others for word in words(fold(other))}
    kept = [word for word in _bare(label).split() if {stem(each) for each in words(fold(word))} - known]
    return [word for word in (each.strip(".,;:()?") for each in kept) if word]


def _bare(label: str) -> str:
    return re.sub(r"\s*\([^()]*\)", "", label)
