"""The ledger in PostgreSQL: folding what was read, and what analysts decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, select, update

from watch1718.adapters import ledger_rows, redirects, rows
from watch1718.adapters import tables as t
from watch1718.adapters.copies import trace_origins
from watch1718.adapters.ledger_rows import Row
from watch1718.adapters.people import agree
from watch1718.adapters.touched import stretch, touched
from watch1718.core import ledger
from watch1718.core.alert import Alert, Decision
from watch1718.core.credibility import judge_credibility
from watch1718.core.episode import EpisodeRules
from watch1718.core.finding import Ruling
from watch1718.core.ledger import Folded, Ledger
from watch1718.core.redirect import Standing, head, standing, wholes
from watch1718.core.severity import Severity, SeverityRules, grade
from watch1718.core.stated_claim import StatedReading
from watch1718.errors import Misconfigured

UNKNOWN = "no alert {}; see: watch1718 alerts list, and with --rehearsal the invented ones"


class LedgerStore:
    """The port ``Ledger``, and the analyst's acts."""

    def __init__(self, engine: Engine, episodes: EpisodeRules, severities: SeverityRules) -> None:
        self._engine, self.episodes, self._severities = engine, episodes, severities

    def fold(self, at: datetime) -> Mapping[str, int]:
        """Fold every unfolded reading into the ledger, in one transaction; counts of what changed."""
        with self._engine.begin() as connection:
            copies = trace_origins(connection, _claiming(connection, at))
            waiting = _waiting(connection, at)
            if not waiting:
                return {"readings": 0, "joined": 0}
            readings = ledger_rows.readings(connection, _standing_only(connection, waiting))
            folded = ledger.fold(_touched(connection, readings, self.episodes), readings, self.episodes)
            self._save(connection, folded)
            done = update(t.reading).where(ledger_rows.among(t.reading.c.id, (row["reading"] for row in waiting)))
            connection.execute(done.values(folded=True))
        return {"readings": len(waiting), "joined": len(folded.joined), "copies": copies, **_counts(folded)}

    def _save(self, connection: Connection, folded: Folded) -> None:
        rows.upsert(connection, t.alert, *(self._alert_row(alert) for alert in folded.alerts))
        rows.add(connection, t.alert_claim, *(asdict(link) for link in folded.joined))
        rows.add(connection, t.alert_event, *({**asdict(e), "kind": e.kind.value} for e in folded.events))

    def dispose(
        self,
        alert: str,
        decision: Decision,
        reason: str,
        actor: str,
        at: datetime,
        *,
        seen: int | None = None,
        approvals: int = 1,
    ) -> Alert:
        """Decide on an alert, binding up to its newest event; an alert without the decision still waits for ``approvals``.

        Raises Misconfigured without reason or actor, for an unknown alert, for what is decided so already, or
        where something happened after the event that the analyst had ``seen``.
        """
        with self._engine.begin() as connection:
            found = _own(redirects.locked(connection, [alert]), alert)
            _refuse(found, decision, seen)
            return _dispose(connection, found, decision, reason, actor, at=at, approvals=approvals)

    def dispose_all(
        self, decisions: Sequence[tuple[str, Decision, str]], actor: str, at: datetime, *, approvals: int = 1
    ) -> Sequence[Alert]:
        """Decide on many alerts, on all or on none. Raises Misconfigured as ``dispose`` does, naming the first alert."""
        with self._engine.begin() as connection:
            loaded = redirects.locked(connection, [alert for alert, _, _ in decisions])
            made = []
            for alert, decision, reason in decisions:
                found = _own(loaded, alert)
                _refuse(found, decision, None)
                made.append(_dispose(connection, found, decision, reason, actor, at=at, approvals=approvals))
            return made

    def show(self, alert: str) -> Alert:
        """Give the alert that shows this one, whole. Raises Misconfigured where there is none of this id."""
        with self._engine.connect() as connection:
            found = redirects.wholes(connection, [alert])
        if not found:
            raise Misconfigured(UNKNOWN.format(alert))
        return next(iter(found.values()))

    def list(self, *, category: str = "", state: str = "", limit: int = 200) -> Sequence[Alert]:
        """Give the alerts that changed last, newest first; of one category or country where given."""
        query = select(t.alert.c.id).order_by(t.alert.c.last_known_at.desc(), t.alert.c.id).limit(limit)
        if category:
            query = query.where(t.alert.c.category == category)
        if state:
            query = query.where((t.alert.c.supplier_country == state) | (t.alert.c.recipient_country == state))
        with self._engine.connect() as connection:
            keys = connection.scalars(query).all()
            by = standing(redirects.all_made(connection))
            found = redirects.wholes(connection, keys)
        return [found[key] for key in dict.fromkeys(head(key, by) for key in keys)]

    def severity(self, alert: Alert) -> Severity:
        """Say how grave an alert is if it is true, and why."""
        group = self.episodes.categories[alert.category].group
        return grade(group, alert.stage, alert.lead.ruling or Ruling.PROHIBITED, self._severities)

    def _alert_row(self, alert: Alert) -> dict[str, Any]:
        claim, event = alert.founding.claim, alert.event
        first, last = stretch(alert)
        return {
            "id": alert.id,
            "founding_claim": alert.founding.id,
            "kind": alert.kind.value,
            "category": alert.category,
            "supplier_id": claim.supplier.id,
            "supplier_name": claim.supplier.name,
            "supplier_country": claim.supplier.country,
            "recipient_id": claim.recipient.id,
            "recipient_name": claim.recipient.name,
            "recipient_country": claim.recipient.country,
            "goods_class": alert.goods_class,
            "goods": alert.goods.text,
            "event_from": event.start,
            "event_to": event.end,
            "event_precision": event.precision,
            "span_from": first,
            "span_to": last,
            "stage": alert.stage.label,
            "stage_rank": int(alert.stage),
            "stance": alert.stance.value,
            "enforcement": alert.enforcement,
            "severity": self.severity(alert).degree,
            "credibility": judge_credibility(alert).code,
            "documents": alert.documents,
            "publishers": len(alert.publishers),
            "first_known_at": alert.first_known_at,
            "last_known_at": alert.last_known_at,
            "not_produced_by": alert.not_produced_by,
        }


