"""A step runs under its lock and keeps a row of what it did."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from watch1718.errors import Busy, Watch1718Error
from watch1718.ports import World

BATCH = 500
Counts = dict[str, int]


@contextmanager
def recorded(world: World, step: str) -> Iterator[Counts]:
    """Run a step under its lock and keep a row of what it did; a second runner does nothing."""
    started, counts, failure = world.clock.now(), Counts(), ""
    with world.locks.hold(step) as free:
        if not free:
            raise Busy(step)
        try:
            yield counts
        except Watch1718Error as error:
            failure = str(error)
            raise
        finally:
            world.runs.record(step, started, world.clock.now(), counts, failure)
