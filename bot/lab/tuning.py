"""Learns the weights and bars of the core from questions whose right reply is known.

What is learnt from, besides the questions themselves:
- each answerable question once more with the entries that answer it taken out: then "none of these" is right. This is
  how the engine learns to be silent about what a knowledge base lacks, for any base;
- the messages that call for help lines: as questions they ask for nothing in the base.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .. import render
from ..core.answering import Answerer
from ..core.distress import Distress
from ..core.matching import FEATURES, NONE_FEATURES
from ..core.model import Entry, Help, Knowledge
from ..core.reply import Reply
from ..core.weights import BARS
from .questions import Asked, judge

__all__ = ["Learnt", "learn", "write"]

_FOLDS = 6
_PENALTY = 0.002
_LACKING_WEIGHT = 0.1  # of a question whose entries were taken out, beside 1 for the question as it is
_DISTRESS_WEIGHT = 0.1
_MAX_CALLS = 150
_STEPS = 1_500
# A wrong answer does more harm than a missed one: this many times.
_COST_OF_WRONG = 3.0
_COST_OF_ASKED = 5.0  # of a mistake at a question as people ask it, beside 1 at a message of the help file
_DISTRESS_FOLDS = 4
# An entry answers one of several questions in a message only if it is likelier than not.
_PART_BAR = 0.5


@dataclass(frozen=True, slots=True)
class Learnt:
    """Weights and bars, and what cross-validation says of them (in words)."""

    weights: dict[str, float]
    bars: dict[str, float]
    distress_bar: float
    summary: str


@dataclass(frozen=True, slots=True)
class _Choice:
    """One question as a choice among targets and "none": a row of features each, and which rows are right.

    entries: for each row whether it is an entry. group: which question it comes from, so that folds keep together
    what belongs together.
    """

    table: NDArray[np.float64]
    right: NDArray[np.bool_]
    entries: NDArray[np.bool_]
    weight: float
    group: int
    asked: bool


def learn(knowledge: Knowledge, questions: Sequence[Asked], *, say: Callable[[str], None]) -> Learnt:
    """Return weights learnt from questions on a knowledge base; `say` is told of the progress."""
    answerer = Answerer(knowledge)
    choices = _choices(answerer, questions)
    say(f"{len(choices)} choices from {len(questions)} questions")
    rows: list[tuple[float, bool, bool]] = []
    for fold in range(_FOLDS):
        weights = _fit([choice for choice in choices if choice.group % _FOLDS != fold])
        for choice in choices:
            if choice.group % _FOLDS == fold and choice.asked:
                rows.append(_outcome(weights, choice))
        say(f"fold {fold + 1} of {_FOLDS}")
    answer_bar = _best_bar(rows)
    weights = _fit(choices)
    bars = {**BARS, "answer": answer_bar, "part": max(answer_bar, _PART_BAR)}
    right = sum(correct and entry and p >= answer_bar for p, entry, correct in rows)
    wrong = sum(not correct and entry and p >= answer_bar for p, entry, correct in rows)
    distress_bar = _distress_bar(answerer, questions, say) if knowledge.help else 0.0
    return Learnt(
        dict(zip((*FEATURES, *NONE_FEATURES), (round(float(weight), 3) for weight in weights), strict=True)),
        bars,
        distress_bar,
        f"cross-validated over {len(rows)} questions, one at a time: {right} answered right, {wrong} wrong "
        f"at the bar {answer_bar:.2f}",
    )


def _choices(answerer: Answerer, questions: Sequence[Asked]) -> list[_Choice]:
    matcher = answerer.matcher
    targets = matcher.targets
    is_entry = np.asarray([*(isinstance(target, Entry) for target in targets), False])
    texts = [
        render.plain(Reply("", "answer", 1.0, "", entry=target)) if isinstance(target, Entry) else ""
        for target in targets
    ]
    found = []
    for group, asked in enumerate(questions):
        if asked.expect == "signpost" or len(asked.shows) > 1:
            continue  # several facts are several choices
        features, none, _ = matcher.features(matcher.understand(asked.ask))
        if asked.expect == "answer":
            right = [
                isinstance(target, Entry) and judge(asked, "answer", text, target.id) == "right"
                for target, text in zip(targets, texts, strict=True)
            ]
            rows = np.asarray([*right, False])
        else:
            rows = ~is_entry
        if not rows.any():
            continue
        table = _joint(features, none)
        found.append(_Choice(table, rows, is_entry, 1.0, group, True))
        if asked.expect == "answer":
            found.append(_lacking(features, none, rows, is_entry, group))
    if answerer.knowledge.help is not None:
        calls = answerer.knowledge.help.calls
        for place, call in enumerate(calls[:: max(1, len(calls) // _MAX_CALLS)]):
            features, none, _ = matcher.features(matcher.understand(call))
            only_none = np.zeros(len(targets) + 1, np.bool_)
            only_none[-1] = True
            found.append(_Choice(_joint(features, none), only_none, is_entry, _DISTRESS_WEIGHT, place, False))
    return found


def _lacking(
    features: NDArray[np.float64],
    none: NDArray[np.float64],
    right: NDArray[np.bool_],
    is_entry: NDArray[np.bool_],
    group: int,
) -> _Choice:
    """Return the choice that is left when the entries that answer are taken out of the base."""
    kept = ~right[:-1]
    features, none = features[kept].copy(), none.copy()
    votes, likeness = FEATURES.index("votes"), FEATURES.index("likeness")
    features[:, votes] -= features[:, votes].max()
    none[NONE_FEATURES.index("none_likeness")] = features[:, likeness].max()
    entries = np.append(is_entry[:-1][kept], False)
    return _Choice(_joint(features, none), ~entries, entries, _LACKING_WEIGHT, group, False)


def _joint(features: NDArray[np.float64], none: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return one table of targets and, last, "none": their features side by side, zero where they do not apply."""
    table = np.zeros((len(features) + 1, len(FEATURES) + len(NONE_FEATURES)))
    table[:-1, : len(FEATURES)] = features
    table[-1, len(FEATURES) :] = none
    return table


