"""What a day's captures were: sources, pages that failed, what was set aside, when the list was verified."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select

from watch1718.adapters import tables as t
from watch1718.core.attestation import Attestation, SourceDay, SourceLine, attest, judge_source
from watch1718.core.day import Window
from watch1718.core.quarantine import UNREAD

FRONTS = ("feed", "list", "file")
GOOD = ("OK", "UNCHANGED")
BAD = ("FETCH_ERROR", "BLOCKED", "QUARANTINED")
SNAPSHOT = t.snapshot.c
IN_FORCE_ONCE = ("in_force", "superseded")


def source_lines(connection: Connection, of: Window) -> list[SourceLine]:
    """Every declared source with its state at the end of the window."""
    captures, documents = _captures(connection, of), _documents(connection, of)
    held = connection.scalar(_held(of))
    sources = connection.execute(select(t.source).order_by(t.source.c.id)).mappings().all()
    days = (
        _source_day(row, captures.get(row["id"], []), documents.get(row["id"], {}), held=bool(held)) for row in sources
    )
    return [judge_source(day, of) for day in days]


def _held(of: Window) -> Select[Any]:
    """How many versions of the list waited for a person when the window ended."""
    version = t.list_version.c
    laid_aside = (version.state == "rejected") | ((version.state == "superseded") & (version.decided_by == ""))
    then = (version.state == "held") | (laid_aside & (version.known_to >= of.end))
    return select(func.count()).where(version.reasons != "", version.known_from < of.end, then)


def _captures(connection: Connection, of: Window) -> dict[str, list[RowMapping]]:
    """The captures of a window by source, oldest first; a source at a time, as the index has them."""
    names = (SNAPSHOT.source, SNAPSHOT.part, SNAPSHOT.url, SNAPSHOT.captured_at, SNAPSHOT.outcome)
    more = (SNAPSHOT.reason, SNAPSHOT.status, SNAPSHOT["items"], SNAPSHOT.gap)
    inside = select(*names, *more).join(t.source, t.source.c.id == SNAPSHOT.source)
    inside = inside.where(SNAPSHOT.captured_at >= of.start, SNAPSHOT.captured_at < of.end)
    found: dict[str, list[RowMapping]] = {}
    for row in connection.execute(inside.order_by(SNAPSHOT.captured_at, SNAPSHOT.id)).mappings():
        found.setdefault(row["source"], []).append(row)
    return found


def _documents(connection: Connection, of: Window) -> dict[str, dict[str, Any]]:
    """By source: documents of the window, its newest document and the last reading of its feed up to its end."""
    version, document, source = t.document_version, t.document, t.source.c
    inside = (
        select(document.c.source, func.count().label("documents"))
        .join(version, version.c.document == document.c.id)
        .where(version.c.known_at >= of.start, version.c.known_at < of.end)
        .group_by(document.c.source)
    )
    first = (
        select(document.c.first_known_at)
        .where(document.c.source == source.id, document.c.first_known_at < of.end)
        .order_by(document.c.first_known_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    read = (
        select(SNAPSHOT.captured_at)
        .where(SNAPSHOT.source == source.id, SNAPSHOT.captured_at < of.end, SNAPSHOT.outcome.in_(GOOD))
        .order_by(SNAPSHOT.captured_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    last = select(source.id.label("source"), first.label("last_document_at"), read.label("last_read_at"))
    aside = (
        select(t.quarantine.c.source, func.count().label("quarantined"))
        .where(t.quarantine.c.at >= of.start, t.quarantine.c.at < of.end, t.quarantine.c.source.is_not(None))
        .where(t.quarantine.c.state.in_(UNREAD))
        .group_by(t.quarantine.c.source)
    )
    found: dict[str, dict[str, Any]] = {}
    for query in (inside, last, aside):
        for row in connection.execute(query).mappings():
            found.setdefault(row["source"], {}).update({name: row[name] for name in row if name != "source"})
    _look_for_changes(connection, of, found)
    return found


def _look_for_changes(connection: Connection, of: Window, found: dict[str, dict[str, Any]]) -> None:
    """Count a changed document as the newest of a source that has had no new one for long."""
    version, document, source = t.document_version.c, t.document.c, t.source.c
    silent = [
        row.id
        for row in connection.execute(select(source.id, source.silence_hours))
        if (last := found.get(row.id, {}).get("last_document_at"))
        and of.end - last > timedelta(hours=row.silence_hours)
    ]
    query = (
        select(document.source, func.max(version.known_at).label("at"))
        .join(t.document_version, version.document == document.id)
        .where(document.source.in_(silent), version.known_at < of.end)
        .group_by(document.source)
    )
    for row in connection.execute(query) if silent else ():
        found[row.source]["last_document_at"] = row.at


def _source_day(row: RowMapping, captures: list[RowMapping], more: Mapping[str, Any], *, held: bool) -> SourceDay:
    fronts = [one for one in captures if one["part"] in FRONTS]
    last = fronts[-1] if fronts else None
    good = [one for one in fronts if one["outcome"] in GOOD]
    failed = failed_pages(captures)
    is_list = row["kind"] == "un_list"
    return SourceDay(
        id=row["id"],
        title=row["title"],
        publisher=row["publisher"],
        reliability=row["reliability"],
        expected=row["expected"],
        is_list=is_list,
        silence=timedelta(hours=row["silence_hours"]),
        min_items=row["min_items"],
        max_items=row["max_items"],
        gaps=sum(one["gap"] for one in good),
        captures=len(captures),
        failures=len(failed) + sum(one["outcome"] in BAD for one in fronts),
        items=max((one["items"] for one in good), default=0),
        truncated=sum(one["part"] == "more" or one["reason"].startswith("truncated") for one in failed),
        answered=bool(good),
        outcome=(good or fronts)[-1]["outcome"] if last else "",
        trouble=trouble(last) if last else "",
        held=is_list and held,
        documents=more.get("documents", 0),
        quarantined=more.get("quarantined", 0),
        last_read_at=more.get("last_read_at"),
        last_document_at=more.get("last_document_at"),
    )


def trouble(row: RowMapping) -> str:
    """Say in words how a capture failed."""
    status = f" ({row['status']})" if row["status"] else ""
    return f"{row['outcome'].lower().replace('_', ' ')}: {row['reason'].replace('_', ' ')}{status}"


def failed_pages(captures: list[RowMapping]) -> list[RowMapping]:
    """The pages that a window's captures did not get, each once, unless a later try got it."""
    last = {one["url"]: one for one in captures if one["part"] in {"page", "more"}}
    return [one for one in last.values() if one["outcome"] in BAD]


