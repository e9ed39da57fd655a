"""A watched folder: each file is taken once, when it is whole."""

from __future__ import annotations

from dataclasses import replace

from watch1718.core.document import Document, digest
from watch1718.core.snapshot import Outcome, Part, Snapshot
from watch1718.core.source import Source
from watch1718.errors import FetchFailed
from watch1718.ports import Quarantined, Taken, World
from watch1718.steps.recorded import Counts
from watch1718.steps.take import file_snapshot


def take_folder(world: World, source: Source, counts: Counts) -> Snapshot:
    """Take what is new; a file with other bytes under the same name is taken again."""
    made = Snapshot(source.id, Part.FEED, source.url, world.clock.now(), Outcome.OK)
    try:
        look = world.folders.look(source)
    except FetchFailed as fault:
        front = replace(made, outcome=Outcome.FETCH_ERROR, reason=fault.reason, detail=fault.detail)
    else:
        counts["waiting"] = len(look.waiting)
        for file in look.ready:
            outcome = _take(world, source, file)
            counts[outcome] = counts.get(outcome, 0) + 1
        front = replace(made, items=len(look.ready))
    world.captures.add(front)
    return front


def _take(world: World, source: Source, file: str) -> str:
    """Keep one file with its documents; its own snapshot comes last, so a kill half way takes it again."""
    try:
        taken = world.folders.take(file)
    except FetchFailed:
        return "waiting"
    known, blob = world.captures.latest(file), world.bodies.put(taken.body)
    if known is not None and known.blob == blob:
        return "known"
    for document in taken.documents:
        world.captures.add(file_snapshot(world, _of_source(source, document)))
    for number, fault in enumerate(taken.refused):
        row = Quarantined(
            "capture", f"{file} {blob} {number}", fault.reason, fault.detail, world.clock.now(), source.id
        )
        world.documents.set_aside(row)
    world.captures.add(_file(world, source, file, blob, taken))
    return str(Outcome.OK)


def _of_source(source: Source, document: Document) -> Document:
    """A document whose name is its own within the folder; the language is the source's where the file has none."""
    given = document.id if "://" in document.id else digest(source.id, document.id)[:32]
    language = source.language if document.language == "und" else document.language
    return replace(document, id=given, source=source.id, language=language)


def _file(world: World, source: Source, file: str, blob: str, taken: Taken) -> Snapshot:
    return Snapshot(
        source.id,
        Part.MORE,
        file,
        world.clock.now(),
        Outcome.OK,
        blob=blob,
        size=len(taken.body),
        items=len(taken.documents) + len(taken.refused),
    )
