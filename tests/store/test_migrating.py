"""The migrations lead from nothing to the tables of tables.py, whole or not at all."""

from __future__ import annotations

import asyncio
import re
import shutil
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.errors import StoreError
from bot.store import Store, migrating
from bot.store.migrating import migrate, steps
from bot.store.tables import metadata

ROOT = Path(__file__).parent.parent.parent
NEWEST = steps().get_current_head()


def shape(connection: Connection) -> dict[str, Any]:
    """Return all that the database knows of the tables, Alembic's own aside."""
    seen = inspect(connection)
    return {
        table: {
            "columns": [{**column, "type": str(column["type"])} for column in seen.get_columns(table)],
            "primary key": seen.get_pk_constraint(table),
            "foreign keys": seen.get_foreign_keys(table),
            "unique": seen.get_unique_constraints(table),
            "indexes": seen.get_indexes(table),
        }
        for table in seen.get_table_names()
        if table != "alembic_version"
    }


def migrated_back(connection: Connection, to: str) -> None:
    """Take steps back until the tables are those of a step, or "base"."""
    script = steps()

    def back(revision: Any, _context: object) -> Any:
        return script._downgrade_revs(to, revision)

    with EnvironmentContext(Config(), script, fn=back) as environment:
        environment.configure(connection=connection, target_metadata=metadata)
        environment.run_migrations()


async def on(url: str, work: Callable[[Connection], Any]) -> Any:
    """Do something with a connection in a transaction."""
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.begin() as connection:
        return await connection.run_sync(work)


async def test_the_migrations_make_the_tables_that_the_code_uses(url):
    """Fails when tables.py was changed without a migration, or the other way round."""

    def work(connection: Connection) -> None:
        migrate(connection)
        migrated = shape(connection)
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata) == []
        migrated_back(connection, "base")
        metadata.create_all(connection)
        assert migrated == shape(connection)

    await on(url, work)


async def test_migrating_twice_changes_nothing(url):
    def work(connection: Connection) -> None:
        migrate(connection)
        before = shape(connection)
        migrate(connection)
        assert shape(connection) == before

    await on(url, work)


async def test_every_step_can_be_taken_by_itself_and_back(url):
    """Each in a transaction of its own, as by versions of the program that came one after the other."""
    revisions = [step.revision for step in reversed(list(steps().walk_revisions()))]
    shapes = [await on(url, shape)]
    for revision in revisions:
        await on(url, lambda connection, revision=revision: migrate(connection, revision))
        shapes.append(await on(url, shape))
    assert [each != before for before, each in pairwise(shapes)] == [True] * len(revisions)
    for revision, expected in zip(["base", *revisions[:-1]][::-1], shapes[:-1][::-1], strict=True):
        await on(url, lambda connection, revision=revision: migrated_back(connection, revision))
        assert await on(url, shape) == expected
    assert shapes[0] == {}


async def test_what_was_written_before_the_second_step_is_there_after_it(url, ask):
    await on(url, lambda connection: migrate(connection, "0001"))
    ask("INSERT INTO servers (guild_id, moderator_role_id) VALUES (9007199254740993, 7)")
    async with Store.open(url) as store:
        assert (await store.server(9007199254740993)).moderator_role_id == 7


async def test_what_was_written_before_the_third_step_is_there_after_it(url, ask):
    """With what nobody could set or note then as if nobody had."""
    await on(url, lambda connection: migrate(connection, "0002"))
    ask("INSERT INTO servers (guild_id, moderator_role_id) VALUES (9007199254740993, 7)")
    ask("INSERT INTO shown (message_id, channel_id, at) VALUES (1, 10, 5.0)")
    ask("INSERT INTO shown_entries (message_id, place, entry) VALUES (1, 0, 'roof')")
    async with Store.open(url) as store:
        settings = await store.server(9007199254740993)
        assert (settings.moderator_role_id, settings.listening_level, settings.help_country) == (7, "normal", "")
        assert [each.message_id for each in await store.shown.showing(["roof"], since=0)] == [1]
        assert await store.shown.talk(1) == ""


async def test_what_was_written_before_the_fourth_step_is_there_after_it(url, ask):
    """Of a version published before, nobody knows who made it, nor that anybody approved of it."""
    await on(url, lambda connection: migrate(connection, "0003"))
    ask(
        "INSERT INTO versions (version, at, person_id, origin, why, written, told) "
        "VALUES ('aaaaaaaaaaaa', 5.0, 7, 'refresh', '', true, true)"
    )
    ask(
        "INSERT INTO drafts (id, version, based_on, at, origin, why) "
        "VALUES ('0123456789abcdef', 'bbbbbbbbbbbb', 'aaaaaaaaaaaa', 5.0, 'teach', '')"
    )
    async with Store.open(url) as store:
        (published,) = await store.versions.history()
        assert (published.person_id, published.authors, published.approvers) == (7, frozenset(), frozenset())
        assert (published.base, published.baseline) == (None, False)
        draft = await store.versions.draft("0123456789abcdef")
        assert (draft.authors, draft.approvers, draft.folder) == (frozenset(), frozenset(), "")


