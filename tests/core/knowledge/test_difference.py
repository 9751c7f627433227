"""All that differs between two versions: what is counted, what is sensitive, what follows from something else.

That no byte is left out is proved where it is put into words, in tests/render/test_changes.py.
"""

from __future__ import annotations

import pytest

from bot.core.knowledge.difference import Difference, difference, file_changes
from bot.core.knowledge.loading import load
from tests.core import library
from tests.core.complete import FILES

BASE = load(FILES)


def changed(name: str, *pairs: tuple[str, str]) -> Difference:
    """Return what differs if texts in a file of the base are others."""
    data = FILES[name]
    for old, new in pairs:
        assert old.encode() in data
        data = data.replace(old.encode(), new.encode(), 1)
    return difference(BASE, load({**FILES, name: data}))


def test_what_differs_is_counted_by_what_it_belongs_to():
    found = changed(
        "gazette.yaml",
        ("title: Loans looked at", "title: Loans inspected"),
        ("says: Inspectors looked at 412 loans", "says: They looked at 412 loans"),
        ("      - number of late loans\n", "      - late loans counted\n      - one more # really\n"),
    )
    assert str(found) == "entries: 1, phrasings: 3, other bytes: 1"


@pytest.mark.parametrize(
    ("name", "old", "new", "kinds"),
    [
        pytest.param("help.yaml", "0800 1111", "0900 666", ("help lines",), id="a help line"),
        pytest.param("help.yaml", "my dad hits me", "my dad hugs me", ("calls",), id="what is a call"),
        pytest.param("help.yaml", "person: [mum,", "person: [mummy,", ("calls",), id="a word in calls"),
        pytest.param("help.yaml", "# Whom", "# Who", (), id="a comment among help lines"),
        pytest.param("vocabulary.yaml", "borrowing", "lending", (), id="a word"),
        pytest.param(
            "sources/gazette-2018.fingerprint", "745ba46f", "745ba460", ("fingerprints",), id="a fingerprint",
        ),
    ],
)  # fmt: skip
def test_what_people_s_safety_and_all_proof_rest_on_is_sensitive(name, old, new, kinds):
    data = FILES[name].replace(old.encode(), new.encode(), 1)
    found = Difference(file_changes(FILES, {**FILES, name: data}))
    assert found.changes
    assert found.sensitive == kinds


def test_a_figure_that_follows_from_another_is_among_those_that_change():
    found = difference(load(library.counted(412)), load(library.counted(413)))
    assert [(old.figure.text, new.figure.text) for old, new in found.figures] == [
        ("412 loans", "413 loans"),
        ("103 of 412 loans (25 %)", "103 of 413 loans (24.9 %)"),
        ("25 % (103 of 412 loans)", "24.9 % (103 of 413 loans)"),
    ]


def test_a_way_of_asking_that_moves_to_another_file_is_no_other_one():
    """Only its lines are told, of both files."""
    moved = "number of late loans"
    text = FILES["gazette.yaml"].replace(f"      - {moved}\n".encode(), b"")
    new = {**FILES, "gazette.yaml": text, "asked/loans-late.txt": FILES["asked/loans-late.txt"] + f"\n{moved}".encode()}
    found = difference(BASE, load(new))
    assert {(each.kind, each.file) for each in found.changes} == {
        ("other bytes", "gazette.yaml"),
        ("other bytes", "asked/loans-late.txt"),
    }


def test_two_help_lines_that_change_places_and_names_are_not_taken_for_each_other():
    found = changed("help.yaml", ("name: Childline, number", "name: Kidline, number"))
    assert [(each.of, each.key, each.old, each.new) for each in found.changes] == [
        ("GB: Childline", "name", "Childline", "Kidline")
    ]


def test_files_of_which_nothing_is_known_are_told_by_their_lines():
    found = file_changes({"notes.bin": b"\x00\n\xff\n"}, {"notes.bin": b"\x00\n\xfe\n"})
    assert [(each.kind, each.file, each.old, each.new, each.new_line) for each in found] == [
        ("other bytes", "notes.bin", "\udcff\n", "\udcfe\n", 2)
    ]


def test_an_empty_file_that_comes_is_told():
    found = file_changes({}, {"asked/x.txt": b""})
    assert [(each.kind, each.file, each.old, each.new) for each in found] == [("files", "asked/x.txt", None, "0")]
