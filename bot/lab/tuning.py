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
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .. import render
from ..core.answering import Answerer
from ..core.deciding import Bars
from ..core.distress import Distress
from ..core.matching import Matcher
from ..core.model import Entry, Help, Knowledge
from ..core.reply import Reply
from ..core.vectors import Vectors
from ..core.weights import BARS, SEMANTIC_BARS, SEMANTIC_CALIBRATION, SEMANTIC_WEIGHTS
from .logit import Choice, fit
from .questions import Asked, Verdict, judge

__all__ = ["Learnt", "fewer", "learn", "thinned", "write"]

_FOLDS = 5
_THINNED = (1, 5, 20)  # phrasings an entry of the bases made of the first one, to learn how it is with few
# One in so many of its entries, with so many phrasings each, to learn how it is with few of both.
_FEWER = ((4, 60), (6, 5), (10, 10))
_TRIED_BARS = tuple(round(0.2 + 0.03 * step, 2) for step in range(21))
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
# What the module of the weights holds.
_WRITTEN = (
    "BARS",
    "CALIBRATION",
    "DISTRESS_BAR",
    "DISTRESS_RELIEF",
    "SEMANTIC_BARS",
    "SEMANTIC_CALIBRATION",
    "SEMANTIC_WEIGHTS",
    "WEIGHTS",
)


@dataclass(frozen=True, slots=True)
class Learnt:
    """Weights and bars, and what cross-validation says of them (in words)."""

    weights: dict[str, tuple[float, float]]
    bars: dict[str, float]
    calibration: tuple[float, float]
    distress_bar: float
    summary: str


@dataclass(frozen=True, slots=True)
class _Case:
    """A question, or a message, as a choice among targets and, last, "none".

    group: which question it comes from, so that folds keep together what belongs together.
    """

    choice: Choice
    group: int


