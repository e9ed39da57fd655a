"""Capture: ask the sources that are due, and keep what came, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from watch1718.core.canonical import canonical
from watch1718.core.snapshot import FeedItem, Outcome, Part, Snapshot
from watch1718.core.source import EvidenceLevel, Source, SourceKind
from watch1718.errors import Blocked, FetchFailed, Halt, Quarantine
from watch1718.ports import Answer, World
from watch1718.steps.recorded import Counts, recorded

RECHECK = timedelta(hours=20)  # a page still in its feed is asked again after this, for corrections
RECHECK_WITHIN = timedelta(days=3)


def due(world: World, only: Sequence[str] = ()) -> list[str]:
    """Name the sources whose cadence has passed since they were last asked."""
    if world.offline:
        return []
    now = world.clock.now()
    chosen = [world.sources[name] for name in only] if only else [s for s in world.sources.values() if s.on]
    return [s.id for s in chosen if s.kind is not SourceKind.UN_LIST and is_due(world, s, now)]


def is_due(world: World, source: Source, now: datetime) -> bool:
    """Say whether the source's cadence has passed since it was last asked."""
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
    feed = ask(world, source, source.url, Part.FEED)
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
        snapshot = ask(world, source, address, Part.PAGE)
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


def ask(world: World, source: Source, url: str, part: Part) -> Snapshot:
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
