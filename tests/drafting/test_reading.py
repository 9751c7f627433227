"""Documents of every kind become the same blocks, and what cannot be read is told in one line."""

from __future__ import annotations

import sys

import pytest

from bot.core.knowledge.fingerprint import find, fingerprint, paragraphs
from bot.drafting.apart import read_data_apart, read_document_apart
from bot.drafting.reading import read_document
from bot.drafting.sentences import sentences
from bot.drafting.source import as_source_text, locators
from bot.errors import DocumentError
from tests.drafting.making import docx, lines, pdf

PLAIN = """\
Libraries in the county

The libraries lent 5,300 books[1] in 2015, and the
librar\u00adian said \u201cwe are open [again]\u201d.

Visits

Library | 2014 | 2015
Harbour | 300 | 4\u00bd
Hill | 40 | 41

Table 1: Visits

- films
- music

[1] The council's own count.
"""
MARKDOWN = """\
---
title: Libraries in the county
date: 3 May 2016
---
# Libraries in the county

The libraries lent 5,300 books[^a] in 2015, and the
librar&shy;ian said \u201cwe are open [again]\u201d.

## Visits

| Library | 2014 | 2015 |
|---|---|---|
| Harbour | 300 | 4\u00bd |
| Hill | 40 | 41 |

Table 1: Visits

- films
- music

[^a]: The council's own count.
"""
HTML = """\
<!DOCTYPE html><html><head><meta charset="utf-8"><title>Libraries in the county | A Site</title>
<meta property="article:published_time" content="2016-05-03T10:00:00Z"><script>var visitors = 99;</script></head><body>
<div id="cookie-banner"><p>We and our 842 partners store cookies. Please accept all of them, if you will.</p></div>
<nav><ul><li><a href="/">Home</a></li></ul></nav>
<main><article><div class="share"><a href="#">Share 12</a></div><h1>Libraries in the county</h1>
<p>The libraries lent 5,300 books<sup><a href="#fn1">1</a></sup> in 2015, and the
librar&shy;ian said \u201cwe are open [again]\u201d.</p><h2>Visits</h2>
<table><tr><th>Library</th><th>2014</th><th>2015</th></tr><tr><td>Harbour</td><td>300</td><td>4\u00bd</td></tr>
<tr><td>Hill</td><td>40</td><td>41</td></tr></table><p>Table 1: Visits</p>
<ul><li>films</li><li><p>music</p></li></ul>
<section class="footnotes"><h2>Notes</h2><ol>
<li id="fn1">The council's own count. <a href="#r1">\u21a9</a></li></ol></section>
</article><aside class="related"><p>Ten charts that explain 2023</p></aside></main>
<footer><p>Registered charity no. 123456</p></footer></body></html>
"""
_P = '<w:p>{}<w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'


def _cell(words: str) -> str:
    return f"<w:tc>{_P.format('', words)}</w:tc>"


def _row(words: str, header: str = "") -> str:
    return f"<w:tr>{header}{''.join(map(_cell, words.split('|')))}</w:tr>"


def _styled(style: str, words: str) -> str:
    return _P.format(f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>', words)


WORD = docx(
    _styled("Heading1", "Libraries in the county")
    + '<w:p><w:r><w:t>The libraries lent </w:t></w:r><w:ins w:author="a"><w:r><w:t>5,300</w:t></w:r></w:ins>'
    '<w:del w:author="a"><w:r><w:delText>5,000</w:delText></w:r></w:del>'
    '<w:r><w:t xml:space="preserve"> books</w:t></w:r>'
    '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t xml:space="preserve"> in 2015, and the librar</w:t>'
    "<w:softHyphen/><w:t>ian said \u201cwe are open [again]\u201d.</w:t></w:r></w:p>"
    + _styled("Heading2", "Visits")
    + f"<w:tbl>{_row('Library|2014|2015', '<w:trPr><w:tblHeader/></w:trPr>')}"
    + f"{_row('Harbour|300|4½')}{_row('Hill|40|41')}</w:tbl>"
    + _P.format("", "Table 1: Visits"),
    notes=f'<w:footnote w:id="2">{_P.format("", "The council&#39;s own count.")}</w:footnote>',
)
BLOCKS = [
    ("heading", "Libraries in the county", None, ""),
    ("paragraph", "The libraries lent 5,300 books in 2015, and the librarian said “we are open [again]”.", None, ""),
    ("heading", "Visits", None, ""),
    ("row", "Harbour | 300 | 4½", 1, "Library | 2014 | 2015"),
    ("row", "Hill | 40 | 41", 1, "Library | 2014 | 2015"),
    ("caption", "Table 1: Visits", 1, ""),
    ("item", "films", None, ""),
    ("item", "music", None, ""),
    ("note", "The council's own count.", None, ""),
]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("report.txt", PLAIN.encode(), id="plain text"),
        pytest.param("report.md", MARKDOWN.encode(), id="Markdown"),
        pytest.param("report.html", HTML.encode(), id="HTML"),
        pytest.param("report.txt", HTML.encode(), id="HTML by another name"),
        pytest.param("report.docx", WORD, id="Word"),
    ],
)
def test_the_same_report_is_read_alike_in_every_form(name, data):
    """Headings, paragraphs, rows with their header, captions, items and footnotes; nothing of what stands around."""
    blocks = read_document(name, data).blocks
    expected = [each for each in BLOCKS if each[0] != "item"] if name.endswith(".docx") else BLOCKS
    assert [(block.kind, block.text, block.table, block.header) for block in blocks] == expected
    assert [block.notes for block in blocks if block.notes] == [("1",), ("1",)]


