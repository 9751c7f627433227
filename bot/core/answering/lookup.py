"""A figure asked for by its name: what stands under it, or else what the same words would get as a question."""

from __future__ import annotations

from ..knowledge.catalogue import Catalogue
from .answerer import Answerer
from .reply import Reply

__all__ = ["statistic"]


def statistic(answerer: Answerer, catalogue: Catalogue, name: str) -> Reply:
    """Return the answer that is the statistic of an id or title; of anything else, what it gets as a question.

    No answer if that is no statistic; a signpost stays one.
    """
    entry = catalogue.find(name, catalogue.statistics)
    if entry is not None:
        return Reply(name, "answer", 1.0, answerer.version, entry=entry)
    reply = answerer.answer(name)
    if reply.kind == "signpost" or (reply.entry is not None and reply.entry.figure is not None):
        return reply
    return Reply(name, "no_answer", 0.0, answerer.version)
