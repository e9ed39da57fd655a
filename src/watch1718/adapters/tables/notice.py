"""What was told, on which channel, when."""

from sqlalchemy import Table

from watch1718.adapters.tables.columns import key, metadata, must, time

notice = Table(
    "notice",
    metadata,
    key("key"),  # edition:2026-03-04/1, held:<list version>, missing:2026-03-04
    key("channel"),  # file, mail, webhook
    must("subject"),
    time("told_at"),
)
