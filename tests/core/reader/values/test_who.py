"""Ships and firms are parties of a claim, in the role that their name and place give them."""

from datetime import UTC, datetime

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.document import Document
from watch1718.core.party import RoleKind
from watch1718.core.reader import read

LEXICON = load_lexicon()


def _roles(text):
    """What the first claim's parties, but for States, are called and do, and what the text says at their spans."""
    document = Document("own", "own", "", text, "en", datetime(2025, 8, 7, tzinfo=UTC))
    claim = read(document, LEXICON).claims[0]
    named = [role for role in claim.roles if role.party.id.startswith(("name:", "imo:"))]
    assert [document.full_text[role.span.start : role.span.end] for role in named] == [one.party.name for one in named]
    return {one.party.name: (one.kind, one.party.id) for one in named}


def test_a_ship_carries_and_keeps_its_number():
    """The number is its id, so that a new name changes nothing."""
    found = _roles("The tanker Blue Heron (IMO 9999993) shipped diesel from Russia to North Korea.")
    assert found == {"Blue Heron": (RoleKind.CARRIER, "imo:9999993")}


def test_a_firm_acts_for_the_state_that_it_is_of_and_a_bank_banks():
    """A firm beside its State's name takes that side."""
    found = _roles(
        "Russian firm North Gate Fuels Ltd shipped diesel to North Korea and was paid through Great River Bank, Seoul said."
    )
    assert found["North Gate Fuels Ltd"][0] is RoleKind.SUPPLIER
    assert found["Great River Bank"][0] is RoleKind.BANK


def test_nobody_named_is_nobody_in_a_role():
    """A tanker without a name is no party."""
    assert _roles("A tanker shipped diesel from Russia to North Korea.") == {}
