"""A claim as the ledger sees it: what was said, by which publisher, in which document, known since when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from watch1718.core.claim import Claim, Stance
from watch1718.core.finding import Finding, Ruling
from watch1718.core.party import NOBODY, Party
from watch1718.core.source import EvidenceLevel

UNNAMED = "another side"  # who denies where nobody is named
ALERTING = frozenset({Ruling.PROHIBITED, Ruling.URGED, Ruling.CAPPED})
_A_MONTH = 31  # what is dated more roughly than that tells no episode from another


@dataclass(frozen=True, slots=True)
class Paper:
    """The document version that a reading read, as far as the ledger needs it.

    ``known_at`` is when this reading became knowledge: the capture for a version's first reading,
    the moment of reading for every later one. ``origin`` is the version whose text this one copies, its own where
    it is the first to print it, "" where that is not known.
    """

    document: str
    version: str
    source: str
    publisher: str
    reliability: str
    title: str
    url: str
    language: str
    evidence: EvidenceLevel
    published_at: datetime | None
    known_at: datetime
    history: bool = False
    origin: str = ""

    @property
    def said_on(self) -> date:
        """The day it was said: publication, else the day on which we came to know it."""
        return (self.published_at or self.known_at).date()


@dataclass(frozen=True, slots=True)
class StatedClaim:
    """A claim with its findings (best first) and the paper that states it."""

    id: str
    ordinal: int
    claim: Claim
    findings: tuple[Finding, ...]
    reading: str
    paper: Paper
    listed: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[datetime, str, str, int]:
        """The order of an alert's claims: as they became known, then by document and place in it."""
        return self.paper.known_at, self.paper.document, self.reading, self.ordinal

    @property
    def alerts(self) -> bool:
        """Say whether a measure in force touches it, in a document that is not history."""
        return not self.paper.history and any(finding.ruling in ALERTING for finding in self.findings)

    @property
    def ruling(self) -> Ruling | None:
        """What the best-fitting measure that bars it says; nothing where none does."""
        return next((finding.ruling for finding in self.findings if finding.ruling in ALERTING), None)

    @property
    def sayer(self) -> str:
        """Who says so: the one whom the paper names, else the paper."""
        return self.claim.said_by if self.claim.attribution else self.paper.publisher

    @property
    def denies(self) -> bool:
        """Say whether it is told only to be denied."""
        return self.claim.stance is Stance.DENIED

    @property
    def denier(self) -> str:
        """Who denies, "" where nobody does."""
        if self.claim.denied_by or self.claim.stance is Stance.DENIED:
            return self.claim.denied_by or self.sayer
        return UNNAMED if self.claim.stance is Stance.DISPUTED else ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What must be the same within one episode: category, supplier, recipient."""
        return self.claim.category, side(self.claim.supplier), side(self.claim.recipient)

    @property
    def days(self) -> tuple[date, date]:
        """When it happened, as far as a month or less is given; else the day on which it was said."""
        event = self.claim.event
        if self.dated and event.start is not None:
            return event.start, event.end or event.start
        return self.paper.said_on, self.paper.said_on

    @property
    def dated(self) -> bool:
        """Say whether the text itself dates the event to a month or less."""
        event = self.claim.event
        if event.basis != "text" or event.start is None:
            return False
        return ((event.end or event.start) - event.start).days < _A_MONTH


def side(party: Party) -> str:
    """Name a side of a claim: its country where known, so that a State and its firm are one side."""
    return NOBODY.id if party == NOBODY else party.country or party.id


@dataclass(frozen=True, slots=True)
class StatedReading:
    """A reading with everything that it claims; one without claims takes back what an older one said."""

    id: str
    reader_version: str
    paper: Paper
    again: bool = False
    claims: tuple[StatedClaim, ...] = field(default=())

    @property
    def order(self) -> tuple[datetime, str, str]:
        """Folding order: as it became known, then by document."""
        return self.paper.known_at, self.paper.document, self.id

    def replaces(self, stated: StatedClaim) -> bool:
        """Say whether it takes the place of an earlier claim of its document."""
        same = stated.paper.document == self.paper.document
        return same and stated.reading != self.id and stated.paper.known_at <= self.paper.known_at
