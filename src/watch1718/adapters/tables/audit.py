"""Who did what: the chained audit, and the approvals of two people."""

from sqlalchemy import BigInteger, Column, Index, Table

from watch1718.adapters.tables.columns import key, metadata, must, time

audit = Table(
    "audit",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    time("at"),  # the server's clock
    must("actor"),  # the database's login, set by the server
    must("person"),  # who decided
    must("action"),
    must("subject"),
    must("content"),  # the row that was written, as JSON
    must("prev"),
    must("hash"),
    Index(None, "action", "subject"),
)

approval = Table(
    "approval",
    metadata,
    key("act"),  # disposition, list_release
    key("subject"),
    key("proposal"),  # what exactly is agreed to
    key("person"),
    must("reason"),
    time("at"),
)
