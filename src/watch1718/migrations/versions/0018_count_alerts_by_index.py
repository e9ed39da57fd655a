"""Count a chart's alerts from an index, and know which quotes were never checked without looking at all."""

from alembic import op
import sqlalchemy as sa

revision = "0018"
down_revision = "0017"

FILL = """
update ledger.alert_claim l set checked = true
where exists (select from ledger.evidence_check c where c.claim = l.claim)
"""


def upgrade() -> None:
    """Add the column and both indexes."""
    op.add_column(
        "alert_claim", sa.Column("checked", sa.Boolean(), server_default="false", nullable=False), schema="ledger"
    )
    op.execute(FILL)
    op.create_index(
        "ix_alert_claim_unchecked", "alert_claim", ["alert"], schema="ledger", postgresql_where=sa.text("not checked")
    )
    op.create_index(
        "ix_edition_alert_counts",
        "edition_alert",
        ["edition", "category", "stage_rank"],
        schema="ledger",
        postgresql_include=["change", "severity"],
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_edition_alert_counts", table_name="edition_alert", schema="ledger")
    op.drop_index("ix_alert_claim_unchecked", table_name="alert_claim", schema="ledger")
    op.drop_column("alert_claim", "checked", schema="ledger")
