"""python -m bot review: somebody looks a draft through, by keys from a pipe and in a real terminal."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bot.core.knowledge.loading import load
from bot.serving.folder import read_files
from tests.cli.running import one_line
from tests.cli.terminals import ENTER, in_terminal
from tests.drafting.library_draft import DOCUMENT, changed, write

NAME = "library.yaml"
LOOK = "   # look: “It” was taken for the library; a part of another"
GUESSED = "   # FILL IN: this is only a guess"
UNREAD = "".join(DOCUMENT.splitlines(keepends=True)[1:3])
OFFERED = DOCUMENT[DOCUMENT.index("# What people") :]
THIRD = DOCUMENT[DOCUMENT.index("  - id: fenn") : DOCUMENT.index("# What people")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "base")


@pytest.fixture
def review(bot, folder):
    """Type lines at a review of the draft; return what is shown."""

    def run(*lines: str, options: tuple[str, ...] = ()) -> str:
        done = bot("review", folder, *options, given="".join(f"{line}\n" for line in lines))
        assert (done.returncode, done.stderr) == (0, "")
        load(read_files(folder))  # it is never faulty, whatever was typed
        return done.stdout

    return run


def decided(folder):
    lines = (folder / ".review.jsonl").read_text().splitlines()
    return {held["id"]: held["what"] for held in map(json.loads, lines)}


SHOWN = """
1 of 3: books-to-children

**Look: “It” was taken for the library; a part of another.**

Page 3, below "Lending in 2024":
The year was dry. The library lent 48,200 books in 2024. **It lent 12,050 of these books to children**. \
Nobody knows why.

The answer:
  12,050 of 48,200 books (25 %)
  It lent 12,050 of these books to children.
  "It lent 12,050 of these books to children." - the publisher, page 3

title: Books lent to children

asked:
   1 how many books went to children
   2 what did children borrow
"""


def test_a_draft_is_looked_through_in_one_sitting_and_what_is_next_is_told(review, folder):
    """The header, the doubtful entry first, a field, a way of asking, a drop, and both silences."""
    shown = review(
        "Millbrook Gazette", "2025-02", "keep", "ask how many books were lent",
        "e says 48,200 books were lent.", "ask number of books", "- 2", "+ number: books", "k", "drop",
        "y", "d",
    )  # fmt: skip
    assert "Who published it? The document doesn't say.\n" in shown
    assert "When was it published (2025, March 2025 or 14 March 2025)? My guess is: 2024\n" in shown
    assert "3 to look through. The doubtful one comes first." in shown
    assert SHOWN.replace("the publisher", "Millbrook Gazette") in shown
    assert "books-lent answers, " in shown
    assert "% sure:\n**48,200 books**\n48,200 books were lent.\n" in shown
    assert "2 of 3: books-lent, changed\n\nThe answer:\n  48,200 books\n  48,200 books were lent.\n" in shown
    assert shown.endswith(f"""
All are looked through: 2 kept, 1 changed, 1 dropped.

Next:
    python -m bot check {folder}
    python -m bot ask --knowledge {folder} "how many books did the library lend"
""")
    on = OFFERED[OFFERED.index("#   - id: authors") : OFFERED.index("#   - id: cost")].replace("# ", "", 9)
    assert (folder / NAME).read_text() == changed(
        (UNREAD, ""),
        (f"the publisher{GUESSED}", "Millbrook Gazette"),
        (f'"2024"{GUESSED}', "2025-02"),
        (LOOK, ""),
        ("    contradicts: [fenn-on-children]\n", ""),
        ("says: The library lent 48,200 books in 2024. ", "says: 48,200 books were lent. "),
        ("- number of books", '- "number: books"'),
        (THIRD, ""),
        (OFFERED, f"silences:\n{on}"),
    )


def test_it_goes_on_where_it_was_left(review, folder):
    """What was skipped comes again, and what somebody changed by hand since; the rest does not."""
    first = review("", "", "k", "k", "n", "", "")
    assert "2 looked through (2 kept), 1 left." in first
    assert "1 left. Go on from here at any time:\n    python -m bot review" in first
    assert decided(folder) == {"books-to-children": "kept", "books-lent": "kept"}
    path = folder / NAME
    path.write_text(path.read_text().replace("topic: Lending", "topic: Loans"))
    again = review("=", "=", "q")
    assert "2 to look through (1 was before)." in again
    assert "1 of 2: books-lent" in again
    assert "topic: Loans" in again
    assert "2 of 3: books-to-children, kept" in review("n", "q", options=("--again",))


def test_a_faulty_folder_is_refused_in_one_line(bot, folder):
    (folder / NAME).write_text(changed(("figure: 48,200 books", "figure: 48,300 books")))
    done = bot("review", folder)
    assert done.returncode == 2
    assert one_line(done.stderr)
    assert not (folder / ".review.jsonl").exists()


def test_in_a_terminal_a_field_is_edited_in_place_or_in_an_editor_and_ctrl_c_loses_nothing(environ, folder):
    """What somebody else changes in the file meanwhile is taken up."""
    editor = folder.parent / "editor.py"
    editor.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "file.write_text(file.read_text('utf-8').replace('topic: Lending', 'topic: Loans'), 'utf-8')\n"
    )
    env = {**environ, "EDITOR": f"{sys.executable} {editor}"}
    with in_terminal([sys.executable, "-m", "bot", "review", str(folder)], cwd=folder.parent, env=env) as terminal:
        for prompt in ("publisher >", "published >"):
            terminal.shows(prompt)
            terminal.types("=" + ENTER)
        terminal.shows("more) >")
        terminal.types("e title" + ENTER)
        terminal.shows("title > Books lent to children")
        terminal.types("\x7f" * len("children") + "the young" + ENTER)
        terminal.shows("title: Books lent to the young")
        terminal.shows("more) >")
        path = folder / NAME
        path.write_text(path.read_text().replace("# a note of our own", "# by hand"))
        terminal.types("k" + ENTER)
        terminal.shows("The folder was changed meanwhile; I read it again.")
        terminal.shows("2 of 3: books-lent")
        terminal.shows("more) >")
        terminal.types("open" + ENTER)
        terminal.shows("topic: Loans")
        terminal.shows("more) >")
        terminal.types("\x03")
        terminal.shows("1 looked through (1 changed), 2 left.")
        assert terminal.ends() == 0
    assert decided(folder) == {"books-to-children": "edited", "books-lent": "begun"}
    assert (folder / NAME).read_text() == changed(
        ("title: Books lent to children", "title: Books lent to the young"),
        ("# a note of our own", "# by hand"),
        ("topic: Lending", "topic: Loans"),
        (LOOK, ""),
    ).replace(GUESSED, "")
