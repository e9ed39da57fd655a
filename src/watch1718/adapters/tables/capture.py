"""What was captured, and the documents made of it."""

from sqlalchemy import Boolean, Column, DateTime, Float, ForeignKey, Index, Integer, Table, text
from sqlalchemy.dialects.postgresql import JSONB

from watch1718.adapters.tables.columns import KEY, SCHEMA, key, may, metadata, must, ref, time

URL_START = 300  # characters by which an address is looked up

source = Table(
    "source",
    metadata,
    key("id"),
    must("title"),
    must("publisher"),
    must("interest"),
    must("reliability"),
    must("language"),
    must("kind"),
    must("url"),
    must("cadence_minutes", Integer),
    must("silence_hours", Integer),
    must("evidence_level"),
    must("expected", Boolean),  # on: a day's attestation waits for it
    must("min_items", Integer),
    must("max_items", Integer, server_default=text("1000")),
    must("declared_at", DateTime(timezone=True)),
)

snapshot = Table(
    "snapshot",
    metadata,
    key("id"),  # digest(url, captured_at)
    ref("source", "source.id"),
    must("part"),  # feed, more, page, list, file
    must("url"),
    must("final_url"),
    time("captured_at"),
    may("status", Integer),
    must("headers", JSONB),
    may("blob"),  # SHA-256 of the stored body; null where nothing was kept
    must("size", Integer),
    must("outcome"),  # OK, UNCHANGED, FETCH_ERROR, BLOCKED, QUARANTINED, SKIPPED
    must("reason"),  # short code, "" where all went well
    must("detail"),
    must("etag"),
    must("last_modified"),
    must("items", Integer, server_default=text("0")),  # a front's stories, by an independent count
    time("oldest_item_at", nullable=True),
    time("newest_item_at", nullable=True),
    must("gap", Boolean, server_default=text("false")),  # nothing proves that this look joined the last one
    must("hint", JSONB),  # what the feed said of a page: title, published
    may("read_as"),  # null: unread; document, duplicate, quarantined, none
    Index(None, "source", "captured_at"),
    Index(
        "ix_snapshot_url", text(f'"left"(url, {URL_START})'), "captured_at"
    ),  # an address may be longer than an index takes
    Index("ix_snapshot_unread", "captured_at", postgresql_where=text("read_as is null")),
)

document = Table(
    "document",
    metadata,
    key("id"),  # canonical address
    ref("source", "source.id"),
    time("first_known_at"),
    time("gone_since", nullable=True),
    Index(None, "source", "first_known_at"),
)

document_version = Table(
    "document_version",
    metadata,
    key("id"),  # Document.version
    ref("document", "document.id"),
    ref("snapshot", "snapshot.id"),
    must("title"),
    must("text"),
    must("language"),
    time("published_at", nullable=True),
    time("known_at"),
    must("url"),
    must("evidence_level"),
    must("history", Boolean),  # older than max_age at first capture: kept, alerts nobody
    must("partial", Boolean),
    Column("read_by", KEY, nullable=False, server_default=text("''")),  # reader version of its newest reading
    Index(None, "document", "known_at"),
    Index(None, "known_at"),
    Index("ix_document_version_unread", "read_by", "known_at", "document", "id"),
)

text_origin = Table(
    "text_origin",
    metadata,
    key("version", ForeignKey(f"{SCHEMA}.document_version.id")),
    must("origin"),  # the version whose text it copies, its own where it is the first, "" where it is too short to tell
    must("likeness", Float),  # share of the shorter text that both hold, 0 to 1
)

quarantine = Table(
    "quarantine",
    metadata,
    key("id"),  # digest(step, key)
    must("step"),
    must("key"),
    may("source"),
    ref("snapshot", "snapshot.id", nullable=True),
    must("reason"),
    must("detail"),
    time("at"),
    must("state"),  # open, retried, released, discarded
    must("decided_by"),
    must("decision"),
    Index(None, "state", "at"),
)

host = Table(
    "host",
    metadata,
    key("origin"),  # scheme, name and port
    time("next_at"),  # when the next request may go out, whoever sends it
    time("shut_until", nullable=True),  # left alone until then, as it asked or as its refusals suggest
    must("refusals", Integer, server_default=text("0")),  # in a row
    may("robots"),  # its robots.txt; null where it could not say, so everything is forbidden
    time("robots_at", nullable=True),
)

quarantine_decision = Table(
    "quarantine_decision",
    metadata,
    key("quarantine", ForeignKey(f"{SCHEMA}.quarantine.id")),
    Column("ordinal", Integer, primary_key=True),
    must("decision"),  # retried, released, discarded
    must("actor"),
    must("reason"),
    time("at"),
)
