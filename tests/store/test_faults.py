"""A store that cannot be had or written says so in one line: what, where, what to do."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StoreError, VerbatimError
from bot.store import Store
from bot.store.engine import address, name_of

NOBODY = 65534


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite3"


@pytest.fixture
def strange(tmp_path: Path) -> Iterator[Path]:
    """A folder for somebody without any rights but to read: root may write everywhere."""
    if os.geteuid() != 0:
        yield tmp_path
        tmp_path.chmod(0o700)
        return
    with tempfile.TemporaryDirectory(prefix="verbatim-") as folder:  # tmp_path lies in a folder of root's own
        Path(folder).chmod(0o755)
        try:
            yield Path(folder)
        finally:
            os.seteuid(0)


def lose_rights(folder: Path) -> None:
    """Take the right to write from the folder, from all that is in it, and from this process."""
    for path in [*folder.iterdir(), folder]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    if os.geteuid() == 0:
        os.seteuid(NOBODY)


async def made(file: Path) -> None:
    """Make a store with something in it."""
    async with Store.open(str(file)) as store:
        await store.listen(1, 10)
        for scope in range(100):  # several pages
            await store.set_synced(str(scope), "x" * 200)


async def refusal(url: object) -> str:
    """Open a store that cannot be opened; return the line."""
    with pytest.raises(StoreError) as raised:
        async with Store.open(str(url), busy_s=0.1):
            pytest.fail("it could be opened")  # pragma: no cover
    text = str(raised.value)
    assert "\n" not in text
    assert isinstance(raised.value, VerbatimError)
    return text


async def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "taken").write_text("a file")
    assert await refusal(tmp_path / "taken" / "in" / "store.sqlite3") == (
        f"{tmp_path}/taken/in cannot be created (Not a directory); create it, or set DATABASE_URL to a file in another "
        "folder"
    )


async def test_a_folder_that_may_not_be_made(strange):
    lose_rights(strange)
    assert (await refusal(strange / "in" / "store.sqlite3")).startswith(
        f"{strange}/in cannot be created (Permission denied); create it, "
    )


async def test_a_folder_where_the_file_should_be(tmp_path):
    assert await refusal(tmp_path) == (
        f"{tmp_path} cannot be opened; make the file and its folder readable and writable by the bot"
    )


async def test_a_folder_that_may_not_be_written(strange):
    lose_rights(strange)
    assert await refusal(strange / "store.sqlite3") == (
        f"{strange}/store.sqlite3 cannot be opened; make the file and its folder readable and writable by the bot"
    )


async def test_a_store_that_may_only_be_read(strange):
    file = strange / "store.sqlite3"
    await made(file)
    lose_rights(strange)
    assert await refusal(file) in (  # which of them depends on the version of SQLite
        f"{file} is read-only; make the file and its folder writable, or set DATABASE_URL to another",
        f"{file} cannot be opened; make the file and its folder readable and writable by the bot",
    )


async def test_a_new_store_locked_by_another_program(file):
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert await refusal(file) == f"{file} is locked by another program; close that program, or try again"


async def test_a_store_locked_by_another_program_at_the_start(file):
    await made(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert await refusal(file) == f"{file} is locked by another program; close that program, or try again"


async def test_a_file_that_is_not_a_database(file):
    file.write_text("Dear diary, " * 100)
    assert await refusal(file) == (f"{file} is not a database; set DATABASE_URL to another file, or move this one away")
    assert file.read_text() == "Dear diary, " * 100


async def test_a_damaged_page(file):
    await made(file)
    content = bytearray(file.read_bytes())
    content[-4096:] = b"\x07" * 4096
    file.write_bytes(content)
    assert (
        await refusal(file) == f"{file} is damaged; restore it from a backup, or move it out of the way to start afresh"
    )


async def test_a_file_that_was_cut_off(file):
    await made(file)
    file.write_bytes(file.read_bytes()[:5000])
    assert (
        await refusal(file) == f"{file} is damaged; restore it from a backup, or move it out of the way to start afresh"
    )


async def test_a_store_of_a_newer_version(file):
    await made(file)
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    assert await refusal(file) == (
        f"{file} was written by a newer version of Verbatim (its tables are at 9999); install that version, or set "
        "DATABASE_URL to another database"
    )


async def test_a_database_of_another_program_with_a_table_of_the_same_name(file):
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("CREATE TABLE people (name TEXT)")
    assert await refusal(file) == (f"{file} cannot be used (table people already exists); check it and DATABASE_URL")
    with closing(sqlite3.connect(file)) as other:
        assert other.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [("people",)]


@pytest.mark.parametrize(
    ("url", "text"),
    [
        pytest.param("", "DATABASE_URL is empty; set it to a file, or to postgresql+asyncpg://...", id="empty"),
        pytest.param(
            "://secret",
            "DATABASE_URL is not a database's address; set it to a file, sqlite:///... or postgresql+asyncpg://...",
            id="no dialect",
        ),
        pytest.param(
            "postgresql://me:secret@host:port/x",
            "DATABASE_URL is not a database's address; set it to a file, sqlite:///... or postgresql+asyncpg://...",
            id="a port that is no number",
        ),
        pytest.param(
            "mysql://me:secret@host/x",
            "DATABASE_URL names mysql; Verbatim keeps its store in sqlite or postgresql: name one",
            id="another dialect",
        ),
        pytest.param(
            "postgresql://me:sec@ret@host/x",
            "DATABASE_URL cannot be told apart from its password; write @ in it as %40, and ? as %3F",
            id="an @ in the password",
        ),
        pytest.param(
            "postgresql://host:5432/x?user=me&password=sec@ret",
            "DATABASE_URL cannot be told apart from its password; write @ in it as %40, and ? as %3F",
            id="an @ in the option password",
        ),
        pytest.param(
            "nonsense://secret",
            "DATABASE_URL names nonsense; Verbatim keeps its store in sqlite or postgresql: name one",
            id="no dialect of that name",
        ),
    ],
)
async def test_an_address_that_cannot_be_used_is_refused_without_its_password(url, text):
    assert await refusal(url) == text


async def test_a_server_that_cannot_be_had_is_named_without_the_password():
    text = await refusal("postgresql://me:secret@127.0.0.1:1/verbatim")
    assert text.startswith("postgresql+asyncpg://me:***@127.0.0.1:1/verbatim cannot be reached (")
    assert text.endswith("); check DATABASE_URL")
    assert "secret" not in text


@pytest.mark.parametrize(
    ("url", "name"),
    [
        pytest.param("postgresql://h/d", "postgresql+asyncpg://h/d", id="no password"),
        pytest.param("postgresql://me:secret@h:5433/d", "postgresql+asyncpg://me:***@h:5433/d", id="before the host"),
        pytest.param("postgresql://me:s%65cret@h/d", "postgresql+asyncpg://me:***@h/d", id="percent-encoded"),
        pytest.param(
            "postgresql://me@corp:secret@h/d", "postgresql+asyncpg://me%40corp:***@h/d", id="an @ in the name"
        ),
        pytest.param(
            "postgresql://h/d?user=me&password=secret",
            "postgresql+asyncpg://h/d?password=***&user=me",
            id="an option",
        ),
        pytest.param(
            "postgresql://h/d?pass%77ord=s%65cret", "postgresql+asyncpg://h/d?password=***", id="an option encoded"
        ),
        pytest.param("postgresql://h/d?PassWord=secret", "postgresql+asyncpg://h/d?PassWord=***", id="in capitals"),
        pytest.param("postgresql://h/d?password=sec@ret", "postgresql+asyncpg://h/d?password=***", id="an @ within"),
        pytest.param(
            "postgresql://h/d?password=secret&password=hidden",
            "postgresql+asyncpg://h/d?password=***&password=***",
            id="an option given twice",
        ),
        pytest.param(
            "postgresql://me:secret@h/d?sslmode=require&sslpassword=hidden",
            "postgresql+asyncpg://me:***@h/d?sslmode=require&sslpassword=***",
            id="the key's password",
        ),
        pytest.param(
            "postgresql://h/d?apikey=secret", "postgresql+asyncpg://h/d?apikey=***", id="an option nobody knows"
        ),
        pytest.param(
            "postgresql://me:secret@/d?host=/run/postgresql&port=5433",
            "postgresql+asyncpg://me:***@/d?host=/run/postgresql&port=5433",
            id="options that are no secret",
        ),
        pytest.param("sqlite:////a/b.sqlite3?key=secret", "/a/b.sqlite3", id="a file"),
        pytest.param(
            "sqlite:///file:memory?mode=memory&key=secret&uri=true",
            "sqlite+aiosqlite:///file%3Amemory?key=***&mode=memory&uri=true",
            id="no file",
        ),
    ],
)
def test_a_database_is_named_without_its_secrets(url, name):
    assert name_of(address(url)) == name


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        pytest.param("postgresql://h/d?prepared_statement_cache_size=secret",
                     "invalid literal for int() with base 10: '***'", id="its value"),
        pytest.param("sqlite://me@/x.sqlite3?key=sec%2Bret", "sqlite+aiosqlite://me@/x.sqlite3?key=***",
                     id="the address, encoded"),
    ],
)  # fmt: skip
async def test_a_secret_that_the_driver_repeats_is_struck_out(url, reason):
    text = await refusal(url)
    assert reason in text
    assert "sec" not in text


async def test_without_its_driver_postgresql_is_refused_with_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    assert await refusal("postgresql://me:secret@127.0.0.1:1/verbatim") == (
        "postgresql+asyncpg://me:***@127.0.0.1:1/verbatim: asyncpg is not installed; pip install 'verbatim[postgres]', "
        "or -e '.[postgres]' in a clone"
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param(("/postgres", "/nowhere"), 'database "nowhere" does not exist', id="no such database"),
        pytest.param(("//verbatim@", "//me:secret@"), 'role "me" does not exist', id="no such person"),
        pytest.param(("/postgres", "/postgres?colour=blue"), "connect() got an unexpected keyword argument 'colour'",
                     id="no such option"),
        pytest.param(("/postgres", "/postgres?sslmode=perhaps"),
                     "`sslmode` parameter must be one of: disable, allow, prefer, require, verify-ca, verify-full",
                     id="no such value"),
    ],
)  # fmt: skip
async def test_what_a_server_refuses_is_said(postgres, change, reason):
    text = await refusal(postgres.database().replace(*change))
    assert text.endswith(f" cannot be used ({reason}); check it and DATABASE_URL")
    assert "secret" not in text


async def test_an_option_of_postgresql_is_taken_by_the_name_that_everybody_uses(postgres):
    async with Store.open(postgres.database() + "?sslmode=disable") as store:
        assert await store.listen(1, 10)


async def test_a_server_that_goes_away_fails_each_deed_and_serves_again_when_it_is_back(postgres):
    async with Store.open(postgres.database()) as store:
        await store.listen(1, 10)
        await asyncio.to_thread(postgres.stop)
        for deed in (lambda: store.prefers_private(1), lambda: store.listen(1, 11), lambda: store.versions.newest()):
            with pytest.raises(StoreError, match=r"cannot be (reached|used)"):
                await deed()
        await asyncio.to_thread(postgres.start)
        assert await store.listen(1, 11)
        assert (await store.server(1)).listening == {10, 11}


async def test_a_connection_that_is_cut_is_replaced_at_once(postgres):
    async with Store.open(postgres.database()) as store:
        await store.listen(1, 10)
        assert await asyncio.to_thread(postgres.cut) >= 1
        assert await store.listen(1, 11)


async def test_what_the_database_cannot_hold_is_refused(store):
    """A character that UTF-8 has not: SQLAlchemy lets the drivers' own errors through."""
    with pytest.raises(StoreError, match="surrogates not allowed"):
        await store.set_synced("global", "\ud800")
    await store.set_synced("global", "fine")


