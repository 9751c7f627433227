"""A document as it was read -> the same as HTML, Markdown, DOCX and PDF, made letter by letter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape

from bot.drafting.text import Block, DocumentText
from tests.drafting.making import TEXT, docx, grid, lines, pdf, width

__all__ = ["as_docx", "as_html", "as_markdown", "as_pdf"]

_LEFT, _RIGHT, _TOP, _FOOT = 60, 535, 70, 770


def _groups(document: DocumentText) -> Iterator[list[Block]]:
    """Yield the blocks one by one, and the rows of a table and the items of a list together."""
    for kind, blocks in groupby(document.blocks, key=lambda block: (block.kind, block.table)):
        if kind[0] in ("row", "item"):
            yield list(blocks)
        else:
            yield from ([block] for block in blocks)


def _table(rows: list[Block]) -> list[list[str]]:
    return [text.split(" | ") for text in (rows[0].header, *(row.text for row in rows))]


def as_html(document: DocumentText) -> bytes:
    made = []
    for group in _groups(document):
        first = group[0]
        if first.kind == "heading":
            made.append(f"<h{first.level}>{escape(first.text)}</h{first.level}>")
        elif first.kind == "row":
            head, *body = _table(group)
            told = "".join(f"<th>{escape(cell)}</th>" for cell in head)
            rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in body)
            made.append(f"<table><thead><tr>{told}</tr></thead><tbody>{rows}</tbody></table>")
        elif first.kind == "item":
            made.append(f"<ul>{''.join(f'<li>{escape(each.text)}</li>' for each in group)}</ul>")
        else:
            made.append(f"<p>{escape(first.text)}</p>")
    title = escape(document.title)
    return f"<html><head><title>{title}</title></head><body><article>{''.join(made)}</article></body></html>".encode()


def as_markdown(document: DocumentText) -> bytes:
    made = []
    for group in _groups(document):
        first = group[0]
        if first.kind == "heading":
            made.append(f"{'#' * first.level} {first.text}")
        elif first.kind == "row":
            head, *body = _table(group)
            rows = [head, ["---"] * len(head), *body]
            made.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
        elif first.kind == "item":
            made.append("\n".join(f"- {each.text}" for each in group))
        else:
            made.append(first.text)
    return "\n\n".join(made).encode()


def as_docx(document: DocumentText) -> bytes:
    body = ""
    for group in _groups(document):
        first = group[0]
        if first.kind == "row":
            head, *rows = _table(group)
            header = "<w:trPr><w:tblHeader/></w:trPr>"
            body += f"<w:tbl><w:tr>{header}{_cells(head)}</w:tr>"
            body += "".join(f"<w:tr>{_cells(row)}</w:tr>" for row in rows) + "</w:tbl>"
            continue
        for each in group:
            style = f'<w:pPr><w:pStyle w:val="Heading{each.level}"/></w:pPr>' if each.kind == "heading" else ""
            if each.kind == "item":
                style = '<w:pPr><w:pStyle w:val="ListBullet"/></w:pPr>'
            body += f"<w:p>{style}{_run(each.text)}</w:p>"
    return docx(body)


def _cells(row: list[str]) -> str:
    return "".join(f"<w:tc><w:p>{_run(cell)}</w:p></w:tc>" for cell in row)


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def as_pdf(document: DocumentText) -> bytes:
    """Return a PDF in one column, headings in bold, tables with rules, and numbers of pages below."""
    pages: list[list[TEXT | str]] = [[]]
    top = _TOP
    for group in _groups(document):
        first = group[0]
        if first.kind == "row":
            rows = _table(group)
            if top + 18 * len(rows) > _FOOT:
                pages.append([])
                top = _TOP
            lefts = [_LEFT, *(_RIGHT - 110 * at for at in range(len(rows[0]) - 1, -1, -1))]
            pages[-1].append(grid(lefts, [top + 18 * at for at in range(len(rows) + 1)]))
            for at, row in enumerate(rows):
                font = "F" if at else "B"
                pages[-1] += [(lefts[n] + 4, top + 18 * at + 12, 10, font, cell) for n, cell in enumerate(row)]
            top += 18 * len(rows) + 26
            continue
        for each in group:
            size, font = (17 if each.level == 1 else 13, "B") if each.kind == "heading" else (10, "F")
            inset = 14 if each.kind == "item" else 0
            set_ = _wrapped(each.text, _RIGHT - _LEFT - inset, size, font)
            if top + 1.3 * size * len(set_) > _FOOT:
                pages.append([])
                top = _TOP
            if inset:
                pages[-1].append((_LEFT, top, size, font, "\u2022"))
            pages[-1] += lines(_LEFT + inset, top, *set_, size=size, font=font, pitch=1.3 * size)
            top += round(1.3 * size * len(set_)) + 14
    for number, page in enumerate(pages, 1):
        page.append((295, 810, 8, "F", str(number)))
    return pdf(*pages)


def _wrapped(text: str, room: float, size: float, font: str) -> list[str]:
    made = [""]
    for word in text.split(" "):
        longer = f"{made[-1]} {word}".strip()
        if width(longer, size, font) > room:
            made.append(word)
        else:
            made[-1] = longer
    return made
