"""Ask each source that is due for what is new, and keep the bytes.

Every 15 minutes; a source is due by its own cadence, so most runs ask few. A source that does not answer is a row,
not a red task: the failure is kept as a snapshot and the others go on. Where all fail, `judge_volume` is skipped.
A red `capture_source` is a page that changed shape, or a fault of ours. Ends with the asset `snapshots`.
"""

from typing import Any

from airflow import sdk

from watch1718.airflow.head import SNAPSHOTS, head, moment


@sdk.dag(
    schedule="*/15 * * * *",
    **head(
        __doc__,
        until=moment(),
        sources=sdk.Param([], type="array", items={"type": "string", "pattern": "^[a-z0-9_]+$"}),
    ),
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
