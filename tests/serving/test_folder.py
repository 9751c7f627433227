"""A knowledge folder on disk is read, and its compiled form kept for the next start."""

from __future__ import annotations

import os
import pickle
import stat
from pathlib import Path

import pytest

from bot.errors import FileError, KnowledgeError
from bot.serving.folder import open_answerer, read_files, write_files
from tests.core import library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return library.write(tmp_path / "knowledge")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "verbatim"


def compiled(cache: Path) -> list[Path]:
    return sorted(cache.glob("*.compiled"))


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
        "asked:0:0: the folder cannot be read: Permission denied; see to its permissions"
    ]


def test_a_file_that_cannot_be_read_is_a_fault(folder):
    (folder / "broken.yaml").symlink_to(folder / "nowhere")
    with pytest.raises(KnowledgeError) as raised:
        read_files(folder)
    (fault,) = raised.value.faults
    assert fault.file == "broken.yaml"
    assert fault.what.startswith("the file cannot be read: ")


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
    with pytest.raises(FileError, match="is not written: no knowledge file is named so"):
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


# --- Opening ------------------------------------------------------------------------------------------------------


def test_a_sound_folder_answers(folder):
    reply = open_answerer(folder).answer("how many loans did they look at?")
    assert reply.entry.id == "loans-inspected"


def test_a_faulty_folder_does_not_open(folder):
    library.write(folder, library.files(gazette=("value: 412", "value: 413")))
    with pytest.raises(KnowledgeError, match="the number 413 does not stand in its evidence"):
        open_answerer(folder)


def test_one_source_alone_can_be_opened(folder):
    other = library.FILES["gazette.yaml"].decode()
    other = other.replace("id: gazette-2018", "id: other-2018")
    for id in library.knowledge().entries | library.knowledge().silences:
        other = other.replace(id, f"{id}-b")
    fingerprint = library.FILES["sources/gazette-2018.fingerprint"]
    library.write(folder, {"other.yaml": other.encode(), "sources/other-2018.fingerprint": fingerprint})
    opened = open_answerer(folder, source="other-2018").knowledge
    assert list(opened.sources) == ["other-2018"]
    assert len(opened.entries) == 10
    assert all(id.endswith("-b") for id in [*opened.entries, *opened.silences])


def test_a_source_that_is_not_there_is_named_beside_those_that_are(folder):
    with pytest.raises(KnowledgeError, match=r'no source "nosuch"; choose one of: gazette-2018'):
        open_answerer(folder, source="nosuch")


# --- The cache ----------------------------------------------------------------------------------------------------


def test_without_a_cache_nothing_is_written(folder, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    open_answerer(folder)
    assert sorted(tmp_path.rglob("*")) == before


def test_the_second_start_takes_what_the_first_has_kept(folder, cache):
    """Shown by putting another base's answerer in the place of the kept one."""
    open_answerer(folder, cache=cache)
    (kept,) = compiled(cache)
    answerer = pickle.loads(kept.read_bytes())
    object.__setattr__(answerer.knowledge, "version", "planted")
    kept.write_bytes(pickle.dumps(answerer))
    assert open_answerer(folder, cache=cache).version == "planted"


def test_a_kept_answerer_gives_the_same_replies(folder, cache):
    fresh, again = open_answerer(folder, cache=cache), open_answerer(folder, cache=cache)
    for question in ("how many loans?", "what's the budget", "my uncle hits me", "were 130 loans late?"):
        assert again.answer(question) == fresh.answer(question)


def test_a_changed_file_is_read_anew(folder, cache):
    first = open_answerer(folder, cache=cache)
    library.write(folder, library.files(gazette=("title: Loans looked at", "title: Loans seen")))
    second = open_answerer(folder, cache=cache)
    assert (first.knowledge.entries["loans-inspected"].title, second.knowledge.entries["loans-inspected"].title) == (
        "Loans looked at",
        "Loans seen",
    )


def test_a_fault_shows_though_the_sound_base_is_kept(folder, cache):
    open_answerer(folder, cache=cache)
    library.write(folder, library.files(gazette=("value: 412", "value: 413")))
    with pytest.raises(KnowledgeError):
        open_answerer(folder, cache=cache)


def test_the_base_of_one_source_is_kept_apart_from_the_whole(folder, cache):
    open_answerer(folder, cache=cache)
    open_answerer(folder, cache=cache, source="gazette-2018")
    assert len(compiled(cache)) == 2


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"garbage", id="no pickle"),
        pytest.param(b"cnosuchmodule\nThing\n.", id="a pickle of something unknown"),
    ],
)
def test_a_damaged_cache_file_is_made_anew(folder, cache, damage):
    open_answerer(folder, cache=cache)
    (kept,) = compiled(cache)
    kept.write_bytes(damage)
    assert open_answerer(folder, cache=cache).answer("how many loans did they look at?").kind == "answer"
    assert len(kept.read_bytes()) > 1000


def test_somebody_elses_file_is_not_unpickled(folder, cache):
    open_answerer(folder, cache=cache)
    (kept,) = compiled(cache)
    answerer = pickle.loads(kept.read_bytes())
    object.__setattr__(answerer.knowledge, "version", "planted")
    kept.write_bytes(pickle.dumps(answerer))
    try:
        os.chown(kept, 12345, -1)
    except PermissionError:
        pytest.skip("only root can give a file away")
    assert open_answerer(folder, cache=cache).version != "planted"


def test_the_cache_folder_is_the_users_alone(folder, cache):
    open_answerer(folder, cache=cache)
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700


def test_a_cache_that_cannot_be_written_does_not_matter(folder, tmp_path):
    file = tmp_path / "file"
    file.write_text("in the way")
    assert open_answerer(folder, cache=file / "cache").answer("how many loans did they look at?").kind == "answer"


def test_only_the_four_latest_versions_are_kept_and_nothing_else_is_left(folder, cache):
    for round in range(6):
        library.write(folder, library.files(gazette=("title: Loans looked at", f"title: Loans {round}")))
        open_answerer(folder, cache=cache)
    assert len(compiled(cache)) == 4
    assert sorted(cache.iterdir()) == compiled(cache)
