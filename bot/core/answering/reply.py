"""What is said in answer to a message, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..knowledge.model import Entry, Help, Silence
from ..search.matching import Ranking

__all__ = ["Correction", "Kind", "Reply"]

Kind = Literal["answer", "suggestions", "no_answer", "signpost"]


@dataclass(frozen=True, slots=True)
class Correction:
    """Something that a question took for granted and the report has otherwise.

    said: the number or name as asked. report: what stands in its place.
    """

    said: str
    report: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One decision.

    confidence: probability that the kind and entry are right, 0.0 to 1.0. entry: what answers, for kind "answer" only.
    also: further entries, where several things were asked at once. silence: what the report is known not to say, for
    kind "no_answer"; None there means that nothing is known of the question at all. suggestions: entries that may be
    meant, or that are nearest to what the report does not say, the likeliest first, three at most. help: for kind
    "signpost" only. related: pairs of ("confirms" or "contradicts", entry). ranking: how it came about; None where
    no ranking was made. lacks_share: whether the share of a figure was asked for that has none, for kind "no_answer".
    """

    question: str
    kind: Kind
    confidence: float
    version: str
    entry: Entry | None = None
    also: tuple[Entry, ...] = ()
    silence: Silence | None = None
    suggestions: tuple[Entry, ...] = ()
    corrections: tuple[Correction, ...] = ()
    related: tuple[tuple[str, Entry], ...] = ()
    help: Help | None = None
    ranking: Ranking | None = None
    lacks_share: bool = False
