"""Published versions of the knowledge, drafts, deeds, shown messages, and questions that found no answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

__all__ = ["down_revision", "downgrade", "revision", "upgrade"]

revision = "0002"
down_revision: str | None = "0001"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "contents",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_contents"),
    )
    op.create_table(
        "versions",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("version", sa.String(12), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("person_id", sa.BigInteger),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("written", sa.Boolean, nullable=False),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_versions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_versions_version", "versions", ["version"])
    op.create_table(
        "version_files",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", "name", name="pk_version_files"),
        sa.ForeignKeyConstraint(
            ["number"], ["versions.number"], name="fk_version_files_number_versions", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["digest"], ["contents.digest"], name="fk_version_files_digest_contents"),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("version", sa.String(12), nullable=False),
        sa.Column("based_on", sa.String(12), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("person_id", sa.BigInteger),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
    )
    op.create_table(
        "draft_files",
        sa.Column("draft_id", sa.String(16), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("draft_id", "name", name="pk_draft_files"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_draft_files_draft_id_drafts", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["digest"], ["contents.digest"], name="fk_draft_files_digest_contents"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("person_id", sa.BigInteger),
        sa.Column("guild_id", sa.BigInteger),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "shown",
        sa.Column("message_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("message_id", name="pk_shown"),
    )
    op.create_index("ix_shown_at", "shown", ["at"])
    op.create_table(
        "shown_entries",
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("place", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("entry", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("message_id", "place", name="pk_shown_entries"),
        sa.ForeignKeyConstraint(
            ["message_id"], ["shown.message_id"], name="fk_shown_entries_message_id_shown", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_shown_entries_entry", "shown_entries", ["entry"])
    op.create_table(
        "gaps",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("target", sa.String(64)),
        sa.PrimaryKeyConstraint("id", name="pk_gaps"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("gap_id", sa.Integer, nullable=False),
        sa.Column("asker", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sa.ForeignKeyConstraint(["gap_id"], ["gaps.id"], name="fk_questions_gap_id_gaps", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    for column in ("gap_id", "asker", "at"):
        op.create_index(f"ix_questions_{column}", "questions", [column])
    op.create_table(
        "secrets",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_secrets"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in (
        "secrets", "questions", "gaps", "shown_entries", "shown", "audit", "draft_files", "drafts", "version_files",
        "versions", "contents",
    ):  # fmt: skip
        op.drop_table(table)
