"""List pages, read by the selectors that a source declares."""

from __future__ import annotations

from datetime import datetime

from bs4 import Tag

from watch1718.adapters.feeds import item, page_kind, plain, stories, web_link
from watch1718.adapters.pages import bare, open_page, read_date
from watch1718.adapters.soup import soup
from watch1718.core.snapshot import FeedItem, Lost, Stories
from watch1718.core.source import HtmlRule
from watch1718.errors import Quarantine


def read_html_list(body: bytes, base: str, rule: HtmlRule, now: datetime) -> Stories:
    """The stories of a list page, in its order; a page where the selectors find none has changed.

    Raises Quarantine: ``source_changed``, ``block_page``, ``no_links`` and those of any page.
    """
    decoded, _ = open_page(body, {})
    tree = soup(bare(decoded.text))
    rows = tree.select(rule.item)
    if not rows:
        reason = page_kind(decoded.text)
        raise Quarantine(
            "source_changed" if reason == "content_type" else reason, f"{base}: nothing fits {rule.item!r}"
        )
    onward = tree.select_one(rule.next) if rule.next else None
    link = web_link(onward.get("href", ""), base) if onward is not None else None
    return stories([_story(row, base, rule, now) for row in rows], base, len(rows), more=(link,) if link else ())


def _story(row: Tag, base: str, rule: HtmlRule, now: datetime) -> FeedItem | Lost:
    link = row if row.name == "a" and row.get("href") else row.select_one(rule.link)
    named = row.select_one(rule.title) if rule.title else link
    title = plain((named or row).get_text(" "))
    return item(base, web_link(link.get("href", ""), base) if link is not None else None, title, _date(row, rule, now))


def _date(row: Tag, rule: HtmlRule, now: datetime) -> datetime | None:
    place = row.select_one(rule.date) if rule.date else None
    if place is None:
        return None
    return read_date(str(place.get("datetime", "")), now) or read_date(place.get_text(" "), now)
