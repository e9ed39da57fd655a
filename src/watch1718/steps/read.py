"""Read: make document versions of snapshots."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from watch1718.core.document import Document
from watch1718.core.quarantine import JUDGED
from watch1718.core.snapshot import Page, Part, Snapshot
from watch1718.core.source import EvidenceLevel
from watch1718.errors import Halt, NotADocument, Quarantine
from watch1718.ports import DocumentVersion, Quarantined, World
from watch1718.steps.recorded import BATCH, Counts, recorded


def read(world: World) -> Counts:
    """Make documents of every unread snapshot; what cannot be read is set aside with its reason."""
    with recorded(world, "read") as counts:
        counts.update(documents=0, duplicates=0, quarantined=0)
        while batch := world.captures.unread(BATCH):
            for snapshot in batch:
                counts[_read_one(world, snapshot)] += 1
        return counts


def _read_one(world: World, snapshot: Snapshot) -> str:
    if snapshot.blob is None:
        raise Halt(f"snapshot {snapshot.id} has no body to read")
    try:
        version = _version(world, snapshot, _body(world, snapshot.blob))
    except Quarantine as fault:
        return _set_aside(world, snapshot, fault)
    return "documents" if world.documents.add(version) else "duplicates"


def _body(world: World, blob: str) -> bytes:
    try:
        return world.bodies.get(blob)
    except KeyError:
        raise Quarantine("body_gone", "its body is not stored any more") from None


def _set_aside(world: World, snapshot: Snapshot, fault: Quarantine) -> str:
    row = Quarantined("read", snapshot.id, fault.reason, fault.detail, world.clock.now(), snapshot.source, snapshot.id)
    world.documents.set_aside(row)
    return "quarantined"


def document_of(world: World, snapshot: Snapshot, body: bytes) -> Document:
    """Read a capture's body again. Raises Quarantine where it cannot be read."""
    return _version(world, snapshot, body).document


def _version(world: World, snapshot: Snapshot, body: bytes) -> DocumentVersion:
    return _file_version(snapshot, body) if snapshot.part is Part.FILE else _page_version(world, snapshot, body)


def _file_version(snapshot: Snapshot, body: bytes) -> DocumentVersion:
    row = json.loads(body)
    document = Document(
        id=row["id"],
        source=snapshot.source,
        title=row["title"],
        text=row["text"],
        language=row["language"],
        published=_moment(row["published"]),
        url=row["url"],
    )
    return DocumentVersion(document, snapshot.id, snapshot.captured_at, EvidenceLevel.BYTES)


def _page_version(world: World, snapshot: Snapshot, body: bytes) -> DocumentVersion:
    source = world.sources[snapshot.source]
    page, sure = _page(world, snapshot, body)
    published = page.published or _moment(snapshot.hint.get("published", ""))
    document = Document(
        id=page.canonical_url or snapshot.url,
        source=source.id,
        title=page.title or snapshot.hint.get("title", ""),
        text=page.text,
        language=source.language,
        published=published,
        url=snapshot.final_url or snapshot.url,
    )
    return DocumentVersion(
        document,
        snapshot.id,
        snapshot.captured_at,
        source.evidence,
        history=_is_history(world, document, snapshot.captured_at),
        partial=page.partial or not sure,
    )


def _page(world: World, snapshot: Snapshot, body: bytes) -> tuple[Page, bool]:
    """Give the page, and whether that it is a story was found and not decided by a person."""
    given = (world.sources[snapshot.source], snapshot.url, body, snapshot.headers)
    try:
        return world.parser.page(*given), True
    except NotADocument as fault:
        if fault.reason not in JUDGED or not world.documents.is_released(snapshot.id):
            raise
        return world.parser.page(*given, trusted=True), False


def _is_history(world: World, document: Document, captured_at: datetime) -> bool:
    """Old news of a source's first capture is kept and alerts nobody."""
    first = world.documents.first_known(document.source)
    is_first_capture = first is None or captured_at - first < timedelta(hours=1)
    age = captured_at - document.published if document.published else timedelta()
    return is_first_capture and age > timedelta(days=world.max_age_days)


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
