"""What is kept in the cache is read again, unless anybody else could have written it."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.serving import cache as caches
from bot.serving.cache import Cache

SOMEBODY = 12345
pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="whose a file is can be told on POSIX alone")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "compiled"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """A cache that keeps something."""
    made = Cache(tmp_path / "cache")
    made.write("thing", b"ours")
    return made


def given_away(path: Path) -> None:
    try:
        os.chown(path, SOMEBODY, -1)
    except PermissionError:
        pytest.skip("only root can give a file away")


def test_what_was_kept_is_read_again_and_what_was_not_is_nothing(cache):
    assert (cache.read("thing"), cache.read("other")) == (b"ours", None)


def test_folder_and_files_are_this_users_alone(cache, folder):
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "thing")] == [0o700, 0o600]


def test_a_cache_may_lie_in_a_folder_that_is_anybodys(tmp_path):
    tmp_path.chmod(0o777)
    made = Cache(tmp_path)
    made.write("thing", b"ours")
    assert made.read("thing") == b"ours"


def in_its_place(folder: Path, what: Callable[[Path], object]) -> None:
    folder.rename(folder.with_name("moved"))
    what(folder)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda folder: given_away(folder), id="the folder is another's"),
        pytest.param(lambda folder: folder.chmod(0o770), id="a group may write to the folder"),
        pytest.param(lambda folder: folder.chmod(0o755), id="others may look into the folder"),
        pytest.param(
            lambda folder: in_its_place(folder, lambda link: link.symlink_to(folder.with_name("moved"))),
            id="the folder is a link",
        ),
        pytest.param(lambda folder: given_away(folder / "thing"), id="the file is another's"),
        pytest.param(lambda folder: (folder / "thing").chmod(0o666), id="others may write to the file"),
        pytest.param(
            lambda folder: in_its_place(folder / "thing", lambda link: link.symlink_to(folder / "moved")),
            id="the file is a link",
        ),
        pytest.param(lambda folder: in_its_place(folder / "thing", os.mkfifo), id="the file is a pipe"),
        pytest.param(lambda folder: in_its_place(folder / "thing", Path.mkdir), id="the file is a folder"),
    ],
)
def test_what_somebody_else_could_have_written_is_not_read(cache, folder, spoil):
    spoil(folder)
    assert cache.read("thing") is None


def test_a_folder_that_is_not_ours_is_not_written_to_and_the_log_says_what_to_do(cache, folder, caplog):
    folder.chmod(0o777)
    with caplog.at_level(logging.WARNING):
        cache.write("other", b"more")
    assert [path.name for path in folder.iterdir()] == ["thing"]
    assert f"its mode is 777, so it is others' too; take {folder} away" in caplog.text


def test_what_is_read_is_the_file_that_was_looked_at_though_another_takes_its_place(cache, folder, monkeypatch):
    """As somebody would do it who can write to the folder, between the look and the reading."""
    planted = folder / "planted"
    planted.write_bytes(b"theirs")

    def swapping(found: os.stat_result, remedy: str) -> None:
        if stat.S_ISREG(found.st_mode):
            planted.replace(folder / "thing")

    monkeypatch.setattr(caches, "_admit", swapping)
    assert cache.read("thing") == b"ours"
    assert (folder / "thing").read_bytes() == b"theirs"


def test_what_is_read_is_in_the_folder_that_was_looked_at_though_another_takes_its_place(cache, folder, monkeypatch):
    def swapping(found: os.stat_result, remedy: str) -> None:
        if stat.S_ISDIR(found.st_mode):
            in_its_place(folder, Path.mkdir)
            (folder / "thing").write_bytes(b"theirs")

    monkeypatch.setattr(caches, "_admit", swapping)
    assert cache.read("thing") == b"ours"


def test_where_the_system_cannot_tell_whose_a_file_is_only_a_folder_of_the_users_own_is_used(tmp_path, monkeypatch):
    monkeypatch.setattr(caches, "_TELLS_OWNERS", False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "ann")
    found = []
    for place in (tmp_path / "ann" / "caches", tmp_path / "shared"):
        made = Cache(place)
        made.write("thing", b"ours")
        found.append(made.read("thing"))
    assert found == [b"ours", None]
