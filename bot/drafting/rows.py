"""The rows of a table: what tells them apart, and the figures of their cells with what these count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..core.knowledge.figure_proof import prove_written
from ..core.knowledge.figure_reading import FigureError, written
from ..core.language.english import ordinary, stem
from ..core.language.text import fold, words
from .question import LONGEST_TITLE, Asking, few
from .text import Block
from .wording import keywords, lowered, opened, shortened

__all__ = ["cell_figure", "told_apart"]

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


def cell_figure(cell: str, head: str, label: str, first: str, block: Block) -> tuple[str, str]:
    """Return the figure of a cell with its unit, and that unit; "" for both if none can be proved."""
    evidence, header = block.text, block.header
    bare = re.sub(r"\([^)]*\)", "", head).strip()
    sign = next((each for each in "£$€" if each in head), "")
    scale = next((each for each in ("billion", "million", "thousand") if each in head.casefold()), "")
    if re.search(r"[£$€]\s?m\b", head):
        scale = "million"
    if re.search(r"[£$€]\s?bn\b", head):
        scale = "billion"
    percent = "%" in head or "per cent" in head.casefold() or "percent" in head.casefold()
    plain = cell.strip()
    tries: list[tuple[str, str]] = []
    if sign or plain[:1] in "£$€":
        tries.append((f"{'' if plain[:1] in '£$€' else sign}{plain}{' ' + scale if scale else ''}", ""))
    if percent or plain.endswith("%"):
        tries.append((plain if plain.endswith("%") else f"{plain} %", ""))
    plain_word = bare.istitle() and bare.casefold() in ordinary()
    units = [bare.lower() if plain_word else lowered(bare)] if bare and not re.search(r"\d", bare) else []
    ending = re.split(r"\b(?:of|in|for|by|who|that|with)\b", label)[0].strip()
    if ending.endswith("s") and len(ending.split()) < 6 and re.search(r"\d", head):
        units.insert(0, lowered(ending))
    if re.search(r"\d", head) and first.endswith("s"):
        units.append(lowered(first))
    if plain == "1":
        units = [unit.removesuffix("s") if unit.endswith("s") else unit for unit in units]
    tries += [(f"{plain} {unit}", unit) for unit in units]
    for text, unit in tries:
        try:
            prove_written(written(text), evidence, header)
        except FigureError:
            continue
        return text, unit
    return "", units[0] if units else ""
