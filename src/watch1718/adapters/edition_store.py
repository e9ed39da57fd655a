"""Editions in PostgreSQL: built as candidates, checked, then shown by moving one pointer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, and_, delete, func, select, update

from watch1718.adapters import (
    cap_usage,
    checks,
    day_rows,
    edition_days,
    edition_rows,
    exclusions,
    not_alerts,
    redirects,
    report,
    rows,
)
from watch1718.adapters import tables as t
from watch1718.adapters.edition_days import Versions
from watch1718.adapters.edition_rows import Row
from watch1718.adapters.ledger_store import LedgerStore
from watch1718.core.alert import Alert
from watch1718.core.day import Window, gap_note, window
from watch1718.core.edition import Change, order
from watch1718.core.exclusion import why_excluded
from watch1718.errors import GateFailed, Misconfigured

EDITION = t.edition
PARTS = (
    t.attestation,
    t.edition_source,
    t.edition_alert,
    t.edition_party,
    t.edition_evidence,
    t.edition_paragraph,
    t.edition_event,
    t.edition_not_alert,
    t.edition_cap_usage,
    t.edition_cap_delivery,
)
SAME = (t.edition_alert, t.edition_event, t.edition_not_alert, t.edition_evidence)
NOT_SAID = {"edition", "claim_id", "joined_because", "verified_at"}  # a newer reading may say the same words
COUNTS = ("state", "expected", "read", "failed", "cut_off", "quarantined")
Rows = dict[Table, list[Row]]


class EditionStore:
    """The port ``Editions``."""

    def __init__(self, engine: Engine, ledger: LedgerStore, cutoff: time) -> None:
        self._engine, self._ledger, self._cutoff = engine, ledger, cutoff

    def missing_days(self, now: datetime) -> Sequence[date]:
        """The days that want an edition, oldest first: those without one, those that closed or learned since.

        The first run makes one edition, so that there is something to see.
        """
        with self._engine.connect() as connection:
            return edition_days.wanted(connection, now, self._cutoff)

    def build(self, day: date, now: datetime) -> str | None:
        """Copy the day's candidate rows; the edition's id, or None where nothing is new since the last one."""
        of = window(day, self._cutoff)
        with self._engine.begin() as connection:
            made, versions = self._rows(connection, of, now)
            last = _last(connection, day)
            if last is not None and _same(connection, last["id"], made):
                return None if last["state"] == "published" else str(last["id"])
            number = last["number"] + 1 if last is not None else 1
            edition = f"{day}/{number}"
            note = _note(of, now, self._cutoff, last)
            rows.add(connection, EDITION, _edition_row(edition, number, of, now, versions=versions, note=note))
            for table in PARTS:
                rows.add(connection, table, *({"edition": edition, **row} for row in made[table]))
        return edition

    def check(self, edition: str) -> Mapping[str, int]:
        """Run the gate; results become rows. Raises GateFailed where an expectation that blocks fails."""
        results = checks.run(self._engine, edition)
        failures = tuple(f"{one.subject}: {one.meaning}" for one in results if not one.success and one.blocks)
        with self._engine.begin() as connection:
            connection.execute(delete(t.gate_result).where(t.gate_result.c.edition == edition))
            rows.add(connection, t.gate_result, *(one.row(edition, n) for n, one in enumerate(results, start=1)))
            waiting = and_(EDITION.c.id == edition, EDITION.c.state != "published")
            connection.execute(update(EDITION).where(waiting).values(state="failed" if failures else "candidate"))
        if failures:
            raise GateFailed(edition, failures)
        warned = sum(not one.success for one in results)
        return {"checks": len(results), "failed": 0, "warned": warned}

    def publish(self, edition: str, now: datetime) -> None:
        """Move the pointer: from now on the views show this edition. Raises GateFailed unless it passed its gate."""
        with self._engine.begin() as connection:
            row = _edition(connection, edition)
            if row["state"] == "published":
                return
            results = t.gate_result
            checked = connection.scalar(select(func.count()).where(results.c.edition == edition))
            if row["state"] == "failed" or not checked:
                raise GateFailed(edition, ("its checks failed" if checked else "its checks were not run",))
            connection.execute(update(EDITION).where(EDITION.c.id == edition).values(state="published"))
            rows.upsert(connection, t.current_edition, {"day": row["day"], "edition": edition, "moved_at": now})

    def on_show(self, day: date | None = None) -> tuple[str, date]:
        """The edition that the views show for ``day``, or the newest. Raises Misconfigured where there is none."""
        table = t.current_edition
        query = select(table.c.edition, table.c.day).order_by(table.c.day.desc()).limit(1)
        with self._engine.connect() as connection:
            row = connection.execute(query.where(table.c.day == day) if day else query).one_or_none()
        if row is None:
            raise Misconfigured(
                f"no edition of {day} was published" if day else "no edition was published yet: watch1718 run"
            )
        return row.edition, row.day

    def days_on_show(self) -> Sequence[date]:
        """The days that have a published edition, oldest first."""
        table = t.current_edition
        with self._engine.connect() as connection:
            return connection.scalars(select(table.c.day).order_by(table.c.day)).all()

    def write_report(self, edition: str, folder: Path) -> Path:
        """Write the day's report, one HTML file with world and day in its name."""
        with self._engine.connect() as connection:
            row = _edition(connection, edition)
            origin = connection.scalar(select(t.world.c.origin)) or "live"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"watch1718_{origin}_{row['day']}.html"
        fresh = path.with_suffix(".new")
        fresh.write_text(report.render(self._engine, origin, row["day"]), encoding="utf-8")
        fresh.replace(path)
        return path

    def _rows(self, connection: Connection, of: Window, now: datetime) -> tuple[Rows, Versions]:
        present = _present(connection, of)
        versions = edition_days.versions(connection, min(now, of.end), [alert for alert, _ in present])
        lines = day_rows.source_lines(connection, of)
        proof = day_rows.attestation(connection, lines, of, now)
        made: Rows = {table: [] for table in PARTS}
        made[t.attestation] = [{**asdict(proof), "state": proof.state.value, "day": of.day}]
        made[t.edition_source] = [day_rows.source_row(line) for line in lines]
        made[t.edition_not_alert] = list(not_alerts.rows(connection, of))
        made[t.edition_cap_usage], made[t.edition_cap_delivery] = cap_usage.rows(connection, of, versions.catalogue)
        by = edition_rows.lookups(
            connection, [alert for alert, _ in present], versions.catalogue, versions.list, of.end
        )
        excluded = [one for one in exclusions.all_made(connection) if one.stands(of.end)]
        listed = [
            {**self._alert_row(alert, before, of, by), "excluded": why_excluded(alert, excluded) or None}
            for alert, before in present
        ]
        listed.sort(key=_order)
        made[t.edition_alert] = [{**row, "position": n} for n, row in enumerate(listed, start=1)]
        for alert, _ in present:
            made[t.edition_party] += edition_rows.party_rows(alert, by)
            made[t.edition_evidence] += edition_rows.evidence_rows(alert, by)
            made[t.edition_paragraph] += edition_rows.paragraph_rows(alert, by)
            made[t.edition_event] += edition_rows.event_rows(alert)
        return made, versions

    def _alert_row(self, alert: Alert, before: Alert | None, of: Window, by: edition_rows.Lookups) -> Row:
        events = [event for event in alert.events if of.holds(event.known_at)]
        degree, days = self._ledger.severity(alert), self._ledger.episodes.late_days
        return edition_rows.alert_row(alert, before, events, of, degree=degree, late_days=days, by=by)


