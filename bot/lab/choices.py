"""Questions on a knowledge base -> choices among its entries, silences and "none of these", to learn weights from.

A question that has an answer is two choices: as it is, and with the entries that answer it taken out, where "none of
these" is right. So the engine learns to be silent about what a base lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .. import render
from ..core.answering.answerer import Answerer
from ..core.answering.reply import Reply
from ..core.knowledge.model import Entry, Knowledge
from ..core.language.message import Message
from ..core.search.features import FEATURES
from ..core.search.matching import Matcher
from .logit import Choice
from .questions import Asked, judge
from .remaking import every, thinned

__all__ = ["Case", "cases_of", "poorer", "weight_of", "weighted"]

_THINNED = (0, 1, 2, 5, 10, 20)  # phrasings an entry of the bases made of a first one, to learn how it is with few
# One in so many of its entries, with so many phrasings each, to learn how it is with few of both.
_FEWER = ((4, 60), (6, 5), (10, 10))
_LACKING_WEIGHT = 0.1  # of a question whose entries were taken out, beside 1 for the question as it is
_DISTRESS_WEIGHT = 0.1
_MAX_CALLS = 150
_LIKELY = 24  # so many targets are told apart from what is right, the likeliest by each of three features
_SURE_SILENCE, _LIKELY_SILENCE = 0.5, 0.1
_LIKELIEST_BY = ("odds", "centre", "alike")


@dataclass(frozen=True, slots=True)
class Case:
    """A question, or a message, as a choice among targets and, last, "none".

    choice: The choice itself.
    group: The question that it comes from, so that folds keep together what belongs together; -1: none of them.
    """

    choice: Choice
    group: int


def weight_of(cases: Sequence[Case]) -> float:
    return sum(case.choice.weight for case in cases)


def weighted(cases: Sequence[Case], whole: float) -> list[Case]:
    """Return cases whose weights add up to `whole`."""
    share = whole / max(weight_of(cases), 1e-9)
    return [replace(case, choice=replace(case.choice, weight=case.choice.weight * share)) for case in cases]


def poorer(knowledge: Knowledge) -> list[Knowledge]:
    """Return bases made of a knowledge base, with fewer phrasings, and with fewer entries besides."""
    made = [thinned(knowledge, each) for each in _THINNED]
    return made + [every(thinned(knowledge, each), one_in) for one_in, each in _FEWER]


def cases_of(
    answerer: Answerer, questions: Sequence[Asked], first: int = 0, every: int = 1, size: int = 0
) -> list[Case]:
    """Return questions as choices among the targets of a base.

    Args:
        first, every: From which question on, and one in how many, is taken.
        size: How many targets the base has that the questions were written for; in one of fewer, an answer may be
            missing.
    """
    matcher = answerer.matcher
    targets = matcher.targets
    is_entry = np.asarray([*(isinstance(target, Entry) for target in targets), False])
    texts = [
        render.plain(Reply("", "answer", 1.0, "", entry=target)) if isinstance(target, Entry) else ""
        for target in targets
    ]
    found = []
    for group in range(first % every, len(questions), every):
        asked = questions[group]
        if asked.expect == "signpost" or len(asked.shows) > 1:
            continue  # several facts are several choices
        message = matcher.read(asked.ask)
        if asked.expect == "answer":
            right = [
                isinstance(target, Entry) and judge(asked, "answer", text, target.id) == "right"
                for target, text in zip(targets, texts, strict=True)
            ]
            rows = np.asarray([*right, False])
        else:
            rows = ~is_entry if size else _silent(matcher, message, is_entry)
        if not rows.any():
            if len(targets) >= size:
                continue  # nothing in the base shows what is wanted: no fault of matching
            rows = ~is_entry
        lacking = asked.expect == "answer" and bool(rows[-1])
        found.append(Case(_choice(matcher, message, rows, _LACKING_WEIGHT if lacking else 1.0), group))
        if asked.expect == "answer" and not lacking:
            without = frozenset(np.flatnonzero(rows).tolist())
            left = ~is_entry[~rows]
            found.append(Case(_choice(matcher, message, left, _LACKING_WEIGHT, without), group))
    if answerer.knowledge.help is not None:
        calls = answerer.knowledge.help.calls
        only_none = np.arange(len(targets) + 1) == len(targets)
        for call in calls[:: max(1, len(calls) // _MAX_CALLS) * every]:
            found.append(Case(_choice(matcher, matcher.read(call), only_none, _DISTRESS_WEIGHT), -1))
    return found


def _silent(matcher: Matcher, message: Message, is_entry: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return what is right where the base has no answer.

    The silences that the weights so far think likely, so that what is missing gets said, and "none" unless one of them
    is sure; all of them and "none" where there is none likely.
    """
    ranked = matcher.rank(message, limit=len(matcher.targets)).matches
    silences = {match.target.id: match.probability for match in ranked if not isinstance(match.target, Entry)}
    probable = np.asarray([silences.get(target.id, 0.0) for target in matcher.targets])
    if not (probable >= _LIKELY_SILENCE).any():
        return ~is_entry
    return np.append(probable >= _LIKELY_SILENCE, probable.max() < _SURE_SILENCE)


def _choice(
    matcher: Matcher, message: Message, right: NDArray[np.bool_], weight: float, without: frozenset[int] = frozenset()
) -> Choice:
    """Return a question as a choice among what is right, what is likely, and, last, "none".

    A row holds the features of a target and those of "none" side by side, zeros where they do not apply.
    """
    found = matcher.features.of(message, without=without)
    features, none = found.targets, found.none
    count, width = features.shape
    likely = np.zeros(count, np.bool_)
    for name in _LIKELIEST_BY:
        likely[np.argsort(-features[:, FEATURES.index(name)], kind="stable")[:_LIKELY]] = True
    kept = np.flatnonzero(likely | right[:-1])
    table = np.zeros((len(kept) + 1, width + len(none)), np.float32)
    table[:-1, :width] = features[kept]
    table[-1, width:] = none
    return Choice(table, right[np.append(kept, count)], weight, matcher.features.richness)
