"""What a number counts where its own words do not say: "29 of them", after "86 patients had a red tray".

By a few ways in which reports put it; where none of them fits, nothing is made of the number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..core.knowledge.figure_proof import prove_written
from ..core.knowledge.figure_reading import FigureError, written
from ..core.language.grammar import is_plural
from .clauses import PREPOSITIONS, clauses
from .figures import Found, figures
from .verbs import verb
from .words import Word, joined

__all__ = ["Counted", "counted"]

_THEM = r"\s+of\s+(?:them|these|those)\b"
_IS = r"\s+(?:is|are|was|were|has|have|had|got|did|said|came|went|could|would)\b"
_ELSEWHERE = "what it counts stands in a sentence before"


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with what it counts.

    Attributes:
        figure: It, with its unit; where it is asked for it stands in `told`.
        says: The sentence, with what is counted in the place of "them".
        told: The sentence in which the figure stands as it is written.
        evidence: The source's words: the sentences between may be left out.
    """

    figure: Found
    says: str
    told: str
    evidence: str


def counted(sentence: str, number: str, earlier: Sequence[str]) -> Counted | None:
    """Return what a number of a sentence counts; None if that is not plain.

    Args:
        sentence: The sentence.
        number: The number, as it stands there without what it counts.
        earlier: The sentences before it in the same paragraph.
    """
    said = re.escape(number)
    of_them = re.search(rf"\b{said}({_THEM})", sentence)
    others = re.search(_THEM, sentence) is not None and re.search(rf"(?:\band|,|\bwhile)\s+{said}{_IS}", sentence)
    if of_them is not None or others:
        at = next((at for at in range(len(earlier) - 1, -1, -1) if _counts(earlier[at])), None)
        if at is not None:
            whole = f" of the {_counts(earlier[at])[-1].said} {_counts(earlier[at])[-1].unit}"
            says = re.sub(_THEM, whole, sentence, count=1)
            return _made(number, whole, says, sentence, earlier, at)
    part = re.search(rf"\b{said}\s+of\s+the\s+(\d[\d,]*)(?={_IS})", sentence)
    for at in range(len(earlier) - 1, -1, -1) if part is not None else ():
        for found in _counts(earlier[at]):
            if part is not None and found.said == part[1]:
                says = f"{sentence[: part.end()]} {found.unit}{sentence[part.end() :]}"
                return _made(number, f" of the {found.said} {found.unit}", says, sentence, earlier, at)
    inside = re.match(rf"Of (?:the|these|those)\b.*,\s+{said}{_IS}", sentence) or re.search(
        rf",\s+of\s+(?:whom|which)\s+{said}\b", sentence
    )
    if inside is not None and (
        wholes := [each for each in _counts(sentence) if each.start < inside.end() and each.said != number]
    ):
        return _made(number, f" of the {wholes[-1].said} {wholes[-1].unit}", sentence, sentence, (), 0)
    there = re.match(
        rf"There\s+(?:are|were)\s+(?:now\s+|then\s+|still\s+|only\s+)*{said}(?:{_THEM})?(?=[ ,.;])", sentence
    )
    for at in range(len(earlier) - 1, -1, -1) if there is not None else ():
        noun = _noun(earlier[at])
        if noun and there is not None:
            says = re.sub(_THEM, "", sentence, count=1).replace(number, f"{number} {noun}", 1)
            return _made(number, f" {noun}", says, sentence, earlier, at)
    return None


def _counts(sentence: str) -> list[Found]:
    return [each for each in figures(sentence)[0] if each.of == "count" and each.unit and not each.doubt]


def _made(number: str, behind: str, says: str, sentence: str, earlier: Sequence[str], at: int) -> Counted | None:
    """Return a number with what stands behind it, if both are proved by the sentence and an earlier one."""
    evidence = sentence
    if earlier:
        evidence = f"{earlier[at]} {'' if at == len(earlier) - 1 else '[...] '}{sentence}"
    text = number + behind
    try:
        prove_written(written(text), evidence, "")
    except FigureError:
        return None
    told = re.sub(r"^Of (?:the|these|those)\b.*?,\s+(?=\W*" + re.escape(number) + r"\b)", "", says)
    told = re.sub(r".*,\s+of\s+(?:whom|which)\s+(?=" + re.escape(number) + r"\b)", "", told)
    told = told if text in told else re.sub(rf"\b{re.escape(number)}\b", text, told, count=1)
    start = told.find(text)
    unit = re.sub(r"^ of the \S+ ", "", behind).strip()
    doubt = _ELSEWHERE if earlier else ""
    found = Found(text, "count", unit, start, start + len(number), start + len(text), number, doubt)
    return Counted(found, says, told, evidence)


def _noun(sentence: str) -> str:
    """Return what a sentence says that there is: the first noun in the plural behind its verb."""
    clause = next((each for each in clauses(sentence) if each.finite), None)
    taken: list[Word] = []
    for word in clause.rest if clause is not None else ():
        if word.low in PREPOSITIONS or word.before or any(char.isdigit() for char in word.text):
            break
        taken.append(word)
        if is_plural(word.low) and verb(word.low) is None:
            return joined(taken)
        if word.after:
            break
    return ""
