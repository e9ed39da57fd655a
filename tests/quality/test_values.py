"""The values of a claim are counted as the page says."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quality.gold import SETS
from quality.values import FIELDS, LABELS, measure, rates
from watch1718 import bootstrap, office
from watch1718.core.claim import Claim, EventTime, Route
from watch1718.core.document import Document

TEXT = (
    "North Korea shipped 7,000 tonnes of coal to China in March 2024, the Ministry of Trade said. "
    "It was loaded at Nampho."
)
LABEL: dict[str, Any] = {
    "id": "one",
    "category": "coal",
    "supplier": "KP",
    "recipient": "CN",
    "goods": ["coal"],
    "quantity": ["7,000 tonnes"],
    "origin": ["Nampho"],
    "to": [],
    "vessels": [],
    "firms": [],
    "event": ["2024-03-01", "2024-03-31"],
    "said_by": ["Ministry of Trade"],
}


@pytest.fixture
def claim() -> Claim:
    """A claim about coal, as the reader makes it, with a route and a date set by hand."""
    document = Document(id="one", source="own", language="en", title="Coal", text=TEXT)
    made = bootstrap.KnowledgeReader().judge(document)[0].claims[0]
    event = EventTime(date(2024, 3, 1), date(2024, 3, 31), "month", "text")
    return replace(made, route=Route(origin="Nampho"), event=event)


def test_a_wording_is_right_if_it_holds_a_labelled_one(claim: Claim):
    """Goods, route and date of a claim that agrees with its label are right; a value that neither has counts nothing."""
    found = rates([LABEL], {"one": [claim]})
    assert all((found[name].right, found[name].said, found[name].labelled) == (1, 1, 1) for name in ("goods", "route"))
    assert (found["event date"].right, found["event date"].labelled) == (1, 1)
    assert (found["vessels"].said, found["vessels"].labelled) == (0, 0)


def test_a_date_of_publication_is_not_said(claim: Claim):
    """Only a date that the text gives counts as said."""
    published = replace(claim, event=replace(claim.event, basis="published"))
    rate = rates([LABEL], {"one": [published]})["event date"]
    assert (rate.right, rate.said, rate.labelled) == (0, 0, 1)


def test_a_claim_that_was_not_read_costs_recall():
    """Without a claim of its category every labelled value is missed."""
    found = rates([LABEL], {"one": []})
    assert (found["goods"].right, found["goods"].said, found["goods"].labelled) == (0, 0, 1)


@pytest.mark.shared
def test_the_values_of_sixty_documents_are_measured(shared: Path):
    """Each label finds its document in the development sets, and every field has figures."""
    labels = office.rows_from(LABELS)
    assert len({label["id"] for label in labels}) == 60
    found = measure(shared / folder / "documents.jsonl" for folder in SETS.values())
    assert list(found) == list(FIELDS)
    assert found["goods"].right
