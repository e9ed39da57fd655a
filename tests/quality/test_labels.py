"""The evaluation labels agree with their texts, the taxonomy and the catalogue of measures."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from watch1718 import bootstrap, office
from watch1718.core.scoring import LADDER

HERE = Path(__file__).parent
TEXTS = {row["id"]: row for row in office.rows_from(HERE / "documents.jsonl")}
LABELS = office.rows_from(HERE / "labels.jsonl")
STAGES = {*LADDER, "own_conduct", "enforcement"}
STANCES = {"asserted", "alleged", "denied", "disputed"}
CATEGORIES = {category.key for category in bootstrap.catalogue().categories if category.violation}


def claims() -> list[tuple[str, Mapping[str, Any]]]:
    """Every labelled claim with its document's id."""
    return [(label["id"], claim) for label in LABELS for claim in label["claims"]]


def squash(text: str) -> str:
    """One blank for any white space."""
    return " ".join(text.split())


def test_every_document_has_one_label():
    """Documents and labels are the same ids in the same order, each once."""
    assert [label["id"] for label in LABELS] == list(TEXTS)
    assert len(LABELS) == len(TEXTS)


@pytest.mark.parametrize("label", LABELS, ids=lambda label: label["id"])
def test_a_verdict_fits_its_claims(label: Mapping[str, Any]):
    """Only an alert has claims, and each claim stands once."""
    assert label["verdict"] in {"alert", "exempt", "context", "irrelevant"}
    assert (label["verdict"] == "alert") == bool(label["claims"])
    keys = [(one["category"], one["supplier"], one["recipient"]) for one in label["claims"]]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("document", "claim"), claims(), ids=lambda one: one if isinstance(one, str) else "")
def test_a_claim_uses_known_words_and_quotes_its_text(document: str, claim: Mapping[str, Any]):
    """Category, stage, stance and paragraphs exist, and the quote is in the text."""
    text = TEXTS[document]
    assert claim["category"] in CATEGORIES
    assert claim["stage"] in STAGES
    assert claim["stance"] in STANCES
    assert set(claim["paragraphs"]) <= set(bootstrap.catalogue().by_id)
    assert squash(claim["quote"]) in squash(f"{text['title']}\n{text['text']}")


def test_every_category_is_measured():
    """Each category that counts as a violation has at least one labelled claim."""
    assert {claim["category"] for _, claim in claims()} == CATEGORIES
