"""Figures in words that hold no number: "doubled", "a tenfold increase", "for the past decade", "the second largest".

Knows nothing of how they are proved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ..core.language.grammar import is_plural
from .clauses import DETERMINERS, PREPOSITIONS
from .verbs import AUXILIARIES, verb
from .words import Word, joined, split

__all__ = ["Worded", "worded"]

_BOUND = r"(?:(?:more|less) than |almost |nearly |about |around |roughly |over |at least |just (?:over|under) )"
_SEVERAL = "two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|hundred|thousand"
_ORDER = "second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_SPAN = "decade|century|fortnight"
_NO_RANKS_WORDS = """
    arrest chest contest forest guest harvest interest nest protest quest request rest test west
"""
_NO_RANKS = frozenset(_NO_RANKS_WORDS.split())
_LONGEST_NOUN = 3
_ENDING = frozenset(["and", "or", "but", "who", "which", "that", "when", "where", "because", "so"])
_Kind = Literal["times", "time", "rank", "many"]
_PATTERNS: Mapping[_Kind, re.Pattern[str]] = {
    "times": re.compile(  # a tenfold increase, more than doubled
        rf"\b(?:an? )?{_BOUND}?(?:{_SEVERAL})-?fold\b"
        r"(?: (?:increase|rise|growth|gain|jump|decrease|decline|fall|drop)\b)?"
        rf"|\b{_BOUND}?(?:doubled|trebled|tripled|quadrupled|quintupled|halved)\b(?! (?:as|down|up|over)\b)",
        re.IGNORECASE,
    ),
    "time": re.compile(  # for the past decade, took over a decade
        rf"\b(?:for|took|takes|taken|lasted|lasts|within) (?P<figure>(?:{_BOUND}?an?|the (?:past|last)) (?:{_SPAN}))\b",
        re.IGNORECASE,
    ),
    "rank": re.compile(  # the second most popular tool, the first new bridge in a decade
        rf"\b(?:the )?(?:{_ORDER})[- ](?P<rank>(?:most|least) [a-z-]+|[a-z]+est)\b"
        rf"|\b(?:the )?first (?P<first>(?:[a-z-]+ ){{1,4}})in {_BOUND}?an? (?:{_SPAN})\b",
        re.IGNORECASE,
    ),
    "many": re.compile(  # hundreds of children
        r"\b(?:tens|dozens|scores|hundreds|thousands|millions|billions) of (?:(?:thousands|millions) of )?"
        r"(?P<counted>(?:[a-z-]+ ){0,2}?(?:people|children|men|women|[a-z-]{3,}s))\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Worded:
    """A figure in words without a number.

    Attributes:
        text: As the source writes it.
        of: What it is of; "many" is a number that is not told exactly.
        unit: What is counted or ranked, in the source's words; "" without one.
        start: Where it begins in the sentence.
        end: Where it ends, exclusive.
    """

    text: str
    of: _Kind
    unit: str
    start: int
    end: int


def worded(sentence: str) -> Iterator[Worded]:
    """Yield the figures of a sentence that are told without a number, by kind."""
    for of, pattern in _PATTERNS.items():
        for match in pattern.finditer(sentence):
            held = match.groupdict()
            start, end = match.span("figure") if held.get("figure") else match.span()
            unit = (held.get("counted") or held.get("first") or "").strip()
            if held.get("rank"):
                if held["rank"].casefold() in _NO_RANKS:
                    continue
                unit = _noun(sentence[end:])
                end += len(unit) + 1 if unit else 0
            yield Worded(sentence[start:end], of, unit, start, end)


def _noun(text: str) -> str:
    """Return the noun that stands next, "" if another word does: of " database in the world" the first."""
    taken: list[Word] = []
    for word in split(text)[:_LONGEST_NOUN]:
        if not text.startswith(" ") or word.before or word.low in PREPOSITIONS | DETERMINERS | _ENDING:
            break
        if word.low in AUXILIARIES or (taken and verb(word.low) is not None and not is_plural(word.low)):
            break
        taken.append(word)
        if word.after:
            break
    return joined(taken)
