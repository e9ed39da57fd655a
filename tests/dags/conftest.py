"""Fixtures for the DAGs: they run on fake steps, in an Airflow of their own."""

# ruff: noqa: PLC0415 (Airflow is imported once its settings stand)

from __future__ import annotations

import sys

import pytest

import watch1718
from dags import airflow_home, fake_world


@pytest.fixture(scope="session")
def bag():
    """The parsed DAGs, with tables to run them in."""
    airflow_home.create_tables()
    from airflow.dag_processing.dagbag import DagBag

    return DagBag(airflow_home.SETTINGS["AIRFLOW__CORE__DAGS_FOLDER"])


@pytest.fixture
def calls(monkeypatch):
    """Fake steps in place of the real ones; the list of what was called."""
    for name, module in fake_world.modules().items():
        monkeypatch.setitem(sys.modules, f"watch1718.{name}", module)
        monkeypatch.setattr(watch1718, name, module, raising=False)
    monkeypatch.delitem(sys.modules, "watch1718.airflow.tasks", raising=False)
    monkeypatch.setattr(fake_world, "CALLS", [])
    yield fake_world
    sys.modules.pop("watch1718.airflow.tasks", None)


@pytest.fixture(scope="session")
def defaults(bag):
    """The params of each DAG as declared: what a conf leaves out would be the last run's."""
    return {name: dag.params.dump() for name, dag in bag.dags.items()}


@pytest.fixture
def play(bag, defaults, calls):
    """Run a DAG once; its run, and each task's state by name and map index."""

    def run(name, **conf):
        dag = bag.dags[name]
        dag.deadline = []
        ended = dag.test(run_conf={**defaults[name], "origin": "rehearsal", **conf})
        states = {(ti.task_id.rpartition(".")[2], ti.map_index): str(ti.state) for ti in ended.get_task_instances()}
        return ended, states

    return run
