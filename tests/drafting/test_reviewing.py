"""Drafts looked through: what is left, what stands where, and what each decision makes of the files."""

from __future__ import annotations

import pytest

from bot.core.knowledge.loading import load
from bot.core.knowledge.rephrasing import with_asked
from bot.drafting import finishing
from bot.drafting.context import context_of, own_text
from bot.drafting.reviewing import (
    Decision,
    change,
    decisions_text,
    drop,
    fields_of,
    keep,
    parse_decisions,
    put_back,
    renamed,
    replaced,
    review_of,
    rewrite,
    written,
)
from bot.errors import EditError, KnowledgeError
from tests.drafting.library_draft import DOCUMENT, FILES, TEXT, changed

NAME = "library.yaml"
LOOK = "   # look: “It” was taken for the library; a part of another"
CHILDREN = "books-to-children"


def text(review):
    """Return the document, after the loader has proved the files as they are."""
    assert load(review.files).entries.keys() == review.knowledge.entries.keys()
    return review.files[NAME].decode()


# --- What is left -------------------------------------------------------------------------------------------------


def test_the_doubtful_come_first_and_the_others_as_they_stand():
    review = review_of(FILES)
    assert [look.id for look in review.looks] == [CHILDREN, "books-lent", "fenn-on-children"]
    assert review.looks[0].doubts == ("“It” was taken for the library", "a part of another")
    assert review.left == review.looks


@pytest.mark.parametrize(
    ("change", "left"),
    [
        pytest.param((), [CHILDREN, "fenn-on-children"], id="nothing"),
        pytest.param((("# a note of our own", "# another note"),), [CHILDREN, "fenn-on-children"], id="a comment"),
        pytest.param((("short: Books that the library lent", "short: Books"),), [CHILDREN, "books-lent",
                     "fenn-on-children"], id="what it says"),
    ],
)  # fmt: skip
def test_what_was_decided_holds_until_the_entry_says_something_else(change, left):
    kept = parse_decisions(decisions_text(keep(review_of(FILES), "books-lent")))
    files = {**FILES, NAME: changed(*change).encode()}
    assert [look.id for look in review_of(files, kept).left] == left


def test_what_somebody_took_out_or_put_back_by_hand_is_not_decided():
    gone, back = Decision("loans", "library", "kept", "12"), Decision("books-lent", "library", "dropped")
    review = review_of(FILES, [gone, back])
    assert (len(review.left), review.decisions) == (3, {})


def test_of_several_sources_one_alone_can_be_looked_through():
    assert [look.source for look in review_of(FILES, source="library").looks] == ["library"] * 3
    with pytest.raises(KnowledgeError, match='there is no source "archive"'):
        review_of(FILES, source="archive")


def test_what_was_changed_and_not_decided_yet_counts_as_changed_when_somebody_goes_on():
    left = change(review_of(FILES), "books-lent", {"title": "Loans"})
    again = review_of(left.files, parse_decisions(decisions_text(left)))
    assert [(look.id, look.decided, look.changed) for look in again.looks if look.changed] == [
        ("books-lent", None, True)
    ]
    assert keep(again, "books-lent").decisions["books-lent"].what == "edited"


def test_a_line_of_decisions_that_cannot_be_read_is_asked_again():
    """Somebody may have edited the file, or another version of the bot written it."""
    kept = '{"id": "a", "source": "library", "what": "kept", "digest": "12"}'
    lines = ["", "{", "[]", '{"id": "a"}', kept.replace("kept", "sold"), kept.replace('"12"', "12"), kept]
    assert parse_decisions("\n".join(lines)) == [Decision("a", "library", "kept", "12")]


# --- Where it stands ----------------------------------------------------------------------------------------------

OWN = {"library": own_text(TEXT, FILES["sources/library.fingerprint"])}


def test_an_entry_is_shown_in_its_paragraph():
    context = context_of(review_of(FILES).shown("books-lent"), OWN)
    assert context.pieces == (
        ("The year was dry. ", False),
        ("The library lent 48,200 books in 2024", True),
        (". It lent 12,050 of these books to children. Nobody knows why.", False),
    )
    assert (context.begins, context.ends) == (True, True)
    assert (context.heading, context.excerpt.locator.page) == ("Lending in 2024.", 3)


