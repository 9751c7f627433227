"""Learns to tell the words of a message that an entry is not about: python -m bot.lab.subject [OUT].

From what: questions that the shipped base has no phrasing of, as they are and with one word swapped for another, which
is then the strange one; on the base with most and with few of its phrasings. And questions as people ask them, from
tests/questions: of those about another subject (swapped/tune) nobody has said which word is strange, so the strangest
so far is taken for it, three times over. The trees are scikit-learn's gradient boosting.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import render
from ..core.answering.answerer import Answerer
from ..core.answering.reply import Reply
from ..core.knowledge.loading import load
from ..core.knowledge.model import Entry, Knowledge
from ..core.language.english import LITTLE, names, ordinary
from ..core.language.text import fold, words
from ..core.search.forest import Forest, shipped_forest
from ..core.search.learnt import SHIPPED
from ..core.search.subject import WORD_FEATURES, Subjects
from ..serving.folder import read_files
from ..settings import default_knowledge
from .questions import Asked, judge, read_questions

__all__ = ["Example", "cut", "export", "learn_forest", "main", "swapped"]

# Shares, or numbers, of the phrasings of each target that are kept, and how many of the others are asked then.
_CUTS = ((0.7, 4_000), (20, 1_000), (5, 1_000))
_OF_TARGET = 70  # phrasings of a target that was cut are asked, at the most
_FROM_BASE = 0.35  # of the words that are swapped in, those that the base knows
_ROUNDS = 3
_ASKED_WEIGHT = 4.0  # of a word of a question as people ask it, beside 1 of a made one
_KEPT = 0.975  # of the questions that are answered rightly, the share that stays so
_FOLDS = 2
_TREES = {
    "max_iter": 200, "max_leaf_nodes": 16, "learning_rate": 0.07, "min_samples_leaf": 25, "l2_regularization": 1.0,
    "random_state": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """A message beside an entry.

    Attributes:
        rows: (n_words, n_features), of its telling words.
        strange: (n_words,), 1 for a word that the entry is not about; None where only `about` is known.
        about: Whether the message is about the entry.
        asked: Whether people asked it so; else it was made.
    """

    rows: NDArray[np.float64]
    strange: NDArray[np.int64] | None
    about: bool
    asked: bool


def cut(knowledge: Knowledge, kept: float, dice: random.Random) -> tuple[Knowledge, list[tuple[str, str]]]:
    """Return a base with a share (below 1) or a number of each target's phrasings, and some of the others with the id
    of the entry that each asks for."""
    held = []
    entries = {}
    for id, entry in knowledge.entries.items():
        asked = list(entry.asked)
        dice.shuffle(asked)
        many = max(1, round(kept * len(asked))) if kept < 1 else int(kept)
        entries[id] = replace(entry, asked=tuple(asked[:many]))
        held += [(text, id) for text in asked[many : many + _OF_TARGET]]
    silences = {}
    for id, silence in knowledge.silences.items():
        many = max(1, round(kept * len(silence.asked))) if kept < 1 else int(kept)
        silences[id] = replace(silence, asked=tuple(dice.sample(silence.asked, min(many, len(silence.asked)))))
    return replace(knowledge, entries=entries, silences=silences), held


def swapped(
    text: str, supported: Callable[[str], bool], pools: Sequence[dict[str, list[str]]], dice: random.Random
) -> tuple[str, str] | None:
    """Return a text with one of its telling words that the entry supports swapped for one that it does not, and that
    word; None if there is none to swap.

    pools: Words to swap in by their endings; one of the pools is chosen by lot.
    """
    tokens = text.split()
    spoken = [words(fold(token)) for token in tokens]
    places = [
        place
        for place, said in enumerate(spoken)
        if len(said) == 1 and said[0] not in LITTLE and not said[0][0].isdigit() and supported(said[0])
    ]
    if not places:
        return None
    place = dice.choice(places)
    pool = dice.choice(pools)
    options = pool.get(_ending(spoken[place][0])) or pool.get("") or []
    for _ in range(20):
        new = dice.choice(options) if options else ""
        if new and not supported(new):
            tokens[place] = new
            return " ".join(tokens), new
    return None


def _ending(word: str) -> str:
    return next((end for end in ("ing", "ed", "es", "s", "ly", "er", "tion") if word.endswith(end)), "")


def _by_ending(found: Iterable[str]) -> dict[str, list[str]]:
    pool: dict[str, list[str]] = {}
    for word in found:
        pool.setdefault(_ending(word), []).append(word)
    return pool


def _made(knowledge: Knowledge, dice: random.Random) -> list[Example]:
    """Return examples made of the base's phrasings on the base with fewer of them."""
    plain = _by_ending(sorted(word for word in ordinary() if len(word) > 3 and word not in LITTLE))
    letters = "abcdefghiklmnoprstuvw"
    short = {"": ["".join(dice.choices(letters, k=dice.choice((2, 3, 3, 4)))) for _ in range(400)]}
    people = {"": sorted(names())}
    found = []
    for kept, most in _CUTS:
        base, held = cut(knowledge, kept, dice)
        asked = Counter(word for t in knowledge.entries.values() for text in t.asked for word in words(fold(text)))
        own = _by_ending(sorted(w for w, times in asked.items() if times > 1 and w not in LITTLE and w.isalpha()))
        answerer, subjects = _subjects(base)
        dice.shuffle(held)
        for text, id in held[:most]:
            entry = base.entries[id]
            _, rows = subjects.rows(answerer.read(text), entry)
            found.append(Example(rows, np.zeros(len(rows), np.int64), True, False))
            pools = [own] if dice.random() < _FROM_BASE else [plain, plain, short, people]
            made = swapped(text, lambda word: subjects.supports(word, entry), pools, dice)  # noqa: B023 - used at once
            if made is not None:
                typed, rows = subjects.rows(answerer.read(made[0]), entry)
                strange = np.asarray([int(made[1] in said.split()) for said in typed], np.int64)
                found.append(Example(rows, strange, False, False))
    return found


