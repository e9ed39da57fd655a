"""Claims: what one reading says was moved, by whom, to whom, how far along, how firmly, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from watch1718.core.document import Evidence, Span
from watch1718.core.party import NOBODY, UNKNOWN, Party, Role, RoleKind


class Stage(IntEnum):
    """How far along, weakest to strongest; own conduct stands apart from the ladder."""

    SPECULATION = 1
    TALKS = 2
    OFFER = 3
    AGREEMENT = 4
    UNDER_WAY = 5
    DELIVERED = 6
    USED = 7
    OWN_CONDUCT = 9

    @property
    def label(self) -> str:
        """The word in tables and JSON."""
        return self.name.lower()


class Stance(StrEnum):
    """How firmly a claim is said."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    DENIED = "denied"
    DISPUTED = "disputed"


class Section(StrEnum):
    """Where in the document a sentence stands."""

    HEADLINE = "headline"
    LEDE = "lede"
    BODY = "body"
    QUOTED = "quoted"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Goods:
    """What moved, in the text's words. ``goods_class`` is a key of knowledge/goods.yml, "" where none is named."""

    term: str
    text: str
    goods_class: str = ""
    hs: str = ""


NO_GOODS = Goods("", "")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as the text gives it; ``low`` and ``high`` bound it where the text hedges."""

    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """A sum; ``currency`` ISO 4217."""

    value: float
    currency: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """Places in the text's words; "" where not said."""

    origin: str = ""
    via: str = ""
    to: str = ""

    def __str__(self) -> str:
        """Read as "Rajin → Vostochny"."""
        return " → ".join(part for part in (self.origin, self.via, self.to) if part)


@dataclass(frozen=True, slots=True)
class EventTime:
    """When it happened. ``basis``: text, published or unknown; ``precision``: day, week, month, season, quarter, year, interval or unknown."""

    start: date | None = None
    end: date | None = None
    precision: str = "unknown"
    basis: str = "unknown"


@dataclass(frozen=True, slots=True)
class Cue:
    """A decided value and the words that decided it; ``span`` is None where a default decided."""

    value: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Sayer:
    """One link in the chain of who says so: name as written, the verb of saying, its stance, its State's code."""

    name: str
    verb: str = ""
    span: Span | None = None
    stance: Stance = Stance.ASSERTED
    country: str = ""


OUTLET = "the outlet"  # who says so where the text names nobody


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of one reading, keyed within it by (category, supplier, recipient).

    ``enforcement`` marks news of a seizure, charge or designation: the stage stays that of the
    conduct that it punishes. ``attribution`` runs from the innermost sayer outward; empty means
    that the publisher itself says so. ``why`` is one English sentence; ``score`` lies in 0..1.
    """

    category: str
    roles: tuple[Role, ...]
    stage: Stage
    stage_cue: Cue
    stance: Stance
    stance_cue: Cue
    evidence: Evidence
    goods: Goods = NO_GOODS
    quantity: Quantity | None = None
    money: Money | None = None
    route: Route = Route()
    event: EventTime = EventTime()
    enforcement: bool = False
    attribution: tuple[Sayer, ...] = ()
    denied_by: str = ""
    section: Section = Section.BODY
    cited_paragraphs: tuple[str, ...] = ()
    score: float = 1.0
    why: str = ""

    def party(self, kind: RoleKind) -> Party:
        """The first party in this role; UNKNOWN where the text does not say."""
        return next((role.party for role in self.roles if role.kind is kind), UNKNOWN)

    @property
    def supplier(self) -> Party:
        """Who provides."""
        return self.party(RoleKind.SUPPLIER)

    @property
    def recipient(self) -> Party:
        """Who receives; NOBODY for the DPRK's own conduct."""
        return self.party(RoleKind.RECIPIENT)

    @property
    def said_by(self) -> str:
        """The outermost sayer's name, or "the outlet"."""
        return self.attribution[0].name if self.attribution else OUTLET

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it apart from other claims of its reading."""
        return self.category, code(self.supplier) or "", code(self.recipient) or ""


def code(party: Party) -> str | None:
    """Project a party to the label's code: ISO alpha-2, "XX" for not said, None for nobody."""
    if party == NOBODY:
        return None
    return party.country or "XX"