def test_of_a_long_paragraph_what_is_around_the_words_is_shown():
    long = TEXT.replace("The year was dry. ", "The year was dry. " * 40)
    context = context_of(review_of(FILES).shown("books-lent"), {"library": long.split("\n\n")})
    (before, _), (words, own), _ = context.pieces
    assert (context.begins, context.ends) == (False, True)
    assert 350 < len(before) <= 420
    assert before.split()[0] in ("The", "year", "was", "dry.")
    assert (words, own) == ("The library lent 48,200 books in 2024", True)


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param({}, id="no text"),
        pytest.param({"library": own_text(TEXT.replace("dry", "wet"), FILES["sources/library.fingerprint"])},
                     id="another text than the one that was proved"),
    ],
)  # fmt: skip
def test_without_the_document_the_words_stand_alone(texts):
    context = context_of(review_of(FILES).shown("books-lent"), texts)
    assert context.pieces == (("The library lent 48,200 books in 2024.", True),)


# --- What is decided ----------------------------------------------------------------------------------------------


def test_what_is_kept_is_doubtful_no_longer_and_nothing_else_changes():
    review = keep(review_of(FILES), CHILDREN)
    assert text(review) == changed((LOOK, ""))
    assert review.look(CHILDREN).decided == "kept"
    assert [look.id for look in review.left] == ["books-lent", "fenn-on-children"]
    assert review.looks[0].id == CHILDREN  # it keeps its place


FENN = DOCUMENT[DOCUMENT.index("  - id: fenn") : DOCUMENT.index("# What people")]
THIRD = DOCUMENT[DOCUMENT.index("  - id: books-to-children") : DOCUMENT.index("  - id: fenn")]


def test_what_is_dropped_goes_with_all_that_speaks_of_it_and_can_be_put_back():
    review = review_of(FILES)
    less = drop(review, CHILDREN)
    assert text(less) == changed((THIRD, ""), ("[books-lent, books-to-children]", "[books-lent]"))
    assert "asked/books-to-children.txt" not in less.files
    assert less.files["checks.yaml"] == b"checks:\n  - {ask: number of books, expect: books-lent}\n"
    assert less.decisions == {CHILDREN: Decision(CHILDREN, "library", "dropped")}
    again = put_back(less, review.files, CHILDREN)
    assert again.files == review.files
    assert (again.look(CHILDREN), again.decisions) == (review.look(CHILDREN), {})


def test_what_was_kept_and_mentions_what_is_dropped_then_is_not_looked_at_again():
    less = drop(keep(review_of(FILES), "fenn-on-children"), CHILDREN)
    assert [look.id for look in review_of(less.files, less.decisions.values()).left] == ["books-lent"]


def test_what_another_figure_rests_on_cannot_be_dropped():
    with pytest.raises(EditError, match='"books-to-children" rests on "books-lent"'):
        drop(review_of(FILES), "books-lent")


@pytest.mark.parametrize(
    ("texts", "asked", "expected"),
    [
        pytest.param({"title": "Loans: all"}, None,
                     [("title: Books that the library lent in 2024\n    short: Books that the library lent",
                       'title: "Loans: all"')],
                     id="a title, and the short one that was only cut from it"),
        pytest.param({"title": "Loans", "short": "All"}, None,
                     [("title: Books that the library lent in 2024\n    short: Books that the library lent",
                       "title: Loans\n    short: All")], id="both titles"),
        pytest.param({"says": "48,200 books were lent."}, None,
                     [("says: The library lent 48,200 books in 2024.   #", "says: 48,200 books were lent.   #")],
                     id="a sentence, with the comment behind it"),
        pytest.param({"topic": "", "figure": "more than 48,200"}, None, None, id="what cannot be proved"),
        pytest.param({}, ["how many books did the library lend", "how many: loans", "number of books"],
                     [("      - number of books\n", '      - number of books\n      - "how many: loans"\n')],
                     id="one way of asking more"),
        pytest.param({}, ["how many loans", "number of books"],
                     [("how many books did the library lend", "how many loans")], id="other words in its place"),
        pytest.param({}, ["number of books"], [("      - how many books did the library lend\n", "")],
                     id="one way of asking less"),
        pytest.param({}, ["how many books did the library lend"], [("      - number of books\n", "")],
                     id="the last one goes, and the blank line below stays"),
        pytest.param({}, [], None, id="no way of asking"),
        pytest.param({}, ["what did children borrow"], None, id="a way of asking for another"),
    ],
)  # fmt: skip
def test_an_entry_is_changed_and_proved(texts, asked, expected):
    """Or refused, and nothing has changed."""
    review = review_of(FILES)
    if expected is None:
        with pytest.raises((EditError, KnowledgeError)):
            change(review, "books-lent", texts, asked)
        return
    made = change(review, "books-lent", texts, asked)
    assert text(made) == changed(*expected)
    assert made.look("books-lent").changed
    assert keep(made, "books-lent").look("books-lent").decided == "edited"


