"""Holds the numbers and names that a message takes for granted against an entry that would answer it."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from ..knowledge.model import Entry
from ..language.english import LITTLE
from ..language.message import Message
from ..language.numbers import Number, numbers
from ..language.text import fold, words
from ..language.vocabulary import Name
from ..search.matching import Matcher
from .reply import Correction

__all__ = ["Premise", "Premises"]

# More than these are a game, and would leave no room for the answer.
_MAX_CORRECTIONS = 3
_MAX_SAID_CHARS = 60
# "About 75 %" may be said of 74.3 %; "about 80 %" may not.
_NEAR_SHARE = Fraction(15, 1000)


@dataclass(frozen=True, slots=True)
class Premise:
    """What a message takes for granted, beside an entry.

    Attributes:
        corrections: What the entry has otherwise; three at most.
        blocked: Whether the message is about something else than the entry (another force, another year), so that the
            entry must not answer it.
    """

    corrections: tuple[Correction, ...] = ()
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class _Ground:
    """What an entry has for premises to be held against.

    Attributes:
        entry: The entry.
        names: The names that belong to it.
        numbers: Those of its figure and its words, and those of its source's dates.
        dated: Whether it is itself about a date, so that another year is a mistake and not another matter.
        gives_share: Whether a reply with it gives a percentage: its figure is one, or is part of a whole.
        quoted: Pairs of telling words that stand next to one another in its quotation.
        counted: The beginning of what its figure counts, "" if it has none.
    """

    entry: Entry
    names: Set[Name]
    numbers: frozenset[Fraction]
    dated: bool
    gives_share: bool
    quoted: frozenset[tuple[str, str]]
    counted: str


class Premises:
    """Examines what messages take for granted. Built once per version; then read only."""

    def __init__(self, entries: Iterable[Entry], matcher: Matcher) -> None:
        self._known = matcher.known_names
        self._grounds = {entry.id: _ground(entry, matcher.names_of(entry)) for entry in entries}

    def examine(self, message: Message, entry: Entry) -> Premise:
        """Return what is wrong with a message's premises if the entry were to answer it.

        A question for a percentage is blocked from an entry that gives none. A wrong number or name is corrected in a
        claim put up for confirmation, and a name also where the message repeats the entry's own words; a name or year
        that the report does not have, in an open question, is what the question is about, and blocks.
        """
        ground = self._grounds[entry.id]
        if message.wants_share and not ground.gives_share:
            return Premise(blocked=True)
        if not message.numbers and not message.names:
            return Premise()
        of_numbers = _wrong_numbers(message, ground)
        of_names = self._wrong_names(message, ground)
        if of_numbers is None or of_names is None:
            return Premise(blocked=True)
        return Premise((*of_numbers, *of_names)[:_MAX_CORRECTIONS])

    def _wrong_names(self, message: Message, ground: _Ground) -> list[Correction] | None:
        """Return the names that the entry has otherwise; None if one of them blocks it."""
        stated = {number.value for number in message.numbers}
        claimed = message.confirming and (ground.entry.figure is None or bool(stated & ground.numbers))
        found = []
        for name in message.names:
            if name in ground.names:
                continue
            rivals = sorted(other.shown for other in ground.names if other.kind == name.kind)
            if rivals and (claimed or _repeats(message, ground)):
                found.append(Correction(name.shown, " / ".join(rivals)))
            elif name not in self._known:
                return None
        return found


def _wrong_numbers(message: Message, ground: _Ground) -> list[Correction] | None:
    """Return the numbers that the entry has otherwise; None if one of them blocks it."""
    figure = ground.entry.figure
    found = []
    for number in message.numbers:
        if _agrees(number, ground.numbers) or len(number.said) > _MAX_SAID_CHARS:
            continue
        if number.kind == "year":
            if not ground.dated:
                return None
            found.append(Correction(number.said, ground.entry.says))
        elif figure is not None and (message.confirming or _counts_unit(number, message, ground)):
            found.append(Correction(number.said, figure.text))
    return found


def _ground(entry: Entry, names: Set[Name]) -> _Ground:
    figure, source = entry.figure, entry.source
    texts = [f"{entry.title} {entry.says}", *(excerpt.text for excerpt in entry.excerpts)]
    own = {number.value for text in texts for number in numbers(fold(text))}
    dates = [source.published, *([source.about.published] if source.about is not None else [])]
    own |= {Fraction(part) for date in dates for part in date.split("-")}
    if figure is not None and figure.value is not None:
        own.add(figure.value)
        if figure.whole:
            own |= {figure.whole, figure.value / figure.whole}
    quoted = [word for word in words(fold(entry.quote)) if word not in LITTLE]
    return _Ground(
        entry=entry,
        names=names,
        numbers=frozenset(own),
        dated=any(number.kind == "year" for number in numbers(fold(entry.says))),
        gives_share=figure is not None and (figure.unit == "%" or figure.whole is not None),
        quoted=frozenset(pairwise(quoted)),
        counted=figure.unit.rstrip("s") if figure is not None else "",
    )


def _repeats(message: Message, ground: _Ground) -> bool:
    """Tell whether two telling words in a row stand so in the entry's quotation: then that is what is asked about."""
    asked = [term.repaired or term.typed for term in message.terms if not term.little]
    return not ground.quoted.isdisjoint(pairwise(asked))


def _agrees(number: Number, own: Set[Fraction]) -> bool:
    if number.value in own:
        return True
    return number.kind == "share" and any(abs(number.value - value) <= _NEAR_SHARE for value in own if value <= 1)


def _counts_unit(number: Number, message: Message, ground: _Ground) -> bool:
    """Tell whether the number counts what the entry's figure counts: "83 cases"."""
    after = words(message.folded[number.end :])[:2]
    return bool(ground.counted) and any(word.startswith(ground.counted) for word in after)
