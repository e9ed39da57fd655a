"""Notify: tell each edition once, and at once what cannot wait."""

from __future__ import annotations

from watch1718.errors import FetchFailed, Retry
from watch1718.ports import World
from watch1718.steps.recorded import Counts, recorded


def notify(world: World) -> Counts:
    """Tell what waits, on every channel. Raises Retry where a channel did not take something; that waits on."""
    with recorded(world, "notify") as counts:
        counts["told"] = 0
        failures = []
        for channel, notice in world.notices.waiting(world.clock.now()):
            try:
                world.notices.tell(channel, notice, world.clock.now())
                counts["told"] += 1
            except FetchFailed as fault:
                failures.append(str(fault))
        if failures:
            raise Retry(f"{len(failures)} notices wait: {failures[0]}")
        return counts
