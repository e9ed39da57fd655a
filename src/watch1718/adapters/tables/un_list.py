"""Versions of the UN list."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table, text
from sqlalchemy.dialects.postgresql import JSONB

from watch1718.adapters.tables.columns import SCHEMA, key, may, metadata, must, ref, time

list_version = Table(
    "list_version",
    metadata,
    key("id"),  # content hash
    ref("snapshot", "snapshot.id", nullable=True),
    time("generated"),
    time("known_from"),
    time("known_to", nullable=True),
    time("verified_at"),  # last capture that confirmed it
    must("state"),  # in_force, held, superseded, rejected
    must("reasons"),
    must("parties", Integer),
    must("dprk_parties", Integer),
    must("decided_by"),
    must("decision"),
    Index("uq_list_version_in_force", "state", unique=True, postgresql_where=text("state = 'in_force'")),
)

listed_party = Table(
    "listed_party",
    metadata,
    key("list_version", ForeignKey(f"{SCHEMA}.list_version.id")),
    key("reference"),
    must("dataid"),
    must("list_type"),
    must("kind"),
    must("name"),
    may("listed_on", Date),
    must("comments"),
    must("content_key"),
    must("record", JSONB),
)

listed_name = Table(
    "listed_name",
    metadata,
    key("list_version"),
    key("reference"),
    key("name"),
    must("quality"),
    Index(None, "reference"),
)

list_change = Table(
    "list_change",
    metadata,
    key("list_version", ForeignKey(f"{SCHEMA}.list_version.id")),
    Column("ordinal", Integer, primary_key=True),
    must("kind"),
    must("reference"),
    must("what"),
    must("before"),
    must("after"),
)
