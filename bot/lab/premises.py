"""How well questions are set right: the wrong numbers of the report that they take for granted, and no others.

Knows nothing of whether they are answered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core.answering.reply import Reply
from .questions import lacking, listed

__all__ = ["MEASURES", "PremiseEvaluation", "Told", "evaluate_premises", "read_told"]

_SIGNS = re.compile(r"[^\w.,/]+")

MEASURES = ("corrected", "left_alone")
"""The shares by which a set of questions is judged; each the higher the better."""


@dataclass(frozen=True, slots=True)
class Told:
    """A question that tells or takes for granted numbers.

    ask: The question.
    wrong: Those of its numbers that the report has otherwise, as they are said; () if there are none.
    """

    ask: str
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PremiseEvaluation:
    """The questions of a set, each with what was corrected of it, as it is said."""

    judged: tuple[tuple[Told, tuple[str, ...]], ...]

    @property
    def size(self) -> int:
        """How many questions there are."""
        return len(self.judged)

    def shares(self) -> dict[str, float]:
        """Return the MEASURES: of the questions with wrong numbers those in which all of these are corrected, and
        nothing else; of the others those in which nothing is."""
        wrong = [_is_right(told, said) for told, said in self.judged if told.wrong]
        others = [not said for told, said in self.judged if not told.wrong]
        shares = (sum(each) / len(each) if each else 1.0 for each in (wrong, others))
        return dict(zip(MEASURES, shares, strict=True))

    def as_json(self) -> dict[str, Any]:
        """Return everything measured, for machines."""
        return {
            "questions": self.size,
            **self.shares(),
            "wrong": [
                {"ask": told.ask, "wrong": list(told.wrong), "corrected": list(said)}
                for told, said in self.judged
                if not _is_right(told, said)
            ],
        }

    def __str__(self) -> str:
        """Return everything measured as text for readers."""
        shares = self.shares()
        lines = [f"wrong numbers corrected {shares['corrected']:.1%}, stories left alone {shares['left_alone']:.1%}"]
        for told, said in self.judged:
            if not _is_right(told, said):
                lines.append(
                    f"  corrected {', '.join(said) or 'nothing'}, not {', '.join(told.wrong) or 'nothing'}: {told.ask}"
                )
        return "\n".join(lines)


def evaluate_premises(questions: Sequence[Told], answer: Callable[[str], Reply]) -> PremiseEvaluation:
    """Ask every question, and note what is corrected of it: its numbers, and its names."""
    judged = [(told, tuple(each.said for each in answer(told.ask).corrections)) for told in questions]
    return PremiseEvaluation(tuple(judged))


def read_told(paths: Iterable[Path]) -> list[Told]:
    """Return the questions of YAML files, and of all those in folders, in the order of their names.

    Raises KnowledgeError with the first fault, and FileNotFoundError.
    """
    found = []
    for document, at, item in listed(paths):
        if not isinstance(item.get("ask"), str) or not isinstance(item.get("wrong"), list):
            raise lacking(document, at, 'a question has no "ask" or no list "wrong"')
        wrong = item["wrong"]
        assert isinstance(wrong, list)
        found.append(Told(str(item["ask"]), tuple(str(said) for said in wrong)))
    return found


def _is_right(told: Told, corrected: Sequence[str]) -> bool:
    """Tell whether what was corrected is what is wrong; a number may be said with more or fewer words around it."""
    every = all(any(_same(said, each) for each in corrected) for said in told.wrong)
    return every and all(any(_same(said, each) for said in told.wrong) for each in corrected)


def _same(one: str, other: str) -> bool:
    """Tell whether two numbers as they are said are one: equal, or the one with more words around it."""
    first, second = (f" {_SIGNS.sub(' ', said).strip()} " for said in (one, other))
    return first in second or second in first
