"""Learns the weights and bars of the core from questions whose right reply is known.

What is learnt from, besides the questions themselves:
- each answerable question once more with the entries that answer it taken out: then "none of these" is right. This is
  how the engine learns to be silent about what a knowledge base lacks, for any base;
- the messages that call for help lines: as questions they ask for nothing in the base;
- a part of the questions on the base with most of its phrasings taken out, and other bases with their questions
  (`also`), so that what is learnt suits bases of few phrasings too, and others than this one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .. import render
from ..core.answering.answerer import Answerer
from ..core.answering.deciding import Bars
from ..core.answering.distress import Distress
from ..core.answering.reply import Reply
from ..core.knowledge.model import Entry, Help, Knowledge
from ..core.language.message import Message
from ..core.search.features import FEATURES
from ..core.search.matching import Matcher
from ..core.search.vectors import Vectors
from ..core.search.weights import BARS, SEMANTIC_BARS, SEMANTIC_CALIBRATION, SEMANTIC_WEIGHTS
from .logit import Choice, fit
from .questions import Asked, Verdict, judge

__all__ = ["Learnt", "fewer", "learn", "thinned", "write"]

_FOLDS = 5
_THINNED = (1, 5, 20)  # phrasings an entry of the bases made of the first one, to learn how it is with few
# One in so many of its entries, with so many phrasings each, to learn how it is with few of both.
_FEWER = ((4, 60), (6, 5), (10, 10))
_EVERY = 3  # of the questions on each of these bases one in so many is learnt from
_TRIED_BARS = tuple(round(0.4 + 0.03 * step, 2) for step in range(16))
_TRIED_ALONE = (0.7, 0.8, 0.9)
_TRIED_PARTS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
_MADE_WEIGHT, _ALSO_WEIGHT = 0.2, 0.5  # of each base made of the first one, and of each other, beside 1 for the first
_LACKING_WEIGHT = 0.1  # of a question whose entries were taken out, beside 1 for the question as it is
_DISTRESS_WEIGHT = 0.1
_MAX_CALLS = 150
_LIKELY = 24  # so many targets are told apart from what is right, the likeliest by each of three features
_SURE_SILENCE, _LIKELY_SILENCE, _NO_CHANCE = log(0.5), log(0.1), -20.0
_LIKELIEST_BY = ("odds", "centre", "chance")
# A wrong answer does more harm than a missed one, and two entries where one was meant are a little worse than one.
_COST_OF_WRONG = 5.0
_COST_OF_TWO = 0.1
_COST_OF_ASKED = 5.0  # of a mistake at a question as people ask it, beside 1 at a message of the help file
_DISTRESS_FOLDS = 4
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
    others = []
    for at, base in enumerate(made):
        found = _cases(Answerer(base, vectors=vectors), questions, at, _EVERY, len(answerer.matcher.targets))
        others += _weighted(found, _MADE_WEIGHT * _weight_of(cases))
    for base, asked in also:
        found = [replace(case, group=-1) for case in _cases(Answerer(base, vectors=vectors), asked)]
        others += _weighted(found, _ALSO_WEIGHT * _weight_of(cases))
    say(f"{len(others)} choices from {len(made) + len(also)} other bases")
    tested: list[tuple[Answerer, Asked]] = []
    for fold in range(_FOLDS):
        block = range(len(questions) * fold // _FOLDS, len(questions) * (fold + 1) // _FOLDS)
        weights = _fitted([case for case in (*cases, *others) if case.group not in block], answerer.matcher)
        learner = answerer.with_weights(weights).remembering()
        tested += [(learner, questions[at]) for at in block if questions[at].expect != "signpost"]
        say(f"fold {fold + 1} of {_FOLDS}")
    pairs = [(answer, alone) for answer, alone in product(_TRIED_BARS, _TRIED_ALONE) if answer <= alone]
    tried = {(answer, alone): _tried(tested, answer, alone, answer) for answer, alone in pairs}
    answer_bar, alone_bar = max(tried, key=lambda bars: (_balance(tried[bars]), bars))
    several = [(learner, asked) for learner, asked in tested if len(asked.shows) > 1]
    part_bar = max(
        (bar for bar in _TRIED_PARTS if bar <= answer_bar),
        key=lambda bar: (_balance(_tried(several, answer_bar, alone_bar, bar)), bar),
    )
    verdicts = _tried(tested, answer_bar, alone_bar, part_bar)
    right, wrong = (sum(given.verdict == wanted for given in verdicts) for wanted in ("right", "wrong"))
    return Learnt(
        _fitted([*cases, *others], answerer.matcher),
        _bars(answer_bar, alone_bar, part_bar),
        _calibrated(verdicts),
        _distress_bar(answerer, questions, say) if knowledge.help and vectors is None else 0.0,
        f"cross-validated over {len(tested)} questions: {right} answered right, {wrong} wrong "
        f"at the bar {answer_bar:.2f}",
    )


def _weight_of(cases: Sequence[_Case]) -> float:
    return sum(case.choice.weight for case in cases)


def _weighted(cases: Sequence[_Case], whole: float) -> list[_Case]:
    """Return cases whose weights add up to `whole`."""
    share = whole / max(_weight_of(cases), 1e-9)
    return [replace(case, choice=replace(case.choice, weight=case.choice.weight * share)) for case in cases]


def _fitted(cases: Sequence[_Case], matcher: Matcher) -> dict[str, tuple[float, float]]:
    """Return the weights by name, each rounded to three digits: at one phrasing a target, and for more."""
    found = zip(*(each.tolist() for each in fit([case.choice for case in cases])), strict=True)
    of_targets, of_none = matcher.features.names
    named = zip((*of_targets, *of_none), found, strict=True)
    return {name: (round(at_one, 3), round(more, 3)) for name, (at_one, more) in named}


@dataclass(frozen=True, slots=True)
class _Given:
    """An answer that was given: its confidence, whether two entries were in it, and the verdict."""

    confidence: float
    two: bool
    verdict: Verdict


def _bars(answer: float, alone: float, part: float) -> dict[str, float]:
    return {**BARS, "answer": answer, "alone": alone, "part": part}


def _tried(tested: Sequence[tuple[Answerer, Asked]], answer: float, alone: float, part: float) -> list[_Given]:
    """Return every answer given at some bars."""
    bars = Bars(**_bars(answer, alone, part))
    found = []
    for answerer, asked in tested:
        reply = answerer.with_bars(bars).answer_question(asked.ask)
        if reply.kind == "answer" and reply.entry is not None:
            verdict = judge(asked, "answer", render.plain(reply), reply.entry.id)
            found.append(_Given(reply.confidence, bool(reply.also) and len(asked.shows) < 2, verdict))
    return found


def _balance(given: Sequence[_Given]) -> float:
    wrong = sum(each.verdict == "wrong" for each in given)
    return len(given) - wrong - _COST_OF_WRONG * wrong - _COST_OF_TWO * sum(each.two for each in given)


def _calibrated(given: Sequence[_Given]) -> tuple[float, float]:
    """Return slope and shift of the log-odds by which probabilities become shares that are right (Platt 1999).

    With nothing to go by, those that change nothing.
    """
    told = [(_log_odds(each.confidence), each.verdict == "right") for each in given if each.confidence < 1.0]
    if not told:
        return 1.0, 0.0
    choices = [
        Choice(np.asarray([[odds, 1.0], [0.0, 0.0]], np.float32), np.asarray([right, not right]), 1.0)
        for odds, right in told
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


def _cases(
    answerer: Answerer, questions: Sequence[Asked], first: int = 0, every: int = 1, size: int = 0
) -> list[_Case]:
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
        question = matcher.read(asked.ask)
        if asked.expect == "answer":
            right = [
                isinstance(target, Entry) and judge(asked, "answer", text, target.id) == "right"
                for target, text in zip(targets, texts, strict=True)
            ]
            rows = np.asarray([*right, False])
        else:
            rows = ~is_entry if size else _silent(matcher, question, is_entry)
        if not rows.any():
            if len(targets) >= size:
                continue  # nothing in the base shows what is wanted: no fault of matching
            rows = ~is_entry
        lacking = asked.expect == "answer" and bool(rows[-1])
        found.append(_Case(_choice(matcher, question, rows, _LACKING_WEIGHT if lacking else 1.0), group))
        if asked.expect == "answer" and not lacking:
            without = frozenset(np.flatnonzero(rows).tolist())
            left = ~is_entry[~rows]
            found.append(_Case(_choice(matcher, question, left, _LACKING_WEIGHT, without), group))
    if answerer.knowledge.help is not None:
        calls = answerer.knowledge.help.calls
        only_none = np.arange(len(targets) + 1) == len(targets)
        for call in calls[:: max(1, len(calls) // _MAX_CALLS) * every]:
            found.append(_Case(_choice(matcher, matcher.read(call), only_none, _DISTRESS_WEIGHT), -1))
    return found


def _silent(matcher: Matcher, question: Message, is_entry: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return what is right where the base has no answer.

    The silences that the classifier thinks likely, so that what is missing gets said, and "none" unless one of them is
    sure; all of them and "none" where there is none likely.
    """
    similar = matcher.features.of(question).similarity
    chance = np.where(is_entry[:-1], _NO_CHANCE, similar.chance)
    if not similar.chance.any() or not (chance >= _LIKELY_SILENCE).any():
        return ~is_entry
    return np.append(chance >= _LIKELY_SILENCE, chance.max() < _SURE_SILENCE)


