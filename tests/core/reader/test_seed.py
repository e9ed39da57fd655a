"""The article that the product began with."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from watch1718.adapters.lexicon import load_lexicon
from watch1718.core.document import Document
from watch1718.core.projection import project
from watch1718.core.reader import read

KEYS = ("category", "supplier", "recipient", "stage", "stance")


@pytest.mark.shared
def test_the_seed_article_makes_exactly_its_three_claims(shared: Path):
    """Arms as speculation, space as an offer, technology as speculation, and nothing else."""
    labels = [json.loads(line) for line in (shared / "gold" / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    label = next(one for one in labels if one["id"] == "seed-000")
    title, _, text = (shared / "gold" / "seed_article.txt").read_text(encoding="utf-8").partition("\n\n")
    document = Document("seed-000", "seed", title, text, "en", datetime(2023, 9, 14, tzinfo=UTC))
    row = project(read(document, load_lexicon()))
    assert sorted(tuple(c[k] for k in KEYS) for c in row["claims"]) == sorted(
        tuple(c[k] for k in KEYS) for c in label["claims"]
    )
