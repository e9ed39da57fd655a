"""Read what was captured: documents, then claims and findings, then the ledger of alerts.

Starts on news of `snapshots`, and hourly, so that nothing waits for more news. Each task takes all that is unread;
run again, it adds nothing.
"""

from datetime import timedelta
from typing import Any

import pendulum
from airflow import sdk

SNAPSHOTS = sdk.Asset(name="snapshots", uri="x-watch1718://snapshots", group="watch1718")
HOURLY = sdk.CronTriggerTimetable("5 * * * *", timezone="UTC")
ONLY_RETRY = sdk.ExceptionRetryPolicy([sdk.RetryRule("watch1718.errors.Retry")], default=sdk.RetryAction.FAIL)


@sdk.dag(
    schedule=sdk.AssetOrTimeSchedule(assets=[SNAPSHOTS], timetable=HOURLY),
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
def read_and_match() -> None:
    """Read, match, fold."""

    @sdk.task
    def read(params: dict[str, Any]) -> Any:
        from watch1718.airflow import tasks

        return tasks.read(params)

    @sdk.task
    def match(params: dict[str, Any]) -> Any:
        from watch1718.airflow import tasks

        return tasks.match(params)

    @sdk.task
    def fold(params: dict[str, Any]) -> Any:
        from watch1718.airflow import tasks

        return tasks.fold(params)

    read() >> match() >> fold()


read_and_match()
