"""Sources, snapshots, documents and what was set aside, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    RowMapping,
    Select,
    Text,
    bindparam,
    column,
    func,
    select,
    text,
    update,
    values,
)
from sqlalchemy.dialects.postgresql import Insert, insert

from watch1718.adapters import rows, tables
from watch1718.adapters.capture_rows import at_address, snapshot_of
from watch1718.core.document import Document, digest
from watch1718.core.quarantine import OPEN, Decision
from watch1718.core.snapshot import Outcome, Part, Snapshot
from watch1718.core.source import EvidenceLevel, Source
from watch1718.errors import Quarantine
from watch1718.ports import DocumentVersion, Quarantined

LONGEST_KEY = 2000  # characters; PostgreSQL's sorted indexes take 2,704 bytes
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


class DocumentStore:
    """The port ``Documents``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, version: DocumentVersion) -> bool:
        """Keep a version and mark its snapshot read, in one transaction; False where it was known already."""
        document = storable(version.document)
        known_at = rows.bound(version.known_at)
        with rows.replayable(self._engine) as connection:
            rows.add(connection, tables.document, _document_row(document, known_at))
            earlier = update(tables.document).where(
                tables.document.c.id == document.id, tables.document.c.first_known_at > known_at
            )
            connection.execute(earlier.values(first_known_at=known_at))
            new = rows.add(connection, tables.document_version, _version_row(document, version)) == 1
            _mark(connection, version.snapshot, "document" if new else "duplicate")
        return new

    def set_aside(self, row: Quarantined) -> None:
        """Keep a quarantine row and mark its snapshot read, in one transaction."""
        with rows.replayable(self._engine) as connection:
            connection.execute(_set_aside(quarantine_row(row)))
            if row.snapshot:
                _mark(connection, row.snapshot, "quarantined")

    def mark(self, url: str, at: datetime, *, gone: bool) -> None:
        """Note that the page at this address is gone since then, or that it is there again; its versions stay."""
        document, version, snapshot = tables.document.c, tables.document_version.c, tables.snapshot.c
        made_of = select(version.document).join(tables.snapshot, snapshot.id == version.snapshot)
        there = document.id.in_(made_of.where(at_address(rows.clean(url))))
        changed = document.gone_since.is_(None) if gone else document.gone_since.is_not(None)
        with self._engine.begin() as connection:
            connection.execute(update(tables.document).where(there, changed).values(gone_since=at if gone else None))

    def is_released(self, snapshot: str) -> bool:
        """Say whether a person judged that this snapshot's page is a story after all."""
        table = tables.quarantine.c
        query = select(table.id).where(table.snapshot == snapshot, table.state == "released").limit(1)
        with self._engine.connect() as connection:
            return connection.scalar(query) is not None

    def first_known(self, source: str) -> datetime | None:
        """When this source's first document became known: older news of that moment is history."""
        table = tables.document
        query = select(table.c.first_known_at).where(table.c.source == source).order_by(table.c.first_known_at)
        with self._engine.connect() as connection:
            return connection.scalar(query.limit(1))

    def unread(self, reader_version: str, limit: int, *, again: bool) -> Sequence[DocumentVersion]:
        """Versions that nobody has read, and ``again`` those that another reader has, in the order (known_at, document id)."""
        with self._engine.connect() as connection:
            found = connection.execute(UNREAD if again else NEVER_READ, {"reader": reader_version, "limit": limit})
            return [_version(row) for row in found.mappings()]

    def versions(self, ids: Sequence[str]) -> Sequence[Document]:
        """The documents of these versions, in the order in which they became known."""
        version, document = tables.document_version, tables.document
        query = select(version, document.c.source).join(document, document.c.id == version.c.document)
        chosen = query.where(version.c.id.in_(ids)).order_by(version.c.known_at, version.c.id)
        with self._engine.connect() as connection:
            return [_version(row).document for row in connection.execute(chosen).mappings()]


