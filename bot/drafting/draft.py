"""What is drafted from a document: entries on their way into a knowledge base, and what was passed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..core.knowledge.locators import Locator

__all__ = ["Draft", "Drafted", "Form", "Header", "Skipped"]

Form = Literal["figure", "year", "cell", "quotation", "finding"]
"""What an entry is made of."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """One entry as it is drafted.

    Attributes:
        id: Its id.
        form: What it was made of.
        title: A few words.
        topic: What it is listed under; may be "".
        says: The fact in one sentence; "" for a bare quotation.
        figure: Its figure as the source writes it; "" without one.
        evidence: The source's words; "" for a bare quotation.
        header: Of a table's row, the header; "" for others.
        quote: What somebody said; "" if it is no quotation.
        speaker: Who said it.
        role: What they are; "" if the document does not say.
        asked: Ways of asking.
        sentence: The sentence that it was made of, as it stands in the document.
        page: The page that it stands on; None where there are none.
        doubts: Why somebody should look at it.
    """

    id: str
    form: Form
    title: str
    topic: str
    says: str
    figure: str
    evidence: str
    header: str
    quote: str
    speaker: str
    role: str
    asked: tuple[str, ...]
    sentence: str
    page: int | None
    doubts: tuple[str, ...] = ()
    short: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that no entry was made of. said: its words. why: the reason. sentence: where it stands."""

    said: str
    why: str
    sentence: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """What the document is. unknown: the names of the fields that somebody has to fill in."""

    id: str
    title: str
    publisher: str
    published: str
    url: str
    unknown: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Draft:
    """All that was drafted from a document.

    Attributes:
        header: What the document is.
        entries: In the order of the document.
        skipped: In the order of the document.
        same: Groups of words that mean the same: abbreviations with what they stand for.
        names: Names by kind, each with its spellings.
        silences: Usual questions that the document does not seem to answer: of each the id, the title, what it says
            nothing of, and the ways of asking.
        text: The document's text, of which the fingerprint is made.
        locators: Where its paragraphs stand.
        warnings: What could not be read.
        crowded: How many entries were left out because a base holds no more.
    """

    header: Header
    entries: Sequence[Drafted]
    skipped: Sequence[Skipped]
    same: Sequence[Sequence[str]] = ()
    names: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    silences: Sequence[tuple[str, str, str, Sequence[str]]] = ()
    text: str = ""
    locators: Sequence[Locator] = ()
    warnings: tuple[str, ...] = ()
    crowded: int = 0
