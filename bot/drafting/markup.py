"""A document's tree of HTML elements as blocks: for web pages, and for what other formats are turned into."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .cleaning import bare, clean, is_mark
from .text import Block, BlockKind

__all__ = ["CAPTION", "blocks_of"]

CAPTION = re.compile(
    r"(?:Table|Figure|Fig\.|Chart|Graph|Box|Map|Exhibit|Diagram|Plate|Panel)\s+[A-Z]?\d+(?:[.-]\d+)*[a-z]?\s*[.:–—|]\s*\S"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_WHOLE = {
    "p", "div", "section", "article", "main", "body", "html", "header", "footer", "aside", "ul", "ol", "li", "dl", "dt",
    "dd", "table", "figure", "figcaption", "blockquote", "pre", "hr", "address", "details", "summary", "center",
    *_HEADINGS,
}  # fmt: skip
_UNREAD = {
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "video", "audio", "canvas", "button",
    "select", "input", "textarea", "head", "title", "nav",
}  # fmt: skip
_NOTES = re.compile(r"\b(?:footnotes?|endnotes?|doc-endnotes?|doc-footnote)\b", re.I)
_NOTE_ID = re.compile(r"(?:cite[-_])?(?:foot|end)?_?(?:fn|note)s?[-_:.]?(?:text)?[-_:.]?\w{1,4}", re.I)
_LEADING_MARK = re.compile(r"[\[(]?(\d{1,3}|[*†‡])[\])]?[.:]?\s+")
_BACK = re.compile(r"[\s↑↩︎⤴^]+$")
_BREAK = "\x0b"  # a <br>: a new line, which is a new paragraph if there are two
_MARK = "\x0e{}\x0f"
_MARKED = re.compile("\x0e([^\x0e\x0f]*)\x0f")


def blocks_of(root: Any) -> list[Block]:
    """Return the blocks of an lxml element in reading order; its footnotes after all else."""
    walk = _Walk()
    walk.visit(root)
    walk.end()
    return [*walk.blocks, *walk.notes]


class _Walk:
    """Goes through a tree once: text gathers until an element begins or ends that stands for itself."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.notes: list[Block] = []
        self._text: list[str] = []
        self._kind: BlockKind = "paragraph"
        self._level = 0
        self._quoted = self._noted = 0
        self._mark = ""
        self._tables = 0

    def visit(self, element: Any) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNREAD or element.get("hidden") is not None:
            return
        if tag == "table" and not _is_layout(element):
            self.end()
            self._table(element)
        elif tag == "br":
            self._text.append(_BREAK)
        elif tag in ("sup", "a") and self._is_mark(element, tag):
            self._text.append(_MARK.format(_plain(element).strip(" []()")))
        elif tag in _WHOLE:
            self._whole(element, tag)
        else:
            self._inside(element)

    def end(self) -> None:
        """What was gathered is a block, if it holds any words."""
        text, self._text = "".join(self._text), []
        for piece in re.split(rf"(?:\s*{_BREAK}\s*){{2,}}", text):
            if self._noted:
                self._note(piece)
            else:
                self._block(piece)

    def _inside(self, element: Any) -> None:
        self._text.append(element.text or "")
        for child in element:
            self.visit(child)
            self._text.append(child.tail or "")

    def _whole(self, element: Any, tag: str) -> None:
        self.end()
        before = self._kind, self._level
        quoted, noted = tag == "blockquote", self._is_note(element)
        self._quoted += quoted
        self._noted += noted
        if noted:
            ordered = tag == "li" and element.getparent() is not None and element.getparent().tag == "ol"
            self._mark = str(len(list(element.itersiblings("li", preceding=True))) + 1) if ordered else ""
        if tag in _HEADINGS:
            self._kind, self._level = "heading", _HEADINGS[tag]
        elif tag in ("li", "dd", "dt"):
            self._kind = "item"
        elif tag in ("figcaption", "caption"):
            self._kind = "caption"
        elif tag == "figure":
            self._kind = "caption" if not element.xpath(".//figcaption|.//table|.//blockquote") else "paragraph"
        self._inside(element)
        self.end()
        self._kind, self._level = before
        self._quoted -= quoted
        self._noted -= noted

    def _block(self, text: str) -> None:
        marks = tuple(_MARKED.findall(text))
        words, bracketed = bare(clean(_MARKED.sub("", text)))
        if not re.search(r"\w", words):
            return
        kind: BlockKind = "quote" if self._quoted and self._kind == "paragraph" else self._kind
        table = None
        if kind == "paragraph" and CAPTION.match(words):
            kind = "caption"
        if kind == "caption" and self.blocks and self.blocks[-1].kind == "row" and not words.startswith(("Fig", "Cha")):
            table = self.blocks[-1].table  # it stands below its table
        self.blocks.append(
            Block(
                kind,
                _unspaced(words),
                level=self._level,
                table=table,
                notes=tuple(m for m in (*marks, *bracketed) if m),
            )
        )

    def _note(self, text: str) -> None:
        words = _BACK.sub("", clean(_MARKED.sub(r"\1 ", text)))
        found = _LEADING_MARK.match(words)
        mark = found[1] if found else ""
        words = words[found.end() :] if found else words
        if not re.search(r"\w", words) or words.casefold() in ("notes", "footnotes", "endnotes", "references"):
            self._mark = mark or self._mark
            return
        self.notes.append(Block("note", words, notes=tuple(m for m in (mark or self._mark,) if m)))
        self._mark = ""

    def _is_note(self, element: Any) -> bool:
        told = " ".join(element.get(name) or "" for name in ("class", "role", "id"))
        if element.tag in ("section", "aside", "div", "ol", "ul") and _NOTES.search(told.replace("_", "-")):
            return True
        return element.tag in ("li", "p", "div") and bool(_NOTE_ID.fullmatch(element.get("id") or ""))

    def _is_mark(self, element: Any, tag: str) -> bool:
        text = _plain(element)
        before = clean("".join(self._text)[-20:])
        target = next((each.get("href") or "" for each in element.iter("a")), "")
        if tag == "sup":
            return not self._noted and is_mark(text, before, link=bool(target))
        inside = target.startswith("#") and bool(re.fullmatch(r"[\[(]?[\d*†‡]{1,3}[\])]?", text.strip()))
        return not self._noted and inside and bool(before)

    def _table(self, table: Any) -> None:
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        self._tables += 1
        number = self._tables
        for caption in table.findall("caption"):
            words, notes = _words(caption)
            if words:
                self.blocks.append(Block("caption", words, table=number, notes=notes))
        if (
            self.blocks
            and self.blocks[-1].kind == "caption"
            and self.blocks[-1].table is None
            and not table.findall("caption")
        ):
            last = self.blocks.pop()  # it stands above its table
            self.blocks.append(Block("caption", last.text, table=number, notes=last.notes))
        header: list[str] = []
        spans: dict[int, tuple[int, str]] = {}
        body: list[tuple[list[str], tuple[str, ...]]] = []
        for at, row in enumerate(rows):
            cells, notes = _cells(row, spans)
            if not any(cells):
                continue
            kinds = {cell.tag for cell in row if cell.tag in ("td", "th")}
            top = next((each.tag for each in row.iterancestors() if each.tag in ("thead", "table")), "") == "thead"
            if not body and (top or (kinds == {"th"} and len(rows) > 1) or (not header and at == 0 and _bold(row))):
                header = _joined(header, cells) if header else cells
            else:
                body.append((cells, notes))
        told = " | ".join(header)
        self.blocks += [
            Block("row", " | ".join(cells), table=number, header=told, notes=notes) for cells, notes in body
        ]


