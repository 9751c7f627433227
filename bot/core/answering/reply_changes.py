"""Two versions of the knowledge asked the same: which questions get another reply.

The questions are the check questions and the ways of asking of both. Most of them both versions have, word for word,
as ways of asking for the same: what answers them is plain, and nothing is ranked. What is left is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from ..knowledge.model import Knowledge
from ..search.targets import Target
from .answerer import Answerer

__all__ = ["AnswerChange", "Replies", "compare"]

_MOST_TOUCHED = 400  # each may be ranked by both versions, and that takes some milliseconds each time
_MOST_ELSEWHERE = 60
_MOST_JUDGED = 1_500
_STEP = 50  # questions between two times that is told how many were asked


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A question that gets another reply.

    Attributes:
        question: The question.
        before: The id of the entry or silence that answered it, or the kind of reply.
        after: The same for now.
    """

    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Replies:
    """What became of the questions.

    Attributes:
        changes: Those that get another reply.
        asked: How many were asked of both versions.
        same: How many were not asked: in both versions they are ways of asking for the same, word for word.
        left_out: How many were not asked as there are too many; those that were are chosen evenly.
    """

    changes: tuple[AnswerChange, ...]
    asked: int
    same: int
    left_out: int


@dataclass(frozen=True, slots=True)
class _Question:
    """A question, and what has it in each version, word for word, as a way of asking; None where that is not plain."""

    text: str
    old: Target | None
    new: Target | None

    @property
    def foreseen_alike(self) -> bool:
        """Whether both versions have it for the same."""
        return self.old is not None and self.new is not None and self.old.id == self.new.id


def compare(old: Answerer, new: Answerer, *, tell: Callable[[int, int], None] | None = None) -> Replies:
    """Return which questions get another reply. Takes two or three seconds for 20,000 ways of asking.

    Asked are the check questions, and the ways of asking that only one version has or that ask for something else now;
    of those that do not ask plainly for one thing in either, and of so many of the first that it would take long, some.
    Whether it is taken for a call for help is asked of some of all others, and of each of them where the messages
    differ from which it is learnt what one is.

    Args:
        tell: Told now and then how many were asked, and how many are to be; None: nobody is told.
    """
    checks = {check.ask for knowledge in (old.knowledge, new.knowledge) for check in knowledge.checks}
    texts = dict.fromkeys([*checks, *_phrasings(old.knowledge), *_phrasings(new.knowledge)])
    questions = [_Question(text, old.foreseen(text), new.foreseen(text)) for text in texts]
    alike = [each for each in questions if each.foreseen_alike]
    others = [each for each in questions if not each.foreseen_alike]
    certain = [each for each in others if each.text in checks]
    touched = [each for each in others if each.text not in checks and (each.old or each.new) is not None]
    elsewhere = [each for each in others if each.text not in checks and (each.old or each.new) is None]
    relearnt = old.knowledge.help != new.knowledge.help
    chosen = [
        *certain,
        *_some(touched, _MOST_TOUCHED),
        *_some(elsewhere, _MOST_ELSEWHERE),
        *_some(alike, len(alike) if relearnt else _MOST_JUDGED),
    ]
    changes = []
    for at, question in enumerate(chosen):
        if tell is not None and at % _STEP == 0:
            tell(at, len(chosen))
        before, after = _outcome(old, question.text, question.old), _outcome(new, question.text, question.new)
        if before != after:
            changes.append(AnswerChange(question.text, before, after))
    asked = {each.text for each in chosen}
    order = {text: at for at, text in enumerate(texts)}
    changes.sort(key=lambda change: order[change.question])
    same = sum(each.text not in asked for each in alike)
    return Replies(tuple(changes), len(chosen), same, len(questions) - len(chosen) - same)


def _phrasings(knowledge: Knowledge) -> Iterator[str]:
    items: Iterable[Target] = (*knowledge.entries.values(), *knowledge.silences.values())
    for item in items:
        yield from item.asked


def _some(questions: Sequence[_Question], most: int) -> list[_Question]:
    """Return questions, of too many some: the same ones each time, whatever their order."""
    if len(questions) <= most:
        return list(questions)
    return sorted(questions, key=lambda each: crc32(each.text.encode()))[:most]


def _outcome(answerer: Answerer, question: str, target: Target | None) -> str:
    """Return what replies to a question. target: what has it word for word; None where that is not plain."""
    instead = answerer.unanswered(question)
    if instead is not None:
        return instead
    if target is None:
        reply = answerer.answer_question(question)
        target = reply.entry or reply.silence
        if target is None:
            return reply.kind
    return target.id