# One index range for each reader version that is stored, so that a full ledger costs no scan
UNREAD = text(
    """
    with recursive reader(version) as (
      (select read_by from ledger.document_version order by read_by limit 1)
      union all
      select (select read_by from ledger.document_version where read_by > reader.version order by read_by limit 1)
      from reader where reader.version is not null
    )
    select stale.*, document.source
    from reader
    cross join lateral (
      select * from ledger.document_version where read_by = reader.version
      order by known_at, document, id limit :limit
    ) stale
    join ledger.document on document.id = stale.document
    where reader.version <> :reader
    order by known_at, document, id limit :limit
    """
)


# What nobody has read, and what a reader failed on: that one waits for another reader, not for its adoption
NEVER_READ = text(
    """
    select fresh.*, document.source from (
      select version.* from ledger.document_version version where version.read_by = ''
      union all
      select version.* from ledger.quarantine fault
      join ledger.document_version version on version.id = fault.key and version.read_by not in ('', :reader)
      where fault.state = 'open' and fault.step = 'match' and fault.reason = 'reader_fault'
    ) fresh
    join ledger.document on document.id = fresh.document
    where fresh.read_by <> :reader
    order by fresh.known_at, fresh.document, fresh.id limit :limit
    """
)


def storable(document: Document) -> Document:
    """Give the document as it will be stored, so that its version is the key of the stored words.

    Raises Quarantine where its address is longer than a key can be.
    """
    if len(document.id.encode("utf-8", "replace")) > LONGEST_KEY:
        raise Quarantine("address_too_long", f"{document.id[:80]}… has {len(document.id)} characters")
    cleaned = {name: rows.clean(getattr(document, name)) for name in ("id", "title", "text", "language", "url")}
    published = rows.bound(document.published) if document.published else None
    return Document(source=document.source, published=published, **cleaned)


def _set_aside(row: rows.Row) -> Insert:
    """A row that a person sent back to be read, and that cannot be read again, is open again with today's reason."""
    statement = insert(tables.quarantine).values({name: rows.safe(value) for name, value in row.items()})
    new, table = statement.excluded, tables.quarantine.c
    return statement.on_conflict_do_update(
        index_elements=["id"],
        set_={name: new[name] for name in ("state", "reason", "detail")},
        where=table.state.in_((Decision.RETRY.value, Decision.RELEASE.value)),
    )


def _mark(connection: Connection, snapshot: str, read_as: str) -> None:
    table = tables.snapshot
    statement = update(table).where(table.c.id == bindparam("key"), table.c.read_as.is_(None))
    connection.execute(statement.values(read_as=bindparam("as")), {"key": snapshot, "as": read_as})


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


def _document_row(document: Document, known_at: datetime) -> dict[str, Any]:
    return {"id": document.id, "source": document.source, "first_known_at": known_at, "gone_since": None}


def _version_row(document: Document, version: DocumentVersion) -> dict[str, Any]:
    return {
        "id": document.version,
        "document": document.id,
        "snapshot": version.snapshot,
        "title": document.title,
        "text": document.text,
        "language": document.language,
        "published_at": document.published,
        "known_at": version.known_at,
        "url": document.url,
        "evidence_level": version.evidence.value,
        "history": version.history,
        "partial": version.partial,
    }


def _version(row: RowMapping) -> DocumentVersion:
    document = Document(
        id=row["document"],
        source=row["source"],
        title=row["title"],
        text=row["text"],
        language=row["language"],
        published=row["published_at"],
        url=row["url"],
    )
    evidence = EvidenceLevel(row["evidence_level"])
    return DocumentVersion(document, row["snapshot"], row["known_at"], evidence, row["history"], row["partial"])


def quarantine_row(row: Quarantined) -> dict[str, Any]:
    """Give the row of a record that waits for a decision."""
    return {
        "id": digest(row.step, row.key),
        "step": row.step,
        "key": row.key,
        "source": row.source,
        "snapshot": row.snapshot,
        "reason": row.reason,
        "detail": row.detail,
        "at": row.at,
        "state": OPEN,
        "decided_by": "",
        "decision": "",
    }
