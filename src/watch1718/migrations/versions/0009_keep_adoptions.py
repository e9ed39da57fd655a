"""Keep which readers were adopted, by whom and why."""

from alembic import op
import sqlalchemy as sa

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "adoption",
        sa.Column("reader_version", sa.Text(collation="C"), nullable=False),
        sa.Column("catalogue_version", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("reader_version", name=op.f("pk_adoption")),
        schema="ledger",
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("adoption", schema="ledger")
