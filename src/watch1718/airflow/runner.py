"""Run DAGs in this process, one after another, with one line a task for the user and Airflow's own words in a file.

The metadata live in a database apart from the scheduler's, so that neither takes up the other's runs.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watch1718.airflow.home import Home, open_home
from watch1718.airflow.hush import Hush
from watch1718.airflow.ran import DagRan
from watch1718.errors import Misconfigured

if TYPE_CHECKING:
    from airflow.dag_processing.dagbag import DagBag

    from watch1718.airflow.watcher import Watcher

Say = Callable[[str], None]
METADATA = "airflow_inline"
LOCAL_BUNDLE = {"name": METADATA, "classpath": "airflow.dag_processing.bundles.local.LocalDagBundle", "kwargs": {}}


def run(dags: Sequence[tuple[str, dict[str, Any]]], home: Path, server_url: str, say: Say) -> list[DagRan]:
    """Run each DAG with its conf. A task that fails ends its own DAG; Misconfigured ends all of them."""
    place = open_home(home, server_url, METADATA)
    log = place.logs / "run.log"
    hush = _hush(log)
    with hush.quiet():
        bag = _prepare(place)
        from watch1718.airflow.watcher import Watcher

        ran = []
        for name, conf in dags:
            watcher = Watcher(DagRan(name), say, hush, log)
            dag, defaults = bag[name]
            _test(dag, {**defaults, **conf}, watcher)  # what a conf leaves out would be the last run's
            ran.append(watcher.ran)
    gc.freeze()
    return ran


@cache
def _hush(log: Path) -> Hush:
    return Hush(log)


@cache
def _prepare(place: Home) -> Mapping[str, tuple[Any, dict[str, Any]]]:
    """Airflow ready to run: settings before its first import, tables, pool, each DAG with its params' defaults."""
    gc.set_threshold(100_000, 50, 100)  # a fifth of the start is collecting what lives to the end
    os.environ.update(place.environment())
    os.environ["AIRFLOW__CORE__PLUGINS_FOLDER"] = str(place.folder / "no_plugins")
    os.environ["AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST"] = json.dumps([LOCAL_BUNDLE])
    if not place.is_ready():
        from watch1718.airflow import tables

        tables.create()
        place.mark_ready()
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(os.environ["AIRFLOW__CORE__DAGS_FOLDER"])
    if bag.import_errors:
        file, error = next(iter(bag.import_errors.items()))
        raise Misconfigured(f"{file}: {error.strip().splitlines()[-1]}")
    _register(bag)
    return {name: (dag, dag.params.dump()) for name, dag in bag.dags.items()}


def _register(bag: DagBag) -> None:
    """Write the parsed DAGs once; with no bundle left to look at, ``dag.test`` does not parse them again each time."""
    from airflow.dag_processing.bundles.manager import DagBundlesManager
    from airflow.dag_processing.dagbag import sync_bag_to_db

    DagBundlesManager().sync_bundles_to_db()
    sync_bag_to_db(bag, METADATA, None)
    os.environ["AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST"] = "[]"


def _test(dag: Any, conf: dict[str, Any], watcher: Watcher) -> None:
    """One run: no deadlines, whose end crashes here, and no waiting to try again."""
    from airflow.sdk.listener import get_listener_manager

    dag.deadline = []
    for task in dag.tasks:
        task.retries = 0
    listeners = get_listener_manager()
    listeners.add_listener(watcher)
    try:
        state = dag.test(run_conf=conf).state
    finally:
        listeners.pm.unregister(watcher)
    if watcher.fatal is not None:
        raise watcher.fatal
    if state != "success" and not watcher.ran.failure:
        watcher.fail("run", f"ended {state}")
