"""Which alerts a batch of readings may touch, so that folding loads those and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select, text

from watch1718.adapters import tables as t
from watch1718.adapters.ledger_rows import among
from watch1718.core.alert import Alert, alert_id
from watch1718.core.episode import EpisodeRules
from watch1718.core.stated_claim import StatedClaim, StatedReading

SAME_SIDES = text(
    """
    select alert.id
    from unnest(
      cast(:categories as text[]), cast(:suppliers as text[]), cast(:recipients as text[]),
      cast(:since as date[]), cast(:until as date[])) as asked(category, supplier, recipient, since, until)
    join ledger.alert on alert.category = asked.category
      and coalesce(nullif(alert.supplier_country, ''), alert.supplier_id) = asked.supplier
      and coalesce(nullif(alert.recipient_country, ''), alert.recipient_id) = asked.recipient
      and alert.span_to >= asked.since and alert.span_from <= asked.until
    """
)
EARLIEST, LATEST = date(1, 1, 1).toordinal(), date(9999, 12, 31).toordinal()


def touched(connection: Connection, readings: Sequence[StatedReading], rules: EpisodeRules) -> set[str]:
    """Name the alerts near the claims in kind, parties and time, those that the same words founded, those of the same documents."""
    claims = [stated for reading in readings for stated in reading.claims if stated.alerts]
    found = set(connection.scalars(_of_documents({reading.paper.document for reading in readings})))
    found |= set(connection.scalars(select(t.alert.c.id).where(among(t.alert.c.id, map(alert_id, claims)))))
    asked = list(_asked(claims, rules))
    names = ("categories", "suppliers", "recipients", "since", "until")
    given = dict(zip(names, map(list, zip(*asked, strict=True)), strict=True)) if asked else {}
    return found | set(connection.scalars(SAME_SIDES, given)) if given else found


def stretch(alert: Alert) -> tuple[date, date]:
    """The first and last day by which a claim may be near to an alert: those of its voices and of what founded it."""
    first, last = alert.span
    return min(first, alert.founding.days[0]), max(last, alert.founding.days[1])


def _asked(claims: Iterable[StatedClaim], rules: EpisodeRules) -> Iterator[tuple[str, str, str, date, date]]:
    spans: dict[tuple[str, str, str], tuple[date, date]] = {}
    for stated in claims:
        first, last = spans.get(stated.key, stated.days)
        spans[stated.key] = min(first, stated.days[0]), max(last, stated.days[1])
    for key, (first, last) in spans.items():
        allowed = timedelta(days=max(rules.own_conduct_days, rules.categories[key[0]].days))
        yield *key, _moved(first, -allowed), _moved(last, allowed)


def _moved(day: date, by: timedelta) -> date:
    return date.fromordinal(min(max(day.toordinal() + by.days, EARLIEST), LATEST))


def _of_documents(documents: Iterable[str]) -> Any:
    return (
        select(t.alert_claim.c.alert)
        .join(t.claim, t.claim.c.id == t.alert_claim.c.claim)
        .join(t.reading, t.reading.c.id == t.claim.c.reading)
        .join(t.document_version, t.document_version.c.id == t.reading.c.document_version)
        .where(among(t.document_version.c.document, documents))
    )
