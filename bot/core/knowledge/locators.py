"""Where the paragraphs of a source stand in its document, for readers: the page, the table, the heading above.

They are kept beside a fingerprint, in sources/<id>.locators, and belong to that one alone: another edition has other
pages. A base without them tells the paragraph's number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from ...errors import SourceError

__all__ = ["Locator", "locators_text", "parse_locators"]

_HEADER = "verbatim locators 1; of fingerprint {}; paragraph, page, table, heading"
_LINE = re.compile(r"([1-9]\d{0,5})\t([1-9]\d{0,4}|-)\t([^\t]{1,20}|-)\t(.*)")


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a paragraph of a source's text stands in its document.

    Attributes:
        paragraph: Its number in the text, from 1, as fingerprints count.
        page: The page that it begins on, from 1; None where the document has no pages.
        table: Of a table, its number as the document writes it ("3", "A.2"); "" for others.
        heading: The nearest heading above it; "" above the first.
    """

    paragraph: int
    page: int | None = None
    table: str = ""
    heading: str = ""


def locators_text(locators: Iterable[Locator], fingerprint: str) -> str:
    """Return the text of a file of locators, for the fingerprint whose file holds this text.

    After a line that states the form there is one for each, divided by tabs.
    """
    lines = [
        "\t".join((str(each.paragraph), str(each.page or "-"), each.table or "-", " ".join(each.heading.split())))
        for each in locators
    ]
    return "\n".join([_header(fingerprint), *lines]) + "\n"


def parse_locators(text: str, fingerprint: str) -> dict[int, Locator]:
    """Return the locators that a file holds, by paragraph.

    SourceError if it is no such file, or was made for another fingerprint than the one whose file holds that text.
    """
    first, *lines = text.rstrip("\n").split("\n")
    if first.strip() != _header(fingerprint):
        raise SourceError(f'the first line is not "{_header(fingerprint)}"')
    made = {}
    for number, line in enumerate(lines, start=2):
        found = _LINE.fullmatch(line.rstrip("\r"))
        if found is None:
            raise SourceError(f"line {number} is not a paragraph, a page, a table and a heading with tabs between them")
        paragraph, page, table, heading = found.groups()
        made[int(paragraph)] = Locator(
            int(paragraph), None if page == "-" else int(page), "" if table == "-" else table, heading
        )
    return made


def _header(fingerprint: str) -> str:
    lines = "\n".join(line.strip() for line in fingerprint.strip().splitlines())
    return _HEADER.format(blake2b(lines.encode(), digest_size=4).hexdigest())
