"""The engine beside plainer ways of finding the entry a question asks for: on the same questions, in the same run.

Every one of them guesses an entry for each question and says how sure it is. Measured is what that is worth: how often
the guess is right, how well the sureness tells questions that have an answer from others, and how many questions it
answers right if at most three in a hundred may be answered wrongly.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from .. import render
from ..core.answering.answerer import Answerer
from ..core.answering.reply import Reply
from ..core.knowledge.model import Entry, Knowledge
from ..core.language.english import stem
from ..core.language.text import fold, words
from ..core.search.learnt import SHIPPED
from ..core.search.targets import phrasings_of
from ..core.search.vectors import Vectors
from ..core.search.weights import WEIGHTS
from .questions import Asked, judge, with_typos

__all__ = ["HEADING", "IDEAS", "Guess", "Rated", "Way", "ablated", "auroc", "compare", "right_at", "ways"]

HEADING = f"{'':<58} {'right':>7} {'typos':>7} {'AUROC':>7} {'3 % wrong':>9} {'us':>7}"

_MAX_WRONG = 0.03
_STRANGE = 100.0  # more than any way is sure of anything

# The ideas of the engine, and the features that each stands in (core/search/matching.py).
IDEAS = {
    "odds of words": ("odds",),
    "the sum of all phrasings": ("centre", "none_centre"),
    "votes of all phrasings": ("votes", "none_votes"),
    "letters": ("alike", "none_letters"),
    "words known and unknown": ("covered", "uncovered", "lacking", "none_unknown"),
    "numbers": ("numbers", "numberless"),
    "names": ("foreign", "named"),
    "the kind of thing asked": ("asks",),
    "few words": ("brief", "none_brief"),
}


@dataclass(frozen=True, slots=True)
class Guess:
    """The entry that a question is taken to ask for.

    entry: Its id.
    sure: How sure that is, on a scale of each way's own.
    answerable: How sure it is that any entry answers, on the same scale; None: as sure as of this one.
    """

    entry: str
    sure: float
    answerable: float | None = None


Way = Callable[[Sequence[str]], list[Guess]]


@dataclass(frozen=True, slots=True)
class Rated:
    """What a way of guessing is worth, as shares from 0.0 to 1.0.

    name: What the way is called in the table.
    first: Of the answerable questions, those whose guess is right.
    typos: The same with slips of the fingers in the questions.
    auroc: The chance that an answerable question gets a surer guess than one without an answer; NaN if there are none
        of either.
    right: Of the answerable questions, those answered right where the bar is as low as 3 % of all questions answered
        wrongly allow.
    us: Microseconds a question.
    """

    name: str
    first: float
    typos: float
    auroc: float
    right: float
    us: float

    def __str__(self) -> str:
        """Return a row of a table."""
        shares = f"{self.first:>7.1%} {self.typos:>7.1%} {self.auroc:>7.3f} {self.right:>9.1%}"
        return f"{self.name:<58} {shares} {self.us:>7.0f}"


def compare(knowledge: Knowledge, questions: Sequence[Asked], guessing: dict[str, Way]) -> list[Rated]:
    """Return how the ways of guessing do on the questions, in their order. Messages that call for help are left out."""
    asked = [question for question in questions if question.expect != "signpost"]
    texts = {entry.id: render.plain(Reply("", "answer", 1.0, "", entry=entry)) for entry in knowledge.entries.values()}
    answerable = np.asarray([question.expect == "answer" for question in asked], np.bool_)
    dice = random.Random(0)
    plain = [question.ask for question in asked]
    misspelt = [with_typos(text, dice) for text in plain]
    rated = []
    for name, way in guessing.items():
        start = time.perf_counter()
        guesses = way(plain)
        us = (time.perf_counter() - start) * 1e6 / max(1, len(plain))
        right = _right(asked, guesses, texts)
        sure = np.asarray([guess.sure for guess in guesses])
        any_ = np.asarray([guess.sure if guess.answerable is None else guess.answerable for guess in guesses])
        rated.append(
            Rated(
                name,
                _share(right[answerable]),
                _share(_right(asked, way(misspelt), texts)[answerable]),
                auroc(any_[answerable], any_[~answerable]),
                right_at(sure, right, _MAX_WRONG) / max(1, int(answerable.sum())),
                us,
            )
        )
    return rated


def _right(asked: Sequence[Asked], guesses: Sequence[Guess], texts: Mapping[str, str]) -> NDArray[np.bool_]:
    """Return which guesses are right, by the text of the entry guessed."""
    return np.asarray(
        [
            question.expect == "answer" and judge(question, "answer", texts[guess.entry], guess.entry) == "right"
            for question, guess in zip(asked, guesses, strict=True)
        ],
        np.bool_,
    )


def _share(right: NDArray[np.bool_]) -> float:
    return float(right.mean()) if len(right) else 0.0


def auroc(higher: NDArray[np.float64], lower: NDArray[np.float64]) -> float:
    """Return the chance that one of `higher` is above one of `lower`, equal ones counting half; NaN without either."""
    if not len(higher) or not len(lower):
        return float("nan")
    ordered = np.sort(lower)
    below = np.searchsorted(ordered, higher, "left") + np.searchsorted(ordered, higher, "right")
    return float(below.mean() / 2 / len(lower))


def right_at(sure: NDArray[np.float64], right: NDArray[np.bool_], max_wrong: float) -> int:
    """Return how many are answered right at the bar where most are, of those at which at most `max_wrong` of all are
    answered wrongly; equally sure ones are answered together or not at all."""
    order = np.argsort(-sure, kind="stable")
    last = np.append(np.diff(sure[order]) != 0, True)[: len(order)]
    rights, wrongs = np.cumsum(right[order]), np.cumsum(~right[order])
    allowed = last & (wrongs <= max_wrong * len(order))
    return int(rights[allowed].max()) if allowed.any() else 0


def ways(knowledge: Knowledge, vectors: Vectors | None = None) -> dict[str, Way]:
    """Return the engine and its rivals, each built from the same texts; those of scikit-learn if it is there, and the
    engine with vectors of words besides if these are there. The best of the rivals once more with the engine's own test
    of the subject: less sure than of anything else where a word of the question is strange to the entry."""
    entries = [(id, phrasings_of(entry)) for id, entry in knowledge.entries.items()]
    engine = Answerer(knowledge, vectors=vectors)
    found: dict[str, Way] = {"this engine": _engine(Answerer(knowledge) if vectors is not None else engine)}
    if vectors is not None:
        found["engine with word vectors"] = _engine(engine)
    scorers = (fuzz.ratio, fuzz.token_sort_ratio, fuzz.token_set_ratio, fuzz.WRatio)
    found |= {f"rapidfuzz {scorer.__name__}": _fuzzy(entries, scorer) for scorer in scorers}
    found["BM25, a document an entry"] = _bm25(entries)
    linear = _linear(entries, engine, vectors)
    tested = {f"{name}, with the subject test": _with_subject(way, engine) for name, way in linear.items()}
    return found | linear | dict(list(tested.items())[-1:])


def ablated(knowledge: Knowledge) -> dict[str, Way]:
    """Return the engine whole, by words alone; the engine as sure as it finds an entry probable; and for each of its
    ideas that engine without it.

    An idea is taken out by giving what it says of the targets no weight; the other weights stay as they were learnt
    beside it, so a row tells the most that the idea can add.
    """
    plain = SHIPPED.without_trees()
    found: dict[str, Way] = {
        "this engine": _engine(Answerer(knowledge)),
        "as sure as it is probable": _engine(Answerer(knowledge, plain)),
    }
    for idea, names in IDEAS.items():
        kept = {name: weight for name, weight in WEIGHTS.items() if name not in names}
        without = replace(plain, by_words=replace(plain.by_words, weights=kept))
        found[f"so, without {idea}"] = _engine(Answerer(knowledge, without))
    return found


def _engine(answerer: Answerer) -> Way:
    def guess(question: str) -> Guess:
        ranking = answerer.matcher.rank(answerer.read(question))
        entries = [match for match in ranking.matches if isinstance(match.target, Entry)]
        if not entries:
            return Guess(next(iter(answerer.knowledge.entries)), 0.0)
        return Guess(entries[0].target.id, answerer.judged(ranking, entries[0]).confidence)

    return lambda questions: [guess(question) for question in questions]


def _with_subject(way: Way, answerer: Answerer) -> Way:
    """Return a way that is less sure than of anything else where a word of the question is strange to its guess."""

    def guesses(questions: Sequence[str]) -> list[Guess]:
        found = way(questions)
        strange = [
            answerer.decider.subjects.strangest(answerer.read(question), answerer.knowledge.entries[guess.entry])
            for question, guess in zip(questions, found, strict=True)
        ]
        return [
            guess if word is None else replace(guess, sure=guess.sure - _STRANGE)
            for guess, word in zip(found, strange, strict=True)
        ]

    return guesses


_Entries = Sequence[tuple[str, Sequence[str]]]


def _fuzzy(entries: _Entries, scorer: Callable[..., float]) -> Way:
    phrasings = [(fold(phrasing), id) for id, asked in entries for phrasing in asked]
    texts = [text for text, _ in phrasings]

    def guess(question: str) -> Guess:
        best = process.extractOne(fold(question), texts, scorer=scorer)
        assert best is not None  # there is no cut-off
        return Guess(phrasings[best[2]][1], best[1])

    return lambda questions: [guess(question) for question in questions]


def _bm25(entries: _Entries, k1: float = 1.2, b: float = 0.75) -> Way:
    """Okapi BM25; as sure as its score is near to the best that the question could have, unknown words included."""
    documents = [[word for phrasing in asked for word in words(fold(phrasing))] for _, asked in entries]
    lengths = np.asarray([len(document) for document in documents], np.float64)
    frequency: dict[str, NDArray[np.float64]] = {}
    for at, document in enumerate(documents):
        for word in document:
            frequency.setdefault(word, np.zeros(len(documents)))[at] += 1
    norm = k1 * (1 - b + b * lengths / lengths.mean())

    def idf(word: str) -> float:
        having = np.count_nonzero(frequency[word]) if word in frequency else 0
        return float(np.log(1 + (len(documents) - having + 0.5) / (having + 0.5)))

    def guess(question: str) -> Guess:
        asked = list(dict.fromkeys(words(fold(question))))
        scores = np.zeros(len(documents))
        for word in asked:
            if word in frequency:
                scores += idf(word) * frequency[word] * (k1 + 1) / (frequency[word] + norm)
        best = int(scores.argmax())
        return Guess(entries[best][0], float(scores[best]) / max(1e-9, sum(idf(word) for word in asked) * (k1 + 1)))

    return lambda questions: [guess(question) for question in questions]


def _linear(entries: _Entries, answerer: Answerer, vectors: Vectors | None) -> dict[str, Way]:
    """Return TF-IDF of words and characters with linear classifiers; nothing if scikit-learn is not installed. The best
    last: with spelling repaired as the engine does it, and its mean with a classifier over vectors of words."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline, make_union
        from sklearn.svm import LinearSVC
    except ImportError:
        return {}
    texts = [text for _, asked in entries for text in asked]
    ids = [id for id, asked in entries for _ in asked]

    def fitted(classifier: Any, analyzer: Callable[[str], list[str]] | None = None) -> Any:
        of_words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, preprocessor=fold)
        if analyzer is not None:
            of_words = TfidfVectorizer(analyzer=analyzer, sublinear_tf=True)
        of_letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, preprocessor=fold)
        return make_pipeline(make_union(of_words, of_letters), classifier).fit(texts, ids)

    def way(classes: Sequence[str], score: Callable[[Sequence[str]], Any]) -> Way:
        def guess(questions: Sequence[str]) -> list[Guess]:
            scores = np.asarray(score(list(questions)))
            best = scores.argmax(axis=1)
            return [Guess(str(classes[at]), float(row[at])) for at, row in zip(best, scores, strict=True)]

        return guess

    def repaired(questions: Sequence[str]) -> list[str]:
        return [answerer.read(question).as_read for question in questions]

    logistic, svm = fitted(LogisticRegression(C=100.0, max_iter=2_000)), fitted(LinearSVC())
    stems = fitted(LinearSVC(), _stems_and_skips)
    found = {
        "TF-IDF, logistic regression": way(logistic.classes_, logistic.predict_proba),
        "TF-IDF, linear SVM": way(svm.classes_, svm.decision_function),
        "stems, skip-grams, letters, linear SVM": way(stems.classes_, stems.decision_function),
        "TF-IDF repaired": way(logistic.classes_, lambda asked: logistic.predict_proba(repaired(asked))),
    }
    if vectors is not None:
        near = LogisticRegression(C=100.0, max_iter=2_000).fit(vectors.of([fold(text) for text in texts]), ids)
        found["TF-IDF repaired, mean with vectors"] = way(
            logistic.classes_,
            lambda asked: (
                (logistic.predict_proba(repaired(asked)) + near.predict_proba(vectors.of(repaired(asked)))) / 2
            ),
        )
    return found


def _stems_and_skips(text: str) -> list[str]:
    """Return the stems of a text, and its pairs of stems next to each other or one apart."""
    stems = [stem(word) for word in words(fold(text))]
    pairs = [" ".join(pair) for gap in (1, 2) for pair in zip(stems, stems[gap:], strict=False)]
    return stems + pairs
