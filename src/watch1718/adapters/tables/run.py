"""What each step did, for status and the operator."""

from sqlalchemy import Index, Table
from sqlalchemy.dialects.postgresql import JSONB

from watch1718.adapters.tables.columns import key, metadata, must, time

step_run = Table(
    "step_run",
    metadata,
    key("id"),
    must("step"),
    time("started_at"),
    time("ended_at", nullable=True),
    must("outcome"),  # running, done, failed
    must("counts", JSONB),
    must("detail"),
    Index(None, "step", "started_at"),
)
