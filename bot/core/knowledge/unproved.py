"""An entry on its way: what it claims, and what of that was found so far. Knows nothing of how it is proved."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import Fault
from .limits import MAX_WORK
from .model import Excerpt, Figure, Source
from .schema import EntrySpec
from .yamltext import Document, Path

__all__ = ["Part", "Work"]


@dataclass(slots=True)
class Part:
    """One entry on its way.

    Attributes:
        document: The file that it is written in.
        path: Where it stands there.
        spec: What it claims.
        source: What it rests on.
        excerpts: Its excerpts that were found so far.
        figure: Its figure, once that is worked out; None before, and without one.
        proved: Whether its excerpts, or those of all that it is calculated from, were found.
        faulty: Whether it has a figure that could not be worked out.
        rests: The entries that its figure is calculated from, directly and through others, in order; () if it was not
            calculated.
    """

    document: Document
    path: Path
    spec: EntrySpec
    source: Source
    excerpts: tuple[Excerpt, ...] = ()
    figure: Figure | None = None
    proved: bool = False
    faulty: bool = False
    rests: tuple[str, ...] = ()

    def fault(self, key: str, what: str, remedy: str) -> Fault:
        """Return a fault at one of the entry's keys."""
        return self.document.fault((*self.path, key), f'entry "{self.spec.id}": {what}', remedy)


@dataclass(slots=True)
class Work:
    """Counts what proving a base takes, in comparisons. left: how many may still be made; below 0 it is too much."""

    left: int = MAX_WORK

    def spend(self, comparisons: int) -> bool:
        """Count some; return whether they were the first that were too many."""
        spent = self.left < 0
        self.left -= comparisons
        return self.left < 0 and not spent
