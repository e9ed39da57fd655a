"""Pace hosts for all workers together, and keep how far back each look at a list reached."""

from alembic import op
import sqlalchemy as sa

revision = "0007"
down_revision = "0006"

KEY = sa.Text(collation="C")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the table of hosts, and the columns of sources and snapshots."""
    op.create_table(
        "host",
        sa.Column("origin", KEY, primary_key=True),
        sa.Column("next_at", TIME, nullable=False),
        sa.Column("shut_until", TIME, nullable=True),
        sa.Column("refusals", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("robots", sa.Text(), nullable=True),
        sa.Column("robots_at", TIME, nullable=True),
        schema="ledger",
    )
    op.add_column(
        "source",
        sa.Column("max_items", sa.Integer(), server_default=sa.text("1000"), nullable=False),
        schema="ledger",
    )
    op.add_column("snapshot", sa.Column("oldest_item_at", TIME, nullable=True), schema="ledger")
    op.add_column("snapshot", sa.Column("newest_item_at", TIME, nullable=True), schema="ledger")
    op.add_column(
        "snapshot", sa.Column("gap", sa.Boolean(), server_default=sa.text("false"), nullable=False), schema="ledger"
    )


def downgrade() -> None:
    """Take them away again."""
    for column in ("gap", "newest_item_at", "oldest_item_at"):
        op.drop_column("snapshot", column, schema="ledger")
    op.drop_column("source", "max_items", schema="ledger")
    op.drop_table("host", schema="ledger")
