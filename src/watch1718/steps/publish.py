"""Publish: build the candidate of a day, gate it, show it."""

from __future__ import annotations

from datetime import date

from watch1718.ports import World
from watch1718.steps.evidence import verify
from watch1718.steps.recorded import Counts, recorded


def attest_and_build(world: World, day: str | None) -> list[str]:
    """Hold new quotes against their bodies, then build the candidate of ``day``, or of every day that has none."""
    now = world.clock.now()
    days = [date.fromisoformat(day)] if day else world.editions.missing_days(now)
    verify(world, unchecked=True)
    with recorded(world, "build") as counts:
        built = [edition for one in days if (edition := world.editions.build(one, now))]
        counts["editions"] = len(built)
        return built


def gate(world: World, edition: str) -> Counts:
    """Run the checks on a candidate. Raises GateFailed; the last good edition then stays."""
    with recorded(world, "gate") as counts:
        counts.update(world.editions.check(edition))
        return counts


def publish(world: World, edition: str) -> str:
    """Show the edition from now on and write its report; the report's path."""
    with recorded(world, "publish") as counts:
        world.editions.publish(edition, world.clock.now())
        counts.update(editions=1, hits=world.exposure.match(edition))
    return str(world.editions.write_report(edition, world.reports))
