"""Learns the weights and bars of the core from questions whose right reply is known.

What is learnt from, besides the questions themselves:
- each answerable question once more with the entries that answer it taken out: then "none of these" is right. This is
  how the engine learns to be silent about what a knowledge base lacks, for any base;
- the messages that call for help lines: as questions they ask for nothing in the base;
- the same questions on the base with most of its phrasings taken out, and other bases with their questions (`also`), so
  that what is learnt suits bases of few phrasings too, and others than this one.
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
from ..core.matching import FEATURES, NONE_FEATURES, SHARPENING
from ..core.model import Entry, Help, Knowledge
from ..core.reply import Reply
from ..core.weights import BARS
from .logit import Choice, chances, fit
from .questions import Asked, judge

__all__ = ["Learnt", "learn", "thinned", "write"]

_FOLDS = 6
_THINNED = (5, 20)  # phrasings an entry of the bases made of the first one, to learn how it is with few
_SHARPENINGS = (0.0, 0.1, 0.2, 0.4, 0.7, 1.0, 1.5)
_ALSO_WEIGHT = 0.2  # of each further base in all, beside 1 for the first
_LACKING_WEIGHT = 0.1  # of a question whose entries were taken out, beside 1 for the question as it is
_DISTRESS_WEIGHT = 0.1
_MAX_CALLS = 150
# A wrong answer does more harm than a missed one: this many times.
_COST_OF_WRONG = 4.0
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
class _Case:
    """A question, or a message, as a choice among targets and, last, "none".

    entries: for each row whether it is an entry. group: which question it comes from, so that folds keep together
    what belongs together. asked: whether it is a question as it was asked. richness: that of its base (Matcher).
    """

    choice: Choice
    entries: NDArray[np.bool_]
    group: int
    asked: bool
    richness: float

    def sharpened(self, sharpening: float) -> Choice:
        """Return the choice with its features as sharp as its base is rich."""
        return replace(self.choice, table=self.choice.table * (1.0 + sharpening * self.richness))


def learn(
    knowledge: Knowledge,
    questions: Sequence[Asked],
    *,
    also: Sequence[tuple[Knowledge, Sequence[Asked]]] = (),
    say: Callable[[str], None],
) -> Learnt:
    """Return weights learnt from questions on a knowledge base; `say` is told of the progress.

    Args:
        also: Other bases and questions on them, so that the weights suit any base and not one alone; the bars, and
            what cross-validation says, are of the first. Of at most 256 targets each, like the first.
    """
    answerer = Answerer(knowledge)
    cases = _cases(answerer, questions)
    say(f"{len(cases)} choices from {len(questions)} questions")
    bases = [*((thinned(knowledge, each), questions) for each in _THINNED), *also]
    others = [case for base, asked in bases for case in _other_cases(cases, base, asked)]
    say(f"{len(others)} choices from {len(bases)} other bases")
    losses = {tried: fit([case.sharpened(tried) for case in (*cases, *others)])[1] for tried in _SHARPENINGS}
    sharpening = min(losses, key=lambda tried: losses[tried])
    say(f"sharpening {sharpening}")
    rows: list[tuple[float, bool, bool]] = []
    for fold in range(_FOLDS):
        learnt_from = [*(case for case in cases if case.group % _FOLDS != fold), *others]
        weights, _ = fit([case.sharpened(sharpening) for case in learnt_from])
        tested = [case for case in cases if case.group % _FOLDS == fold and case.asked]
        rows += [_outcome(weights, case, sharpening) for case in tested]
        say(f"fold {fold + 1} of {_FOLDS}")
    weights, _ = fit([case.sharpened(sharpening) for case in (*cases, *others)])
    answer_bar = _best_bar(rows)
    bars = {**BARS, "answer": answer_bar, "part": max(answer_bar, _PART_BAR)}
    right = sum(correct and entry and p >= answer_bar for p, entry, correct in rows)
    wrong = sum(not correct and entry and p >= answer_bar for p, entry, correct in rows)
    distress_bar = _distress_bar(answerer, questions, say) if knowledge.help else 0.0
    named = zip((*FEATURES, *NONE_FEATURES), (round(float(weight), 3) for weight in weights), strict=True)
    return Learnt(
        {**dict(named), SHARPENING: sharpening},
        bars,
        distress_bar,
        f"cross-validated over {len(rows)} questions, one at a time: {right} answered right, {wrong} wrong "
        f"at the bar {answer_bar:.2f}",
    )


def thinned(knowledge: Knowledge, each: int) -> Knowledge:
    """Return a knowledge base with at most `each` of the ways of asking for every entry and silence, evenly chosen."""

    def some(asked: tuple[str, ...]) -> tuple[str, ...]:
        return asked[:: max(1, len(asked) // each)][:each]

    entries = {id: replace(entry, asked=some(entry.asked)) for id, entry in knowledge.entries.items()}
    silences = {id: replace(silence, asked=some(silence.asked)) for id, silence in knowledge.silences.items()}
    return replace(knowledge, entries=entries, silences=silences)


def _other_cases(cases: Sequence[_Case], knowledge: Knowledge, questions: Sequence[Asked]) -> list[_Case]:
    """Return the cases of another base, weighed so that together they count a part of the first one's."""
    found = _cases(Answerer(knowledge), questions)
    scale = _ALSO_WEIGHT * sum(case.choice.weight for case in cases) / sum(case.choice.weight for case in found)
    return [
        replace(case, choice=replace(case.choice, weight=case.choice.weight * scale), asked=False) for case in found
    ]


