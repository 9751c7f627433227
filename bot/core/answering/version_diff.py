"""Two versions of the knowledge side by side: all that differs."""

from __future__ import annotations

from dataclasses import dataclass

from ..knowledge.difference import Difference, difference
from ..knowledge.model import Entry, Knowledge

__all__ = ["Changes", "compare_knowledge"]


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two versions.

    Attributes:
        difference: All that differs between their files; None if there is no earlier version to compare with.
    """

    difference: Difference | None = None

    @property
    def figures(self) -> tuple[tuple[Entry, Entry], ...]:
        """Entries of both versions whose figure is another one, before and now."""
        return self.difference.figures if self.difference is not None else ()


def compare_knowledge(old: Knowledge, new: Knowledge) -> Changes:
    """Return what differs between two bases, without asking any question."""
    return Changes(difference(old, new))
