"""Redirects in PostgreSQL: which alerts are shown as one, since when and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Select, select, text

from watch1718.adapters import ledger_rows, rows
from watch1718.adapters import tables as t
from watch1718.adapters.people import agree
from watch1718.core import redirect as core
from watch1718.core.alert import Alert, AlertEvent
from watch1718.core.edition import as_of
from watch1718.core.episode import EpisodeRules
from watch1718.core.kin import kinship
from watch1718.core.redirect import Redirect, Undone
from watch1718.errors import Misconfigured

LOOKED_AT, SHOWN = 200, 5  # alerts near by, and of them


class RedirectStore:
    """Redirects alerts and undoes it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(
        self, alert: str, into: str, reason: str, actor: str, at: datetime, *, approvals: int = 1
    ) -> Redirect | None:
        """Show an alert as part of another from now on; None while it waits for the second of two people.

        Raises Misconfigured for an unknown alert, and as ``redirect`` does.
        """
        with self._engine.begin() as connection:
            by, alerts = _locked(connection, [alert, into])
            made = core.redirect(alerts[alert], alerts[into], by, reason=reason, actor=actor, at=at)
            if approvals > 1:
                before = sum((one.alert, one.into) == (alert, into) for one in all_made(connection))
                proposal = f"into {into}, after {before} before"
                people = agree(connection, "redirect", alert, proposal, person=actor, reason=made.reason, at=at)
                if len(people) < approvals:
                    return None
                made = replace(made, actor=" and ".join(people))
            before_it, after_it = core.wholes(alerts, by), core.wholes(alerts, {**by, alert: into})
            shown = core.head(into, by)
            rows.add(connection, t.redirect, {name: value for name, value in asdict(made).items() if name != "undone"})
            _tell(connection, core.joined(made, before_it[shown], after_it[shown]))
        return made

    def undo(self, alert: str, reason: str, actor: str, at: datetime) -> Redirect:
        """Show an alert by itself again: one person may, because it only shows more.

        Raises Misconfigured where the alert is part of no other.
        """
        reason, actor = " ".join(reason.split()), actor.strip()
        if not reason or not actor:
            raise Misconfigured("undoing a redirect needs a name and a reason")
        with self._engine.begin() as connection:
            by, alerts = _locked(connection, [alert])
            if alert not in by:
                raise Misconfigured(f"{alert} is part of no other alert")
            made = next(one for one in all_made(connection) if one.alert == alert and one.undone is None)
            undone = Undone(reason, actor, at)
            if not rows.add(connection, t.redirect_undo, {"redirect": made.id, **asdict(undone)}):
                raise Misconfigured(f"somebody else undid the redirect of {alert} just now")
            without = {key: into for key, into in by.items() if key != alert}
            before, after, shown = core.wholes(alerts, by), core.wholes(alerts, without), core.head(alert, by)
            _tell(connection, core.parted(made, undone, before[shown], after[shown]))
            _tell(connection, core.alone(made, undone, after[alert]))
        return replace(made, undone=undone)

    def of(self, alerts: Iterable[str]) -> Sequence[Redirect]:
        """Give every redirect of these alerts, or into them, oldest first."""
        keys = set(alerts)
        with self._engine.connect() as connection:
            return [one for one in all_made(connection) if keys & {one.alert, one.into}]

    def with_parts(self, alerts: Iterable[str]) -> set[str]:
        """Name these alerts with all that are shown as one with them."""
        with self._engine.connect() as connection:
            return expand(alerts, core.standing(all_made(connection)))

    def history(self, shown: Alert) -> Sequence[AlertEvent]:
        """Give all that happened to an alert and to those that are part of it, in time."""
        with self._engine.connect() as connection:
            alerts, _ = ledger_rows.alerts(connection, [shown.id, *shown.includes])
        return core.history(alerts.values())

    def kin(self, shown: Alert, rules: EpisodeRules) -> Sequence[tuple[str, str]]:
        """Name the alerts that may be the same episode as this one, each with the reason, the last known first."""
        table, reach = t.alert.c, timedelta(days=rules.categories[shown.category].days)
        first, last = shown.span
        near = (table.span_from <= last + reach, table.span_to >= first - reach)
        query = select(table.id).where(table.category == shown.category, *near)
        with self._engine.connect() as connection:
            keys = connection.scalars(query.order_by(table.last_known_at.desc(), table.id).limit(LOOKED_AT)).all()
            found = wholes(connection, keys)
        told = [(key, why) for key, other in found.items() if (why := kinship(shown, other, rules))]
        return sorted(told, key=lambda one: found[one[0]].last_known_at, reverse=True)[:SHOWN]


