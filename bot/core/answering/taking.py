"""What a new way of asking would take from other entries: the answers that these have now.

Ways of asking come from what people say, and people can be mistaken. One that takes nothing does no harm even then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from ..search.targets import Target
from .answerer import Answerer
from .gaps import ALIKE, likeness
from .reply_changes import AnswerChange

__all__ = ["Lesson", "Taken", "taken_after", "taken_now"]

_MUCH = 60.0  # of 100, by rapidfuzz's token_set_ratio


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question that may become a way of asking.

    Attributes:
        text: The question.
        target: The id of the entry that it is to ask for.
        people: How many people say that it does.
        against: How many say that it does not.
    """

    text: str
    target: str
    people: int = 0
    against: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """What a way of asking would take from another entry or silence, or why it is doubtful else.

    Attributes:
        why: "answered": the question has that for an answer now. "alike": one of its ways of asking is so like the
            question, and none of its own entry's is more so. "chosen": people say that it answers the same question.
            "changed": another question gets that for an answer now, and would not any more. "contested": people say
            that the entry does not answer the question.
        owner: The id of the other entry or silence; "" for "contested".
        question: The other way of asking, or the other question; "" where there is none.
        people: For "chosen" and "contested": how many say so.
    """

    why: Literal["answered", "alike", "chosen", "changed", "contested"]
    owner: str = ""
    question: str = ""
    people: int = 0


def taken_now(answerer: Answerer, lesson: Lesson, others: Iterable[Lesson] = ()) -> tuple[Taken, ...]:
    """Return what a way of asking would take, by what is answered now; the plainest first, () for nothing.

    others: Further ones that may be taught. Of two that are alike, for different entries, the one that fewer people
    speak for takes from the other; both do, if they are as many.
    """
    found = [Taken("contested", people=lesson.against)] if lesson.against else []
    message = answerer.read(lesson.text)
    reply = answerer.reply_to(message)
    answers: Target | None = reply.entry or reply.silence
    if answers is not None and answers.id != lesson.target:
        found.append(Taken("answered", answers.id))
    own = answerer.knowledge.entries[lesson.target]
    nearest = max((likeness(message.plain, answerer.read(asked).plain) for asked in own.asked), default=0.0)
    for match in answerer.matcher.rank(message).matches:
        if match.target.id in (lesson.target, *(each.owner for each in found)):
            continue
        near = likeness(message.plain, answerer.read(match.phrasing).plain)
        if near >= ALIKE and near >= nearest:
            found.append(Taken("alike", match.target.id, match.phrasing))
    for other in others:
        if other.target != lesson.target and other.people >= lesson.people and _same(lesson.text, other.text):
            found.append(Taken("chosen", other.target, people=other.people))
    return tuple(found)


def taken_after(changes: Sequence[AnswerChange], lessons: Sequence[Lesson], owners: Iterable[str]) -> list[list[Taken]]:
    """Return for each lesson what it has taken, by the replies that changed once all of them were taught.

    A question that an entry or silence answered before was taken by the lesson for what answers now whose words are
    most like its own. Where no entry answers it now, by the likest of all lessons, if that has much of its words.
    What has changed otherwise, no single lesson has taken.

    owners: The ids of all entries and silences.
    """
    ids, taught = set(owners), {lesson.text for lesson in lessons}
    found: list[list[Taken]] = [[] for _ in lessons]
    for change in changes:
        if change.before not in ids or change.question in taught:
            continue
        like = [fuzz.token_set_ratio(lesson.text, change.question) for lesson in lessons]
        by = [at for at, lesson in enumerate(lessons) if lesson.target == change.after]
        if not by and change.after not in ids:
            by = [at for at in range(len(lessons)) if like[at] >= _MUCH]
        if by:
            found[max(by, key=like.__getitem__)].append(Taken("changed", change.before, change.question))
    return found


def _same(a: str, b: str) -> bool:
    return likeness(a, b) >= ALIKE
