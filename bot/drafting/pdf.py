"""PDF documents: pdfminer lays out a page's lines, and these are put together to paragraphs, headings and tables."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..errors import DocumentError
from .cleaning import bare, clean
from .hyphens import Joiner
from .libraries import library
from .pdf_lines import Line, lines_of
from .pdf_order import furniture, in_order
from .pdf_paragraphs import Paragraph, Setting, paragraphs
from .pdf_tables import Table, continued, tables_of
from .text import Block, DocumentText

__all__ = ["read"]

_MOST_PAGES = 1500
_FEWEST_LETTERS = 30  # a page, at the middle: what has fewer was scanned
_MOST_LOST = 0.2  # of the letters: with more, the document does not say what its letters mean
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_LEAD = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+|[^\w\s(\[\"'“‘£$€*–—-]\s*|[*–—-]\s+|o\s+(?=[A-Z])")
_NOTE = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3})[\])]?[.)]?\s+")
_OFFERED = re.compile(
    r"(?:related|recommended|more (?:from|on|like)|read (?:more|next)|further reading from|you may also|stay in touch|"
    r"newsletter|subscribe|sign up|share this|comments|most read|latest)\b",
    re.I,
)
_LEADERS = re.compile(r"(?:\.\s?){5,}\s*(?:\d{1,4}|[ivxl]+)?$")  # of a table of contents
_UNRULED = "page {}: a table without rules, look through its rows"
_PLACE = "\x00"  # stands where a table stands


@dataclass(frozen=True, slots=True)
class _Page:
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    height: float
    pictures: int


def read(data: bytes) -> DocumentText:
    """Read a PDF. DocumentError if it is protected, damaged, or holds pictures of its pages only."""
    pages, told = _pages(data)
    _prove(pages)
    around = furniture([page.lines for page in pages], [page.height for page in pages])
    groups = continued([table for page in pages for table in page.tables])
    first = {id(group[0]): number for number, group in enumerate(groups)}
    columns: list[tuple[int, list[Line]]] = []
    for at, page in enumerate(pages):
        kept = [line for line in page.lines if line not in around and not _LEADERS.search(line.text)]
        places = [_placed(table, first[id(table)]) for table in page.tables if id(table) in first]
        columns += ((at, column) for column in in_order([*kept, *places]))
    printed = any(re.match(r"(?:https?|file)://", line.text) for line in around)  # a web page, by a browser
    setting = Setting.of([line for line in column if line.size] for _, column in columns)
    joiner = Joiner.of("\n".join(line.text for page in pages for line in page.lines))
    found: list[list[Paragraph | int]] = []
    for at, column in columns:
        found.append(list(_pieces(column, setting, pages[at].height)))
    flow = _run_on(found)
    return _written(_article(flow) if printed else flow, groups, joiner, told, _warnings(pages))


def _article(flow: Sequence[Paragraph | int]) -> Sequence[Paragraph | int]:
    """Return what is the article of a web page that was printed: from its title on, until what is offered below it."""
    loud = [
        (at, each.lines[0]) for at, each in enumerate(flow) if isinstance(each, Paragraph) and each.kind == "heading"
    ]
    largest = max((line.size for _, line in loud), default=0.0)
    start = next((at for at, line in loud if line.size == largest and line.page == 1), 0)
    end = next((at for at, line in loud if at > len(flow) / 2 and _OFFERED.match(line.text)), len(flow))
    return flow[start:end]


def _pages(data: bytes) -> tuple[list[_Page], str]:
    pdfplumber = library("pdfplumber")
    protected = (
        library("pdfminer.pdfdocument").PDFPasswordIncorrect,
        library("pdfminer.pdfdocument").PDFEncryptionError,
    )
    try:
        with pdfplumber.open(io.BytesIO(data), laparams={"boxes_flow": None, "all_texts": True}) as pdf:
            if len(pdf.pages) > _MOST_PAGES:
                raise DocumentError(
                    f"it has {len(pdf.pages)} pages, and at most {_MOST_PAGES} are read: give a part of it"
                )
            pages = []
            for number, page in enumerate(pdf.pages, 1):
                pages.append(_page(page, number))
                page.close()  # lets go of what it holds: 200 pages need no more memory than two
            title = (pdf.metadata or {}).get("Title")
            return pages, clean(title) if isinstance(title, str) else ""
    except (DocumentError, MemoryError, RecursionError):
        raise
    except Exception as wrong:  # damaged files lead to whatever error there is
        if isinstance(wrong, protected) or any(isinstance(each, protected) for each in (wrong.__cause__, *wrong.args)):
            raise DocumentError("the PDF is protected by a password: save it without one, and try again") from wrong
        if isinstance(wrong.__context__, MemoryError):
            raise wrong.__context__ from wrong
        raise DocumentError("the PDF is damaged: open it, print it to a new PDF, and try again") from wrong


def _page(page: Any, number: int) -> _Page:
    layout = page.layout
    tables = tuple(tables_of(page, layout, number))
    lines = tuple(lines_of(layout, number, [table.box for table in tables]))
    return _Page(lines, tables, float(page.height), len(page.images))


def _prove(pages: Sequence[_Page]) -> None:
    letters = sorted(sum(len(line.text) for line in page.lines) + 99 * len(page.tables) for page in pages)
    if not letters:
        raise DocumentError("the PDF is damaged: it has no pages; open it, print it to a new PDF, and try again")
    if sum(letters) < _FEWEST_LETTERS or (letters[len(letters) // 2] == 0 and any(page.pictures for page in pages)):
        raise DocumentError(
            "the PDF holds pictures of its pages and no text: have its text recognized (OCR), and give that"
        )
    lost = sum(line.lost for page in pages for line in page.lines)
    if lost > _MOST_LOST * sum(letters):
        raise DocumentError("the PDF does not say what its letters mean: give the report as DOCX, HTML or text")


def _placed(table: Table, number: int) -> Line:
    return Line(f"{_PLACE}{number}", table.box, 0.0, False, False, table.page)


def _pieces(column: Sequence[Line], setting: Setting, height: float) -> Iterator[Paragraph | int]:
    """Yield the paragraphs of a column and the numbers of its tables, in order."""
    run: list[Line] = []
    for line in column:
        if line.text.startswith(_PLACE):
            yield from paragraphs(run, setting, height)
            yield int(line.text[1:])
            run = []
        else:
            run.append(line)
    yield from paragraphs(run, setting, height)


def _run_on(columns: Sequence[Sequence[Paragraph | int]]) -> list[Paragraph | int]:
    """Return all in order, what a column or page divides put together again; tables and captions may stand between."""
    flow: list[Paragraph | int] = []
    open_at: int | None = None
    for column in columns:
        fresh = True
        for each in column:
            running = isinstance(each, Paragraph) and each.kind in ("paragraph", "item", "quote")
            if isinstance(each, int) or each.kind in ("row", "caption", "note"):
                flow.append(each)
                continue
            before = flow[open_at] if open_at is not None else None
            if open_at is not None and isinstance(before, Paragraph) and running and _goes_on(before, each, fresh):
                flow[open_at] = replace(before, lines=before.lines + each.lines, full=each.full)
            else:
                flow.append(each)
                open_at = len(flow) - 1 if running else None
            fresh = False
    return flow


def _goes_on(before: Paragraph, after: Paragraph, fresh: bool) -> bool:
    last, first = before.lines[-1], after.lines[0]
    if abs(last.size - first.size) > 0.06 * last.size or after.kind == "item":
        return False
    if not _SENTENCE_END.search(last.text):
        return before.kind == after.kind or first.text[:1].islower() or after.kind == "paragraph"
    if not fresh:
        return False
    return (
        before.kind == after.kind
        and (first.text[:1].islower() or (before.full and not after.indented))
        and (last.text[-1] not in ":;" or first.text[:1].islower())
    )


def _written(
    flow: Sequence[Paragraph | int], groups: Sequence[Sequence[Table]], joiner: Joiner, called: str, warnings: list[str]
) -> DocumentText:
    loud = [each.lines[0] for each in flow if isinstance(each, Paragraph) and each.kind == "heading"]
    sizes = sorted({(line.size, line.bold) for line in loud}, reverse=True)
    levels = {style: min(number, 6) for number, style in enumerate(sizes, 1)}
    body: list[Block] = []
    notes: list[Block] = []
    tables = 0
    header: str | None = None  # of the table without rules whose rows are read, None if there is none
    for each in flow:
        if isinstance(each, int):
            tables += 1
            body += _rows(groups[each], tables, joiner)
            warnings += [_UNRULED.format(table.page) for table in groups[each] if not table.ruled]
        elif each.kind == "row":
            told = " | ".join(joiner.join([line.text for line in cell]) for cell in each.cells)
            if header is None:
                tables += 1
                warnings.append(_UNRULED.format(each.lines[0].page))
                header = "" if any(re.search(r"\d", line.text) for cell in each.cells[1:] for line in cell) else told
                if header:
                    continue
            body.append(Block("row", told, each.lines[0].page, table=tables, header=header))
            continue
        elif each.kind == "note":
            notes.append(_note(each, joiner))
        else:
            made = _block(each, levels, joiner)
            body += [made] if re.search(r"\w", made.text) else []
        header = None
    body = _captioned(body)
    for block in body:
        table = re.match(r"Table\s+[A-Z]?[\d.-]*\d", block.text)
        if block.kind == "caption" and table and block.table is None:
            warnings.append(f"page {block.page}: the rows of {table[0]} were not told from the text, look through it")
    title = next((b.text for b in body if b.kind == "heading" and b.level == 1 and (b.page or 0) < 4), "") or called
    return DocumentText((*body, *notes), title, "", tuple(warnings))


def _block(each: Paragraph, levels: dict[tuple[float, bool], int], joiner: Joiner) -> Block:
    text, marks = bare(clean(joiner.join([line.text for line in each.lines])))
    if each.kind == "item":
        text = _LEAD.sub("", text, count=1)
    level = levels[each.lines[0].size, each.lines[0].bold] if each.kind == "heading" else 0
    notes = tuple(note for line in each.lines for note in (line.leading, *line.notes) if note)
    return Block(each.kind, text, each.lines[0].page, level=level, notes=(*notes, *marks))


def _note(each: Paragraph, joiner: Joiner) -> Block:
    text = clean(joiner.join([line.text for line in each.lines]))
    if not each.lines[0].leading and each.mark:
        text = _NOTE.sub("", text, count=1)
    return Block("note", text, each.lines[0].page, notes=(each.mark,) if each.mark else ())


def _rows(group: Sequence[Table], number: int, joiner: Joiner) -> Iterator[Block]:
    header = ""
    for table in group:
        told = table.told(joiner)
        if table is group[0] and table.has_header():
            header = told.pop(0)[0]
        for text, notes in told:
            yield Block("row", text, table.page, table=number, header=header, notes=notes)


def _captioned(body: Sequence[Block]) -> list[Block]:
    """Give each caption of a table the number of the one it stands at; all above or all below, as most of them do."""
    around: list[tuple[int, int | None, int | None]] = []
    for at, block in enumerate(body):
        if block.kind == "caption" and not re.match(r"Fig|Chart|Graph|Map|Diagram|Plate", block.text):
            above = body[at - 1].table if at and body[at - 1].kind == "row" else None
            below = body[at + 1].table if at + 1 < len(body) and body[at + 1].kind == "row" else None
            around.append((at, above, below))
    lower = sum(above is not None for _, above, _ in around) >= sum(below is not None for _, _, below in around)
    made = list(body)
    for at, above, below in around:
        table = (above or below) if lower else (below or above)
        made[at] = replace(body[at], table=table)
    return made


def _warnings(pages: Sequence[_Page]) -> list[str]:
    empty = [
        str(number) for number, page in enumerate(pages, 1) if page.pictures and not page.lines and not page.tables
    ]
    return [f"page {', '.join(empty)}: a picture without text, not read"] if empty else []
