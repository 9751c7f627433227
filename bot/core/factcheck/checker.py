"""Claims -> verdicts: each number of a message held against the facts. Knows nothing of Discord or of wording."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ..knowledge.model import Entry, Knowledge
from ..language.approximation import agrees
from ..search.matching import Matcher
from .claim_reading import ClaimReader, Reading
from .claims import claims
from .fact_table import FactTable
from .fitting import SMALL, Fit, fit, is_striking, unit_differing

__all__ = ["FigureCheck", "FigureChecker", "Verdict"]

Verdict = Literal["agrees", "differs", "not in the report"]

# With another number, a claim is an entry's if the matcher gives the entry so much of what entries with figures have.
_MIN_CHANCE = 0.5
# With the entry's number, if no other entry is so many times as probable by the words alone.
_MAX_RIVAL = 8


@dataclass(frozen=True, slots=True)
class FigureCheck:
    """The verdict on one number of a message.

    Attributes:
        said: The number as it stands in the folded message.
        verdict: The verdict.
        entry: What the number was tied to; None if to nothing.
        why: In a few words what agrees or differs; never "".
    """

    said: str
    verdict: Verdict
    entry: Entry | None
    why: str


class FigureChecker:
    """Checks the figures of messages against one knowledge base. Read only once built, so threads may share it."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher) -> None:
        self._matcher = matcher
        self._facts = FactTable(knowledge, matcher)
        self._reader = ClaimReader(knowledge, matcher, self._facts)

    def check(self, message: str) -> tuple[FigureCheck, ...]:
        """Return a verdict for each figure of a message, in the order in which they stand; any text will do.

        "agrees" only if the number, what it counts, the names, the year, what is denied, and every other word that
        tells something are those of the report. "differs" only if the number could be tied to an entry.
        """
        found: list[FigureCheck] = []
        readings: list[Reading] = []
        made = claims(self._matcher.read(message).lines)
        for at, claim in enumerate(made):
            whole = made[at + 1] if at + 1 < len(made) and made[at + 1].whole_of == at else None
            reading = self._reader.read(claim, readings[-1] if readings else None, whole)
            readings.append(reading if whole is None else replace(reading, whole=whole))
            if claim.whole_of is None:
                found.append(self._judge(readings[-1]))
            else:
                found.append(self._judge_whole(readings[-1], readings[claim.whole_of], found[claim.whole_of]))
        return tuple(found)

    def _judge(self, reading: Reading) -> FigureCheck:
        said = reading.claim.said
        fits = [fit(reading, fact, self._facts) for fact in self._facts.all]
        enough = 0.5 if reading.chances else 1.0
        right = [f for f in fits if f.number and not f.differing and f.tied >= enough]
        best = max(right, key=_order, default=None)
        if best is not None and self._leads(best, reading):
            return FigureCheck(said, "agrees", best.fact.entry, "the report has the same")
        other = [
            f
            for f in fits
            if not f.number and not f.differing and f.chance >= _MIN_CHANCE and (f.anchored or f.tied >= 1.5)
        ]
        near = [f for f in fits if f.number and f.differing and is_striking(f, reading, self._facts.units)]
        # The very number beside something else is rather the claim changed there than another number for another.
        exact = [f for f in near if f.anchored and f.exact and reading.claim.number.value > SMALL]
        closest = next((max(fits, key=_order) for fits in (exact, other, near) if fits), None)
        if closest is None:
            return FigureCheck(said, "not in the report", None, "nothing in the report goes with it")
        entry = closest.fact.entry
        if closest.fact.value is None:
            return FigureCheck(said, "not in the report", entry, "the report gives no exact number")
        if closest.number:
            return FigureCheck(said, "differs", entry, closest.differing[0][1])
        return FigureCheck(said, "differs", entry, "the number is another")

    def _judge_whole(self, reading: Reading, part: Reading, verdict: FigureCheck) -> FigureCheck:
        """Judge the number that another was said to be a part of: as the whole of what that one was tied to."""
        claim, entry = reading.claim, verdict.entry
        if verdict.verdict == "not in the report" or entry is None:
            return FigureCheck(claim.said, "not in the report", None, "nothing in the report goes with it")
        whole = self._facts.whole_of(entry)
        if whole is None or whole.value is None:
            operands = entry.figure.operands if entry.figure is not None else ()
            whole = next((f for f in self._facts.all if operands and f.entry.id == operands[0] and not f.share), None)
        if whole is None or whole.value is None:
            return FigureCheck(claim.said, "not in the report", None, "the report does not set the two in relation")
        if not agrees(claim.number, claim.way, whole.value):
            return FigureCheck(claim.said, "differs", whole.entry, "the number is another")
        unit = unit_differing(reading, whole)
        differing = [
            reason
            for fact in self._facts.all
            if fact.entry is entry
            for reason in fit(part, fact, self._facts).differing
        ]
        if unit or differing:
            return FigureCheck(claim.said, "differs", whole.entry, unit or differing[0][1])
        return FigureCheck(claim.said, "agrees", whole.entry, "the report has the same")

    @staticmethod
    def _leads(best: Fit, reading: Reading) -> bool:
        """Tell whether the words, the number left aside, do not clearly speak of another figure."""
        whole = best.fact.whole_id if best.distinct else None
        others = (chance for id, chance in reading.chances.items() if id not in best.fact.group and id != whole)
        rival = max(others, default=0.0)
        return best.chance * _MAX_RIVAL >= rival


def _order(one: Fit) -> tuple[float, float, str]:
    return one.chance + 0.2 * one.tied - len(one.differing), one.chance, one.fact.entry.id
