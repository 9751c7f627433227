"""Questions that people usually ask of a report, and which of them a document does not seem to answer. Offered only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Usual", "unanswered"]


@dataclass(frozen=True, slots=True)
class Usual:
    """What people usually ask.

    Attributes:
        id: The id of the silence.
        title: Its title.
        nothing: What the source says nothing of, as its sentence has it.
        asked: Ways of asking.
        signs: Words by which a document may answer it, as a regular expression.
    """

    id: str
    title: str
    nothing: str
    asked: Sequence[str]
    signs: str


_USUAL = (
    Usual(
        "cost-of-the-report",
        "What the report cost",
        "what it cost to make, or who paid for it",
        ("how much did the report cost", "who paid for the report", "who funded this report"),
        r"\b(?:funded by|cost of (?:the|this) (?:report|inspection|survey|study|review)|commissioned by)\b",
    ),
    Usual(
        "authors",
        "Who wrote it",
        "who wrote it",
        ("who wrote the report", "who are the authors", "who is the author of this"),
        r"\b(?:(?:written|prepared|produced|published|report|study|review) by|authors?:|by the authors)\b",
    ),
    Usual(
        "method",
        "How it was made",
        "how its numbers were gathered",
        ("how were the numbers gathered", "what method was used", "how many people were asked"),
        r"\b(?:method|methodology|sample|survey(?:ed)?|interview(?:s|ed)|respondents|questionnaires?"
        r"|spoke to|we (?:asked|counted|measured|visited|weighed))\b",
    ),
    Usual(
        "next-steps",
        "What happens next",
        "what happens next, or when",
        ("what happens next", "when will this change", "what is the deadline"),
        r"\b(?:next steps|will (?:publish|report|begin)|by (?:20\d\d|the end of)|deadline|recommend)",
    ),
    Usual(
        "other-years",
        "Other years",
        "other years than those that it names",
        ("what was it the year before", "how does that compare with earlier years", "what are the latest figures"),
        r"\b(?:compared (?:with|to)|previous year|year before|since (?:19|20)\d\d|from (?:19|20)\d\d)\b",
    ),
    Usual(
        "other-places",
        "Other places",
        "other places or countries",
        ("how does that compare with other countries", "what is it like elsewhere", "what about other places"),
        r"\b(?:other countries|elsewhere|international(?:ly)?|other (?:areas|regions|cities|councils|towns|places"
        r"|schools|hospitals)|in the region|(?:national|regional) average)\b",
    ),
    Usual(
        "jobs",
        "Staff and jobs",
        "staff, jobs or pay",
        ("how many people work there", "how much are they paid", "how many jobs were lost"),
        r"\b(?:staff|employees|workforce|jobs|wages|salar|employed|full-time)\b",
    ),
    Usual(
        "complaints",
        "Complaints and criticism",
        "complaints, or what critics say",
        ("were there any complaints", "what do critics say", "who disagreed"),
        r"\b(?:complain|critic|object(?:ed|ions)|disagree)",
    ),
    Usual(
        "contact",
        "Whom to write to",
        "whom to write to with questions",
        ("who can i contact about this", "where can i send questions", "how do i get in touch"),
        r"(?:\b(?:contact|email|e-mail|telephone)\b|@)",
    ),
)


def unanswered(text: str) -> list[Usual]:
    """Return the usual questions that nothing in a document's text looks like an answer to."""
    return [each for each in _USUAL if re.search(each.signs, text, re.IGNORECASE) is None]
