"""Dates are read as each language's own examples say."""

import pytest
from examples import load_date_examples

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.reader.values.dates import find_dates

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("language", "example", "tells"),
    [pytest.param(*one, id=f"{one[0]}-{one[1].text[:40]}") for one in load_date_examples()],
)
def test_a_date_means_what_its_example_says(language, example, tells):
    """A sentence that tells a date gives its days and precision; one that tells none gives none."""
    found = find_dates(example.text, example.published, LEXICON.languages[language].dates)
    said = [f"{one.days.start}/{one.days.end} {one.days.precision}" for one in found]
    assert (example.means in said) if tells else said == []
