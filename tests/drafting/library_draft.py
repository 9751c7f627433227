"""A small draft as `draft` writes one, with all that can be left open in it: for tests that look it through."""

from __future__ import annotations

from pathlib import Path

from bot.core.knowledge.fingerprint import fingerprint
from bot.core.knowledge.locators import Locator, locators_text

__all__ = ["DOCUMENT", "FILES", "TEXT", "changed", "write"]

TEXT = """\
Lending in 2024.

The year was dry. The library lent 48,200 books in 2024. It lent 12,050 of these books to children. Nobody knows why.

“We want every child to come back soon,” said Ada Fenn, the head librarian.
"""
DOCUMENT = """\
# yaml-language-server: $schema=.schemas/document.json
# Drafted by machine: nobody has read this yet. draft.md shows each entry beside its sentence.
# Look it through with python -m bot review, or here: put right what is wrong, delete what nobody will ask for.

source:
  id: library
  title: The library's year
  publisher: the publisher   # FILL IN: this is only a guess
  published: "2024"   # FILL IN: this is only a guess
  url: https://example.com/library

entries:
  - id: books-lent
    title: Books that the library lent in 2024
    short: Books that the library lent
    topic: Lending
    says: The library lent 48,200 books in 2024.   # a note of our own
    figure: 48,200 books
    evidence: The library lent 48,200 books in 2024.
    asked:
      - how many books did the library lend
      - number of books

  - id: books-to-children   # look: “It” was taken for the library; a part of another
    title: Books lent to children
    says: It lent 12,050 of these books to children.
    figure: {value: 12050, of: books-lent, unit: books}
    evidence: It lent 12,050 of these books to children.
    contradicts: [fenn-on-children]
    asked:
      - how many books went to children

  - id: fenn-on-children
    title: Ada Fenn on children
    quote: We want every child to come back soon
    speaker: {name: Ada Fenn}
    confirms: [books-lent, books-to-children]
    asked:
      - what did ada fenn say

# What people usually ask of a report, and this one does not seem to answer. If so, and people may ask it
# here, take away the signs before an item (and before "silences:"); otherwise delete it.
# silences:
#   - id: authors
#     title: Authors
#     says: The report says nothing about who wrote it.
#     asked:
#       - who wrote the report
#       - who are the authors
#   - id: cost
#     title: Cost
#     says: "The report says nothing about this: what it cost."
#     asked:
#       - how much did the report cost
"""
_PROOF = str(fingerprint(TEXT))
FILES = {
    "library.yaml": DOCUMENT.encode(),
    "sources/library.fingerprint": _PROOF.encode(),
    "sources/library.locators": locators_text([Locator(2, 3, "", "Lending in 2024.")], _PROOF).encode(),
    "asked/books-to-children.txt": b"# more of them\nwhat did children borrow\n",
    "checks.yaml": b"checks:\n  - {ask: how many books went to children, expect: books-to-children}\n"
    b"  - {ask: number of books, expect: books-lent}\n",
}


def changed(*changes: tuple[str, str], document: str = DOCUMENT) -> str:
    """Return the document with changes, each an old text that stands there once and the new one."""
    for old, new in changes:
        assert document.count(old) == 1, f"{old!r} stands there {document.count(old)} times"
        document = document.replace(old, new)
    return document


def write(folder: Path) -> Path:
    """Write the draft into a folder, the text of the document beside it; return the folder."""
    for name, data in {**FILES, "library.txt": TEXT.encode()}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder
