"""Keep which bodies were purged and why, and say in an edition's rows which quotes left their pages."""

from alembic import op
import sqlalchemy as sa

revision = "0017"
down_revision = "0016"

KEY = sa.Text(collation="C")
PARTS = {"edition_alert": "daily_alerts", "edition_evidence": "alert_evidence"}


def upgrade() -> None:
    """Add both tables and the columns."""
    op.create_table(
        "purge",
        sa.Column("id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("older_than", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bodies", sa.Integer(), nullable=False),
        sa.Column("hashes", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purge")),
        schema="ledger",
    )
    op.create_table(
        "purged_body",
        sa.Column("blob", KEY, nullable=False),
        sa.Column("purge", KEY, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["purge"], ["ledger.purge.id"], name=op.f("fk_purged_body_purge")),
        sa.PrimaryKeyConstraint("blob", "purge", name=op.f("pk_purged_body")),
        schema="ledger",
    )
    for table in PARTS:
        op.add_column(table, sa.Column("withdrawn", sa.Text(), nullable=True), schema="ledger")


def downgrade() -> None:
    """Take them away, with the views that show the columns."""
    for table, view in PARTS.items():
        op.execute(f"drop view if exists published.{view}")
        op.drop_column(table, "withdrawn", schema="ledger")
    op.drop_table("purged_body", schema="ledger")
    op.drop_table("purge", schema="ledger")