async def test_before_the_fifth_step_words_stood_in_whys_and_deeds(url, ask):
    """What was taught keeps where it went, a deed what it was; a gap that nobody asks goes, whatever its state."""
    await on(url, lambda connection: migrate(connection, "0004"))
    version = "INSERT INTO versions (version, at, origin, why, written, told) VALUES ('0', 0, '{}', '{}', {}, {})"
    yes = "1" if url.startswith("sqlite") else "true"
    ask(version.format("teach", 'he said "who paid" -> roof" -> loans-late', yes, yes))
    ask(version.format("refresh", "it was late", yes, yes))
    deed = "INSERT INTO audit (at, what, outcome, detail) VALUES (0, 'teach', '{}', '{}')"
    ask(deed.format("failed", '"who paid" stands already'))
    ask(deed.format("refused", 'faulty ; 2 faults, first: a.yaml:1:1: "who paid" stands twice'))
    ask("INSERT INTO gaps (text, state) VALUES ('who paid', 'taught')")
    async with Store.open(url) as store:
        assert [each.why for each in await store.versions.history()] == ["it was late", "-> loans-late"]
        assert [deed.detail for deed in await store.audit.last()] == ["faulty ; 2 faults", ""]
        assert await store.questions.groups() == []


async def test_gaps_from_before_the_seventh_step_are_found_by_what_they_say(url, ask):
    await on(url, lambda connection: migrate(connection, "0006"))
    ask("INSERT INTO gaps (text, state) VALUES ('who paid for the roof', 'open')")
    async with Store.open(url) as store:
        assert await store.questions.like("the roof: who payed?") == [(1, "who paid for the roof")]


async def test_a_new_store_has_the_tables_that_the_steps_lead_to(url):
    """It is made at once; an older one takes the steps."""
    await on(url, migrate)
    at_once = await on(url, shape)
    await on(url, lambda connection: migrated_back(connection, "base"))
    await on(url, lambda connection: migrate(connection, NEWEST))
    assert at_once == await on(url, shape)
    assert set(at_once) == set(metadata.tables)


def test_the_steps_stand_in_one_row_and_are_named_after_their_numbers():
    script = steps()
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1
    for step in script.walk_revisions():
        assert re.fullmatch(rf"m{step.revision}_\w+\.py", Path(step.path).name)


async def test_a_new_store_is_at_the_newest_step(store, ask):
    assert ask("SELECT version_num FROM alembic_version") == [(NEWEST,)]


_STEP = """
'''A step that {0}.'''
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "{newest}"

def upgrade():
    op.create_table("more", sa.Column("id", sa.BigInteger, primary_key=True))
    op.execute("INSERT INTO {1} VALUES (1)")
"""


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the migrations of a later version of the program, which this one becomes on `.use`."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrating._FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrating, "_FOLDER", folder)
    return folder


async def test_a_later_step_keeps_what_is_there(url, ask, later):
    async with Store.open(url) as store:
        await store.listen(1, 10)
    (later / "m9999_more.py").write_text(_STEP.format("adds a table", "more", newest=NEWEST))
    async with Store.open(url) as store:
        assert (await store.server(1)).listening == {10}
    assert ask("SELECT id FROM more") == [("1",)]
    assert ask("SELECT version_num FROM alembic_version") == [("9999",)]


async def test_a_step_that_fails_leaves_the_store_as_it_was(url, ask, later):
    async with Store.open(url) as store:
        await store.listen(1, 10)
    step = later / "m9999_more.py"
    step.write_text(_STEP.format("fails half-way", "nowhere", newest=NEWEST))
    with pytest.raises(
        StoreError, match=r"cannot be used \((no such table: nowhere|relation \"nowhere\" does not exist)"
    ):
        async with Store.open(url):
            pytest.fail("it could be opened")  # pragma: no cover
    step.unlink()
    async with Store.open(url) as store:
        assert (await store.server(1)).listening == {10}
    assert "more" not in await on(url, lambda connection: inspect(connection).get_table_names())


_SLOW_STEP = """
import pathlib, time
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "{newest}"

def upgrade():
    op.create_table("more", sa.Column("id", sa.BigInteger, primary_key=True))
    op.execute("DROP TABLE listening")
    pathlib.Path({0!r}).touch()
    time.sleep(60)
"""
_MIGRATES = """
import asyncio, pathlib, sys
from bot.store import Store, migrating

migrating._FOLDER = pathlib.Path(sys.argv[2])

async def main():
    async with Store.open(sys.argv[1]):
        pass

asyncio.run(main())
"""


async def test_a_migration_that_is_killed_half_way_leaves_the_store_as_it_was(url, later, tmp_path):
    async with Store.open(url) as store:
        await store.listen(1, 10)
    step, reached = later / "m9999_more.py", tmp_path / "reached"
    step.write_text(_SLOW_STEP.format(str(reached), newest=NEWEST))
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", _MIGRATES, url, str(later), cwd=ROOT)
    try:
        async with asyncio.timeout(60):
            while not reached.exists():
                assert process.returncode is None
                await asyncio.sleep(0.02)
    finally:
        process.kill()
        await process.wait()
    step.unlink()
    async with Store.open(url, busy_s=10.0) as store:
        assert (await store.server(1)).listening == {10}
        assert await store.listen(1, 11)
    assert "more" not in await on(url, lambda connection: inspect(connection).get_table_names())
