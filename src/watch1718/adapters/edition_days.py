"""Which days want an edition, and which knowledge was at work when a day closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Select, exists, func, select

from watch1718.adapters import day_rows
from watch1718.adapters import tables as t
from watch1718.adapters.ledger_rows import among
from watch1718.core.alert import Alert
from watch1718.core.day import DAY, missing_days

EDITION = t.edition
CORRECTED_WITHIN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Versions:
    """The knowledge that an edition was made with."""

    catalogue: str
    list: str
    reader: str


def wanted(connection: Connection, now: datetime, cutoff: time) -> Sequence[date]:
    """The days that want an edition, oldest first: those without one, those that closed or learned since."""
    first = connection.scalar(select(func.min(t.document_version.c.known_at)))
    finished = connection.scalars(_finished()).all()
    after = missing_days(finished[-1] if finished else None, first, now, cutoff)
    return sorted({*after, *_learned(connection, now), *_between(finished, now)})


def _finished() -> Select[Any]:
    """The days whose edition was made after their window had closed, oldest first."""
    current = t.current_edition
    done = select(current.c.day).join(EDITION, EDITION.c.id == current.c.edition)
    return done.where(EDITION.c.built_at >= EDITION.c.cut_to).order_by(current.c.day)


def _between(finished: Sequence[date], now: datetime) -> set[date]:
    """Recent days between finished ones that have none: their checks failed, or a run ended before their turn."""
    if not finished:
        return set()
    start = max(finished[0], (now - CORRECTED_WITHIN).date())
    return {start + n * DAY for n in range((finished[-1] - start).days)} - set(finished)


def _learned(connection: Connection, now: datetime) -> list[date]:
    """Recent days whose published edition lacks an event that has become known for its window since."""
    current, columns = t.current_edition, EDITION.c
    query = select(columns.id, columns.day, columns.cut_from, columns.cut_to)
    query = query.join(current, current.c.edition == columns.id).where(columns.cut_to > now - CORRECTED_WITHIN)
    recent = connection.execute(query).all()
    return [row.day for row in recent if connection.scalar(_lacking(row.id, row.cut_from, row.cut_to)) is not None]


def _lacking(edition: str, start: datetime, end: datetime) -> Select[Any]:
    """An alert to which something happened in a window that its edition does not show.

    What happened to an alert before it proved to be part of another is told by the editions of that time.
    """
    event, shown = t.alert_event.c, t.edition_event.c
    there = exists().where(shown.edition == edition, shown.alert_id == event.alert, shown.ordinal == event.ordinal)
    made, undone = t.redirect, t.redirect_undo
    part = (
        exists()
        .select_from(made.outerjoin(undone, undone.c.redirect == made.c.id))
        .where(made.c.alert == event.alert, made.c.at < end, func.coalesce(undone.c.at, end) >= end)
    )
    inside = select(event.alert).where(event.known_at >= start, event.known_at < end)
    return inside.where(~there, ~part).limit(1)


def versions(connection: Connection, moment: datetime, alerts: Sequence[Alert]) -> Versions:
    """The knowledge at work at a moment, and the list then in force; a newer one where these alerts were read with it."""
    claims = {stated.id for alert in alerts for stated in alert.voices}
    finding, reading, claim = t.finding.c, t.reading.c, t.claim
    catalogues = select(finding.catalogue_version).where(among(finding.claim, claims))
    readers = select(reading.reader_version).join(claim, claim.c.reading == reading.id)
    return Versions(
        catalogue=_newest(connection, "catalogue", moment, catalogues),
        list=day_rows.list_version(connection, moment),
        reader=_newest(connection, "reader", moment, readers.where(among(claim.c.id, claims))),
    )


def _newest(connection: Connection, kind: str, moment: datetime, used: Select[Any]) -> str:
    known = t.knowledge_version.c
    all_of = select(known.version).where(known.kind == kind)
    then = all_of.where((known.loaded_at <= moment) | known.version.in_(used)).order_by(known.sequence.desc())
    first = all_of.order_by(known.sequence)
    return connection.scalar(then.limit(1)) or connection.scalar(first.limit(1)) or "none"