async def test_a_write_that_waits_too_long_is_refused_and_the_next_one_is_not(file):
    async with Store.open(str(file), busy_s=0.1) as store:
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="is locked by another program; close that program, or try again"):
                await store.listen(1, 10)
        assert await store.listen(1, 10)


async def test_a_store_that_goes_bad_while_it_is_open_says_so(file):
    async with Store.open(str(file)) as store:
        with closing(sqlite3.connect(file)) as other, other:
            other.execute("DROP TABLE people")
        with pytest.raises(StoreError, match=r"cannot be used \(no such table: people\); check it"):
            await store.prefers_private(1)
        with pytest.raises(StoreError, match="no such table: people"):
            await store.set_prefers_private(1, True)
        assert await store.listen(1, 10)


async def test_a_disk_that_is_full(file):
    async with Store.open(str(file)) as store:
        async with store._connections.readers.connect() as connection:  # the one connection that the pool has so far
            await connection.exec_driver_sql("PRAGMA max_page_count = 1")
            await connection.rollback()
        with pytest.raises(StoreError, match="cannot grow: the disk is full; make room"):
            await store.set_synced("global", "x" * 100_000)
        assert await store.synced("global") is None


async def test_a_closed_store_is_refused(file):
    async with Store.open(str(file)) as store:
        pass
    with pytest.raises(StoreError, match="is already closed"):
        await store.server(1)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("/a/b.sqlite3", "sqlite+aiosqlite:////a/b.sqlite3", id="path"),
        pytest.param("~/b.sqlite3", f"sqlite+aiosqlite:///{Path.home()}/b.sqlite3", id="path in the home folder"),
        pytest.param("sqlite:////a/b.sqlite3", "sqlite+aiosqlite:////a/b.sqlite3", id="plain sqlite"),
        pytest.param("sqlite+pysqlite:////a/b.sqlite3", "sqlite+aiosqlite:////a/b.sqlite3", id="another driver"),
        pytest.param("sqlite+aiosqlite:///b.sqlite3", "sqlite+aiosqlite:///b.sqlite3", id="as it should be"),
        pytest.param("postgresql://h/d", "postgresql+asyncpg://h/d", id="plain postgresql"),
        pytest.param("postgres://h/d", "postgresql+asyncpg://h/d", id="postgres"),
        pytest.param("postgresql+psycopg2://h/d", "postgresql+asyncpg://h/d", id="another driver of postgresql"),
    ],
)
def test_an_address_is_turned_into_the_async_form(url, expected):
    assert address(url).render_as_string(hide_password=False) == expected


def test_a_path_may_hold_what_means_something_in_an_address(tmp_path):
    path = f"{tmp_path}/what? 100%/a@b:c#d.sqlite3"
    assert name_of(address(path)) == path


async def test_how_often_it_failed_is_counted_and_a_stand_in_is_known_for_one():
    async with Store.open("sqlite://", failed="the store is gone") as store:
        with pytest.raises(StoreError, match="the store is gone"):
            await store.check()
        assert store.errors == 0
        with pytest.raises(StoreError, match="the store is gone"):
            await store.listen(1, 10)
        assert store.errors == 1
    async with Store.open("sqlite://") as store:
        await store.check()
        assert store.errors == 0
