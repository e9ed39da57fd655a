"""Hear how each task of an in-process run ends, and say it in one line."""

# mypy: disable-error-code="untyped-decorator"

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from airflow.listeners import hookimpl

from watch1718.airflow.hush import Hush
from watch1718.airflow.ran import DagRan
from watch1718.core.counts import summary
from watch1718.errors import Misconfigured, Watch1718Error


class Watcher:
    """Airflow's listener for one run."""

    def __init__(self, ran: DagRan, say: Callable[[str], None], hush: Hush, log: Path) -> None:
        self.ran = ran
        self.fatal: Misconfigured | None = None
        self._say, self._hush, self._log = say, hush, log

    @hookimpl
    def on_task_instance_success(self, task_instance: Any) -> None:
        """Keep and tell what the task returned."""
        task = _name(task_instance)
        value = task_instance.xcom_pull(task_ids=task_instance.task_id, map_indexes=task_instance.map_index)
        self.ran.values.setdefault(task, []).append(value)
        self.tell(_label(task, value), summary(value))

    @hookimpl
    def on_task_instance_failed(self, task_instance: Any, error: object) -> None:
        """Keep the first failure; a wrong setting ends the whole run, and so does Ctrl-C, which Airflow would swallow."""
        if isinstance(error, KeyboardInterrupt):
            raise error
        if isinstance(error, Misconfigured):
            self.fatal = error
            return
        known = isinstance(error, Watch1718Error)
        reason = str(error) if known else f"{type(error).__name__}: {error}".splitlines()[0]
        self.fail(_name(task_instance), reason)

    def fail(self, task: str, reason: str) -> None:
        """Say what failed, and where more is written."""
        self.ran.failure = self.ran.failure or reason
        self.tell(task, f"failed: {reason} (see {self._log})")

    def tell(self, what: str, how: str) -> None:
        """One line for the user."""
        with self._hush.aloud():
            self._say(f"{self.ran.name} · {what} · {how}")


def _name(task_instance: Any) -> str:
    return str(task_instance.task_id).rpartition(".")[2]


def _label(task: str, value: Any) -> str:
    return str(value["source"]) if isinstance(value, dict) and "source" in value else task
