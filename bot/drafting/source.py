"""The text of a document that a fingerprint is made of, and where each of its paragraphs stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from .text import Block, DocumentText

__all__ = ["Locator", "as_source_text", "locators"]


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a paragraph of the source text stands in its document.

    Attributes:
        paragraph: Its number in the text, from 1, as fingerprints count.
        page: The page that it begins on; None where the document has no pages.
        heading: The nearest heading above it; "" above the first.
        table: The number of the table that it is; None for others.
    """

    paragraph: int
    page: int | None = None
    heading: str = ""
    table: int | None = None


def as_source_text(document: DocumentText) -> str:
    """Return the text, an empty line between paragraphs; a table is one paragraph, its header first."""
    return "\n\n".join("\n".join(_lines(group)) for group in _paragraphs(document)) + "\n"


def locators(document: DocumentText) -> list[Locator]:
    """Return where each paragraph of the source text stands, in order."""
    made, heading = [], ""
    for number, group in enumerate(_paragraphs(document), 1):
        first = group[0]
        if first.kind == "heading":
            heading = first.text
        made.append(Locator(number, first.page, "" if first.kind == "note" else heading, first.table))
    return made


def _paragraphs(document: DocumentText) -> Iterator[list[Block]]:
    for (row, _), blocks in groupby(document.blocks, key=lambda block: (block.kind == "row", block.table)):
        if row:
            yield list(blocks)
        else:
            yield from ([block] for block in blocks)


def _lines(group: Sequence[Block]) -> Iterator[str]:
    first = group[0]
    if first.kind == "row" and first.header:
        yield first.header
    for block in group:
        mark = f"[{block.notes[0]}] " if block.kind == "note" and block.notes else ""
        yield mark + block.text
