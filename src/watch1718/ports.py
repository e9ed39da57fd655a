"""What the steps ask of the world. ``bootstrap`` alone knows who answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from watch1718.core.adoption import Impact
from watch1718.core.audit import Flaw
from watch1718.core.cited import Checked, Cited, Excerpt
from watch1718.core.document import Document
from watch1718.core.finding import Finding
from watch1718.core.guard import GuardDecision
from watch1718.core.listing import ListVersion
from watch1718.core.notice import Notice
from watch1718.core.reading import ListedMention, Reading
from watch1718.core.snapshot import Page, Snapshot, Stories
from watch1718.core.source import EvidenceLevel, Source
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


@dataclass(frozen=True, slots=True)
class Judged:
    """A stored document as a reader reads it, with the findings of each claim."""

    document: Document
    reading: Reading
    findings: Sequence[Sequence[Finding]]


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


class Documents(Protocol):
    """Document versions and what could not become one."""

    def add(self, version: DocumentVersion) -> bool:
        """Keep a version and mark its snapshot read, in one transaction; False where it was known already."""
        ...

    def set_aside(self, row: Quarantined) -> None:
        """Keep a quarantine row and mark its snapshot read, in one transaction."""
        ...

    def mark(self, url: str, at: datetime, *, gone: bool) -> None:
        """Note that the page at this address is gone since then, or that it is there again; its versions stay."""
        ...

    def is_released(self, snapshot: str) -> bool:
        """Say whether a person judged that this snapshot's page is a story after all."""
        ...

    def first_known(self, source: str) -> datetime | None:
        """When this source's first document became known: older news of that moment is history."""
        ...

    def unread(self, reader_version: str, limit: int, *, again: bool) -> Sequence[DocumentVersion]:
        """Versions that nobody has read, and ``again`` those that another reader has, in the order (known_at, document id)."""
        ...

    def versions(self, ids: Sequence[str]) -> Sequence[Document]:
        """The documents of these versions, in the order in which they became known."""
        ...


class Readings(Protocol):
    """Readings with their claims and findings."""

    def set_aside(self, row: Quarantined, reader_version: str) -> None:
        """Keep why this reader could not read a version (the row's key), which counts as read by it until another comes."""
        ...

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

    def screened_otherwise(self, reader_version: str, list_version: str, limit: int) -> Sequence[tuple[str, Document]]:
        """Readings of this reader that were screened with another list, with their documents."""
        ...

    def rescreen(self, reading: str, mentions: Sequence[ListedMention], list_version: str) -> None:
        """Put the mentions of another list version in the place of a reading's own, in one transaction."""
        ...


class Locks(Protocol):
    """One runner a step."""

    def hold(self, step: str) -> AbstractContextManager[bool]:
        """Try to take the step's advisory lock; the value says whether it was free."""
        ...


class Lists(Protocol):
    """Versions of the UN list: the one in force, those held, and their history."""

    def in_force(self) -> ListVersion | None:
        """The last accepted version."""
        ...

    def is_known(self, content_hash: str) -> bool:
        """Say whether this version was judged before."""
        ...

    def add(self, version: ListVersion, snapshot: str, decision: GuardDecision, at: datetime) -> None:
        """Keep a version with the guard's decision: in force, or held beside the last good one."""
        ...

    def verify(self, at: datetime) -> None:
        """Note that a capture confirmed the version in force."""
        ...


class Copy(Protocol):
    """One file that always holds the newest whole copy of something."""

    def keep(self, body: bytes) -> None:
        """Put these bytes in the place of the earlier ones, all or nothing."""
        ...


class Reader(Protocol):
    """The reader with its lexicon, the catalogue and the names of the list in force."""

    @property
    def reader_version(self) -> str:
        """Code and lexicon, as one hash."""
        ...

    @property
    def catalogue_version(self) -> str:
        """The catalogue's content hash."""
        ...

    @property
    def list_version(self) -> str:
        """The content hash of the list in force; "" before the first."""
        ...

    def judge(self, document: Document) -> tuple[Reading, Sequence[Sequence[Finding]]]:
        """What one document says, listed parties and cited paragraphs included, with the findings of each claim."""
        ...

    def find_listed(self, document: Document) -> Sequence[ListedMention]:
        """The names of the list in force that a document writes."""
        ...


class Ledger(Protocol):
    """Alerts over time."""

    def fold(self, at: datetime) -> Mapping[str, int]:
        """Fold every unfolded reading into the ledger, in one transaction; counts of what changed."""
        ...


