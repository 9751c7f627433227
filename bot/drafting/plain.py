"""Plain text: paragraphs between empty lines, tables with "|" or tabs between their cells."""

from __future__ import annotations

import re
from itertools import zip_longest

from .cleaning import bare, clean
from .hyphens import Joiner
from .markup import CAPTION
from .text import Block, DocumentText

__all__ = ["decoded", "read"]

_CELLS = re.compile(r"\s*(?:\||\t)\s*")
_RULE = re.compile(r"[\s|:+=-]{3,}")
_ITEM = re.compile(r"(?:[-*•▪◦–·]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")
_NOTE = re.compile(r"\[(\d{1,3})\]:?\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?:;,…][\"'”’)\]]*$")
_LONGEST_HEADING = 120
_LONGEST_NUMBERED = 200
_LONGEST_STATED = 100  # a heading that is a sentence
_FEWEST_BELOW = 200  # characters of the paragraph below such a heading
_CHAPTER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\s*[—–]\s+(?=[A-Z])")


def read(data: bytes) -> DocumentText:
    """Read plain text, UTF-8 or whatever else it shows itself to be. A form feed begins a page."""
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    pages = text.split("\f")
    blocks: list[Block] = []
    joiner = Joiner.of(text)
    tables = 0
    for number, page in enumerate(pages, 1):
        on = number if len(pages) > 1 else None
        for piece in re.split(r"\n[ \t]*\n", page):
            lines = [line for line in piece.split("\n") if line.strip() and not re.fullmatch(r"[=\-_*#~\s]+", line)]
            if not lines:
                continue
            if _is_table(lines):
                tables += 1
                blocks += _rows(lines, tables, on)
            else:
                blocks += _pieces(lines, joiner, on)
    return _told(blocks)


def decoded(data: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 if it says so, else Windows' Latin letters."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _pieces(lines: list[str], joiner: Joiner, page: int | None) -> list[Block]:
    """Return the blocks of lines without an empty one between: items of a list each by itself."""
    groups: list[list[str]] = []
    for line in lines:
        if not groups or _ITEM.match(line.strip()) or _NOTE.match(line.strip()):
            groups.append([line])
        else:
            groups[-1].append(line)
    made = []
    for group in groups:
        text = clean(joiner.join([line.strip() for line in group]))
        note, item = _NOTE.match(text), _ITEM.match(text)
        if note:
            made.append(Block("note", text[note.end() :], page, notes=(note[1],)))
            continue
        words, notes = bare(text[item.end() :] if item else text)
        if not re.search(r"\w", words):
            continue
        single = len(group) == 1 and len(lines) == 1
        if item:
            made.append(Block("item", words, page, notes=notes))
        elif CAPTION.match(words):
            made.append(Block("caption", words, page, notes=notes))
        elif single and (
            (len(words) <= _LONGEST_HEADING and not _SENTENCE_END.search(words))
            or (len(words) <= _LONGEST_NUMBERED and _CHAPTER.match(words))
        ):
            made.append(Block("heading", words, page, level=2, notes=notes))
        else:
            made.append(Block("paragraph", words, page, notes=notes))
    return made


def _is_table(lines: list[str]) -> bool:
    return len(lines) > 1 and all(re.search(r"\||\S\t+\S", line) for line in lines)


def _rows(lines: list[str], table: int, page: int | None) -> list[Block]:
    rows = [_CELLS.split(line.strip().strip("|").strip()) for line in lines if not _RULE.fullmatch(line)]
    cells = [[bare(clean(cell))[0] for cell in row] for row in rows]
    header, *body = [" | ".join(row) for row in cells]
    return [Block("row", row, page, table=table, header=header) for row in body]


def _told(blocks: list[Block]) -> DocumentText:
    """Give captions their tables, the first heading its level, and footnotes their place at the end."""
    made: list[Block] = []
    for at, block in enumerate(blocks):
        if block.kind == "caption" and block.text.startswith(("Table", "Box", "Exhibit")):
            near = [
                each.table for each in (*blocks[max(at - 1, 0) : at], *blocks[at + 1 : at + 2]) if each.kind == "row"
            ]
            block = Block("caption", block.text, block.page, table=near[0] if near else None, notes=block.notes)
        made.append(block)
    made = [_headed(block, after) for block, after in zip_longest(made, made[1:])]
    title = ""
    if made and made[0].kind == "heading":
        title = made[0].text
        made[0] = Block("heading", title, made[0].page, level=1, notes=made[0].notes)
    body = [each for each in made if each.kind != "note"]
    return DocumentText((*body, *(each for each in made if each.kind == "note")), title)


def _headed(block: Block, after: Block | None) -> Block:
    """Return a paragraph as a heading if it is a short sentence without numbers above a long paragraph."""
    said = block.kind == "paragraph" and len(block.text) <= _LONGEST_STATED and not re.search(r"[\d“”\"]", block.text)
    sentence = re.fullmatch(r"[A-Z][^.!?:;]*[.?]", block.text) is not None
    if not (said and sentence and after is not None and after.kind == "paragraph" and len(after.text) >= _FEWEST_BELOW):
        return block
    return Block("heading", block.text, block.page, level=2, notes=block.notes)
