"""Customers: when a party of an alert is one."""

from __future__ import annotations

import pytest

from watch1718.core.customer import Customer, touch
from watch1718.core.party import Party, PartyKind, state

SHIP = Party("imo:9999993", PartyKind.VESSEL, "Sea Heron 7")
FIRM = Party("name:harrow trading", PartyKind.FIRM, "Harrow Trading Co", "CN")
LISTED = Party("un:KPe.903", PartyKind.BODY, "RYUGANG SETTLEMENT BANK")


@pytest.mark.parametrize(
    ("customer", "party", "basis"),
    [
        (Customer("1", "Grey Gull", imo="9999993"), SHIP, "imo"),
        (Customer("1", "", listed_ref="KPe.903"), LISTED, "listed_ref"),
        (Customer("1", "Ryugang Settlement Bank"), LISTED, "name"),
        (Customer("1", "trading co. HARROW"), FIRM, "name"),
        (Customer("1", "Harrow Trading Co", "CN"), FIRM, "name"),
    ],
)
def test_what_touches(customer, party, basis):
    """A number decides, else the same words of a name, each with its reason."""
    found = touch(customer, party)
    assert found is not None
    assert (found.basis, bool(found.why)) == (basis, True)


@pytest.mark.parametrize(
    ("customer", "party"),
    [
        (Customer("1", "Harrow Shipping"), FIRM),
        (Customer("1", "Harrow Trading Co", "SG"), FIRM),
        (Customer("1", "Sea Heron 7", imo="9074729"), SHIP),
        (Customer("1", "Ryugang Settlement Bank", listed_ref="KPe.001"), LISTED),
        (Customer("1", "Russia"), state("RU")),
    ],
)
def test_what_does_not_touch(customer, party):
    """Another name, another country, another number, or a State: no hit."""
    assert touch(customer, party) is None
