"""The migrations lead from nothing to the tables of tables.py, whole or not at all."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.pool import NullPool

from bot.errors import StoreError
from bot.store import Store, migrating
from bot.store.migrating import migrate, steps
from bot.store.tables import metadata


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite3"


def shape(connection: Connection) -> dict[str, Any]:
    """Return all that SQLite knows of the tables, Alembic's own aside."""
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


def test_the_migrations_make_the_tables_that_the_code_uses():
    """Fails when tables.py was changed without a migration, or the other way round."""
    migrated, created = create_engine("sqlite://"), create_engine("sqlite://")
    with migrated.begin() as one, created.begin() as other:
        migrate(one)
        metadata.create_all(other)
        assert shape(one) == shape(other)
        assert compare_metadata(MigrationContext.configure(one, opts={"compare_type": True}), metadata) == []
    migrated.dispose()
    created.dispose()


def test_migrating_twice_changes_nothing():
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        migrate(connection)
        before = shape(connection)
        migrate(connection)
        assert shape(connection) == before
    engine.dispose()


def test_every_step_can_be_taken_back():
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        migrate(connection)
        script = steps()

        def back(revision: Any, _context: object) -> Any:
            return script._downgrade_revs("base", revision)

        with EnvironmentContext(Config(), script, fn=back) as environment:
            environment.configure(connection=connection, target_metadata=metadata)
            environment.run_migrations()
        assert shape(connection) == {}
    engine.dispose()


def test_the_steps_stand_in_one_row_and_are_named_after_their_numbers():
    script = steps()
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1
    for step in script.walk_revisions():
        assert re.fullmatch(rf"m{step.revision}_\w+\.py", Path(step.path).name)


async def test_a_new_store_is_at_the_newest_step(file):
    async with Store.open(str(file)):
        pass
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0002",)]


_STEP = """
'''A step that {0}.'''
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0003", "0002"

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


async def test_a_later_step_keeps_what_is_there(file, later):
    async with Store.open(str(file)) as store:
        await store.listen(1, 10)
    (later / "m0003_more.py").write_text(_STEP.format("adds a table", "more"))
    async with Store.open(str(file)) as store:
        assert (await store.server(1)).listening == {10}
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT id FROM more").fetchall() == [(1,)]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0003",)]


async def test_a_step_that_fails_leaves_the_store_as_it_was(file, later):
    async with Store.open(str(file)) as store:
        await store.listen(1, 10)
    step = later / "m0003_more.py"
    step.write_text(_STEP.format("fails half-way", "nowhere"))
    with pytest.raises(StoreError, match=r"cannot be used \(no such table: nowhere\)"):
        async with Store.open(str(file)):
            pytest.fail("it could be opened")  # pragma: no cover
    step.unlink()
    async with Store.open(str(file)) as store:
        assert (await store.server(1)).listening == {10}
    engine = create_engine(f"sqlite:///{file}", poolclass=NullPool)
    with engine.connect() as connection:
        assert "more" not in inspect(connection).get_table_names()
