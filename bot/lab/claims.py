"""How good the figure check is: messages whose right verdicts are known, held against those given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core.factcheck.checker import FigureCheck
from ..core.knowledge.yamltext import Document, Value
from .evaluation import interval
from .questions import lacking, listed

__all__ = ["MEASURES", "ClaimEvaluation", "Expected", "Judged", "evaluate_claims", "read_messages"]

MEASURES = ("true_that_agree", "true_not_denied", "changed_caught", "right")
"""The shares by which a set of messages is judged; each the higher the better."""

_MUST = {
    "agree": ("agrees",),
    "never_agree": ("differs", "not in the report", "cannot tell"),
    "not_differ": ("agrees", "not in the report", "cannot tell"),
    "quiet": ("not in the report", "cannot tell"),
}
"""What must be found of a message as a whole -> the verdicts that are right."""
_VERDICTS = {"agrees": "agrees", "differs": "differs", "absent": "not in the report", "unclear": "cannot tell"}


@dataclass(frozen=True, slots=True)
class Expected:
    """A message for the figure check, and the right verdicts on its numbers.

    say: The message.
    kind: In what its claims go wrong, or that they do not: exact, rounded, number, other, mixed, unrelated.
    figures: Each number as it is said, with the verdicts that are right. One for which "not in the report" is right
        may also be left out of what the check gives.
    must: What must be found of the message as a whole, instead, see `_as_a_whole`: that it does "agree", that it does
        "never_agree" or "not_differ", or that it is left "quiet", with neither; "" if its figures are given.
    """

    say: str
    kind: str
    figures: tuple[tuple[str, tuple[str, ...]], ...]
    must: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on one number of a message, or on the message as a whole.

    message: The message.
    said: The number, as it is said there; of the whole its text.
    right: The verdicts that are right.
    given: The one that was given; "" if the number was left out.
    """

    message: Expected
    said: str
    right: tuple[str, ...]
    given: str

    @property
    def good(self) -> bool:
        """Whether the verdict given is right."""
        return (self.given or "not in the report") in self.right

    @property
    def true(self) -> bool:
        """Whether the number is a true claim about the report."""
        return self.right == ("agrees",)


@dataclass(frozen=True, slots=True)
class ClaimEvaluation:
    """Every number of a set of messages, in their order."""

    judged: tuple[Judged, ...]

    @property
    def size(self) -> int:
        """How many messages there are that have a number."""
        return len({id(each.message) for each in self.judged})

    def shares(self) -> dict[str, float]:
        """Return the MEASURES: shares of the true claims, of those that are not, and of all verdicts."""
        caught = _share([each.given != "agrees" for each in self.changed()])
        not_denied = _share([each.given != "differs" for each in self.judged if each.true])
        return dict(zip(MEASURES, (self.true_that_agree(), not_denied, caught, self.right()), strict=True))

    def changed(self) -> list[Judged]:
        """Return the claims of which "agrees" would be a wrong verdict."""
        return [each for each in self.judged if "agrees" not in each.right]

    def changed_that_agree(self) -> list[Judged]:
        """Return the claims that agree and must not: the list that has to be empty."""
        return [each for each in self.changed() if each.given == "agrees"]

    def true_that_agree(self) -> float:
        """Return the share of the true claims that agree; 1.0 if there are none."""
        return _share([each.given == "agrees" for each in self.judged if each.true])

    def right(self) -> float:
        """Return the share of the verdicts that are right; 1.0 of none."""
        return _share([each.good for each in self.judged])

    def by_kind(self) -> dict[str, tuple[int, int]]:
        """Return (right, all) by kind of message, kinds in the order in which they come."""
        found: dict[str, tuple[int, int]] = {}
        for each in self.judged:
            good, total = found.get(each.message.kind, (0, 0))
            found[each.message.kind] = (good + each.good, total + 1)
        return found

    def as_json(self) -> dict[str, Any]:
        """Return everything measured, for machines."""
        return {
            "messages": self.size,
            "figures": len(self.judged),
            "changed_that_agree": len(self.changed_that_agree()),
            "true_that_agree": self.true_that_agree(),
            "right": self.right(),
            "kinds": {kind: {"right": good, "all": total} for kind, (good, total) in self.by_kind().items()},
            "wrong": [
                {"say": each.message.say, "said": each.said, "right": list(each.right), "given": each.given or None}
                for each in self.judged
                if not each.good
            ],
        }

    def __str__(self) -> str:
        """Return everything measured as a table for readers."""
        lines = [f"{'kind':<12} {'n':>4} {'right':>6}   right, 95 % interval"]
        for kind, (good, total) in self.by_kind().items():
            low, high = interval(good, total)
            lines.append(f"{kind:<12} {total:>4} {good:>6}   {low:.0%} to {high:.0%}")
        lines.append(
            f"changed claims that agree {len(self.changed_that_agree())} of {len(self.changed())}, "
            f"true claims that agree {self.true_that_agree():.1%} and are denied "
            f"{1 - self.shares()['true_not_denied']:.1%}, verdicts right in all {self.right():.1%}"
        )
        for each in self.judged:
            if not each.good:
                lines.append(
                    f"  {each.said}: {each.given or 'left out'}, not {' or '.join(each.right)}: {each.message.say}"
                )
        return "\n".join(lines)


