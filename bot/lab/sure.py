"""Learns how sure an answer is, and from which confidence on it is given.

What is learnt from are replies that could be given to questions whose right reply is known: on each base as it is, with
few of its phrasings, with a part of its entries, so that questions lose their answers, and with many more of them; to
phrasings that were taken out of a base, as they are and with a word swapped; and to questions in the shape of one about
the base and about another subject. What the words of a question say (strange.py) is told by trees that did not learn
from it, as it will be of questions that nobody has asked yet. The trees are scikit-learn's gradient boosting.

The bar rises where a base has few phrasings: it is as high, in bases of each richness, as it must be for a given share
of the questions, at most, to be answered wrongly; a line over richness is laid through these bars.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import render
from ..core.answering.answerer import Answerer
from ..core.answering.confidence import Confidence, columns, of_words
from ..core.answering.deciding import Option
from ..core.answering.reply import Reply
from ..core.knowledge.model import Entry, Knowledge
from ..core.language.message import Message
from ..core.search.forest import Forest
from ..core.search.learnt import SHIPPED
from ..core.search.matching import Ranking
from ..core.search.subject import WORD_FEATURES, WORD_VECTOR_FEATURES
from ..core.search.vectors import Vectors
from .questions import Asked, judge
from .remaking import grown, part, thinned
from .strange import Example, cut, made, pools_of, strange_trees, swapped
from .trees import export

__all__ = ["learn_trees"]

_FOLDS = 3
# What is made of a base: with so many phrasings a target at most, with a share of its targets or with so many entries,
# and on which share of the questions it is tried.
_MADE: tuple[tuple[int | None, float, float], ...] = (
    (None, 1.0, 1.0),
    *((each, 1.0, 0.5) for each in (0, 5, 20)),
    *((each, 1.0, 0.35) for each in (1, 2, 10, 60)),
    *((each, 0.5, 0.3) for each in (None, 0, 2, 5, 10, 20)),
    *((each, 0.25, 0.2) for each in (None, 5, 20)),
    (10, 200, 0.25),
    (5, 400, 0.25),
    (10, 1_000, 0.25),
)
# Of the phrasings of each target such a share is kept; so many of the others are asked, as they are and swapped.
_CUT, _PHRASINGS, _PHRASING_WEIGHT, _MADE_EACH = 0.7, 1_200, 0.5, 100
_PHRASING = "phrasing"
_ORDINARY_WEIGHT = 3.0  # of a question as people ask it, beside 1 of one that asks whether the subject counts
_WHOLE_WEIGHT = 3.0  # of a question on a base as it is, beside 1 on what is made of it
_WORDS_FROM = (None, 1, 5, 20)  # the bases whose questions teach which words are strange
_MAX_WRONG = 0.025
_LEAST_BAR, _MOST_BAR = 0.3, 0.85
# An answer that could have another beside it stands alone from so sure on; one of several questions needs so much of
# the bar; the others are bars of probability.
_ALONE, _PART, _SUGGEST, _SILENCE = 0.85, 0.6, 0.03, 0.2
_STRANGE_KEPT = 0.975  # of the questions that an entry answers, the share without a word that is told as strange
_TREES = {
    "max_iter": 250, "max_leaf_nodes": 12, "learning_rate": 0.05, "min_samples_leaf": 40, "l2_regularization": 2.0,
    "random_state": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer that could be given.

    Attributes:
        row: What it is judged by, but for the words.
        words: (n_words, n_features), the words of the question beside the entry that leads.
        right: Whether it would be right.
    """

    row: NDArray[np.float64]
    words: NDArray[np.float64]
    right: bool


