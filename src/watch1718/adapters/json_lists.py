"""Lists in JSON: JSON Feed by its own standard, any other by the keys that a source declares."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from watch1718.adapters.characters import decode
from watch1718.adapters.feeds import bounded, item, page_kind, stories, web_link
from watch1718.adapters.pages import read_date
from watch1718.core.snapshot import FeedItem, Lost, Stories
from watch1718.core.source import JsonRule
from watch1718.errors import Quarantine

FEED = "jsonfeed.org/version/"
_IN_BRACES = re.compile(r"\{([^{}]+)\}")
MILLISECONDS = 10**11


def read_json_feed(body: bytes, base: str, now: datetime) -> Stories:
    """The stories of a JSON Feed, versions 1 and 1.1. Raises Quarantine: ``content_type``, ``items_lost``, ``no_links``."""
    feed = _load(body, base)
    if not isinstance(feed, Mapping) or FEED not in str(feed.get("version", "")):
        raise Quarantine("content_type", f"{base} is JSON, but no JSON Feed")
    rows = _rows(feed, "items", base)
    read = [_feed_story(row, base, now) for row in rows]
    return stories(read, base, len(rows), more=_next(feed.get("next_url"), base))


def _feed_story(row: Any, base: str, now: datetime) -> FeedItem | Lost:
    row = row if isinstance(row, Mapping) else {}
    own = str(row.get("id") or "")
    given = (row.get("url"), row.get("external_url"), own if "://" in own else "")
    link = next((link for one in given if (link := web_link(one or "", base)) is not None), None)
    words = next((row[key] for key in ("summary", "content_text", "content_html") if row.get(key)), "")
    when = row.get("date_published") or row.get("date_modified")
    return item(base, link, str(row.get("title") or ""), _moment(when, now), str(words))


def read_json(body: bytes, base: str, rule: JsonRule, now: datetime) -> Stories:
    """The stories of an answer in JSON. Raises Quarantine: ``content_type``, ``source_changed``, ``no_links``."""
    answer = _load(body, base)
    rows = _rows(answer, rule.items, base)
    read = [_story(row, base, rule, now) for row in rows]
    onward = _next(dig(answer, rule.next) if rule.next else "", base) or (_counted(base, rule.page) if rows else ())
    return stories(read, base, len(rows), more=onward)


def _story(row: Any, base: str, rule: JsonRule, now: datetime) -> FeedItem | Lost:
    title, when, summary = (dig(row, key) if key else "" for key in (rule.title, rule.date, rule.summary))
    return item(base, _link(row, rule.link, base), str(title or ""), _moment(when, now), str(summary or ""))


def _link(row: Any, link: str, base: str) -> str | None:
    """The key's value, or the address with the values of its keys in their braces; None where one is missing."""
    keys = _IN_BRACES.findall(link)
    if not keys:
        return web_link(dig(row, link) or "", base)
    values = {key: dig(row, key) for key in keys}
    if any(value is None or isinstance(value, Mapping | list) for value in values.values()):
        return None
    return web_link(_IN_BRACES.sub(lambda found: str(values[found[1]]), link), base)


def _load(body: bytes, base: str) -> Any:
    text = decode(body).text.lstrip("\ufeff").strip()
    if text.startswith("<"):
        raise Quarantine(page_kind(text), f"a page stands where {base} was expected to answer in JSON")
    try:
        return json.loads(text)
    except ValueError as wrong:
        begun = text.startswith(("{", "["))
        raise Quarantine("truncated" if begun else "content_type", f"{base}: {text[:60]!r}") from wrong
    except RecursionError as wrong:
        raise Quarantine("depth", f"{base} is nested too deep") from wrong


def _rows(answer: Any, key: str, base: str) -> list[Any]:
    rows = dig(answer, key) if key else answer
    if not isinstance(rows, list):
        found = ", ".join(map(str, answer))[:120] if isinstance(answer, Mapping) else type(answer).__name__
        raise Quarantine("source_changed", f"{base}: expected a list under {key!r}, found {found}")
    return rows


def dig(value: Any, path: str) -> Any:
    """What stands under keys with dots between them; None where the way ends."""
    for key in path.split("."):
        if isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(value, list) and key.isascii() and key.isdigit():
            value = value[int(key)] if int(key) < len(value) else None
        else:
            return None
    return value


def _next(given: Any, base: str) -> tuple[str, ...]:
    link = web_link(given or "", base) if isinstance(given, str) else None
    return (link,) if link else ()


def _counted(base: str, parameter: str) -> tuple[str, ...]:
    """The same address with its page counted up."""
    parts = urlsplit(base)
    pairs = dict(parse_qsl(parts.query, keep_blank_values=True))
    if not parameter:
        return ()
    here = pairs.get(parameter, "1")
    number = int(here) if here.isascii() and here.isdigit() else 1
    return (parts._replace(query=urlencode({**pairs, parameter: str(number + 1)})).geturl(),)


def _moment(given: Any, now: datetime) -> datetime | None:
    if isinstance(given, int | float) and not isinstance(given, bool):
        try:
            return bounded(datetime.fromtimestamp(given / 1000 if given > MILLISECONDS else given, UTC), now)
        except (ValueError, OverflowError, OSError):
            return None
    return read_date(given, now) if isinstance(given, str) else None
