"""Places and the ends of a way are found as each language's own examples say."""

import pytest
from examples import load_place_examples

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.reader.scan import scan
from watch1718.core.reader.values.places import find_places

LEXICON = load_lexicon()


def _way(text, language):
    """The way that a sentence tells, as an example writes it; what is done in a place has come there."""
    states = [(m.start, m.end) for m in scan(text, 0, LEXICON.languages[language]).of("party")]
    ends = {}
    for one in find_places(text, LEXICON.languages[language].places, states):
        ends.setdefault("to" if one.way == "in" else one.way, one.name.replace(" ", "_"))
    return " ".join(ends.get(way, "-") for way in ("from", "via", "to"))


@pytest.mark.parametrize(
    ("language", "example", "tells"),
    [pytest.param(*one, id=f"{one[0]}-{one[1].text[:40]}") for one in load_place_examples()],
)
def test_a_way_is_told_as_its_example_says(language, example, tells):
    """A sentence that tells a way gives its ends; States and persons are none."""
    assert _way(example.text, language) == (example.means if tells else "- - -")
