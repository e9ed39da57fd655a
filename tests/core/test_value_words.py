"""A claim's values are told in one line."""

from datetime import UTC, datetime

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.document import Document
from watch1718.core.reader import read
from watch1718.core.value_words import value_words

LEXICON = load_lexicon()


def _words(text):
    """The line of the first claim of a text."""
    document = Document("own", "own", "", text, "en", datetime(2025, 8, 7, tzinfo=UTC))
    return value_words(read(document, LEXICON).claims[0])


def test_what_a_text_gives_is_told_in_order():
    """How much, along which way, when, by whom."""
    text = "The tanker Blue Heron shipped at least 2,500 tonnes of diesel from Vostochny to North Korea in May."
    assert _words(text) == "at least 2,500 tons · Vostochny · 2025-05-01 to 2025-05-31 · carrier Blue Heron"


def test_what_a_text_does_not_give_is_left_out():
    """No amount, no way, no day but that of publication."""
    assert _words("North Korea shipped coal to China.") == ""
