"""What each step did, for status and the operator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Engine

from watch1718.adapters import rows, tables
from watch1718.core.document import digest


class RunStore:
    """The port ``Runs``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(
        self, step: str, started_at: datetime, ended_at: datetime, counts: Mapping[str, int], failure: str
    ) -> None:
        """Keep one run of a step; ``failure`` is "" where it went well."""
        row = {
            "id": digest(step, started_at.isoformat(), ended_at.isoformat()),
            "step": step,
            "started_at": started_at,
            "ended_at": ended_at,
            "outcome": "failed" if failure else "done",
            "counts": dict(counts),
            "detail": rows.clean(failure),
        }
        with self._engine.begin() as connection:
            rows.upsert(connection, tables.step_run, row)