def _choice(
    matcher: Matcher, question: Message, right: NDArray[np.bool_], weight: float, without: frozenset[int] = frozenset()
) -> Choice:
    """Return a question as a choice among what is right, what is likely, and, last, "none".

    A row holds the features of a target and those of "none" side by side, zeros where they do not apply.
    """
    table_ = matcher.features.of(question, without=without)
    features, none = table_.targets, table_.none
    count, width = features.shape
    likely = np.zeros(count, np.bool_)
    for name in _LIKELIEST_BY:
        likely[np.argsort(-features[:, FEATURES.index(name)], kind="stable")[:_LIKELY]] = True
    kept = np.flatnonzero(likely | right[:-1])
    table = np.zeros((len(kept) + 1, width + len(none)), np.float32)
    table[:-1, :width] = features[kept]
    table[-1, width:] = none
    return Choice(table, right[np.append(kept, count)], weight, matcher.features.richness)


def _distress_bar(answerer: Answerer, questions: Sequence[Asked], say: Callable[[str], None]) -> float:
    """Return the bar for distress: by cross-validation over the messages of the help file, and by the questions.

    The messages that only sound like calls were written to be as hard as can be, so a false alarm among them weighs
    less than one at a question as people ask them.
    """
    help = answerer.knowledge.help
    assert help is not None
    answerer = answerer.remembering()
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
    """Write what was learnt as the module core/search/weights.py, whole.

    semantic: What was learnt with vectors of words; None to keep what stands there.
    """
    with_vectors = semantic.weights if semantic is not None else SEMANTIC_WEIGHTS
    bars_with_vectors = semantic.bars if semantic is not None else SEMANTIC_BARS
    calibration_with_vectors = semantic.calibration if semantic is not None else SEMANTIC_CALIBRATION
    lines = [
        '"""What each feature counts for, and how much is enough.',
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
