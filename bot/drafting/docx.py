"""Word documents: paragraphs, tables, tracked insertions, text boxes and footnotes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from ..errors import DocumentError
from .html import parsed
from .libraries import library
from .markup import blocks_of
from .text import DocumentText

__all__ = ["read"]

_LARGEST_MB = 200  # unpacked
_RATIO = 200  # text packs ten to one; what packs like this was made to burst
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Caption'] => figure > figcaption:fresh
p[style-name='caption'] => figure > figcaption:fresh
p[style-name='Image Caption'] => figure > figcaption:fresh
p[style-name='Table Caption'] => figure > figcaption:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Block Quotation'] => blockquote > p:fresh
b => strong
"""


def read(data: bytes) -> DocumentText:
    """Read a Word document. DocumentError if it is broken, protected by a password, or would unpack to a giant."""
    _prove(data)
    mammoth = library("mammoth")
    try:
        made = mammoth.convert_to_html(io.BytesIO(data), style_map=_STYLES, convert_image=_no_image)
    except MemoryError:
        raise
    except Exception as broken:  # it raises whatever a part that is missing or odd leads to
        raise DocumentError(
            "the Word document is damaged: open it in Word or LibreOffice, and save it again as .docx"
        ) from broken
    root = parsed(f"<body>{made.value}</body>".encode())
    for paragraph in root.iter("p"):
        _heading_by_bold(paragraph)
    blocks = blocks_of(root)
    title = next((each.text for each in blocks if each.kind == "heading" and each.level == 1), "")
    return DocumentText(tuple(blocks), title)


def _no_image(_image: Any) -> Any:
    return []


def _prove(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            names = {each.filename for each in parts}
            size = sum(each.file_size for each in parts)
            dtd = any(b"<!DOCTYPE" in packed.open(each).read(1024) for each in parts if each.filename.endswith(".xml"))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as broken:
        raise DocumentError("the Word document is damaged: open it in Word, and save it again as .docx") from broken
    if size > _LARGEST_MB * 1_000_000 or size > max(_RATIO * len(data), 10_000_000):
        raise DocumentError(
            f"the Word document unpacks to {size // 1_000_000} MB, which is too large: save its text alone as .docx"
        )
    if "word/document.xml" not in names and not any(name.endswith("document.xml") for name in names):
        raise DocumentError(
            "the file is no Word document (.docx): give the report as PDF, DOCX, HTML, Markdown or text"
        )
    if dtd:
        raise DocumentError("the Word document holds definitions that Word does not write: save it again as .docx")


def _heading_by_bold(paragraph: Any) -> None:
    """A short paragraph all in bold is a heading, where somebody used no style for it."""
    words = paragraph.text_content().strip()
    if paragraph.getparent().tag != "body" or not 3 < len(words) < 120 or re.match(r"(?:Table|Fig|Source|Note)", words):
        return
    children = list(paragraph)
    if len(children) == 1 and children[0].tag == "strong" and children[0].text_content().strip() == words:
        paragraph.tag = "h4"
