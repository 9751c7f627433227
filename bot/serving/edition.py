"""A version of the knowledge as the bot serves it: built once, read only, swapped for another as one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from ..core.answering.answerer import Answerer
from ..core.factcheck.checker import FigureChecker
from ..core.knowledge.catalogue import Catalogue

__all__ = ["Edition"]


@dataclass(frozen=True, slots=True)
class Edition:
    """All that one version is served with."""

    answerer: Answerer
    catalogue: Catalogue
    checker: FigureChecker
    loaded_at: datetime

    @classmethod
    def of(cls, answerer: Answerer) -> Edition:
        """Return the edition of an answerer, loaded now. Takes some tenths of a second for a large base."""
        knowledge = answerer.knowledge
        checker = FigureChecker(knowledge, answerer.matcher)
        return cls(answerer, Catalogue(knowledge), checker, datetime.now(UTC))