@dataclass(frozen=True, slots=True)
class _Tried:
    """A question on a base.

    Attributes:
        group: The question; one question on several bases is one group.
        base: The number of the base that it is about.
        asked: The question.
        answers: Those that could be given, in order.
        each: How many phrasings a target has at most; None: as many as it has.
        whole: Whether the base has all of its entries, and no others.
        richness: Of the base.
        piece: Whether it is one sentence of a longer message only.
        answerable: Whether the base has an answer to it.
        weight: What it counts beside others.
    """

    group: int
    base: int
    asked: Asked
    answers: tuple[_Answer, ...]
    each: int | None
    whole: bool
    richness: float
    piece: bool
    answerable: bool
    weight: float = 1.0

    @property
    def ordinary(self) -> bool:
        """Whether it is asked as people ask, and not to find out whether the subject counts."""
        return self.asked.kind not in ("swapped", "control", _PHRASING)

    @property
    def measures(self) -> bool:
        """Whether bars are measured by it: it is an ordinary question on a base that has all of its entries."""
        return self.whole and not self.piece and self.ordinary


def learn_trees(
    bases: Sequence[tuple[Knowledge, Sequence[Asked]]], *, vectors: Vectors | None, say: Callable[[str], None]
) -> tuple[Forest, Forest]:
    """Return what tells strange words, and how sure an answer is, learnt from questions on some bases. Deterministic.

    Args:
        vectors: Where vectors of words come from; None: for words alone.
        say: Is told of the progress, line by line.
    """
    tried = list(_all_tried(bases, vectors))
    examples = [example for knowledge, _ in bases for example in made(knowledge, vectors)]
    say(f"{len(tried)} questions on bases, {len(examples)} made of phrasings")
    dice = np.random.default_rng(0)
    fold_of = dice.integers(0, _FOLDS, max(each.group for each in tried) + 1)
    words: dict[int, list[NDArray[np.float64]]] = {}  # by question tried, the log-odds of the words of its answers
    kept: list[float] = []
    for fold in range(_FOLDS):
        model = strange_trees([*examples, *_examples(each for each in tried if fold_of[each.group] != fold)])
        chosen = [at for at, each in enumerate(tried) if fold_of[each.group] == fold]
        words |= dict(zip(chosen, _odds(model, [tried[at] for at in chosen]), strict=True))
        kept += [
            float(odds.max())
            for at in chosen
            for answer, odds in zip(tried[at].answers[:1], words[at][:1], strict=True)
            if answer.right and len(odds)
        ]
        say(f"strange words, fold {fold + 1} of {_FOLDS}")
    strange = strange_trees([*examples, *_examples(tried)])
    table, right, owner, weights = _table(tried, words)
    groups = np.asarray([tried[at].group for at in owner])
    sure = np.zeros(len(table))
    for fold in range(_FOLDS):
        learnt_from = fold_of[groups] != fold
        model = _fitted(table[learnt_from], right[learnt_from], weights[learnt_from])
        sure[~learnt_from] = model.predict_proba(table[~learnt_from])[:, 1]
        say(f"confidence, fold {fold + 1} of {_FOLDS}")
    bars = _bars(tried, owner, sure, say)
    word_features = WORD_FEATURES if vectors is None else (*WORD_FEATURES, *WORD_VECTOR_FEATURES)
    return (
        export(strange, word_features, {"strange": (float(np.quantile(kept, _STRANGE_KEPT)), 0.0)}),
        export(_fitted(table, right, weights), columns(vectors=vectors is not None), bars),
    )


def _all_tried(bases: Sequence[tuple[Knowledge, Sequence[Asked]]], vectors: Vectors | None) -> Iterator[_Tried]:
    """Yield questions on all bases, and on those made of them; of each base those that it answers and the others count
    the same together, or trees would learn how often that is so, and not what tells it."""
    first = 0
    for number, (knowledge, questions) in enumerate(bases):
        dice = random.Random(1)
        for each, share, of_questions in _MADE:
            base = thinned(knowledge, each, dice)
            base = part(base, share, dice) if share < 1 else grown(base, int(share), dice) if share > 1 else base
            chosen = [(first + at, asked) for at, asked in enumerate(questions) if dice.random() < of_questions]
            whole = share == 1
            tried = list(_tried_on(base, chosen, vectors, number, each, whole))
            yield from _evened(tried, _WHOLE_WEIGHT if whole and each is None else 1.0)
        first += len(questions)
        base, held = cut(knowledge, _CUT, dice)
        dice.shuffle(held)
        made_ = list(_made_questions(base, held[:_PHRASINGS], vectors, dice))
        tried = list(_tried_on(base, list(enumerate(made_, first)), vectors, number, _MADE_EACH, False))
        yield from _evened(tried, _PHRASING_WEIGHT)
        first += len(made_)


