"""Learns how probable it is that a claim is true of the fact whose number it has, from messages with known verdicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..core.answering.answerer import Answerer
from ..core.factcheck.fitting import CONTRADICTING, Fit, contradiction
from ..core.factcheck.weighing import COLUMNS
from ..core.search.forest import Forest
from .claims import Expected
from .trees import export

__all__ = ["learn_true"]

_FOLDS = 8
_TREES = {
    "max_iter": 250, "learning_rate": 0.04, "max_leaf_nodes": 8, "min_samples_leaf": 10, "l2_regularization": 8.0,
    "early_stopping": False, "random_state": 0,
}  # fmt: skip
_COST = 2.0  # that a claim agrees which is not true is as bad as that so many true ones do not
_COST_OF_DENYING = 8.0  # that a true claim is denied is as bad as that so many others are not

_MOST_DENIED = 0.5  # what is more likely true than not is never denied


@dataclass(frozen=True, slots=True)
class _Tried:
    """A claim beside the facts that have its number.

    Attributes:
        message: The number of the message that it stands in.
        fits: Those facts, the likeliest first.
        rows: (n_fits, n_columns).
        true: Whether it is true.
    """

    message: int
    fits: tuple[Fit, ...]
    rows: NDArray[np.float64]
    true: bool


def learn_true(bases: Sequence[tuple[Answerer, Sequence[Expected]]], say: Callable[[str], None]) -> Forest:
    """Return trees learnt from messages on some bases; `say` is told of the progress. Deterministic.

    A true claim teaches beside the fact that goes best with it, a claim that is not true beside all that have its
    number. The bars are set by what was judged out of fold.
    """
    tried = [each for answerer, messages in bases for each in _tried(answerer, messages)]
    say(f"{len(tried)} claims with the number of a fact, {sum(each.true for each in tried)} of them true")
    fold_of = np.random.default_rng(0).integers(0, _FOLDS, 1 + max(each.message for each in tried))
    found: list[tuple[_Tried, int, float]] = []  # with the fact that is likeliest, and how likely
    for fold in range(_FOLDS):
        model = _fitted([each for each in tried if fold_of[each.message] != fold])
        for each in tried:
            if fold_of[each.message] == fold:
                true = model.predict_proba(each.rows)[:, 1]
                found.append((each, int(true.argmax()), float(true.max())))
    bars = _bars(found)
    agree = [_agrees(each, bars) for each in found]
    right = sum(yes for yes, (each, _, _) in zip(agree, found, strict=True) if each.true)
    wrong = sum(yes for yes, (each, _, _) in zip(agree, found, strict=True) if not each.true)
    say(f"out of fold {right} of the true ones agree, and {wrong} of the others; bars {bars}")
    return export(_fitted(tried), COLUMNS, {name: (bar, 0.0) for name, bar in bars.items()})


def _tried(answerer: Answerer, messages: Sequence[Expected]) -> list[_Tried]:
    """Return the claims of messages that have the number of a fact, but for wholes, which are judged by their parts."""
    checker = answerer.checker
    found = []
    for expected in (each for each in messages if not each.must):
        message, left = answerer.read(expected.say), list(expected.figures)
        weighing = checker.weighing(message)
        for reading in checker.readings(message):
            at = next((at for at, (said, _) in enumerate(left) if said == reading.claim.said), None)
            right = left.pop(at)[1] if at is not None else ("not in the report",)
            if reading.claim.whole_of is not None or not reading.claim.number.sure:
                continue
            same = checker.same(reading)
            if same and (right == ("agrees",) or "agrees" not in right):
                rows = np.stack([checker.row(weighing, reading, each, same) for each in same])
                found.append(_Tried(_number_of(expected.say), tuple(same), rows, right == ("agrees",)))
    return found


def _number_of(text: str) -> int:
    """Return a small number for a text, the same in every run."""
    return sum(ord(char) * (at + 1) for at, char in enumerate(text)) % 9973


def _fitted(tried: Sequence[_Tried]) -> Any:
    """Return a model of scikit-learn that tells true claims."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    rows = np.concatenate([each.rows[:1] if each.true else each.rows for each in tried])
    true = np.concatenate([[1] if each.true else [0] * len(each.rows) for each in tried])
    weights = np.concatenate([[1.0] if each.true else [1.0 / len(each.rows)] * len(each.rows) for each in tried])
    return HistGradientBoostingClassifier(**_TREES).fit(rows, true, weights)


def _agrees(found: tuple[_Tried, int, float], bars: dict[str, float]) -> bool:
    each, at, true = found
    fit = each.fits[at]
    return contradiction(fit) is None and true >= bars["true" if fit.differing else "true_plain"]


def _bars(found: Sequence[tuple[_Tried, int, float]]) -> dict[str, float]:
    """Return the bars, by what was judged out of fold: from which on a claim agrees, and below which it differs, for
    each kind of contradiction; "words" is for claims that nothing contradicts."""
    free, contradicted = [], []
    for each, at, true in found:
        kind = contradiction(each.fits[at])
        if kind is None:
            free.append((true, each.true, bool(each.fits[at].differing)))
        else:
            contradicted.append((true, each.true, kind))
    denying = {
        kind: [(-true, not right) for true, right, of in contradicted if of == kind] for kind in sorted(CONTRADICTING)
    }
    denying["words"] = [(-true, not right) for true, right, differs in free if differs]
    return {
        "true": _cheapest([(true, right) for true, right, differs in free if differs], _COST),
        "true_plain": _cheapest([(true, right) for true, right, differs in free if not differs], _COST),
        **{kind: max(0.0, min(_MOST_DENIED, -_cheapest(judged, _COST_OF_DENYING))) for kind, judged in denying.items()},
    }


def _cheapest(judged: Sequence[tuple[float, bool]], cost: float) -> float:
    """Return the bar from which on it costs least to take what is judged for what it should be; 1.0 if that is never
    worth it.

    Args:
        judged: For each by what it is judged, and whether it should be taken.
        cost: Of a wrong one, beside one that is missed.
    """
    ranked = sorted(judged, reverse=True)
    gains = np.cumsum([1.0 if right else -cost for _, right in ranked])
    return ranked[int(gains.argmax())][0] if len(ranked) and gains.max() > 0 else 1.0
