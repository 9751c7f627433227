"""What was learnt, as it was in November 2026, for tests of behaviour.

The shipped weights change whenever they are learnt anew, and are judged by scored sets with floors (`bot eval`). A test
of what the engine does with a question goes by these, which stay.
"""

from __future__ import annotations

from bot.core.answering.answerer import Answerer
from bot.core.knowledge.model import Knowledge
from bot.core.search.learnt import Learnt, Weighting
from bot.core.search.matching import Matcher
from bot.core.search.vectors import Vectors

__all__ = ["FROZEN", "answerer", "matcher"]

FROZEN = Learnt(
    by_words=Weighting(
        weights={
            "odds": (-0.007, 0.129),
            "centre": (0.502, 0.009),
            "alike": (0.871, -0.653),
            "votes": (-0.099, 0.138),
            "covered": (1.922, 0.552),
            "lacking": (0.108, 0.212),
            "asks": (0.107, 0.003),
            "numbers": (0.086, -0.13),
            "foreign": (0.23, 0.189),
            "named": (1.099, 0.077),
            "uncovered": (-0.729, 0.215),
            "numberless": (-0.793, -0.08),
            "silence": (-0.871, -0.143),
            "brief": (-0.395, -0.899),
            "none": (1.32, -0.005),
            "none_unknown": (0.53, -0.488),
            "none_brief": (2.19, 1.409),
            "none_votes": (-0.224, -0.131),
            "none_centre": (-1.124, 0.178),
            "none_letters": (-0.134, -0.286),
            "none_many": (0.095, 0.064),
        },
        bars={
            "answer": 0.7,
            "alone": 0.9,
            "part": 0.5,
            "suggest": 0.1,
            "silence": 0.2,
        },
        slope=0.492,
        shift=2.225,
    ),
    by_vectors=Weighting(
        weights={
            "odds": (0.166, 0.114),
            "centre": (-0.036, 0.125),
            "alike": (-0.169, -0.876),
            "votes": (-0.052, 0.007),
            "covered": (0.61, 0.532),
            "lacking": (0.033, 0.18),
            "asks": (0.129, -0.006),
            "numbers": (0.044, -0.171),
            "foreign": (0.227, 0.233),
            "named": (0.955, 0.043),
            "uncovered": (-0.336, 0.122),
            "numberless": (-0.743, -0.071),
            "silence": (-0.86, -0.093),
            "brief": (-0.423, -0.935),
            "meaning": (0.989, -0.267),
            "meant": (0.332, 0.034),
            "close": (0.737, 0.985),
            "none": (1.6320000000000001, 0.199),
            "none_unknown": (0.592, -0.467),
            "none_brief": (2.035, 1.535),
            "none_votes": (-0.209, -0.014),
            "none_centre": (-1.252, 0.155),
            "none_letters": (0.134, -0.275),
            "none_many": (0.295, -0.044),
            "none_meaning": (-0.279, 0.51),
            "none_close": (-0.172, -0.046),
        },
        bars={
            "answer": 0.55,
            "alone": 0.8,
            "part": 0.5,
            "suggest": 0.1,
            "silence": 0.2,
        },
        slope=0.739,
        shift=1.707,
    ),
    distress_bar=0.1,
)


def answerer(knowledge: Knowledge, *, vectors: Vectors | None = None) -> Answerer:
    """Return one that goes by the frozen weights."""
    return Answerer(knowledge, FROZEN, vectors=vectors)


def matcher(knowledge: Knowledge, *, vectors: Vectors | None = None) -> Matcher:
    """Return one that goes by the frozen weights."""
    return Matcher(knowledge, FROZEN.weighting(vectors=vectors is not None).weights, vectors)
