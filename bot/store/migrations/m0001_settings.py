"""Settings of servers, listening channels, preferences of people, and which commands Discord was told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

__all__ = ["down_revision", "downgrade", "revision", "upgrade"]

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    """Create the first tables."""
    op.create_table(
        "servers",
        sa.Column("guild_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("moderators_channel_id", sa.BigInteger),
        sa.Column("moderator_role_id", sa.BigInteger),
        sa.PrimaryKeyConstraint("guild_id", name="pk_servers"),
    )
    op.create_table(
        "listening",
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("channel_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "channel_id", name="pk_listening"),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["servers.guild_id"], name="fk_listening_guild_id_servers", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "people",
        sa.Column("user_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("prefers_private", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_people"),
    )
    op.create_table(
        "synced",
        sa.Column("scope", sa.String(32), nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("scope", name="pk_synced"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("synced", "people", "listening", "servers"):
        op.drop_table(table)
