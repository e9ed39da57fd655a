"""Customers: whom a team deals with, and when a party of an alert is one of them."""

from __future__ import annotations

from dataclasses import dataclass

from watch1718.core.name_match import likeness
from watch1718.core.party import Party, PartyKind

ALIKE = 95.0  # of 100: the words of one name, but for spelling
NAMED = frozenset(PartyKind) - {PartyKind.STATE, PartyKind.UNKNOWN, PartyKind.NOBODY}


@dataclass(frozen=True, slots=True)
class Customer:
    """One row of a customer table. ``id`` is the team's own key; the others are "" where not known."""

    id: str
    name: str
    country: str = ""
    listed_ref: str = ""
    imo: str = ""


@dataclass(frozen=True, slots=True)
class Touch:
    """Why a party is held for a customer: ``basis`` imo, listed_ref or name; ``score`` of 100."""

    basis: str
    score: float
    why: str


def touch(customer: Customer, party: Party) -> Touch | None:
    """Say why a party of an alert is held for a customer; nothing where it is not.

    Numbers decide before names. A name alone holds where its words are the same but for spelling and no
    country speaks against it.
    """
    if customer.imo and party.id == f"imo:{customer.imo}":
        return Touch("imo", 100.0, f"the same ship, IMO {customer.imo}")
    if customer.listed_ref and party.id == f"un:{customer.listed_ref}":
        return Touch("listed_ref", 100.0, f"the same entry of the UN list, {customer.listed_ref}")
    if party.kind not in NAMED or not customer.name or _apart(customer, party):
        return None
    score, rule = likeness(customer.name, party.name)
    if score < ALIKE:
        return None
    return Touch("name", round(score, 1), f"name {party.name!r}: {rule}, {score:.0f} of 100")


def _apart(customer: Customer, party: Party) -> bool:
    """Other numbers, or another country, tell two of one name apart."""
    other_ship = bool(customer.imo) and party.id.startswith("imo:")
    other_entry = bool(customer.listed_ref) and party.id.startswith("un:")
    countries = {customer.country, party.country} - {"", "XX"}
    return other_ship or other_entry or len(countries) > 1
