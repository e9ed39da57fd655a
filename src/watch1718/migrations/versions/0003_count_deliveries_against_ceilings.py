"""Keep the ceilings of measures, and what is reported against them in each edition."""

from alembic import op
import sqlalchemy as sa

revision = "0003"
down_revision = "0002"

KEY = sa.Text(collation="C")
TEXT = {"type_": sa.Text(), "server_default": sa.text("''"), "nullable": False}
CAPS = {
    "cap_quantity": {"type_": sa.Float(), "nullable": True},
    "cap_unit": TEXT,
    "cap_period": TEXT,
    "cap_anchor": TEXT,
    "cap_or_quantity": {"type_": sa.Float(), "server_default": sa.text("0"), "nullable": False},
    "cap_or_unit": TEXT,
}
TRIGGERS = """
create trigger frozen before update or delete on ledger.{table}
  for each row execute function ledger.refuse_if_published();
create trigger closed after insert on ledger.{table} referencing new table as added
  for each statement execute function ledger.refuse_addition();
create trigger kept before truncate on ledger.{table}
  for each statement execute function ledger.refuse();
"""


def upgrade() -> None:
    """Add the columns and both tables, guarded like every table that an edition is kept in."""
    for name, options in CAPS.items():
        op.add_column("measure", sa.Column(name, **options), schema="ledger")
    op.create_table(
        "edition_cap_usage",
        sa.Column("edition", KEY, nullable=False),
        sa.Column("measure_id", KEY, nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("unit", KEY, nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("paragraph", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("reported", sa.Float(), nullable=False),
        sa.Column("ceiling", sa.Float(), nullable=True),
        sa.Column("share", sa.Float(), nullable=True),
        sa.Column("alerts", sa.Integer(), nullable=False),
        sa.Column("over_end", sa.Integer(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("publishers", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["ledger.edition.id"], name=op.f("fk_edition_cap_usage_edition")),
        sa.PrimaryKeyConstraint("edition", "measure_id", "period_from", "unit", name=op.f("pk_edition_cap_usage")),
        schema="ledger",
    )
    op.create_table(
        "edition_cap_delivery",
        sa.Column("edition", KEY, nullable=False),
        sa.Column("measure_id", KEY, nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("unit", KEY, nullable=False),
        sa.Column("alert_id", KEY, nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("quantity", sa.Float(), nullable=False),
        sa.Column("as_written", sa.Text(), nullable=False),
        sa.Column("event_from", sa.Date(), nullable=False),
        sa.Column("event_to", sa.Date(), nullable=False),
        sa.Column("over_end", sa.Boolean(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["ledger.edition.id"], name=op.f("fk_edition_cap_delivery_edition")),
        sa.PrimaryKeyConstraint(
            "edition", "measure_id", "period_from", "unit", "alert_id", name=op.f("pk_edition_cap_delivery")
        ),
        schema="ledger",
    )
    op.create_index(
        op.f("ix_edition_cap_delivery_alert_id"), "edition_cap_delivery", ["alert_id"], unique=False, schema="ledger"
    )
    for table in ("edition_cap_usage", "edition_cap_delivery"):
        op.execute(TRIGGERS.format(table=table))


def downgrade() -> None:
    """Take tables and columns away, with the views that show them."""
    op.execute("drop view if exists published.cap_usage, published.cap_deliveries")
    op.drop_table("edition_cap_delivery", schema="ledger")
    op.drop_table("edition_cap_usage", schema="ledger")
    for name in reversed(CAPS):
        op.drop_column("measure", name, schema="ledger")
