"""Publish a day: attest, build the edition, check it, show it, write its report.

Daily at the cut-off; `day` builds one day again, else every day up to the cut-off that has none. An edition that
fails its checks turns `gate` red and is not shown: the last good edition stays, and the reason is a row.
"""

from typing import Any

from airflow import sdk

from watch1718.airflow.head import head


@sdk.dag(schedule="0 5 * * *", **head(__doc__, day=sdk.Param(None, type=["null", "string"], format="date")))
def publish() -> None:
    """Attest and build, then gate and show each edition."""

    @sdk.task
    def attest_and_build(params: dict[str, Any]) -> list[str]:
        from watch1718.airflow import tasks

        return tasks.attest_and_build(params)

    @sdk.task
    def gate(edition: str, params: dict[str, Any]) -> str:
        from watch1718.airflow import tasks

        return tasks.gate(params, edition)

    @sdk.task
    def show(edition: str, params: dict[str, Any]) -> str:
        from watch1718.airflow import tasks

        return tasks.publish(params, edition)

    @sdk.task_group
    def release(edition: str) -> None:
        show(gate(edition))

    release.expand(edition=attest_and_build())


publish()
