"""A scored set -> what is measured of the replies, beside the floors that must be reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from ..core.answering.answerer import Answerer
from ..errors import ScoredSetError
from .claims import ClaimEvaluation, evaluate_claims, read_messages
from .evaluation import Evaluation, evaluate
from .premises import PremiseEvaluation, evaluate_premises, read_told
from .questions import read_questions
from .sets import Kind, ScoredSet

__all__ = ["Missed", "Score", "Tell", "heading", "measure", "score"]

_ROUNDING = 1e-9
_T = TypeVar("_T")
Tell = Callable[[int, int], None]
"""Is told how many are done, and how many there are."""


def _nobody(done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A floor that was not reached: of which set and measure, and both shares, 0.0 to 1.0."""

    set: str
    measure: str
    share: float
    floor: float

    def __str__(self) -> str:
        """Return one line for people."""
        below = (self.floor - self.share) * 100
        return (
            f"{self.set}: {self.measure} is {self.share * 100:.2f} %, "
            f"{below:.2f} points below its floor of {self.floor * 100:.2f} %"
        )


@dataclass(frozen=True, slots=True)
class Score:
    """What was measured of a set, and by measure the floors that hold for it."""

    name: str
    measured: Evaluation | ClaimEvaluation | PremiseEvaluation
    floors: Mapping[str, float]

    @classmethod
    def of(
        cls, scored: ScoredSet, measured: Evaluation | ClaimEvaluation | PremiseEvaluation, *, vectors: bool
    ) -> Score:
        """Hold what was measured against a set's floors; vectors: whether replies went by vectors of words as well."""
        return cls(scored.name, measured, scored.floors_with_vectors if vectors else scored.floors)

    def missed(self) -> list[Missed]:
        """Return the floors that were not reached, in their order."""
        shares = self.measured.shares()
        return [
            Missed(self.name, measure, shares[measure], floor)
            for measure, floor in self.floors.items()
            if shares[measure] < floor - _ROUNDING
        ]

    def as_json(self) -> dict[str, Any]:
        """Return everything measured, the shares that have floors, and by how much any was missed."""
        return {
            "set": self.name,
            "shares": self.measured.shares(),
            "floors": dict(self.floors),
            "missed": {each.measure: each.floor - each.share for each in self.missed()},
            "measured": self.measured.as_json(),
        }

    def __str__(self) -> str:
        """Return a row of a table, see `heading`."""
        cells = [
            f"{measure} {share * 100:.1f}" + (f" ({self.floors[measure] * 100:.1f})" if measure in self.floors else "")
            for measure, share in self.measured.shares().items()
        ]
        return f"{self.name:<19} {self.measured.size:>5}  {'  '.join(cells)}"


def heading(*, vectors: bool) -> str:
    """Return the first line of a table of scores; vectors: whether replies go by vectors of words as well."""
    return f"{'set':<19} {'size':>5}  percent (floor), with{'' if vectors else 'out'} vectors of words"


def score(scored: ScoredSet, answerer: Answerer, *, vectors: bool, tell: Tell = _nobody) -> Score:
    """Measure a set, and hold it against its floors.

    Args:
        answerer: Answers from the set's base, with few phrasings if the set wants that.
        vectors: Whether it goes by vectors of words as well, and so which floors hold.
        tell: As for `measure`.
    """
    return Score.of(scored, measure(scored.of, [scored.folder], answerer, tell=tell), vectors=vectors)


def measure(
    of: Kind, paths: Sequence[Path], answerer: Answerer, *, tell: Tell = _nobody
) -> Evaluation | ClaimEvaluation | PremiseEvaluation:
    """Measure the replies to the questions, or the verdicts on the messages, of files and folders.

    Args:
        tell: Told before each question or message how many are done, and how many there are.

    Raises ScoredSetError if they hold none.
    """
    measured: Evaluation | ClaimEvaluation | PremiseEvaluation
    if of == "claims":
        messages = read_messages(paths)
        measured = evaluate_claims(messages, _telling(answerer.checker.check, len(messages), tell))
    elif of == "premises":
        told = read_told(paths)
        measured = evaluate_premises(told, _telling(answerer.answer, len(told), tell))
    else:
        questions = read_questions(paths)
        measured = evaluate(questions, _telling(answerer.answer, len(questions), tell))
    if not measured.size:
        raise ScoredSetError(f"there are no {of} in {', '.join(map(str, paths))}; see tests/questions for examples")
    return measured


def _telling(answer: Callable[[str], _T], total: int, tell: Tell) -> Callable[[str], _T]:
    """Return what answers alike, and tells how far it is."""
    done = count()

    def answered(text: str) -> _T:
        tell(next(done), total)
        return answer(text)

    return answered