def learn(
    knowledge: Knowledge,
    questions: Sequence[Asked],
    *,
    also: Sequence[tuple[Knowledge, Sequence[Asked]]] = (),
    vectors: Vectors | None = None,
    say: Callable[[str], None],
) -> Learnt:
    """Return weights learnt from questions on a knowledge base; `say` is told of the progress.

    Args:
        also: Other bases and questions on them, so that the weights suit any base and not one alone; the bars, the
            calibration and what cross-validation says are of the first. Of at most 256 targets each, like the first.
        vectors: Where vectors of words come from: what is learnt is for going by them as well. None: for words alone.

    Folds are blocks of consecutive questions: where each writer's stand together, a fold is tested on somebody whose
    other questions were not learnt from.
    """
    answerer = Answerer(knowledge, vectors=vectors)
    cases = _cases(answerer, questions)
    say(f"{len(cases)} choices from {len(questions)} questions")
    made = [thinned(knowledge, each) for each in _THINNED]
    made += [fewer(thinned(knowledge, each), every) for every, each in _FEWER]
    bases = [*((base, questions) for base in made), *also]
    others = []
    for base, asked in bases:
        found = _cases(
            Answerer(base, vectors=vectors), asked, size=len(answerer.matcher.targets) if asked is questions else 0
        )
        weight = _ALSO_WEIGHT * sum(case.choice.weight for case in cases) / sum(case.choice.weight for case in found)
        same = asked is questions  # on the first base, thinned: their folds are those of the first
        others += [
            _Case(replace(case.choice, weight=case.choice.weight * weight), case.group if same else -1)
            for case in found
        ]
    say(f"{len(others)} choices from {len(bases)} other bases")
    tested: list[tuple[Answerer, Asked]] = []
    for fold in range(_FOLDS):
        block = range(len(questions) * fold // _FOLDS, len(questions) * (fold + 1) // _FOLDS)
        weights = _fitted([case for case in (*cases, *others) if case.group not in block], answerer.matcher)
        learner = Answerer(knowledge, weights=weights, vectors=vectors, calibration=(1.0, 0.0))
        tested += [(learner, questions[at]) for at in block if questions[at].expect != "signpost"]
        say(f"fold {fold + 1} of {_FOLDS}")
    tried = {bar: _tried(tested, bar) for bar in _TRIED_BARS}
    answer_bar = max(_TRIED_BARS, key=lambda bar: (_balance(tried[bar]), bar))
    bars = {**BARS, "answer": answer_bar, "part": max(answer_bar, _PART_BAR)}
    verdicts = tried[answer_bar]
    right, wrong = (sum(verdict == wanted for _, verdict in verdicts) for wanted in ("right", "wrong"))
    return Learnt(
        _fitted([*cases, *others], answerer.matcher),
        bars,
        _calibrated(verdicts),
        _distress_bar(answerer, questions, say) if knowledge.help and vectors is None else 0.0,
        f"cross-validated over {len(tested)} questions: {right} answered right, {wrong} wrong "
        f"at the bar {answer_bar:.2f}",
    )


def _fitted(cases: Sequence[_Case], matcher: Matcher) -> dict[str, tuple[float, float]]:
    """Return the weights by name, each rounded to three digits: at one phrasing a target, and for more."""
    found, _ = fit([case.choice for case in cases])
    of_targets, of_none = matcher.names
    names = (*of_targets, *of_none)
    pairs = zip(found[: len(names)].tolist(), found[len(names) :].tolist(), strict=True)
    return {name: (round(at_one, 3), round(more, 3)) for name, (at_one, more) in zip(names, pairs, strict=True)}


def _tried(tested: Sequence[tuple[Answerer, Asked]], bar: float) -> list[tuple[float, Verdict]]:
    """Return the confidence of every answer given at a bar, and the verdict on it."""
    bars = Bars(**{**BARS, "answer": bar, "part": max(bar, _PART_BAR)})
    found = []
    for answerer, asked in tested:
        reply = answerer.with_bars(bars).answer_question(asked.ask)
        if reply.kind == "answer" and reply.entry is not None:
            found.append((reply.confidence, judge(asked, "answer", render.plain(reply), reply.entry.id)))
    return found


def _balance(verdicts: Sequence[tuple[float, Verdict]]) -> float:
    wrong = sum(verdict == "wrong" for _, verdict in verdicts)
    return len(verdicts) - wrong - _COST_OF_WRONG * wrong


def _calibrated(verdicts: Sequence[tuple[float, Verdict]]) -> tuple[float, float]:
    """Return slope and shift of the log-odds by which probabilities become shares that are right (Platt 1999).

    With nothing to go by, those that change nothing.
    """
    told = [(_log_odds(p), verdict == "right") for p, verdict in verdicts if p < 1.0]
    if not told:
        return 1.0, 0.0
    choices = [
        Choice(np.asarray([[odds, 1.0], [0.0, 0.0]]), np.asarray([right, not right]), 1.0) for odds, right in told
    ]
    slope, shift = fit(choices)[0].tolist()
    return round(slope, 3), round(shift, 3)


def _log_odds(p: float) -> float:
    p = min(max(p, 1e-6), 1.0 - 1e-6)
    return log(p / (1.0 - p))


def thinned(knowledge: Knowledge, each: int) -> Knowledge:
    """Return a knowledge base with at most `each` of the ways of asking for every entry and silence, evenly chosen."""

    def some(asked: tuple[str, ...]) -> tuple[str, ...]:
        return asked[:: max(1, len(asked) // each)][:each]

    entries = {id: replace(entry, asked=some(entry.asked)) for id, entry in knowledge.entries.items()}
    silences = {id: replace(silence, asked=some(silence.asked)) for id, silence in knowledge.silences.items()}
    return replace(knowledge, entries=entries, silences=silences)


def fewer(knowledge: Knowledge, every: int) -> Knowledge:
    """Return a knowledge base with one in so many of the entries and silences, evenly chosen."""
    entries = dict(list(knowledge.entries.items())[::every])
    silences = dict(list(knowledge.silences.items())[::every])
    return replace(
        knowledge, entries={id: entry.without_others(entries) for id, entry in entries.items()}, silences=silences
    )


def _cases(answerer: Answerer, questions: Sequence[Asked], size: int = 0) -> list[_Case]:
    """Return questions as choices among the targets of a base.

    size: how many targets the base has that the questions were written for; in one of fewer, an answer may be missing.
    """
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
            if len(targets) >= size:
                continue  # nothing in the base shows what is wanted: no fault of matching
            rows = ~is_entry
        lacking = asked.expect == "answer" and bool(rows[-1])
        weight = _LACKING_WEIGHT if lacking else 1.0
        found.append(_Case(Choice(_joint(features, none, matcher.richness), rows, weight), group))
        if asked.expect == "answer" and not lacking:
            features, none, _ = matcher.features(question, without=frozenset(np.flatnonzero(rows).tolist()))
            left = is_entry[~rows]
            found.append(_Case(Choice(_joint(features, none, matcher.richness), ~left, _LACKING_WEIGHT), group))
    if answerer.knowledge.help is not None:
        calls = answerer.knowledge.help.calls
        for call in calls[:: max(1, len(calls) // _MAX_CALLS)]:
            features, none, _ = matcher.features(matcher.understand(call))
            only_none = np.zeros(len(targets) + 1, np.bool_)
            only_none[-1] = True
            found.append(_Case(Choice(_joint(features, none, matcher.richness), only_none, _DISTRESS_WEIGHT), -1))
    return found


def _joint(features: NDArray[np.float64], none: NDArray[np.float64], richness: float) -> NDArray[np.float64]:
    """Return one table of targets and, last, "none": their features side by side, zero where they do not apply, and
    all of them once more times how rich the base is in phrasings."""
    count, width = features.shape
    table = np.zeros((count + 1, width + len(none)))
    table[:-1, :width] = features
    table[-1, width:] = none
    return np.concatenate([table, richness * table], axis=1)


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

    return min((round(-1 + 0.1 * step, 1) for step in range(51)), key=lambda bar: (cost(bar), bar))


def _without(help: Help, fold: int) -> Help:
    calls = tuple(message for at, message in enumerate(help.calls) if at % _DISTRESS_FOLDS != fold)
    plain = tuple(message for at, message in enumerate(help.plain) if at % _DISTRESS_FOLDS != fold)
    return replace(help, calls=calls, plain=plain)


def write(learnt: Learnt, path: Path, semantic: Learnt | None = None) -> None:
    """Write what was learnt as the module core/weights.py, whole.

    semantic: What was learnt with vectors of words; None to keep what stands there.
    """
    with_vectors = semantic.weights if semantic is not None else SEMANTIC_WEIGHTS
    bars_with_vectors = semantic.bars if semantic is not None else SEMANTIC_BARS
    calibration_with_vectors = semantic.calibration if semantic is not None else SEMANTIC_CALIBRATION
    lines = [
        '"""What each kind of evidence counts for, and how much is enough.',
        "",
        "Written by `python -m bot tune`, never by hand.",
        "",
        f"{learnt.summary[0].upper()}{learnt.summary[1:]}.",
        '"""',
        "",
        "__all__ = [",
        *(f'    "{name}",' for name in _WRITTEN),
        "]",
        "",
        "# For each feature: at one phrasing a target, and by how much more for each e-fold of them.",
        "WEIGHTS = {",
        *(f'    "{name}": {weight},' for name, weight in learnt.weights.items()),
        "}",
        "# Probabilities; core/deciding.py says of what.",
        "BARS = {",
        *(f'    "{name}": {bar},' for name, bar in learnt.bars.items()),
        "}",
        "# Slope and shift of the log-odds by which the probability of an answer becomes a confidence.",
        f"CALIBRATION = {learnt.calibration}",
        "# Log-odds from which a message calls for help lines, and by how much a sure answer to it raises that.",
        f"DISTRESS_BAR = {learnt.distress_bar}",
        "DISTRESS_RELIEF = 2.0",
        "",
        "# The same where there are vectors of words.",
        "SEMANTIC_WEIGHTS = {",
        *(f'    "{name}": {weight},' for name, weight in with_vectors.items()),
        "}",
        "SEMANTIC_BARS = {",
        *(f'    "{name}": {bar},' for name, bar in bars_with_vectors.items()),
        "}",
        f"SEMANTIC_CALIBRATION = {calibration_with_vectors}",
        "",
    ]
    temporary = path.with_suffix(".tmp")
    temporary.write_text("\n".join(lines), "utf-8")
    temporary.replace(path)
