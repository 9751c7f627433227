"""Bring a database to the newest tables, or say that it is ahead of this program. Knows no dialect but by name.

Alembic is run without an alembic.ini and an env.py: both would only repeat what the store knows already.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text

from .tables import metadata

__all__ = ["NewerError", "migrate", "steps"]

_FOLDER = Path(__file__).parent / "migrations"
_POSTGRES_LOCK = 0x7665726261  # any number that other programs on the same database will hardly take


class NewerError(Exception):
    """The database was migrated by a newer version of the program. The text is its revision."""


def steps() -> ScriptDirectory:
    """Return the migrations that come with this version."""
    return ScriptDirectory(_FOLDER, version_locations=[_FOLDER])


def migrate(connection: Connection, target: str = "head") -> None:
    """Apply the steps that are missing, inside the transaction that the connection is in: all of them or none.

    Processes that start together apply each step once: the transaction must hold the database's write lock on SQLite;
    on PostgreSQL a lock is taken here. Raises NewerError.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
    script = steps()
    _refuse_newer(connection, script)

    def missing(revision: Any, context: MigrationContext) -> Sequence[Any]:
        return script._upgrade_revs(target, revision)  # the documented way to run steps without Alembic's command

    with EnvironmentContext(Config(), script, fn=missing) as environment:
        environment.configure(connection=connection, target_metadata=metadata)
        with environment.begin_transaction():
            environment.run_migrations()


def _refuse_newer(connection: Connection, script: ScriptDirectory) -> None:
    for revision in MigrationContext.configure(connection).get_current_heads():
        try:
            script.get_revision(revision)
        except CommandError:
            raise NewerError(revision) from None
