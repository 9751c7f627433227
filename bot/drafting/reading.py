"""A document as text: chooses what reads it, by what it holds and by its name.

Whoever has a file from somebody else reads it by `apart.read_document_apart`, in a process of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from itertools import zip_longest

from ..errors import DocumentError
from .text import Block, DocumentText

__all__ = ["KINDS", "LARGEST_MB", "read_document"]

LARGEST_MB = 100  # of a file as it comes
_LARGEST_TEXT_MB = 20  # of text: a report of 200 pages has half a megabyte
_MOST = 2_000_000  # characters of text; a report of 200 pages has 600,000
_LONGEST = 8_000  # characters of a paragraph; more is no paragraph, and takes ages to cut into sentences
_BY_NAME = {
    ".pdf": "pdf", ".docx": "docx", ".docm": "docx", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".md": "markdown", ".markdown": "markdown", ".txt": "plain", ".text": "plain", "": "plain",
}  # fmt: skip
KINDS = "PDF, DOCX, HTML, Markdown or plain text"
"""What is read, for people."""
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "an old or password-protected Office file: open it, remove the password, and save it as .docx",
    b"{\\rtf": "an RTF file: open it in Word or LibreOffice, and save it as .docx",
    b"\x89PNG": "a picture: text cannot be read from it",
    b"\xff\xd8\xff": "a picture: text cannot be read from it",
    b"GIF8": "a picture: text cannot be read from it",
    b"%!PS": "a PostScript file: save it as PDF",
}
_MARKUP = re.compile(rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


def read_document(name: str, data: bytes) -> DocumentText:
    """Read a document: its blocks in reading order.

    Args:
        name: The file's name; its ending tells HTML, Markdown and plain text apart.
        data: The file.

    Raises DocumentError, which says in one line what is wrong and what to do.
    """
    try:
        read: DocumentText = import_module(f".{_kind(name, data)}", __package__).read(data)
    except DocumentError as wrong:
        raise DocumentError(f"{name}: {wrong}") from wrong
    except RecursionError as deep:
        raise DocumentError(f"{name}: it is nested too deeply to be read: save it again, or give its text") from deep
    if not any(re.search(r"\w", block.text) for block in read.blocks):
        raise DocumentError(f"{name}: it holds no text")
    return _held(name, replace(read, blocks=tuple(_tidied(read.blocks))))


def _held(name: str, read: DocumentText) -> DocumentText:
    """Return a document without paragraphs that are none, if it is not too long to be drafted."""
    long = [len(block.text) for block in read.blocks if len(block.text) > _LONGEST]
    blocks = tuple(block for block in read.blocks if len(block.text) <= _LONGEST)
    told = [f"a paragraph of {chars:,} characters: put an empty line between paragraphs" for chars in long[:3]]
    if not any(re.search(r"\w", block.text) for block in blocks):
        raise DocumentError(f"{name}: it has {told[0]}")
    if sum(len(block.text) for block in blocks) > _MOST:
        raise DocumentError(f"{name}: it has more than {_MOST:,} characters, some 650 pages: give a part of it")
    return replace(read, blocks=blocks, warnings=(*read.warnings, *told))


def _tidied(blocks: Sequence[Block]) -> Iterator[Block]:
    """Leave out the heading of footnotes, which stand at the end of all."""
    for block, after in zip_longest(blocks, blocks[1:]):
        bare = block.kind == "heading" and (after is None or after.kind in ("heading", "note"))
        if not (bare and re.fullmatch(r"(?:\d+\.?\s+)?(?:foot|end)?notes", block.text, re.I)):
            yield block


def _kind(name: str, data: bytes) -> str:
    """Return the module that reads it. What it holds counts for more than how it is called."""
    if len(data) > LARGEST_MB * 1_000_000:
        raise DocumentError(f"it has {len(data) // 1_000_000} MB, and at most {LARGEST_MB} are read: give a part of it")
    if not data.strip(b"\0 \t\r\n"):
        raise DocumentError("it is empty")
    named = _BY_NAME.get(_ending(name))
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] == b"PK\x03\x04":
        return "docx"
    for start, told in _OTHERS.items():
        if data.startswith(start):
            raise DocumentError(f"it is {told}")
    if named in ("pdf", "docx"):
        raise DocumentError(f"it is called {_ending(name)} but holds something else: open it, and save it again")
    if b"\0" in data[:4096] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise DocumentError(f"it holds no text that can be read: give {KINDS}")
    if named is None:
        raise DocumentError(f"files that end with {_ending(name)} are not read: give {KINDS}")
    if len(data) > _LARGEST_TEXT_MB * 1_000_000:
        size = len(data) // 1_000_000
        raise DocumentError(f"it has {size} MB, and at most {_LARGEST_TEXT_MB} of text are read: give a part of it")
    return "html" if named == "plain" and _MARKUP.match(data[:4096]) else named


def _ending(name: str) -> str:
    found = re.search(r"\.\w{1,10}$", name)
    return found[0].lower() if found else ""