def test_a_document_tells_its_title_and_its_date():
    """A page states both in its head, Markdown in its first lines."""
    for name, text in (("a.html", HTML), ("a.md", MARKDOWN)):
        document = read_document(name, text.encode())
        assert (document.title, document.published) == ("Libraries in the county", "2016-05-03")


BOMB = docx("", parts={"word/media/big.xml": b"0" * 300_000_000})
ENCRYPTED = pdf(
    lines(70, 100, "Secret"),
    extra=f"<< /Filter /Standard /V 1 /R 2 /O <{'11' * 32}> /U <{'22' * 32}> /P -4 >>",
    trailer=f"/Encrypt EXTRA /ID [<{'33' * 16}> <{'33' * 16}>]",
)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        pytest.param("a.pdf", pdf(["q 100 0 0 100 0 0 cm Q"]), "holds pictures of its pages and no text", id="scanned"),
        pytest.param("a.pdf", ENCRYPTED, "protected by a password", id="encrypted"),
        pytest.param("a.pdf", b"%PDF-1.7\nnothing more", "the PDF is damaged", id="broken PDF"),
        pytest.param("a.pdf", b"hello, I am a text", "is called .pdf but holds something else", id="no PDF"),
        pytest.param("a.docx", BOMB, "unpacks to 300 MB", id="zip bomb"),
        pytest.param("a.docx", WORD[:900], "the Word document is damaged", id="broken Word document"),
        pytest.param("a.docx", docx("<w:p><w:r>"), "the Word document is damaged", id="broken XML"),
        pytest.param("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 99, "old or password-protected Office file", id="old Word"),
        pytest.param("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "a picture", id="picture"),
        pytest.param("a.xyz", b"some words", "files that end with .xyz are not read", id="unknown"),
        pytest.param("a.txt", b"a\0b\0c" * 99, "no text that can be read", id="binary"),
        pytest.param("a.txt", b" \n\n ", "it is empty", id="empty"),
        pytest.param("a.html", b"<html><body><script>alert(1)</script></body></html>", "it holds no text", id="script"),
        pytest.param("a.html", b"<div>" * 100_000 + b"x", "", id="nested deeply"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(name, data, told):
    """The line names the file, what is wrong, and what to do."""
    with pytest.raises(DocumentError) as raised:
        read_document(name, data)
    line = str(raised.value)
    assert line.startswith(f"{name}: ")
    assert told in line
    assert "\n" not in line


def test_a_missing_library_is_told_with_the_command_that_installs_it(monkeypatch):
    """Reading is an extra."""
    monkeypatch.setitem(sys.modules, "markdown_it", None)
    with pytest.raises(DocumentError, match=r"\.venv/bin/pip install .*'\.\[draft\]'$"):
        read_document("a.md", b"# Hello")


def test_a_document_is_read_in_a_process_of_its_own(tmp_path):
    """What comes back is the same; what is wrong is told the same; what takes too long is ended."""
    path = tmp_path / "report.txt"
    path.write_text(PLAIN, encoding="utf-8")
    assert read_document_apart(path) == read_document("report.txt", PLAIN.encode())
    with pytest.raises(DocumentError, match=r"^a\.pdf: the PDF is damaged"):
        read_data_apart("a.pdf", b"%PDF-1.7\nnothing more")
    with pytest.raises(DocumentError, match="could not be read in 0 s"):
        read_data_apart("a.txt", b"words", deadline_s=0.01)
    with pytest.raises(DocumentError, match="No such file"):
        read_document_apart(tmp_path / "none.pdf")


def test_the_source_text_is_what_fingerprints_are_made_of():
    """Paragraphs as the fingerprint counts them, tables as rows of cells; each with its heading and table."""
    document = read_document("report.md", MARKDOWN.encode())
    text = as_source_text(document)
    assert paragraphs(text)[3] == "Library | 2014 | 2015\nHarbour | 300 | 4½\nHill | 40 | 41"
    made = fingerprint(text)
    assert find("Harbour | 300 | 4½", made) == 4
    assert find("lent 5,300 books in 2015", made) == 2
    assert [(each.paragraph, each.heading, each.table) for each in locators(document)] == [
        (1, "Libraries in the county", ""),
        (2, "Libraries in the county", ""),
        (3, "Visits", ""),
        (4, "Visits", "1"),
        (5, "Visits", "1"),
        (6, "Visits", ""),
        (7, "Visits", ""),
        (8, "", ""),
    ]
    assert len(paragraphs(text)) == 8


def test_sentences_end_where_people_end_them():
    """Abbreviations, decimals and quotations do not end one."""
    text = "Dr. Smith paid £3.5 million, i.e. half. “Was it enough?” asked Mr. Lee. It was not (see p. 12)."
    assert sentences(text) == [
        "Dr. Smith paid £3.5 million, i.e. half.",
        "“Was it enough?” asked Mr. Lee.",
        "It was not (see p. 12).",
    ]


def test_plain_text_has_headings_that_are_numbered_or_short_sentences_above_long_paragraphs():
    """A short sentence with a number states something, and one above another short one is only brief."""
    long = "The libraries lent books to whoever came, and nobody had to pay for them. " * 3
    text = "\n\n".join(["Libraries", "Readers come back.", long, "02 — Most wanted more.", "They lent 30 books.", long])
    read = read_document("a.txt", f"{text}\n\nNobody pays.\n\nNobody waits.".encode())
    assert [block.text for block in read.blocks if block.kind == "heading"] == [
        "Libraries", "Readers come back.", "02 — Most wanted more.",
    ]  # fmt: skip
