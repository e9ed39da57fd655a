"""Care: once a day remove what a licence lets us keep no longer, then cut every quote again from what is stored.

A red `verify` is a body, an excerpt or a text that is not what it was: `watch1718 evidence verify` names each.
"""

from typing import Any

from airflow import sdk

from watch1718.airflow.head import head


@sdk.dag(schedule="30 7 * * *", **head(__doc__))
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
