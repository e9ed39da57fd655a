"""Parties: States, bodies, persons, firms, vessels, ports and banks, and what they do in a claim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from watch1718.core.document import Span


class PartyKind(StrEnum):
    """What a party is."""

    STATE = "state"
    BODY = "body"
    PERSON = "person"
    FIRM = "firm"
    VESSEL = "vessel"
    PORT = "port"
    BANK = "bank"
    UNKNOWN = "unknown"
    NOBODY = "nobody"


class RoleKind(StrEnum):
    """What a party does in a claim."""

    SUPPLIER = "supplier"
    RECIPIENT = "recipient"
    BROKER = "broker"
    CARRIER = "carrier"
    FLAG = "flag"
    PORT = "port"
    BANK = "bank"
    END_USER = "end_user"
    LOCATION = "location"
    NAMED = "named"


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """A party. ``id`` is "state:RU", "un:KPe.001", "imo:8133138" or "name:<folded>"; ``country`` ISO alpha-2 or ""."""

    id: str
    kind: PartyKind
    name: str
    country: str = ""


UNKNOWN = Party("unknown", PartyKind.UNKNOWN, "not said", "XX")
NOBODY = Party("nobody", PartyKind.NOBODY, "nobody", "")


def state(code: str, name: str = "") -> Party:
    """Make the State with this ISO alpha-2 code."""
    return Party(f"state:{code}", PartyKind.STATE, name or code, code)


@dataclass(frozen=True, slots=True)
class Role:
    """A party in a role; ``span`` is where the text names it, None where the reader inferred it."""

    kind: RoleKind
    party: Party
    span: Span | None = None
