"""Bases made of a knowledge base: with fewer ways of asking, with a part of its entries, or with many more."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from ..core.knowledge.model import Entry, Knowledge
from ..core.language.english import LITTLE, ordinary
from ..core.language.text import fold, words

__all__ = ["every", "first", "grown", "part", "remade", "thinned"]

_CHANGED = 0.7  # of the telling words of a copy, those that are others


def remade(knowledge: Knowledge, *, phrasings: int | None = None, entries: int | None = None) -> Knowledge:
    """Return a base with at most so many ways of asking for each entry and silence, and of at least so many entries.
    Deterministic."""
    dice = random.Random(0)
    found = knowledge if phrasings is None else thinned(knowledge, phrasings, dice)
    return found if entries is None else grown(found, entries, dice)


def thinned(knowledge: Knowledge, each: int | None, dice: random.Random | None = None) -> Knowledge:
    """Return a base with at most so many of the ways of asking for every entry and silence; None: with all of them.

    dice: Choose which; None: they are chosen evenly.
    """

    def some(asked: tuple[str, ...]) -> tuple[str, ...]:
        if each is None:
            return asked
        if dice is None:
            return asked[:: max(1, len(asked) // max(1, each))][:each]
        return tuple(dice.sample(asked, min(each, len(asked))))

    entries = {id: replace(entry, asked=some(entry.asked)) for id, entry in knowledge.entries.items()}
    silences = {id: replace(silence, asked=some(silence.asked)) for id, silence in knowledge.silences.items()}
    return replace(knowledge, entries=entries, silences=silences)


def first(knowledge: Knowledge, each: int) -> Knowledge:
    """Return a base with the first so many ways of asking for every entry and silence: those that were typed first."""
    entries = {id: replace(entry, asked=entry.asked[:each]) for id, entry in knowledge.entries.items()}
    silences = {id: replace(silence, asked=silence.asked[:each]) for id, silence in knowledge.silences.items()}
    return replace(knowledge, entries=entries, silences=silences)


def part(knowledge: Knowledge, share: float, dice: random.Random) -> Knowledge:
    """Return a base with a share of its entries and silences; at least one entry."""
    entries = [id for id in knowledge.entries if dice.random() < share]
    silences = [id for id in knowledge.silences if dice.random() < share]
    return _only(knowledge, entries or list(knowledge.entries)[:1], silences)


def every(knowledge: Knowledge, one_in: int) -> Knowledge:
    """Return a base with one in so many of the entries and silences, evenly chosen."""
    return _only(knowledge, list(knowledge.entries)[::one_in], list(knowledge.silences)[::one_in])


def _only(knowledge: Knowledge, entries: Sequence[str], silences: Sequence[str]) -> Knowledge:
    """Return a base of some entries and silences, which mention no others."""
    kept = {id: knowledge.entries[id] for id in entries}
    left = (knowledge.silences[id] for id in silences)
    return replace(
        knowledge,
        entries={id: entry.without_others(kept) for id, entry in kept.items()},
        silences={each.id: replace(each, near=tuple(id for id in each.near if id in kept)) for each in left},
    )


def grown(knowledge: Knowledge, entries: int, dice: random.Random) -> Knowledge:
    """Return a base of so many entries: the others are copies about something else, in which most telling words are
    other words, the same everywhere in a copy. They ask in the shape of the entries of the base."""
    pool = sorted(word for word in ordinary() if len(word) > 3 and word not in LITTLE)
    originals = list(knowledge.entries.values())
    found = dict(knowledge.entries)
    while len(found) < entries:
        others: dict[str, str] = {}
        for entry in originals[: entries - len(found)]:
            copy = _about_something_else(entry, len(found), others, pool, dice)
            found[copy.id] = copy
    return replace(knowledge, entries=found)


def _about_something_else(
    entry: Entry, number: int, others: dict[str, str], pool: list[str], dice: random.Random
) -> Entry:
    def changed(text: str) -> str:
        return " ".join(others.setdefault(word, _other(word, pool, dice)) for word in words(fold(text)))

    return replace(
        entry,
        id=f"{entry.id}-{number}",
        title=changed(entry.title),
        says=changed(entry.says),
        quote=changed(entry.quote),
        asked=tuple(dict.fromkeys(changed(text) for text in entry.asked)),
        speaker=None,
        figure=None,
        excerpts=(),
        contradicts=(),
        confirms=(),
    )


def _other(word: str, pool: list[str], dice: random.Random) -> str:
    kept = word in LITTLE or not word.isalpha() or dice.random() >= _CHANGED
    return word if kept else dice.choice(pool)
