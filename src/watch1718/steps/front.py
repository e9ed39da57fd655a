"""A source's front: its feed, list page, sitemap or table, with the further pages that it leads to."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from watch1718.core.canonical import canonical
from watch1718.core.overlap import has_gap, newest_of, oldest_of
from watch1718.core.snapshot import FeedItem, Lost, Outcome, Part, Snapshot, Stories
from watch1718.core.source import GdeltRule, SitemapRule, Source, SymbolRule
from watch1718.core.un_document import documents_of
from watch1718.errors import Quarantine
from watch1718.ports import World
from watch1718.steps.ask import ask

NOTHING = Stories((), 0)


@dataclass(frozen=True, slots=True)
class Front:
    """What a source names now. ``snapshot`` is of the front itself, ``further`` of its further pages."""

    snapshot: Snapshot
    further: tuple[Snapshot, ...] = ()
    items: tuple[FeedItem, ...] = ()
    lost: tuple[Lost, ...] = ()
    known: Mapping[str, datetime] | None = None

    def is_known(self, item: FeedItem) -> datetime | None:
        """When this story's page was captured; None where it never was."""
        return (self.known or {}).get(canonical(item.url))


def ask_front(world: World, source: Source) -> Front:
    """Ask for the front and its further pages: until one holds a story that is known, or the declared number."""
    if isinstance(source.rule, SymbolRule):
        return _of_symbols(world, source, source.rule)
    first, stories = _read(world, source, ask(world, source, source.url, Part.FEED))
    pages, further, joined = [stories], [], False
    todo, seen = deque(stories.more), {source.url}
    in_order = not isinstance(source.rule, SitemapRule | GdeltRule)
    while todo and len(seen) <= source.pages and not world.is_over():
        url = todo.popleft()
        if url in seen:
            continue
        if in_order and _joins(world, pages[-1]):
            break
        seen.add(url)
        held = world.captures.latest(url) if stories.lasting else None
        joined = joined or held is not None
        page, more = _read(world, source, held or ask(world, source, url, Part.MORE))
        further += [] if held else [page]
        pages.append(more)
        todo.extend(more.more)
    cut = not in_order and any(url not in seen for url in todo)
    front = _judged(world, source, Front(first, tuple(further), _items(pages), _lost(pages)), joined=joined)
    return replace(front, snapshot=replace(front.snapshot, gap=True)) if cut else front


def _of_symbols(world: World, source: Source, rule: SymbolRule) -> Front:
    items = documents_of(rule, source.url)
    known = world.captures.known_urls([canonical(item.url) for item in items])
    made = Snapshot(source.id, Part.FEED, source.url, world.clock.now(), Outcome.OK, items=len(items))
    return Front(made, items=items, known=known)


def _read(world: World, source: Source, page: Snapshot) -> tuple[Snapshot, Stories]:
    if page.blob is None:
        return page, NOTHING
    try:
        stories = world.parser.feed(source, page.final_url or page.url, world.bodies.get(page.blob))
    except Quarantine as fault:
        return replace(page, outcome=Outcome.QUARANTINED, reason=fault.reason, detail=fault.detail), NOTHING
    return replace(page, items=stories.found), stories


def _joins(world: World, stories: Stories) -> bool:
    """Say whether a page holds a story that was captured before: what lies behind it was seen."""
    return bool(world.captures.known_urls([canonical(item.url) for item in stories.items]))


def _items(pages: list[Stories]) -> tuple[FeedItem, ...]:
    """Each story once, in the order in which it is named."""
    return tuple(
        {canonical(item.url): item for stories in reversed(pages) for item in reversed(stories.items)}.values()
    )[::-1]


def _lost(pages: list[Stories]) -> tuple[Lost, ...]:
    return tuple(one for stories in pages for one in stories.lost)


def _judged(world: World, source: Source, front: Front, *, joined: bool) -> Front:
    """Add what is known of the stories, and whether this look joins the last one."""
    known = world.captures.known_urls([canonical(item.url) for item in front.items])
    before = world.captures.last_front(source.id)
    gap = before is not None and (
        bool(front.further) and not joined
        if isinstance(source.rule, GdeltRule)
        else has_gap(front.items, known, before.newest_item_at)
    )
    total = front.snapshot.items + sum(page.items for page in front.further)
    seen = replace(
        front.snapshot,
        items=total,
        oldest_item_at=oldest_of(front.items),
        newest_item_at=newest_of(front.items),
        gap=gap,
    )
    return replace(front, snapshot=seen, known=known)