def _cases(answerer: Answerer, questions: Sequence[Asked]) -> list[_Case]:
    matcher = answerer.matcher
    targets, rich = matcher.targets, matcher.richness
    is_entry = np.asarray([*(isinstance(target, Entry) for target in targets), False])
    texts = [
        render.plain(Reply("", "answer", 1.0, "", entry=target)) if isinstance(target, Entry) else ""
        for target in targets
    ]
    found = []
    for group, asked in enumerate(questions):
        if asked.expect == "signpost" or len(asked.shows) > 1:
            continue  # several facts are several choices
        question = matcher.understand(asked.ask)
        features, none, _ = matcher.features(question)
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
        found.append(_Case(Choice(_joint(features, none), rows, 1.0), is_entry, group, True, rich))
        if asked.expect == "answer":
            features, none, _ = matcher.features(question, without=frozenset(np.flatnonzero(rows).tolist()))
            left = is_entry[~rows]
            found.append(_Case(Choice(_joint(features, none), ~left, _LACKING_WEIGHT), left, group, False, rich))
    if answerer.knowledge.help is not None:
        calls = answerer.knowledge.help.calls
        for place, call in enumerate(calls[:: max(1, len(calls) // _MAX_CALLS)]):
            features, none, _ = matcher.features(matcher.understand(call))
            only_none = np.zeros(len(targets) + 1, np.bool_)
            only_none[-1] = True
            call_choice = Choice(_joint(features, none), only_none, _DISTRESS_WEIGHT)
            found.append(_Case(call_choice, is_entry, place, False, rich))
    return found


def _joint(features: NDArray[np.float64], none: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return one table of targets and, last, "none": their features side by side, zero where they do not apply."""
    table = np.zeros((len(features) + 1, len(FEATURES) + len(NONE_FEATURES)))
    table[:-1, : len(FEATURES)] = features
    table[-1, len(FEATURES) :] = none
    return table


def _outcome(weights: NDArray[np.float64], case: _Case, sharpening: float) -> tuple[float, bool, bool]:
    """Return the probability of the likeliest row, whether it is an entry, and whether it is right."""
    likely = chances(weights, case.sharpened(sharpening).table)
    best = int(likely.argmax())
    return float(likely[best]), bool(case.entries[best]), bool(case.choice.right[best])


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
