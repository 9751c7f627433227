"""Knowledge files -> an edition: proved, asked its check questions, built. Knows neither folder nor store."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
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
        cache, vectors: As for `compiled.answerer_of`.
        min_right: The share of check questions that must be right, 0.0 to 1.0; with fewer, those that fail are faults.
    """

    def __init__(self, *, cache: Path | None = None, vectors: Vectors | None = None, min_right: float = 1.0) -> None:
        self._cache, self._vectors, self._min_right = cache, vectors, min_right

    async def prove(self, files: Mapping[str, bytes]) -> Answerer:
        """Return an answerer of files. KnowledgeError with every fault if there are any."""
        return await asyncio.to_thread(answerer_of, files, cache=self._cache, vectors=self._vectors)

    async def check(self, answerer: Answerer) -> tuple[Fault, ...]:
        """Ask an answerer its check questions; return those that fail, () if enough are right."""
        checked = await asyncio.to_thread(check_questions, answerer, min_right=self._min_right)
        return checked.faults

    async def edition(self, answerer: Answerer) -> Edition:
        """Return the edition of an answerer."""
        return await asyncio.to_thread(Edition.of, answerer)
