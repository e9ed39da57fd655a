"""Documents, their versions and what was set aside, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    RowMapping,
    bindparam,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import Insert, insert

from watch1718.adapters import rows, tables
from watch1718.adapters.capture_rows import at_address
from watch1718.core.document import Document, digest
from watch1718.core.quarantine import OPEN, Decision
from watch1718.core.source import EvidenceLevel
from watch1718.errors import Quarantine
from watch1718.ports import DocumentVersion, Quarantined

LONGEST_KEY = 2000  # characters; PostgreSQL's sorted indexes take 2,704 bytes


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
