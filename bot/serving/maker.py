"""Knowledge files -> an edition: proved, asked its check questions, built. Knows neither folder nor store."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

from ..core.answering import reply_changes
from ..core.answering.acceptance import check_questions
from ..core.answering.answerer import Answerer
from ..core.answering.reply_changes import Replies
from ..core.search.vectors import Vectors
from ..errors import Fault, KnowledgeError, NoWorkerError, WorkError
from .compiled import answerer_of, kept_answerer, unpacked
from .edition import Edition
from .worker import Worker

__all__ = ["Maker", "Progress", "Step"]

_log = logging.getLogger(__name__)
_BASE = "knowledge"  # the file of a fault that is the whole base's

Step = Literal["proving", "checking", "comparing"]
Progress = Callable[[Step, int, int], None]
"""Told which step has been begun, or how much of it is done of how much (0 of 0: that is not known). Called in the
thread of the event loop."""


class Maker:
    """Makes editions, step by step, while questions are answered.

    What is in the cache is taken from it; everything else is heavy work.

    Args:
        cache, vectors: As for `compiled.answerer_of`.
        min_right: The share of check questions that must be right, 0.0 to 1.0; with fewer, those that fail are faults.
        worker: Does the heavy work, so that it can be broken off; None: threads of this process do, as long as it
            takes.
    """

    def __init__(
        self,
        *,
        cache: Path | None = None,
        vectors: Vectors | None = None,
        min_right: float = 1.0,
        worker: Worker | None = None,
    ) -> None:
        self._cache, self._vectors, self._min_right, self._worker = cache, vectors, min_right, worker

    async def prove(
        self, files: Mapping[str, bytes], tell: Progress | None = None, *, published: bool = False
    ) -> Answerer:
        """Return an answerer of files. KnowledgeError with every fault if there are any, or if it takes too long.

        published: whether they were proved before, and published; then it may take as long as it does.
        """
        if tell is not None:
            tell("proving", 0, 0)
        if self._worker is not None:
            kept = await asyncio.to_thread(kept_answerer, files, cache=self._cache, vectors=self._vectors)
            if kept is not None:
                return kept
            try:
                return await asyncio.to_thread(self._proved_elsewhere, self._worker, files)
            except NoWorkerError as error:
                _log.error("the knowledge is proved in the bot's own process, for as long as it takes: %s", error)
            except WorkError as error:
                if published and not self._worker.stopped:
                    _log.error("a published version is proved in the bot's own process: elsewhere %s", error)
                    return await asyncio.to_thread(answerer_of, files, cache=self._cache, vectors=self._vectors)
                raise KnowledgeError([self._fault("it cannot be proved", error)]) from None
        return await asyncio.to_thread(answerer_of, files, cache=self._cache, vectors=self._vectors)

    async def check(self, answerer: Answerer, tell: Progress | None = None) -> tuple[Fault, ...]:
        """Ask an answerer its check questions; return those that fail, () if enough are right."""
        heard = _heard("checking", tell)
        try:
            found = await self._elsewhere("check", answerer.knowledge.files, self._min_right, tell=heard)
        except NoWorkerError:
            checked = await asyncio.to_thread(check_questions, answerer, min_right=self._min_right, tell=heard)
            return checked.faults
        except WorkError as error:
            return (self._fault("its check questions cannot be asked", error),)
        faults: tuple[Fault, ...] = found
        return faults

    async def compare(self, before: Answerer, after: Answerer, tell: Progress | None = None) -> Replies:
        """Return which questions get another reply. WorkError if that takes too long."""
        heard = _heard("comparing", tell)
        try:
            replies: Replies = await self._elsewhere(
                "compare", before.knowledge.files, after.knowledge.files, tell=heard
            )
        except NoWorkerError:
            return await asyncio.to_thread(reply_changes.compare, before, after, tell=heard)
        return replies

    async def edition(self, answerer: Answerer) -> Edition:
        """Return the edition of an answerer."""
        return await asyncio.to_thread(Edition.of, answerer)

    def stop(self) -> None:
        """Break off what heavy work is being done, and begin no more."""
        if self._worker is not None:
            self._worker.stop()

    def _proved_elsewhere(self, worker: Worker, files: Mapping[str, bytes]) -> Answerer:
        packed = worker.do("prove", dict(files))
        kept = kept_answerer(files, cache=self._cache, vectors=self._vectors)  # which other processes share
        return kept if kept is not None else unpacked(packed, self._vectors)

    async def _elsewhere(self, job: str, *given: Any, tell: Callable[[int, int], None] | None) -> Any:
        if self._worker is None:
            raise NoWorkerError("there is none")
        plain = [dict(each) if isinstance(each, Mapping) else each for each in given]
        return await asyncio.to_thread(self._worker.do, job, *plain, tell=tell)

    def _fault(self, what: str, error: WorkError) -> Fault:
        return Fault(_BASE, 0, 0, f"{what}: {error}", "make it smaller or simpler, or give PROVE_SECONDS more")


def _heard(step: Step, tell: Progress | None) -> Callable[[int, int], None] | None:
    """Return what hands on, to the event loop, how much of a step is done; call it in that loop's thread."""
    if tell is None:
        return None
    tell(step, 0, 0)
    loop = asyncio.get_running_loop()

    def heard(done: int, total: int) -> None:
        loop.call_soon_threadsafe(tell, step, done, total)

    return heard
