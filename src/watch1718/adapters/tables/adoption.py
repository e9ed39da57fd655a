"""Which readers were adopted: whose word counts for documents that an older one has read."""

from sqlalchemy import Table

from watch1718.adapters.tables.columns import key, metadata, must, time

adoption = Table(
    "adoption",
    metadata,
    key("reader_version"),
    must("catalogue_version"),
    must("reason"),
    must("actor"),
    time("at"),
)
