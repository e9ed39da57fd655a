"""The quality page counts what it says it counts."""

from typing import Any

from quality.page import page, table
from quality.rates import of_categories, of_values
from quality.worst import worst

CLAIM = {
    "category": "coal",
    "supplier": "KP",
    "recipient": "CN",
    "stage": "delivered",
    "stance": "asserted",
    "quote": "coal left Nampho",
    "paragraphs": ["S/RES/2371-8"],
}


def row(name: str, verdict: str, *claims: dict[str, Any]) -> dict[str, Any]:
    """A row or a label, with what either of them needs."""
    return {
        "id": name,
        "language": "en",
        "source": "agency",
        "title": f"Title of {name}",
        "half": "open",
        "verdict": verdict,
        "reason": "No conduct.",
        "listed": [],
        "claims": list(claims),
    }


LABELS = [row("a", "alert", CLAIM), row("b", "context"), row("c", "alert", CLAIM), row("d", "context")]
ROWS = {
    "a": row("a", "alert", CLAIM | {"stage": "talks"}),
    "b": row("b", "alert", CLAIM),
    "c": row("c", "context"),
    "d": row("d", "context"),
}
TEXTS = {label["id"]: label for label in LABELS}


def test_a_category_is_right_once_a_document():
    """One hit of two said and two labelled gives a half in precision, recall and F1."""
    rate = of_categories(LABELS, ROWS)["coal"]
    assert (rate.right, rate.said, rate.labelled) == (1, 2, 2)
    assert (rate.precision, rate.recall, rate.f1) == (0.5, 0.5, 0.5)


def test_an_interval_holds_its_figure():
    """Resampling the same documents with a fixed seed bounds the F1, twice alike."""
    rate = of_categories(LABELS, ROWS)["coal"]
    assert rate.low is not None
    assert rate.high is not None
    assert rate.low <= 0.5 <= rate.high
    assert of_categories(LABELS, ROWS)["coal"] == rate


def test_a_stage_is_right_only_with_its_category():
    """A claim found at another stage is no hit of its own stage."""
    rate = of_values(LABELS, ROWS, "stage")["delivered"]
    assert (rate.right, rate.said, rate.labelled) == (0, 1, 2)


def test_the_worst_errors_come_first_and_in_words():
    """A false alert stands before a missed one, that before a wrong stage; what was read well is not told."""
    told = worst(LABELS, ROWS, TEXTS)
    assert [one.split("`")[1] for one in told] == ["b", "c", "a"]
    assert "no alert (context), read as one; made up coal KP → CN (delivered, asserted)." in told[0]
    assert "an alert read as context (“No conduct”); missed coal" in told[1]
    assert told[2].endswith("coal: stage talks in place of delivered.")


def test_the_page_ends_with_the_dated_sections():
    """What was measured elsewhere is taken over as it stands."""
    held = [label | {"half": "held"} for label in LABELS[:1]]
    written = page([*LABELS[1:], *held], ROWS, TEXTS, "## On other documents\n\nAs it was.")
    assert written.endswith("## On other documents\n\nAs it was.\n")
    assert "| coal | 2 | 2 | 1 | 0.50 | 0.50 | 0.50" in written


def test_a_table_is_markdown():
    """A head, a rule, a line."""
    assert table(["", "n"], [["a", "1"]]) == "|  | n |\n| --- | --: |\n| a | 1 |"
