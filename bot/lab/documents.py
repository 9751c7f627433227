"""How well documents are read: each form of a report held against the blocks that are known to be in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..drafting.apart import read_document_apart
from ..drafting.text import DocumentText
from ..errors import ScoredSetError

__all__ = ["Measured", "measure_documents"]

_FORMS = ("source.txt", "document.md", "document.html", "document.docx", "document.pdf", "document-chrome.pdf")
_UNCOMPARED = re.compile(r"\[\d{1,3}\]|[\s\u00ad|]+")
_DOTS = re.compile(r"\.{3,}")
_MARK = re.compile(r"‹(\d+)›")


@dataclass(frozen=True, slots=True)
class Measured:
    """What was read of one form of a report; pairs are (right, of how many).

    Attributes:
        name: The folder and the file.
        whole: Paragraphs, headings, items, quotations and captions that are each one block, word for word.
        kinds: Of those, the ones that were known for what they are.
        in_order: Neighbours among the whole ones that stand in the document's order.
        rows: Rows of tables, cell by cell, with their header.
        unglued: Marks of footnotes that were told from the words.
        extra: Blocks of paragraphs, headings, items or rows that the report does not have: headers, footers, pieces.
        missed: The beginnings of what was not found whole, for people.
        strange: The beginnings of the extra ones, for people.
    """

    name: str
    whole: tuple[int, int]
    kinds: tuple[int, int]
    in_order: tuple[int, int]
    rows: tuple[int, int]
    unglued: tuple[int, int]
    extra: int
    missed: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the line of a report."""
        named = ("whole", "kinds", "in_order", "rows", "unglued")
        told = [f"{name.replace('_', ' ')} {getattr(self, name)[0]}/{getattr(self, name)[1]}" for name in named]
        return f"{self.name}: {', '.join(told)}, extra {self.extra}"


def measure_documents(folder: Path) -> Iterator[Measured]:
    """Read every form of every report in a folder of reports, and yield what was right of it.

    Raises ScoredSetError if there is no report, DocumentError if one cannot be read.
    """
    reports = sorted(path.parent for path in folder.glob("*/blocks.json"))
    if not reports:
        raise ScoredSetError(f"{folder}: there is no folder with a blocks.json in it")
    for report in reports:
        truth = json.loads((report / "blocks.json").read_text(encoding="utf-8"))
        for form in _FORMS:
            if (report / form).exists():
                yield _measured(f"{report.name}/{form}", truth, read_document_apart(report / form))


_KINDS = {"p": "paragraph", "li": "item", "bq": "quote", "cap": "caption"}


def _measured(name: str, truth: Sequence[dict[str, Any]], read: DocumentText) -> Measured:
    got = [(_plain(block.text), block) for block in read.blocks if block.kind not in ("row", "note")]
    places: dict[str, int] = {}
    for at, (text, _) in enumerate(got):
        places.setdefault(text, at)
    wanted = [each for each in truth if each["kind"] != "table"]
    texts = [_plain(_MARK.sub("", each["raw"])) for each in wanted]
    found = [places.get(text) for text in texts]
    whole = [(each, at) for each, at in zip(wanted, found, strict=True) if at is not None]
    kinds = sum(got[at][1].kind == _KINDS.get(each["kind"], "heading") for each, at in whole)
    ats = [at for _, at in whole]
    rows = [row for each in truth if each["kind"] == "table" for row in _rows(each["text"])]
    have = {(_cells(block.header), _cells(block.text)) for block in read.blocks if block.kind == "row"}
    marks = [(len(_MARK.findall(each["raw"])), at) for each, at in zip(wanted, found, strict=True)]
    told = sum(min(count, len(got[at][1].notes)) for count, at in marks if at is not None)
    known = set(texts) | {_plain(cell) for each in truth if each["kind"] == "table" for cell in each["text"][0]}
    strange = [block.text[:60] for text, block in got if text not in known]
    strange += [f"row: {' | '.join(row)[:60]}" for header, row in have if (header, row) not in set(rows)]
    return Measured(
        name=name,
        whole=(len(whole), len(wanted)),
        kinds=(kinds, len(whole)),
        in_order=(sum(a < b for a, b in pairwise(ats)), max(len(ats) - 1, 0)),
        rows=(sum(row in have for row in rows), len(rows)),
        unglued=(told, sum(count for count, _ in marks)),
        extra=len(strange),
        missed=tuple(each["raw"][:60] for each, at in zip(wanted, found, strict=True) if at is None)
        + tuple(f"row: {' | '.join(row[1])[:60]}" for row in rows if row not in have),
        strange=tuple(strange),
    )


def _rows(table: Sequence[Any]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    header, rows = table
    for row in rows:
        yield tuple(map(_plain, header)), tuple(map(_plain, row))


def _cells(told: str) -> tuple[str, ...]:
    return tuple(_plain(cell) for cell in told.split(" | "))


def _plain(text: str) -> str:
    return _UNCOMPARED.sub("", _DOTS.sub("…", text))
