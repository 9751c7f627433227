"""A document as it was read: its blocks in reading order, each with where it stands. Knows nothing of formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["Block", "BlockKind", "DocumentText"]

BlockKind = Literal["heading", "paragraph", "item", "row", "caption", "note", "quote"]
"""What a block is: a heading; a paragraph; an item of a list; a row of a table, its cells parted by " | "; the caption
of a table or picture; a footnote; a block quotation."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document that is read as a whole.

    Attributes:
        kind: What it is.
        text: Its words, as the document writes them ("4½" stays "4½"), in one line; without marks of footnotes, soft
            hyphens, and hyphens at the ends of lines.
        page: The page that it begins on, from 1; None where a document has no pages.
        level: Of a heading, 1 for the highest; of others 0.
        table: The number of its table in the document, from 1, for rows and captions of tables; None for others.
        header: Of a row, the cells of its table's header, parted by " | "; "" if it has none.
        notes: The marks of the footnotes that stood in it, in order.
    """

    kind: BlockKind
    text: str
    page: int | None = None
    level: int = 0
    table: int | None = None
    header: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document's blocks, and what it says of itself.

    Attributes:
        blocks: In the order in which they are read.
        title: What it is called; "" where it does not say.
        published: The date that it states of itself, as in a source's header; "" where it states none.
        warnings: What could not be read, and where: for people.
    """

    blocks: Sequence[Block]
    title: str = ""
    published: str = ""
    warnings: tuple[str, ...] = ()