def _cells(row: Any, spans: dict[int, tuple[int, str]]) -> tuple[list[str], tuple[str, ...]]:
    """Return a row's cells and notes; a cell that spans rows or columns stands in the first of them, or in each row."""
    cells: list[str] = []
    notes: tuple[str, ...] = ()
    for cell in (each for each in row if each.tag in ("td", "th")):
        _down(cells, spans)
        words, own = _words(cell)
        notes += own
        for more in range(min(_number(cell.get("colspan")), 50)):
            if _number(cell.get("rowspan")) > 1:
                spans[len(cells)] = (_number(cell.get("rowspan")) - 1, words)
            cells.append(words if more == 0 or row.getparent().tag == "thead" else "")
    _down(cells, spans)
    return cells, notes


def _down(cells: list[str], spans: dict[int, tuple[int, str]]) -> None:
    while len(cells) in spans:
        left, words = spans.pop(len(cells))
        if left > 1:
            spans[len(cells)] = (left - 1, words)
        cells.append(words)


def _joined(first: list[str], second: list[str]) -> list[str]:
    """Join two rows of a header, column by column: "2015" over "men" is "2015 men"."""
    width = max(len(first), len(second))
    pairs = zip(first + [""] * (width - len(first)), second + [""] * (width - len(second)), strict=True)
    return [" ".join(dict.fromkeys(each for each in pair if each)) for pair in pairs]


def _words(element: Any) -> tuple[str, tuple[str, ...]]:
    """Return the words of a cell or caption in one line, and its marks."""
    walk = _Walk()
    walk._inside(element)
    walk.end()
    found = [*walk.blocks, *walk.notes]
    text = " ".join(each.text for each in found) or clean(_plain(element))
    return text.replace(" | ", " / "), tuple(note for each in found for note in each.notes)


def _number(told: str | None) -> int:
    return int(told) if told and told.strip().isdigit() and len(told.strip()) < 4 else 1


def _bold(row: Any) -> bool:
    cells = [cell for cell in row if cell.tag in ("td", "th") and _plain(cell).strip()]
    return len(cells) > 1 and all(
        cell.tag == "th" or any(_plain(each).strip() == _plain(cell).strip() for each in cell.iter("b", "strong"))
        for cell in cells
    )


def _is_layout(table: Any) -> bool:
    """A table with one cell a row, or with tables inside, only arranges the page."""
    if table.get("role") in ("presentation", "none"):
        return True
    rows = list(table.iter("tr"))
    return any(True for each in table.iterdescendants("table")) or all(
        len([cell for cell in row if cell.tag in ("td", "th")]) < 2 for row in rows
    )


def _plain(element: Any) -> str:
    return "".join(_texts(element))


def _texts(element: Any) -> Iterator[str]:
    if isinstance(element.tag, str) and element.tag not in _UNREAD:
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def _unspaced(text: str) -> str:
    """Where a mark stood before a stop, no blank is left: "work [3]." is "work."."""
    return re.sub(r"(?<=\w)\s+(?=[.,;:](?:\s|$))", "", text) if "  " in text else text
