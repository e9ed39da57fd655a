"""The tables: the one truth for the database's shape. Alembic migrates to it, the stores write it.

Three groups: what was captured and read (source … finding), the ledger (alert … disposition) and
what was published (edition and its frozen ``edition_*`` rows, which the views in ``sql/views`` show).
Keys are content hashes or stable names, so that every write is an upsert that may be repeated.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

SCHEMA = "ledger"
metadata = MetaData(
    schema=SCHEMA,
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    },
)


KEY = Text(collation="C")  # keys sort by their bytes, alike on every server


def _key(name: str, *references: Any) -> Column[Any]:
    return Column(name, KEY, *references, primary_key=True)


def _ref(name: str, target: str, *, nullable: bool = False, primary_key: bool = False) -> Column[Any]:
    return Column(name, KEY, ForeignKey(f"{SCHEMA}.{target}"), nullable=nullable, primary_key=primary_key)


def _must(name: str, kind: Any = Text, **options: Any) -> Column[Any]:
    return Column(name, kind, nullable=False, **options)


def _may(name: str, kind: Any = Text) -> Column[Any]:
    return Column(name, kind, nullable=True)


def _time(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


def _span(prefix: str) -> tuple[Column[Any], Column[Any]]:
    return _may(f"{prefix}_start", Integer), _may(f"{prefix}_end", Integer)


# What the database is, and what knowledge it has loaded

world = Table("world", metadata, _key("origin"), _time("stamped_at"))

knowledge_version = Table(
    "knowledge_version",
    metadata,
    _key("kind"),  # catalogue, lexicon, reader
    _key("version"),
    _time("loaded_at"),
    _must("sequence", Integer, server_default=text("1")),
)

category = Table(
    "category",
    metadata,
    _key("catalogue_version"),
    _key("key"),
    _must("group_name"),
    _must("violation", Boolean),
    _must("label"),
    _must("definition"),
    _must("position", Integer),
)

measure = Table(
    "measure",
    metadata,
    _key("catalogue_version"),
    _key("id"),
    _must("symbol"),
    _must("resolution"),
    _must("paragraph"),
    _must("entry"),
    _must("force"),
    _must("binding"),
    _must("category"),
    _must("direction"),
    _must("duty"),
    _must("items"),
    _must("obligated"),
    _must("in_force_from", Date),
    _may("in_force_to", Date),
    _must("confirmed", Boolean),
    _must("cite"),
    _may("cap_quantity", Float),  # null: no ceiling
    _must("cap_unit", server_default=text("''")),
    _must("cap_period", server_default=text("''")),
    _must("cap_anchor", server_default=text("''")),
    _must("cap_or_quantity", Float, server_default=text("0")),
    _must("cap_or_unit", server_default=text("''")),
)

# Capture and documents

source = Table(
    "source",
    metadata,
    _key("id"),
    _must("title"),
    _must("publisher"),
    _must("interest"),
    _must("reliability"),
    _must("language"),
    _must("kind"),
    _must("url"),
    _must("cadence_minutes", Integer),
    _must("silence_hours", Integer),
    _must("evidence_level"),
    _must("expected", Boolean),  # on: a day's attestation waits for it
    _must("min_items", Integer),
    _must("declared_at", DateTime(timezone=True)),
)

snapshot = Table(
    "snapshot",
    metadata,
    _key("id"),  # digest(url, captured_at)
    _ref("source", "source.id"),
    _must("part"),  # feed, page, list, file
    _must("url"),
    _must("final_url"),
    _time("captured_at"),
    _may("status", Integer),
    _must("headers", JSONB),
    _may("blob"),  # SHA-256 of the stored body; null where nothing was kept
    _must("size", Integer),
    _must("outcome"),  # OK, UNCHANGED, FETCH_ERROR, BLOCKED, QUARANTINED, SKIPPED
    _must("reason"),  # short code, "" where all went well
    _must("detail"),
    _must("etag"),
    _must("last_modified"),
    _must("items", Integer, server_default=text("0")),  # a feed's stories
    _must("hint", JSONB),  # what the feed said of a page: title, published
    _may("read_as"),  # null: unread; document, duplicate, quarantined, none
    Index(None, "source", "captured_at"),
    Index(None, "url", postgresql_using="hash"),  # addresses may be longer than a sorted index takes
    Index("ix_snapshot_unread", "captured_at", postgresql_where=text("read_as is null")),
)

document = Table(
    "document",
    metadata,
    _key("id"),  # canonical address
    _ref("source", "source.id"),
    _time("first_known_at"),
    _time("gone_since", nullable=True),
    Index(None, "source", "first_known_at"),
)

document_version = Table(
    "document_version",
    metadata,
    _key("id"),  # Document.version
    _ref("document", "document.id"),
    _ref("snapshot", "snapshot.id"),
    _must("title"),
    _must("text"),
    _must("language"),
    _time("published_at", nullable=True),
    _time("known_at"),
    _must("url"),
    _must("evidence_level"),
    _must("history", Boolean),  # older than max_age at first capture: kept, alerts nobody
    _must("partial", Boolean),
    Column("read_by", KEY, nullable=False, server_default=text("''")),  # reader version of its newest reading
    Index(None, "document", "known_at"),
    Index(None, "known_at"),
    Index("ix_document_version_unread", "read_by", "known_at", "document", "id"),
)

quarantine = Table(
    "quarantine",
    metadata,
    _key("id"),  # digest(step, key)
    _must("step"),
    _must("key"),
    _may("source"),
    _ref("snapshot", "snapshot.id", nullable=True),
    _must("reason"),
    _must("detail"),
    _time("at"),
    _must("state"),  # open, released, discarded
    _must("decided_by"),
    _must("decision"),
    Index(None, "state", "at"),
)

# The UN list

list_version = Table(
    "list_version",
    metadata,
    _key("id"),  # content hash
    _ref("snapshot", "snapshot.id", nullable=True),
    _time("generated"),
    _time("known_from"),
    _time("known_to", nullable=True),
    _time("verified_at"),  # last capture that confirmed it
    _must("state"),  # in_force, held, superseded, rejected
    _must("reasons"),
    _must("parties", Integer),
    _must("dprk_parties", Integer),
    _must("decided_by"),
    _must("decision"),
    Index("uq_list_version_in_force", "state", unique=True, postgresql_where=text("state = 'in_force'")),
)

listed_party = Table(
    "listed_party",
    metadata,
    _key("list_version", ForeignKey(f"{SCHEMA}.list_version.id")),
    _key("reference"),
    _must("dataid"),
    _must("list_type"),
    _must("kind"),
    _must("name"),
    _may("listed_on", Date),
    _must("comments"),
    _must("content_key"),
    _must("record", JSONB),
)

listed_name = Table(
    "listed_name",
    metadata,
    _key("list_version"),
    _key("reference"),
    _key("name"),
    _must("quality"),
    Index(None, "reference"),
)

list_change = Table(
    "list_change",
    metadata,
    _key("list_version", ForeignKey(f"{SCHEMA}.list_version.id")),
    Column("ordinal", Integer, primary_key=True),
    _must("kind"),
    _must("reference"),
    _must("what"),
    _must("before"),
    _must("after"),
)

# Readings, claims, findings

reading = Table(
    "reading",
    metadata,
    _key("id"),  # digest(document version, reader version)
    _ref("document_version", "document_version.id"),
    _must("reader_version"),
    _must("list_version"),
    _must("language"),
    _must("verdict"),
    _must("reason"),
    _time("read_at"),
    _must("folded", Boolean, server_default=text("false")),
    _must("trace", JSONB),
    _must("near_misses", JSONB),
    UniqueConstraint("document_version", "reader_version"),
    Index(None, "reader_version", "list_version"),
    Index("ix_reading_unfolded", "read_at", postgresql_where=text("not folded")),
)

listed_mention = Table(
    "listed_mention",
    metadata,
    _key("reading", ForeignKey(f"{SCHEMA}.reading.id")),
    _key("reference"),
    _must("name"),
    *_span("span"),
    _must("score", Float),
    _must("why"),
)

claim = Table(
    "claim",
    metadata,
    _key("id"),  # digest(reading, category, supplier, recipient)
    _ref("reading", "reading.id"),
    _must("ordinal", Integer),
    _must("category"),
    _must("supplier_id"),
    _must("supplier_name"),
    _must("supplier_country"),
    _must("recipient_id"),
    _must("recipient_name"),
    _must("recipient_country"),
    _must("goods_term"),
    _must("goods_text"),
    _must("goods_class"),
    _must("hs"),
    _may("quantity_value", Float),
    _must("quantity_unit"),
    _may("quantity_low", Float),
    _may("quantity_high", Float),
    _must("quantity_text"),
    _may("money_value", Float),
    _must("money_currency"),
    _must("money_text"),
    _must("route"),
    _may("event_from", Date),
    _may("event_to", Date),
    _must("event_precision"),
    _must("event_basis"),
    _must("stage"),
    _must("stage_rank", Integer),
    *_span("stage"),
    _must("stance"),
    *_span("stance"),
    _must("enforcement", Boolean),
    _must("said_by"),
    _must("attribution", JSONB),
    _must("denied_by"),
    _must("section"),
    _must("cited_paragraphs", JSONB),
    _must("quote"),
    _must("span_start", Integer),
    _must("span_end", Integer),
    _must("score", Float),
    _must("why"),
    Index(None, "reading"),
)

claim_role = Table(
    "claim_role",
    metadata,
    _key("claim", ForeignKey(f"{SCHEMA}.claim.id")),
    Column("ordinal", Integer, primary_key=True),
    _must("role"),
    _must("party_id"),
    _must("party_kind"),
    _must("party_name"),
    _must("party_country"),
    *_span("span"),
)

finding = Table(
    "finding",
    metadata,
    _key("claim", ForeignKey(f"{SCHEMA}.claim.id")),
    _key("catalogue_version"),
    _key("measure"),
    _must("rank", Integer),
    _must("ruling"),
    _must("reason"),
)

# The ledger

alert = Table(
    "alert",
    metadata,
    _key("id"),
    _must("founding_claim"),
    _must("kind"),  # transfer, service, own_conduct, enforcement
    _must("category"),
    _must("supplier_id"),
    _must("supplier_name"),
    _must("supplier_country"),
    _must("recipient_id"),
    _must("recipient_name"),
    _must("recipient_country"),
    _must("goods_class"),
    _must("goods"),
    _may("event_from", Date),
    _may("event_to", Date),
    _must("event_precision"),
    _must("stage"),
    _must("stage_rank", Integer),
    _must("stance"),
    _must("enforcement", Boolean),
    _must("severity", Integer),
    _must("credibility"),
    _must("documents", Integer),
    _must("publishers", Integer),
    _time("first_known_at"),
    _time("last_known_at"),
    _must("not_produced_by"),  # reader version that no longer yields it; "" while it does
    Index(None, "category", "supplier_id", "recipient_id"),
)

alert_claim = Table(
    "alert_claim",
    metadata,
    _key("claim", ForeignKey(f"{SCHEMA}.claim.id")),
    _ref("alert", "alert.id"),
    _must("reason"),
    _time("known_at"),
    Index(None, "alert"),
)

alert_event = Table(
    "alert_event",
    metadata,
    _key("alert", ForeignKey(f"{SCHEMA}.alert.id")),
    Column("ordinal", Integer, primary_key=True),
    _must("kind"),  # opened, climbed, corroborated, contradicted, weakened, reopened, disposed
    _time("known_at"),
    _may("claim"),
    _must("before"),
    _must("after"),
    _must("what"),  # one English sentence
)

disposition = Table(
    "disposition",
    metadata,
    _key("id"),
    _ref("alert", "alert.id"),
    _must("decision"),  # confirmed_concern, false_positive, escalated, monitoring
    _must("reason"),
    _must("actor"),
    _time("at"),
    _must("up_to_event", Integer),
    Index(None, "alert", "at"),
)

# Editions: frozen copies, never updated

edition = Table(
    "edition",
    metadata,
    _key("id"),  # 2026-03-04/1
    _must("day", Date),
    _must("number", Integer),
    _time("cut_from"),
    _time("cut_to"),
    _time("built_at"),
    _must("state"),  # candidate, published, failed
    _must("catalogue_version"),
    _must("list_version"),
    _must("reader_version"),
    _must("note"),
    UniqueConstraint("day", "number"),
)

current_edition = Table(
    "current_edition",
    metadata,
    Column("day", Date, primary_key=True),
    _ref("edition", "edition.id"),
    _time("moved_at"),
)

attestation = Table(
    "attestation",
    metadata,
    _ref("edition", "edition.id", primary_key=True),
    _must("day", Date),
    _must("state"),  # COMPLETE, PARTIAL, BLIND
    _must("expected", Integer),
    _must("read", Integer),
    _must("empty", Integer),
    _must("failed", Integer),
    _must("cut_off", Integer),
    _must("quarantined", Integer),
    _may("list_verified_at", DateTime(timezone=True)),
    _must("list_version"),
    _must("reason"),  # one English sentence
)

edition_source = Table(
    "edition_source",
    metadata,
    _key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    _key("source"),
    _must("title"),
    _must("publisher"),
    _must("reliability"),
    _must("state"),  # fresh, late, silent, empty, blocked, failing, held, off
    _must("expected", Boolean),
    _must("captures", Integer),
    _must("failures", Integer),
    _must("documents", Integer),
    _must("quarantined", Integer),
    _may("last_read_at", DateTime(timezone=True)),
    _must("reason"),
)

edition_alert = Table(
    "edition_alert",
    metadata,
    _key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    _key("alert_id"),
    _must("position", Integer),
    _must("change"),
    _must("change_rank", Integer),
    _must("kind"),
    _must("severity", Integer),
    _must("credibility"),
    _must("category"),
    _must("category_label"),
    _may("supplier_country"),
    _must("supplier_name"),
    _may("recipient_country"),
    _must("recipient_name"),
    _must("goods"),
    _may("hs_chapter"),
    _may("quantity", Float),
    _may("unit"),
    _may("route"),
    _may("event_from", Date),
    _may("event_to", Date),
    _must("event_precision"),
    _must("stage"),
    _must("stage_rank", Integer),
    _may("previous_stage"),
    _must("stance"),
    _must("said_by"),
    _may("denied_by"),
    _must("ruling"),
    _must("paragraphs"),
    _must("paragraphs_confirmed", Boolean),
    _must("reason"),
    _may("difference"),  # "was: talks, 2 March; now: under way"
    _may("listed_refs"),
    _may("vessel_imo"),
    _must("documents", Integer),
    _must("publishers", Integer),
    _time("first_known_at"),
    _time("last_known_at"),
    _must("quote"),
    _must("quote_language"),
    _must("publisher"),
    _must("title"),
    _must("url"),
    _time("published_at", nullable=True),
    _must("evidence_level"),
    _may("disposition"),
    _must("late", Boolean),
    Index(None, "alert_id"),
)

edition_party = Table(
    "edition_party",
    metadata,
    _key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    _key("alert_id"),
    _key("role"),
    _key("party_id"),
    _must("party_kind"),
    _must("party_name"),
    _may("party_country"),
    _may("listed_ref"),
    _may("vessel_imo"),
    Index(None, "alert_id"),
    Index(None, "party_id"),
)

edition_evidence = Table(
    "edition_evidence",
    metadata,
    _key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    _key("alert_id"),
    _key("claim_id"),
    _must("quote"),
    _must("quote_language"),
    _must("span_start", Integer),
    _must("span_end", Integer),
    _must("stage"),
    _must("stance"),
    _must("said_by"),
    _must("publisher"),
    _must("title"),
    _must("url"),
    _must("document_version"),
    _may("blob"),
    _time("captured_at"),
    _may("http_status", Integer),
    _must("final_url"),
    _must("evidence_level"),
    _time("verified_at", nullable=True),
    _must("joined_because"),
    Index(None, "alert_id"),
)

edition_paragraph = Table(
    "edition_paragraph",
    metadata,
    _key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    _key("alert_id"),
    _key("measure_id"),
    _must("rank", Integer),
    _must("symbol"),
    _must("paragraph"),
    _must("force"),
    _must("ruling"),
    _may("in_force_from", Date),
    _must("confirmed", Boolean),
    _must("reason"),
    Index(None, "alert_id"),
)

edition_event = Table(
    "edition_event",
    metadata,
    _key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    _key("alert_id"),
    Column("ordinal", Integer, primary_key=True),
    _must("kind"),
    _time("known_at"),
    _must("what"),
    _must("before"),
    _must("after"),
    _may("publisher"),
    _may("title"),
    _may("url"),
    Index(None, "alert_id"),
)

edition_not_alert = Table(
    "edition_not_alert",
    metadata,
    _key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    _key("key"),  # document version, or the quarantined key
    _must("why_not"),  # exempt, context, quarantined, history
    _must("reason"),
    _must("publisher"),
    _must("title"),
    _must("url"),
    _time("known_at"),
)

edition_cap_usage = Table(
    "edition_cap_usage",
    metadata,
    _key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    _key("measure_id"),
    Column("period_from", Date, primary_key=True),
    _key("unit"),
    _must("period_to", Date),
    _must("paragraph"),
    _must("category"),
    _must("reported", Float),
    _may("ceiling", Float),
    _may("share", Float),
    _must("alerts", Integer),
    _must("over_end", Integer),
    _must("documents", Integer),
    _must("publishers", Integer),
)

edition_cap_delivery = Table(
    "edition_cap_delivery",
    metadata,
    _key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    _key("measure_id"),
    Column("period_from", Date, primary_key=True),
    _key("unit"),
    _key("alert_id"),
    _must("period_to", Date),
    _must("quantity", Float),
    _must("as_written"),
    _must("event_from", Date),
    _must("event_to", Date),
    _must("over_end", Boolean),
    _must("quote"),
    _must("publisher"),
    _must("title"),
    _must("url"),
    Index(None, "alert_id"),
)

gate_result = Table(
    "gate_result",
    metadata,
    _key("edition", ForeignKey(f"{SCHEMA}.edition.id")),
    Column("ordinal", Integer, primary_key=True),
    _must("expectation"),
    _must("relation"),
    _must("subject"),
    _must("severity"),  # fail, warn
    _must("success", Boolean),
    _must("meaning"),
    _must("observed"),
)

# Runs: what each step did, for status and the operator

step_run = Table(
    "step_run",
    metadata,
    _key("id"),
    _must("step"),
    _time("started_at"),
    _time("ended_at", nullable=True),
    _must("outcome"),  # running, done, failed
    _must("counts", JSONB),
    _must("detail"),
    Index(None, "step", "started_at"),
)