def all_made(connection: Connection) -> Sequence[Redirect]:
    """Give every redirect that was ever made with its end, oldest first."""
    query: Select[Any] = select(
        t.redirect,
        t.redirect_undo.c.reason.label("undo_reason"),
        t.redirect_undo.c.actor.label("undo_actor"),
        t.redirect_undo.c.at.label("undo_at"),
    ).outerjoin(t.redirect_undo, t.redirect_undo.c.redirect == t.redirect.c.id)
    found = connection.execute(query.order_by(t.redirect.c.at, t.redirect.c.id)).mappings()
    return [
        Redirect(
            **{name: row[name] for name in ("id", "alert", "into", "reason", "actor", "at")},
            undone=Undone(row["undo_reason"], row["undo_actor"], row["undo_at"]) if row["undo_at"] else None,
        )
        for row in found
    ]


def expand(keys: Iterable[str], by: core.Standing) -> set[str]:
    """Name these alerts with all that are shown as one with them."""
    shown = {core.head(key, by) for key in keys}
    return shown | {key for key in by if core.head(key, by) in shown}


def wholes(connection: Connection, keys: Iterable[str]) -> dict[str, Alert]:
    """Load the alerts that show these ones, as they now stand, by their ids."""
    by = core.standing(all_made(connection))
    alerts, _ = ledger_rows.alerts(connection, expand(keys, by))
    return core.wholes(alerts, by)


def wholes_as_of(connection: Connection, keys: Iterable[str], *moments: datetime) -> list[dict[str, Alert]]:
    """Load the alerts that showed these ones just before each moment, as they then stood."""
    found = all_made(connection)
    each = [core.standing(found, moment) for moment in moments]
    wanted = set(keys)
    for by in each:
        wanted |= expand(wanted, by)
    loaded, standing = ledger_rows.alerts(connection, wanted)
    made = []
    for moment, by in zip(moments, each, strict=True):
        then = {key: one for key, alert in loaded.items() if (one := as_of(alert, moment, standing)) is not None}
        made.append(core.wholes(then, by))
    return made


def locked(connection: Connection, keys: Iterable[str]) -> tuple[core.Standing, dict[str, Alert]]:
    """Load these alerts and those shown as one with them, each by itself, locked: two writers never number events at once."""
    wanted, held = set(keys), set[str]()
    while True:
        by = core.standing(all_made(connection))
        wanted = expand(wanted, by)
        if wanted <= held:
            break
        connection.execute(text("select ledger.lock_alerts(:keys)"), {"keys": sorted(wanted)})
        held |= wanted
    alerts, _ = ledger_rows.alerts(connection, wanted)
    return by, alerts


def _locked(connection: Connection, keys: Sequence[str]) -> tuple[core.Standing, dict[str, Alert]]:
    by, alerts = locked(connection, keys)
    for key in keys:
        if key not in alerts:
            raise Misconfigured(f"no alert {key}; see: watch1718 alerts list")
    return by, alerts


def _tell(connection: Connection, event: AlertEvent) -> None:
    rows.add(connection, t.alert_event, {**asdict(event), "kind": event.kind.value})
