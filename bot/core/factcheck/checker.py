"""Claims -> verdicts: each number of a message held against the facts. Knows nothing of Discord or of wording."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..knowledge.model import Entry, Knowledge
from ..language.agreement import agreement
from ..language.message import Message
from ..search.forest import Forest
from ..search.matching import Matcher
from ..search.subject import Subjects
from .claim_reading import ClaimReader, Reading
from .claims import claims
from .fact_table import FactTable
from .fitting import CONTRADICTING, SMALL, Fit, contradiction, fit, is_striking, unit_differing
from .weighing import Weigher, Weighing

__all__ = ["FigureCheck", "FigureChecker", "Verdict"]

Verdict = Literal["agrees", "differs", "not in the report", "cannot tell"]

# With another number, a claim is an entry's if the matcher gives the entry so much of what entries with figures have.
_MIN_CHANCE = 0.5
_MIN_TIED = 1.5
# Two entries may be meant where the likelier is not so many times as probable as the other.
_APART = 1.5
# Where nothing was learnt: with the entry's number, if no other entry is so many times as probable by the words alone.
_MAX_RIVAL = 8
_MOST_WEIGHED = 6  # facts with the number of a claim, the likeliest
_UNKNOWN = "nothing that I know of the report goes with it"


@dataclass(frozen=True, slots=True)
class FigureCheck:
    """The verdict on one number of a message.

    Attributes:
        said: The number as it stands in the folded message.
        verdict: "agrees"; "differs" if the report contradicts it; "cannot tell" if the number could not be read as a
            whole, or may be meant in a way that the report does not speak of; "not in the report" if nothing that is
            known of the report goes with it.
        entry: What the number was tied to; None if to nothing.
        why: In a few words what agrees, differs, or cannot be told; never "".
    """

    said: str
    verdict: Verdict
    entry: Entry | None
    why: str


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A fact with the number of a claim, and how probable it is that the claim is true of it."""

    fit: Fit
    true: float

    @property
    def contradiction(self) -> str:
        """What the fact contradicts; "" for nothing."""
        return next((reason for kind, reason in self.fit.differing if kind in CONTRADICTING), "")


