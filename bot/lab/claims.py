"""How good the figure check is: messages whose right verdicts are known, held against those given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core.factcheck.checker import FigureCheck
from ..core.knowledge.yamltext import read
from ..errors import KnowledgeError
from .evaluation import interval

__all__ = ["ClaimEvaluation", "Expected", "Judged", "evaluate_claims", "read_messages"]

_VERDICTS = {"agrees": "agrees", "differs": "differs", "absent": "not in the report"}


@dataclass(frozen=True, slots=True)
class Expected:
    """A message, its kind, and for each of its numbers as said the verdicts that are right.

    A number for which "not in the report" is right may also be left out of the verdicts.
    """

    say: str
    kind: str
    figures: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One number of a message: what was right and what was given, "" if the number was left out."""

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

    def changed_that_agree(self) -> list[Judged]:
        """Return the claims that agree and must not: the list that has to be empty."""
        return [each for each in self.judged if each.given == "agrees" and "agrees" not in each.right]

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
            "messages": len({id(each.message) for each in self.judged}),
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
        changed = [each for each in self.judged if "agrees" not in each.right]
        lines.append(
            f"changed claims that agree {len(self.changed_that_agree())} of {len(changed)}, "
            f"true claims that agree {self.true_that_agree():.1%}, verdicts right in all {self.right():.1%}"
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
        for said, right in message.figures:
            at = next((at for at, (other, _) in enumerate(given) if other == said), None)
            judged.append(Judged(message, said, right, given.pop(at)[1] if at is not None else ""))
        for said, verdict in given:  # numbers that nobody expected
            judged.append(Judged(message, said, ("not in the report",), verdict))
    return ClaimEvaluation(tuple(judged))


def read_messages(paths: Iterable[Path]) -> list[Expected]:
    """Return the messages of YAML files, and of all those in folders, in the order of their names.

    Raises KnowledgeError with the faults of the YAML, and FileNotFoundError.
    """
    found: list[Expected] = []
    for path in paths:
        for file in sorted(path.rglob("*.yaml")) if path.is_dir() else [path]:
            document = read(str(file), file.read_bytes())
            if document.faults:
                raise KnowledgeError(document.faults)
            for item in document.value if isinstance(document.value, list) else []:
                assert isinstance(item, dict), file
                figures = item["figures"] if isinstance(item["figures"], list) else []
                found.append(Expected(str(item["say"]), str(item["kind"]), tuple(_figures(figures))))
    return found


def _figures(written: Sequence[Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for text in written:
        said, verdicts = str(text).rsplit(" ", 1)
        yield said, tuple(_VERDICTS[verdict] for verdict in verdicts.split("/"))


def _share(good: Sequence[bool]) -> float:
    return sum(good) / len(good) if good else 1.0
