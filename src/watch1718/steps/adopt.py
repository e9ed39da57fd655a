"""Adopt: let a new reader's word count for what an older one has read, after looking at what that changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watch1718.core.adoption import Impact
from watch1718.errors import Misconfigured
from watch1718.ports import Judged, World
from watch1718.steps.recorded import BATCH, recorded


def weigh(world: World) -> tuple[int, Sequence[Impact]]:
    """Read what an older reader has read, write nothing, and tell what would change: documents read, impacts."""
    reader = world.reader
    stale = world.adoptions.stale(reader.reader_version)
    judged = list(_judged(world, stale))
    return len(stale), world.adoptions.weigh(judged, reader.reader_version, world.clock.now())


def _judged(world: World, versions: Sequence[str]) -> Iterator[Judged]:
    for start in range(0, len(versions), BATCH):
        for document in world.documents.versions(versions[start : start + BATCH]):
            yield Judged(document, *world.reader.judge(document))


def adopt(world: World, reason: str, actor: str, *, approvals: int = 1) -> bool:
    """Adopt the reader of this version; the next ``match`` reads everything with it. Old alerts stay.

    False while it waits for the second of two people. Raises Misconfigured without a reason or an actor, and where
    this person agreed before.
    """
    if not reason.strip() or not actor.strip():
        raise Misconfigured("adopting needs a name and a reason")
    reader = world.reader
    given = (reader.reader_version, reader.catalogue_version, reason.strip(), actor.strip(), world.clock.now())
    adopted = world.adoptions.adopt(*given, approvals=approvals)  # a refusal is told to the person, it is no failed run
    with recorded(world, "adopt") as counts:
        counts["stale"] = len(world.adoptions.stale(reader.reader_version))
    return adopted


def is_adopted(world: World) -> bool:
    """Say whether this reader reads again what others have read; the first reader does, and so does a rehearsal's."""
    adoptions, reader = world.adoptions, world.reader
    if adoptions.is_empty() or world.origin == "rehearsal":
        why = "the first reader of this database" if world.origin != "rehearsal" else "a rehearsal reads as shipped"
        adoptions.adopt(reader.reader_version, reader.catalogue_version, why, "watch1718", world.clock.now())
    return adoptions.holds(reader.reader_version)