class FigureChecker:
    """Checks the figures of messages against one knowledge base. Read only once built, so threads may share it.

    Args:
        by_words: Ranks by words alone: claims are read by it.
        matcher: Ranks what questions are answered by.
        subjects: Knows what each entry is about.
        learnt: Tells how probable it is that a claim with a fact's number is true; None: true is what nothing differs
            in.
    """

    def __init__(
        self, knowledge: Knowledge, by_words: Matcher, matcher: Matcher, subjects: Subjects, learnt: Forest | None
    ) -> None:
        self._matcher, self._learnt = by_words, learnt
        self._facts = FactTable(knowledge, by_words)
        self._reader = ClaimReader(knowledge, by_words, self._facts)
        self._weigher = Weigher(matcher, subjects, self._facts)

    def check(self, text: str) -> tuple[FigureCheck, ...]:
        """Return a verdict for each figure of a message, in the order in which they stand; any text will do.

        "agrees" only if the number, what it counts, the names, the year and what is denied are those of the report, and
        the rest goes well with it. "differs" only if something contradicts it and it is improbable: a word that the
        report merely does not have is enough only if the claim is then hardly true at all.
        """
        message = self._matcher.read(text)
        found: list[FigureCheck] = []
        readings: list[Reading] = []
        weighing = self.weighing(message)
        for reading in self.readings(message):
            readings.append(reading)
            part = reading.claim.whole_of
            if part is None:
                found.append(self._judge(weighing, reading))
            else:
                found.append(self._judge_whole(reading, readings[part], found[part]))
        return tuple(found)

    def wrong_numbers(self, message: Message, near: Container[str]) -> list[tuple[str, Entry]]:
        """Return the numbers that a message takes for granted and an entry has otherwise, each with that entry.

        near: the ids of the entries that come into question.
        """
        found = []
        for reading in self.readings(message):
            if not reading.claim.number.sure or reading.claim.whole_of is not None:
                continue
            fits = self._fits(reading)
            other = self._of_another_number(reading, fits) if not _of_its_number(fits) else None
            if other is not None and other.verdict == "differs" and other.entry is not None and other.entry.id in near:
                found.append((other.said, other.entry))
        return found

    def readings(self, message: Message) -> list[Reading]:
        """Return the claims of a message, each read beside the one before it."""
        found: list[Reading] = []
        made = claims(message.lines)
        for at, claim in enumerate(made):
            whole = made[at + 1] if at + 1 < len(made) and made[at + 1].whole_of == at else None
            reading = self._reader.read(claim, found[-1] if found else None, whole)
            found.append(reading if whole is None else replace(reading, whole=whole))
        return found

    def same(self, reading: Reading) -> list[Fit]:
        """Return a claim beside the facts that have its number, the likeliest first, six at most."""
        return _of_its_number(self._fits(reading))

    def weighing(self, message: Message) -> Weighing:
        """Return what lays the claims of a message beside facts, for `row`."""
        return self._weigher.of(message)

    @staticmethod
    def row(weighing: Weighing, reading: Reading, one: Fit, same: Sequence[Fit]) -> NDArray[np.float64]:
        """Return the columns of a claim beside one of the facts that have its number."""
        return weighing.row(reading, one, len({each.fact.entry.id for each in same}))

    def _fits(self, reading: Reading) -> list[Fit]:
        """Return a claim beside every fact."""
        return [fit(reading, fact, self._facts) for fact in self._facts.all]

    def _judge(self, weighing: Weighing, reading: Reading) -> FigureCheck:
        number = reading.claim.number
        if not number.sure:
            return FigureCheck(number.said, "cannot tell", None, "the number can be read in more than one way")
        fits = self._fits(reading)
        same = _of_its_number(fits)
        weighed = self._weighed(weighing, reading, same)
        best = max(weighed, key=lambda each: (each.true, _order(each.fit)), default=None)
        if best is not None and self._is_true(best, reading):
            return FigureCheck(number.said, "agrees", best.fit.fact.entry, "the report has the same")
        if same and (exact := [f for f in same if f.exact and f.anchored and not _is_small(f)]):
            return self._not_true(reading, best, weighed, exact)
        other = self._of_another_number(reading, fits)
        if other is not None:
            return other
        return self._not_true(reading, best, weighed, same)

    def _weighed(self, weighing: Weighing, reading: Reading, same: Sequence[Fit]) -> list[_Weighed]:
        if self._learnt is None:
            return [_Weighed(each, 1.0 if not each.differing else 0.0) for each in same]
        learnt = self._learnt
        return [_Weighed(each, learnt.probability(self.row(weighing, reading, each, same))) for each in same]

    def _is_true(self, best: _Weighed, reading: Reading) -> bool:
        """Tell whether a claim is true of the fact that goes best with it."""
        if self._learnt is None:
            enough = 0.5 if reading.chances else 1.0
            return not best.fit.differing and best.fit.tied >= enough and self._leads(best.fit, reading)
        bar = self._learnt.bar("true" if best.fit.differing else "true_plain")
        return not best.contradiction and best.true >= bar

    def _of_another_number(self, reading: Reading, fits: Sequence[Fit]) -> FigureCheck | None:
        """Return the verdict on a claim that is some entry's with another number; None if it is nobody's."""
        said = reading.claim.said
        tied = [
            f
            for f in fits
            if f.agreement != "yes" and f.chance >= _MIN_CHANCE and (f.anchored or f.tied >= _MIN_TIED)
            and not any(kind in CONTRADICTING or kind in ("predicate", "counted") for kind, _ in f.differing)
        ]  # fmt: skip
        closest = max(tied, key=_order, default=None)
        if closest is None:
            return None
        entry = closest.fact.entry
        if closest.fact.quantity is None:
            return FigureCheck(said, "not in the report", entry, "the report gives no exact number")
        if closest.agreement == "unclear":
            return FigureCheck(said, "cannot tell", entry, "the report does not put it in this way")
        if any(kind == "words" for kind, _ in closest.differing) and closest.foreign > 1 + closest.tied:
            return FigureCheck(said, "cannot tell", entry, "it may be about something else")
        if self._is_rest(reading, closest):
            return FigureCheck(said, "cannot tell", entry, "it may be what is left of the whole")
        rival = max((f.chance for f in tied if f.fact.entry.id not in closest.fact.group), default=0.0)
        if closest.chance < _APART * rival:
            return FigureCheck(said, "cannot tell", entry, "it may be about one of several figures")
        return FigureCheck(said, "differs", entry, "the number is another")

    def _is_rest(self, reading: Reading, one: Fit) -> bool:
        """Tell whether a number is what is left of a fact's whole without it, as a count or a share."""
        number, whole = reading.claim.number, self._facts.whole_of(one.fact.entry)
        if one.fact.share and one.fact.quantity is not None:
            left = replace(one.fact.quantity, value=1 - one.fact.quantity.value)
            return agreement(number, left) == "yes"
        if whole is None or whole.quantity is None or one.fact.quantity is None or one.fact.value is None:
            return False
        return agreement(number, replace(whole.quantity, value=whole.quantity.value - one.fact.value)) == "yes"

    def _not_true(
        self, reading: Reading, best: _Weighed | None, weighed: Sequence[_Weighed], same: Sequence[Fit]
    ) -> FigureCheck:
        """Return the verdict on a claim with the report's number that is not known to be true."""
        said = reading.claim.said
        striking = [each for each in weighed if each.fit in same and is_striking(each.fit, reading, self._facts.units)]
        closest = max(striking, key=lambda each: (each.true, _order(each.fit)), default=None)
        if best is None or closest is None:
            return FigureCheck(said, "not in the report", None, _UNKNOWN)
        entry, differing = closest.fit.fact.entry, closest.fit.differing
        reason = closest.contradiction or (differing[0][1] if differing else "it may be about something else")
        bar = 0.5 if closest.contradiction else 0.0
        if self._learnt is not None:
            bar = self._learnt.bar(contradiction(closest.fit) or "words")
        if differing and max(best.true, closest.true) < bar:
            return FigureCheck(said, "differs", entry, reason)
        return FigureCheck(said, "cannot tell", entry, reason)

    def _judge_whole(self, reading: Reading, part: Reading, verdict: FigureCheck) -> FigureCheck:
        """Judge the number that another was said to be a part of: as the whole of what that one was tied to."""
        claim, entry = reading.claim, verdict.entry
        if verdict.verdict == "not in the report" or entry is None:
            return FigureCheck(claim.said, "not in the report", None, _UNKNOWN)
        whole = self._facts.whole_of(entry)
        if whole is None or whole.quantity is None:
            operands = entry.figure.operands if entry.figure is not None else ()
            whole = next((f for f in self._facts.all if operands and f.entry.id == operands[0] and not f.share), None)
        if whole is None or whole.quantity is None:
            return FigureCheck(claim.said, "not in the report", None, "the report does not set the two in relation")
        agreed = agreement(claim.number, whole.quantity)
        if agreed == "unclear":
            return FigureCheck(claim.said, "cannot tell", whole.entry, "the number can be read in more than one way")
        if agreed == "no":
            return FigureCheck(claim.said, "differs", whole.entry, "the number is another")
        unit = unit_differing(reading, whole, self._facts)
        facts = [fact for fact in self._facts.all if fact.entry is entry]
        differing = [d for fact in facts for d in fit(part, fact, self._facts).differing]
        against = next((reason for kind, reason in differing if kind in CONTRADICTING), "")
        another = unit[1] if unit is not None and unit[0] in CONTRADICTING else ""
        if another or (against and verdict.verdict == "differs"):
            return FigureCheck(claim.said, "differs", whole.entry, another or against)
        if verdict.verdict == "agrees" or verdict.why == "the number is another":
            return FigureCheck(claim.said, "agrees", whole.entry, "the report has the same")
        return replace(verdict, said=claim.said, entry=whole.entry)

    @staticmethod
    def _leads(best: Fit, reading: Reading) -> bool:
        """Tell whether the words, the number left aside, do not clearly speak of another figure."""
        whole = best.fact.whole_id if best.distinct else None
        others = (chance for id, chance in reading.chances.items() if id not in best.fact.group and id != whole)
        return best.chance * _MAX_RIVAL >= max(others, default=0.0)


def _of_its_number(fits: Sequence[Fit]) -> list[Fit]:
    """Return a claim beside the facts whose number agrees, the likeliest first, six at most."""
    return sorted((f for f in fits if f.agreement == "yes"), key=_order, reverse=True)[:_MOST_WEIGHED]


def _is_small(one: Fit) -> bool:
    return one.fact.value is not None and one.fact.value <= SMALL


def _order(one: Fit) -> tuple[float, float, str]:
    """Return by what fits are put in order: how likely the claim is meant of the fact; ties by the entry's id."""
    return one.chance + 0.2 * one.tied - len(one.differing), one.chance, one.fact.entry.id
