"""Editions: frozen copies, never updated."""

from sqlalchemy import Boolean, Column, Date, DateTime, Float, ForeignKey, Index, Integer, Table, UniqueConstraint, text

from watch1718.adapters.tables.columns import SCHEMA, key, may, metadata, must, ref, time

edition = Table(
    "edition",
    metadata,
    key("id"),  # 2026-03-04/1
    must("day", Date),
    must("number", Integer),
    time("cut_from"),
    time("cut_to"),
    time("built_at"),
    must("state"),  # candidate, published, failed
    must("catalogue_version"),
    must("list_version"),
    must("reader_version"),
    must("note"),
    UniqueConstraint("day", "number"),
)

current_edition = Table(
    "current_edition",
    metadata,
    Column("day", Date, primary_key=True),
    ref("edition", "edition.id"),
    time("moved_at"),
)

attestation = Table(
    "attestation",
    metadata,
    ref("edition", "edition.id", primary_key=True),
    must("day", Date),
    must("state"),  # COMPLETE, PARTIAL, BLIND
    must("expected", Integer),
    must("read", Integer),
    must("empty", Integer),
    must("failed", Integer),
    must("cut_off", Integer),
    must("quarantined", Integer),
    may("list_verified_at", DateTime(timezone=True)),
    must("list_version"),
    must("reason"),  # one English sentence
)

edition_source = Table(
    "edition_source",
    metadata,
    key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    key("source"),
    must("title"),
    must("publisher"),
    must("reliability"),
    must("state"),  # fresh, late, silent, empty, blocked, failing, held, off
    must("expected", Boolean),
    must("captures", Integer),
    must("failures", Integer),
    must("documents", Integer),
    must("quarantined", Integer),
    may("last_read_at", DateTime(timezone=True)),
    must("reason"),
    must("items", Integer, server_default=text("0")),
    must("gaps", Integer, server_default=text("0")),
)

edition_alert = Table(
    "edition_alert",
    metadata,
    key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    key("alert_id"),
    must("position", Integer),
    must("change"),
    must("change_rank", Integer),
    must("kind"),
    must("severity", Integer),
    must("credibility"),
    must("category"),
    must("category_label"),
    may("supplier_country"),
    must("supplier_name"),
    may("recipient_country"),
    must("recipient_name"),
    must("goods"),
    may("hs_chapter"),
    may("quantity", Float),
    may("unit"),
    may("route"),
    may("event_from", Date),
    may("event_to", Date),
    must("event_precision"),
    must("stage"),
    must("stage_rank", Integer),
    may("previous_stage"),
    must("stance"),
    must("said_by"),
    may("denied_by"),
    must("ruling"),
    must("paragraphs"),
    must("paragraphs_confirmed", Boolean),
    must("reason"),
    may("difference"),  # "was: talks, 2 March; now: under way"
    may("listed_refs"),
    may("vessel_imo"),
    must("documents", Integer),
    must("publishers", Integer),
    Column("independent", Integer, nullable=False, server_default=text("0")),  # publishers with a text of their own
    time("first_known_at"),
    time("last_known_at"),
    must("quote"),
    must("quote_language"),
    must("publisher"),
    must("title"),
    must("url"),
    time("published_at", nullable=True),
    must("evidence_level"),
    may("disposition"),
    must("late", Boolean),
    may("includes"),  # alerts that proved to be this same episode
    may("withdrawn"),  # of the leading quote, as in edition_evidence
    may("excluded"),  # which exclusions sort it last, until when and why
    Index(None, "alert_id"),
    Index("ix_edition_alert_counts", "edition", "category", "stage_rank", postgresql_include=["change", "severity"]),
)

edition_party = Table(
    "edition_party",
    metadata,
    key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    key("alert_id"),
    key("role"),
    key("party_id"),
    must("party_kind"),
    must("party_name"),
    may("party_country"),
    may("listed_ref"),
    may("vessel_imo"),
    Index(None, "alert_id"),
    Index(None, "party_id"),
)

edition_evidence = Table(
    "edition_evidence",
    metadata,
    key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    key("alert_id"),
    key("claim_id"),
    must("quote"),
    must("quote_language"),
    must("span_start", Integer),
    must("span_end", Integer),
    must("stage"),
    must("stance"),
    must("said_by"),
    must("publisher"),
    must("title"),
    must("url"),
    must("document_version"),
    may("blob"),
    time("captured_at"),
    may("http_status", Integer),
    must("final_url"),
    must("evidence_level"),
    time("verified_at", nullable=True),
    must("joined_because"),
    may("withdrawn"),  # what became of the page where the quote cannot be found any more
    Index(None, "alert_id"),
)

edition_paragraph = Table(
    "edition_paragraph",
    metadata,
    key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    key("alert_id"),
    key("measure_id"),
    must("rank", Integer),
    must("symbol"),
    must("paragraph"),
    must("force"),
    must("ruling"),
    may("in_force_from", Date),
    must("confirmed", Boolean),
    must("reason"),
    Index(None, "alert_id"),
)

edition_event = Table(
    "edition_event",
    metadata,
    key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    key("alert_id"),
    Column("ordinal", Integer, primary_key=True),
    must("kind"),
    time("known_at"),
    must("what"),
    must("before"),
    must("after"),
    may("publisher"),
    may("title"),
    may("url"),
    Index(None, "alert_id"),
)

edition_not_alert = Table(
    "edition_not_alert",
    metadata,
    key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    key("key"),  # document version, or the quarantined key
    must("why_not"),  # exempt, context, quarantined, history
    must("reason"),
    must("publisher"),
    must("title"),
    must("url"),
    time("known_at"),
)

edition_cap_usage = Table(
    "edition_cap_usage",
    metadata,
    key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    key("measure_id"),
    Column("period_from", Date, primary_key=True),
    key("unit"),
    must("period_to", Date),
    must("paragraph"),
    must("category"),
    must("reported", Float),
    may("ceiling", Float),
    may("share", Float),
    must("alerts", Integer),
    must("over_end", Integer),
    must("documents", Integer),
    must("publishers", Integer),
)

edition_cap_delivery = Table(
    "edition_cap_delivery",
    metadata,
    key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    key("measure_id"),
    Column("period_from", Date, primary_key=True),
    key("unit"),
    key("alert_id"),
    must("period_to", Date),
    must("quantity", Float),
    must("as_written"),
    must("event_from", Date),
    must("event_to", Date),
    must("over_end", Boolean),
    must("quote"),
    must("publisher"),
    must("title"),
    must("url"),
    Index(None, "alert_id"),
)

gate_result = Table(
    "gate_result",
    metadata,
    key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    Column("ordinal", Integer, primary_key=True),
    must("expectation"),
    must("relation"),
    must("subject"),
    must("severity"),  # fail, warn
    must("success", Boolean),
    must("meaning"),
    must("observed"),
)
