"""python -m bot draft: from a document to a folder that `check` passes, in a process of its own."""

from __future__ import annotations

from pathlib import Path

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
    checked = bot("check", "--knowledge", str(made))
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
    assert bot("check", "--knowledge", str(made)).returncode == 0
