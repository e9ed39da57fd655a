"""Feeds through feedparser, with its quiet losses made loud.

Before it reads: no DOCTYPE, no depth, no other format. After it: as many stories as the XML itself holds.
"""

from __future__ import annotations

import html
import re
import sys
from calendar import timegm
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.parsers import expat

from watch1718.adapters.characters import clean, decode
from watch1718.core.document import digest
from watch1718.core.snapshot import FeedItem, Lost, Stories
from watch1718.errors import Quarantine

MAX_DEPTH = 200
MAX_STORIES = 10_000
HALVES = range(0xD800, 0xE000)
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LONGEST_SUMMARY = 4000
LONGEST_TITLE = 1000
_DOCTYPE = re.compile(
    rb"\A(\s*(?:<\?.{0,200}?\?>|<!--.{0,2000}?-->)*\s*)<!DOCTYPE\s+[\w:.-]+\s*>", re.DOTALL | re.IGNORECASE
)
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->)", re.DOTALL)
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[/!?]?[A-Za-z][^<>]*>|<!--.*?(?:-->|\Z)", re.DOTALL)
_END = re.compile(r"</\s*(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_OPAQUE = re.compile(r"<!\[CDATA\[|<!--")
_REFERENCE = re.compile(rb"&#(?:[xX]([0-9A-Fa-f]+)|([0-9]+));")
_STORY = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(?:item|entry)(?=[\s/<>])")


def read_feed(body: bytes, base: str, now: datetime) -> Stories:
    """The stories of an RSS, Atom or RDF feed; a date later than tomorrow is no date.

    Raises Quarantine: ``empty``, ``xml_entity``, ``depth``, ``content_type``, ``block_page``, ``size``,
    ``truncated``, ``items_lost``, ``no_links``, ``crash``.
    """
    body = _DOCTYPE.sub(rb"\1", body, count=1)  # one that declares nothing; any other is refused below
    text = decode(body).text
    refuse(text)
    _refuse_depth(body)
    counted = sum(len(_STORY.findall(part)) for part in _markup(text))
    if counted > MAX_STORIES:
        raise Quarantine("size", f"{base} holds {counted} stories")
    found = _parse(body, base)
    if found.version and not _END.search(text):
        raise Quarantine("truncated", f"{base} stops before its end")
    if counted > len(found.entries):
        raise Quarantine("items_lost", f"{base} holds {counted} stories, {len(found.entries)} could be read")
    if not found.version and not found.entries:
        raise Quarantine("content_type", f"{base} is no feed")
    return stories([_item(entry, base, now) for entry in found.entries], base, len(found.entries))


def stories(read: Sequence[FeedItem | Lost], base: str, found: int, **more: Any) -> Stories:
    """Put a list together; all of its stories lost is an error of the whole."""
    items = tuple(one for one in read if isinstance(one, FeedItem))
    lost = tuple(one for one in read if isinstance(one, Lost))
    if lost and not items:
        raise Quarantine(lost[0].reason, f"none of the {len(lost)} stories of {base} can be captured: {lost[0].detail}")
    return Stories(items, found, lost=lost, **more)


def _parse(body: bytes, base: str) -> Any:
    """Let feedparser read bytes that we hold: no address, no file name, no markup cleaned that is dropped anyway."""
    import feedparser  # noqa: PLC0415  a page or a text asks for no feed

    given = BytesIO(_REFERENCE.sub(_real, body))
    try:
        return feedparser.parse(
            given, response_headers={"content-location": base}, sanitize_html=False, resolve_relative_uris=False
        )
    except (ValueError, ArithmeticError, LookupError, RecursionError) as wrong:
        raise Quarantine("crash", f"{base}: {type(wrong).__name__} while reading the feed") from wrong


def _real(reference: re.Match[bytes]) -> bytes:
    """Drop a reference to a character that does not exist: NUL, halves of pairs, what is past the last."""
    digits = (reference[1] or reference[2]).lstrip(b"0")
    number = int(digits[:8] or b"0", 16 if reference[1] else 10)
    return b"" if number == 0 or number in HALVES or number > sys.maxunicode else reference[0]


def refuse(text: str) -> None:
    """Refuse what is no feed, or a feed with a document type, which could name any file or address."""
    start = _after_prolog(text.lstrip("\ufeff"))
    head = start[:200].lower()
    if head.startswith("<html") or (head.startswith("<!doctype html") and "<head" in text[:5000].lower()):
        raise Quarantine(page_kind(text), "a web page stands where a feed was expected")
    if head.startswith("<!"):
        raise Quarantine("xml_entity", "a feed with a document type is not read")
    if not head.startswith("<"):
        raise Quarantine("content_type", f"begins with {start[:40]!r}")


def page_kind(text: str) -> str:
    """Tell a refusal that is written as a page from any other page."""
    head = text[:20_000].lower()
    return "block_page" if any(sign in head for sign in BLOCK_SIGNS) else "content_type"


BLOCK_SIGNS = (
    "403 forbidden",
    "access denied",
    "just a moment...",
    "attention required!",
    "captcha",
    "cf-challenge",
    "challenge-platform",
    "are you a robot",
    "enable javascript and cookies to continue",
    "request unsuccessful. incapsula",
    "the requested url was rejected",
)


def plain(given: str) -> str:
    """Words alone: scripts with all they hold, tags and entities are gone."""
    bare = _TAG.sub(" ", _SCRIPT.sub(" ", given))
    bare = _TAG.sub(" ", _SCRIPT.sub(" ", html.unescape(bare)))
    return " ".join(clean(bare).split())


def bounded(moment: datetime | None, now: datetime) -> datetime | None:
    """A publication date that can be true, in UTC: not before the web, not later than tomorrow."""
    if moment is None:
        return None
    try:
        aware = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None
    return aware if EARLIEST <= aware <= now + timedelta(days=1) else None


def _after_prolog(text: str) -> str:
    at = 0
    while found := _PROLOG.match(text, at):
        at = found.end()
    return text[at:].lstrip()


def _refuse_depth(body: bytes) -> None:
    """Walk the well-formed part of the XML and refuse a tower of elements, in which feedparser finds nothing."""
    depth = 0

    def open_(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise Quarantine("depth", f"more than {MAX_DEPTH} elements inside each other")

    def close(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = open_, close
    try:
        parser.Parse(body, True)
    except expat.ExpatError:
        return  # not well-formed: feedparser's forgiving reader takes over, the count below holds it to account


def _markup(text: str) -> Iterator[str]:
    """The parts of XML that are neither CDATA nor comment."""
    at = 0
    while found := _OPAQUE.search(text, at):
        yield text[at : found.start()]
        end = text.find("]]>" if found[0].endswith("[") else "-->", found.end())
        at = end if end >= 0 else len(text)
    yield text[at:]


def _item(entry: Any, base: str, now: datetime) -> FeedItem | Lost:
    """One story; lost where it has no link that leads to the web."""
    summary = str(entry.get("summary", ""))
    link = _link(entry, base)
    return item(base, link, str(entry.get("title", "")), _published(entry, now), summary)


def item(base: str, link: str | None, title: str, published: datetime | None, summary: str = "") -> FeedItem | Lost:
    """One story in plain words; lost where it has no link."""
    head = plain(title[: 10 * LONGEST_TITLE])[:LONGEST_TITLE]
    if link is None:
        words = head or plain(summary[:LONGEST_TITLE])
        return Lost(
            f"{base} {digest(words)[:16]}", "no_links", f"a story without a link: {words[:120] or '(no title)'}"
        )
    return FeedItem(link, head, published, plain(summary[: 10 * LONGEST_SUMMARY])[:LONGEST_SUMMARY])


def web_link(given: object, base: str) -> str | None:
    """An address made whole, if it leads to the web."""
    try:
        link = urljoin(base, str(given).strip())
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        return None
    return link if given and host and parts.scheme in {"http", "https"} else None


def _link(entry: Any, base: str) -> str | None:
    guid = entry.get("id", "") if entry.get("guidislink", False) else ""
    given = (entry.get("link", ""), guid, *(link.get("href", "") for link in entry.get("links", ())))
    return next((link for one in given if (link := web_link(one, base)) is not None), None)


def _published(entry: Any, now: datetime) -> datetime | None:
    for key in (name for name in ("published_parsed", "updated_parsed") if name in entry):
        try:
            given = entry[key]
            moment = datetime.fromtimestamp(timegm(given), UTC) if given else None
        except (ValueError, OverflowError, OSError):
            continue
        if (known := bounded(moment, now)) is not None:
            return known
    return None
