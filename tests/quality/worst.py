"""The worst errors of a reading, told in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
FALSE_ALERT, MISSED_ALERT, CLAIM, FIELD = 5.0, 4.0, 1.0, 0.5
FIELDS = ("supplier", "recipient", "stage", "stance")


def worst(labels: Sequence[Row], rows: Mapping[str, Row], texts: Mapping[str, Row], count: int = 10) -> list[str]:
    """One sentence for each of the documents that were read worst, the worst first."""
    ranked = sorted(labels, key=lambda label: (-_weight(label, rows[label["id"]]), label["id"]))
    return [
        _told(label, rows[label["id"]], texts[label["id"]])
        for label in ranked[:count]
        if _weight(label, rows[label["id"]])
    ]


def _weight(label: Row, row: Row) -> float:
    alert, said = label["verdict"] == "alert", row["verdict"] == "alert"
    weight = FALSE_ALERT * (said and not alert) + MISSED_ALERT * (alert and not said)
    gold, found = _by_category(label), _by_category(row)
    weight += CLAIM * len(gold.keys() ^ found.keys())
    return weight + FIELD * sum(len(_wrong(gold[one], found[one])) for one in gold.keys() & found.keys())


def _by_category(row: Row) -> dict[str, Row]:
    return {claim["category"]: claim for claim in row["claims"]}


def _wrong(gold: Row, found: Row) -> list[str]:
    return [field for field in FIELDS if gold[field] != found[field]]


def _told(label: Row, row: Row, text: Row) -> str:
    return (
        f"**{text['title']}** (`{label['id']}`, {text['language']}, {text['source'].replace('_', ' ')}): "
        + "; ".join(_faults(label, row))
        + "."
    )


def _faults(label: Row, row: Row) -> Iterator[str]:
    if row["verdict"] != "alert" and label["verdict"] == "alert":
        yield f"an alert read as {row['verdict']} (“{row['reason'].rstrip('.')}”)"
    if row["verdict"] == "alert" and label["verdict"] != "alert":
        yield f"no alert ({label['verdict']}), read as one"
    gold, found = _by_category(label), _by_category(row)
    for missed in sorted(gold.keys() - found.keys()):
        yield f"missed {_claim(gold[missed])}"
    for extra in sorted(found.keys() - gold.keys()):
        yield f"made up {_claim(found[extra])}"
    for both in sorted(gold.keys() & found.keys()):
        for field in _wrong(gold[both], found[both]):
            yield f"{_plain(both)}: {field} {found[both][field] or 'nobody'} in place of {gold[both][field] or 'nobody'}"


def _claim(claim: Row) -> str:
    parties = f"{claim['supplier'] or 'nobody'} → {claim['recipient'] or 'nobody'}"
    return f"{_plain(claim['category'])} {parties} ({_plain(claim['stage'])}, {claim['stance']})"


def _plain(key: str) -> str:
    return key.replace("_", " ")