def attestation(connection: Connection, lines: list[SourceLine], of: Window, now: datetime) -> Attestation:
    """Attest the window as it stands at its end, or now where that is earlier."""
    aside = select(func.count()).where(
        t.quarantine.c.at >= of.start, t.quarantine.c.at < of.end, t.quarantine.c.state.in_(UNREAD)
    )
    quarantined = connection.scalar(aside) or 0
    moment = min(now, of.end)
    return attest(lines, _verified_at(connection, moment), list_version(connection, moment), quarantined, moment)


def _verified_at(connection: Connection, moment: datetime) -> datetime | None:
    """When the list in force was last confirmed before a moment."""
    version = t.list_version
    newest: datetime | None = connection.scalar(
        select(func.max(version.c.verified_at)).where(version.c.state.in_(IN_FORCE_ONCE))
    )
    if newest is None or newest <= moment:
        return newest
    good = select(func.max(SNAPSHOT.captured_at)).where(SNAPSHOT.part == "list", SNAPSHOT.outcome.in_(GOOD))
    confirmed: datetime | None = connection.scalar(good.where(SNAPSHOT.captured_at <= moment))
    return confirmed


def list_version(connection: Connection, moment: datetime) -> str:
    """The list in force at a moment, "none" where there was none; one that only waited for a person never was."""
    version = t.list_version.c
    then = select(version.id).where(version.state.in_(IN_FORCE_ONCE), version.known_from <= moment)
    then = then.where(version.known_to.is_(None) | (version.known_to > moment))
    then = then.where((version.reasons == "") | (version.decided_by != ""))
    return connection.scalar(then.order_by(version.known_from.desc()).limit(1)) or "none"


def source_row(line: SourceLine) -> dict[str, Any]:
    """A source's line as a row of ``edition_source``."""
    day = line.day
    same = ("title", "publisher", "reliability", "expected", "captures", "failures", "documents", "quarantined")
    row = {name: getattr(day, name) for name in same}
    return {
        **row,
        "source": day.id,
        "state": line.state.value,
        "items": day.items,
        "gaps": day.gaps,
        "last_read_at": day.last_read_at,
        "reason": line.reason,
    }
