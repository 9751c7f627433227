"""A store is written into one file and put back, on either database and from one to the other."""

from __future__ import annotations

import sqlite3
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.errors import StoreError
from bot.store import ChangedFigures, Store
from bot.store.backup import back_up, restore
from bot.store.tables import metadata, reviews

ANN, BEN = 2**62 + 1, 2**62 + 2
KINDS = ("sqlite", "postgresql")


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Gives the DATABASE_URL of one more empty database of a kind; there is one PostgreSQL, which it empties."""
    made: list[str] = []

    def give(kind: str) -> str:
        made.append(kind)
        if kind == "sqlite":
            return f"sqlite+aiosqlite:///{tmp_path / f'store-{len(made)}.sqlite3'}"
        return str(request.getfixturevalue("postgres").database())

    return give


async def fill(url: str) -> None:
    """Put something into each of the tables."""
    async with Store.open(url) as store:
        await store.set_moderator_role(1, 2)
        await store.listen(1, 10)
        await store.set_prefers_private(ANN, True)
        await store.set_synced("global", "digest")
        for after, version in ((None, "a" * 12), (1, "b" * 12)):
            published = await store.versions.publish(
                {"a.yaml": version.encode()}, version, after=after, origin="refresh", written=True, person_id=ANN,
                changed=ChangedFigures({"roof": "12 slates"}) if after else None,
            )  # fmt: skip
            assert published is not None
            await store.shown.note(7, 70, ["roof"], talk="[]")
        await store.versions.keep_draft({"a.yaml": b"c"}, "c" * 12, based_on="b" * 12, origin="add", person_id=BEN)
        await store.audit.note("refresh", "done", person_id=ANN, guild_id=1, detail="why not")
        review = await store.reviews.begin(ANN, "a draft")
        assert await store.reviews.decide(str(review), {"roof": "keep"})
        for person in (ANN, BEN):
            await store.questions.keep("who paid", "no_answer", person_id=person, gap_id=1)
        await store.processes.beat(shards="0-1", shard_count=2, version="1.0")
        await store.processes.first_to_tell("a fault", within_s=60)


async def everything(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of a store, by table."""
    async with Store.open(url) as store, store._connections.begin() as connection:
        return {
            table.name: sorted((tuple(row) for row in await connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


@pytest.mark.parametrize(
    ("kind", "other"),
    [pytest.param(kind, other, id=f"{kind} to {other}") for kind in KINDS for other in KINDS],
)
async def test_a_store_is_put_back_as_it_was_and_goes_on_from_there(database, tmp_path, kind, other):
    file, told = tmp_path / "backup", {}
    await fill(first := database(kind))
    held = await everything(first)
    await back_up(first, file, told.__setitem__)
    await restore(second := database(other), file, lambda *_: None)
    assert [name for name, rows in held.items() if not rows] == []
    held["processes"] = []  # who runs now does not run when it is put back
    assert await everything(second) == held
    assert told == {name: len(rows) for name, rows in held.items() if rows}
    async with Store.open(second) as store:  # which gives new rows numbers of their own
        assert await store.questions.keep("who left", "no_answer", person_id=ANN, gap_id=None) == 2
        assert await store.questions.gap(1) is not None  # both people are still told apart
        published = await store.versions.publish({"a.yaml": b"d"}, "d" * 12, after=2, origin="refresh", written=True)
        assert published is not None
        assert published.number == 3


async def test_a_backup_is_one_file_for_its_owner_alone(database, tmp_path):
    await fill(url := database("sqlite"))
    folder = tmp_path / "backups"
    folder.mkdir()
    await back_up(url, folder / "today", lambda *_: None)
    assert [path.name for path in folder.iterdir()] == ["today"]
    assert (folder / "today").stat().st_mode & 0o777 == 0o600


async def test_a_backup_never_takes_the_place_of_a_file(database, tmp_path):
    (tmp_path / "backup").write_bytes(b"mine")
    with pytest.raises(StoreError, match="is there already, and is left alone"):
        await back_up(database("sqlite"), tmp_path / "backup", lambda *_: None)
    assert (tmp_path / "backup").read_bytes() == b"mine"


async def test_a_backup_uses_nothing_that_somebody_else_has_put_into_the_folder(database, tmp_path):
    """Else they could read in it: whoever made a file keeps the right to."""
    folder = tmp_path / "everybody's"
    folder.mkdir()
    (planted := folder / ".today.part").write_bytes(b"theirs")
    await fill(url := database("sqlite"))
    await back_up(url, folder / "today", lambda *_: None)
    assert planted.read_bytes() == b"theirs"


async def test_of_a_store_that_is_not_there_no_empty_backup_is_made(tmp_path):
    with pytest.raises(StoreError, match=r"there is no store at .*/typo\.sqlite3; set DATABASE_URL"):
        await back_up(str(tmp_path / "typo.sqlite3"), tmp_path / "backup", lambda *_: None)
    assert list(tmp_path.iterdir()) == []


async def test_a_backup_takes_little_memory_however_large_the_documents_in_it_are(database, tmp_path):
    url = database("sqlite")
    document = {"at": 1.0, "data": bytes(500_000)}
    async with Store.open(url) as store, store._connections.begin(writes=True) as connection:
        await connection.execute(insert(reviews), [{"id": str(n), "person_id": n} | document for n in range(30)])
    tracemalloc.start()
    await back_up(url, tmp_path / "backup", lambda *_: None)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 12_000_000  # of 15


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        pytest.param("sqlite", "is open in another program; stop the bot first", id="sqlite"),
        pytest.param("postgresql", "a bot runs with this store; stop it first", id="postgresql"),
    ],
)
async def test_nothing_is_put_into_the_store_of_a_bot_that_runs(database, tmp_path, kind, said):
    await fill(first := database("sqlite"))
    await back_up(first, file := tmp_path / "backup", lambda *_: None)
    second = database(kind)
    async with Store.open(second) as store:
        await store.processes.beat(shards="0", shard_count=1, version="1.0")
        with pytest.raises(StoreError, match=said):
            await restore(second, file, lambda *_: None, replace=True)
        await store.processes.leave()
    await restore(second, file, lambda *_: None, replace=True)


async def test_a_backup_into_no_folder_says_so(database, tmp_path):
    with pytest.raises(StoreError, match="there is no folder"):
        await back_up(database("sqlite"), tmp_path / "none" / "backup", lambda *_: None)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_store_that_holds_something_is_left_alone_unless_that_is_to_be_lost(database, tmp_path, kind):
    first, second, file = database("sqlite"), database(kind), tmp_path / "backup"
    await fill(first)
    await back_up(first, file, lambda *_: None)
    async with Store.open(second) as store:
        await store.set_moderator_role(5, 6)
    before = await everything(second)
    with pytest.raises(StoreError, match=r"holds something already .* in 'servers'"):
        await restore(second, file, lambda *_: None)
    assert await everything(second) == before
    await restore(second, file, lambda *_: None, replace=True)
    assert await everything(second) == await everything(first) | {"processes": []}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(None, "cannot be read", id="none"),
        pytest.param(b"", "is no backup of a store", id="empty"),
        pytest.param(b"entries: []\n" * 100, "is no backup of a store", id="something else"),
        pytest.param(b"SQLite format 3\0" + b"\1" * 5_000, "is damaged|cannot be used|is not a database", id="damaged"),
    ],
)
async def test_what_is_no_backup_is_refused_and_the_store_stays_as_it_was(database, tmp_path, data, said):
    await fill(url := database("sqlite"))
    before = await everything(url)
    if data is not None:
        (tmp_path / "backup").write_bytes(data)
    with pytest.raises(StoreError, match=said):
        await restore(url, tmp_path / "backup", lambda *_: None, replace=True)
    assert await everything(url) == before


async def test_a_backup_of_a_newer_program_is_refused(database, tmp_path):
    await fill(url := database("sqlite"))
    await back_up(url, file := tmp_path / "backup", lambda *_: None)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="was written by a newer version"):
        await restore(database("sqlite"), file, lambda *_: None)