def test_what_was_decided_and_is_changed_has_to_be_decided_again():
    made = change(keep(review_of(FILES), "books-lent"), "books-lent", {"topic": "Loans"})
    assert (made.look("books-lent").decided, made.decisions) == (None, {})


@pytest.mark.parametrize(
    ("asked", "document", "lines"),
    [
        pytest.param(["how many books went to children", "what did children borrow", "kids"],
                     [("      - how many books went to children\n",
                       "      - how many books went to children\n      - kids\n")],
                     b"# more of them\nwhat did children borrow\n", id="a new one goes into the document"),
        pytest.param(["how many books went to children"], [], b"# more of them\n", id="one of the file goes"),
        pytest.param(["what did children borrow"], [("    asked:\n      - how many books went to children\n", "")],
                     b"# more of them\nwhat did children borrow\n", id="the last of the document goes"),
        pytest.param(["How many books went to children?", "what did children borrow"],
                     [("- how many books went to children", "- How many books went to children?")],
                     b"# more of them\nwhat did children borrow\n", id="the same in other signs"),
    ],
)  # fmt: skip
def test_ways_of_asking_stand_in_the_document_or_in_a_file(asked, document, lines):
    made = with_asked(FILES, CHILDREN, asked)
    assert made[NAME].decode() == changed(*document)
    assert made["asked/books-to-children.txt"] == lines


def test_words_are_replaced_wherever_they_are_our_own():
    """And not in the evidence, which is the source's."""
    made = replaced(review_of(FILES), "books-lent", "the library", "our library")
    assert text(made) == changed(
        ("title: Books that the library lent in 2024", "title: Books that our library lent in 2024"),
        ("short: Books that the library lent", "short: Books that our library lent"),
        ("how many books did the library lend", "how many books did our library lend"),
    )
    with pytest.raises(EditError, match='"zebra" stands neither'):
        replaced(made, "books-lent", "zebra", "horse")


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        pytest.param("Ada Fenn on", "Fenn on", None, id="a field"),
        pytest.param("id: fenn-on-children", "id: fenn", None, id="its id"),
        pytest.param("every child", "each child", KnowledgeError, id="what the source does not say"),
        pytest.param("quote:", "quote", KnowledgeError, id="no YAML"),
        pytest.param("  - id: fenn", "  - id: a\n  - id: fenn", EditError, id="two entries"),
        pytest.param("  - id: fenn-on", "id: fenn-on", KnowledgeError, id="no entry"),
        pytest.param(FENN.rstrip("\n"), "# nothing", EditError, id="nothing at all"),
    ],
)
def test_an_entry_is_written_otherwise_as_a_whole(old, new, error):
    files = {**FILES, NAME: changed(("confirms: [books-lent, books-to-children]", "confirms: []"),
                                    ("contradicts: [fenn-on-children]", "contradicts: []")).encode()}  # fmt: skip
    review = review_of(files)
    lines = written(review, "fenn-on-children").replace("confirms: []", "confirms: [books-lent, books-to-children]")
    assert old in lines
    if error is not None:
        with pytest.raises(error):
            rewrite(review, "fenn-on-children", lines.replace(old, new))
        return
    made = rewrite(review, "fenn-on-children", lines.replace(old, new))
    assert text(made) == changed(("contradicts: [fenn-on-children]", "contradicts: []"), (old, new))
    assert made.looks[2].changed


def test_an_entry_gets_another_id_with_its_file_of_ways_of_asking_while_nothing_names_it():
    document = changed(("confirms: [books-lent, books-to-children]", "confirms: [books-lent]")).encode()
    files = {**{name: data for name, data in FILES.items() if name != "checks.yaml"}, NAME: document}
    made = renamed(review_of(files), "books-to-children", "children")
    assert [look.id for look in made.looks] == ["children", "books-lent", "fenn-on-children"]
    assert "asked/children.txt" in made.files
    assert "asked/books-to-children.txt" not in made.files
    assert "  - id: children   # look: " in text(made)
    for new, error in (("Two words", "cannot be an id"), ("books-lent", "another one already")):
        with pytest.raises(EditError, match=error):
            renamed(made, "children", new)
    with pytest.raises(KnowledgeError, match="books-lent"):
        renamed(made, "books-lent", "loans")


