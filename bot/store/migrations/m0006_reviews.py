"""Documents that somebody looks through: what was drafted from each, and what was decided of its entries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

__all__ = ["down_revision", "downgrade", "revision", "upgrade"]

revision = "0006"
down_revision: str | None = "0005"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "reviews",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("person_id", sa.BigInteger, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.String(12), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
        sa.UniqueConstraint("person_id", name="uq_reviews_person_id"),
    )
    op.create_table(
        "review_decisions",
        sa.Column("review_id", sa.String(16), nullable=False),
        sa.Column("entry", sa.String(64), nullable=False),
        sa.Column("decided", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("review_id", "entry", name="pk_review_decisions"),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name="fk_review_decisions_review_id_reviews", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("review_decisions")
    op.drop_table("reviews")
