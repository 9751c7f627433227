"""The tables of the store, as the newest migration leaves them. A change here needs a migration beside it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, MetaData, String, Table, Text

__all__ = ["listening", "metadata", "people", "servers", "synced"]

# Every constraint has a name, so that a later migration can drop it on SQLite and on PostgreSQL.
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

servers = Table(
    "servers",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("moderators_channel_id", BigInteger),
    Column("moderator_role_id", BigInteger),
)

listening = Table(
    "listening",
    metadata,
    Column("guild_id", BigInteger, ForeignKey(servers.c.guild_id, ondelete="CASCADE"), primary_key=True),
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
)

people = Table(
    "people",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("prefers_private", Boolean, nullable=False),
)

synced = Table(
    "synced",
    metadata,
    Column("scope", String(32), primary_key=True),
    Column("digest", Text, nullable=False),
)
