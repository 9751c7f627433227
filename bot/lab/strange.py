"""Learns to tell the words of a message that an entry is not about.

From what: phrasings that were taken out of a base, as they are and with one word swapped for another, which is then the
strange one; on the base with most and with few of its phrasings. And questions as people ask them: of those about
another subject nobody has said which word is strange, so the strangest so far is taken for it, three times over. The
trees are scikit-learn's gradient boosting.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..core.answering.answerer import Answerer
from ..core.knowledge.model import Knowledge
from ..core.language.english import LITTLE, names, ordinary
from ..core.language.text import fold, words
from ..core.search.learnt import SHIPPED
from ..core.search.vectors import Vectors

__all__ = ["Example", "cut", "made", "pools_of", "strange_trees", "swapped"]

# Shares, or numbers, of the phrasings of each target that are kept, and how many of the others are asked then.
_CUTS = ((0.7, 4_000), (20, 1_000), (5, 1_000))
_OF_TARGET = 70  # phrasings of a target that was cut are asked, at the most
_ROUNDS = 3
_ASKED_WEIGHT = 2.0  # of a word of a question as people ask it, beside 1 of a made one
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


def pools_of(knowledge: Knowledge, dice: random.Random) -> list[dict[str, list[str]]]:
    """Return words to swap in: plain English twice, short ones that mean nothing, people's names, the base's own."""
    plain = _by_ending(sorted(word for word in ordinary() if len(word) > 3 and word not in LITTLE))
    letters = "abcdefghiklmnoprstuvw"
    short = {"": ["".join(dice.choices(letters, k=dice.choice((2, 3, 3, 4)))) for _ in range(400)]}
    asked = Counter(word for t in knowledge.entries.values() for text in t.asked for word in words(fold(text)))
    own = _by_ending(sorted(w for w, times in asked.items() if times > 1 and w not in LITTLE and w.isalpha()))
    return [plain, plain, short, {"": sorted(names())}, own, own]


def made(knowledge: Knowledge, vectors: Vectors | None) -> list[Example]:
    """Return examples made of a base's phrasings on the base with fewer of them. Deterministic."""
    dice = random.Random(7)
    pools = pools_of(knowledge, dice)
    found = []
    for kept, most in _CUTS:
        base, held = cut(knowledge, kept, dice)
        answerer = Answerer(base, SHIPPED.without_trees(), vectors=vectors)
        subjects = answerer.decider.subjects
        dice.shuffle(held)
        for text, id in held[:most]:
            entry = base.entries[id]
            _, rows = subjects.rows(answerer.read(text), entry)
            found.append(Example(rows, np.zeros(len(rows), np.int64), True, False))
            new = swapped(text, lambda word: subjects.supports(word, entry), pools, dice)  # noqa: B023 - used at once
            if new is not None:
                typed, rows = subjects.rows(answerer.read(new[0]), entry)
                strange = np.asarray([int(new[1] in said.split()) for said in typed], np.int64)
                found.append(Example(rows, strange, False, False))
    return [example for example in found if len(example.rows)]


def strange_trees(examples: Sequence[Example]) -> Any:
    """Return a model of scikit-learn that tells strange words."""
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
