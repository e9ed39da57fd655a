"""Keep what analysts leave out of digests for a time, and say it in an edition's rows."""

from alembic import op
import sqlalchemy as sa

revision = "0014"
down_revision = "0013"

KEY = sa.Text(collation="C")
SCOPE = ("publisher", "category", "supplier", "recipient", "goods")
WHO = ("reason", "actor")


def upgrade() -> None:
    """Add both tables and the column."""
    op.create_table(
        "exclusion",
        sa.Column("id", KEY, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in SCOPE),
        sa.Column("alert", KEY, nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in WHO),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["alert"], ["ledger.alert.id"], name=op.f("fk_exclusion_alert")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exclusion")),
        schema="ledger",
    )
    op.create_table(
        "exclusion_lift",
        sa.Column("exclusion", KEY, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in WHO),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["exclusion"], ["ledger.exclusion.id"], name=op.f("fk_exclusion_lift_exclusion")),
        sa.PrimaryKeyConstraint("exclusion", name=op.f("pk_exclusion_lift")),
        schema="ledger",
    )
    op.add_column("edition_alert", sa.Column("excluded", sa.Text(), nullable=True), schema="ledger")


def downgrade() -> None:
    """Take them away, with the view that shows the column."""
    op.execute("drop view if exists published.daily_alerts")
    op.drop_column("edition_alert", "excluded", schema="ledger")
    op.drop_table("exclusion_lift", schema="ledger")
    op.drop_table("exclusion", schema="ledger")
