"""What the DAG files declare."""

# ruff: noqa: PLC0415 (Airflow is imported once its settings stand)

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from dags.airflow_home import ROOT

from watch1718.errors import FetchFailed, GateFailed, NoDatabase

FILES = sorted((ROOT / "dags").glob("*.py"))
NAMES = ["capture", "care", "notify", "publish", "read_and_match", "un_list"]


def test_one_dag_a_file(bag):
    """Each file holds the DAG of its name, none has an import error."""
    assert bag.import_errors == {}
    assert sorted(bag.dags) == [file.stem for file in FILES] == NAMES


LIGHT = {"__future__", "datetime", "typing", "pendulum", "airflow"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_dag_file_only_wires(file):
    """At most 60 lines, and nothing heavy and of ours but the common head is imported when Airflow parses it."""
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 60
    assert _imported(file) <= {*LIGHT, "watch1718.airflow.head"}


def test_the_common_head_is_light():
    """It is imported with every file, and imports nothing of ours and nothing heavy."""
    assert _imported(ROOT / "src" / "watch1718" / "airflow" / "head.py") <= LIGHT


def _imported(file: Path) -> set[str | None]:
    """The modules that a file imports at its top."""
    top = [n for n in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(n, ast.Import | ast.ImportFrom)]
    modules = {alias.name for node in top if isinstance(node, ast.Import) for alias in node.names}
    return modules | {node.module for node in top if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("name", NAMES)
def test_every_dag_survives_serialisation(bag, name):
    """The scheduler sees the DAG that the file declares, its docstring as the page's text."""
    from airflow.serialization.serialized_objects import DagSerialization

    dag = DagSerialization.from_dict(DagSerialization.to_dict(bag.dags[name]))
    assert dag.task_ids == bag.dags[name].task_ids
    assert dag.doc_md.count("\n") >= 2


@pytest.mark.parametrize("name", NAMES)
def test_one_run_at_a_time_and_no_catching_up(bag, name):
    """A DAG that was paused for a week does not run a week's runs."""
    dag = bag.dags[name]
    assert (dag.catchup, dag.max_active_runs) == (False, 1)


@pytest.mark.parametrize("name", NAMES)
def test_airflow_retries_only_retry(bag, name):
    """A fetch that failed is tried again; a failed gate, a wrong setting and a fault of ours are not."""
    for task in bag.dags[name].tasks:
        policy = task.partial_kwargs["retry_policy"] if task.is_mapped else task.retry_policy
        actions = [
            policy.evaluate(error, 1, 2).action.value
            for error in (
                FetchFailed("total_deadline", "http://x"),
                GateFailed("e", ("x",)),
                NoDatabase("u", "refused"),
                KeyError("x"),
            )
        ]
        assert actions == ["retry", "fail", "fail", "fail"], task.task_id


@pytest.mark.parametrize(
    ("name", "param", "wrong"),
    [
        ("capture", "origin", "demo"),
        ("capture", "sources", ["A1"]),
        ("capture", "until", "soon"),
        ("publish", "day", "yesterday"),
        ("un_list", "now", "later"),
        ("read_and_match", "newsroom", 8),
    ],
)
def test_params_are_checked(bag, name, param, wrong):
    """A param of the wrong shape is refused before anything runs."""
    from airflow.sdk.exceptions import ParamValidationError

    with pytest.raises(ParamValidationError):
        bag.dags[name].params.get_param(param).resolve(wrong)


def test_every_dag_starts_live(bag):
    """On its own schedule a DAG works on the live world."""
    assert {dag.params["origin"] for dag in bag.dags.values()} == {"live"}


def test_snapshots_start_the_reading(bag):
    """What capture announces is what read_and_match waits for, or the hour."""
    outlets = bag.dags["capture"].get_task("judge_volume").outlets
    timetable = bag.dags["read_and_match"].timetable
    assert [asset.name for asset in outlets] == ["snapshots"]
    assert [asset.name for asset in timetable.asset_condition.objects] == ["snapshots"]
    assert timetable.timetable.expression == "5 * * * *"
