"""Sources and snapshots, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from sqlalchemy import (
    Engine,
    Select,
    Text,
    column,
    func,
    select,
    update,
    values,
)

from watch1718.adapters import rows, tables
from watch1718.adapters.capture_rows import at_address, snapshot_of
from watch1718.core.snapshot import Outcome, Part, Snapshot
from watch1718.core.source import Source

FRONTS = (Part.FEED.value, Part.LIST.value)
GOOD = (Outcome.OK.value, Outcome.UNCHANGED.value)


class CaptureStore:
    """The port ``Captures``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def declare(self, sources: Iterable[Source], at: datetime) -> None:
        """Upsert the sources; those not given any more are marked not expected."""
        declared = [{**_source_row(source), "declared_at": at} for source in sources]
        table = tables.source
        with self._engine.begin() as connection:
            rows.upsert(connection, table, *declared, keep=("declared_at",))
            gone = update(table).where(table.c.expected, table.c.id.not_in([row["id"] for row in declared]))
            connection.execute(gone.values(expected=False))

    def latest(self, url: str) -> Snapshot | None:
        """The newest snapshot of this address that has a body or confirmed one."""
        table = tables.snapshot
        query = select(table).where(at_address(rows.clean(url)), table.c.outcome.in_(GOOD))
        found = self._snapshots(query.order_by(table.c.captured_at.desc()).limit(1))
        return found[0] if found else None

    def last_whole(self, url: str) -> datetime | None:
        """When this address last gave a body, not merely the word that it had not changed."""
        table = tables.snapshot
        given = table.c.outcome.in_(GOOD) & table.c.status.is_distinct_from(HTTPStatus.NOT_MODIFIED.value)
        query = select(func.max(table.c.captured_at)).where(at_address(rows.clean(url)), given)
        with self._engine.connect() as connection:
            found: datetime | None = connection.scalar(query)
        return found

    def last_front(self, source: str) -> Snapshot | None:
        """The newest good snapshot of a source's front that named a story."""
        table = tables.snapshot
        query = select(table).where(table.c.source == source, table.c.part == Part.FEED.value)
        good = query.where(table.c.outcome.in_(GOOD), table.c["items"] > 0)
        found = self._snapshots(good.order_by(table.c.captured_at.desc()).limit(1))
        return found[0] if found else None

    def last_attempt(self, source: str) -> datetime | None:
        """When the source's feed, list or folder was last asked for, however it ended."""
        table = tables.snapshot
        query = select(table.c.captured_at).where(table.c.source == source, table.c.part.in_(FRONTS))
        with self._engine.connect() as connection:
            return connection.scalar(query.order_by(table.c.captured_at.desc()).limit(1))

    def known_urls(self, urls: Sequence[str]) -> Mapping[str, datetime]:
        """Which of these pages have a snapshot with a body, and when it was last captured."""
        if not urls:
            return {}
        table = tables.snapshot
        asked = values(column("url", Text), name="asked").data([(rows.clean(url),) for url in dict.fromkeys(urls)])
        newest = func.max(table.c.captured_at).label("newest")
        query = select(table.c.url, newest).join(asked, at_address(asked.c.url))
        with self._engine.connect() as connection:
            found = connection.execute(query.where(table.c.blob.is_not(None)).group_by(table.c.url))
            return {row.url: row.newest for row in found}

    def add(self, snapshot: Snapshot) -> None:
        """Keep a snapshot; the same one twice is one row."""
        with rows.replayable(self._engine) as connection:
            rows.add(connection, tables.snapshot, _snapshot_row(snapshot))

    def unread(self, limit: int) -> Sequence[Snapshot]:
        """Page and file snapshots with a body that no document was made of, oldest first."""
        table = tables.snapshot
        query = select(table).where(table.c.read_as.is_(None)).order_by(table.c.captured_at, table.c.id)
        return self._snapshots(query.limit(limit))

    def _snapshots(self, query: Select[Any]) -> list[Snapshot]:
        with self._engine.connect() as connection:
            return [snapshot_of(row) for row in connection.execute(query).mappings()]


def _source_row(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "interest": source.interest.value,
        "reliability": source.reliability,
        "language": source.language,
        "kind": source.kind.value,
        "url": source.url,
        "cadence_minutes": source.cadence_minutes,
        "silence_hours": source.silence_hours,
        "evidence_level": source.evidence.value,
        "expected": source.on,
        "min_items": source.min_items,
        "max_items": source.max_items,
    }


def _snapshot_row(snapshot: Snapshot) -> dict[str, Any]:
    readable = snapshot.part in (Part.PAGE, Part.FILE) and snapshot.outcome is Outcome.OK and snapshot.blob
    return {
        "id": snapshot.id,
        "source": snapshot.source,
        "part": snapshot.part.value,
        "url": snapshot.url,
        "final_url": snapshot.final_url,
        "captured_at": snapshot.captured_at,
        "status": snapshot.status,
        "headers": snapshot.headers,
        "blob": snapshot.blob,
        "size": snapshot.size,
        "outcome": snapshot.outcome.value,
        "reason": snapshot.reason,
        "detail": snapshot.detail,
        "etag": snapshot.etag,
        "last_modified": snapshot.last_modified,
        "items": snapshot.items,
        "oldest_item_at": rows.bound(snapshot.oldest_item_at) if snapshot.oldest_item_at else None,
        "newest_item_at": rows.bound(snapshot.newest_item_at) if snapshot.newest_item_at else None,
        "gap": snapshot.gap,
        "hint": snapshot.hint,
        "read_as": None if readable else "none",
    }
