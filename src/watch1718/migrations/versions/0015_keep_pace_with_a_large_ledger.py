"""Find by index what a large ledger was read through for: alerts by their days, events, addresses, denials."""

from alembic import op
import sqlalchemy as sa

revision = "0015"
down_revision = "0014"

# Wider than a voice's own days is no harm: an alert is then looked at that is not near
FILL = """
update ledger.alert set span_from = days.first, span_to = days.last
from (
  select l.alert,
    min(least(c.event_from, v.published_at::date, v.known_at::date)) as first,
    max(greatest(c.event_from, c.event_to, v.published_at::date, v.known_at::date, r.read_at::date)) as last
  from ledger.alert_claim l
  join ledger.claim c on c.id = l.claim
  join ledger.reading r on r.id = c.reading
  join ledger.document_version v on v.id = r.document_version
  group by l.alert) days
where days.alert = alert.id
"""


def upgrade() -> None:
    """Add an alert's days and the indexes; an index that repeated addresses made slow goes."""
    op.add_column("alert", sa.Column("span_from", sa.Date()), schema="ledger")
    op.add_column("alert", sa.Column("span_to", sa.Date()), schema="ledger")
    op.execute("set local timezone = 'UTC'")
    op.execute(FILL)
    op.alter_column("alert", "span_from", nullable=False, schema="ledger")
    op.alter_column("alert", "span_to", nullable=False, schema="ledger")
    op.drop_index("ix_alert_category_supplier_id_recipient_id", table_name="alert", schema="ledger")
    op.execute(
        "create index ix_alert_sides on ledger.alert (category, (coalesce(nullif(supplier_country, ''), supplier_id)), "
        "(coalesce(nullif(recipient_country, ''), recipient_id)), span_to)"
    )
    op.create_index("ix_alert_last_known_at_id", "alert", ["last_known_at", "id"], schema="ledger")
    op.create_index("ix_alert_event_known_at", "alert_event", ["known_at"], schema="ledger")
    op.drop_index("ix_snapshot_url", table_name="snapshot", schema="ledger")
    op.execute("create index ix_snapshot_url on ledger.snapshot (left(url, 300), captured_at)")


def downgrade() -> None:
    """Bring back what was."""
    op.drop_index("ix_snapshot_url", table_name="snapshot", schema="ledger")
    op.create_index("ix_snapshot_url", "snapshot", ["url"], schema="ledger", postgresql_using="hash")
    op.drop_index("ix_alert_event_known_at", table_name="alert_event", schema="ledger")
    op.drop_index("ix_alert_last_known_at_id", table_name="alert", schema="ledger")
    op.drop_index("ix_alert_sides", table_name="alert", schema="ledger")
    op.create_index(
        "ix_alert_category_supplier_id_recipient_id",
        "alert",
        ["category", "supplier_id", "recipient_id"],
        schema="ledger",
    )
    op.drop_column("alert", "span_to", schema="ledger")
    op.drop_column("alert", "span_from", schema="ledger")
