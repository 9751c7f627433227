"""What is said in answer to a message, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..knowledge.model import Entry, Figure, Help, Silence
from ..search.matching import Ranking
from .social import Manner

__all__ = ["Correction", "Kind", "Reply"]

Kind = Literal["answer", "suggestions", "no_answer", "signpost", "social"]


@dataclass(frozen=True, slots=True)
class Correction:
    """Something that a question took for granted and the report has otherwise.

    said: the number or name as asked. report: what stands in its place.
    """

    said: str
    report: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to a message.

    Attributes:
        question: The message as it came; "" where an entry was chosen without one.
        kind: What kind of reply it is.
        confidence: The probability that kind and entry are right, 0.0 to 1.0.
        version: The version of the knowledge that it comes from.
        entry: What answers, for kind "answer" only.
        also: Further entries, where several things were asked at once or two may be meant.
        perhaps: Whether `also` is what may have been meant instead, and not the answer to another question asked.
        silence: What the report is known not to say, for kind "no_answer"; None there means that nothing is
            known of the question at all.
        suggestions: Entries that may be meant, or that are nearest to what the report does not say, the
            likeliest first; for kind "social" examples of what can be asked. Three at most.
        corrections: What the message took for granted and the report has otherwise.
        read_as: Pairs of a misspelt word of the message and the word that it was read as, where that mattered.
        related: Pairs of "confirms" or "contradicts" and an entry that stands so beside the one that answers.
        help: The help lines, for kind "signpost"; for kind "no_answer" where the message may be a call for help, so
            that no fact may answer it.
        ranking: How it came about; None where nothing was ranked.
        manner: How the message was meant, for kind "social" only: then `suggestions` are examples of what can be asked.
        worked: A figure worked out of those of `entry` and the first of `also`; None if that was not asked for.
        lacks_share: Whether the share of a figure was asked for that has none, for kind "no_answer".
        language: The language of a call for help, as ISO 639-1 has it ("es"), for kind "signpost"; "" for English, or
            where it is not known.
        country: The country whose help lines are shown, as ISO 3166 has it ("IE"); "" for the base's own default.
    """

    question: str
    kind: Kind
    confidence: float
    version: str
    entry: Entry | None = None
    also: tuple[Entry, ...] = ()
    perhaps: bool = False
    silence: Silence | None = None
    suggestions: tuple[Entry, ...] = ()
    corrections: tuple[Correction, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()
    related: tuple[tuple[str, Entry], ...] = ()
    help: Help | None = None
    ranking: Ranking | None = None
    manner: Manner | None = None
    worked: Figure | None = None
    lacks_share: bool = False
    language: str = ""
    country: str = ""
