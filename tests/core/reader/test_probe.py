"""English sentences of every category tell exactly their claim: parties, stage and stance; quiet ones tell nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.document import Document
from watch1718.core.projection import project
from watch1718.core.reader import read

LEXICON = load_lexicon()
PROBE = yaml.safe_load((Path(__file__).parent / "probe_en.yml").read_text(encoding="utf-8"))
ROWS = [
    pytest.param(category, line, id=f"{category}-{place}")
    for category, lines in PROBE.items()
    for place, line in enumerate(lines)
]


@pytest.mark.parametrize(("category", "line"), ROWS)
def test_an_english_sentence_tells_exactly_its_claim(category: str, line: str):
    """Nothing is missed and nothing is made up."""
    head, _, text = ("", "", line) if category == "none" else line.partition(" | ")
    row = project(read(Document("x", "x", "", text, "en", datetime(2025, 5, 1, tzinfo=UTC)), LEXICON))
    told = [
        (c["category"], c["supplier"] or "–", c["recipient"] or "–", c["stage"], c["stance"]) for c in row["claims"]
    ]
    assert told == ([] if category == "none" else [(category, *head.split())])


def test_the_probe_covers_every_category():
    """Each of the categories that count has at least five sentences."""
    counted = {name: len(lines) for name, lines in PROBE.items() if name != "none"}
    assert len(counted) == 38
    assert min(counted.values()) >= 5
