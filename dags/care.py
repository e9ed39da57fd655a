"""Care: once a day remove what a licence lets us keep no longer, then cut every quote again from what is stored.

A red `verify` is a body, an excerpt or a text that is not what it was: `watch1718 evidence verify` names each.
"""

from datetime import timedelta
from typing import Any

import pendulum
from airflow import sdk

ONLY_RETRY = sdk.ExceptionRetryPolicy([sdk.RetryRule("watch1718.errors.Retry")], default=sdk.RetryAction.FAIL)


@sdk.dag(
    schedule="30 7 * * *",
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
def care() -> None:
    """Purge, then verify."""

    @sdk.task
    def purge(params: dict[str, Any]) -> Any:
        from watch1718.airflow import tasks

        return tasks.purge(params)

    @sdk.task
    def verify(params: dict[str, Any]) -> Any:
        from watch1718.airflow import tasks

        return tasks.verify(params)

    purge() >> verify()


care()
