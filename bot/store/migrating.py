"""Bring a database to the newest tables, or say that it is ahead of this program. Knows no dialect but by name.

Alembic is run without an alembic.ini and an env.py: both would only repeat what the store knows already. It is
imported when a step is missing, and not before: it takes 10 MB, and most starts need none of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, inspect, text

from .tables import metadata

if TYPE_CHECKING:
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

__all__ = ["NewerError", "migrate", "steps"]

_FOLDER = Path(__file__).parent / "migrations"
_POSTGRES_LOCK = 0x7665726261  # any number that other programs on the same database will hardly take


class NewerError(Exception):
    """The database was migrated by a newer version of the program. The text is its revision."""


def steps() -> ScriptDirectory:
    """Return the migrations that come with this version."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(_FOLDER, version_locations=[_FOLDER])


def migrate(connection: Connection, target: str = "head") -> None:
    """Apply the steps that are missing, inside the transaction that the connection is in: all of them or none. An empty
    database is made at once, as the last step leaves it.

    Processes that start together apply each step once: the transaction must hold the database's write lock on SQLite;
    on PostgreSQL a lock is taken here. Raises NewerError.
    """
    if target == "head" and _is_newest(connection):
        return
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
    if target == "head" and not inspect(connection).get_table_names():
        _make(connection)
        return
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext

    script = steps()
    _refuse_newer(connection, script)

    def missing(revision: Any, context: MigrationContext) -> Sequence[Any]:
        return script._upgrade_revs(target, revision)  # the documented way to run steps without Alembic's command

    with EnvironmentContext(Config(), script, fn=missing) as environment:
        environment.configure(connection=connection, target_metadata=metadata)
        with environment.begin_transaction():
            environment.run_migrations()


def _make(connection: Connection) -> None:
    """Make the tables of an empty database as the last step leaves them, and note that it is there."""
    metadata.create_all(connection)
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:newest)"), {"newest": _newest()})


def _newest() -> str:
    return max(path.name[1:5] for path in _FOLDER.glob("m[0-9][0-9][0-9][0-9]_*.py"))


def _is_newest(connection: Connection) -> bool:
    """Tell whether no step is missing, by the numbers in the names of the steps."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [_newest()]


def _refuse_newer(connection: Connection, script: ScriptDirectory) -> None:
    from alembic.runtime.migration import MigrationContext
    from alembic.util import CommandError

    for revision in MigrationContext.configure(connection).get_current_heads():
        try:
            script.get_revision(revision)
        except CommandError:
            raise NewerError(revision) from None
