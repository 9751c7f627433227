"""A knowledge base as a list to look things up in: choices while somebody types, topics, speakers, neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from rapidfuzz import fuzz

from ..language.lexicon import split
from ..language.text import fold
from ..language.vocabulary import Name, NameFinder
from .arithmetic import calculated
from .chart_data import refusal
from .figure_reading import FigureError
from .model import Entry, Figure, Knowledge, Silence
from .relations import Relations

__all__ = ["MAX_CHOICES", "Catalogue", "Comparison", "named"]

MAX_CHOICES = 25  # of Discord's autocomplete
_MIN_LIKENESS = 72.0  # of 100, for a choice to be offered to what was typed
_MAX_TYPED = 100  # characters of what was typed so far that are looked at: as many as a choice may have
_MIN_PART_CHARS = 4  # fewer are a part of too many words
_Item = TypeVar("_Item", bound=Entry | Silence)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two entries side by side.

    Attributes:
        first: The one.
        second: The other.
        difference: Calculated from them; None where units or base do not allow it.
        share: The same.
        refusal: Why they may not be compared; None if they may.
    """

    first: Entry
    second: Entry
    difference: Figure | None
    share: Figure | None
    refusal: str | None


class Catalogue:
    """Looks entries up by title and ways of asking, from memory. Built once per version; then read only."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.statistics = tuple(entry for entry in knowledge.entries.values() if entry.figure is not None)
        self.quotations = tuple(entry for entry in knowledge.entries.values() if entry.quote)
        self.targets: tuple[Entry | Silence, ...] = (*knowledge.entries.values(), *knowledge.silences.values())
        self.topics = tuple(dict.fromkeys(entry.topic for entry in self.statistics if entry.topic))
        self.speakers = tuple(dict.fromkeys(entry.speaker.name for entry in self.quotations if entry.speaker))
        self._texts = {item.id: tuple(fold(text) for text in (item.title, *item.asked)) for item in self.targets}
        finder = NameFinder(knowledge.vocabulary.names)
        self._names = {entry.id: finder.find(split(fold(_said(entry)))) for entry in knowledge.entries.values()}

    @cached_property
    def relations(self) -> Relations:
        """How the entries stand to each other."""
        return Relations(self._knowledge)

    @property
    def entries(self) -> Iterable[Entry]:
        """All entries, in their order."""
        return self._knowledge.entries.values()

    def of_id(self, id: str) -> Entry | None:
        """Return the entry of an id; None if there is none."""
        return self._knowledge.entries.get(id)

    def silence_of_id(self, id: str) -> Silence | None:
        """Return the silence of an id; None if there is none."""
        return self._knowledge.silences.get(id)

    def asked(self, item: Entry | Silence) -> Sequence[str]:
        """Return the ways of asking for an entry or silence, folded."""
        return self._texts[item.id][1:]

    def names(self, entry: Entry) -> tuple[Name, ...]:
        """Return the names in an entry's title and sentence and of its speaker, in order, each once."""
        return self._names[entry.id]

    def choices(self, typed: str, entries: Sequence[_Item]) -> list[_Item]:
        """Return up to MAX_CHOICES entries or silences that what was typed so far may stand for, the likest first.

        Nothing typed gives the first ones in their order; equal likeness keeps it.
        """
        wanted = fold(typed[:_MAX_TYPED])[:_MAX_TYPED]
        if not wanted:
            return list(entries[:MAX_CHOICES])
        scored = []
        for place, entry in enumerate(entries):
            best = self._likeness(wanted, entry)
            if best >= _MIN_LIKENESS:
                scored.append((-best, place, entry))
        return [entry for _, _, entry in sorted(scored, key=lambda each: each[:2])[:MAX_CHOICES]]

    def _likeness(self, wanted: str, entry: Entry | Silence) -> float:
        """Return how like an entry is to what was typed so far, 0 to 100: its title counts most."""
        title, *asked = self._texts[entry.id]
        if wanted == entry.id or title.startswith(wanted):
            return 100.0
        whole = max(fuzz.token_sort_ratio(wanted, text) for text in (title, *asked))
        if len(wanted) < _MIN_PART_CHARS:
            return max(whole, 95.0 if f" {wanted}" in title else 0.0)
        inside = max(fuzz.partial_ratio(wanted, text, score_cutoff=_MIN_LIKENESS) for text in asked)
        return max(whole, 0.95 * fuzz.partial_ratio(wanted, title), 0.9 * inside)

    def find(self, name: str, entries: Iterable[_Item]) -> _Item | None:
        """Return the entry or silence of an id or a title, however its letters are cased; None if there is none."""
        wanted = fold(name)
        return next((entry for entry in entries if wanted in (entry.id, fold(entry.title))), None)

    def of_topic(self, topic: str | None) -> tuple[Entry, ...]:
        """Return the statistics of a topic in their order; of None, all of them."""
        return tuple(entry for entry in self.statistics if topic is None or fold(entry.topic) == fold(topic))

    def neighbours(self, entry: Entry) -> list[Entry]:
        """Return the other entries that stand in the paragraphs of an entry, in their order."""
        places = {(entry.source.id, excerpt.paragraph) for excerpt in entry.excerpts}
        return [
            other
            for other in self._knowledge.entries.values()
            if other.id != entry.id
            and any((other.source.id, excerpt.paragraph) in places for excerpt in other.excerpts)
        ]

    def compare(self, first: Entry, second: Entry) -> Comparison:
        """Return two figures side by side, with their difference and share where those mean anything."""
        refused = refusal(self._knowledge, (first, second))
        if refused is not None or first.figure is None or second.figure is None:
            return Comparison(first, second, None, None, refused)
        larger, smaller = first, second
        if (first.figure.value or 0) < (second.figure.value or 0):
            larger, smaller = second, first
        part = smaller.figure is not None and smaller.figure.whole_id == larger.id
        return Comparison(
            first,
            second,
            _calculated(larger, "-", smaller),
            _calculated(smaller, "/", larger) if part else None,
            None,
        )

    def worked(self, first: Entry, operator: str, second: Entry) -> Figure | None:
        """Return the sum ("+") or the difference ("-", of the larger and the smaller) of two figures; None where these
        may not be calculated with."""
        if first.figure is None or second.figure is None:
            return None
        if operator == "-" and (first.figure.value or 0) < (second.figure.value or 0):
            first, second = second, first
        return _calculated(first, operator, second)


def named(typed: str, names: Sequence[str]) -> list[str]:
    """Return up to MAX_CHOICES names that what was typed so far may stand for, the likest first.

    Those that contain it stand before those that are only like it, with a typing error in a word or two.
    """
    wanted = fold(typed[:_MAX_TYPED])[:_MAX_TYPED]
    scored = []
    for place, name in enumerate(names):
        text = fold(name)
        likeness = 100.0 if wanted in text else 0.0
        if len(wanted) >= _MIN_PART_CHARS and not likeness:
            likeness = max(fuzz.token_sort_ratio(wanted, text), *(fuzz.ratio(wanted, word) for word in text.split()))
        if likeness >= _MIN_LIKENESS:
            scored.append((-likeness, place, name))
    return [name for _, _, name in sorted(scored)[:MAX_CHOICES]]


def _said(entry: Entry) -> str:
    return f"{entry.title}. {entry.says} {entry.speaker.name if entry.speaker is not None else ''}"


def _calculated(left: Entry, operator: str, right: Entry) -> Figure | None:
    assert left.figure is not None
    assert right.figure is not None
    try:
        return calculated((left.id, operator, right.id), left.figure, right.figure, percent=operator == "/", unit=None)
    except FigureError:
        return None
