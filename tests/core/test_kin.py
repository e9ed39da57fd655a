"""Which alerts may be one episode."""

from __future__ import annotations

import pytest
from core.episodes import claim, paper, reading, ship

from watch1718.adapters.rules import episode_rules
from watch1718.core.claim import Goods
from watch1718.core.kin import kinship
from watch1718.core.ledger import Ledger, fold
from watch1718.core.party import UNKNOWN, Role, RoleKind, state

RULES = episode_rules()
BOAT = Role(RoleKind.CARRIER, ship("Invented Star", "9000001"))
MISSILES = Goods("missiles", "missiles", "missiles", "93")


def alert(number=1, day=0, origin="", **given):
    """One alert of one story."""
    (made,) = fold(Ledger(), [reading(paper(f"story {number}", day, origin=origin), claim(**given))], RULES).alerts
    return made


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (alert(2, 3, recipient=UNKNOWN), "the same parties as far as they are said, 3 days apart"),
        (alert(2, 3, recipient=state("IR"), roles=[BOAT]), "both name Invented Star, 3 days apart"),
        (alert(2, recipient=state("IR"), origin="story 1@1"), "both rest on one text, 0 days apart"),
        (alert(2, recipient=state("IR")), None),
        (alert(2, goods=MISSILES), None),
        (alert(2, 200, recipient=UNKNOWN), None),
        (alert(2, recipient=UNKNOWN, category="coal"), None),
    ],
)
def test_what_speaks_for_one_episode(other, why):
    """A ship that both name, one text, parties left unsaid; never another category or another season."""
    assert kinship(alert(roles=[BOAT]), other, RULES) == why


def test_an_alert_is_not_its_own_kin():
    """Nothing is said of an alert and itself."""
    assert kinship(alert(roles=[BOAT]), alert(roles=[BOAT]), RULES) is None
