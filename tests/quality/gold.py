"""The page's dated sections: figures on labelled documents that are no part of this repository."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from quality.page import figure_of, number, table
from quality.values import LABELS, measure
from watch1718 import bootstrap, office
from watch1718.core.projection import project
from watch1718.core.scoring import Scorecard, score

SETS = {
    "real, English and Russian": "gold",
    "written, eight languages": "gold/written",
    "real, further languages": "gold/real",
}
LIST = "data/un_list/derived_dprk_only_2026-02-27.xml"
SHOWN = (
    "alert_precision",
    "alert_recall",
    "alert_f1",
    "category_f1",
    "category_macro_f1",
    "parties",
    "stage",
    "stage_within_one",
    "stance",
    "doubt_recall",
    "exempt_recall",
    "listed_f1",
)
BY_LANGUAGE = ("alert_f1", "category_f1", "parties", "stage", "stance")
HEAD = """## On the development sets, {day}

Labelled documents that are no part of this repository, so that these figures are not held by `make check`; `make quality`
with `SHARED=` the folder that holds them makes this section again. Rules and weights **were made from these documents**:
read the figures as an upper bound, and those of the held half above as the honest ones. Names on the UN list are counted
with the list of February 2026.
"""

VALUES = """
### Values of a claim

{claims} claims of {documents} of these documents, labelled in `tests/quality/values.jsonl`. A wording is right if it holds a labelled
one or stands in it; a date, if it is taken from the text and lies inside the labelled days. A claim that was not read
costs recall.
"""


def sections(shared: Path) -> str:
    """Read each set afresh and tell its figures, stamped with today."""
    reader = bootstrap.reader(shared / LIST)
    cards = {}
    for name, folder in SETS.items():
        documents = bootstrap.documents_from(shared / folder / "documents.jsonl")
        rows = [project(*reader.judge(one)) for one in documents]
        cards[name] = score(office.rows_from(shared / folder / "labels.jsonl"), rows)
    lines = [[figure.replace("_", " ").replace("f1", "F1"), *_across(cards, figure)] for figure in SHOWN]
    parts = [
        HEAD.format(day=datetime.now(UTC).date().isoformat()),
        table(["", *(f"{name} ({card.documents})" for name, card in cards.items())], lines),
    ]
    for name, card in cards.items():
        parts += [f"\n### By language: {name}\n", _languages(card)]
    parts.append(_values(shared))
    return "\n".join([*parts, ""])


def _across(cards: Mapping[str, Scorecard], figure: str) -> Sequence[str]:
    return [figure_of(card.figures[figure]) for card in cards.values()]


def _languages(card: Scorecard) -> str:
    head = ["", "documents", *(name.replace("_", " ").replace("f1", "F1") for name in BY_LANGUAGE)]
    lines: list[list[Any]] = [
        [
            name.removeprefix("language:"),
            str(one.documents),
            *(figure_of(one.figures[figure]) for figure in BY_LANGUAGE),
        ]
        for name, one in card.groups.items()
        if name.startswith("language:")
    ]
    return table(head, lines)


def _values(shared: Path) -> str:
    labels = office.rows_from(LABELS)
    rates = measure(shared / folder / "documents.jsonl" for folder in SETS.values())
    lines = [
        [name, str(one.labelled), str(one.said), str(one.right), *map(number, (one.precision, one.recall, one.f1))]
        for name, one in rates.items()
    ]
    told = VALUES.format(claims=len(labels), documents=len({label["id"] for label in labels}))
    return "\n".join([told, table(["", "labelled", "said", "right", "precision", "recall", "F1"], lines)])
