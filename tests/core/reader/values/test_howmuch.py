"""The amount of a claim is that of its own thing."""

from datetime import UTC, datetime

import pytest

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.document import Document
from watch1718.core.reader import read

LEXICON = load_lexicon()


def _quantity(text, language="en"):
    """The quantity of the first claim of a text."""
    published = datetime(2025, 8, 7, tzinfo=UTC)
    return read(Document("own", "own", "", text, language, published), LEXICON).claims[0].quantity


@pytest.mark.parametrize(
    ("language", "text", "means"),
    [
        (
            "en",
            "North Korea shipped at least 10,000 containers of shells to Russia.",
            (10_000, "containers", 10_000, None),
        ),
        (
            "en",
            "North Korea sold up to 2,500 tonnes of coal to China, and 3 men were fined.",
            (2500, "tons", None, 2500),
        ),
        ("en", "North Korea sent about 4,000 troops to Russia.", (4000, "people", None, None)),
        ("en", "North Korea handed 480 pistols to Uganda.", (480, "pieces", None, None)),
        ("ru", "КНДР поставила России свыше 5 тысяч снарядов.", (5000, "rounds", 5000, None)),
        ("ko", "북한이 러시아에 컨테이너 1만3천여 개 분량의 포탄을 보냈다.", (13_000, "pieces", None, None)),
        ("fr", "La Corée du Nord a livré à la Chine 24 000 tonnes de charbon.", (24_000, "tons", None, None)),
    ],
)
def test_the_amount_counts_the_thing(language, text, means):
    """Number, unit under its one name, and the bound that the text gives."""
    found = _quantity(text, language)
    assert (found.value, found.unit, found.low, found.high) == means


@pytest.mark.parametrize(
    "text",
    [
        "North Korea shipped coal to China, and 4 people were charged.",
        "North Korea shipped coal to China in 2024.",
        "North Korea shipped coal to China for 300 dollars.",
    ],
)
def test_a_number_of_something_else_is_no_amount(text):
    """Neither of people who are charged, nor a year, nor a price."""
    assert _quantity(text) is None
