"""Ask each source that is due for what is new, and keep the bytes.

Every 15 minutes; a source is due by its own cadence, so most runs ask few. A source that does not answer is a row,
not a red task: the failure is kept as a snapshot and the others go on. Where all fail, `judge_volume` is skipped.
A red `capture_source` is a page that changed shape, or a fault of ours. Ends with the asset `snapshots`.
"""

from datetime import timedelta
from typing import Any

import pendulum
from airflow import sdk

SNAPSHOTS = sdk.Asset(name="snapshots", uri="x-watch1718://snapshots", group="watch1718")
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
        "until": sdk.Param(None, type=["null", "string"], format="date-time", pattern="^[0-9]{4}(-[0-9]{2}){2}T"),
        "sources": sdk.Param([], type="array", items={"type": "string", "pattern": "^[a-z0-9_]+$"}),
    },
)
def capture() -> None:
    """Due, capture each, judge the volume."""

    @sdk.task
    def due(params: dict[str, Any]) -> list[str]:
        from watch1718.airflow import tasks

        return tasks.due(params)

    @sdk.task(pool="capture", map_index_template="{{ source }}")
    def capture_source(source: str, params: dict[str, Any]) -> Any:
        from watch1718.airflow import tasks

        return tasks.capture(params, source)

    @sdk.task(outlets=[SNAPSHOTS], trigger_rule=sdk.TriggerRule.ALL_DONE_MIN_ONE_SUCCESS)
    def judge_volume(rows: Any, params: dict[str, Any]) -> Any:
        from watch1718.airflow import tasks

        return tasks.judge_volume(params, rows)

    judge_volume(capture_source.expand(source=due()))


capture()
