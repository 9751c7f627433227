"""A knowledge folder on disk is read, and brought to other contents."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.serving.folder import place_of, read_files, write_files
from tests.core import library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return library.write(tmp_path / "knowledge")


# --- Reading ------------------------------------------------------------------------------------------------------


def test_the_files_of_a_folder_are_read_by_name(folder):
    assert read_files(folder) == library.FILES


@pytest.mark.parametrize("name", ["README.md", "notes.txt", "gazette.yaml~", "sources/text.txt", "old/gazette.yaml"])
def test_other_files_are_not_looked_at(folder, name):
    library.write(folder, {name: b"\xff"})
    assert read_files(folder) == library.FILES


def test_an_empty_folder_has_no_files(tmp_path):
    assert read_files(tmp_path) == {}


@pytest.mark.parametrize("name", ["nosuch", "knowledge/gazette.yaml"])
def test_what_is_no_folder_is_a_fault_that_names_it(folder, tmp_path, name):
    with pytest.raises(KnowledgeError) as raised:
        read_files(tmp_path / name)
    (fault,) = raised.value.faults
    assert (fault.file, fault.what) == (str(tmp_path / name), "there is no such folder")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        pytest.param("a.yaml", "a.yaml", id="a document"),
        pytest.param("a-1.fingerprint", "sources/a-1.fingerprint", id="a fingerprint"),
        pytest.param("a.txt", None, id="another kind"),
        pytest.param("a.yml", None, id="another ending"),
        pytest.param("../a.yaml", None, id="somewhere else"),
        pytest.param(".yaml", None, id="hidden"),
    ],
)
def test_where_a_file_stands_tells_its_name(name, place):
    assert place_of(name) == place


def test_every_file_of_a_wrong_name_is_a_fault(folder):
    library.write(folder, {"one.yml": b"", "two.yml": b""})
    with pytest.raises(KnowledgeError) as raised:
        read_files(folder)
    assert [str(fault) for fault in raised.value.faults] == [
        "one.yml:0:0: the file's name ends in .yml; rename it to .yaml",
        "two.yml:0:0: the file's name ends in .yml; rename it to .yaml",
    ]


def test_a_file_that_cannot_be_read_is_a_fault(folder):
    (folder / "broken.yaml").symlink_to(folder / "nowhere")
    with pytest.raises(KnowledgeError) as raised:
        read_files(folder)
    (fault,) = raised.value.faults
    assert fault.file == "broken.yaml"
    assert fault.what.startswith("the file cannot be read: ")


# --- Writing ------------------------------------------------------------------------------------------------------

NEW = {"gazette.yaml": b"new", "sources/other.fingerprint": b"new"}


def test_a_folder_is_brought_to_other_contents(folder):
    library.write(folder, {"README.md": b"stays"})
    assert write_files(folder, NEW) == ()
    assert read_files(folder) == NEW
    assert (folder / "README.md").read_bytes() == b"stays"


def test_what_is_kept_elsewhere_is_overwritten_and_what_is_not_is_left(folder):
    library.write(folder, {"gazette.yaml": b"edited", "mine.yaml": b"mine"})
    assert write_files(folder, NEW, [{}, library.FILES]) == ("gazette.yaml", "mine.yaml")
    assert read_files(folder) == {**NEW, "gazette.yaml": b"edited", "mine.yaml": b"mine"}


def test_a_file_that_was_taken_away_is_written_again(folder):
    (folder / "gazette.yaml").unlink()
    assert write_files(folder, NEW, [library.FILES]) == ()
    assert read_files(folder) == NEW


def test_what_killed_processes_left_is_swept_away_once_nobody_can_be_writing_it(folder):
    old, new = folder / ".gazette.yaml.abcd_123", folder / ".gazette.yaml.efgh_456"
    for left in (old, new):
        left.write_bytes(b"half")
    os.utime(old, (1, 1))
    write_files(folder, NEW)
    assert (old.exists(), new.exists()) == (False, True)
