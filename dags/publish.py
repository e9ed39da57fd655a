"""Publish a day: attest, build the edition, check it, show it, write its report.

Daily at the cut-off; `day` builds one day again, else every day up to the cut-off that has none. An edition that
fails its checks turns `gate` red and is not shown: the last good edition stays, and the reason is a row.
"""

from datetime import timedelta
from typing import Any

import pendulum
from airflow import sdk

ONLY_RETRY = sdk.ExceptionRetryPolicy([sdk.RetryRule("watch1718.errors.Retry")], default=sdk.RetryAction.FAIL)


@sdk.dag(
    schedule="0 5 * * *",
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
        "day": sdk.Param(None, type=["null", "string"], format="date"),
    },
)
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
