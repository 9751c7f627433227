"""The text of a document that a fingerprint is made of, and where each of its paragraphs stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ..core.knowledge.locators import Locator
from .text import Block, DocumentText

__all__ = ["as_source_text", "locators"]

_TABLE = re.compile(r"Table\s+([A-Z]?\d+(?:[.-]\d+)*)")


def as_source_text(document: DocumentText) -> str:
    """Return the text, an empty line between paragraphs; a table is one paragraph, its header first."""
    return "\n\n".join("\n".join(_lines(group)) for group in _paragraphs(document)) + "\n"


def locators(document: DocumentText) -> list[Locator]:
    """Return where each paragraph of the source text stands, in order; tables by the numbers of their captions."""
    made, heading = [], ""
    told = {block.table: found[1] for block in document.blocks if block.table and (found := _TABLE.match(block.text))}
    for number, group in enumerate(_paragraphs(document), 1):
        first = group[0]
        if first.kind == "heading":
            heading = first.text
        table = told.get(first.table, str(first.table)) if first.table else ""
        made.append(Locator(number, first.page, table, "" if first.kind == "note" else heading))
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
