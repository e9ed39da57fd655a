"""What a DAG's task does: open the world that the run's params name, and take one step in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from watch1718 import bootstrap, steps
from watch1718.errors import Emptied, Halt
from watch1718.ports import World

Params = Mapping[str, Any]  # a DAG's params: which world, whose moment; "until" ends the asking of sources
Counts = dict[str, int]
Row = dict[str, int | str]


def _world(params: Params) -> AbstractContextManager[World]:
    return bootstrap.world(
        params["origin"], newsroom=params["newsroom"], now=_moment(params["now"]), until=_moment(params.get("until"))
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def due(params: Params) -> list[str]:
    """Name the sources that are due."""
    with _world(params) as world:
        return steps.due(world, params["sources"])


def capture(params: Params, source: str) -> Row:
    """Capture one source; a source that fails is a row."""
    with _world(params) as world:
        return steps.capture(world, source)


def judge_volume(params: Params, rows: Iterable[Row]) -> Counts:
    """Judge what the captures brought: skipped where every source failed, red where all that answered were emptied."""
    from airflow.sdk.exceptions import AirflowSkipException

    with _world(params) as world:
        try:
            return steps.judge_volume(world, list(rows))
        except Emptied:
            raise
        except Halt as halt:
            raise AirflowSkipException(str(halt)) from halt


def read(params: Params) -> Counts:
    """Make documents of all unread snapshots."""
    with _world(params) as world:
        return steps.read(world)


def match(params: Params) -> Counts:
    """Find claims in all unread documents and hold them against the measures."""
    with _world(params) as world:
        return steps.match(world)


def fold(params: Params) -> Counts:
    """Fold all new claims into the ledger."""
    with _world(params) as world:
        return steps.fold(world)


def capture_list(params: Params) -> Row:
    """Capture the UN list; no answer is a row."""
    with _world(params) as world:
        return steps.capture_list(world)


def guard_list(params: Params) -> Counts:
    """Apply the newest version of the list, or hold it."""
    with _world(params) as world:
        return steps.guard_list(world)


def rescreen(params: Params) -> Counts:
    """Screen again what a change of the list touches."""
    with _world(params) as world:
        return steps.rescreen(world)


def attest_and_build(params: Params) -> list[str]:
    """Look whether the audit holds, then attest and build the editions that are missing, or the one of the day asked for."""
    with _world(params) as world:
        steps.audit(world)
        return steps.attest_and_build(world, params["day"])


def gate(params: Params, edition: str) -> str:
    """Check a candidate edition and pass on its id; one that fails raises GateFailed."""
    with _world(params) as world:
        steps.gate(world, edition)
    return edition


def purge(params: Params) -> Counts:
    """Remove whole bodies that their licence lets us keep no longer."""
    with _world(params) as world:
        return steps.purge(world)[0]


def verify(params: Params) -> Counts:
    """Cut every quote again. Raises Halt where one does not stand in what was stored."""
    with _world(params) as world:
        counts, failed = steps.verify(world)
    if failed:
        raise Halt(f"{len(failed)} quotes do not stand in what was stored; see: watch1718 evidence verify")
    return counts


def notify(params: Params) -> Counts:
    """Tell what waits to be told."""
    with _world(params) as world:
        return steps.notify(world)


def publish(params: Params, edition: str) -> str:
    """Show an edition from now on; the path of its report."""
    with _world(params) as world:
        return steps.publish(world, edition)
