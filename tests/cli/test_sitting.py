"""A sitting in which a draft is looked through: what somebody types, what is shown, and what becomes of the files."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.cli.desk import Tools
from bot.cli.pieces import plain
from bot.cli.sitting import Sitting
from bot.core.knowledge.loading import load
from bot.drafting.reviewing import review_of
from bot.errors import KnowledgeError
from tests.drafting.library_draft import DOCUMENT, FILES, changed

NAME = "library.yaml"
GUESSED = "   # FILL IN: this is only a guess"
LOANS = "says: The library lent 48,200 books in 2024."


def sit(lines: Sequence[str], *, document: str = DOCUMENT, fresh=lambda review: review, edit=None):
    """Type lines after those that confirm the header; return what is shown then, and the document in the end."""
    typed, shown, saved = iter(lines), [], []
    tools = Tools(
        lambda before, standing: ((line := next(typed, None)) and line) or (standing if line == "" else None),
        lambda pieces: shown.append(plain(pieces)),
        fresh,
        lambda review: saved.append(review) or load(review.files),
        lambda knowledge, question: [(f"{question}: asked of {len(knowledge.entries)} entries", "")],
        edit,
    )
    review = review_of({**FILES, NAME: document.replace(GUESSED, "").encode()})
    Sitting(review, tools, {}).run()
    last = saved[-1] if saved else review
    return "\n".join(shown), last.files[NAME].decode()


@pytest.mark.parametrize(
    ("lines", "said", "expected"),
    [
        pytest.param(["edit says 7 books.", ""], '"7" in the sentence is neither in its figure nor in its evidence', (),
                     id="a sentence that is not proved, given up"),
        pytest.param(["edit says 7 books.", "says 48,200 books.", "k"], '"7" in the sentence',
                     ((LOANS, "says: 48,200 books."),), id="a sentence that is put right"),
        pytest.param(["edit says 7 books.", "edit says 48,200 books.", "k"], '"7" in the sentence',
                     ((LOANS, "says: 48,200 books."),), id="a sentence that is put right in the same words"),
        pytest.param(["edit role chief"], "A role needs somebody who has it", (), id="a role of nobody"),
        pytest.param(["edit", "colour red", ""], "There is no such field. There are: title, short,", (), id="no field"),
        pytest.param(["edit topic -"], "2 of 3: books-lent, changed", (("    topic: Lending\n", ""),),
                     id="a field that is emptied"),
        pytest.param(["edit title", ""], "Nothing changed.", (), id="a field that is left as it stands"),
        pytest.param(["edit asked", "- 2", "1 how many loans", "all: loans", ""], "   2 all: loans",
                     (("how many books did the library lend", "how many loans"), ("number of books", '"all: loans"')),
                     id="ways of asking"),
        pytest.param(["1 what did ada fenn say"], 'is a way of asking for "fenn-on-children" already', (),
                     id="a way of asking that leads elsewhere"),
        pytest.param(["- 1 2"], "There has to be one way of asking", (), id="no way of asking left"),
        pytest.param(["- 3"], "There is no such number: the ways of asking are numbered from 1 to 2.", (),
                     id="a number that is too high"),
        pytest.param(["edit asked", "- 3", "3", "", ""], "There is no such number", (),
                     id="a number that is too high, below the ways of asking"),
        pytest.param(["edit asked", "48 thousand books", ""], "   3 48 thousand books",
                     (("number of books", "number of books\n      - 48 thousand books"),),
                     id="a way of asking that begins with a number"),
        pytest.param(["r o = zero"], '"o" stands neither in its title', (), id="a part of words"),
        pytest.param(["r = zero"], '"r = zero" is nothing I know.', (), id="nothing to replace"),
        pytest.param(["r number = count"], "count of books", (("number of books", "count of books"),), id="a word"),
        pytest.param(["drop"], 'The figure of "books-to-children" rests on "books-lent"', (), id="no drop"),
        pytest.param(["keep it please"], '"keep it please" is nothing I know.', (), id="no command"),
        pytest.param(["?"], "keep            it is right as it stands", (), id="help"),
        pytest.param(["ask how many loans"], "how many loans: asked of 3 entries", (), id="a question"),
        pytest.param(["ask"], '"ask" is nothing I know.', (), id="no question"),
        pytest.param(["edit id loans"], '"books-lent"', (), id="an id that something else names"),
        pytest.param(["n", "edit id Loans"], '"Loans" cannot be an id: small letters', (), id="no id"),
        pytest.param(["open"], "There is no editor here", (), id="no editor"),
    ],
)  # fmt: skip
def test_a_change_is_proved_or_nothing_changes(lines, said, expected):
    """Of the second entry, after the doubtful one was skipped."""
    shown, document = sit(["n", *lines])
    assert said in shown
    assert document == changed(*expected).replace(GUESSED, "")


def test_fields_can_be_changed_that_are_proved_only_together():
    whole = changed((", of: books-lent", ""))
    lines = ["figure 12,050 books", "9", "It lent 12,050 of these books to children.", "says It lent 12,050 books.", ""]
    shown, document = sit(["n", "e", *lines], document=whole)
    assert '"48,200" in the sentence' in shown
    old = (
        f"{LOANS}   # a note of our own\n    figure: 48,200 books\n    evidence: The library lent 48,200 books in 2024."
    )
    new = """says: It lent 12,050 books.   # a note of our own
    figure: 12,050 books
    evidence: It lent 12,050 of these books to children."""
    assert document == changed((old, new), document=whole).replace(GUESSED, "")


def test_going_back_puts_back_what_was_dropped():
    shown, document = sit(["drop", "back", "n", "b", "b", "q"])
    assert "books-to-children is put back." in shown
    assert shown.count("Look: “It” was taken for the library; a part of another.") == 3
    assert "This is the first." in shown
    assert document == DOCUMENT.replace(GUESSED, "")


def test_an_editor_is_opened_again_with_what_was_written_until_it_is_proved_or_given_up():
    opened = []

    def edit(text):
        opened.append(text)
        if "Library" in text:
            return text.replace("48,300", "48,200")
        return text.replace("title: Books that the l", "title: L").replace("figure: 48,200", "figure: 48,300")

    shown, document = sit(["n", "open", "y", "n", "open", "", "q"], edit=edit)
    assert ["48,300" in text for text in opened] == [False, True, False]
    assert "Left as it was." not in shown
    expected = changed(("title: Books that the library", "title: Library"))
    assert document == expected.replace(GUESSED, "")


def test_what_somebody_makes_faulty_meanwhile_stops_everything_until_it_is_mended():
    faults = []

    def fresh(review):
        faults.append(None)
        if len(faults) == 1:
            raise KnowledgeError([])
        return review

    shown, document = sit(["k", "k", "q"], fresh=fresh)
    assert "now it is faulty. Mend it, then go on here; nothing was done:" in shown
    assert "2 of 3" in shown
    assert "# look" not in document


def test_a_silence_that_is_offered_can_be_put_in_other_words():
    shown, document = sit(["n", "n", "n", "x", "e", "says The report does not name its authors.", "", ""])
    assert "People usually ask this of a report, and I saw no answer in the document:\n  who wrote the report" in shown
    assert "  - id: authors\n    title: Authors\n    says: The report does not name its authors.\n" in document
    assert "#   - id: cost" in document