def _fit(choices: Sequence[_Choice]) -> NDArray[np.float64]:
    """Return the weights of the conditional logit by accelerated gradient ascent, from zero, with a ridge penalty."""
    total = sum(choice.weight for choice in choices)
    weights = np.zeros(len(FEATURES) + len(NONE_FEATURES))
    ahead, step, last = weights.copy(), 0.5, -np.inf
    for turn in range(1, _STEPS + 1):
        value, gradient = 0.0, -_PENALTY * ahead
        for choice in choices:
            chances = _chances(ahead, choice)
            right = float(chances[choice.right].sum()) + 1e-12
            value += choice.weight * float(np.log(right))
            pull = chances * choice.right / right - chances
            gradient += choice.weight / total * (choice.table.T @ pull)
        value = value / total - _PENALTY / 2 * float(ahead @ ahead)
        if value < last:
            step = max(step * 0.7, 0.02)
        last = value
        moved = ahead + step * gradient
        ahead = moved + (turn - 1) / (turn + 2) * (moved - weights)
        if float(np.abs(moved - weights).max()) < 1e-5:
            return moved
        weights = moved
    return weights


def _chances(weights: NDArray[np.float64], choice: _Choice) -> NDArray[np.float64]:
    utility = choice.table @ weights
    chances = np.exp(utility - utility.max())
    return np.asarray(chances / chances.sum())


def _outcome(weights: NDArray[np.float64], choice: _Choice) -> tuple[float, bool, bool]:
    """Return the probability of the likeliest row, whether it is an entry, and whether it is right."""
    chances = _chances(weights, choice)
    best = int(chances.argmax())
    return float(chances[best]), bool(choice.entries[best]), bool(choice.right[best])


def _best_bar(rows: Sequence[tuple[float, bool, bool]]) -> float:
    """Return the bar from 0.20 to 0.90 with the best balance of right answers against wrong ones; ties: the higher."""

    def balance(bar: float) -> float:
        answered = [correct for p, entry, correct in rows if entry and p >= bar]
        return sum(answered) - _COST_OF_WRONG * (len(answered) - sum(answered))

    return max((round(0.2 + 0.02 * step, 2) for step in range(36)), key=lambda bar: (balance(bar), bar))


def _distress_bar(answerer: Answerer, questions: Sequence[Asked], say: Callable[[str], None]) -> float:
    """Return the bar for distress: by cross-validation over the messages of the help file, and by the questions.

    The messages that only sound like calls were written to be as hard as can be, so a false alarm among them weighs
    less than one at a question as people ask them.
    """
    help = answerer.knowledge.help
    assert help is not None
    ordinary = [text for target in answerer.matcher.targets for text in target.asked]
    calls: list[float] = []
    plain: list[float] = []
    for fold in range(_DISTRESS_FOLDS):
        judge_ = Distress(_without(help, fold), ordinary)
        calls += [answerer.distress(message, judge_) for message in help.calls[fold::_DISTRESS_FOLDS]]
        plain += [answerer.distress(message, judge_) for message in help.plain[fold::_DISTRESS_FOLDS]]
        say(f"distress, fold {fold + 1} of {_DISTRESS_FOLDS}")
    told = [answerer.distress(asked.ask) for asked in questions if asked.expect == "signpost"]
    asked = [answerer.distress(asked.ask) for asked in questions if asked.expect != "signpost"]

    def cost(bar: float) -> float:
        missed = sum(score < bar for score in calls) + _COST_OF_ASKED * sum(score < bar for score in told)
        alarmed = sum(score >= bar for score in plain) + _COST_OF_ASKED * sum(score >= bar for score in asked)
        return missed + alarmed

    return min((round(-1 + 0.1 * step, 1) for step in range(31)), key=lambda bar: (cost(bar), bar))


def _without(help: Help, fold: int) -> Help:
    calls = tuple(message for at, message in enumerate(help.calls) if at % _DISTRESS_FOLDS != fold)
    plain = tuple(message for at, message in enumerate(help.plain) if at % _DISTRESS_FOLDS != fold)
    return replace(help, calls=calls, plain=plain)


def write(learnt: Learnt, path: Path) -> None:
    """Write what was learnt as the module core/weights.py, whole."""
    lines = [
        '"""What each kind of evidence counts for, and how much is enough.',
        "",
        "Written by `python -m bot tune`, never by hand.",
        "",
        f"{learnt.summary[0].upper()}{learnt.summary[1:]}.",
        '"""',
        "",
        '__all__ = ["BARS", "DISTRESS_BAR", "DISTRESS_RELIEF", "WEIGHTS"]',
        "",
        "WEIGHTS = {",
        *(f'    "{name}": {weight},' for name, weight in learnt.weights.items()),
        "}",
        "# Probabilities; core/deciding.py says of what.",
        "BARS = {",
        *(f'    "{name}": {bar},' for name, bar in learnt.bars.items()),
        "}",
        "# Log-odds from which a message calls for help lines, and by how much a sure answer to it raises that.",
        f"DISTRESS_BAR = {learnt.distress_bar}",
        "DISTRESS_RELIEF = 2.0",
        "",
    ]
    temporary = path.with_suffix(".tmp")
    temporary.write_text("\n".join(lines), "utf-8")
    temporary.replace(path)
