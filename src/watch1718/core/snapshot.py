"""A snapshot: the frozen record of one capture, even a failed one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from watch1718.core.document import digest


class Part(StrEnum):
    """What of a source a capture asked for."""

    FEED = "feed"
    MORE = "more"  # a further page of a list: a second sitemap, the next page, a packed table
    PAGE = "page"
    LIST = "list"
    FILE = "file"


class Outcome(StrEnum):
    """How a capture ended; every snapshot has exactly one."""

    OK = "OK"
    UNCHANGED = "UNCHANGED"
    FETCH_ERROR = "FETCH_ERROR"
    BLOCKED = "BLOCKED"
    QUARANTINED = "QUARANTINED"
    SKIPPED = "SKIPPED"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One capture. ``blob`` is the body's SHA-256, None where nothing was kept; times are aware UTC.

    ``items``, the dates of the oldest and newest, and ``gap`` (stories may have been missed) are those of a front.
    ``hint`` holds what a feed said of a page (title, published as ISO text): used where the page is silent.
    """

    source: str
    part: Part
    url: str
    captured_at: datetime
    outcome: Outcome
    final_url: str = ""
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    blob: str | None = None
    size: int = 0
    reason: str = ""
    detail: str = ""
    etag: str = ""
    last_modified: str = ""
    items: int = 0
    oldest_item_at: datetime | None = None
    newest_item_at: datetime | None = None
    gap: bool = False
    hint: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The key of this capture: address and moment."""
        return digest(self.url, self.captured_at.isoformat())


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One story that a feed names; ``published`` is None where the feed does not say."""

    url: str
    title: str
    published: datetime | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Lost:
    """A story that a list holds and that cannot be captured: a row in quarantine, never nothing."""

    key: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Stories:
    """What one page of a list names.

    ``found`` is the count that the raw file itself gives: ``items`` + ``left_out`` (by the source's own rule) +
    ``doubles`` + ``lost``. ``more`` are further pages of the list; ``lasting`` ones never change.
    """

    items: tuple[FeedItem, ...]
    found: int
    left_out: int = 0
    doubles: int = 0
    lost: tuple[Lost, ...] = ()
    more: tuple[str, ...] = ()
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says, before it is a document: never "now" for a missing date; ``language`` as it calls its own."""

    title: str
    text: str
    published: datetime | None = None
    canonical_url: str = ""
    byline: str = ""
    language: str = ""
    partial: bool = False
