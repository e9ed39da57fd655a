"""Capture the UN list, judge the new version, and screen again what it changes.

Every 6 hours. A version that loses too much is held until a person releases it; the last good one stays in force.
No answer is a row and leaves the task green: the age of the last verified list is what `status` and each day's
attestation show.
"""

from datetime import timedelta
from typing import Any

import pendulum
from airflow import sdk

ONLY_RETRY = sdk.ExceptionRetryPolicy([sdk.RetryRule("watch1718.errors.Retry")], default=sdk.RetryAction.FAIL)


@sdk.dag(
    schedule="20 */6 * * *",
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
        "until": sdk.Param(None, type=["null", "string"], format="date-time", pattern="^[0-9]{4}(-[0-9]{2}){2}T"),
    },
)
def un_list() -> None:
    """Capture, guard, rescreen."""

    @sdk.task
    def capture_list(params: dict[str, Any]) -> Any:
        from watch1718.airflow import tasks

        return tasks.capture_list(params)

    @sdk.task
    def guard_list(params: dict[str, Any]) -> Any:
        from watch1718.airflow import tasks

        return tasks.guard_list(params)

    @sdk.task
    def rescreen(params: dict[str, Any]) -> Any:
        from watch1718.airflow import tasks

        return tasks.rescreen(params)

    capture_list() >> guard_list() >> rescreen()


un_list()
