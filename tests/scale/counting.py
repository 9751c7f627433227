"""What became of questions, by what was asked, given and edited. Knows neither Discord nor processes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["Asked", "Corrected", "Died", "Edited", "Given", "Outcome", "corrected", "outcome", "percentile"]

_LOST_S = 3.0  # before its end: what a process had heard and not answered yet
_UNNOTICED_S = 1.0  # after its end: until the other side of a socket knows


@dataclass(frozen=True, slots=True)
class Asked:
    """A question.

    at: when it was sent, in seconds. process: the number of the one whose shard it is on. live: whether a session was
    there to hear it.
    """

    id: int
    at: float
    process: int
    live: bool
    way: Literal["message", "command"]


@dataclass(frozen=True, slots=True)
class Given:
    """A reply. at: when Discord had it. figures: which figures of any version it shows, each once."""

    question: int
    message: int
    at: float
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Edited:
    """A message that was edited. figures: those it then shows."""

    message: int
    at: float
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Died:
    """A process that was killed, as a number, and when."""

    process: int
    at: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of questions, as numbers but for those that went wrong, which are ids.

    unheard: nobody was there to hear them, and nobody answered. lost: the process that heard them was killed before it
    answered. late: commands whose answer came after the three seconds that Discord waits. unanswered: heard by one that
    lived, and not answered. twice: answered more than once. mixed: with the figures of more than one version.
    """

    asked: int
    answered: int
    unheard: int
    lost: int
    late: int
    unanswered: tuple[int, ...]
    twice: tuple[int, ...]
    mixed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """What became of messages that show a figure.

    shown: how many there are. edits: how often they were edited. doubled: messages that were given the same figure
    again. stale: messages that show another figure than the last in the end.
    """

    shown: int
    edits: int
    doubled: tuple[int, ...]
    stale: tuple[int, ...]


def outcome(
    asked: Sequence[Asked], given: Iterable[Given], died: Sequence[Died], late: Collection[int] = ()
) -> Outcome:
    """Return what became of questions.

    Args:
        given: Each reply once, however often it was sent.
        late: The ids of commands of which Discord refused an answer as late.
    """
    replies: defaultdict[int, list[Given]] = defaultdict(list)
    for each in given:
        replies[each.question].append(each)
    silent = [each for each in asked if not replies[each.id]]
    lost = [each for each in silent if each.live and any(_died_with(each, end) for end in died)]
    return Outcome(
        asked=len(asked),
        answered=sum(1 for each in asked if replies[each.id]),
        unheard=sum(1 for each in silent if not each.live),
        lost=len(lost),
        late=sum(1 for each in silent if each.id in late and each not in lost),
        unanswered=tuple(each.id for each in silent if each.live and each not in lost and each.id not in late),
        twice=tuple(each.id for each in asked if len(replies[each.id]) > 1),
        mixed=tuple(each.id for each in asked if any(len(reply.figures) > 1 for reply in replies[each.id])),
    )


def _died_with(asked: Asked, end: Died) -> bool:
    return asked.process == end.process and -_LOST_S <= asked.at - end.at <= _UNNOTICED_S


def corrected(given: Iterable[Given], edits: Iterable[Edited], *, last: int) -> Corrected:
    """Return what became of the messages that show a figure of any version. last: the figure of the last version."""
    shows = {each.message: each.figures for each in given if each.figures}
    counted, doubled = 0, Counter[int]()
    for edit in sorted(edits, key=lambda each: each.at):
        if edit.message not in shows:
            continue
        counted += 1
        doubled[edit.message] += edit.figures == shows[edit.message]
        shows[edit.message] = edit.figures
    stale = tuple(id for id, figures in shows.items() if figures != (last,))
    return Corrected(len(shows), counted, tuple(id for id, times in doubled.items() if times), stale)


def percentile(seconds: Iterable[float], share: float) -> float:
    """Return what a share of some numbers, 0.0 to 1.0, is not above; nan of none."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")
