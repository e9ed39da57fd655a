"""Sitemaps and news sitemaps: the stories that changed lately, and the maps that an index names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from lxml import etree

from watch1718.adapters.characters import decode
from watch1718.adapters.feeds import MAX_STORIES, bounded, item, page_kind, stories, web_link
from watch1718.adapters.pages import read_date
from watch1718.adapters.unpack import gunzip
from watch1718.core.snapshot import FeedItem, Lost, Stories
from watch1718.core.source import SitemapRule
from watch1718.errors import FetchFailed, Quarantine

UNPACKED = 64 * 1024 * 1024
GZIP = b"\x1f\x8b"
_ENTRY = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(url|sitemap)(?=[\s/>])")


def read_sitemap(body: bytes, base: str, rule: SitemapRule, now: datetime) -> Stories:
    """The stories or further maps of a sitemap; what is older than the rule's days is left out, and counted.

    Raises Quarantine: ``xml_entity``, ``content_type``, ``block_page``, ``truncated``, ``size``, ``items_lost``.
    """
    text = decode(_unpacked(body, base)).text
    root = _root(text, base)
    entries = [entry for entry in root if isinstance(entry.tag, str) and _name(entry) in {"url", "sitemap"}]
    counted = len(_ENTRY.findall(text))
    if counted > max(MAX_STORIES, 50_000):
        raise Quarantine("size", f"{base} holds {counted} addresses")
    if counted > len(entries):
        raise Quarantine("items_lost", f"{base} holds {counted} addresses, {len(entries)} could be read")
    recent = [entry for entry in entries if _is_recent(entry, rule, now)]
    if _name(root) == "sitemapindex":
        maps = [link for entry in recent if (link := web_link(_text(entry, "loc"), base)) and _fits(link, rule.maps)]
        return Stories((), 0, more=tuple(dict.fromkeys(maps)))
    wanted = [entry for entry in recent if _fits(_text(entry, "loc"), rule.contains)]
    read = [_story(entry, base, now) for entry in wanted]
    return stories(read, base, len(entries), left_out=len(entries) - len(wanted))


def _unpacked(body: bytes, base: str) -> bytes:
    if not body.startswith(GZIP):
        return body
    try:
        return gunzip(body, cap=UNPACKED, url=base)
    except FetchFailed as wrong:
        raise Quarantine(wrong.reason, f"{base}: {wrong.detail}") from wrong


def _root(text: str, base: str) -> Any:
    head = text.lstrip("\ufeff \r\n\t")[:2000].lower()
    if "<!doctype" in head and "<html" not in head:
        raise Quarantine("xml_entity", "a sitemap with a document type is not read")
    if "<html" in head:
        raise Quarantine(page_kind(text), f"a web page stands where the sitemap {base} was expected")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(_bare(text).encode(), parser)
    except etree.XMLSyntaxError as wrong:
        begun = "<urlset" in head or "<sitemapindex" in head
        raise Quarantine("truncated" if begun else "content_type", f"{base}: {str(wrong)[:120]}") from wrong
    if _name(root) not in {"urlset", "sitemapindex"}:
        raise Quarantine("content_type", f"{base} is no sitemap, but <{_name(root)}>")
    return root


def _bare(text: str) -> str:
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"))


def _name(element: Any) -> str:
    return str(etree.QName(element).localname)


def _parts(entry: Any, name: str) -> Iterator[Any]:
    return (part for part in entry.iter() if isinstance(part.tag, str) and _name(part) == name)


def _text(entry: Any, name: str) -> str:
    part = next(_parts(entry, name), None)
    return "".join(part.itertext()).strip() if part is not None else ""


def _is_recent(entry: Any, rule: SitemapRule, now: datetime) -> bool:
    """An address without a date, or with one that cannot be true, is asked for."""
    moments = [_date(entry, name, now) for name in ("lastmod", "publication_date")]
    known = [moment for moment in moments if moment is not None]
    return not known or max(known) >= now - timedelta(days=rule.days)


def _date(entry: Any, name: str, now: datetime) -> datetime | None:
    return bounded(read_date(_text(entry, name), now), now)


def _fits(address: str, words: tuple[str, ...]) -> bool:
    return not words or any(word in address for word in words)


def _story(entry: Any, base: str, now: datetime) -> FeedItem | Lost:
    published = _date(entry, "publication_date", now)
    return item(base, web_link(_text(entry, "loc"), base), _text(entry, "title"), published)
