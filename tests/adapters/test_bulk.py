"""Many rows at once are the same rows as one by one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from watch1718.adapters import bulk, rows
from watch1718.adapters import tables as t
from watch1718.errors import Retry

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def runs(*numbers: int, said: str = "done"):
    """Rows of steps; a step is keyed by its id."""
    return [
        {
            "id": f"run {number}",
            "step": "match",
            "started_at": NOW,
            "ended_at": None,
            "outcome": said,
            "counts": {"texts": [number, "\x00á\ud800"]},
            "detail": f"\x00{said} \ud800 naïve",
        }
        for number in numbers
    ]


def held(engine):
    """What stands in the table, by key."""
    with engine.connect() as connection:
        return connection.execute(select(t.step_run).order_by(t.step_run.c.id)).mappings().all()


def test_the_same_rows_either_way(engine, monkeypatch):
    """New, changed and doubled rows stand there as if each had been written alone, with the same count of what was written."""
    written = []
    for many in (10_000, 3):
        monkeypatch.setattr(rows, "MANY", many)
        with engine.begin() as connection:
            connection.execute(t.step_run.delete())
            counts = [
                rows.add(connection, t.step_run, *runs(1, 2, 3, 4)),
                rows.add(connection, t.step_run, *runs(3, 4, 5, 6, said="again")),
                rows.upsert(connection, t.step_run, *runs(5, 6, 7, 8, 8, said="changed")),
                rows.upsert(connection, t.step_run, *runs(5, 6, 7, 8, said="changed")),
            ]
        written.append((counts, held(engine)))
    assert written[0] == written[1]
    assert [row["outcome"] for row in written[1][1]] == ["done"] * 4 + ["changed"] * 4
    assert written[1][1][0]["counts"] == {"texts": [1, "á\ufffd"]}


def test_keys_of_several_columns(engine, monkeypatch):
    """A key is new where the whole of it is."""
    monkeypatch.setattr(rows, "MANY", 2)
    made = [{"kind": kind, "version": version, "loaded_at": NOW} for kind in ("a", "b") for version in ("1", "2")]
    with engine.begin() as connection:
        assert rows.add(connection, t.knowledge_version, made[0], made[3]) == 2
        assert rows.add(connection, t.knowledge_version, *made) == 2
        assert connection.scalar(select(func.count()).select_from(t.knowledge_version)) == 4


def test_every_column_has_a_way_in():
    """No kind of column is without its name for COPY."""
    for table in t.metadata.tables.values():
        assert all(bulk._kind(table, column.name) for column in table.columns)


def test_another_writer_at_the_same_moment(engine, monkeypatch):
    """Where a key appears between the question and the answer, the step is tried again."""
    monkeypatch.setattr(rows, "MANY", 2)
    monkeypatch.setattr(bulk, "_held", lambda *_: set())
    with engine.begin() as connection:
        rows.add(connection, t.step_run, *runs(1, 2))
    with pytest.raises(Retry, match="2 rows could not be written to step_run"), engine.begin() as connection:
        rows.add(connection, t.step_run, *runs(2, 3))
    assert len(held(engine)) == 2
