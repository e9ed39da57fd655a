"""Keep who decided what about a record in quarantine."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

KEY = sa.Text(collation="C")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "quarantine_decision",
        sa.Column("quarantine", KEY, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["quarantine"], ["ledger.quarantine.id"], name=op.f("fk_quarantine_decision_quarantine")
        ),
        sa.PrimaryKeyConstraint("quarantine", "ordinal", name=op.f("pk_quarantine_decision")),
        schema="ledger",
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("quarantine_decision", schema="ledger")
