"""An Arabic word without vowels is verb or noun by its place."""

import pytest

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.reader.scan import scan

ARABIC = load_lexicon().languages["ar"]


@pytest.mark.parametrize(
    ("sentence", "aspects"),
    [
        ("بدأت عملية شحن الفحم من كوريا الشمالية.", {"done", "noun"}),
        ("تحدث عن تواصل شحن الفحم من كوريا الشمالية.", {"noun"}),
        ("شاركت في شحن الفحم من كوريا الشمالية.", {"noun"}),
    ],
)
def test_behind_a_verb_or_a_preposition_the_word_is_the_noun(sentence: str, aspects: set[str]):
    """Elsewhere both readings stay."""
    found = {m.aspect for m in scan(sentence, 0, ARABIC).of("trigger") if m.value == "send"}
    assert found == aspects
