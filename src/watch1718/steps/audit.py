"""Audit: verify the chain of decisions and anchor its head outside the database, once a run."""

from __future__ import annotations

from contextlib import suppress

from watch1718.errors import Tampered
from watch1718.ports import World
from watch1718.steps.recorded import recorded


def audit(world: World) -> bool:
    """Say whether the audit holds; the rows of editions older than a month are gone through once a month. A flaw makes the step a failed one and is no reason to be blind: the day goes on."""
    with suppress(Tampered), recorded(world, "audit") as counts:
        if flaws := world.audit.verify(world.clock.now().toordinal()):
            raise Tampered(tuple(f"{one.where}: {one.what}" for one in flaws))
        counts["entries"] = world.audit.anchor(world.clock.now())
        return True
    return False
