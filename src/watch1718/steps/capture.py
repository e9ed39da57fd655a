"""Capture: ask the sources that are due, and keep what came, byte for byte."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from watch1718.core.canonical import canonical
from watch1718.core.snapshot import FeedItem, Outcome, Part, Snapshot
from watch1718.core.source import EvidenceLevel, Source, SourceKind
from watch1718.errors import Emptied, Halt
from watch1718.ports import Quarantined, World
from watch1718.steps.ask import ask
from watch1718.steps.folder import take_folder
from watch1718.steps.front import ask_front
from watch1718.steps.recorded import Counts, recorded

RECHECK = timedelta(hours=20)  # a page still in its feed is asked again after this, for corrections
LOOK_WITHIN = timedelta(days=30)  # how long a quoted page is looked at again, whatever the list names
LOOKS = 10  # such pages, of one source in one capture
GONE = {"http_404", "http_410"}
RECHECK_WITHIN = timedelta(days=3)
SEVERAL = 2  # one source that names nothing is a matter of that source
FAILED = (Outcome.FETCH_ERROR, Outcome.BLOCKED, Outcome.QUARANTINED)


def due(world: World, only: Sequence[str] = ()) -> list[str]:
    """Name the sources whose cadence has passed since they were last asked."""
    now = world.clock.now()
    chosen = [world.sources[name] for name in only] if only else [s for s in world.sources.values() if s.on]
    open_to = [s for s in chosen if not world.offline or s.kind is SourceKind.FOLDER]
    return [s.id for s in open_to if s.kind is not SourceKind.UN_LIST and is_due(world, s, now)]


def is_due(world: World, source: Source, now: datetime) -> bool:
    """Say whether the source's cadence has passed since it was last asked."""
    last = world.captures.last_attempt(source.id)
    return last is None or now - last >= timedelta(minutes=source.cadence_minutes)


def capture(world: World, name: str) -> dict[str, int | str]:
    """Capture one source: its front, then every page that is new or due for a second look.

    The front's own snapshot is written last: a capture that is killed half way is due again, and
    takes up where it stopped, since pages that have a snapshot are known.
    """
    source = world.sources[name]
    if world.is_over() and source.kind is not SourceKind.FOLDER:
        return {"source": name, "outcome": str(Outcome.SKIPPED), "reason": "out_of_time", "items": 0, "new": 0}
    with recorded(world, f"capture:{name}") as counts:
        if source.kind is SourceKind.FOLDER:
            front = take_folder(world, source, counts)
        else:
            front = _take_front(world, source, counts)
        counts["items"] = front.items
    pages = sum(counts.get(outcome, 0) for outcome in ("OK",))
    return {
        "source": name,
        "outcome": str(front.outcome),
        "reason": front.reason,
        "items": front.items,
        "new": pages,
    }


def _take_front(world: World, source: Source, counts: Counts) -> Snapshot:
    """Ask the front, keep its pages, and a row for every story that is lost."""
    front = ask_front(world, source)
    pages = []
    for item in front.items:
        page = _capture_item(world, source, item, front.is_known(item))
        outcome = page if isinstance(page, str) else str(page.outcome)
        counts[outcome] = counts.get(outcome, 0) + 1
        pages += [page] if isinstance(page, Snapshot) else []
    _look_again(world, source, {canonical(item.url) for item in front.items}, counts)
    for lost in front.lost:
        row = Quarantined("capture", lost.key, lost.reason, lost.detail, world.clock.now(), source.id)
        world.documents.set_aside(row)
    counts["lost"] = len(front.lost)
    for further in front.further:
        world.captures.add(further)
    whole = _without_front(front.snapshot, pages) if source.kind is SourceKind.UN_DOCUMENT else front.snapshot
    world.captures.add(whole)
    return whole


def _without_front(made: Snapshot, pages: Sequence[Snapshot]) -> Snapshot:
    """A source without a list fared as its documents did: it failed where every one of them did."""
    if pages and all(page.outcome in FAILED for page in pages):
        return replace(made, outcome=pages[0].outcome, reason=pages[0].reason, detail=pages[0].detail)
    return made


def _capture_item(world: World, source: Source, item: FeedItem, known: datetime | None) -> Snapshot | str:
    now = world.clock.now()
    if world.is_over():
        return "left"
    if known is not None and not _wants_second_look(known, item, now):
        return "known"
    address = canonical(item.url)
    if source.evidence is EvidenceLevel.HEADLINE:
        snapshot = _keep_headline(world, source, item, address)
    else:
        snapshot = ask(world, source, address, Part.PAGE, is_new=known is None)
    world.captures.add(replace(snapshot, hint=_hint(item)))
    if known is not None:
        _mark(world, snapshot)
    return snapshot


def _look_again(world: World, source: Source, seen: Collection[str], counts: Counts) -> None:
    """Ask again for pages that alerts quote and that no list names any more: they may be edited, or gone."""
    if source.evidence is EvidenceLevel.HEADLINE:
        return
    now = world.clock.now()
    for address in world.evidence.pages(source.id, now - LOOK_WITHIN, now - RECHECK, LOOKS):
        if address not in seen and not world.is_over():
            snapshot = ask(world, source, address, Part.PAGE)
            world.captures.add(snapshot)
            _mark(world, snapshot)
            counts["looked_again"] = counts.get("looked_again", 0) + 1


def _mark(world: World, page: Snapshot) -> None:
    """A page that was there and answers 404 or 410 is gone since; one that answers again is back."""
    if page.reason in GONE:
        world.documents.mark(page.url, page.captured_at, gone=True)
    elif page.outcome in {Outcome.OK, Outcome.UNCHANGED}:
        world.documents.mark(page.url, page.captured_at, gone=False)


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


def judge_volume(world: World, rows: Sequence[Mapping[str, int | str]]) -> Counts:
    """Count how the captures of one run ended; all of them failing is never "no news".

    Raises Halt where every source that was asked failed: the resolver, the proxy or the network is down; Emptied where
    all that answered named fewer stories than they always do.
    """
    counts = Counts(asked=len(rows), failed=0, new=0, below_volume=0)
    for row in rows:
        failed = row["outcome"] in FAILED
        counts["failed"] += failed
        counts["new"] += int(row["new"])
        counts["below_volume"] += _is_below(world, row)
    if rows and counts["failed"] == len(rows):
        raise Halt(f"all {len(rows)} sources failed: {', '.join(sorted({str(r['reason']) for r in rows}))}")
    answered = [row for row in rows if row["outcome"] == Outcome.OK]
    if len(answered) >= SEVERAL and counts["below_volume"] == len(answered):
        raise Emptied(tuple(str(row["source"]) for row in answered))
    return counts


def _is_below(world: World, row: Mapping[str, int | str]) -> bool:
    """Say whether a source answered and named fewer stories than it always does; one that is unchanged named none anew."""
    return row["outcome"] == Outcome.OK and int(row["items"]) < world.sources[str(row["source"])].min_items
