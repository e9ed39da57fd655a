"""Redirects: two alerts that prove to be one episode are shown as one, and can be told apart again.

Claims stay with the alert that they joined; a redirect lies over the ledger. So neither the order of redirects and
documents nor an undoing changes what belongs together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from watch1718.core.alert import Alert, AlertEvent, EventKind
from watch1718.core.change import stage_words
from watch1718.core.counts import counted
from watch1718.core.document import digest
from watch1718.errors import Misconfigured

Standing = Mapping[str, str]
"""Which alert is part of which other one, at one moment."""


@dataclass(frozen=True, slots=True)
class Undone:
    """The end of a redirect."""

    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Redirect:
    """One redirect, never changed: ``alert`` is part of ``into``."""

    id: str
    alert: str
    into: str
    reason: str
    actor: str
    at: datetime
    undone: Undone | None = None

    def stands(self, moment: datetime) -> bool:
        """Say whether it holds at a moment: made before it and not undone by then."""
        return self.at < moment and not (self.undone is not None and self.undone.at < moment)


def standing(redirects: Iterable[Redirect], moment: datetime | None = None) -> dict[str, str]:
    """Give which alert is part of which, at a moment or after all that was decided; given oldest first.

    Of two that were made at once and contradict each other the older holds, so that following them ends.
    """
    made: dict[str, str] = {}
    for one in redirects:
        stands = one.undone is None if moment is None else one.stands(moment)
        if stands and one.alert not in made and head(one.into, made) != one.alert:
            made[one.alert] = one.into
    return made


def head(alert: str, by: Standing) -> str:
    """Follow redirects to the alert that is shown."""
    while alert in by:
        alert = by[alert]
    return alert


def groups(by: Standing) -> dict[str, tuple[str, ...]]:
    """Name, for each alert that others are shown as, all of them: itself first."""
    found: dict[str, tuple[str, ...]] = {}
    for key in sorted(by):
        shown = head(key, by)
        found[shown] = (*found.get(shown, (shown,)), key)
    return found


def whole(shown: Alert, others: Iterable[Alert]) -> Alert:
    """Give an alert with the claims of those that are part of it; id, category, events and decisions are its own."""
    members = [shown, *others]
    if len(members) == 1:
        return shown
    claims = sorted((stated for one in members for stated in one.claims), key=lambda stated: stated.place)
    standing_claims = {stated.id for one in members for stated in one.counted}
    gone = next((one.not_produced_by for one in members if one.not_produced_by), "")
    return replace(
        shown,
        claims=tuple(claims),
        counted=tuple(stated for stated in claims if stated.id in standing_claims),
        not_produced_by="" if standing_claims else gone,
        includes=tuple(sorted(one.id for one in members[1:])),
    )


def wholes(alerts: Mapping[str, Alert], by: Standing) -> dict[str, Alert]:
    """Give every alert that is shown, whole, of those at hand."""
    members: dict[str, list[Alert]] = {}
    for key in sorted(alerts):
        members.setdefault(head(key, by), []).append(alerts[key])
    return {
        key: whole(alerts[key], (one for one in found if one.id != key))
        for key, found in members.items()
        if key in alerts
    }


def redirect(alert: Alert, into: Alert, by: Standing, *, reason: str, actor: str, at: datetime) -> Redirect:
    """Say that an alert is the same episode as another. Raises Misconfigured where that cannot be."""
    reason, actor = " ".join(reason.split()), actor.strip()
    if not reason or not actor:
        raise Misconfigured("a redirect needs a name and a reason")
    if alert.id in by:
        raise Misconfigured(f"{alert.id} is part of {by[alert.id]} already; undo that first")
    if head(into.id, by) == alert.id:
        raise Misconfigured(f"{into.id} is part of {alert.id}" if into.id != alert.id else "an alert is itself already")
    if alert.category != into.category:
        raise Misconfigured(f"{alert.id} is {alert.category}, {into.id} is {into.category}: two kinds of conduct")
    return Redirect(digest("redirect", alert.id, into.id, actor, at.isoformat()), alert.id, into.id, reason, actor, at)


def joined(made: Redirect, before: Alert, after: Alert) -> AlertEvent:
    """Tell the shown alert that another one is part of it, with the difference."""
    said = f"{made.alert} is the same episode, found by {made.actor}: {made.reason}"
    return _event(EventKind.JOINED, made.at, said, before, after)


def parted(made: Redirect, undone: Undone, before: Alert, after: Alert) -> AlertEvent:
    """Tell the shown alert that another one is no longer part of it, with the difference."""
    said = f"{made.alert} is an episode of its own again, found by {undone.actor}: {undone.reason}"
    return _event(EventKind.PARTED, undone.at, said, before, after)


def alone(made: Redirect, undone: Undone, alert: Alert) -> AlertEvent:
    """Tell an alert that it stands alone again."""
    said = f"no longer part of {made.into}, found by {undone.actor}: {undone.reason}"
    return _event(EventKind.PARTED, undone.at, said, alert, alert)


def _event(kind: EventKind, at: datetime, said: str, before: Alert, after: Alert) -> AlertEvent:
    was, now = stage_words(before.stage), stage_words(after.stage)
    changes = [f"was: {was}; now: {now}"] if was != now else []
    changes += [_count(before.documents, after.documents)] if before.documents != after.documents else []
    what = "; ".join([said, *changes])
    return AlertEvent(after.id, len(after.events) + 1, kind, at, None, was, now, what)


def _count(before: int, after: int) -> str:
    return f"{counted(before, 'documents')} before, {after} now"


def history(members: Iterable[Alert]) -> list[AlertEvent]:
    """Give all that happened to alerts that are one, in time."""
    events = [event for one in members for event in one.events]
    return sorted(events, key=lambda event: (event.known_at, event.alert, event.ordinal))
