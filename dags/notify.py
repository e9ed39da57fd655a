"""Notify: tell each edition once, and at once a held list, a blind day or a day without an edition.

Every 15 minutes; what a channel did not take waits for the next run.
"""

from datetime import timedelta
from typing import Any

import pendulum
from airflow import sdk

ONLY_RETRY = sdk.ExceptionRetryPolicy([sdk.RetryRule("watch1718.errors.Retry")], default=sdk.RetryAction.FAIL)


@sdk.dag(
    schedule="*/15 * * * *",
    start_date=pendulum.datetime(2026, 1, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    doc_md=__doc__,
    tags=["watch1718"],
    default_args={"retries": 2, "retry_delay": timedelta(minutes=1), "retry_policy": ONLY_RETRY},
    params={
        "origin": sdk.Param("live", enum=["live", "rehearsal"]),
        "newsroom": sdk.Param(None, type=["null", "string"], format="uri"),
        "now": sdk.Param(None, type=["null", "string"], format="date-time", pattern="^[0-9]{4}(-[0-9]{2}){2}T"),
    },
)
def notify() -> None:
    """Tell what waits."""

    @sdk.task
    def tell(params: dict[str, Any]) -> Any:
        from watch1718.airflow import tasks

        return tasks.notify(params)

    tell()


notify()
