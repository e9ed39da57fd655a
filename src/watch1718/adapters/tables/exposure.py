"""A team's customers, and the alerts that touch them."""

from sqlalchemy import Float, ForeignKey, Index, Table

from watch1718.adapters.tables.columns import SCHEMA, key, metadata, must, time

customer = Table(
    "customer",
    metadata,
    key("id"),
    must("name"),
    must("country"),
    must("listed_ref"),
    must("imo"),
    time("loaded_at"),
)

exposure_hit = Table(
    "exposure_hit",
    metadata,
    key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    key("alert_id"),
    key("customer", ForeignKey(f"{SCHEMA}.customer.id", ondelete="CASCADE")),
    key("party_id"),
    key("role"),
    must("basis"),  # imo, listed_ref, name
    must("score", Float),
    must("why"),
    Index(None, "customer"),
)
