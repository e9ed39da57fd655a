"""UN press releases: the list page names them, each page holds one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urljoin

from bs4 import Tag

from watch1718.adapters.characters import decode
from watch1718.adapters.feeds import plain, read_feed
from watch1718.adapters.pages import bare, main_text, open_page, page, paragraphs, read_date, title_of
from watch1718.adapters.soup import soup
from watch1718.adapters.stubs import refuse_stub
from watch1718.core.snapshot import FeedItem, Page, Stories
from watch1718.errors import Quarantine

RELEASE = re.compile(r"/en/\d{4}/[a-z]+\d+\.doc\.htm$")
BODY = ".field--name-body"
_XML = re.compile(r"\s*(?:<\?xml|<rss|<feed|<rdf:rdf)", re.IGNORECASE)


def read_list(source: str, body: bytes, base: str, now: datetime) -> Stories:
    """The releases of a list page, in its order; a feed in its place is read as a feed."""
    if _XML.match(decode(body).text.lstrip("\ufeff")):
        return read_feed(body, base, now)
    decoded, _ = open_page(body, {})
    tree = soup(bare(decoded.text))
    found: dict[str, FeedItem] = {}
    for link in tree.select("main a[href], article a[href]"):
        address = urljoin(base, str(link["href"]))
        title = plain(link.get_text(" "))
        if RELEASE.search(address) and title and address not in found:
            found[address] = FeedItem(address, title, _date_beside(link, now))
    if not found and tree.select_one("main") is None:
        raise Quarantine("source_changed", f"{source}: expected a list of press releases in <main>, found none")
    return Stories(tuple(found.values()), len(found))


def read_release(url: str, body: bytes, headers: Mapping[str, str], now: datetime, *, trusted: bool = False) -> Page:
    """One press release: its own body where the page marks it, else as any other page."""
    decoded, tree = open_page(body, headers)
    marked = soup(bare(decoded.text)).select_one(BODY)
    text = _lines(marked) if marked is not None else main_text(tree)
    refuse_stub(text, tree, trusted=trusted)
    return page(url, decoded, tree, headers, title=title_of(tree), text=text, now=now)


def _date_beside(link: Tag, now: datetime) -> datetime | None:
    """The date of the nearest container that has one."""
    for around in link.parents:
        if around.name in {"main", "body"}:
            return None
        if (time := around.find("time")) is not None and isinstance(time, Tag):
            return read_date(str(time.get("datetime", "")), now) or read_date(time.get_text(), now)
    return None


def _lines(body: Tag) -> str:
    blocks = body.select("p, h2, h3, h4, li, blockquote")
    leaves = [block for block in blocks if block.find(["p", "li", "blockquote"]) is None]
    return paragraphs("\n".join(" ".join(block.get_text().split()) for block in leaves) or body.get_text("\n"))
