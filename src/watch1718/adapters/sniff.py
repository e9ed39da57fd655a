"""What kind of list some bytes are, and where a list of unknown shape seems to keep its stories."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from bs4 import Tag

from watch1718.adapters.characters import decode
from watch1718.adapters.gdelt import ZIP
from watch1718.adapters.json_lists import FEED
from watch1718.adapters.sitemaps import GZIP
from watch1718.adapters.soup import soup
from watch1718.adapters.unpack import gunzip
from watch1718.core.canonical import same_site
from watch1718.core.source import GdeltRule, HtmlRule, JsonFeedRule, JsonRule, Rule, SitemapRule, SourceKind
from watch1718.errors import FetchFailed, NotADocument, Quarantine

ROOTS = (
    (re.compile(r"<rss[\s>]", re.IGNORECASE), SourceKind.RSS),
    (re.compile(r"<rdf:rdf[\s>]", re.IGNORECASE), SourceKind.RDF),
    (re.compile(r"<feed[\s>]", re.IGNORECASE), SourceKind.ATOM),
)
FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
HEAD = 5000
UNPACKED = 64 * 1024 * 1024
LONG_TITLE = 20
FEWEST = 3
STORY = 'meta[property="og:type"][content="article"], meta[property="article:published_time"]'
LINKS = ("url", "link", "href", "permalink", "canonical_url", "external_url")
TITLES = ("title", "headline", "name", "title.rendered")
DATES = ("date_published", "published", "published_at", "date_gmt", "date", "created_at", "updated_at")


def kind_of(body: bytes, url: str) -> tuple[SourceKind, Rule | None] | None:
    """The kind that these bytes are, with the rule to read them by; None for what is no list.

    Raises Quarantine where they are no text at all.
    """
    if body.startswith(ZIP):
        table = next((name for name in ("mentions", "gkg") if f".{name}." in url.lower()), "export")
        return SourceKind.GDELT, GdeltRule(("korea",), table)
    text = _text(body, url)
    head = text.lstrip("\ufeff \r\n\t")[:HEAD]
    if head.startswith(("{", "[")):
        return _json(text, url)
    for root, kind in ROOTS:
        if root.search(head) and "<html" not in head.lower():
            return kind, None
    if "<urlset" in head or "<sitemapindex" in head:
        return SourceKind.SITEMAP, SitemapRule()
    if ".export.csv.zip" in head.lower():
        return SourceKind.GDELT, GdeltRule(("korea",), files=2)
    return _html(text, url)


def feeds_of(body: bytes, url: str) -> list[str]:
    """The feeds that a page names in its head."""
    tree = soup(decode(body).text)
    links = tree.select('link[rel~="alternate"][href]')
    return [urljoin(url, str(link["href"])) for link in links if str(link.get("type", "")).lower() in FEED_TYPES]


def _text(body: bytes, url: str) -> str:
    if not body.startswith(GZIP):
        return decode(body).text
    try:
        return decode(gunzip(body, cap=UNPACKED, url=url)).text
    except FetchFailed as wrong:
        raise NotADocument(wrong.reason, wrong.detail) from wrong


def _json(text: str, url: str) -> tuple[SourceKind, Rule | None] | None:
    try:
        value = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as wrong:
        raise Quarantine("truncated", f"{url}: begins like JSON, and is not") from wrong
    if isinstance(value, Mapping) and FEED in str(value.get("version", "")):
        return SourceKind.JSON_FEED, JsonFeedRule()
    place, rows = _longest(value, "")
    if not rows:
        return None
    first = rows[0]
    link = next((key for key in LINKS if isinstance(first.get(key), str)), "")
    title = next((key for key in TITLES if isinstance(_dig(first, key), str)), "")
    date = next((key for key in DATES if first.get(key)), "")
    return SourceKind.JSON, JsonRule(items=place, link=link or "{id}", title=title, date=date)


def _dig(row: Mapping[str, Any], path: str) -> Any:
    value: Any = row
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _longest(value: Any, place: str) -> tuple[str, list[Mapping[str, Any]]]:
    """The longest list of objects, and the keys that lead to it."""
    if isinstance(value, list):
        return place, [row for row in value if isinstance(row, Mapping)]
    found: tuple[str, list[Mapping[str, Any]]] = (place, [])
    for key, inside in value.items() if isinstance(value, Mapping) else ():
        under = _longest(inside, f"{place}.{key}" if place else str(key))
        found = max(found, under, key=lambda one: len(one[1]))
    return found


def _html(text: str, url: str) -> tuple[SourceKind, Rule | None] | None:
    """A page whose long links stand in boxes of one kind is a list; any other is a page."""
    tree = soup(text)
    if tree.select_one(STORY):
        return None
    for aside in tree.select("nav, header, footer, aside"):
        aside.decompose()
    boxes: Counter[str] = Counter()
    for link in tree.select("a[href]"):
        wide = len(link.get_text(" ", strip=True)) >= LONG_TITLE
        if wide and same_site(urljoin(url, str(link["href"])), url) and (box := _box(link)):
            boxes[box] += 1
    if not boxes:
        return None
    best, count = boxes.most_common(1)[0]
    first = tree.select_one(best)
    if count < FEWEST or first is None:
        return None
    title = next((name for name in ("h1", "h2", "h3", "h4") if first.select_one(name)), "")
    date = "time" if first.select_one("time") else ""
    return SourceKind.HTML, HtmlRule(item=best, title=title, date=date)


def _box(link: Tag) -> str:
    """The nearest element around a link that has a class or is an article or a row."""
    for around in link.parents:
        if around.name in {"body", "main", "html", "[document]"}:
            return ""
        classes = around.get("class")
        plain = [one for one in classes if re.fullmatch(r"[A-Za-z][\w-]*", one)] if isinstance(classes, list) else []
        if plain:
            return f"{around.name}.{plain[0]}"
        if around.name in {"article", "li", "tr"}:
            return str(around.name)
    return ""
