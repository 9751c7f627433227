"""A title with ways of asking, as they are drafted, and what all kinds of them have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..core.language.text import fold
from .clauses import Clause, clauses
from .verbs import verb

__all__ = ["LONGEST_TITLE", "Asking", "clause_at", "few", "varied"]

LONGEST_TITLE = 90
_MOST_ASKED = 10


@dataclass(frozen=True, slots=True)
class Asking:
    """A title, and ways of asking, the best first.

    brief: Further ones in so few words that they stand only where no other entry has them.
    """

    title: str
    asked: tuple[str, ...]
    brief: tuple[str, ...] = ()


def varied(asked: Sequence[str], same: Iterable[Sequence[str]], *, most: int = 12) -> tuple[str, ...]:
    """Return ways of asking, some of them once more with another word for the same thing.

    same: groups of words that mean the same.
    """
    made = list(asked)
    for text in asked[:3]:
        folded = fold(text)
        for group in same:
            near = [each for each in sorted(group, key=len, reverse=True) if each in folded]
            held = next((each for each in near if re.search(_whole(each), folded)), None)
            other = next((each for each in group if each != held), None)
            if held is not None and other is not None and len(made) < most:
                made.append(re.sub(_whole(held), other, folded, count=1))
                break
    return tuple(dict.fromkeys(made))


def _whole(words: str) -> str:
    """Return what finds words by themselves: no "drop" in "drop-in"."""
    return rf"(?<![\w-]){re.escape(words)}(?![\w-])"


def clause_at(said: str, at: int) -> Clause | None:
    """Return the clause of a sentence that holds a place; its first one if none does."""
    found = clauses(said)
    return next((each for each in found if each.start <= at < each.end), found[0] if found else None)


def few(made: Sequence[str]) -> tuple[str, ...]:
    """Return ways of asking once each, those that say something, at most so many."""
    kept: dict[str, str] = {}
    for each in made:
        text = " ".join(each.split()).strip(" ,;:.?!")
        if len(text.split()) > 1 and len(text) <= 280 and verb(text) is None:
            kept.setdefault(fold(text), text)
    return tuple(kept.values())[:_MOST_ASKED]