def _dispose(
    connection: Connection, found: Alert, decision: Decision, reason: str, actor: str, *, at: datetime, approvals: int
) -> Alert:
    reason, actor = reason.strip(), actor.strip()
    if not reason or not actor:
        raise Misconfigured("a decision needs a name and a reason")
    if approvals > 1:
        proposal = f"{decision.value} after event {len(found.events)}"
        people = agree(connection, "disposition", found.id, proposal, person=actor, reason=reason, at=at)
        if len(people) < approvals:
            return found
        actor = " and ".join(people)
    decided = ledger.dispose(found, decision, reason, actor, at)
    made, event = decided.dispositions[-1], decided.events[-1]
    rows.add(connection, t.alert_event, {**asdict(event), "kind": event.kind.value})
    rows.add(connection, t.disposition, {**asdict(made), "decision": made.decision.value})
    return decided


def _claiming(connection: Connection, at: datetime) -> Sequence[str]:
    """The versions of unfolded readings that claim something."""
    query = select(t.reading.c.document_version).join(t.claim, t.claim.c.reading == t.reading.c.id)
    return connection.scalars(query.where(~t.reading.c.folded, t.reading.c.read_at <= at).distinct()).all()


def _refuse(found: Alert, decision: Decision, seen: int | None) -> None:
    """Tell the second of two people what the first one, or the news, has changed; after news the same may be decided anew."""
    if seen is not None and seen != len(found.events):
        missed = "; ".join(event.what for event in found.events[max(seen, 0) :])
        raise Misconfigured(f"{found.id} has changed since you looked: {missed or found.events[-1].what}")
    bound = found.disposition
    if bound and bound.decision is decision and bound.up_to_event == len(found.events):
        raise Misconfigured(f"{found.id} is {decision.words} already, decided by {bound.actor}: {bound.reason}")


def _waiting(connection: Connection, at: datetime) -> list[Row]:
    """Every unfolded reading, with where it stands among the readings of its document."""
    inner = select(t.document_version.c.document).join(
        t.reading, t.reading.c.document_version == t.document_version.c.id
    )
    documents = connection.scalars(inner.where(~t.reading.c.folded, t.reading.c.read_at <= at).distinct()).all()
    found = ledger_rows.papers(connection, documents)
    return [row for row in found if not row["folded"] and row["read_at"] <= at]


def _standing_only(connection: Connection, waiting: Sequence[Row]) -> list[Row]:
    """Leave out readings that say nothing new: an older version read again, or one that waits twice."""
    captured: dict[str, datetime] = {}
    for row in ledger_rows.papers(connection, {row["document"] for row in waiting}):
        captured[row["document"]] = max(row["captured_at"], captured.get(row["document"], row["captured_at"]))
    newest = {row["version"]: row["reading"] for row in waiting}
    return [
        row
        for row in waiting
        if newest[row["version"]] == row["reading"]
        and (row["number"] == 1 or row["captured_at"] == captured[row["document"]])
    ]


def _touched(connection: Connection, readings: Sequence[StatedReading], rules: EpisodeRules) -> Ledger:
    """Load the alerts that readings may touch, with those shown as one with them."""
    by, alerts = redirects.locked(connection, touched(connection, readings, rules))
    return Ledger(alerts, by)


def _own(loaded: tuple[Standing, dict[str, Alert]], alert: str) -> Alert:
    """Give an alert to decide on. Raises Misconfigured where there is none, or where it is shown as part of another."""
    by, alerts = loaded
    if alert not in alerts:
        raise Misconfigured(UNKNOWN.format(alert))
    if alert in by:
        shown = head(alert, by)
        raise Misconfigured(
            f"{alert} is part of {shown}: decide on that, or watch1718 alerts separate {alert} --reason …"
        )
    return wholes(alerts, by)[alert]


def _counts(folded: Folded) -> dict[str, int]:
    counts: dict[str, int] = {}
    for event in folded.events:
        counts[event.kind.value] = counts.get(event.kind.value, 0) + 1
    return counts
