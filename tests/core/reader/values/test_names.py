"""Ships and firms are found as each language's own examples say."""

import pytest
from examples import load_name_examples

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.party import PartyKind
from watch1718.core.reader.scan import scan
from watch1718.core.reader.values.names import find_names
from watch1718.core.reader.values.who import edges_of

LEXICON = load_lexicon()


def _found(text, language):
    """What a sentence names, as an example writes it."""
    edges = edges_of(scan(text, 0, LEXICON.languages[language]))
    names = find_names(text, LEXICON.languages[language].named, edges)
    return [f"{'ship' if one.kind is PartyKind.VESSEL else 'firm'}: {one.name}" for one in names]


@pytest.mark.parametrize(
    ("language", "example", "names"),
    [pytest.param(*one, id=f"{one[0]}-{one[1].text[:40]}") for one in load_name_examples()],
)
def test_a_name_is_found_as_its_example_says(language, example, names):
    """A sentence that names a ship or firm gives it; one that names none gives none."""
    found = _found(example.text, language)
    assert (example.means in found) if names else found == []


def test_a_number_beside_a_ship_is_its_own():
    """The IMO number tells ships apart whatever they are called."""
    (ship,) = find_names("The tanker Blue Heron (IMO 9999993) left.", LEXICON.languages["en"].named)
    assert (ship.name, ship.imo) == ("Blue Heron", "9999993")
