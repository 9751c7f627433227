"""A new edition of a document that a base has: what a person wrote is kept, what stands no longer is told."""

from __future__ import annotations

import pytest

from bot.core.knowledge.fingerprint import fingerprint
from bot.core.knowledge.loading import load
from bot.drafting.drafting import drafted, header_of
from bot.drafting.edition_making import edition_of, source_of
from bot.drafting.source import as_source_text
from bot.drafting.text import Block, DocumentText
from bot.errors import EditError
from bot.render import edition_page

OLD = """\
The library lent 48,200 books in 2024, and 12,050 of them were for children.

It was open on 290 days. The café sold 900 cakes a week. Ada Fenn, the librarian, said: "We want every child to come."

Each of the four branches has a reading room. The roof was mended in August at a cost of £30,000.
"""
NEW = """\
The library lent 51,300 books in 2025, and 14,100 of them were for children.

It was open on 290 days. Ada Fenn, the librarian, said: "We want every child to come."

Each of the four branches has a reading room. The roof was mended in August at a cost of £30,000.
It hired 6 storytellers.
"""
DOCUMENT = """\
# Looked after by Kim.
source:
  id: library
  title: The library's year   # as on the cover
  publisher: Town Library
  published: "2025"
  url: https://example.com/library

entries:
  # the first that people ask for
  - id: lent
    title: Books lent in 2024
    says: The library lent 48,200 books in 2024.   # looked up by Kim
    figure: 48,200 books
    evidence: The library lent 48,200 books in 2024
    asked: [how many books were lent, "did it lend 48,200 books"]
    confirms: [cakes]

  - id: childrens
    title: Books for children
    says: 12,050 of the books were for children.
    figure: {value: 12050, of: lent, unit: books}
    evidence: 12,050 of them were for children
    asked:
      - how many books were for children

  # Kim doubts it
  - id: cakes
    title: Cakes sold
    says: The café sold 900 cakes a week.
    figure: 900 cakes a week
    evidence: The café sold 900 cakes a week.
    asked: [how many cakes were sold]

  - {id: fenn, title: Fenn, quote: We want every child to come, speaker: {name: Ada Fenn}, asked: [what did fenn say]}

silences:
  - id: rent
    title: The rent
    says: The library says nothing about its rent.
    near: [cakes, lent]
    asked: [what is the rent]
"""
CHECKS = """\
checks:
  - {ask: how many books were lent in 2024, expect: lent}
  - {ask: who sold cakes, expect: cakes}   # Kim's
"""
FILES = {
    "library.yaml": DOCUMENT.encode(),
    "checks.yaml": CHECKS.encode(),
    "asked/lent.txt": b"# more\nhow many books in 2024\n",
    "asked/cakes.txt": b"cake sales\n",
    "sources/library.fingerprint": str(fingerprint(OLD)).encode(),
}


def edition(files=FILES, new=NEW, id="library", **known):
    blocks = [Block("paragraph", " ".join(each.split())) for each in new.split("\n\n")]
    read = DocumentText(blocks)
    draft = drafted(
        read,
        header_of(read, "x", "2026-01-01", id=id),
        as_source_text(read),
        lambda text: text.replace(". ", ".\n").split("\n"),
        taken=["lent", "childrens", "cakes", "fenn", "rent"],
    )
    return edition_of(files, "library", read, draft, lambda text: text.replace(". ", ".\n").split("\n"), known=known)


