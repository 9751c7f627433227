"""Where the paragraphs of a source stand in its document, as kept beside its fingerprint."""

from __future__ import annotations

import pytest

from bot.core.knowledge.fingerprint import fingerprint
from bot.core.knowledge.loading import load
from bot.core.knowledge.locators import Locator, locators_text, parse_locators
from bot.errors import KnowledgeError, SourceError

PROOF = str(fingerprint("The libraries lent 5,300 books in that year."))
FILE = """\
verbatim locators 1; of fingerprint bbb1cfa1; paragraph, page, table, heading
1\t12\t3\tVisits by library
2\t-\t-\t
"""
LOCATORS = [Locator(1, 12, "3", "Visits by library"), Locator(2)]
DOCUMENT = b"""\
source:
  id: report
  title: Libraries
  publisher: The County
  published: "2016"
  url: https://example.org/report
entries:
  - id: lent
    title: Books lent
    says: The libraries lent 5,300 books.
    evidence: The libraries lent 5,300 books in that year.
    asked: [how many books were lent]
"""
BASE = {
    "report.yaml": DOCUMENT,
    "sources/report.fingerprint": PROOF.encode(),
}


def test_a_file_of_locators_is_read_as_it_was_written():
    """A line for each paragraph; a stroke for what a document doesn't have."""
    assert locators_text(LOCATORS, PROOF) == FILE
    assert parse_locators(FILE, PROOF) == {1: LOCATORS[0], 2: LOCATORS[1]}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("1\t2\t-\tVisits", "the first line is not", id="no first line"),
        pytest.param(FILE + "3\tfour\t-\tHours", "line 4 is not", id="no page"),
    ],
)
def test_what_is_no_file_of_locators_is_told(text, told):
    """The line that is wrong is named."""
    with pytest.raises(SourceError, match=told):
        parse_locators(text, PROOF)


def test_an_excerpt_knows_where_it_stands_if_the_base_tells():
    """Locators are optional, and belong to the source of their name."""
    (excerpt,) = load(BASE).entries["lent"].excerpts
    assert (excerpt.paragraph, excerpt.locator) == (1, None)
    (excerpt,) = load(BASE | {"sources/report.locators": FILE.encode()}).entries["lent"].excerpts
    assert excerpt.locator == LOCATORS[0]
    with pytest.raises(KnowledgeError, match="these are no locators"):
        load(BASE | {"sources/report.locators": b"nothing"})
    other = locators_text(LOCATORS, str(fingerprint("Another edition of the report."))).encode()
    with pytest.raises(KnowledgeError, match="these are no locators: the first line is not"):
        load(BASE | {"sources/report.locators": other})
