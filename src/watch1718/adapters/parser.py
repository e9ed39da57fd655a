"""The ``Parser`` port: which reader a source's kind asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from watch1718.adapters.feeds import read_feed
from watch1718.adapters.gdelt import read_gdelt
from watch1718.adapters.html_lists import read_html_list
from watch1718.adapters.json_lists import read_json, read_json_feed
from watch1718.adapters.pages import read_page
from watch1718.adapters.pdf import read_pdf
from watch1718.adapters.press import read_list, read_release
from watch1718.adapters.sitemaps import read_sitemap
from watch1718.adapters.un_list import parse_list
from watch1718.core.listing import ListVersion
from watch1718.core.snapshot import Page, Stories
from watch1718.core.source import GdeltRule, HtmlRule, JsonFeedRule, JsonRule, SitemapRule, Source, SourceKind

PDF = b"%PDF-"


class KindParser:
    """Reads lists and pages by the kind of their source; ``now`` bounds the dates that can be true."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now

    def feed(self, source: Source, url: str, body: bytes) -> Stories:
        """The stories that one page of a list names. Raises Quarantine where the body is no such page."""
        now = self._now()
        match source.rule:
            case HtmlRule() as rule:
                return read_html_list(body, url, rule, now)
            case JsonRule() as rule:
                return read_json(body, url, rule, now)
            case SitemapRule() as rule:
                return read_sitemap(body, url, rule, now)
            case GdeltRule() as rule:
                return read_gdelt(body, url, rule, now)
            case JsonFeedRule():
                return read_json_feed(body, url, now)
        press = source.kind is SourceKind.UN_PRESS
        return read_list(source.id, body, url, now) if press else read_feed(body, url, now)

    def page(self, source: Source, url: str, body: bytes, headers: Mapping[str, str], *, trusted: bool = False) -> Page:
        """Title, text and date of a page, a story for sure where ``trusted``. Raises NotADocument where there is none."""
        if PDF in body[:1024] and not body.lstrip().startswith(b"<"):
            return read_pdf(url, body, self._now())
        read = read_release if source.kind is SourceKind.UN_PRESS else read_page
        return read(url, body, headers, self._now(), trusted=trusted)

    def un_list(self, body: bytes) -> ListVersion:
        """The UN list. Raises Quarantine where the body is not one."""
        return parse_list(body)
