"""How often a message is folded and a text ranked for one reply, counted while real messages are answered.

Nothing in the core counts: Python itself tells of every call. All foldings count, those of the base's own texts too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from statistics import median_high
from types import CodeType, FrameType

from ..core.answering.answerer import Answerer
from ..core.answering.conversation import converse
from ..core.answering.talk import Turn
from ..core.knowledge.catalogue import Catalogue
from ..core.language.text import fold_lines
from ..core.search.matching import Matcher

__all__ = ["Counted", "calls", "count_all"]

_MOST = 50  # messages of a kind
_AROUND = ("I read about this last night.", "Somebody at work says otherwise.")
_FOLLOW_UPS = ("who said that?", "what percent is that?")


@dataclass(frozen=True, slots=True)
class Counted:
    """How often messages of one kind were folded and ranked.

    kind: What the messages are, for people.
    folded: How often `fold_lines` was called for each message: `fold` goes by it.
    ranked: How often `Matcher.rank` was called for each message, in the same order.
    """

    kind: str
    folded: tuple[int, ...]
    ranked: tuple[int, ...]

    def __str__(self) -> str:
        """Return one line of a report: the middle message, and the most there was."""
        return (
            f"{self.kind}: folded {_times(median_high(self.folded))}, ranked {_times(median_high(self.ranked))} "
            f"(at most {max(self.folded)} and {max(self.ranked)})"
        )


def count_all(answerer: Answerer) -> list[Counted]:
    """Count on a base's own check questions: alone, among three sentences, with what may be asked after their answers,
    and on what the entries that answer them say.

    Kinds of which there is no message are left out; all of them, if no check question expects an entry.
    """
    knowledge = answerer.knowledge
    checks = [check for check in knowledge.checks if check.expect in knowledge.entries][:_MOST]
    entries = [knowledge.entries[id] for id in dict.fromkeys(check.expect for check in checks)]
    speakers = [entry.speaker.name for entry in knowledge.entries.values() if entry.speaker is not None]
    follow_ups = (*_FOLLOW_UPS, *(f"and {name}?" for name in speakers[:1]))
    catalogue, checker = Catalogue(knowledge), answerer.checker
    kinds: dict[str, list[Callable[[], object]]] = {
        "one question": [partial(answerer.answer, check.ask) for check in checks],
        "three sentences": [partial(answerer.answer, _among_others(check.ask)) for check in checks],
        "a follow-up": [
            partial(converse, answerer, catalogue, text, (Turn("answer", (entry.id,)),))
            for entry, text in product(entries, follow_ups)
        ],
        "a figure check": [partial(checker.check, entry.says) for entry in entries if entry.figure is not None],
    }
    return [_counted(kind, acts) for kind, acts in kinds.items() if acts]


def calls(functions: Sequence[CodeType], act: Callable[[], object]) -> tuple[int, ...]:
    """Return how often functions, each given by its code, are called while something is done, in this thread."""
    counts = dict.fromkeys(functions, 0)

    def note(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code in counts:
            counts[frame.f_code] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(before)
    return tuple(counts.values())


def _counted(kind: str, acts: Sequence[Callable[[], object]]) -> Counted:
    folded, ranked = zip(*(calls((fold_lines.__code__, Matcher.rank.__code__), act) for act in acts), strict=True)
    return Counted(kind, folded, ranked)


def _among_others(question: str) -> str:
    before, after = _AROUND
    return f"{before} {question if question.endswith(('?', '.', '!')) else question + '?'} {after}"


def _times(count: int) -> str:
    return f"{count} {'time' if count == 1 else 'times'}"
