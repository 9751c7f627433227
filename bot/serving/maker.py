"""Knowledge files -> an edition: proved, asked its check questions, built. Knows neither folder nor store."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ..core.answering.acceptance import check_questions
from ..core.answering.answerer import Answerer
from ..core.search.vectors import Vectors
from ..errors import Fault
from .compiled import answerer_of
from .edition import Edition

__all__ = ["Maker"]


class Maker:
    """Makes editions, step by step. Each step is done in a thread, so that questions are answered meanwhile.

    Args:
        cache: As for `compiled.answerer_of`.
        min_right: The share of check questions that must be right, 0.0 to 1.0; with fewer, those that fail are faults.
    """

    def __init__(self, *, cache: Path | None = None, min_right: float = 1.0) -> None:
        self._cache, self._min_right = cache, min_right
        self.vectors: Vectors | None = None
        """What editions answer by besides words; None: by words alone."""

    async def prove(self, files: Mapping[str, bytes]) -> Answerer:
        """Return an answerer of files, which goes by words alone. KnowledgeError with every fault if there are any."""
        return await asyncio.to_thread(answerer_of, files, cache=self._cache)

    async def check(self, answerer: Answerer) -> tuple[Fault, ...]:
        """Ask an answerer its check questions as it would be served; return those that fail, () if enough are right."""

        def ask() -> tuple[Fault, ...]:
            served = self.with_vectors(answerer)
            return check_questions(answerer.knowledge, served, min_right=self._min_right).faults

        return await asyncio.to_thread(ask)

    async def edition(self, answerer: Answerer) -> Edition:
        """Return the edition of an answerer that goes by words alone."""

        def make() -> Edition:
            return replace(Edition.of(answerer), answerer=self.with_vectors(answerer))

        return await asyncio.to_thread(make)

    def with_vectors(self, answerer: Answerer) -> Answerer:
        """Return an answerer as it is served: by vectors as well, where there are any."""
        return answerer if self.vectors is None else answerer.with_vectors(self.vectors)
