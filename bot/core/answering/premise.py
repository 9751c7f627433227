"""Holds the numbers and names that a message takes for granted against an entry that would answer it.

Knows nothing of how likely the entry is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from ..knowledge.model import Entry, Figure
from ..language.agreement import agreement
from ..language.english import LITTLE
from ..language.grammar import LEADING, is_plural
from ..language.message import Message
from ..language.numbers import numbers
from ..language.quantity import Number, Quantity
from ..language.text import fold, words
from ..language.vocabulary import Name
from ..search.matching import Matcher
from .reply import Correction

__all__ = ["MAX_CORRECTIONS", "Premise", "Premises"]

MAX_CORRECTIONS = 3
"""More are a game, and would leave no room for the answer."""
_MAX_SAID_CHARS = 60
_BREAK = re.compile(r"[,.;:!?()]+ | but | and | so | because | since | while ")
# What somebody has or does is their own: "I have 20", "our 3".
_OWN = re.compile(
    r"\b(?:(?:i|we|you)(?:'?ve)? (?:have|had|got|own|owned|bought|returned|paid|need|needed|want|wanted|lost|made"
    r"|worked|waited|ate|drank)|i'?ve(?: got| had)?|we'?ve(?: got| had)?|my|our|your)(?: [a-z]+)? $"
)
_SHORT_WORDS = 8  # a message so short with one number is about that number


@dataclass(frozen=True, slots=True)
class Premise:
    """What a message takes for granted, beside an entry.

    Attributes:
        names: The names that the entry has otherwise.
        blocked: Whether the message is about something else than the entry (another force, another year), so that the
            entry must not answer it.
    """

    names: tuple[Correction, ...] = ()
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class _Ground:
    """What an entry has for premises to be held against.

    Attributes:
        entry: The entry.
        names: The names that belong to it.
        quantities: Those of its figure and its words, of the figures that are its whole or its parts, and of its
            source's dates.
        terms: The telling terms of its own words.
        dated: Whether it is itself about a date, so that another year is a mistake and not another matter.
        years: Those that its figure is said to be of; () if it has none, or the year is what it tells.
        gives_share: Whether a reply with it gives a percentage: its figure is one, or is part of a whole.
        quoted: Pairs of telling words that stand next to one another in its quotation.
        counted: The beginning of what its figure counts, "" if it has none.
    """

    entry: Entry
    names: Set[Name]
    quantities: tuple[Quantity, ...]
    terms: frozenset[str]
    dated: bool
    years: tuple[Quantity, ...]
    gives_share: bool
    quoted: frozenset[tuple[str, str]]
    counted: str


class Premises:
    """Examines what messages take for granted. Built once per version; then read only."""

    def __init__(self, entries: Iterable[Entry], matcher: Matcher) -> None:
        self._known = matcher.known_names
        known = {entry.id: entry for entry in entries}
        self._grounds = {entry.id: _ground(entry, matcher, known) for entry in known.values()}

    def examine(self, message: Message, entry: Entry) -> Premise:
        """Return what is wrong with a message's premises if the entry were to answer it.

        A question for a percentage is blocked from an entry that gives none. A wrong name is corrected in a claim put
        up for confirmation, and where the message repeats the entry's own words; a name or year that the report does
        not have, in an open question, is what the question is about, and blocks.
        """
        ground = self._grounds[entry.id]
        if message.wants_share and not ground.gives_share:
            return Premise(blocked=True)
        if not message.numbers and not message.names:
            return Premise()
        of_names = self._wrong_names(message, ground)
        if of_names is None or _of_another_year(message, ground):
            return Premise(blocked=True)
        return Premise(tuple(of_names))

    def wrong_numbers(self, message: Message, entries: Sequence[Entry]) -> list[Correction]:
        """Return the numbers that a message takes for granted and entries that answer it together have otherwise: none
        of them has it, and it is said of what one of them counts, or of its year. A number is corrected once, by the
        entry that has most of the words around it; of equals by the first."""
        right = self.right_numbers(message, entries)
        found: dict[str, tuple[int, Correction]] = {}
        for entry in entries:
            ground = self._grounds[entry.id]
            for number, correction in _wrong_numbers(message, ground):
                near = _beside(number, message, ground)
                if number.said not in right and near > found.get(number.said, (-1, correction))[0]:
                    found[number.said] = near, correction
        return [correction for _, correction in found.values()]

    def right_numbers(self, message: Message, entries: Sequence[Entry]) -> set[str]:
        """Return the numbers of a message, as said, that one of the entries has or may have; years are among them."""
        grounds = [self._grounds[entry.id] for entry in entries]
        return {number.said for number in message.numbers for ground in grounds if _has(ground, number)}

    def _wrong_names(self, message: Message, ground: _Ground) -> list[Correction] | None:
        """Return the names that the entry has otherwise; None if one of them blocks it."""
        stated = any(agreement(number, own) == "yes" for number in message.numbers for own in ground.quantities)
        claimed = message.confirming and (ground.entry.figure is None or stated)
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


def _has(ground: _Ground, number: Number) -> bool:
    """Tell whether an entry has a number, or may be said to have."""
    return any(agreement(number, own) != "no" for own in ground.quantities)


def _of_another_year(message: Message, ground: _Ground) -> bool:
    """Tell whether a message is about another year than an entry that is not itself about one.

    Where an entry tells a figure of a year, another year is a mistake in a claim; but an open question for the figure
    of another year has no answer in it, be it the year of the report.
    """
    asked = [number for number in message.numbers if number.kind == "year"]
    if ground.years and not message.confirming:
        return any(all(agreement(number, own) == "no" for own in ground.years) for number in asked)
    return not ground.dated and any(not _has(ground, number) for number in asked)


def _wrong_numbers(message: Message, ground: _Ground) -> list[tuple[Number, Correction]]:
    """Return the numbers that the entry has otherwise, each with what it has."""
    figure = ground.entry.figure
    found = []
    for number in message.numbers:
        if len(number.said) > _MAX_SAID_CHARS or not number.sure or _has(ground, number):
            continue
        if number.kind == "year":
            if ground.dated:
                found.append((number, Correction(number.said, ground.entry.says)))
        elif figure is not None and _is_said_of(figure, number, message, ground):
            found.append((number, Correction(number.said, figure.text)))
    return found


def _is_said_of(figure: Figure, number: Number, message: Message, ground: _Ground) -> bool:
    """Tell whether a number is said of what the figure counts, and not of something in the message's own story.

    What is counted stands after a number: that must be the figure's unit. Where nothing does, it is the figure's if the
    message puts up a claim and has words of the entry beside the number, or hardly any other words.
    """
    if not _is_comparable(figure, number):
        return False
    if _OWN.search(message.folded[: number.put[0]]):
        return False
    after = words(message.folded[max(number.end, number.put[1]) :])
    while after and (after[0].isdigit() or after[0] in ("and", "or")):  # "31, 32 and 33 chairs"
        after = after[1:]
    after = after[:4]
    counted = bool(ground.counted) and any(word.startswith(ground.counted) for word in after[:3])
    while after and after[0] in LEADING:
        after = after[1:]
    if counted or not message.confirming:
        return counted
    if after and is_plural(after[0]) and after[0] not in LITTLE:
        return False
    if len(message.words) <= _SHORT_WORDS and len(message.numbers) == 1:
        return True
    return _beside(number, message, ground) > 0


def _beside(number: Number, message: Message, ground: _Ground) -> int:
    """Return how many telling words of an entry stand in the clause of a number."""
    start = max((match.end() for match in _BREAK.finditer(message.folded, 0, number.put[0])), default=0)
    rest = _BREAK.search(message.folded, number.end)
    clause = message.piece(message.folded[start : rest.start() if rest is not None else len(message.folded)])
    return len({term.text for term in clause.terms if not term.little} & ground.terms)


def _is_comparable(figure: Figure, number: Number) -> bool:
    """Tell whether a number is of the kind of a figure, or of its share of its whole."""
    if figure.quantity is None:
        return number.kind == "count" and not number.currency
    kinds = {figure.quantity.kind, *(["share"] if figure.share is not None else [])}
    if figure.operator == "of":
        kinds.add("count")  # its parts are counts, which the reply shows
    return number.kind in kinds and (not number.currency or number.currency == figure.quantity.currency)


def _ground(entry: Entry, matcher: Matcher, known: Mapping[str, Entry]) -> _Ground:
    """Gather what an entry has; known: all entries by id."""
    figure, source = entry.figure, entry.source
    texts = [f"{entry.title} {entry.says}", *(excerpt.text for excerpt in entry.excerpts)]
    own: list[Quantity] = [number for text in texts for number in numbers(fold(text))]
    dated, said = any(number.kind == "year" for number in numbers(fold(entry.says))), len(own)
    dates = [source.published, *([source.about.published] if source.about is not None else [])]
    own += [_plain(Fraction(part)) for date in dates for part in date.split("-")]
    own += [Quantity(value=Fraction(date[:4]), kind="year") for date in dates if date[:4].isdigit()]
    for each in _related(entry, known):
        own += [quantity for quantity in (each.quantity, each.of, each.share, each.before) if quantity is not None]
        own += _rest(each)
    quoted = [word for word in words(fold(entry.quote)) if word not in LITTLE]
    unit = figure.unit if figure is not None else ""
    told = matcher.read(" . ".join([entry.title, entry.says, unit, *(excerpt.text for excerpt in entry.excerpts)]))
    return _Ground(
        entry=entry,
        names=matcher.names_of(entry),
        quantities=tuple(dict.fromkeys(own)),
        terms=frozenset(term.text for term in told.terms if not term.little),
        dated=dated,
        years=()
        if figure is None or _is_date(figure) or not dated
        else tuple(n for n in own[:said] if n.kind == "year"),
        gives_share=figure is not None and (figure.unit == "%" or figure.whole is not None),
        quoted=frozenset(pairwise(quoted)),
        counted=unit.rstrip("s") if unit.isalpha() else "",
    )


def _is_date(figure: Figure) -> bool:
    return figure.quantity is not None and figure.quantity.kind == "year"


def _rest(figure: Figure) -> list[Quantity]:
    """Return what is left of a figure's whole, and its share; [] where that is not known."""
    if figure.share is None or figure.whole is None or figure.value is None:
        return []
    rest = figure.whole - figure.value
    return [_plain(rest), Quantity(value=rest / figure.whole, kind="share")]


def _plain(value: Fraction) -> Quantity:
    return Quantity(value=value, kind="count")


def _related(entry: Entry, known: Mapping[str, Entry]) -> list[Figure]:
    """Return an entry's figure, its whole's, and those that are calculated from it or from the same numbers."""
    figure = entry.figure
    if figure is None:
        return []
    near = {entry.id, *figure.operands, *([figure.whole_id] if figure.whole_id else [])}
    found = [figure]
    for other in known.values():
        if other.figure is not None and other.id != entry.id:
            theirs = {*other.figure.operands, *([other.figure.whole_id] if other.figure.whole_id else [])}
            if other.id in near or (entry.id in theirs and other.figure.operands):
                found.append(other.figure)
    return found


def _repeats(message: Message, ground: _Ground) -> bool:
    """Tell whether two telling words in a row stand so in the entry's quotation: then that is what is asked about."""
    asked = [term.repaired or term.typed for term in message.terms if not term.little]
    return not ground.quoted.isdisjoint(pairwise(asked))
