"""The words of a report: which stand for the same thing, and names that never stand for one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .text import words

__all__ = ["Name", "NameFinder", "Vocabulary"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name that never stands for another of its kind.

    Attributes:
        kind: "force", "person" ...
        shown: The spelling that is shown.
        spellings: All spellings, folded.
    """

    kind: str
    shown: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words for the same thing, and names that never stand for one another.

    same: groups of folded words or word groups; the first of each is the one that counts.
    """

    same: tuple[tuple[str, ...], ...] = ()
    names: tuple[Name, ...] = ()

    @property
    def spellings(self) -> frozenset[str]:
        """All spellings of all names."""
        return frozenset(spelling for name in self.names for spelling in name.spellings)


class NameFinder:
    """Finds the names of a vocabulary in a text, longest spelling first; "West Midlands" is not "Midlands"."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Name]]] = {}
        for name in names:
            for spelling in name.spellings:
                spelt = tuple(words(spelling))
                if spelt:
                    self._by_first.setdefault(spelt[0], []).append((spelt, name))
        for options in self._by_first.values():
            options.sort(key=lambda option: -len(option[0]))

    def find(self, spoken: Sequence[str]) -> tuple[Name, ...]:
        """Return the names among the words of a text, in order, each once."""
        found: dict[Name, None] = {}
        at = 0
        while at < len(spoken):
            for spelt, name in self._by_first.get(spoken[at], ()):
                if tuple(spoken[at : at + len(spelt)]) == spelt:
                    found.setdefault(name)
                    at += len(spelt)
                    break
            else:
                at += 1
        return tuple(found)
