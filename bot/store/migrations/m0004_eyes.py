"""Who made each change of the knowledge, who approved of it, and what it was based on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

__all__ = ["down_revision", "downgrade", "revision", "upgrade"]

revision = "0004"
down_revision: str | None = "0003"


def upgrade() -> None:
    """Add the columns. Of what was published before, nobody knows who approved of it."""
    for table in ("versions", "drafts"):
        op.add_column(table, sa.Column("authors", sa.Text, nullable=False, server_default=""))
        op.add_column(table, sa.Column("approvers", sa.Text, nullable=False, server_default=""))
    op.add_column("versions", sa.Column("base", sa.Integer))
    op.add_column("versions", sa.Column("baseline", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("drafts", sa.Column("folder", sa.String(12), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("drafts", "folder")
    op.drop_column("versions", "baseline")
    op.drop_column("versions", "base")
    for table in ("versions", "drafts"):
        op.drop_column(table, "approvers")
        op.drop_column(table, "authors")
