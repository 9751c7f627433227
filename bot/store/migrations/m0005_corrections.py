"""Corrections that are still to be made; and what people wrote no longer stands in whys, deeds and empty gaps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

__all__ = ["down_revision", "downgrade", "revision", "upgrade"]

revision = "0005"
down_revision: str | None = "0004"


def upgrade() -> None:
    """Create the tables, and take the words out."""
    op.create_table(
        "changed_figures",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("entry", sa.String(64), nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("number", "entry", name="pk_changed_figures"),
        sa.ForeignKeyConstraint(
            ["number"], ["versions.number"], name="fk_changed_figures_number_versions", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "corrections",
        sa.Column("message_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("taken_until", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("message_id", name="pk_corrections"),
        sa.ForeignKeyConstraint(
            ["message_id"], ["shown.message_id"], name="fk_corrections_message_id_shown", ondelete="CASCADE"
        ),
    )
    _take_words_out()


def _take_words_out() -> None:
    """Leave of a question that was taught where it went, and of a deed what it was: not what anybody wrote."""
    connection = op.get_bind()
    for name, key in (("versions", "number"), ("drafts", "id")):
        table = sa.table(name, sa.column(key), sa.column("origin"), sa.column("why"))
        for id, why in connection.execute(sa.select(table.c[key], table.c.why).where(table.c.origin == "teach")).all():
            _, arrow, target = why.rpartition('" -> ')
            if arrow:
                connection.execute(sa.update(table).where(table.c[key] == id).values(why=f"-> {target}"))
    audit = sa.table("audit", sa.column("id"), sa.column("outcome"), sa.column("detail"))
    connection.execute(sa.update(audit).where(audit.c.outcome == "failed").values(detail=""))
    quoting = sa.select(audit.c.id, audit.c.detail).where(audit.c.detail.like("% faults, first: %"))
    for id, detail in connection.execute(quoting).all():
        kept = detail.partition(", first: ")[0]
        connection.execute(sa.update(audit).where(audit.c.id == id).values(detail=kept))
    gaps, questions = sa.table("gaps", sa.column("id")), sa.table("questions", sa.column("gap_id"))
    connection.execute(sa.delete(gaps).where(gaps.c.id.not_in(sa.select(questions.c.gap_id))))


def downgrade() -> None:
    """Drop the tables. The words are gone."""
    op.drop_table("corrections")
    op.drop_table("changed_figures")
