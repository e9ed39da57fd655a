"""The ledger: every alert over time, and the one function that folds what was read into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from watch1718.core.alert import Alert, AlertEvent, Decision, Disposition, EventKind, alert_id
from watch1718.core.change import happenings
from watch1718.core.document import digest
from watch1718.core.episode import EpisodeRules, belongs, nearness
from watch1718.core.redirect import Standing, groups, head, whole
from watch1718.core.stated_claim import StatedClaim, StatedReading


@dataclass(frozen=True, slots=True)
class Ledger:
    """The alerts by id, as far as they are needed; what is not touched stays as it was.

    ``redirects`` tell which of them are part of another. Claims join the alert that they belong to; what happens is
    told to the one that is shown, and an alert that is at hand is there with all its parts.
    """

    alerts: Mapping[str, Alert] = field(default_factory=dict)
    redirects: Standing = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Joined:
    """A claim's place in an alert, with the reason why it is there."""

    claim: str
    alert: str
    reason: str
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Folded:
    """What folding did: the alerts that it touched as they now stand, the new links, the new events."""

    alerts: tuple[Alert, ...]
    joined: tuple[Joined, ...]
    events: tuple[AlertEvent, ...]


def fold(ledger: Ledger, readings: Iterable[StatedReading], rules: EpisodeRules) -> Folded:
    """Fold readings into the ledger, in the order in which they became known.

    The same readings give the same ledger however they are split into runs, and one that the
    ledger already holds adds nothing.
    """
    page = _Page(dict(ledger.alerts), ledger.redirects, rules)
    for reading in sorted(readings, key=lambda one: one.order):
        page.write(reading)
    touched = sorted({event.alert for event in page.events} | {link.alert for link in page.joined} | page.changed)
    return Folded(tuple(page.alerts[key] for key in touched), tuple(page.joined), tuple(page.events))


def after(ledger: Ledger, folded: Folded) -> Ledger:
    """Give the ledger as it stands after a fold."""
    return replace(ledger, alerts={**ledger.alerts, **{alert.id: alert for alert in folded.alerts}})


def dispose(alert: Alert, decision: Decision, reason: str, actor: str, at: datetime) -> Alert:
    """Decide on an alert as it stands now; what comes later may reopen it."""
    ordinal = len(alert.events) + 1
    key = digest("disposition", alert.id, str(ordinal), decision, reason, actor, at.isoformat())
    made = Disposition(key, alert.id, decision, reason, actor, at, ordinal)
    before = alert.disposition.decision.words if alert.disposition else ""
    said = f"{decision.words}, decided by {actor}: {reason}"
    event = AlertEvent(alert.id, ordinal, EventKind.DISPOSED, at, None, before, decision.words, said)
    return replace(alert, dispositions=(*alert.dispositions, made), events=(*alert.events, event))


class _Page:
    """The ledger while it is being written."""

    def __init__(self, alerts: dict[str, Alert], redirects: Standing, rules: EpisodeRules) -> None:
        self.alerts, self.redirects, self.rules = alerts, redirects, rules
        self.parts = groups(redirects)
        self.joined: list[Joined] = []
        self.events: list[AlertEvent] = []
        self.changed: set[str] = set()
        self.by_key: dict[tuple[str, str, str], list[str]] = {}
        self.by_document: dict[str, set[str]] = {}
        self.readings: set[str] = set()
        for alert in alerts.values():
            self._index(alert)

    def _index(self, alert: Alert) -> None:
        held = self.by_key.setdefault(alert.founding.key, [])
        if alert.id not in held:
            held.append(alert.id)
        for stated in alert.claims:
            self.by_document.setdefault(stated.paper.document, set()).add(alert.id)
            self.readings.add(stated.reading)

    def write(self, reading: StatedReading) -> None:
        """Fold one reading: take back what its document said before, then place what it says now."""
        if reading.id in self.readings or reading.paper.history:
            return
        before = dict[str, Alert | None]()
        for key in sorted(self.by_document.get(reading.paper.document, ())):
            self._take_back(key, reading, before)
        for stated in sorted(reading.claims, key=lambda one: one.ordinal):
            if stated.alerts:
                self._place(stated, before)
        for key in before:
            self._mark(key, reading)
        for shown in dict.fromkeys(head(key, self.redirects) for key in before):
            self._tell(shown, before, reading)

    def _take_back(self, key: str, reading: StatedReading, before: dict[str, Alert | None]) -> None:
        alert = self.alerts[key]
        left = tuple(stated for stated in alert.counted if not reading.replaces(stated))
        if len(left) < len(alert.counted):
            before[key] = alert
            self.alerts[key] = replace(alert, counted=left)

    def _place(self, stated: StatedClaim, before: dict[str, Alert | None]) -> None:
        found = self._find(stated)
        if found is None:
            alert = Alert(alert_id(stated), self.rules.kind(stated), stated, (stated,), (stated,))
            before.setdefault(alert.id, None)
            reason = "opens the episode"
        else:
            known, reason = found
            before.setdefault(known.id, known)
            alert = replace(known, claims=(*known.claims, stated), counted=(*known.counted, stated), not_produced_by="")
        self.alerts[alert.id] = alert
        self._index(alert)
        self.joined.append(Joined(stated.id, alert.id, reason, stated.paper.known_at))

    def _find(self, stated: StatedClaim) -> tuple[Alert, str] | None:
        found = []
        for key in self.by_key.get(stated.key, ()):
            alert = self.alerts[key]
            reason = belongs(stated, alert, self.rules)
            if reason is None and key == alert_id(stated):
                reason = "the same words founded this episode"
            if reason is not None:
                found.append((alert, reason))
        return max(found, key=lambda one: nearness(stated, one[0]), default=None)

    def _mark(self, key: str, reading: StatedReading) -> None:
        self.changed.add(key)
        alert = self.alerts[key]
        if reading.again and not alert.counted:
            self.alerts[key] = replace(alert, not_produced_by=reading.reader_version)

    def _tell(self, shown: str, before: Mapping[str, Alert | None], reading: StatedReading) -> None:
        members = self.parts.get(shown, (shown,))
        were = [old for key in members if (old := before.get(key, self.alerts[key])) is not None]
        old = whole(were[0], were[1:]) if were else None
        new = whole(self.alerts[shown], [self.alerts[key] for key in members[1:]])
        told = tuple(happenings(old, new, reading))
        self.alerts[shown] = replace(self.alerts[shown], events=(*self.alerts[shown].events, *told))
        self.events.extend(told)
        self.changed.add(shown)
