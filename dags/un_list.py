"""Capture the UN list, judge the new version, and screen again what it changes.

Every 6 hours. A version that loses too much is held until a person releases it; the last good one stays in force.
No answer is a row and leaves the task green: the age of the last verified list is what `status` and each day's
attestation show.
"""

from typing import Any

from airflow import sdk

from watch1718.airflow.head import head, moment


@sdk.dag(schedule="20 */6 * * *", **head(__doc__, until=moment()))
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
