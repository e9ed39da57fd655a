"""The UN list: capture it, and apply it or hold it."""

from __future__ import annotations

from functools import partial

from watch1718.core.guard import judge
from watch1718.core.snapshot import Outcome, Part, Snapshot
from watch1718.core.source import Source, SourceKind
from watch1718.errors import Quarantine
from watch1718.ports import Quarantined, World
from watch1718.steps.ask import ask
from watch1718.steps.capture import is_due
from watch1718.steps.recorded import Counts, recorded


def capture_list(world: World) -> dict[str, int | str]:
    """Capture the UN list from every source that is one."""
    row: dict[str, int | str] = {"asked": 0, "outcome": "none", "reason": ""}
    lists = [one for one in world.sources.values() if one.on and one.kind is SourceKind.UN_LIST]
    with recorded(world, "capture_list") as counts:
        for source in [] if world.offline else lists:
            if is_due(world, source, world.clock.now()):
                snapshot = ask(world, source, source.url, Part.LIST)
                world.captures.add(snapshot)
                counts["asked"] = counts.get("asked", 0) + 1
                row = {"asked": 1, "outcome": str(snapshot.outcome), "reason": snapshot.reason}
    return row


def take_list(world: World, body: bytes) -> None:
    """Capture a copy of the UN list that the user already has; ``guard_list`` judges it like any other."""
    source = next(one for one in world.sources.values() if one.kind is SourceKind.UN_LIST)
    with recorded(world, "take_list") as counts:
        made = partial(Snapshot, source.id, Part.LIST, source.url)
        world.captures.add(made(world.clock.now(), Outcome.OK, blob=world.bodies.put(body), size=len(body)))
        counts["taken"] = 1


def guard_list(world: World) -> Counts:
    """Judge the newest capture of the list: apply it, or hold it and keep the last good one in force."""
    with recorded(world, "guard_list") as counts:
        counts.update(applied=0, held=0, unchanged=0)
        for source in world.sources.values():
            if source.kind is SourceKind.UN_LIST:
                outcome = _guard_one(world, source)
                counts[outcome] = counts.get(outcome, 0) + 1
        return counts


def _guard_one(world: World, source: Source) -> str:
    snapshot = world.captures.latest(source.url)
    if snapshot is None or snapshot.blob is None:
        return "none"
    body = world.bodies.get(snapshot.blob)
    try:
        version = world.parser.un_list(body)
    except Quarantine as fault:
        row = Quarantined(
            "guard_list", snapshot.id, fault.reason, fault.detail, snapshot.captured_at, source.id, snapshot.id
        )
        world.documents.set_aside(row)
        return "held"
    if world.lists.is_known(version.content_hash):
        if (current := world.lists.in_force()) and current.content_hash == version.content_hash:
            world.lists.verify(snapshot.captured_at)
        return "unchanged"
    decision = judge(version, world.lists.in_force())
    world.lists.add(version, snapshot.id, decision, snapshot.captured_at)
    if decision.held:
        return "held"
    world.list_copy.keep(body)
    return "applied"
