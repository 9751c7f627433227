"""How sure is sure enough: bars and calibration, chosen by the replies that they lead to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import log

import numpy as np

from .. import render
from ..core.answering.answerer import Answerer
from ..core.answering.deciding import Bars
from ..core.answering.distress import Distress, ordinary
from ..core.knowledge.model import Help, HelpMessages
from ..core.search.weights import BARS
from .logit import Choice, fit
from .questions import Asked, Verdict, judge

__all__ = ["Chosen", "choose", "distress_bar"]

_TRIED_BARS = tuple(round(0.4 + 0.03 * step, 2) for step in range(16))
_TRIED_ALONE = (0.7, 0.8, 0.9)
_TRIED_PARTS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
# A wrong answer does more harm than a missed one, and two entries where one was meant are a little worse than one.
_COST_OF_WRONG = 5.0
_COST_OF_TWO = 0.1
_COST_OF_ASKED = 5.0  # of a mistake at a question as people ask it, beside 1 at a message of the help file
_COST_OF_MISSED = 1.3  # of a call that gets no help lines, beside 1 for help lines that nobody needs
_DISTRESS_FOLDS = 4


@dataclass(frozen=True, slots=True)
class Chosen:
    """The best bars that were tried, and what they lead to.

    bars: By name, as `Bars` takes them: probabilities.
    calibration: Slope and shift of the log-odds by which the probability of an answer becomes a confidence.
    right: How many answers were right.
    wrong: How many were wrong.
    """

    bars: dict[str, float]
    calibration: tuple[float, float]
    right: int
    wrong: int


def choose(tested: Sequence[tuple[Answerer, Asked]]) -> Chosen:
    """Return the best bars for questions, each with the answerer that did not learn from it.

    Of bars that do equally well the higher ones. Every pair of bars asks all of them again: give answerers that
    remember.
    """
    pairs = [(answer, alone) for answer, alone in product(_TRIED_BARS, _TRIED_ALONE) if answer <= alone]
    tried = {(answer, alone): _tried(tested, answer, alone, answer) for answer, alone in pairs}
    answer_bar, alone_bar = max(tried, key=lambda bars: (_balance(tried[bars]), bars))
    several = [(learner, asked) for learner, asked in tested if len(asked.shows) > 1]
    part_bar = max(
        (bar for bar in _TRIED_PARTS if bar <= answer_bar),
        key=lambda bar: (_balance(_tried(several, answer_bar, alone_bar, bar)), bar),
    )
    given = _tried(tested, answer_bar, alone_bar, part_bar)
    right, wrong = (sum(each.verdict == wanted for each in given) for wanted in ("right", "wrong"))
    return Chosen(_bars(answer_bar, alone_bar, part_bar), _calibrated(given), right, wrong)


@dataclass(frozen=True, slots=True)
class _Given:
    """An answer that was given.

    confidence: 0.0 to 1.0.
    two: Whether two entries were in it, where one was asked for.
    verdict: What it was worth.
    """

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


def distress_bar(answerer: Answerer, questions: Sequence[Asked], say: Callable[[str], None]) -> float:
    """Return the bar for distress: by cross-validation over the messages of the help file, and by the questions.

    The messages that only sound like calls were written to be as hard as can be, so a false alarm among them weighs
    less than one at a question as people ask them. To miss a call is worse than either.
    """
    help = answerer.knowledge.help
    assert help is not None
    said = ordinary(answerer.knowledge)
    calls: list[float] = []
    plain: list[float] = []
    english = HelpMessages(help.calls, help.plain)
    for fold in range(_DISTRESS_FOLDS):
        judge_ = Distress(_without(help, fold), said)
        for told in (english, *help.messages.values()):
            calls += [answerer.distress(message, judge_) for message in told.calls[fold::_DISTRESS_FOLDS]]
            plain += [answerer.distress(message, judge_) for message in told.plain[fold::_DISTRESS_FOLDS]]
        say(f"distress, fold {fold + 1} of {_DISTRESS_FOLDS}")
    wanted = [answerer.distress(asked.ask) for asked in questions if asked.expect == "signpost"]
    asked = [answerer.distress(asked.ask) for asked in questions if asked.expect != "signpost"]

    def cost(bar: float) -> float:
        missed = sum(score < bar for score in calls) + _COST_OF_ASKED * sum(score < bar for score in wanted)
        alarmed = sum(score >= bar for score in plain) + _COST_OF_ASKED * sum(score >= bar for score in asked)
        return _COST_OF_MISSED * missed + alarmed

    def around(bar: float) -> float:
        """Return the cost of a bar and of those beside it: from one to the next it jumps by chance."""
        return sum(cost(round(bar + beside, 1)) for beside in (-0.1, 0.0, 0.1))

    return min((round(-2 + 0.1 * step, 1) for step in range(51)), key=lambda bar: (around(bar), bar))


def _without(help: Help, fold: int) -> Help:
    """Return help lines that are learnt without one part in _DISTRESS_FOLDS of the messages of each language."""
    messages = {
        language: HelpMessages(_rest(said.calls, fold), _rest(said.plain, fold))
        for language, said in help.messages.items()
    }
    return replace(help, calls=_rest(help.calls, fold), plain=_rest(help.plain, fold), messages=messages)


def _rest(messages: Sequence[str], fold: int) -> tuple[str, ...]:
    return tuple(message for at, message in enumerate(messages) if at % _DISTRESS_FOLDS != fold)
