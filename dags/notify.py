"""Notify: tell each edition once, and at once a held list, a blind day or a day without an edition.

Every 15 minutes; what a channel did not take waits for the next run.
"""

from typing import Any

from airflow import sdk

from watch1718.airflow.head import head


@sdk.dag(schedule="*/15 * * * *", **head(__doc__))
def notify() -> None:
    """Tell what waits."""

    @sdk.task
    def tell(params: dict[str, Any]) -> Any:
        from watch1718.airflow import tasks

        return tasks.notify(params)

    tell()


notify()
