"""A probe: what a source's address answered, held against what its declaration says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import yaml

from watch1718.adapters.pages import header
from watch1718.adapters.sniff import kind_of
from watch1718.core.overlap import newest_of, oldest_of
from watch1718.core.snapshot import Stories
from watch1718.core.source import Source, SourceKind, SymbolRule
from watch1718.core.un_document import documents_of
from watch1718.errors import Blocked, FetchFailed, Quarantine
from watch1718.ports import Parser, Web

FEEDS = frozenset({SourceKind.RSS, SourceKind.ATOM, SourceKind.RDF})


@dataclass(slots=True)
class Probe:
    """What was seen once; ``differences`` are where the declaration says otherwise."""

    source: str
    at: str
    url: str
    answered: bool = False
    reason: str = ""
    final_url: str = ""
    content_type: str = ""
    bytes: int = 0
    conditional: bool = False
    kind: str = ""
    items: int = 0
    lost: int = 0
    oldest: str = ""
    newest: str = ""
    differences: list[str] = field(default_factory=list)


def probe(source: Source, web: Web, parser: Parser, now: datetime) -> Probe:
    """Ask once, politely, and hold the answer against the declaration."""
    url = documents_of(source.rule, source.url)[0].url if isinstance(source.rule, SymbolRule) else source.url
    seen = Probe(source.id, now.isoformat(timespec="seconds"), url)
    try:
        answer = web.get(url, source)
    except (FetchFailed, Blocked, Quarantine) as fault:
        seen.reason = str(fault)
        seen.differences.append(f"did not answer: {fault.reason}")
        return seen
    seen.answered, seen.final_url, seen.bytes = True, answer.final_url, len(answer.body)
    seen.content_type = header(answer.headers, "content-type")
    seen.conditional = bool(header(answer.headers, "etag") or header(answer.headers, "last-modified"))
    stories = _read(source, url, answer.body, parser, seen)
    seen.differences += _differences(source, seen, stories, now)
    return seen


def _read(source: Source, url: str, body: bytes, parser: Parser, seen: Probe) -> Stories:
    try:
        sniffed = kind_of(body, url)
        seen.kind = str(sniffed[0]) if sniffed else "a page"
        if source.kind is SourceKind.UN_LIST:
            seen.items = len(parser.un_list(body).parties)
            return Stories((), seen.items)
        if source.kind is SourceKind.UN_DOCUMENT:
            return Stories((), 1)
        stories = parser.feed(source, url, body)
    except Quarantine as fault:
        seen.reason = str(fault)
        return Stories((), 0)
    seen.items, seen.lost = stories.found or len(stories.more), len(stories.lost)
    oldest, newest = oldest_of(stories.items), newest_of(stories.items)
    seen.oldest, seen.newest = (moment.isoformat() if moment else "" for moment in (oldest, newest))
    return stories


def _differences(source: Source, seen: Probe, stories: Stories, now: datetime) -> Iterator[str]:
    if seen.reason:
        yield f"kind: declared {source.kind}, could not be read as such ({seen.reason})"
    elif source.kind in FEEDS and seen.kind != source.kind:
        yield f"kind: declared {source.kind}, is {seen.kind}"
    if seen.final_url != seen.url:
        yield f"url: leads to {seen.final_url}"
    if not seen.reason and not source.min_items <= seen.items <= source.max_items:
        yield f"items: {seen.items} seen, {source.min_items} to {source.max_items} declared"
    if seen.lost:
        yield f"items: {seen.lost} of {seen.items} have no link"
    newest = newest_of(stories.items)
    if newest is not None and now - newest > timedelta(hours=source.silence_hours):
        yield f"silence_hours: {source.silence_hours} declared, the newest story is of {newest:%Y-%m-%d}"


def write(seen: Probe, folder: Path) -> Path:
    """Write a probe for review; an earlier one of the same moment is replaced."""
    file = folder / seen.source / f"{seen.at.replace(':', '')}.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    said = (
        "as declared" if not seen.differences else "differs from the declaration: look at it, then correct source.yml"
    )
    text = yaml.safe_dump(asdict(seen), allow_unicode=True, sort_keys=False, width=10_000)
    file.write_text(
        f"# Probe of {seen.source}: {said}.\n# If it is right, set probed: {seen.at[:10]}.\n{text}", "utf-8"
    )
    return file