def test_the_fields_of_an_entry_are_told_in_their_order():
    held = {key: value for key, value in fields_of(review_of(FILES), "fenn-on-children").items() if value}
    assert held == {"title": "Ada Fenn on children", "quote": "We want every child to come back soon",
                    "speaker": "Ada Fenn"}  # fmt: skip


# --- What else is left open ---------------------------------------------------------------------------------------


def test_guesses_of_the_header_are_filled_in_or_confirmed():
    review = review_of(FILES)
    publisher, published = finishing.guesses(review)
    assert (publisher.key, publisher.value, published.key) == ("publisher", "the publisher", "published")
    assert (publisher.likely, published.likely) == (False, True)
    assert "published: 2024-03\n" in text(finishing.fill_in(review, published, "March 2024"))
    with pytest.raises(KnowledgeError, match='"published" cannot be'):
        finishing.fill_in(review, published, "last year")
    review = finishing.fill_in(review, publisher, "Millbrook: the town")
    review = finishing.fill_in(review, published, "2024")
    assert text(review) == changed(
        ("the publisher   # FILL IN: this is only a guess", '"Millbrook: the town"'),
        ('"2024"   # FILL IN: this is only a guess', '"2024"'),
    )
    assert finishing.guesses(review) == []


OFFERED = DOCUMENT[DOCUMENT.index("# What people") :]
AUTHORS = """\
  - id: authors
    title: Authors
    says: The report says nothing about who wrote it.
    asked:
      - who wrote the report
      - who are the authors
"""
COST = """\
  - id: cost
    title: Cost
    says: "The report says nothing about this: what it cost."
    asked:
      - how much did the report cost
"""
COST_ALONE = OFFERED[: OFFERED.index("#   - id: authors")] + OFFERED[OFFERED.index("#   - id: cost") :]


def test_silences_that_are_offered_are_switched_on_or_deleted_one_by_one():
    review = review_of(FILES)
    authors, cost = finishing.offers(review)
    assert (authors.silence.id, cost.silence.says) == ("authors", "The report says nothing about this: what it cost.")
    on = finishing.accept(review, authors)
    assert text(on) == changed((OFFERED, f"silences:\n{AUTHORS}\n{COST_ALONE}"))
    assert on.look("authors").decided == "kept"
    (cost,) = finishing.offers(on)
    assert text(finishing.accept(on, cost)) == changed((OFFERED, f"silences:\n{AUTHORS}\n{COST}"))
    assert text(finishing.decline(on, cost)) == changed((OFFERED, f"silences:\n{AUTHORS}"))
    off = finishing.decline(review, authors)
    assert text(off) == changed((OFFERED, COST_ALONE))
    assert text(finishing.decline(off, finishing.offers(off)[0])) == changed(("\n" + OFFERED, ""))


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
def test_a_file_of_windows_stays_one(mark):
    """Every line that is added or changed ends as the others do."""
    windows = mark + FILES[NAME].replace(b"\n", b"\r\n")
    review = keep(review_of({**FILES, NAME: windows}), CHILDREN)
    review = change(review, "books-lent", {"topic": "Loans"}, ["number of books", "how many: loans", "loans"])
    review = finishing.fill_in(review, finishing.guesses(review)[0], "Millbrook Gazette")
    review = finishing.accept(review, finishing.offers(review)[0])
    review = finishing.read_through(finishing.decline(review, finishing.offers(review)[0]), "library")
    made = drop(review, CHILDREN).files[NAME]
    assert made.startswith(mark + b"# yaml-language-server")
    assert made.count(b"\r\n") == made.count(b"\n") == 37
    assert [look.id for look in review_of(review.files, review.decisions.values()).left] == [
        "books-lent",
        "fenn-on-children",
    ]


def test_a_silence_whose_id_is_taken_stays_an_offer():
    files = {**FILES, NAME: changed(("#   - id: authors", "#   - id: books-lent")).encode()}
    review = review_of(files)
    with pytest.raises(KnowledgeError, match='the id "books-lent" is already used'):
        finishing.accept(review, finishing.offers(review)[0])


def test_it_is_no_longer_said_that_nobody_has_read_it():
    made = finishing.read_through(review_of(FILES), "library")
    first = DOCUMENT.splitlines(keepends=True)
    assert text(made) == "".join([first[0], *first[3:]])
