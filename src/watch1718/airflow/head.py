"""The head that every DAG has: one run at a time, retries for what passes, and the world that it works in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pendulum
from airflow import sdk

SNAPSHOTS = sdk.Asset(name="snapshots", uri="x-watch1718://snapshots", group="watch1718")
ONLY_RETRY = sdk.ExceptionRetryPolicy([sdk.RetryRule("watch1718.errors.Retry")], default=sdk.RetryAction.FAIL)


def moment() -> sdk.Param:
    """A parameter for a moment, null where nothing is said."""
    return sdk.Param(None, type=["null", "string"], format="date-time", pattern="^[0-9]{4}(-[0-9]{2}){2}T")


def head(doc: str | None, **more: sdk.Param) -> dict[str, Any]:
    """What ``sdk.dag`` is told beside the schedule; ``more`` are parameters beside those that name the world."""
    return {
        "start_date": pendulum.datetime(2026, 1, 1, tz="UTC"),
        "catchup": False,
        "max_active_runs": 1,
        "doc_md": doc,
        "tags": ["watch1718"],
        "default_args": {"retries": 2, "retry_delay": timedelta(minutes=1), "retry_policy": ONLY_RETRY},
        "params": {
            "origin": sdk.Param("live", enum=["live", "rehearsal"]),
            "newsroom": sdk.Param(None, type=["null", "string"], format="uri"),
            "now": moment(),
            **more,
        },
    }
