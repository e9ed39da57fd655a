"""Notes in PostgreSQL, and files of decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import Engine, select

from watch1718.adapters import rows
from watch1718.adapters import tables as t
from watch1718.adapters.csv_file import read_table
from watch1718.adapters.ledger_rows import among
from watch1718.core.alert import Decision
from watch1718.core.note import Note, NoteKind
from watch1718.errors import BadFile, Misconfigured


class NoteStore:
    """Adds notes and gives them back; there is no way to change one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, note: Note) -> None:
        """Keep a note. Raises Misconfigured for an alert that there is not."""
        with self._engine.begin() as connection:
            if connection.scalar(select(t.alert.c.id).where(t.alert.c.id == note.alert)) is None:
                raise Misconfigured(f"no alert {note.alert}; see: watch1718 alerts list")
            rows.add(connection, t.alert_note, {**asdict(note), "kind": note.kind.value})

    def of(self, alerts: Iterable[str]) -> Mapping[str, tuple[Note, ...]]:
        """The notes of these alerts, oldest first."""
        table = t.alert_note
        query = select(table).where(among(table.c.alert, alerts)).order_by(table.c.at, table.c.id)
        found: dict[str, tuple[Note, ...]] = defaultdict(tuple)
        with self._engine.connect() as connection:
            for row in connection.execute(query).mappings():
                found[row["alert"]] += (Note(**{**row, "kind": NoteKind(row["kind"])}),)
        return found


def read_decisions(path: Path) -> list[tuple[str, Decision, str]]:
    """Read decisions from a CSV file with columns ``alert, decision, reason``. Raises BadFile with line and column."""
    columns = ("alert", "decision", "reason")
    found: dict[str, tuple[str, Decision, str]] = {}
    for line, row in read_table(path, columns, columns):
        for name in columns:
            if not row[name]:
                raise BadFile(str(path), line, name, "is empty")
        if row["decision"] not in set(Decision):
            raise BadFile(str(path), line, "decision", f"{row['decision']!r} is none of {', '.join(Decision)}")
        if row["alert"] in found:
            raise BadFile(str(path), line, "alert", f"{row['alert']} stands twice")
        found[row["alert"]] = (row["alert"], Decision(row["decision"]), row["reason"])
    return list(found.values())
