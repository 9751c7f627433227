"""What each message of the bot's said, how freely it speaks where it listens, and whose help lines it shows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

__all__ = ["down_revision", "downgrade", "revision", "upgrade"]

revision = "0003"
down_revision: str | None = "0002"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("shown", sa.Column("talk", sa.Text, nullable=False, server_default=""))
    op.add_column("servers", sa.Column("listening_level", sa.Text, nullable=False, server_default="normal"))
    op.add_column("servers", sa.Column("help_country", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("servers", "help_country")
    op.drop_column("servers", "listening_level")
    op.drop_column("shown", "talk")