def _subjects(knowledge: Knowledge) -> tuple[Answerer, Subjects]:
    answerer = Answerer(knowledge, replace(SHIPPED, forest=None))
    matcher = answerer.matcher
    empty = np.zeros(0, np.int32)
    none = Forest(WORD_FEATURES, 0.0, 0.0, empty, empty, np.zeros(0), empty, empty)
    return answerer, Subjects(matcher.targets, knowledge.vocabulary, matcher.lexicon, matcher.features, none)


def _asked(knowledge: Knowledge, questions: Sequence[Asked]) -> list[Example]:
    """Return questions as people ask them beside the entry that answers them, or that the engine thinks most likely."""
    answerer, subjects = _subjects(knowledge)
    texts = {e.id: render.plain(Reply("", "answer", 1.0, "", entry=e)) for e in knowledge.entries.values()}
    found = []
    for asked in questions:
        message = answerer.read(asked.ask)
        ranked = [m.target for m in answerer.matcher.rank(message, limit=20).matches if isinstance(m.target, Entry)]
        about = asked.expect == "answer"
        if about and asked.shows:
            ranked = [entry for entry in ranked if judge(asked, "answer", texts[entry.id], entry.id) == "right"]
        if ranked:
            _, rows = subjects.rows(message, ranked[0])
            found.append(Example(rows, np.zeros(len(rows), np.int64) if about else None, about, True))
    return [example for example in found if len(example.rows)]


def learn_forest(knowledge: Knowledge, questions: Sequence[Asked], say: Callable[[str], None]) -> Forest:
    """Return a forest learnt on a base and questions about it; `say` is told how it does on questions left out."""
    dice = random.Random(7)
    made = [example for example in _made(knowledge, dice) if len(example.rows)]
    asked = _asked(knowledge, questions)
    fold_of = [dice.randrange(_FOLDS) for _ in asked]
    highest: list[float] = [0.0] * len(asked)
    for fold_ in range(_FOLDS):
        model = _fitted([*made, *(example for example, at in zip(asked, fold_of, strict=True) if at != fold_)])
        for place, example in enumerate(asked):
            if fold_of[place] == fold_:
                highest[place] = float(model.decision_function(example.rows).max())
    kept = np.asarray([odds for odds, example in zip(highest, asked, strict=True) if example.about])
    others = np.asarray([odds for odds, example in zip(highest, asked, strict=True) if not example.about])
    bar = float(np.quantile(kept, _KEPT))
    say(
        f"{len(made)} made, {len(asked)} asked; at the bar {bar:.2f} {_KEPT:.1%} kept, {(others > bar).mean():.1%} told"
    )
    return export(_fitted([*made, *asked]), bar)


def _fitted(examples: Sequence[Example]) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier

    rows = np.concatenate([example.rows for example in examples])
    starts = np.cumsum([0, *(len(example.rows) for example in examples)])
    weights = np.repeat([_ASKED_WEIGHT if e.asked else 1.0 for e in examples], np.diff(starts))
    certain = np.repeat([e.strange is not None for e in examples], np.diff(starts))
    strange = np.concatenate([np.zeros(len(e.rows), np.int64) if e.strange is None else e.strange for e in examples])
    model = HistGradientBoostingClassifier(**_TREES).fit(rows[certain], strange[certain], weights[certain])
    for _ in range(_ROUNDS if not certain.all() else 0):
        odds = model.decision_function(rows)
        for start, end, example in zip(starts[:-1], starts[1:], examples, strict=True):
            if example.strange is None:
                strange[start:end] = odds[start:end] >= odds[start:end].max()
        model = HistGradientBoostingClassifier(**_TREES).fit(rows, strange, weights)
    return model


def export(model: Any, bar: float) -> Forest:
    """Return what scikit-learn has learnt as a forest."""
    roots: list[int] = []
    nodes: dict[str, list[float]] = {"column": [], "threshold": [], "left": [], "right": []}
    for (tree,) in model._predictors:  # its nodes are to be had nowhere else
        first = len(nodes["column"])
        roots.append(first)
        for at, node in enumerate(tree.nodes):
            leaf = bool(node["is_leaf"])
            nodes["column"].append(-1 if leaf else int(node["feature_idx"]))
            nodes["threshold"].append(round(float(node["value"]), 5) if leaf else float(node["num_threshold"]))
            nodes["left"].append(first + (at if leaf else int(node["left"])))
            nodes["right"].append(first + (at if leaf else int(node["right"])))
    return Forest(
        WORD_FEATURES,
        round(bar, 3),
        float(np.ravel(model._baseline_prediction)[0]),
        np.asarray(roots, np.int32),
        np.asarray(nodes["column"], np.int32),
        np.asarray(nodes["threshold"]),
        np.asarray(nodes["left"], np.int32),
        np.asarray(nodes["right"], np.int32),
    )


def main(arguments: Sequence[str]) -> None:
    """Learn on the shipped base and tests/questions, and write the forest."""
    questions = read_questions([Path("tests/questions/tune"), Path("tests/questions/swapped/tune")])
    kept = [asked for asked in questions if asked.kind == "swapped" or asked.expect == "answer"]
    forest = learn_forest(load(read_files(default_knowledge())), kept, print)
    out = Path(arguments[0]) if arguments else Path(__file__).parents[1] / "core" / "search" / "subject.json"
    out.write_text(forest.written(), "ascii")
    shipped_forest.cache_clear()


if __name__ == "__main__":
    main(sys.argv[1:])
