"""Match: find claims and listed parties in every unread version, hold them against the law, fold them."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import PurePath

from watch1718.core.document import Document
from watch1718.errors import Halt, Watch1718Error
from watch1718.ports import DocumentVersion, Quarantined, World
from watch1718.steps.adopt import is_adopted
from watch1718.steps.evidence import keep_excerpts
from watch1718.steps.recorded import BATCH, Counts, recorded

SEVERAL = 5


def match(world: World) -> Counts:
    """Read every version that nobody has read, and once it is adopted those that another reader has.

    A text on which the reader itself fails is set aside, and read again by the next version of the reader. Raises Halt
    where it fails on all of several texts: that is no matter of one text, and "no alerts" would be untrue.
    """
    reader = world.reader
    with recorded(world, "match") as counts:
        counts.update(readings=0, claims=0, findings=0, set_aside=0)
        again = is_adopted(world)
        while batch := world.documents.unread(reader.reader_version, BATCH, again=again):
            faults = [fault for version in batch if (fault := _match_one(world, version, counts))]
            if len(faults) == len(batch) >= SEVERAL:
                raise Halt(f"the reader failed on all of {len(faults)} texts: {faults[0].detail}")
            for fault in faults:
                world.readings.set_aside(fault, reader.reader_version)
            counts["set_aside"] += len(faults)
        return counts


def _match_one(world: World, version: DocumentVersion, counts: Counts) -> Quarantined | None:
    """Read one version and keep the reading; the row to set aside where the reader fails on it."""
    try:
        reading, findings = world.reader.judge(version.document)
    except (Watch1718Error, OSError, MemoryError):  # a wrong knowledge file or this machine: not this text
        raise
    except Exception as fault:  # noqa: BLE001  whatever it is, a fault of ours in one text must not stop all others
        return Quarantined(
            "match",
            version.document.version,
            "reader_fault",
            _place(fault),
            world.clock.now(),
            version.document.source,
            version.snapshot,
        )
    world.readings.add(
        reading,
        findings,
        reader_version=world.reader.reader_version,
        catalogue_version=world.reader.catalogue_version,
        list_version=world.reader.list_version,
        at=world.clock.now(),
    )
    counts["readings"] += 1
    counts["claims"] += len(reading.claims)
    counts["findings"] += sum(map(len, findings))
    return None


def _place(fault: Exception) -> str:
    """What kind of fault it was and where, without the text's own words: "KeyError in core/reader/frames.py:81 _fire"."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    file = "/".join(PurePath(last.filename).parts[-3:])
    return f"{type(fault).__name__} in {file}:{last.lineno} {last.name}"


def fold(world: World) -> Counts:
    """Fold every new reading into the ledger."""
    with recorded(world, "fold") as counts:
        counts.update(world.ledger.fold(world.clock.now()))
        if new := keep_excerpts(world):
            counts["excerpts"] = new
        return counts


def rescreen(world: World) -> Counts:
    """Screen again what was read with another list: a new listing finds the stories that named it before."""
    reader = world.reader
    with recorded(world, "rescreen") as counts:
        counts.update(readings=0, listed=0)
        while reader.list_version and (batch := _screened_otherwise(world)):
            for reading, document in batch:
                mentions = reader.find_listed(document)
                world.readings.rescreen(reading, mentions, reader.list_version)
                counts["readings"] += 1
                counts["listed"] += len(mentions)
        return counts


def _screened_otherwise(world: World) -> Sequence[tuple[str, Document]]:
    return world.readings.screened_otherwise(world.reader.reader_version, world.reader.list_version, BATCH)
