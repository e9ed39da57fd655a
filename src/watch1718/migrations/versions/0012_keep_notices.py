"""Keep what was told, on which channel."""

from alembic import op
import sqlalchemy as sa

revision = "0012"
down_revision = "0011"

KEY = sa.Text(collation="C")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "notice",
        sa.Column("key", KEY, nullable=False),
        sa.Column("channel", KEY, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", "channel", name=op.f("pk_notice")),
        schema="ledger",
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("notice", schema="ledger")
