"""Learns what follow-ups ask for, from conversations whose right replies are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import NDArray

from .. import render
from ..core.answering.answerer import Answerer
from ..core.answering.carried import carried
from ..core.answering.conversation import converse
from ..core.answering.followup import follow_up
from ..core.answering.nearness import NEAR_COLUMNS, Nearness, NearTable
from ..core.answering.reply import Reply
from ..core.answering.talk import Talk, Turn, continued
from ..core.knowledge.catalogue import Catalogue
from ..core.knowledge.model import Entry
from ..core.search.forest import Forest
from ..core.search.targets import Target
from .talks import Held, Said, judge_turn
from .trees import export

__all__ = ["learn_near"]

_FOLDS = 8
_TREES = {
    "max_iter": 200, "learning_rate": 0.05, "max_leaf_nodes": 8, "min_samples_leaf": 15, "l2_regularization": 5.0,
    "early_stopping": False, "random_state": 0,
}  # fmt: skip
_COST = 2.0  # that a follow-up is answered wrongly is as bad as that so many are not answered
_BARS = {"near": (0.4, 0.5, 0.55, 0.6, 0.65, 0.7), "two": (0.7, 0.8, 0.9, 1.0), "beside": (0.2, 0.25, 0.3, 0.4)}


@dataclass(frozen=True, slots=True)
class _Tried:
    """A follow-up beside its candidates.

    Attributes:
        talk: The number of its conversation.
        said: What was said, and what is right.
        table: The candidates.
        right: (n_candidates,), whether a reply with each would be right.
    """

    talk: int
    said: Said
    table: NearTable
    right: NDArray[np.bool_]


def learn_near(bases: Sequence[tuple[Answerer, Sequence[Held]]], say: Callable[[str], None]) -> Forest:
    """Return trees learnt from conversations about some bases; `say` is told of the progress. Deterministic.

    A turn that went wrong is followed by what would have been right. The bars are set by what was judged out of fold.
    """
    tried: list[_Tried] = []
    for answerer, talks in bases:
        tried += _tried(_unlearnt(answerer), talks, 1 + max((each.talk for each in tried), default=-1))
    say(f"{len(tried)} follow-ups")
    fold_of = np.random.default_rng(0).integers(0, _FOLDS, 1 + max(each.talk for each in tried))
    chances: list[tuple[_Tried, NDArray[np.float64]]] = []
    for fold in range(_FOLDS):
        model = _fitted([each for each in tried if fold_of[each.talk] != fold])
        chances += [(each, model.predict_proba(each.table.rows)[:, 1]) for each in tried if fold_of[each.talk] == fold]
    bars, right, wrong = _bars(chances)
    wanted = sum(each.said.expect == "answer" for each in tried)
    say(f"out of fold {right} of {wanted} that need a fact are right, {wrong} of {len(tried)} wrong; bars {bars}")
    return export(_fitted(tried), NEAR_COLUMNS, {name: (bar, 0.0) for name, bar in bars.items()})


def _unlearnt(answerer: Answerer) -> Answerer:
    """Return the same without what was learnt before from conversations."""
    other, decider = copy(answerer), copy(answerer.decider)
    if decider.trees is not None:
        decider.trees = replace(decider.trees, near=None)
    other.decider = decider
    return other


def _tried(answerer: Answerer, talks: Sequence[Held], first: int) -> list[_Tried]:
    """Return the follow-ups of conversations that are decided by what is near. first: the number of the first one."""
    catalogue = Catalogue(answerer.knowledge)
    nearness, found = Nearness(answerer, catalogue, None), []
    for number, talk in enumerate(talks, start=first):
        before: Talk = ()
        for said in talk:
            message = answerer.read(said.say)
            known = carried(catalogue, before)
            right: list[Entry] = []
            if known is not None and said.expect in ("answer", "abstain"):
                asked = follow_up(message, several=len(known.last) > 1 or known.suggested)
                if asked.wish is None and not asked.back:
                    table = nearness.table(asked.rest, known, answerer.reply_to(asked.rest))
                    fits = np.asarray([_is_right(answerer, said, target) for target in table.targets])
                    found.append(_Tried(number, said, table, fits))
                    right = [
                        target for target, fit in zip(table.targets, fits, strict=True) if fit and _is_entry(target)
                    ]
            reply = converse(answerer, catalogue, said.say, before)
            if said.expect != "answer" or judge_turn(said, reply.kind, render.plain(reply)) == "right":
                before = continued(before, reply)
                continue
            right = right or [each for each in catalogue.entries if _is_right(answerer, said, each)]
            before = (*before, Turn("answer", (right[0].id,))) if right else continued(before, reply)
    return found


def _is_entry(target: Target) -> TypeGuard[Entry]:
    return isinstance(target, Entry)


def _is_right(answerer: Answerer, said: Said, target: Target) -> bool:
    if isinstance(target, Entry):
        reply = answerer.showing(target)
    else:
        reply = Reply(said.say, "no_answer", 1.0, answerer.version, silence=target)
    return judge_turn(said, reply.kind, render.plain(reply)) == "right"


def _fitted(tried: Sequence[_Tried]) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(**_TREES)
    model.fit(np.concatenate([each.table.rows for each in tried]), np.concatenate([each.right for each in tried]))
    return model


def _bars(chances: Sequence[tuple[_Tried, NDArray[np.float64]]]) -> tuple[dict[str, float], int, int]:
    """Return the bars that are worth most, and how many are right under them and how many wrong."""
    best: tuple[float, dict[str, float], int, int] | None = None
    for values in product(*_BARS.values()):
        bars = dict(zip(_BARS, values, strict=True))
        given = [(each, _given(each, found, bars)) for each, found in chances]
        right = sum(each.said.expect == "answer" and any(each.right[at] for at in shown) for each, shown in given)
        wrong = sum(bool(shown) and not any(each.right[at] for at in shown) for each, shown in given)
        worth = right - _COST * wrong
        if best is None or worth > best[0]:
            best = worth, bars, right, wrong
    assert best is not None
    return best[1:]


def _given(each: _Tried, chances: NDArray[np.float64], bars: Mapping[str, float]) -> list[int]:
    """Return the places of the entries that would answer; [] if none would."""
    order = np.argsort(-chances)
    first, second = int(order[0]), int(order[min(1, len(order) - 1)])
    entries = [_is_entry(each.table.targets[at]) for at in (first, second)]
    if not entries[0]:
        return []
    if chances[first] >= bars["near"]:
        return [first, second] if entries[1] and chances[second] >= bars["beside"] else [first]
    return [first, second] if entries[1] and chances[first] + chances[second] >= bars["two"] else []