class Evidence(Protocol):
    """What alerts rest on: quotes with their captures, and when each was last held against its body."""

    def alerts(self, alert: str = "", *, unchecked: bool = False) -> Sequence[str]:
        """Name every alert, or the one given; ``unchecked`` leaves those with a quote that was never checked."""
        ...

    def cited(self, alerts: Sequence[str]) -> Sequence[Cited]:
        """Every quote of these alerts, with what it rests on."""
        ...

    def pages(self, source: str, since: datetime, before: datetime, limit: int) -> Sequence[str]:
        """Addresses that alerts quote, known ``since``, and not looked at again after ``before``; the oldest look first."""
        ...

    def without_excerpt(self) -> Sequence[Cited]:
        """Quotes of sources that let us keep no more than an excerpt, and that have none yet."""
        ...

    def keep(self, excerpt: Excerpt) -> None:
        """Keep an excerpt's row."""
        ...

    def checked(self, checks: Sequence[Checked], at: datetime) -> None:
        """Keep how each quote stood against its body, and when."""
        ...


class Editions(Protocol):
    """The days' frozen rows."""

    def missing_days(self, now: datetime) -> Sequence[date]:
        """The days up to the last cut-off that have no edition yet, oldest first; the first run has one."""
        ...

    def build(self, day: date, now: datetime) -> str | None:
        """Copy the day's candidate rows; the edition's id, or None where nothing is new since the last one."""
        ...

    def check(self, edition: str) -> Mapping[str, int]:
        """Run the gate; results become rows. Raises GateFailed where an expectation that blocks fails."""
        ...

    def publish(self, edition: str, now: datetime) -> None:
        """Move the pointer: from now on the views show this edition."""
        ...

    def write_report(self, edition: str, folder: Path) -> Path:
        """Write the day's report, one HTML file with world and day in its name."""
        ...


class Adoptions(Protocol):
    """Which readers' word counts for what others have read."""

    def is_empty(self) -> bool:
        """Say whether no reader was ever adopted."""
        ...

    def holds(self, reader_version: str) -> bool:
        """Say whether this reader was adopted."""
        ...

    def adopt(self, reader_version: str, catalogue_version: str, reason: str, actor: str, at: datetime) -> None:
        """Let this reader's word count from now on."""
        ...

    def stale(self, reader_version: str) -> Sequence[str]:
        """The newest version of each document that another reader has read, oldest first."""
        ...

    def weigh(self, judged: Sequence[Judged], reader_version: str, at: datetime) -> Sequence[Impact]:
        """Tell what new readings would change in the ledger; nothing is written."""
        ...


class Notices(Protocol):
    """What is told to people outside."""

    def waiting(self, now: datetime) -> Sequence[tuple[str, Notice]]:
        """What is to be told, each with its channel."""
        ...

    def tell(self, channel: str, notice: Notice, at: datetime) -> None:
        """Tell it and keep that it was told. Raises FetchFailed; it then waits for the next time."""
        ...


class Exposure(Protocol):
    """A team's customers."""

    def match(self, edition: str) -> int:
        """Hold an edition's parties against the customers; how many touch one."""
        ...


class Runs(Protocol):
    """What each step did, for status and the operator."""

    def record(
        self, step: str, started_at: datetime, ended_at: datetime, counts: Mapping[str, int], failure: str
    ) -> None:
        """Keep one run of a step; ``failure`` is "" where it went well."""
        ...


class Audit(Protocol):
    """The chain of decisions, and its anchors outside the database."""

    def verify(self) -> Sequence[Flaw]:
        """What does not hold, nothing where all is well."""
        ...

    def anchor(self, at: datetime) -> int:
        """Write the head of the chain outside the database; how many entries it holds."""
        ...


@dataclass(frozen=True, slots=True)
class World:
    """Everything that the steps ask, for one of the two worlds."""

    origin: str
    clock: Clock
    web: Web
    bodies: Bodies
    parser: Parser
    folders: Folders
    sources: Mapping[str, Source]
    captures: Captures
    documents: Documents
    readings: Readings
    lists: Lists
    list_copy: Copy
    reader: Reader
    ledger: Ledger
    evidence: Evidence
    editions: Editions
    exposure: Exposure
    notices: Notices
    adoptions: Adoptions
    locks: Locks
    runs: Runs
    audit: Audit
    reports: Path
    max_age_days: int
    deadline: datetime | None = None
    offline: bool = False

    def is_over(self) -> bool:
        """Say whether the time for asking sources is up."""
        return self.deadline is not None and self.clock.now() > self.deadline
