"""Amounts are read as each language's own examples say."""

import pytest
from examples import load_amount_examples

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.reader.values.amounts import find_amounts

LEXICON = load_lexicon()


def _write(quantity):
    """Write an amount as an example does."""
    low, high = ("" if bound is None else f"{bound:.10g}" for bound in (quantity.low, quantity.high))
    bounds = f"{low}–{high}" if low or high else "…"
    return f"{bounds} {quantity.value:.10g} {quantity.unit}"


@pytest.mark.parametrize(
    ("language", "example", "tells"),
    [pytest.param(*one, id=f"{one[0]}-{one[1].text[:40]}") for one in load_amount_examples()],
)
def test_an_amount_means_what_its_example_says(language, example, tells):
    """A sentence that tells an amount gives its bounds, number and unit; one that tells none gives none."""
    found = [_write(one.quantity) for one in find_amounts(example.text, LEXICON.languages[language].amounts)]
    assert (example.means in found) if tells else found == []
