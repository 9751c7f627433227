"""A knowledge folder on disk is read, and brought to other contents."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.errors import FileError, KnowledgeError
from bot.serving.folder import read_files, write_files
from tests.core import library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return library.write(tmp_path / "knowledge")


# --- Reading ------------------------------------------------------------------------------------------------------


def test_the_files_of_a_folder_are_read_by_name(folder):
    assert read_files(folder) == library.FILES


@pytest.mark.parametrize(
    "name",
    [
        "README.md", "notes.txt", "gazette.yaml~", "gazette.yaml.bak", "sources/text.txt", "asked/README.md",
        ".DS_Store", ".git/x.yaml", "questions/all.yaml", "pictures/map.png",
    ],
)  # fmt: skip
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


def test_every_kind_of_file_is_read(folder):
    more = {
        "asked/loans-late.txt": b"loans gone late\n",
        "help/calls.txt": b"he beats me\n",
        "help/plain.txt": b"lol\n",
    }
    library.write(folder, more)
    assert read_files(folder) == {**library.FILES, **more}


def test_every_file_of_a_wrong_name_is_a_fault(folder):
    library.write(folder, {"one.yml": b"", "help.yaml.txt": b"", "old/two.yaml": b""})
    with pytest.raises(KnowledgeError) as raised:
        read_files(folder)
    assert [str(fault) for fault in raised.value.faults] == [
        "help.yaml.txt:0:0: the bot reads no file of this name; "
        "there is a help.yaml already: put together what they hold, and take this one away",
        "old/two.yaml:0:0: the bot reads no file of this name; rename it to two.yaml",
        "one.yml:0:0: the bot reads no file of this name; rename it to one.yaml",
    ]


def test_links_in_a_circle_do_no_harm(folder):
    (folder / "pictures").mkdir()
    (folder / "asked").symlink_to(folder / "pictures")
    (folder / "pictures" / "more").symlink_to(folder / "pictures")
    assert read_files(folder) == library.FILES


def test_a_folder_inside_that_cannot_be_read_is_a_fault(folder, monkeypatch):
    """Else its ways of asking would be missed without a word."""
    library.write(folder, {"asked/loans-late.txt": b"x\n"})
    scan = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "asked":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(KnowledgeError) as raised:
        read_files(folder)
    assert [str(fault) for fault in raised.value.faults] == [
        "asked:0:0: the folder cannot be read: Permission denied; check its permissions"
    ]


def test_a_file_that_cannot_be_read_is_a_fault(folder):
    (folder / "broken.yaml").symlink_to(folder / "nowhere")
    with pytest.raises(KnowledgeError) as raised:
        read_files(folder)
    (fault,) = raised.value.faults
    assert fault.file == "broken.yaml"
    assert fault.what.startswith("the file cannot be read: ")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_the_place_of_a_file_is_a_fault(folder):
    """Reading from it would wait for ever."""
    os.mkfifo(folder / "pipe.yaml")
    with pytest.raises(KnowledgeError) as raised:
        read_files(folder)
    assert [str(fault) for fault in raised.value.faults] == [
        "pipe.yaml:0:0: the file cannot be read: it is no ordinary file; check its permissions"
    ]


def test_no_more_is_read_than_shows_that_it_is_too_much(folder, monkeypatch):
    """A file of any size is read to where it is too large, and a folder of any size likewise."""
    monkeypatch.setattr("bot.serving.folder.MAX_BYTES", 100)
    monkeypatch.setattr("bot.serving.folder.MAX_TOTAL_BYTES", 150)
    for name in ("a.yaml", "b.yaml", "c.yaml"):
        (folder / name).write_bytes(b"#" * 1_000)
    assert {name: len(data) for name, data in read_files(folder).items()} == {"a.yaml": 101, "b.yaml": 101}


# --- Writing ------------------------------------------------------------------------------------------------------

NEW = {"gazette.yaml": b"new", "sources/other.fingerprint": b"new", "asked/new.txt": b"new", "help/calls.txt": b"new"}


def test_a_folder_is_brought_to_other_contents(folder):
    library.write(folder, {"README.md": b"stays"})
    assert write_files(folder, NEW) == ()
    assert read_files(folder) == NEW
    assert (folder / "README.md").read_bytes() == b"stays"


def test_what_has_gone_is_taken_away_from_folders_inside_too(folder):
    write_files(folder, NEW)
    write_files(folder, library.FILES)
    assert read_files(folder) == library.FILES
    assert not (folder / "asked" / "new.txt").exists()


@pytest.mark.parametrize("name", ["../x.yaml", "/tmp/x.yaml", "sub/x.yaml", "x.exe", "asked/../../x.txt"])
def test_nothing_is_written_elsewhere(folder, name):
    with pytest.raises(FileError, match="is not written: it is not the name of a knowledge file"):
        write_files(folder, {**NEW, name: b"x"})


def test_what_is_kept_elsewhere_is_overwritten_and_what_is_not_is_left(folder):
    library.write(folder, {"gazette.yaml": b"edited", "mine.yaml": b"mine"})
    assert write_files(folder, NEW, [{}, library.FILES]) == ("gazette.yaml", "mine.yaml")
    assert read_files(folder) == {**NEW, "gazette.yaml": b"edited", "mine.yaml": b"mine"}


def test_a_file_that_was_taken_away_is_written_again(folder):
    (folder / "gazette.yaml").unlink()
    assert write_files(folder, NEW, [library.FILES]) == ()
    assert read_files(folder) == NEW


def test_what_killed_processes_left_is_swept_away_once_nobody_can_be_writing_it(folder):
    (folder / "asked").mkdir()
    old, new = folder / ".gazette.yaml.abcd_123", folder / ".gazette.yaml.efgh_456"
    deep, other = folder / "asked" / ".new.txt.abcd_123", folder / ".swap.file.abcd_123"
    for left in (old, new, deep, other):
        left.write_bytes(b"half")
    for left in (old, deep, other):
        os.utime(left, (1, 1))
    write_files(folder, NEW)
    assert [left.exists() for left in (old, new, deep, other)] == [False, True, False, True]
