"""The steps: each takes all that its input has unread, calls the pure core and writes by upsert.

A step may be killed anywhere and run again: keys are content hashes, and each record is one
transaction. Only here are errors caught: a failed capture is a snapshot, an unreadable record a
quarantine row, and everything else goes on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

from watch1718.core.canonical import canonical
from watch1718.core.document import Document
from watch1718.core.guard import judge
from watch1718.core.snapshot import FeedItem, Outcome, Part, Snapshot
from watch1718.core.source import EvidenceLevel, Interest, Source, SourceKind
from watch1718.errors import Blocked, Busy, FetchFailed, Halt, Quarantine, Watch1718Error
from watch1718.ports import Answer, DocumentVersion, Quarantined, World

BATCH = 500
RECHECK = timedelta(hours=20)  # a page still in its feed is asked again after this, for corrections
RECHECK_WITHIN = timedelta(days=3)
Counts = dict[str, int]


@contextmanager
def recorded(world: World, step: str) -> Iterator[Counts]:
    """Run a step under its lock and keep a row of what it did; a second runner does nothing."""
    started, counts, failure = world.clock.now(), Counts(), ""
    with world.locks.hold(step) as free:
        if not free:
            raise Busy(step)
        try:
            yield counts
        except Watch1718Error as error:
            failure = str(error)
            raise
        finally:
            world.runs.record(step, started, world.clock.now(), counts, failure)


# Capture


def due(world: World, only: Sequence[str] = ()) -> list[str]:
    """Name the sources whose cadence has passed since they were last asked."""
    if world.offline:
        return []
    now = world.clock.now()
    chosen = [world.sources[name] for name in only] if only else [s for s in world.sources.values() if s.on]
    return [s.id for s in chosen if s.kind is not SourceKind.UN_LIST and _is_due(world, s, now)]


def _is_due(world: World, source: Source, now: datetime) -> bool:
    last = world.captures.last_attempt(source.id)
    return last is None or now - last >= timedelta(minutes=source.cadence_minutes)


def capture(world: World, name: str) -> dict[str, int | str]:
    """Capture one source: its feed, then every page that is new or due for a second look.

    The feed's own snapshot is written last: a capture that is killed half way is due again, and
    takes up where it stopped, since pages that have a snapshot are known.
    """
    source = world.sources[name]
    if _is_over(world):
        return {"source": name, "outcome": str(Outcome.SKIPPED), "reason": "out_of_time", "items": 0, "new": 0}
    with recorded(world, f"capture:{name}") as counts:
        feed, items = _ask_feed(world, source)
        for item in items:
            outcome = _capture_item(world, source, item)
            if outcome is not None:
                counts[outcome] = counts.get(outcome, 0) + 1
        world.captures.add(feed)
        counts["items"] = len(items)
    pages = sum(counts.get(outcome, 0) for outcome in ("OK",))
    return {"source": name, "outcome": str(feed.outcome), "reason": feed.reason, "items": len(items), "new": pages}


def _ask_feed(world: World, source: Source) -> tuple[Snapshot, Sequence[FeedItem]]:
    feed = _ask(world, source, source.url, Part.FEED)
    if feed.blob is None:
        return feed, ()
    try:
        items = world.parser.feed(source, world.bodies.get(feed.blob))
    except Quarantine as fault:
        return replace(feed, outcome=Outcome.QUARANTINED, reason=fault.reason, detail=fault.detail), ()
    return replace(feed, items=len(items)), items


def _capture_item(world: World, source: Source, item: FeedItem) -> str | None:
    now = world.clock.now()
    if _is_over(world):
        return "left"
    address = canonical(item.url)
    known = world.captures.known_urls([address]).get(address)
    if known is not None and not _wants_second_look(known, item, now):
        return None
    if source.evidence is EvidenceLevel.HEADLINE:
        snapshot = _keep_headline(world, source, item, address)
    else:
        snapshot = _ask(world, source, address, Part.PAGE)
    world.captures.add(replace(snapshot, hint=_hint(item)))
    return str(snapshot.outcome)


def _is_over(world: World) -> bool:
    return world.deadline is not None and world.clock.now() > world.deadline


def _wants_second_look(known: datetime, item: FeedItem, now: datetime) -> bool:
    recent = item.published is not None and now - item.published <= RECHECK_WITHIN
    return recent and now - known >= RECHECK


def _hint(item: FeedItem) -> dict[str, str]:
    published = item.published.isoformat() if item.published else ""
    return {"title": item.title, "published": published, "summary": item.summary}


def _keep_headline(world: World, source: Source, item: FeedItem, address: str) -> Snapshot:
    body = f"{item.title}\n\n{item.summary}".encode()
    return Snapshot(
        source.id,
        Part.PAGE,
        address,
        world.clock.now(),
        Outcome.OK,
        final_url=address,
        headers={"content-type": "text/plain; charset=utf-8"},
        blob=world.bodies.put(body),
        size=len(body),
    )


def _ask(world: World, source: Source, url: str, part: Part) -> Snapshot:
    """Ask once, conditionally where an earlier body is held; every ending is a snapshot."""
    last = world.captures.latest(url)
    made = partial(Snapshot, source.id, part, url)
    try:
        answer = world.web.get(
            url, source, etag=last.etag if last else "", last_modified=last.last_modified if last else ""
        )
    except FetchFailed as fault:
        return made(world.clock.now(), Outcome.FETCH_ERROR, reason=fault.reason, detail=fault.detail)
    except Blocked as fault:
        outcome = Outcome.SKIPPED if fault.reason == "robots" else Outcome.BLOCKED
        return made(world.clock.now(), outcome, reason=fault.reason, detail=fault.detail)
    except Quarantine as fault:
        return made(world.clock.now(), Outcome.QUARANTINED, reason=fault.reason, detail=fault.detail)
    return _kept(world, made, answer, last)


def _kept(world: World, made: partial[Snapshot], answer: Answer, last: Snapshot | None) -> Snapshot:
    if answer.not_modified and last is not None:
        return made(
            world.clock.now(),
            Outcome.UNCHANGED,
            final_url=answer.final_url,
            status=answer.status,
            headers=dict(answer.headers),
            blob=last.blob,
            size=last.size,
            etag=last.etag,
            last_modified=last.last_modified,
        )
    blob = world.bodies.put(answer.body)
    return made(
        world.clock.now(),
        Outcome.UNCHANGED if last is not None and last.blob == blob else Outcome.OK,
        final_url=answer.final_url,
        status=answer.status,
        headers=dict(answer.headers),
        blob=blob,
        size=len(answer.body),
        etag=answer.headers.get("etag", ""),
        last_modified=answer.headers.get("last-modified", ""),
    )


def judge_volume(world: World, rows: Sequence[Mapping[str, int | str]]) -> Counts:
    """Count how the captures of one run ended; all of them failing is never "no news".

    Raises Halt where every source that was asked failed: the resolver, the proxy or the network is down.
    """
    counts = Counts(asked=len(rows), failed=0, new=0, below_volume=0)
    for row in rows:
        failed = row["outcome"] in (Outcome.FETCH_ERROR, Outcome.BLOCKED, Outcome.QUARANTINED)
        counts["failed"] += failed
        counts["new"] += int(row["new"])
        counts["below_volume"] += not failed and int(row["items"]) < world.sources[str(row["source"])].min_items
    if rows and counts["failed"] == len(rows):
        raise Halt(f"all {len(rows)} sources failed: {', '.join(sorted({str(r['reason']) for r in rows}))}")
    return counts


def take(world: World, documents: Iterable[Document]) -> Counts:
    """Capture documents that the user already has: each becomes a snapshot of its own, then is read like any other."""
    own: dict[str, Source] = {}
    with recorded(world, "take") as counts:
        counts["documents"] = 0
        for document in documents:
            if document.source not in own:
                own[document.source] = _own_source(document.source)
                world.captures.declare([*world.sources.values(), *own.values()], world.clock.now())
            world.captures.add(_file_snapshot(world, document))
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


def _file_snapshot(world: World, document: Document) -> Snapshot:
    row = {
        "id": document.id,
        "language": document.language,
        "title": document.title,
        "text": document.text,
        "published": document.published.isoformat() if document.published else "",
        "url": document.url,
    }
    body = json.dumps(row, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    known = world.captures.latest(f"own:{document.id}")
    blob = world.bodies.put(body)
    at = known.captured_at if known is not None and known.blob == blob else world.clock.now()
    headers = {"content-type": "application/json"}
    return Snapshot(
        document.source,
        Part.FILE,
        f"own:{document.id}",
        at,
        Outcome.OK,
        headers=headers,
        blob=blob,
        size=len(body),
    )


# Read


def read(world: World) -> Counts:
    """Make documents of every unread snapshot; what cannot be read is set aside with its reason."""
    with recorded(world, "read") as counts:
        counts.update(documents=0, duplicates=0, quarantined=0)
        while batch := world.captures.unread(BATCH):
            for snapshot in batch:
                counts[_read_one(world, snapshot)] += 1
        return counts


def _read_one(world: World, snapshot: Snapshot) -> str:
    if snapshot.blob is None:
        raise Halt(f"snapshot {snapshot.id} has no body to read")
    try:
        body = world.bodies.get(snapshot.blob)
        version = _file_version(snapshot, body) if snapshot.part is Part.FILE else _page_version(world, snapshot, body)
    except Quarantine as fault:
        row = Quarantined(
            "read", snapshot.url, fault.reason, fault.detail, world.clock.now(), snapshot.source, snapshot.id
        )
        world.documents.set_aside(row)
        return "quarantined"
    return "documents" if world.documents.add(version) else "duplicates"


def _file_version(snapshot: Snapshot, body: bytes) -> DocumentVersion:
    row = json.loads(body)
    document = Document(
        id=row["id"],
        source=snapshot.source,
        title=row["title"],
        text=row["text"],
        language=row["language"],
        published=_moment(row["published"]),
        url=row["url"],
    )
    return DocumentVersion(document, snapshot.id, snapshot.captured_at, EvidenceLevel.BYTES)


def _page_version(world: World, snapshot: Snapshot, body: bytes) -> DocumentVersion:
    source = world.sources[snapshot.source]
    page = world.parser.page(source, snapshot.url, body, snapshot.headers)
    published = page.published or _moment(snapshot.hint.get("published", ""))
    document = Document(
        id=page.canonical_url or snapshot.url,
        source=source.id,
        title=page.title or snapshot.hint.get("title", ""),
        text=page.text,
        language=source.language,
        published=published,
        url=snapshot.final_url or snapshot.url,
    )
    return DocumentVersion(
        document,
        snapshot.id,
        snapshot.captured_at,
        source.evidence,
        history=_is_history(world, document, snapshot.captured_at),
        partial=page.partial,
    )


def _is_history(world: World, document: Document, captured_at: datetime) -> bool:
    """Old news of a source's first capture is kept and alerts nobody."""
    first = world.documents.first_known(document.source)
    is_first_capture = first is None or captured_at - first < timedelta(hours=1)
    age = captured_at - document.published if document.published else timedelta()
    return is_first_capture and age > timedelta(days=world.max_age_days)


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# Find, claim, assess


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
        return counts


# The UN list


def capture_list(world: World) -> dict[str, int | str]:
    """Capture the UN list from every source that is one."""
    row: dict[str, int | str] = {"asked": 0, "outcome": "none", "reason": ""}
    lists = [one for one in world.sources.values() if one.on and one.kind is SourceKind.UN_LIST]
    with recorded(world, "capture_list") as counts:
        for source in [] if world.offline else lists:
            if _is_due(world, source, world.clock.now()):
                snapshot = _ask(world, source, source.url, Part.LIST)
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


# Publish


def attest_and_build(world: World, day: str | None) -> list[str]:
    """Build the candidate edition of ``day``, or of every day up to the last cut-off that has none."""
    now = world.clock.now()
    days = [date.fromisoformat(day)] if day else world.editions.missing_days(now)
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
        counts["editions"] = 1
    return str(world.editions.write_report(edition, world.reports))
