"""`backup` and `restore`: what operators see of them. What becomes of the rows: tests/store/test_backup.py."""

from __future__ import annotations


def test_a_store_is_written_into_a_file_and_put_back_and_neither_takes_the_place_of_anything(bot, tmp_path):
    file, other = tmp_path / "backup", f"sqlite:///{tmp_path / 'other.sqlite3'}"
    (tmp_path / "store.sqlite3").touch()
    first = bot("backup", file, DATABASE_URL=f"sqlite:///{tmp_path / 'store.sqlite3'}")
    assert (first.returncode, first.stdout) == (0, f"{file} holds the store: 0 versions, 0 servers, 0 rows in all\n")
    second = bot("restore", file, DATABASE_URL=other)
    assert (second.returncode, second.stdout) == (
        0, f"the store holds what {file} does: 0 versions, 0 servers, 0 rows in all\n"
    )  # fmt: skip
    again = bot("backup", file, DATABASE_URL=other)
    assert (again.returncode, again.stderr) == (
        2, f"error: {file} is there already, and is left alone; give another name\n"
    )  # fmt: skip
