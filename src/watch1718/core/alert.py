"""An alert: one episode of one kind of claim, with all who say so, and everything that happened to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from watch1718.core.claim import NO_GOODS, EventTime, Goods, Stage, Stance
from watch1718.core.copy import voices
from watch1718.core.document import digest
from watch1718.core.finding import Finding
from watch1718.core.stated_claim import StatedClaim

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Kind(StrEnum):
    """What an alert is about."""

    TRANSFER = "transfer"
    SERVICE = "service"
    OWN_CONDUCT = "own_conduct"
    ENFORCEMENT = "enforcement"


class EventKind(StrEnum):
    """What can happen to an alert."""

    OPENED = "opened"
    CLIMBED = "climbed"
    CORROBORATED = "corroborated"
    CONTRADICTED = "contradicted"
    WEAKENED = "weakened"
    REOPENED = "reopened"
    DISPOSED = "disposed"
    JOINED = "joined"
    PARTED = "parted"


REOPENING = frozenset({EventKind.REOPENED, EventKind.JOINED, EventKind.PARTED})


class Decision(StrEnum):
    """What an analyst can decide."""

    CONFIRMED_CONCERN = "confirmed_concern"
    FALSE_POSITIVE = "false_positive"
    ESCALATED = "escalated"
    MONITORING = "monitoring"

    @property
    def words(self) -> str:
        """Read as "false positive"."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class AlertEvent:
    """One thing that happened to an alert; ``what`` is one English sentence. Events are never changed."""

    alert: str
    ordinal: int
    kind: EventKind
    known_at: datetime
    claim: str | None
    before: str
    after: str
    what: str


@dataclass(frozen=True, slots=True)
class Disposition:
    """An analyst's decision; it binds the alert up to an event, not beyond."""

    id: str
    alert: str
    decision: Decision
    reason: str
    actor: str
    at: datetime
    up_to_event: int


