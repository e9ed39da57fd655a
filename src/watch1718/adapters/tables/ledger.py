"""The ledger: alerts, their events, dispositions."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, text

from watch1718.adapters.tables.columns import SCHEMA, key, may, metadata, must, ref, time

alert = Table(
    "alert",
    metadata,
    key("id"),
    must("founding_claim"),
    must("kind"),  # transfer, service, own_conduct, enforcement
    must("category"),
    must("supplier_id"),
    must("supplier_name"),
    must("supplier_country"),
    must("recipient_id"),
    must("recipient_name"),
    must("recipient_country"),
    must("goods_class"),
    must("goods"),
    may("event_from", Date),
    may("event_to", Date),
    must("event_precision"),
    must("span_from", Date),  # the first and last day by which a claim may be near to it
    must("span_to", Date),
    must("stage"),
    must("stage_rank", Integer),
    must("stance"),
    must("enforcement", Boolean),
    must("severity", Integer),
    must("credibility"),
    must("documents", Integer),
    must("publishers", Integer),
    time("first_known_at"),
    time("last_known_at"),
    must("not_produced_by"),  # reader version that no longer yields it; "" while it does
    Index(
        "ix_alert_sides",
        "category",
        text("(COALESCE(NULLIF(supplier_country, ''::text), supplier_id))"),
        text("(COALESCE(NULLIF(recipient_country, ''::text), recipient_id))"),
        "span_to",
    ),
    Index(None, "last_known_at", "id"),
)

alert_claim = Table(
    "alert_claim",
    metadata,
    key("claim", ForeignKey(f"{SCHEMA}.claim.id")),
    ref("alert", "alert.id"),
    must("reason"),
    time("known_at"),
    must("checked", Boolean, server_default=text("false")),  # its quote was held against the stored body at least once
    Index(None, "alert"),
    Index("ix_alert_claim_unchecked", "alert", postgresql_where=text("not checked")),
)

alert_event = Table(
    "alert_event",
    metadata,
    key("alert", ForeignKey(f"{SCHEMA}.alert.id")),
    Column("ordinal", Integer, primary_key=True),
    must("kind"),  # opened, climbed, corroborated, contradicted, weakened, reopened, disposed, joined, parted
    time("known_at"),
    may("claim"),
    must("before"),
    must("after"),
    must("what"),  # one English sentence
    Index(None, "known_at"),
)

disposition = Table(
    "disposition",
    metadata,
    key("id"),
    ref("alert", "alert.id"),
    must("decision"),  # confirmed_concern, false_positive, escalated, monitoring
    must("reason"),
    must("actor"),
    time("at"),
    must("up_to_event", Integer),
    Index(None, "alert", "at"),
)

alert_note = Table(
    "alert_note",
    metadata,
    key("id"),
    ref("alert", "alert.id"),
    must("kind"),  # note, assigned
    must("words"),
    must("actor"),
    time("at"),
    Index(None, "alert", "at"),
)

exclusion = Table(
    "exclusion",
    metadata,
    key("id"),
    may("publisher"),
    may("category"),
    may("supplier"),
    may("recipient"),
    may("goods"),
    ref("alert", "alert.id", nullable=True),
    must("until", Date),
    must("reason"),
    must("actor"),
    time("at"),
)

exclusion_lift = Table(
    "exclusion_lift",
    metadata,
    ref("exclusion", "exclusion.id", primary_key=True),
    must("reason"),
    must("actor"),
    time("at"),
)

redirect = Table(
    "redirect",
    metadata,
    key("id"),
    ref("alert", "alert.id"),
    ref("into", "alert.id"),
    must("reason"),
    must("actor"),
    time("at"),
    Index(None, "alert"),
)

redirect_undo = Table(
    "redirect_undo",
    metadata,
    ref("redirect", "redirect.id", primary_key=True),
    must("reason"),
    must("actor"),
    time("at"),
)
