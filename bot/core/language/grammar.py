"""Who does what in a statement, and which words count something: plain English, of no report in particular."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from ..language.vocabulary import Name
from .denial import colours
from .english import LITTLE
from .lexicon import Term
from .statement_words import COLOUR
from .text import words
from .vocabulary import NameFinder

__all__ = [
    "LEADING",
    "by_whom",
    "directions",
    "doer",
    "doing_noun",
    "is_agent",
    "is_plural",
    "name_words",
    "of_whom",
    "to_whom",
]

_LEADING_WORDS = "of the those these them all its more fewer such other out their his her my our your"
LEADING = frozenset(_LEADING_WORDS.split())
"""Words between a number and what it counts: "3 of those"."""
_ARTICLES = frozenset(["a", "an", "the"])
_BELONGING = frozenset(["about", "against", "at", "by", "for", "from", "in", "into", "of", "on", "to", "with"])
_PAST = re.compile(r"(?:ed|[^s]s)$|^(?:sent|gave|put|left|lost|took|found)$")
_TOLD_WORDS = "claimed claims found reported reports revealed reveals said says showed shows stated states"
_TOLD = frozenset(_TOLD_WORDS.split())
_DIRECTING = ("to", "from", "by")
_MADE = frozenset(["made", "make", "makes", "making"])
_TARGETING = frozenset(["about", "against", "concerning", "into", "involving", "over", "regarding"])
_NO_PLURALS = frozenset(["has", "was", "its", "gas", "yes", "as", "does", "goes", "says", "ones"])
_TELLING = frozenset(["according", "addition", "compared", "due", "next", "relative", "thanks"])


def doer(before: Sequence[Term], finder: NameFinder, nouns: Set[str]) -> tuple[Name, Term] | None:
    """Return the name before a number that only a doing word stands between, and that word: "the council counted".

    None if there is no such name, if only "had", "said" or the like stands between, or if the name only belongs to
    what does it ("the review of the council counted").

    Args:
        before: What stands before the number.
        finder: Finds names.
        nouns: Words that are a part of some name, and so no doing words ("the Elmstead council had").
    """
    for at in range(len(before) - 1, -1, -1):
        names = finder.find([word for term in before[at:] for word in _spoken(term)])
        if names:
            lead = [term.typed for term in before[:at] if term.typed not in _ARTICLES]
            if lead and lead[-1] in _BELONGING:
                return None
            name_words = {word for spelling in names[0].spellings for word in words(spelling)} | nouns
            between = [term for term in before[at:] if not set(_spoken(term)) <= name_words]
            doing = [t for t in between if t.typed in _MADE or not (t.little or colours(t.typed, ()))]
            if len(doing) != 1 or any(term.typed in ("that", "of") for term in between):
                return None
            if any(term.typed in _TOLD for term in between[between.index(doing[0]) :]):
                return None  # "the council's letter revealed"
            return names[0], doing[0]
    return None


def doing_noun(before: Sequence[Term]) -> str:
    """Return the term right before a doing word that stands before a number: "the council sent 12 back", "" if none."""
    if len(before) < 2 or before[-1].little or colours(before[-1].typed, ()) or not _PAST.search(before[-1].typed):
        return ""
    return "" if before[-2].little else before[-2].text


def by_whom(terms: Sequence[Term], finder: NameFinder) -> Name | None:
    """Return the name after the first "by" of a text, None if there is none; nor of who only tells ("reported by")."""
    at = next((at for at, term in enumerate(terms) if term.typed == "by"), len(terms))
    if 0 < at < len(terms) and terms[at - 1].typed in COLOUR:
        return None
    return _name_near(terms, at, finder)


def to_whom(terms: Sequence[Term], finder: NameFinder) -> frozenset[Name]:
    """Return the names right after a "to"; not those of "according to", "compared to"."""
    return _after(terms, finder, frozenset(["to"]))


def directions(terms: Sequence[Term]) -> dict[str, frozenset[str]]:
    """Return for "to", "from" and "by" the terms that follow each, articles left aside."""
    found: dict[str, set[str]] = {each: set() for each in _DIRECTING}
    for at, term in enumerate(terms):
        if term.typed in _DIRECTING and not (at and terms[at - 1].typed in _TELLING):
            follow = next((other for other in terms[at + 1 :] if other.typed not in _ARTICLES), None)
            if follow is not None and not follow.little:
                found[term.typed].add(follow.text)
    return {each: frozenset(texts) for each, texts in found.items()}


def of_whom(terms: Sequence[Term], finder: NameFinder) -> frozenset[Name]:
    """Return the names that something is against, about or into."""
    return _after(terms, finder, _TARGETING)


def _after(terms: Sequence[Term], finder: NameFinder, prepositions: Set[str]) -> frozenset[Name]:
    found = [
        _name_near(terms, at, finder)
        for at, term in enumerate(terms)
        if term.typed in prepositions and not (at and terms[at - 1].typed in _TELLING)
    ]
    return frozenset(name for name in found if name is not None)


def _name_near(terms: Sequence[Term], at: int, finder: NameFinder) -> Name | None:
    names = finder.find([word for term in terms[at + 1 : at + 4] for word in _spoken(term)])
    return names[0] if names else None


def _spoken(term: Term) -> list[str]:
    return (term.repaired or term.typed).split()


def name_words(names: Iterable[Name]) -> frozenset[str]:
    """Return the words that names are spelt with, without little ones."""
    return frozenset(word for name in names for spelling in name.spellings for word in words(spelling)) - LITTLE


def is_agent(word: str) -> bool:
    """Tell whether a word looks like those who do something, in the plural: "inspectors", "complainants"."""
    return len(word) > 6 and word.endswith(("ers", "ors", "ants", "ists"))


def is_plural(word: str) -> bool:
    """Tell whether a word looks like a noun in the plural."""
    return word in ("children", "people", "men", "women") or (
        len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _NO_PLURALS
    )