def _present(connection: Connection, of: Window) -> list[tuple[Alert, Alert | None]]:
    """Every alert to which something happened in the window, as it stood at its end and at its start."""
    inside = and_(t.alert_event.c.known_at >= of.start, t.alert_event.c.known_at < of.end)
    keys = connection.scalars(select(t.alert_event.c.alert).where(inside).distinct()).all()
    then, earlier = redirects.wholes_as_of(connection, keys, of.end, of.start)
    happened = {key: alert for key, alert in then.items() if any(of.holds(event.known_at) for event in alert.events)}
    return [(alert, earlier.get(key)) for key, alert in happened.items()]


def _order(row: Row) -> tuple[bool, int, int, str, str, str]:
    left_out = row["excluded"] is not None
    return order(Change(row["change"]), row["severity"], row["credibility"], row["alert_id"], excluded=left_out)


def _last(connection: Connection, day: date) -> Any:
    query = select(EDITION).where(EDITION.c.day == day).order_by(EDITION.c.number.desc()).limit(1)
    return connection.execute(query).mappings().one_or_none()


def _edition(connection: Connection, edition: str) -> Any:
    row = connection.execute(select(EDITION).where(EDITION.c.id == edition)).mappings().one_or_none()
    if row is None:
        raise Misconfigured(f"no edition {edition}")
    return row


def _edition_row(edition: str, number: int, of: Window, now: datetime, *, versions: Versions, note: str) -> Row:
    return {
        "id": edition,
        "day": of.day,
        "number": number,
        "cut_from": of.start,
        "cut_to": of.end,
        "built_at": now,
        "state": "candidate",
        "catalogue_version": versions.catalogue,
        "list_version": versions.list,
        "reader_version": versions.reader,
        "note": note,
    }


def _note(of: Window, now: datetime, cutoff: time, last: Any) -> str:
    notes = []
    if now < of.end:
        notes.append(f"made while its day is open: it closes {of.end:%Y-%m-%d %H:%M} UTC")
    elif last is None:
        notes.append(gap_note(of.day, now, cutoff))
    if last is not None:
        notes.append(f"takes the place of {last['id']}: more has become known of its day")
    return "; ".join(note for note in notes if note)


def _same(connection: Connection, edition: str, made: Rows) -> bool:
    """Say whether an edition already says what the rows say."""
    proof = connection.execute(select(t.attestation).where(t.attestation.c.edition == edition)).mappings().one()
    if any(proof[name] != made[t.attestation][0][name] for name in COUNTS):
        return False
    return all(_content(connection, table, edition) == _texts(table, made[table]) for table in SAME)


def _content(connection: Connection, table: Table, edition: str) -> list[str]:
    found = connection.execute(select(table).where(table.c.edition == edition)).mappings().all()
    return _texts(table, [dict(row) for row in found])


def _texts(table: Table, given: Sequence[Row]) -> list[str]:
    names = [column.name for column in table.columns if column.name not in NOT_SAID]
    return sorted(repr([_plain(rows.safe(row[name])) for name in names]) for row in given)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