def evaluate_claims(messages: Sequence[Expected], check: Callable[[str], Sequence[FigureCheck]]) -> ClaimEvaluation:
    """Check every message and judge the verdicts; a number is found by how it is said, in order."""
    judged = []
    for message in messages:
        given = [(each.said, str(each.verdict)) for each in check(message.say)]
        if message.must:
            whole = _as_a_whole(message.must, [verdict for _, verdict in given])
            judged.append(Judged(message, message.say, _MUST[message.must], whole))
            continue
        for said, right in message.figures:
            at = next((at for at, (other, _) in enumerate(given) if other == said), None)
            judged.append(Judged(message, said, right, given.pop(at)[1] if at is not None else ""))
        for said, verdict in given:  # numbers that nobody expected
            judged.append(Judged(message, said, ("not in the report",), verdict))
    return ClaimEvaluation(tuple(judged))


def _as_a_whole(must: str, verdicts: Sequence[str]) -> str:
    """Return what was found of a message, the worst of what must not be: of one that must agree the first number that
    does not; of one that must not differ "differs" if one number does; of the others "agrees" if one does."""
    if not verdicts:
        return "not in the report"
    if must == "agree":
        return next((verdict for verdict in verdicts if verdict != "agrees"), "agrees")
    order = ("differs", "agrees") if must == "not_differ" else ("agrees", "differs")
    return next((verdict for verdict in order if verdict in verdicts), "cannot tell")


def read_messages(paths: Iterable[Path]) -> list[Expected]:
    """Return the messages of YAML files, and of all those in folders, in the order of their names.

    Questions, which "ask" something and say nothing, are none. Raises KnowledgeError with the first fault, and
    FileNotFoundError.
    """
    return [_expected(document, at, item) for document, at, item in listed(paths) if "ask" not in item]


def _expected(document: Document, at: int, item: dict[str, Value]) -> Expected:
    for key in ("say", "kind", *(() if "must" in item else ("figures",))):
        if key not in item:
            raise lacking(document, at, f'a message has no "{key}"')
    must = item.get("must", "")
    if must and must not in _MUST:
        raise lacking(document, at, f'"must" is none of {", ".join(_MUST)}')
    figures = []
    listed_figures = item.get("figures")
    for text in listed_figures if isinstance(listed_figures, list) else []:
        said, _, verdicts = str(text).rpartition(" ")
        right = verdicts.split("/")
        if not said or not set(right) <= _VERDICTS.keys():
            raise lacking(document, at, f'"{text}" is no number as it is said with {", ".join(_VERDICTS)}')
        figures.append((said, tuple(_VERDICTS[verdict] for verdict in right)))
    return Expected(str(item["say"]), str(item["kind"]), tuple(figures), str(must))


def _share(good: Sequence[bool]) -> float:
    return sum(good) / len(good) if good else 1.0
