"""Rows of captures made values."""

from __future__ import annotations

from typing import Any

from sqlalchemy import RowMapping, and_, func, text

from watch1718.adapters import tables
from watch1718.adapters.tables.capture import URL_START
from watch1718.core.snapshot import Outcome, Part, Snapshot

_SAME = ("source", "url", "captured_at", "final_url", "status", "headers", "blob", "size", "reason", "detail")
_MORE = ("etag", "last_modified", "items", "oldest_item_at", "newest_item_at", "gap", "hint")
SNAPSHOT = tuple(tables.snapshot.c[name] for name in (*_SAME, *_MORE, "part", "outcome"))


def snapshot_of(row: RowMapping) -> Snapshot:
    """The snapshot of a row that has its columns."""
    given = {name: row[name] for name in _SAME + _MORE}
    return Snapshot(part=Part(row["part"]), outcome=Outcome(row["outcome"]), **given)


def at_address(url: Any, snapshot: Any = tables.snapshot) -> Any:
    """Hold snapshots against an address, by the index on the beginning of addresses."""
    start = func.left(snapshot.c.url, text(str(URL_START)))
    return and_(start == func.left(url, text(str(URL_START))), snapshot.c.url == url)
