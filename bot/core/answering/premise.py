"""Holds the numbers and names that a question takes for granted against an entry that would answer it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from ..knowledge.model import Entry
from ..language.english import LITTLE
from ..language.message import Question
from ..language.numbers import Number, numbers
from ..language.text import fold, words
from ..language.vocabulary import Name
from .reply import Correction

__all__ = ["Premise", "examine"]

# More than these are a game, and would leave no room for the answer.
_MAX_CORRECTIONS = 3
_MAX_SAID_CHARS = 60
# "About 75 %" may be said of 74.3 %; "about 80 %" may not.
_NEAR_SHARE = Fraction(15, 1000)


@dataclass(frozen=True, slots=True)
class Premise:
    """What a question takes for granted, beside an entry.

    corrections: what the entry has otherwise. blocked: whether the question is about something else than the entry
    (another force, another year), so that the entry must not answer it.
    """

    corrections: tuple[Correction, ...] = ()
    blocked: bool = False


def examine(question: Question, entry: Entry, names: Set[Name], known: Set[Name]) -> Premise:
    """Return what is wrong with a question's premises if the entry were to answer it.

    Args:
        names: The names that belong to the entry.
        known: The names that belong to anything in the knowledge base.

    A question for a percentage is blocked from an entry that gives none. A wrong number or name is corrected in a claim
    put up for confirmation, and a name also where the question repeats the entry's own words; a name or year that the
    report does not have, in an open question, is what the question is about, and blocks.
    """
    if question.wants_share and not _gives_share(entry):
        return Premise(blocked=True)
    if not question.numbers and not question.names:
        return Premise()
    corrections = []
    own = _own_numbers(entry)
    stated = {number.value for number in question.numbers}
    has_own_number = bool(stated & own)
    for number in question.numbers:
        if _agrees(number, own) or len(number.said) > _MAX_SAID_CHARS:
            continue
        if number.kind == "year":
            if not _dated(entry):
                return Premise(blocked=True)
            corrections.append(Correction(number.said, entry.says))
        elif entry.figure is not None and (question.confirming or _counts_unit(number, question, entry)):
            corrections.append(Correction(number.said, entry.figure.text))
    for name in question.names:
        if name in names:
            continue
        rivals = [other for other in names if other.kind == name.kind]
        claimed = question.confirming and (entry.figure is None or has_own_number)
        correctable = bool(rivals) and (claimed or _repeats(question, entry))
        if correctable:
            corrections.append(Correction(name.shown, " / ".join(sorted(rival.shown for rival in rivals))))
        elif name not in known:
            return Premise(blocked=True)
    return Premise(tuple(corrections[:_MAX_CORRECTIONS]))


def _repeats(question: Question, entry: Entry) -> bool:
    """Tell whether two telling words in a row stand so in the entry's quotation: then that is what is asked about."""
    quoted = [word for word in words(fold(entry.quote)) if word not in LITTLE]
    asked = [term.repaired or term.typed for term in question.terms if not term.little]
    return not set(pairwise(quoted)).isdisjoint(pairwise(asked))


def _gives_share(entry: Entry) -> bool:
    """Tell whether a reply with the entry gives a percentage: its figure is one, or is part of a whole."""
    figure = entry.figure
    return figure is not None and (figure.unit == "%" or figure.whole is not None)


def _own_numbers(entry: Entry) -> frozenset[Fraction]:
    figure = entry.figure
    found = {number.value for excerpt in entry.excerpts for number in numbers(excerpt.text)}
    found |= {number.value for number in numbers(f"{entry.title} {entry.says}")}
    found |= {Fraction(part) for date in _dates(entry) for part in date.split("-")}
    if figure is not None and figure.value is not None:
        found.add(figure.value)
        if figure.whole:
            found |= {figure.whole, figure.value / figure.whole}
    return frozenset(found)


def _dates(entry: Entry) -> list[str]:
    source = entry.source
    return [source.published, *([source.about.published] if source.about else [])]


def _dated(entry: Entry) -> bool:
    """Tell whether the entry is itself about a date, so that another year is a mistake and not another matter."""
    return any(number.kind == "year" for number in numbers(entry.says))


def _agrees(number: Number, own: Set[Fraction]) -> bool:
    if number.value in own:
        return True
    return number.kind == "share" and any(abs(number.value - value) <= _NEAR_SHARE for value in own if value <= 1)


def _counts_unit(number: Number, question: Question, entry: Entry) -> bool:
    """Tell whether the number counts what the entry's figure counts: "83 cases"."""
    unit = entry.figure.unit if entry.figure else ""
    after = words(fold(question.text)[number.end :])[:2]
    stem = unit.rstrip("s")
    return bool(stem) and any(word.startswith(stem) for word in after)
