"""Sentences of every category, language by language, tell what they should, and quiet ones tell nothing."""

from pathlib import Path

import pytest
import yaml

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.claim import code
from watch1718.core.document import Document
from watch1718.core.reader import read

HERE = Path(__file__).parent
LEXICON = load_lexicon()
ROWS = [
    pytest.param(language, category, line, id=f"{language}-{category}-{place}")
    for language in ("zh", "ja", "ko", "ru", "fr", "ar", "es")
    for category, lines in yaml.safe_load((HERE / f"sentences_{language}.yml").read_text(encoding="utf-8")).items()
    for place, line in enumerate(lines)
]


@pytest.mark.parametrize(("language", "category", "line"), ROWS)
def test_a_sentence_tells_its_claim(language: str, category: str, line: str):
    """The category and both parties stand among the claims; a text under none makes no claim."""
    parties, _, text = line.rpartition(" | ")
    reading = read(Document("example", "example", "", text, language), LEXICON)
    told = [(c.category, code(c.supplier), code(c.recipient) or "–") for c in reading.claims]
    if category == "none":
        assert told == []
    else:
        assert (category, *parties.split()) in told
