"""Match: find claims and listed parties in every unread version, hold them against the law, fold them."""

from __future__ import annotations

from collections.abc import Sequence

from watch1718.core.document import Document
from watch1718.ports import DocumentVersion, World
from watch1718.steps.evidence import keep_excerpts
from watch1718.steps.recorded import BATCH, Counts, recorded


def match(world: World) -> Counts:
    """Read every version that this reader has not read: claims, listed parties, findings."""
    reader = world.reader
    with recorded(world, "match") as counts:
        counts.update(readings=0, claims=0, findings=0)
        while batch := world.documents.unread(reader.reader_version, BATCH):
            for version in batch:
                _match_one(world, version, counts)
        return counts


def _match_one(world: World, version: DocumentVersion, counts: Counts) -> None:
    reading, findings = world.reader.judge(version.document)
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
