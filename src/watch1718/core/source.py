"""A source: a publisher that we read, as its folder declares it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Interest(StrEnum):
    """Whose voice a publisher is."""

    OFFICIAL = "official"
    STATE_MEDIA = "state_media"
    INDEPENDENT = "independent"
    RESEARCH = "research"
    INDUSTRY = "industry"
    OWN = "own"


class SourceKind(StrEnum):
    """How a source is read."""

    RSS = "rss"
    ATOM = "atom"
    RDF = "rdf"
    JSON_FEED = "json_feed"
    SITEMAP = "sitemap"
    HTML = "html"
    JSON = "json"
    GDELT = "gdelt"
    UN_DOCUMENT = "un_document"
    UN_PRESS = "un_press"
    UN_LIST = "un_list"
    FOLDER = "folder"


class EvidenceLevel(StrEnum):
    """What of a page its licence lets us keep."""

    BYTES = "bytes"
    EXCERPT = "excerpt"
    HEADLINE = "headline"


@dataclass(frozen=True, slots=True)
class HtmlRule:
    """Where a list page keeps its stories, as CSS selectors; ``next`` finds the link to its next page."""

    item: str
    link: str = "a[href]"
    title: str = ""
    date: str = ""
    next: str = ""
    pages: int = 1


@dataclass(frozen=True, slots=True)
class JsonRule:
    """Where an answer in JSON keeps its stories, as keys with dots between them.

    ``link`` is a key, or an address with keys in braces. A further page is the address under ``next``, or the same
    address with the parameter ``page`` counted up.
    """

    items: str
    link: str
    title: str = ""
    date: str = ""
    summary: str = ""
    next: str = ""
    page: str = ""
    pages: int = 1


@dataclass(frozen=True, slots=True)
class JsonFeedRule:
    """How many pages of a JSON Feed are read."""

    pages: int = 1


@dataclass(frozen=True, slots=True)
class SitemapRule:
    """Which addresses of a sitemap are stories: those that hold one of ``contains``, changed within ``days``."""

    contains: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()
    days: int = 3
    pages: int = 20


@dataclass(frozen=True, slots=True)
class GdeltRule:
    """Which rows of which GDELT table name stories; ``files`` quarter hours are read back."""

    contains: tuple[str, ...]
    table: str = "export"
    files: int = 1


@dataclass(frozen=True, slots=True)
class SymbolRule:
    """Which UN documents are asked for, by symbol; ``{210..220}`` in one stands for its numbers."""

    symbols: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FolderRule:
    """How long a file must have lain untouched before it is taken."""

    settle_seconds: int = 30


Rule = HtmlRule | JsonRule | JsonFeedRule | SitemapRule | GdeltRule | SymbolRule | FolderRule


@dataclass(frozen=True, slots=True)
class Source:
    """A declared source. ``reliability`` is the Admiralty letter A–F; ``on`` says that a day waits for it."""

    id: str
    title: str
    publisher: str
    interest: Interest
    reliability: str
    language: str
    kind: SourceKind
    url: str
    cadence_minutes: int
    silence_hours: int
    evidence: EvidenceLevel
    licence_note: str
    on: bool
    min_items: int = 0
    max_items: int = 1000
    robots: bool = True
    pace_seconds: float = 1.0
    probed: str = "never"
    rule: Rule | None = None

    @property
    def pages(self) -> int:
        """How many further pages of its list are asked for at most."""
        if isinstance(self.rule, GdeltRule):
            return self.rule.files
        return (
            self.rule.pages - 1
            if isinstance(self.rule, HtmlRule | JsonRule | JsonFeedRule)
            else (self.rule.pages if isinstance(self.rule, SitemapRule) else 0)
        )
