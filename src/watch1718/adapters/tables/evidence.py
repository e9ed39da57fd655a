"""What is kept of quotes beyond their bodies, and when each was last held against what was stored."""

from sqlalchemy import ForeignKey, Integer, Table

from watch1718.adapters.tables.columns import SCHEMA, key, metadata, must, ref, time

excerpt = Table(
    "excerpt",
    metadata,
    key("claim", ForeignKey(f"{SCHEMA}.claim.id")),
    must("blob"),  # SHA-256 of the excerpt: the quote and 500 characters on each side
    must("quote_start", Integer),  # where in the excerpt the quote stands
    must("quote_end", Integer),
    must("whole"),  # SHA-256 of the full body
)

evidence_check = Table(
    "evidence_check",
    metadata,
    key("claim", ForeignKey(f"{SCHEMA}.claim.id")),
    time("checked_at"),
    must("held"),  # holds, moved, or what is wrong
    must("detail"),
)

purge = Table(
    "purge",
    metadata,
    key("id"),
    time("at"),
    time("older_than"),  # what was last captured before then had served its time
    must("bodies", Integer),
    must("hashes"),  # hash of the bodies' hashes in their order
    must("reason"),
    must("actor"),
)

purged_body = Table(
    "purged_body",
    metadata,
    key("blob"),  # its SHA-256 stays where it stood; captured again and purged again it has a second row
    ref("purge", "purge.id", primary_key=True),
    must("source"),
    must("size", Integer),
)
