"""Marks by which a gap is found among many."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

__all__ = ["down_revision", "downgrade", "revision", "upgrade"]

revision = "0007"
down_revision: str | None = "0006"


def upgrade() -> None:
    """Create the table, and mark what is there by all its words."""
    marks = op.create_table(
        "gap_marks",
        sa.Column("mark", sa.String(3), nullable=False),
        sa.Column("gap_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("mark", "gap_id", name="pk_gap_marks"),
        sa.ForeignKeyConstraint(["gap_id"], ["gaps.id"], name="fk_gap_marks_gap_id_gaps", ondelete="CASCADE"),
    )
    op.create_index("ix_gap_marks_gap_id", "gap_marks", ["gap_id"])
    gaps = sa.table("gaps", sa.column("id"), sa.column("text"))
    for id, text in op.get_bind().execute(sa.select(gaps.c.id, gaps.c.text)).all():
        found = {f" {word} "[at : at + 3] for word in text.split() for at in range(len(word))}
        if found:
            op.bulk_insert(marks, [{"mark": each, "gap_id": id} for each in sorted(found)])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("gap_marks")
