"""Keep excerpts of quotes, and when each quote was last held against what was stored."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KEY = sa.Text(collation="C")


def upgrade() -> None:
    """Add both tables."""
    op.create_table(
        "excerpt",
        sa.Column("claim", KEY, nullable=False),
        sa.Column("blob", sa.Text(), nullable=False),
        sa.Column("quote_start", sa.Integer(), nullable=False),
        sa.Column("quote_end", sa.Integer(), nullable=False),
        sa.Column("whole", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["ledger.claim.id"], name=op.f("fk_excerpt_claim")),
        sa.PrimaryKeyConstraint("claim", name=op.f("pk_excerpt")),
        schema="ledger",
    )
    op.create_table(
        "evidence_check",
        sa.Column("claim", KEY, nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["ledger.claim.id"], name=op.f("fk_evidence_check_claim")),
        sa.PrimaryKeyConstraint("claim", name=op.f("pk_evidence_check")),
        schema="ledger",
    )


def downgrade() -> None:
    """Take both away."""
    op.drop_table("evidence_check", schema="ledger")
    op.drop_table("excerpt", schema="ledger")
