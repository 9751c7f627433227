"""Ways of asking, found by what somebody has typed of one so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .model import Entry, Silence

__all__ = ["MAX_TYPED", "phrasings_like", "phrasings_named"]

MAX_TYPED = 100
"""Characters of what was typed that are looked at: as many as a choice in a list has."""
_Item = Entry | Silence


def phrasings_like(typed: str, items: Iterable[_Item], *, limit: int = 25) -> list[tuple[str, _Item]]:
    """Return ways of asking that have all that was typed in them, word by word, each with what it asks for.

    Those that begin with it come first, then the shorter ones.
    """
    wanted = typed[:MAX_TYPED].casefold().split()
    start = " ".join(wanted)
    found = []
    for place, (phrasing, item) in enumerate(_asked(items)):
        text = phrasing.casefold()
        if all(word in text for word in wanted):
            found.append((not text.startswith(start), len(text) if wanted else 0, place, phrasing, item))
    return [(phrasing, item) for *_, phrasing, item in sorted(found, key=lambda each: each[:3])[:limit]]


def phrasings_named(given: str, items: Iterable[_Item]) -> list[tuple[str, _Item]]:
    """Return the ways of asking that a choice stands for: those of just that text, else those that it is the start of.

    In a list a choice is cut after MAX_TYPED characters. More than one if several entries are asked for alike.
    """
    wanted = given.strip().casefold()
    held = [each for each in _asked(items) if each[0].casefold().startswith(wanted)]
    return [each for each in held if each[0].casefold() == wanted] or (held if len(given) >= MAX_TYPED else [])


def _asked(items: Iterable[_Item]) -> Iterator[tuple[str, _Item]]:
    for item in items:
        for phrasing in item.asked:
            yield phrasing, item
