"""What the steps ask of the world. ``bootstrap`` alone knows who answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from watch1718.core.document import Document
from watch1718.core.finding import Finding
from watch1718.core.reading import Reading
from watch1718.core.snapshot import FeedItem, Page, Snapshot
from watch1718.core.source import EvidenceLevel, Source


@dataclass(frozen=True, slots=True)
class Answer:
    """What one polite request brought back; ``not_modified`` answers a conditional request, with no body."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    not_modified: bool = False


@dataclass(frozen=True, slots=True)
class DocumentVersion:
    """A document as stored, with where it came from and since when it is known."""

    document: Document
    snapshot: str
    known_at: datetime
    evidence: EvidenceLevel
    history: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A record that could not be read; ``key`` tells it apart within its step."""

    step: str
    key: str
    reason: str
    detail: str
    at: datetime
    source: str | None = None
    snapshot: str | None = None


class Clock(Protocol):
    """The time, so that a rehearsal can play a day of its own."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        ...


class Web(Protocol):
    """The one door to the network."""

    def get(self, url: str, source: Source, *, etag: str = "", last_modified: str = "") -> Answer:
        """Ask once, politely. Raises FetchFailed, Blocked or Quarantine with a reason code."""
        ...


class Bodies(Protocol):
    """Bodies by their SHA-256."""

    def put(self, body: bytes) -> str:
        """Keep a body and give its hash; the same body twice is one file."""
        ...

    def get(self, key: str) -> bytes:
        """The body with this hash; KeyError where it is gone, Quarantine where it is damaged."""
        ...


class Parser(Protocol):
    """How the bytes of a source are read."""

    def feed(self, source: Source, body: bytes) -> Sequence[FeedItem]:
        """The stories that a feed or list page names. Raises Quarantine where the body is no feed."""
        ...

    def page(self, source: Source, url: str, body: bytes, headers: Mapping[str, str]) -> Page:
        """Title, text and date of a page. Raises Quarantine (NotADocument) where there is none."""
        ...


class Captures(Protocol):
    """The snapshots table and what is declared."""

    def declare(self, sources: Iterable[Source], at: datetime) -> None:
        """Upsert the sources; those not given any more are marked not expected."""
        ...

    def latest(self, url: str) -> Snapshot | None:
        """The newest snapshot of this address that has a body or confirmed one (OK or UNCHANGED)."""
        ...

    def last_attempt(self, source: str) -> datetime | None:
        """When the source's feed, list or folder was last asked for, however it ended."""
        ...

    def known_urls(self, urls: Sequence[str]) -> Mapping[str, datetime]:
        """Which of these pages have a snapshot with a body, and when it was captured."""
        ...

    def add(self, snapshot: Snapshot) -> None:
        """Keep a snapshot; the same one twice is one row."""
        ...

    def unread(self, limit: int) -> Sequence[Snapshot]:
        """Page and file snapshots with a body that no document was made of, oldest first."""
        ...


class Documents(Protocol):
    """Document versions and what could not become one."""

    def add(self, version: DocumentVersion) -> bool:
        """Keep a version and mark its snapshot read, in one transaction; False where it was known already."""
        ...

    def set_aside(self, row: Quarantined) -> None:
        """Keep a quarantine row and mark its snapshot read, in one transaction."""
        ...

    def is_known(self, source: str) -> bool:
        """Say whether any document of this source is stored: the first capture alerts nobody with old news."""
        ...

    def unread(self, reader_version: str, limit: int) -> Sequence[DocumentVersion]:
        """Versions that this reader version has not read, in the order (known_at, document id)."""
        ...


class Readings(Protocol):
    """Readings with their claims and findings."""

    def add(
        self,
        reading: Reading,
        findings: Sequence[Sequence[Finding]],
        *,
        reader_version: str,
        catalogue_version: str,
        list_version: str,
        at: datetime,
    ) -> None:
        """Keep a reading, its claims, roles, listed mentions and findings (one sequence a claim), in one transaction."""
        ...


class Locks(Protocol):
    """One runner a step."""

    def hold(self, step: str) -> AbstractContextManager[bool]:
        """Try to take the step's advisory lock; the value says whether it was free."""
        ...
