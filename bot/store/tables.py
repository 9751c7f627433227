"""The tables of the store, as the newest migration leaves them. A change here needs a migration beside it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
)

__all__ = [
    "announced", "audit", "changed_figures", "contents", "corrections", "draft_files", "drafts", "gap_marks", "gaps",
    "listening", "metadata", "people", "processes", "questions", "review_decisions", "reviews", "secrets", "servers",
    "shown", "shown_entries", "synced", "version_files", "versions",
]  # fmt: skip

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
    Column("listening_level", Text, nullable=False, server_default="normal"),
    Column("help_country", Text, nullable=False, server_default=""),
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

# --- The knowledge that was published. Times are seconds since 1970 (UTC); a person is None where it was the operator.

contents = Table(
    "contents",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),  # compressed by zlib
)

versions = Table(
    "versions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("version", String(12), nullable=False, index=True),
    Column("at", Float, nullable=False),
    Column("person_id", BigInteger),
    Column("origin", String(16), nullable=False),
    Column("why", Text, nullable=False),
    Column("written", Boolean, nullable=False),  # whether the knowledge folder holds it
    Column("told", Boolean, nullable=False),  # whether a process has told moderators, and corrects what it changed
    Column("authors", Text, nullable=False, server_default=""),  # see people.py; "" if nobody knows any more
    Column("approvers", Text, nullable=False, server_default=""),
    Column("base", Integer),  # the number of the version that it changes; None if there was none, or nobody knows
    Column("baseline", Boolean, nullable=False, server_default=false()),  # whether the operator installed it as a whole
    sqlite_autoincrement=True,
)

version_files = Table(
    "version_files",
    metadata,
    Column("number", Integer, ForeignKey(versions.c.number, ondelete="CASCADE"), primary_key=True),
    Column("name", String(255), primary_key=True),
    Column("digest", String(64), ForeignKey(contents.c.digest), nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("version", String(12), nullable=False),
    Column("based_on", String(12), nullable=False),  # what was served when the draft was made
    Column("at", Float, nullable=False),
    Column("person_id", BigInteger),
    Column("origin", String(16), nullable=False),
    Column("why", Text, nullable=False),
    Column("authors", Text, nullable=False, server_default=""),
    Column("approvers", Text, nullable=False, server_default=""),
    Column("folder", String(12), nullable=False, server_default=""),  # what the folder held, if it is the folder's
)

draft_files = Table(
    "draft_files",
    metadata,
    Column("draft_id", String(16), ForeignKey(drafts.c.id, ondelete="CASCADE"), primary_key=True),
    Column("name", String(255), primary_key=True),
    Column("digest", String(64), ForeignKey(contents.c.digest), nullable=False),
)

# --- A document that somebody looks through: its draft, with its text, until it is published or given up.

reviews = Table(
    "reviews",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("person_id", BigInteger, nullable=False, unique=True),
    Column("at", Float, nullable=False),
    Column("data", LargeBinary, nullable=False),  # compressed by zlib
    Column("version", String(12), nullable=False, server_default=""),  # of what was last to be published from it
)

review_decisions = Table(
    "review_decisions",
    metadata,
    Column("review_id", String(16), ForeignKey(reviews.c.id, ondelete="CASCADE"), primary_key=True),
    Column("entry", String(64), primary_key=True),
    Column("decided", Text, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("person_id", BigInteger),
    Column("guild_id", BigInteger),
    Column("what", String(32), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("detail", Text, nullable=False),
    sqlite_autoincrement=True,
)

# --- What people were shown, so that it can be corrected, and a conversation goes on from it.

shown = Table(
    "shown",
    metadata,
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("at", Float, nullable=False, index=True),
    Column("talk", Text, nullable=False, server_default=""),  # see core/answering/talk.py: kinds of replies, and ids
)

shown_entries = Table(
    "shown_entries",
    metadata,
    Column("message_id", BigInteger, ForeignKey(shown.c.message_id, ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),  # 0 for the entry that answers, then the others
    Column("entry", String(64), nullable=False, index=True),
)

changed_figures = Table(
    "changed_figures",
    metadata,
    Column("number", Integer, ForeignKey(versions.c.number, ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("entry", String(64), primary_key=True),
    Column("before", Text, nullable=False),  # what the figure said until then, "" for none
    Column("at", Float, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column(
        "message_id",
        BigInteger,
        ForeignKey(shown.c.message_id, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("number", Integer, nullable=False),  # the first version that changed what the message shows
    Column("last", Integer, nullable=False),  # the newest that did
    Column("taken_until", Float, nullable=False),  # until then it is somebody's to do
)

# --- Questions that found no answer, without names: `asker` tells people apart and cannot be turned back into one.

gaps = Table(
    "gaps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("state", String(8), nullable=False),
    Column("target", String(64)),
    sqlite_autoincrement=True,
)

gap_marks = Table(
    "gap_marks",
    metadata,
    Column("mark", String(3), primary_key=True),  # see core/answering/gaps.py: what to find a gap's text by
    Column("gap_id", Integer, ForeignKey(gaps.c.id, ondelete="CASCADE"), primary_key=True, index=True),
)

questions = Table(
    "questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("gap_id", Integer, ForeignKey(gaps.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("asker", String(32), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("at", Float, nullable=False, index=True),
    sqlite_autoincrement=True,
)

secrets = Table(
    "secrets",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

# --- The processes of the bot: see processes.py.

processes = Table(
    "processes",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("shards", Text, nullable=False),
    Column("shard_count", Integer, nullable=False),
    Column("version", String(32), nullable=False),
    Column("began", Float, nullable=False),
    Column("seen", Float, nullable=False),
)

announced = Table(
    "announced",
    metadata,
    Column("what", String(64), primary_key=True),
    Column("at", Float, nullable=False),
)
