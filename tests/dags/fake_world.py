"""A world without a database, and steps that only count: what the DAGs wire, without what they wire together."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from types import ModuleType

import watch1718
from watch1718.errors import GateFailed, Halt, Misconfigured, Retry

CALLS: list[tuple] = []
SOURCES = ["harbour_wire", "north_desk", "silent_post"]


@contextmanager
def world(origin, newsroom=None, now=None, until=None):
    """Open nothing; remember what was asked for."""
    yield {"origin": origin, "newsroom": newsroom, "now": now}


def due(world, sources=()):
    """Every source, or those asked for; none where the newsroom is empty."""
    CALLS.append(("due", world["origin"], str(world["now"]), tuple(sources)))
    return [] if world["newsroom"] == "http://empty" else list(sources) or SOURCES


def capture(world, source):
    """One source is silent, one raises what its name says."""
    CALLS.append(("capture", source))
    if source == "wrong_file":
        raise Misconfigured("sources/wrong_file/source.yml:3: url: missing")
    if source == "changed_page":
        raise Halt("changed_page: expected one table, found none")
    if source == "ctrl_c":
        raise KeyboardInterrupt
    if source == "world_failed":
        raise Retry("the database went away")
    failed = source == "silent_post"
    return {"source": source, "outcome": "FETCH_ERROR" if failed else "OK", "new": 0 if failed else 4}


def judge_volume(world, rows):
    """All failed is Halt."""
    CALLS.append(("judge_volume", len(rows)))
    if all(row["outcome"] != "OK" for row in rows):
        raise Halt("all sources failed")
    return {"asked": len(rows), "new": sum(row["new"] for row in rows)}


def _counts(name, **counts):
    def step(world):
        CALLS.append((name, world["origin"]))
        return counts

    return step


def attest_and_build(world, day):
    """The days asked for."""
    CALLS.append(("attest_and_build", day))
    if day == "2026-01-01":
        return []
    return [f"{day}/1", f"{day}/2"] if day == "2026-02-02" else [f"{day}/1"]


def gate(world, edition):
    """One day never passes."""
    CALLS.append(("gate", edition))
    if edition == "2026-02-02/1":
        raise GateFailed(edition, ("daily_alerts.quote: 2 empty",))
    return {"passed": 7}


def publish(world, edition):
    """A report's path."""
    CALLS.append(("publish", edition))
    return f"/reports/{edition}.html"


def modules():
    """Stand-ins for ``bootstrap`` and ``steps``."""
    bootstrap, steps = ModuleType("watch1718.bootstrap"), ModuleType("watch1718.steps")
    bootstrap.world = world
    for function in (due, capture, judge_volume, attest_and_build, gate, publish):
        vars(steps)[function.__name__] = function
    steps.read = _counts("read", documents=12, quarantined=1)
    steps.match = _counts("match", readings=12, claims=3, findings=4)
    steps.audit = lambda _: True
    steps.fold = _counts("fold", opened=0)
    steps.purge = lambda world: (_counts("purge", bodies=3)(world), [])
    steps.verify = lambda world: (_counts("verify", quotes=7)(world), [])
    steps.notify = _counts("notify", told=1)
    steps.capture_list = _counts("capture_list", asked=1, outcome="OK", reason="")
    steps.guard_list = _counts("guard_list", applied=1, held=0)
    steps.rescreen = _counts("rescreen", mentions=0)
    return {"bootstrap": bootstrap, "steps": steps}


def install():
    """Put the stand-ins in place for the life of this process."""
    for name, module in modules().items():
        sys.modules[f"watch1718.{name}"] = module
        setattr(watch1718, name, module)