def _made_questions(
    base: Knowledge, held: Sequence[tuple[str, str]], vectors: Vectors | None, dice: random.Random
) -> Iterator[Asked]:
    """Yield phrasings that were taken out of a base as questions, and each with one word swapped."""
    subjects = Answerer(base, SHIPPED.without_trees(), vectors=vectors).decider.subjects
    pools = pools_of(base, dice)
    for text, id in held:
        entry = base.entries[id]
        yield Asked(text, _PHRASING, "answer", entry=id)
        new = swapped(text, lambda word: subjects.supports(word, entry), pools, dice)  # noqa: B023 - used at once
        if new is not None:
            yield Asked(new[0], "swapped", "no_answer")


def _tried_on(
    base: Knowledge,
    asked: Sequence[tuple[int, Asked]],
    vectors: Vectors | None,
    number: int,
    each: int | None,
    whole: bool,
) -> Iterator[_Tried]:
    """Yield questions, each with the number of its group, on one base."""
    answerer = Answerer(base, SHIPPED.without_trees(), vectors=vectors)
    texts = {e.id: render.plain(Reply("", "answer", 1.0, "", entry=e)) for e in base.entries.values()}
    richness = answerer.matcher.features.richness
    for group, question in asked:
        message = answerer.read(question.ask)
        answerable = question.expect == "answer" and any(
            judge(question, "answer", text, id) == "right" for id, text in texts.items()
        )
        for text in (message, *message.sentences):
            answers = tuple(_answers(answerer, question, text))
            if answers:
                piece = text is not message
                yield _Tried(group, number, question, answers, each, whole, richness, piece, answerable)


def _evened(tried: Sequence[_Tried], weight: float) -> Iterator[_Tried]:
    """Yield questions such that those with an answer weigh as much together as those without."""
    for kind in (True, False):
        same = [each for each in tried if each.answerable is kind]
        whole = sum(_ORDINARY_WEIGHT if each.ordinary else 1.0 for each in same)
        share = weight * len(tried) / 2 / max(whole, 1.0)
        yield from (replace(each, weight=share * (_ORDINARY_WEIGHT if each.ordinary else 1.0)) for each in same)


def _answers(answerer: Answerer, asked: Asked, message: Message) -> Iterator[_Answer]:
    """Yield the answers that could be given to a question, or to a sentence of it; none if it calls for help, asks for
    several things, or is a way of asking that the base has."""
    decider = answerer.decider
    if asked.expect == "signpost" or len(asked.shows) > 1 or not message.telling or decider.foreseen(message):
        return
    features = answerer.matcher.features
    confidence = Confidence(None, decider.covers, features.richness, len(answerer.matcher.targets))
    ranking = decider.rank(message)
    for option in decider.options(ranking):
        entry = option.lead.target
        assert isinstance(entry, Entry)
        words = decider.subjects.judge(message, entry)
        yield _Answer(confidence.row(ranking, option), words.rows, _is_right(answerer, asked, ranking, option))


def _is_right(answerer: Answerer, asked: Asked, ranking: Ranking, option: Option) -> bool:
    decision = answerer.decider.taken(ranking, option)
    reply = Reply(asked.ask, "answer", 1.0, "", decision.entry, also=decision.also, corrections=decision.premise.names)
    assert decision.entry is not None
    if asked.entry:  # what covers an entry answers for it
        told = {entry.id for entry in (decision.entry, *decision.also)}
        return asked.entry in told.union(*(answerer.decider.covers[id] for id in told))
    return judge(asked, "answer", render.plain(reply), decision.entry.id) == "right"


