"""What is asked of the web and of folders, and what is kept of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from watch1718.core.document import Document
from watch1718.core.listing import ListVersion
from watch1718.core.snapshot import Page, Snapshot, Stories
from watch1718.core.source import Source
from watch1718.errors import Quarantine


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
class Quarantined:
    """A record that could not be read; ``key`` tells it apart within its step."""

    step: str
    key: str
    reason: str
    detail: str
    at: datetime
    source: str | None = None
    snapshot: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a watched folder holds: addresses of files that are whole, and of those that are waited for."""

    ready: tuple[str, ...]
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """A file from a watched folder; ``refused`` are its parts that could not be read."""

    body: bytes
    documents: tuple[Document, ...]
    refused: tuple[Quarantine, ...] = ()


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

    def drop(self, key: str) -> None:
        """Remove the body with this hash; one that is gone already is no trouble."""
        ...


class Parser(Protocol):
    """How the bytes of a source are read."""

    def feed(self, source: Source, url: str, body: bytes) -> Stories:
        """The stories that one page of a list names. Raises Quarantine where the body is no such page."""
        ...

    def page(self, source: Source, url: str, body: bytes, headers: Mapping[str, str], *, trusted: bool = False) -> Page:
        """Title, text and date of a page; ``trusted`` takes the words for a story whatever they look like.

        Raises Quarantine (NotADocument) where there is none.
        """
        ...

    def un_list(self, body: bytes) -> ListVersion:
        """The UN list. Raises Quarantine where the body is not one."""
        ...


class Captures(Protocol):
    """The snapshots table and what is declared."""

    def declare(self, sources: Iterable[Source], at: datetime) -> None:
        """Upsert the sources; those not given any more are marked not expected."""
        ...

    def latest(self, url: str) -> Snapshot | None:
        """The newest snapshot of this address that has a body or confirmed one (OK or UNCHANGED)."""
        ...

    def last_whole(self, url: str) -> datetime | None:
        """When this address last gave a body, not merely the word that it had not changed."""
        ...

    def last_front(self, source: str) -> Snapshot | None:
        """The newest good snapshot of a source's front that named a story."""
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


class Folders(Protocol):
    """Watched folders on this machine."""

    def look(self, source: Source) -> Look:
        """The files that may be taken, and those that are still being written. Raises FetchFailed without a folder."""
        ...

    def take(self, file: str) -> Taken:
        """The bytes of a file, the documents in it and what of it could not be read. Raises FetchFailed if it changes."""
        ...