def test_what_stands_is_kept_as_it_is_written_and_figures_are_put_in_their_places():
    """Comments, layout, braces and all; only the figures, the year and what is known of the edition are others."""
    made = edition(published="2026")
    expected = (
        DOCUMENT.replace('"2025"', '"2026"')
        .replace("48,200", "51,300")
        .replace("12,050", "14,100")
        .replace("12050", "14100")
        .replace("in 2024", "in 2025")
        .replace("    confirms: [cakes]\n", "    confirms: []\n")
        .replace("near: [cakes, lent]", "near: [lent]")
    )
    gone = expected[expected.index("  # Kim doubts it") : expected.index("  - {id: fenn")]
    kept, new = made.files["library.yaml"].decode().split("  # New in this edition", 1)
    before, after = expected.replace(gone, "").split("\nsilences:")
    assert kept.rstrip() == before.rstrip()
    assert new.endswith(after)
    assert made.files["asked/lent.txt"] == b"# more\nhow many books in 2025\n"
    assert made.files["checks.yaml"] == b"checks:\n  - {ask: how many books were lent in 2025, expect: lent}\n"
    assert load(made.files).entries["childrens"].figure.value == 14100


def test_it_tells_what_became_of_each_entry():
    """The café's cakes went with their ways of asking and their check; the storytellers are new; the roof and the
    branches stood in the old edition, and nobody wanted them there."""
    made = edition()
    assert made.kept == ("fenn",)
    assert [(each.id, each.figure) for each in made.changed] == [
        ("lent", ("48,200 books", "51,300 books")),
        ("childrens", ("12050 books", "14100 books")),
    ]
    assert [(each.id, each.why) for each in made.gone] == [("cakes", "the new edition does not say so")]
    assert made.checks == ("who sold cakes",)
    assert [each.evidence for each in made.draft.entries] == ["It hired 6 storytellers."]
    assert made.left_out > 0
    assert made.away == ("asked/cakes.txt",)
    page = edition_page(made, "editions/library")
    assert "| Books lent in 2025 | 48,200 books | 51,300 books |" in page
    assert page.index("## Other figures") < page.index("## No longer there") < page.index("## New (1)")
    assert "  - id: cakes\n" in page


def test_an_entry_of_the_same_title_is_kept_though_its_sentence_is_another():
    """It is shown for a look."""
    made = edition(new=f"{NEW}\nEach week 1,100 cakes were sold.\n")
    [changed] = [each for each in made.changed if each.id == "cakes"]
    assert changed.doubts == ("the sentence is another one",)
    assert changed.figure == ("900 cakes a week", "1,100 cakes")
    assert "  - id: cakes   # look: the sentence is another one\n" in made.files["library.yaml"].decode()


def test_under_another_id_its_files_are_others_and_the_old_ones_are_named():
    made = edition(id="library-2025")
    assert made.away == ("asked/cakes.txt", "library.yaml", "sources/library.fingerprint")
    assert load(made.files).entries["lent"].source.id == "library-2025"


def test_what_another_document_rests_on_is_not_taken_away():
    """The fault is told, and nothing is made."""
    other = DOCUMENT.split("entries:")[0].replace("id: library", "id: other") + (
        "entries:\n  - {id: share, title: Share, says: The share of cakes., asked: [the share of cakes],\n"
        "     figure: {calculate: cakes / lent}}\n"
    )
    with pytest.raises(EditError, match=r"cannot be put in the place of the old one: other\.yaml"):
        edition({**FILES, "other.yaml": other.encode()})


@pytest.mark.parametrize(
    ("named", "told"),
    [
        pytest.param("museum", 'there is no document "museum"; there is library', id="no such document"),
        pytest.param("", "of which document is this a new edition? Name it; there is library, museum", id="several"),
    ],
)
def test_the_document_is_named_where_it_is_not_plain(named, told):
    museum = DOCUMENT.replace("id: library", "id: museum")
    with pytest.raises(EditError, match=told.replace("?", r"\?")):
        source_of(FILES if named else {**FILES, "m.yaml": museum.encode()}, named)
    assert source_of(FILES, "") == "library"
    assert source_of({**FILES, "m.yaml": museum.encode()}, "m") == "museum"


def test_another_document_is_no_new_edition():
    """Nothing of the old one stands in it, though a silence would stay."""
    with pytest.raises(EditError, match=r"nothing of library\.yaml stands in the new edition, and nothing new"):
        edition(new="Nothing is here that anybody could want to know of.")
