"""What is not an alert and why: read and found harmless, history, or never read at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from watch1718.adapters import ledger_rows
from watch1718.adapters import tables as t
from watch1718.adapters.day_rows import failed_pages, trouble
from watch1718.core.day import Window
from watch1718.core.document import digest
from watch1718.core.quarantine import UNREAD
from watch1718.core.stated_claim import ALERTING, StatedReading

Row = dict[str, Any]
HISTORY = "older than a first capture of its source looks at: kept, alerts nobody"
UNTOUCHED = "no paragraph was found that its claims touch"


def rows(connection: Connection, of: Window) -> Iterator[Row]:
    """Give the rows of ``edition_not_alert`` for a window."""
    yield from _documents(connection, of)
    yield from _quarantined(connection, of)
    yield from _failed_pages(connection, of)


def _documents(connection: Connection, of: Window) -> Iterator[Row]:
    """Documents of the window that touch the DPRK and raise no alert, with the reason."""
    version, reading = t.document_version, t.reading
    documents = select(version.c.document).where(version.c.known_at >= of.start, version.c.known_at < of.end)
    papers = ledger_rows.papers(connection, connection.scalars(documents.distinct()).all())
    newest = {row["version"]: row for row in papers if of.holds(row["captured_at"])}
    keys = [row["reading"] for row in newest.values()]
    said = select(reading.c.id, reading.c.verdict, reading.c.reason).where(ledger_rows.among(reading.c.id, keys))
    words = {row["id"]: row for row in connection.execute(said).mappings()}
    stated = ledger_rows.readings(connection, list(newest.values()))
    for one in stated:
        if words[one.id]["verdict"] != "irrelevant" and not any(claim.alerts for claim in one.claims):
            yield _document(one, words[one.id])


def _document(one: StatedReading, said: RowMapping) -> Row:
    paper = one.paper
    why, reason = "exempt" if said["verdict"] == "exempt" else "context", said["reason"]
    if paper.history:
        why, reason = "history", HISTORY
    elif one.claims:
        findings = [f for stated in one.claims for f in stated.findings if f.ruling not in ALERTING]
        why = "exempt" if findings else "context"
        reason = findings[0].reason if findings else UNTOUCHED
    return {
        "key": paper.version,
        "why_not": why,
        "reason": reason,
        "publisher": paper.publisher,
        "title": paper.title,
        "url": paper.url,
        "known_at": paper.known_at,
    }


def _quarantined(connection: Connection, of: Window) -> Iterator[Row]:
    quarantine, snapshot, source = t.quarantine, t.snapshot, t.source
    query = (
        select(quarantine, snapshot.c.hint, snapshot.c.url, source.c.publisher)
        .outerjoin(snapshot, snapshot.c.id == quarantine.c.snapshot)
        .outerjoin(source, source.c.id == quarantine.c.source)
        .where(quarantine.c.at >= of.start, quarantine.c.at < of.end, quarantine.c.state.in_(UNREAD))
        .order_by(quarantine.c.id)
    )
    for row in connection.execute(query).mappings():
        words = f"{row['reason']}: {row['detail']}" if row["detail"] else row["reason"]
        url = row["url"] or row["key"]
        yield _aside(row["id"], words, publisher=row["publisher"], hint=row["hint"], url=url, at=row["at"])


def _failed_pages(connection: Connection, of: Window) -> Iterator[Row]:
    snapshot = t.snapshot.c
    names = (snapshot.url, snapshot.part, snapshot.outcome, snapshot.reason, snapshot.status, snapshot.hint)
    query = (
        select(*names, snapshot.captured_at, t.source.c.publisher)
        .join(t.source, t.source.c.id == snapshot.source)
        .where(snapshot.captured_at >= of.start, snapshot.captured_at < of.end, snapshot.part == "page")
        .order_by(snapshot.captured_at, snapshot.id)
    )
    for row in failed_pages(list(connection.execute(query).mappings().all())):
        if row["outcome"] != "QUARANTINED":
            words = "cut off: " if row["reason"].startswith("truncated") else ""
            key = digest("page", row["url"])
            same = {name: row[name] for name in ("publisher", "hint", "url")}
            yield _aside(key, words + trouble(row), **same, at=row["captured_at"])


def _aside(
    key: str, words: str, *, publisher: str | None, hint: Mapping[str, str] | None, url: str, at: datetime
) -> Row:
    return {
        "key": key,
        "why_not": "quarantined",
        "reason": words,
        "publisher": publisher or "",
        "title": (hint or {}).get("title") or url,
        "url": url,
        "known_at": at,
    }
