"""Markdown, with tables, footnotes and a header of its own (title, date)."""

from __future__ import annotations

import re

from .cleaning import written_date
from .html import parsed
from .libraries import library
from .markup import blocks_of
from .plain import decoded
from .text import DocumentText

__all__ = ["read"]

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*\n", re.S)
_FIELD = re.compile(r"^(title|date|published)[ \t]*:[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.M | re.I)


def read(data: bytes) -> DocumentText:
    """Read Markdown as CommonMark has it; HTML in it is read as HTML."""
    text = decoded(data)
    front = _FRONT.match(text)
    told = {name.lower(): value for name, value in _FIELD.findall(front[1])} if front else {}
    markdown = library("markdown_it").MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    markdown.use(library("mdit_py_plugins.footnote").footnote_plugin)
    page = markdown.render(text[front.end() :] if front else text)
    blocks = blocks_of(parsed(f"<body>{page}</body>".encode()))
    title = told.get("title") or next((each.text for each in blocks if each.kind == "heading" and each.level == 1), "")
    return DocumentText(tuple(blocks), title, written_date(told.get("date") or told.get("published") or ""))
