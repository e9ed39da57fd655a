"""Take documents that the user already has."""

from __future__ import annotations

import json
from collections.abc import Iterable

from watch1718.core.document import Document
from watch1718.core.snapshot import Outcome, Part, Snapshot
from watch1718.core.source import EvidenceLevel, Interest, Source, SourceKind
from watch1718.ports import World
from watch1718.steps.recorded import Counts, recorded


def take(world: World, documents: Iterable[Document]) -> Counts:
    """Capture documents that the user already has: each becomes a snapshot of its own, then is read like any other."""
    own: dict[str, Source] = {}
    with recorded(world, "take") as counts:
        counts["documents"] = 0
        for document in documents:
            if document.source not in own:
                own[document.source] = _own_source(document.source)
                world.captures.declare([*world.sources.values(), *own.values()], world.clock.now())
            world.captures.add(file_snapshot(world, document))
            counts["documents"] += 1
        return counts


def _own_source(name: str) -> Source:
    return Source(
        id=name,
        title=name.removeprefix("own:"),
        publisher=name.removeprefix("own:"),
        interest=Interest.OWN,
        reliability="F",
        language="und",
        kind=SourceKind.FOLDER,
        url="",
        cadence_minutes=0,
        silence_hours=0,
        evidence=EvidenceLevel.BYTES,
        licence_note="the user's own documents",
        on=False,
    )


def file_snapshot(world: World, document: Document) -> Snapshot:
    """A document that came in a file, as a snapshot; one that has not changed keeps its moment, so it stays one row."""
    row = {
        "id": document.id,
        "language": document.language,
        "title": document.title,
        "text": document.text,
        "published": document.published.isoformat() if document.published else "",
        "url": document.url,
    }
    body = json.dumps(row, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    address = f"own:{document.id}"
    known = world.captures.latest(address)
    blob = world.bodies.put(body)
    at = known.captured_at if known is not None and known.blob == blob else world.clock.now()
    headers = {"content-type": "application/json"}
    return Snapshot(
        document.source,
        Part.FILE,
        address,
        at,
        Outcome.OK,
        headers=headers,
        blob=blob,
        size=len(body),
    )
