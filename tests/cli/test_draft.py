"""python -m bot draft: from a document to a folder that `check` passes, in a process of its own."""

from __future__ import annotations

from pathlib import Path

from bot.core.knowledge.loading import load
from bot.serving.folder import read_files
from tests.cli.running import one_line

COUNCIL = Path(__file__).parent.parent / "drafting" / "reports" / "council" / "document.txt"


def test_a_document_becomes_a_base_that_check_passes_and_nothing_is_overwritten(bot, tmp_path):
    """The folder is made with help lines; a second draft of the same id is refused, and one of another id is added."""
    made = tmp_path / "base"
    done = bot("draft", str(COUNCIL), "--into", str(made), "--country", "IE", "--publisher", "Alderby Council")
    assert (done.returncode, done.stderr) == (0, "")
    document = made / "kerb-to-kerb-the-state-of-alderbys-roads.yaml"
    assert done.stdout.startswith(f"{document} holds 19 entries (15 figures, 1 date, 2 quotations, 1 finding);")
    written = {path.name: path.read_bytes() for path in made.rglob("*") if path.is_file()}
    assert {"draft.md", "help.yaml", "README.md", "document.json"} <= set(written)
    assert b"FILL IN" in written[document.name]
    checked = bot("check", str(made))
    assert checked.returncode == 0
    assert ": 0 faults" in checked.stdout

    again = bot("draft", str(COUNCIL), "--into", str(made))
    assert again.returncode == 2
    assert one_line(again.stderr)
    assert f"{document} is there already, and is left alone: choose another name with --id" in again.stderr
    other = bot("draft", str(COUNCIL), "--into", str(made), "--id", "roads")
    assert other.returncode == 0
    assert (made / "draft-roads.md").exists()
    assert {path.name: path.read_bytes() for path in made.rglob("*") if path.name in written} == written
    assert set(load(read_files(made)).sources) == {"kerb-to-kerb-the-state-of-alderbys-roads", "roads"}


def test_a_new_edition_is_laid_beside_the_old_one_which_stays(bot, tmp_path):
    """Told: what has another figure, what is gone, what is new, which check fails now and how to mend it."""
    made, second = tmp_path / "base", tmp_path / "second.txt"
    made.mkdir()
    (made / "notes.md").write_text("Without help lines, a base is there at once.")
    bot("draft", COUNCIL, "--into", made, "--id", "roads")
    (made / "checks.yaml").write_text("checks: [{ask: who won the football, expect: harrow-pike-founded}]\n")
    text = COUNCIL.read_text(encoding="utf-8").replace("18,420", "19,004").replace("1,148", "1,151")
    second.write_text(text.replace("The largest payment was", "It hired 14 inspectors. The first payment was"))
    before = {path: path.read_bytes() for path in made.rglob("*") if path.is_file()}
    done = bot("draft", second, "--into", made, "--edition", "roads", "--published", "2026")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    new = made / "editions" / "roads"
    assert lines[0] == f"{new} holds the base with the new edition; nothing in {made} was changed."
    assert lines[1].endswith("2 have another figure, 1 no longer stands, and 2 are new.")
    assert lines[2].endswith(": 1,148 kilometres of road -> 1,151 kilometres of road")
    assert "No longer there: largest-payment." in lines
    assert 'The check question "who won the football" no longer gets "harrow-pike-founded": add it' in done.stdout
    assert {path: path.read_bytes() for path in before} == before
    assert "## Other figures (2)" in (made / "edition-roads.md").read_text(encoding="utf-8")
    assert "1,151 kilometres" in bot("ask", "--knowledge", new, "how many kilometres of road are there").stdout
    again = bot("draft", second, "--into", made, "--edition")
    assert again.returncode == 2
    assert "edition-roads.md is there already, and is left alone" in again.stderr
    same = bot("draft", second, "--into", new, "--edition")
    assert same.stdout == "second.txt has the very words of the edition that is there: nothing to do.\n"


def test_a_check_question_that_the_new_entries_answer_is_told_with_how_to_mend_it(bot, tmp_path):
    """As that of a folder made by `new`, to which nothing was known about football."""
    document, folder = tmp_path / "cup.txt", tmp_path / "base"
    document.write_text("The Rovers won the football cup of the town in 2024. They scored 31 goals in 12 games.")
    folder.mkdir()
    (folder / "checks.yaml").write_text("checks: [{ask: who won the football, expect: no_answer}]\n")
    done = bot("draft", document, "--into", folder)
    assert done.returncode == 0
    [line] = [line for line in done.stdout.splitlines() if line.startswith("The check question")]
    assert line.startswith('The check question "who won the football" no longer gets "no_answer", but "')
    assert 'take it out of checks.yaml if that is right, else write it under "not_asked:" of ' in line
