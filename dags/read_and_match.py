"""Read what was captured: documents, then claims and findings, then the ledger of alerts.

Starts on news of `snapshots`, and hourly, so that nothing waits for more news. Each task takes all that is unread;
run again, it adds nothing.
"""

from typing import Any

from airflow import sdk

from watch1718.airflow.head import SNAPSHOTS, head

HOURLY = sdk.CronTriggerTimetable("5 * * * *", timezone="UTC")


@sdk.dag(schedule=sdk.AssetOrTimeSchedule(assets=[SNAPSHOTS], timetable=HOURLY), **head(__doc__))
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
