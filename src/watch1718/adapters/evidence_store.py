"""What alerts rest on, in PostgreSQL: quotes with their captures, excerpts, and when each was last held against its body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, RowMapping, Select, func, select, text, update

from watch1718.adapters import rows
from watch1718.adapters import tables as t
from watch1718.adapters.capture_rows import SNAPSHOT, at_address, snapshot_of
from watch1718.adapters.ledger_rows import among
from watch1718.core.cited import Checked, Cited, Excerpt, Spent
from watch1718.core.document import Span, digest
from watch1718.core.source import EvidenceLevel

CITED: Select[Any] = (
    select(
        t.alert_claim.c.alert,
        t.claim.c.id.label("claim"),
        t.claim.c.quote,
        t.claim.c.span_start,
        t.claim.c.span_end,
        t.document_version.c.document,
        t.document_version.c.id.label("version"),
        t.document_version.c.title,
        t.document_version.c.text,
        t.document_version.c.evidence_level,
        t.excerpt.c.blob.label("excerpt"),
        t.excerpt.c.quote_start,
        t.excerpt.c.quote_end,
        t.excerpt.c.whole,
        *SNAPSHOT,
    )
    .join(t.claim, t.claim.c.id == t.alert_claim.c.claim)
    .join(t.reading, t.reading.c.id == t.claim.c.reading)
    .join(t.document_version, t.document_version.c.id == t.reading.c.document_version)
    .join(t.snapshot, t.snapshot.c.id == t.document_version.c.snapshot)
    .outerjoin(t.excerpt, t.excerpt.c.claim == t.claim.c.id)
    .order_by(t.alert_claim.c.alert, t.document_version.c.known_at, t.claim.c.id)
)


# A body that several captures share goes when the last of them has served its time; one that a reader, a person at the
# quarantine or a quote without excerpt still needs stays.
SPENT = text(
    """
    select s.blob, min(s.source) as source, max(s.size) as size
    from ledger.snapshot s
    join ledger.source source on source.id = s.source
    where s.blob is not null
    group by s.blob
    having max(s.captured_at) < :before
       and bool_and(source.evidence_level = 'excerpt' and s.part = 'page' and s.read_as is not null)
       and not exists (select from ledger.purged_body gone join ledger.purge on purge.id = gone.purge
                       where gone.blob = s.blob and purge.at > max(s.captured_at))
       and not exists (select from ledger.snapshot same join ledger.quarantine waits on waits.snapshot = same.id
                       where same.blob = s.blob and waits.state in ('open', 'retried', 'released'))
       and not exists (select from ledger.snapshot same
                       join ledger.document_version version on version.snapshot = same.id
                       where same.blob = s.blob and version.evidence_level <> 'excerpt')
       and not exists (select from ledger.snapshot same
                       join ledger.document_version version on version.snapshot = same.id
                       join ledger.reading on reading.document_version = version.id
                       join ledger.claim on claim.reading = reading.id
                       join ledger.alert_claim on alert_claim.claim = claim.id
                       left join ledger.excerpt on excerpt.claim = claim.id
                       where same.blob = s.blob and excerpt.claim is null)
    order by max(s.captured_at), s.blob
    limit :limit
    """
)


class EvidenceStore:
    """The port ``Evidence``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def alerts(self, alert: str = "", *, unchecked: bool = False) -> Sequence[str]:
        """Name every alert, or the one given; ``unchecked`` leaves those with a quote that was never checked."""
        link = t.alert_claim.c
        query = select(link.alert).distinct().order_by(link.alert)
        if alert:
            query = query.where(link.alert == alert)
        if unchecked:
            query = query.where(~link.checked)
        with self._engine.connect() as connection:
            return connection.scalars(query).all()

    def of_day(self, day: date) -> Sequence[str]:
        """Name the alerts that stand in the edition on show for a day."""
        shown, evidence = t.current_edition.c, t.edition_evidence.c
        query = select(evidence.alert_id).join(t.current_edition, shown.edition == evidence.edition)
        with self._engine.connect() as connection:
            return connection.scalars(query.where(shown.day == day).distinct().order_by(evidence.alert_id)).all()

    def cited(self, alerts: Sequence[str]) -> Sequence[Cited]:
        """Every quote of these alerts, with what it rests on."""
        return self._cited(CITED.where(among(t.alert_claim.c.alert, alerts)))

    def pages(self, source: str, since: datetime, before: datetime, limit: int) -> Sequence[str]:
        """Addresses that alerts quote, known ``since``, and not looked at again after ``before``; the oldest look first."""
        version, first, later = t.document_version.c, t.snapshot.c, t.snapshot.alias("later")
        last = func.max(later.c.captured_at)
        query = (
            select(first.url)
            .select_from(t.alert_claim)
            .join(t.claim, t.claim.c.id == t.alert_claim.c.claim)
            .join(t.reading, t.reading.c.id == t.claim.c.reading)
            .join(t.document_version, version.id == t.reading.c.document_version)
            .join(t.snapshot, first.id == version.snapshot)
            .join(later, at_address(first.url, later))
            .where(first.source == source, first.part == "page", version.known_at >= since)
            .group_by(first.url)
            .having(last < before)
            .order_by(last, first.url)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return connection.scalars(query).all()

    def without_excerpt(self) -> Sequence[Cited]:
        """Quotes of sources that let us keep no more than an excerpt, and that have none yet."""
        wanted = t.document_version.c.evidence_level == EvidenceLevel.EXCERPT.value
        return self._cited(CITED.where(wanted, t.excerpt.c.claim.is_(None)))

    def keep(self, excerpt: Excerpt) -> None:
        """Keep an excerpt's row."""
        row = {
            "claim": excerpt.claim,
            "blob": excerpt.blob,
            "quote_start": excerpt.start,
            "quote_end": excerpt.end,
            "whole": excerpt.whole,
        }
        with self._engine.begin() as connection:
            rows.add(connection, t.excerpt, row)

    def spent(self, before: datetime, limit: int) -> Sequence[Spent]:
        """Whole bodies of excerpt sources, last captured before then, that nothing needs any more."""
        with self._engine.connect() as connection:
            found = connection.execute(SPENT, {"before": before, "limit": limit})
            return [Spent(row.blob, row.source, row.size) for row in found]

    def purged(self, bodies: Sequence[Spent], before: datetime, reason: str, actor: str, at: datetime) -> None:
        """Keep which bodies were removed, why and by whom; their hashes stay."""
        hashes = digest(*sorted(body.blob for body in bodies))
        made = {"id": digest("purge", at.isoformat(), hashes), "at": at, "older_than": before, "bodies": len(bodies)}
        with self._engine.begin() as connection:
            rows.add(connection, t.purge, {**made, "hashes": hashes, "reason": reason, "actor": actor})
            rows.add(connection, t.purged_body, *({**asdict(body), "purge": made["id"]} for body in bodies))

    def checked(self, checks: Sequence[Checked], at: datetime) -> None:
        """Keep when each quote was last held against its body, and how it stood."""
        given = [
            {"claim": check.claim, "checked_at": at, "held": check.held.value, "detail": check.detail}
            for check in checks
        ]
        with self._engine.begin() as connection:
            rows.upsert(connection, t.evidence_check, *given)
            link = t.alert_claim.c
            marked = update(t.alert_claim).where(among(link.claim, (check.claim for check in checks)), ~link.checked)
            connection.execute(marked.values(checked=True))

    def _cited(self, query: Select[Any]) -> list[Cited]:
        with self._engine.connect() as connection:
            return [_cited(row) for row in connection.execute(query).mappings()]


def _cited(row: RowMapping) -> Cited:
    excerpt = None
    if row["excerpt"] is not None:
        excerpt = Excerpt(row["claim"], row["excerpt"], row["quote_start"], row["quote_end"], row["whole"])
    same = ("alert", "claim", "quote", "document", "version", "title", "text")
    return Cited(
        **{name: row[name] for name in same},
        span=Span(row["span_start"], row["span_end"]),
        level=EvidenceLevel(row["evidence_level"]),
        snapshot=snapshot_of(row),
        excerpt=excerpt,
    )