def _examples(tried: Iterable[_Tried]) -> Iterator[Example]:
    """Yield the questions that teach which words are strange: those that the likeliest entry answers, and those about
    another subject."""
    for each in tried:
        first = each.answers[0]
        if each.each not in _WORDS_FROM or not each.whole or not len(first.words):
            continue
        if each.asked.kind == "swapped":
            yield Example(first.words, None, False, True)
        elif first.right:
            yield Example(first.words, np.zeros(len(first.words), np.int64), True, True)


def _odds(model: Any, tried: Sequence[_Tried]) -> list[list[NDArray[np.float64]]]:
    """Return for each question the log-odds of the words of each of its answers."""
    tables = [answer.words for each in tried for answer in each.answers]
    odds = model.decision_function(np.concatenate(tables))
    cut = iter(np.split(odds, np.cumsum([len(table) for table in tables])[:-1]))
    return [[next(cut) for _ in each.answers] for each in tried]


def _table(
    tried: Sequence[_Tried], words: dict[int, list[NDArray[np.float64]]]
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return a row for each answer, whether it is right, which question it belongs to, and what it weighs."""
    rows, right, owner, weights = [], [], [], []
    unsupported = WORD_FEATURES.index("unsupported")
    for at, each in enumerate(tried):
        for answer, odds in zip(each.answers, words[at], strict=True):
            rows.append(np.append(answer.row, of_words(odds, answer.words[:, unsupported])))
            right.append(int(answer.right))
            owner.append(at)
            weights.append(each.weight)
    return np.asarray(rows), np.asarray(right), np.asarray(owner), np.asarray(weights)


def _fitted(rows: NDArray[np.float64], right: NDArray[np.int64], weights: NDArray[np.float64]) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(**_TREES).fit(rows, right, weights)


def _bars(
    tried: Sequence[_Tried], owner: NDArray[np.int64], sure: NDArray[np.float64], say: Callable[[str], None]
) -> dict[str, tuple[float, float]]:
    """Return the bars, each a line over richness."""
    answers: dict[int, list[float]] = defaultdict(list)
    for at, much in zip(owner.tolist(), sure.tolist(), strict=True):
        answers[at].append(much)
    levels: dict[tuple[int, int | None], list[tuple[list[float], _Tried]]] = defaultdict(list)
    for at, each in enumerate(tried):
        if each.measures:
            levels[each.base, each.each].append((answers[at], each))
    found = []
    for level in levels.values():
        bar = next((bar for bar in _TRIED if _wrong(level, bar) <= _MAX_WRONG), _MOST_BAR)
        richness = float(np.mean([each.richness for _, each in level]))
        found.append((richness, bar, len(level)))
        right = sum(_given(sures, each, bar) is True for sures, each in level)
        wanted = max(1, sum(each.asked.expect == "answer" for _, each in level))
        say(f"{np.exp(richness):6.1f} phrasings a target: bar {bar:.2f}, {right / wanted:.1%} answered right")
    richness, bars, sizes = np.asarray(found).T
    more, at_one = np.polyfit(richness, bars, 1, w=sizes**2) if len(found) > 1 else (0.0, bars[0])
    line = (float(at_one), float(more))
    part_line = line[0] * _PART, line[1] * _PART
    fixed = {"alone": (_ALONE, 0.0), "suggest": (_SUGGEST, 0.0), "silence": (_SILENCE, 0.0)}
    return {"answer": line, "part": part_line, **fixed}


_TRIED = tuple(float(bar) for bar in np.arange(_LEAST_BAR, _MOST_BAR, 0.01))


def _given(sures: Sequence[float], each: _Tried, bar: float) -> bool | None:
    """Return whether the answer given at a bar is right; None if none is given."""
    return next((answer.right for much, answer in zip(sures, each.answers, strict=True) if much >= bar), None)


def _wrong(level: Sequence[tuple[list[float], _Tried]], bar: float) -> float:
    return sum(_given(sures, each, bar) is False for sures, each in level) / max(1, len(level))
