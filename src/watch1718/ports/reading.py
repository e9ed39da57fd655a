"""Documents, their readings, and the readers whose word counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from watch1718.core.adoption import Impact
from watch1718.core.document import Document
from watch1718.core.finding import Finding
from watch1718.core.reading import ListedMention, Reading
from watch1718.core.source import EvidenceLevel
from watch1718.ports.capture import Quarantined


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
class Judged:
    """A stored document as a reader reads it, with the findings of each claim."""

    document: Document
    reading: Reading
    findings: Sequence[Sequence[Finding]]


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


class Adoptions(Protocol):
    """Which readers' word counts for what others have read."""

    def is_empty(self) -> bool:
        """Say whether no reader was ever adopted."""
        ...

    def holds(self, reader_version: str) -> bool:
        """Say whether this reader was adopted."""
        ...

    def adopt(
        self, reader_version: str, catalogue_version: str, reason: str, actor: str, at: datetime, *, approvals: int = 1
    ) -> bool:
        """Let this reader's word count once enough people agreed; False while it waits for them."""
        ...

    def stale(self, reader_version: str) -> Sequence[str]:
        """The newest version of each document that another reader has read, oldest first."""
        ...

    def weigh(self, judged: Sequence[Judged], reader_version: str, at: datetime) -> Sequence[Impact]:
        """Tell what new readings would change in the ledger; nothing is written."""
        ...
