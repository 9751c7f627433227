"""The tables of a PDF: with rules between their columns, or with columns that are unmistakable without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .hyphens import Joiner
from .pdf_lines import Box, Line, inside, set_lines
from .pdf_loose import loose_tables

__all__ = ["Table", "continued", "tables_of"]

_FEWEST_EDGES = 4
_BETWEEN_WORDS = 1.5  # points
_NUMBER = re.compile(r"[^\w]*\d[\d.,\s%]*[^\w]*")


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is set.

    Attributes:
        page: From 1.
        box: Where it stands.
        rows: For each row its cells, each with its lines; a cell may have none.
        ruled: Whether it has rules; without, people are told to look through it.
    """

    page: int
    box: Box
    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    ruled: bool = True

    def has_header(self) -> bool:
        """Tell whether the first row says what the columns are: it is set in bold, or the only one without numbers."""
        first, *rest = self.rows
        if not rest:
            return False
        told = [line for cell in first for line in cell]
        if told and all(line.bold for line in told) and not all(each.bold for row in rest for c in row for each in c):
            return True
        last = [row[-1] for row in rest if row[-1]]
        if not any(_NUMBER.fullmatch(_flat(cell)) for cell in first[1:] if cell):
            return bool(last) and all(_NUMBER.fullmatch(_flat(cell)) for cell in last) and bool(first[-1])
        years = [_flat(cell) for cell in first[1:] if cell]  # "2014 | 2015" over numbers
        return (
            bool(years) and not first[0] and all(re.fullmatch(r"(?:19|20)\d\d(?:[-–/]\d\d)?", each) for each in years)
        )

    def told(self, joiner: Joiner) -> list[tuple[str, tuple[str, ...]]]:
        """Return for each row its cells in one line, and the marks in it."""
        return [
            (
                " | ".join(joiner.join([line.text for line in cell]).replace(" | ", " / ") for cell in row),
                tuple(note for cell in row for line in cell for note in line.notes),
            )
            for row in self.rows
        ]


def tables_of(page: Any, layout: Any, number: int) -> list[Table]:
    """Return the tables of a page of pdfplumber's, from top to bottom."""
    ruled = len(page.lines) + len(page.rects) + len(page.curves) >= _FEWEST_EDGES
    found = list(_found(page, layout, number)) if ruled else []
    around = [table.box for table in found]
    return sorted([*found, *_without_rules(page, layout, number, around)], key=lambda table: table.box[1])


def _without_rules(page: Any, layout: Any, number: int, around: Sequence[Box]) -> Iterator[Table]:
    """Yield the tables without rules that stand in none of the places where one with rules was found."""
    words = [
        word
        for word in page.extract_words(x_tolerance=_BETWEEN_WORDS)
        if not any(inside((word["x0"], word["top"], word["x1"], word["bottom"]), box) for box in around)
    ]
    for loose in loose_tables(words):
        rows = tuple(tuple(tuple(set_lines(layout, number, cell)) for cell in row) for row in loose.rows)
        yield Table(number, loose.box, rows, ruled=False)


def _found(page: Any, layout: Any, number: int) -> Iterator[Table]:
    for found in page.find_tables():
        width = found.bbox[2] - found.bbox[0]
        rows = [_row(row, layout, number) for row in found.rows]
        rows = [row for row in rows if any(row)]
        used = [at for at in range(max((len(row) for row in rows), default=0)) if any(row[at] for row in rows)]
        rows = [tuple(row[at] for at in used) for row in rows]
        if len(used) < 2 or len(rows) < 2 or width < 60:
            continue  # a frame around text, an underlined word
        longest = max(sum(len(line.text) for line in cell) for row in rows for cell in row)
        if longest <= 1500:  # a page laid out in boxes is no table
            yield from _parts(Table(number, found.bbox, tuple(rows)))


def _parts(table: Table) -> Iterator[Table]:
    """Cut two tables that stand so close that they look like one: where a row is all bold in the middle of the rest."""
    bold = [all(line.bold for cell in row for line in cell) and all(row) for row in table.rows]
    starts = [0]
    for at in range(2, len(table.rows) - 1):
        if bold[0] and bold[at] and not bold[at - 1] and not bold[at + 1]:
            starts.append(at)
    for start, end in zip(starts, [*starts[1:], len(table.rows)], strict=True):
        rows = table.rows[start:end]
        lines = [line for row in rows for cell in row for line in cell]
        top = table.box[1] if start == 0 else min(line.box[1] for line in lines)
        bottom = table.box[3] if end == len(table.rows) else max(line.box[3] for line in lines)
        yield Table(table.page, (table.box[0], top, table.box[2], bottom), rows)


def _row(row: Any, layout: Any, page: int) -> tuple[tuple[Line, ...], ...]:
    return tuple(tuple(set_lines(layout, page, cell)) if cell else () for cell in row.cells)


def continued(tables: Sequence[Table]) -> list[list[Table]]:
    """Return the tables with those that go on on the next page: of as many columns, at the same place from the left.

    A header that is set again on the next page is left out there.
    """
    groups: list[list[Table]] = []
    for table in tables:
        last = groups[-1][-1] if groups else None
        same = (
            last is not None
            and last.page == table.page - 1
            and len(last.rows[0]) == len(table.rows[0])
            and abs(last.box[0] - table.box[0]) < 3
            and abs(last.box[2] - table.box[2]) < 3
            and table.box[1] < 160 < 400 < last.box[3]
        )
        if last is None or not same:
            groups.append([table])
            continue
        first = groups[-1][0].rows[0]
        again = [_flat(cell) for cell in first] == [_flat(cell) for cell in table.rows[0]]
        if not again and table.has_header() and any(line.bold for cell in table.rows[0] for line in cell):
            groups.append([table])  # another table, with a header of its own
        else:
            groups[-1].append(replace(table, rows=table.rows[1:]) if again else table)
    return groups


def _flat(cell: Sequence[Line]) -> str:
    return " ".join(line.text for line in cell)