@dataclass(frozen=True)
class Alert:
    """An episode. ``claims`` are all that ever joined; ``counted`` those whose reading still stands.

    A correction or a newer reading replaces what its document said before: that claim stays in
    ``claims`` and leaves ``counted``. Where nobody says so any more, the last words are still shown.
    ``includes`` are the alerts that proved to be this same episode, whose claims stand among its own.
    What follows from the claims is worked out once, for an edition asks it twenty times.
    """

    id: str
    kind: Kind
    founding: StatedClaim
    claims: tuple[StatedClaim, ...]
    counted: tuple[StatedClaim, ...]
    events: tuple[AlertEvent, ...] = ()
    dispositions: tuple[Disposition, ...] = ()
    not_produced_by: str = ""
    includes: tuple[str, ...] = ()

    @property
    def category(self) -> str:
        """The category that all its claims share."""
        return self.founding.claim.category

    @property
    def voices(self) -> tuple[StatedClaim, ...]:
        """Those who say so; the last words where nobody does any more."""
        return self.counted or self.claims

    @cached_property
    def affirming(self) -> tuple[StatedClaim, ...]:
        """Those who say that it is so, firmly or not."""
        return tuple(stated for stated in self.voices if not stated.denies)

    @property
    def deniers(self) -> tuple[str, ...]:
        """Who denies it, each once, in order."""
        return tuple(dict.fromkeys(stated.denier for stated in self.voices if stated.denier))

    @cached_property
    def stage(self) -> Stage:
        """The furthest stage that somebody affirms; a denial never raises it."""
        return max((s.claim.stage for s in self.affirming), default=self.voices[0].claim.stage)

    @property
    def stance(self) -> Stance:
        """How firmly it is said, over all voices."""
        if not self.affirming:
            return Stance.DENIED
        stances = {stated.claim.stance for stated in self.voices}
        if stances & {Stance.DENIED, Stance.DISPUTED} or self.deniers:
            return Stance.DISPUTED
        return Stance.ASSERTED if Stance.ASSERTED in stances else Stance.ALLEGED

    @cached_property
    def lead(self) -> StatedClaim:
        """The claim that an edition quotes: furthest stage, firmest, best source, English before other tongues, first."""
        pool = self.affirming or self.voices
        furthest = [s for s in pool if s.claim.stage is self.stage]
        return min(furthest or pool, key=_lead_order)

    @property
    def goods_class(self) -> str:
        """The class of goods that its claims name, "" while none does."""
        return next((s.claim.goods.goods_class for s in self.claims if s.claim.goods.goods_class), "")

    @property
    def goods(self) -> Goods:
        """The goods in the lead's words, else in those of another voice."""
        return next((s.claim.goods for s in (self.lead, *self.voices) if s.claim.goods.text), NO_GOODS)

    @property
    def event(self) -> EventTime:
        """When it happened: the lead's date, else the first that a voice gives."""
        return next((s.claim.event for s in (self.lead, *self.voices) if s.claim.event.start), self.lead.claim.event)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The paragraphs that the lead touches, best first."""
        return self.lead.findings

    @property
    def enforcement(self) -> bool:
        """Say whether a voice reports a seizure, charge or designation."""
        return any(stated.claim.enforcement for stated in self.voices)

    @property
    def documents(self) -> int:
        """How many documents say so or deny it."""
        return len({stated.paper.document for stated in self.counted})

    @property
    def publishers(self) -> tuple[str, ...]:
        """The publishers that say so, in the order in which they came."""
        return publishers(stated for stated in self.counted if not stated.denies)

    @property
    def independent(self) -> int:
        """How many of its publishers are known to have a text of their own; prints of one text are one voice."""
        said = (stated.paper for stated in self.counted if not stated.denies)
        return voices((paper.publisher, paper.origin) for paper in said)

    def source_of(self, stated: StatedClaim) -> str:
        """Name the publisher whose text a claim's paper prints, "" where it is its own or not known."""
        papers = {one.paper.version: one.paper.publisher for one in self.claims}
        own = stated.paper.origin in {"", stated.paper.version}
        return "" if own else papers.get(stated.paper.origin, "another publisher")

    @property
    def first_known_at(self) -> datetime:
        """When the first of its claims became known."""
        return min(stated.paper.known_at for stated in self.claims)

    @property
    def last_known_at(self) -> datetime:
        """When the last document that it rests on became known; reading it again does not count."""
        known: dict[str, datetime] = {}
        for stated in self.claims:
            known.setdefault(stated.paper.version, stated.paper.known_at)
        return max(known.values())

    @property
    def span(self) -> tuple[date, date]:
        """The first and last day that its voices give."""
        days = [stated.days for stated in self.voices]
        return min(first for first, _ in days), max(last for _, last in days)

    @property
    def disposition(self) -> Disposition | None:
        """The decision that still binds: the newest, unless the alert was reopened after it."""
        if not self.dispositions:
            return None
        newest = max(self.dispositions, key=lambda one: one.up_to_event)
        reopened = any(e.kind in REOPENING and e.ordinal > newest.up_to_event for e in self.events)
        return None if reopened else newest


def publishers(claims: Iterable[StatedClaim]) -> tuple[str, ...]:
    """Name each publisher once, in order."""
    return tuple(dict.fromkeys(stated.paper.publisher for stated in claims))


def alert_id(founding: StatedClaim) -> str:
    """Derive the id that an episode keeps for good from what founded it, whichever reader read it."""
    key = digest("alert", *founding.key, founding.claim.goods.goods_class, founding.paper.version)
    number = int(key, 16)
    return "A-" + "".join(ALPHABET[(number >> shift) & 31] for shift in range(0, 50, 5))


def _lead_order(stated: StatedClaim) -> tuple[bool, str, bool, datetime, str, str]:
    """Firm, well graded, in the language of the edition, early; the same whichever reader read it."""
    paper = stated.paper
    foreign = paper.language != "en"
    firm = stated.claim.stance is Stance.ASSERTED
    return not firm, paper.reliability, foreign, paper.published_at or paper.known_at, paper.document, stated.id
