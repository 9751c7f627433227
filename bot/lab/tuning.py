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
from dataclasses import replace

from ..core.answering.answerer import Answerer
from ..core.knowledge.model import Knowledge
from ..core.search.learnt import SHIPPED
from ..core.search.matching import Matcher
from ..core.search.vectors import Vectors
from .bars import choose, distress_bar
from .choices import Case, cases_of, poorer, weight_of, weighted
from .learnt import Learnt
from .logit import fit
from .questions import Asked

__all__ = ["learn"]

_FOLDS = 5
_EVERY = 3  # of the questions on each of the bases made of the first one, one in so many is learnt from
_MADE_WEIGHT, _ALSO_WEIGHT = 0.2, 0.5  # of each base made of the first one, and of each other, beside 1 for the first


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
    answerer = Answerer(knowledge, SHIPPED.without_trees(), vectors=vectors)
    own = cases_of(answerer, questions)
    say(f"{len(own)} choices from {len(questions)} questions")
    others = _elsewhere(answerer, questions, also, vectors, weight_of(own))
    say(f"{len(others)} choices from other bases")
    cases = [*own, *others]
    tested: list[tuple[Answerer, Asked]] = []
    for fold in range(_FOLDS):
        block = range(len(questions) * fold // _FOLDS, len(questions) * (fold + 1) // _FOLDS)
        weights = _fitted([case for case in cases if case.group not in block], answerer.matcher)
        learner = answerer.with_weights(weights).remembering()
        tested += [(learner, questions[at]) for at in block if questions[at].expect != "signpost"]
        say(f"fold {fold + 1} of {_FOLDS}")
    chosen = choose(tested)
    return Learnt(
        _fitted(cases, answerer.matcher),
        chosen.bars,
        chosen.calibration,
        distress_bar(answerer, questions, say) if knowledge.help and vectors is None else 0.0,
        f"cross-validated over {len(tested)} questions: {chosen.right} answered right, {chosen.wrong} wrong "
        f"at the bar {chosen.bars['answer']:.2f}",
    )


def _elsewhere(
    answerer: Answerer,
    questions: Sequence[Asked],
    also: Sequence[tuple[Knowledge, Sequence[Asked]]],
    vectors: Vectors | None,
    whole: float,
) -> list[Case]:
    """Return cases on bases made of the first one, and on others; whole: what the cases on the first one weigh."""
    found = []
    for at, base in enumerate(poorer(answerer.knowledge)):
        cases = cases_of(
            Answerer(base, SHIPPED.without_trees(), vectors=vectors),
            questions,
            at,
            _EVERY,
            len(answerer.matcher.targets),
        )
        found += weighted(cases, _MADE_WEIGHT * whole)
    for base, asked in also:
        cases = [
            replace(case, group=-1)
            for case in cases_of(Answerer(base, SHIPPED.without_trees(), vectors=vectors), asked)
        ]
        found += weighted(cases, _ALSO_WEIGHT * whole)
    return found


def _fitted(cases: Sequence[Case], matcher: Matcher) -> dict[str, tuple[float, float]]:
    """Return the weights by name, each rounded to three digits: at one phrasing a target, and for more."""
    found = zip(*(each.tolist() for each in fit([case.choice for case in cases])), strict=True)
    of_targets, of_none = matcher.features.names
    named = zip((*of_targets, *of_none), found, strict=True)
    return {name: (round(at_one, 3), round(more, 3)) for name, (at_one, more) in named}
