"""Readings, claims and findings."""

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, Table, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB

from watch1718.adapters.tables.columns import SCHEMA, key, may, metadata, must, ref, span, time

reading = Table(
    "reading",
    metadata,
    key("id"),  # digest(document version, reader version)
    ref("document_version", "document_version.id"),
    must("reader_version"),
    must("list_version"),
    must("language"),
    must("verdict"),
    must("reason"),
    time("read_at"),
    must("folded", Boolean, server_default=text("false")),
    must("trace", JSONB),
    must("near_misses", JSONB),
    UniqueConstraint("document_version", "reader_version"),
    Index(None, "reader_version", "list_version"),
    Index("ix_reading_unfolded", "read_at", postgresql_where=text("not folded")),
)

listed_mention = Table(
    "listed_mention",
    metadata,
    key("reading", ForeignKey(f"{SCHEMA}.reading.id")),
    key("reference"),
    must("name"),
    *span("span"),
    must("score", Float),
    must("why"),
)

claim = Table(
    "claim",
    metadata,
    key("id"),  # digest(reading, category, supplier, recipient)
    ref("reading", "reading.id"),
    must("ordinal", Integer),
    must("category"),
    must("supplier_id"),
    must("supplier_name"),
    must("supplier_country"),
    must("recipient_id"),
    must("recipient_name"),
    must("recipient_country"),
    must("goods_term"),
    must("goods_text"),
    must("goods_class"),
    must("hs"),
    may("quantity_value", Float),
    must("quantity_unit"),
    may("quantity_low", Float),
    may("quantity_high", Float),
    must("quantity_text"),
    may("money_value", Float),
    must("money_currency"),
    must("money_text"),
    must("route"),
    may("event_from", Date),
    may("event_to", Date),
    must("event_precision"),
    must("event_basis"),
    must("stage"),
    must("stage_rank", Integer),
    *span("stage"),
    must("stance"),
    *span("stance"),
    must("enforcement", Boolean),
    must("said_by"),
    must("attribution", JSONB),
    must("denied_by"),
    must("section"),
    must("cited_paragraphs", JSONB),
    must("quote"),
    must("span_start", Integer),
    must("span_end", Integer),
    must("score", Float),
    must("why"),
    Index(None, "reading"),
)

claim_role = Table(
    "claim_role",
    metadata,
    key("claim", ForeignKey(f"{SCHEMA}.claim.id")),
    Column("ordinal", Integer, primary_key=True),
    must("role"),
    must("party_id"),
    must("party_kind"),
    must("party_name"),
    must("party_country"),
    *span("span"),
)

finding = Table(
    "finding",
    metadata,
    key("claim", ForeignKey(f"{SCHEMA}.claim.id")),
    key("catalogue_version"),
    key("measure"),
    must("rank", Integer),
    must("ruling"),
    must("reason"),
)
