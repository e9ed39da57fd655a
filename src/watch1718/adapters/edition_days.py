"""Which days want an edition, and which knowledge was at work when a day closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, exists, func, select

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
    learned = connection.scalars(_learned(now)).all()
    return sorted({*after, *learned, *_between(finished, now)})


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


def _learned(now: datetime) -> Select[Any]:
    """Recent days whose published edition lacks an event that has become known for its window since.

    What happened to an alert before it proved to be part of another is told by the editions of that time.
    """
    current, event, shown = t.current_edition, t.alert_event, t.edition_event
    lacks = ~exists().where(
        shown.c.edition == EDITION.c.id, shown.c.alert_id == event.c.alert, shown.c.ordinal == event.c.ordinal
    )
    made, undone = t.redirect, t.redirect_undo
    part = (
        exists()
        .select_from(made.outerjoin(undone, undone.c.redirect == made.c.id))
        .where(made.c.alert == event.c.alert, made.c.at < EDITION.c.cut_to)
        .where(func.coalesce(undone.c.at, EDITION.c.cut_to) >= EDITION.c.cut_to)
    )
    return (
        select(current.c.day)
        .join(EDITION, EDITION.c.id == current.c.edition)
        .join(event, and_(event.c.known_at >= EDITION.c.cut_from, event.c.known_at < EDITION.c.cut_to))
        .where(EDITION.c.cut_to > now - CORRECTED_WITHIN, lacks, ~part)
        .distinct()
    )


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
