"""How good the replies are: right, wrong and missed by kind of question, risk against coverage, calibration."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from .. import render
from ..core.answering.reply import Reply
from .questions import Asked, Verdict, judge

__all__ = ["MEASURES", "Evaluation", "Outcome", "evaluate", "interval"]

MEASURES = ("answered_right", "helped", "abstained_right", "signposted", "not_wrong")
"""The shares by which a set of questions is judged; each the higher the better."""

_COVERAGES = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question.

    asked: The question.
    reply: What was said to it.
    verdict: What that is worth.
    helped: Whether what was asked for is in it, or one tap away among the suggestions.
    """

    asked: Asked
    reply: Reply
    verdict: Verdict
    helped: bool


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcomes of a set of questions, in their order."""

    outcomes: tuple[Outcome, ...]

    @property
    def size(self) -> int:
        """How many questions there are."""
        return len(self.outcomes)

    def shares(self) -> dict[str, float]:
        """Return the MEASURES: shares of the answerable questions, of those without an answer, of the calls for help,
        and of all questions."""
        answered, *others = (self.share(expect, "right") for expect in ("answer", "no_answer", "signpost"))
        return dict(zip(MEASURES, (answered, self.helped(), *others, 1.0 - self.wrong()), strict=True))

    def helped(self) -> float:
        """Return the share of the answerable questions that were answered right, or whose answer was suggested."""
        answerable = [outcome for outcome in self.outcomes if outcome.asked.expect == "answer"]
        return sum(outcome.helped for outcome in answerable) / max(1, len(answerable))

    def share(self, expect: str, verdict: Verdict) -> float:
        """Return the share of the questions that expect a kind of reply which got a verdict; 0.0 if there are none."""
        wanted = [outcome for outcome in self.outcomes if outcome.asked.expect == expect]
        return sum(outcome.verdict == verdict for outcome in wanted) / len(wanted) if wanted else 0.0

    def wrong(self) -> float:
        """Return the share of all questions that were answered wrongly."""
        return sum(outcome.verdict == "wrong" for outcome in self.outcomes) / max(1, len(self.outcomes))

    def by_kind(self) -> dict[str, Counter[str]]:
        """Return how often each verdict was given, by kind of question, kinds in alphabetical order."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for outcome in self.outcomes:
            counts[outcome.asked.kind][outcome.verdict] += 1
        return dict(sorted(counts.items()))

    def risk_coverage(self) -> list[tuple[float, float]]:
        """Return (share of questions answered, share of those answers that are wrong), the surest answers first."""
        answers = sorted(
            (outcome for outcome in self.outcomes if outcome.reply.kind == "answer"),
            key=lambda outcome: -outcome.reply.confidence,
        )
        answerable = max(1, sum(outcome.asked.expect == "answer" for outcome in self.outcomes))
        rows = []
        for coverage in _COVERAGES:
            taken = answers[: round(coverage * answerable)]
            if len(taken) < round(coverage * answerable):
                break
            rows.append((coverage, sum(outcome.verdict == "wrong" for outcome in taken) / max(1, len(taken))))
        return rows

    def calibration_error(self, bins: int = 10) -> float:
        """Return the expected calibration error of the confidence of answers (Naeini et al. 2015), 0.0 to 1.0."""
        answers = [outcome for outcome in self.outcomes if outcome.reply.kind == "answer"]
        grouped: dict[int, list[Outcome]] = defaultdict(list)
        for outcome in answers:
            grouped[min(bins - 1, int(outcome.reply.confidence * bins))].append(outcome)
        gaps = (
            abs(
                sum(outcome.verdict == "right" for outcome in group)
                - sum(outcome.reply.confidence for outcome in group)
            )
            for group in grouped.values()
        )
        return sum(gaps) / max(1, len(answers))

    def confusions(self, most: int = 10) -> list[tuple[str, int, str]]:
        """Return (what was replied, how often wrongly or in vain, one such question), the commonest first."""
        examples: dict[str, list[str]] = defaultdict(list)
        for outcome in self.outcomes:
            if outcome.verdict != "right":
                entry = outcome.reply.entry
                said = entry.id if entry else outcome.reply.silence.id if outcome.reply.silence else outcome.reply.kind
                examples[f"{outcome.verdict}: {said}"].append(outcome.asked.ask)
        ordered = sorted(examples.items(), key=lambda item: (-len(item[1]), item[0]))
        return [(said, len(asked), asked[0]) for said, asked in ordered[:most]]

    def as_json(self) -> dict[str, Any]:
        """Return everything measured, for machines."""
        return {
            "questions": len(self.outcomes),
            "answered_right": self.share("answer", "right"),
            "helped": self.helped(),
            "abstained_right": self.share("no_answer", "right"),
            "signposted": self.share("signpost", "right"),
            "wrong": self.wrong(),
            "calibration_error": self.calibration_error(),
            "kinds": {kind: dict(counts) for kind, counts in self.by_kind().items()},
            "risk_coverage": self.risk_coverage(),
            "confusions": self.confusions(),
        }

    def __str__(self) -> str:
        """Return everything measured as a table for readers."""
        lines = [f"{'kind':<12} {'n':>4} {'right':>6} {'wrong':>6} {'missed':>6}   right, 95 % interval"]
        for kind, counts in self.by_kind().items():
            total = sum(counts.values())
            low, high = interval(counts["right"], total)
            lines.append(
                f"{kind:<12} {total:>4} {counts['right']:>6} {counts['wrong']:>6} {counts['missed']:>6}"
                f"   {low:.0%} to {high:.0%}"
            )
        lines += [
            f"answerable answered right {self.share('answer', 'right'):.1%}, helped {self.helped():.1%}, "
            f"unanswerable not answered {self.share('no_answer', 'right'):.1%}, "
            f"distress signposted {self.share('signpost', 'right'):.1%}, "
            f"wrong in all {self.wrong():.1%} of {len(self.outcomes)}",
            "surest answers, as a share of the answerable, and the share of them that is wrong:",
            "   ".join(f"{coverage:.0%}: {risk:.1%}" for coverage, risk in self.risk_coverage()),
            f"expected calibration error {self.calibration_error():.3f}",
            "worst confusions (verdict: what was replied, times, one of the questions):",
        ]
        lines += [f"  {said}, {times}: {ask[:90]}" for said, times, ask in self.confusions()]
        return "\n".join(lines)


def evaluate(asked: Sequence[Asked], answer: Callable[[str], Reply]) -> Evaluation:
    """Ask every question and judge the replies."""
    outcomes = []
    for question in asked:
        reply = answer(question.ask)
        verdict = _verdict(question, reply)
        suggested = (Reply(question.ask, "answer", 1.0, "", entry=entry) for entry in reply.suggestions)
        helped = verdict == "right" or any(_verdict(question, each) == "right" for each in suggested)
        outcomes.append(Outcome(question, reply, verdict, helped))
    return Evaluation(tuple(outcomes))


def _verdict(question: Asked, reply: Reply) -> Verdict:
    return judge(question, reply.kind, render.plain(reply), reply.entry.id if reply.entry else None)


def interval(successes: int, total: int) -> tuple[float, float]:
    """Return the 95 % confidence interval of a share (Wilson 1927); (0.0, 1.0) of nothing."""
    if total == 0:
        return 0.0, 1.0
    z = 1.96
    share = successes / total
    centre = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return max(0.0, centre - half), min(1.0, centre + half)
