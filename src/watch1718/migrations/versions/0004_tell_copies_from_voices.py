"""Keep where each text comes from, and how many voices an alert has."""

from alembic import op
import sqlalchemy as sa

revision = "0004"
down_revision = "0003"

KEY = sa.Text(collation="C")


def upgrade() -> None:
    """Add the table of origins and the count of independent publishers."""
    op.create_table(
        "text_origin",
        sa.Column("version", KEY, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version"], ["ledger.document_version.id"], name=op.f("fk_text_origin_version")
        ),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_text_origin")),
        schema="ledger",
    )
    op.add_column(
        "edition_alert",
        sa.Column("independent", sa.Integer(), server_default=sa.text("0"), nullable=False),
        schema="ledger",
    )


def downgrade() -> None:
    """Take both away, with the view that shows them."""
    op.execute("drop view if exists published.daily_alerts")
    op.drop_column("edition_alert", "independent", schema="ledger")
    op.drop_table("text_origin", schema="ledger")
