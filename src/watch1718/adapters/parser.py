"""The ``Parser`` port: which reader a source's kind asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from watch1718.adapters.feeds import read_feed
from watch1718.adapters.pages import read_page
from watch1718.adapters.press import read_list, read_release
from watch1718.adapters.un_list import parse_list
from watch1718.core.listing import ListVersion
from watch1718.core.snapshot import FeedItem, Page
from watch1718.core.source import Source, SourceKind


class KindParser:
    """Reads feeds and pages by the kind of their source; ``now`` bounds the dates that can be true."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now

    def feed(self, source: Source, body: bytes) -> Sequence[FeedItem]:
        """The stories that a feed or list page names. Raises Quarantine where the body is no feed."""
        if source.kind is SourceKind.UN_PRESS:
            return read_list(source.id, body, source.url, self._now())
        return read_feed(body, source.url, self._now())

    def page(self, source: Source, url: str, body: bytes, headers: Mapping[str, str]) -> Page:
        """Title, text and date of a page. Raises NotADocument where there is none."""
        read = read_release if source.kind is SourceKind.UN_PRESS else read_page
        return read(url, body, headers, self._now())

    def un_list(self, body: bytes) -> ListVersion:
        """The UN list. Raises Quarantine where the body is not one."""
        return parse_list(body)
