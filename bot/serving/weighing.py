"""What questions would take from other entries if they were ways of asking: by what is answered now, and by trying."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from ..core.answering.answerer import Answerer
from ..core.answering.taking import Lesson, Taken, taken_after, taken_now
from ..core.knowledge.editing import teach_all
from ..errors import VerbatimError
from .maker import Maker, Progress

__all__ = ["weigh"]

_log = logging.getLogger(__name__)


async def weigh(
    maker: Maker,
    answerer: Answerer,
    lessons: Sequence[Lesson],
    others: Sequence[Lesson] = (),
    progress: Progress | None = None,
) -> list[tuple[Taken, ...]]:
    """Return for each lesson what it would take, () for nothing.

    What takes nothing by what is answered now is taught on trial, all of it at once, and the check questions and ways
    of asking are asked of both, as for a preview. Where that cannot be done, it is only logged.

    Args:
        others: As for `taken_now`.
        progress: Told how far the trial is; None: nobody is told.
    """
    taken = await asyncio.to_thread(lambda: [taken_now(answerer, lesson, others) for lesson in lessons])
    harmless = [at for at, each in enumerate(taken) if not each]
    tried = [lessons[at] for at in harmless]
    if not tried:
        return taken
    knowledge = answerer.knowledge
    try:
        files = await asyncio.to_thread(teach_all, knowledge.files, [(each.text, each.target) for each in tried])
        replies = await maker.compare(answerer, await maker.prove(files, progress), progress)
    except VerbatimError as error:
        _log.warning("what %d ways of asking would take was not tried: %s", len(tried), type(error).__name__)
        return taken
    owners = (*knowledge.entries, *knowledge.silences)
    for at, more in zip(harmless, taken_after(replies.changes, tried, owners), strict=True):
        taken[at] = tuple(more)
    return taken
