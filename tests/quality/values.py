"""How well a claim's values are filled: goods, quantity, route, vessels, firms, event date, who says so.

``values.jsonl`` labels them for documents that are no part of this repository: a row a claim, each value as a list of
wordings of which any will do; an empty list says that the text gives none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from quality.rates import Rate
from watch1718 import bootstrap, office
from watch1718.core.claim import Claim, code
from watch1718.core.party import PartyKind

LABELS = Path(__file__).parent / "values.jsonl"
FIELDS = ("goods", "quantity", "route", "vessels", "firms", "event date", "said by")
Row = Mapping[str, Any]
Found = tuple[int, int, int]  # right, said, labelled


def measure(documents: Iterable[Path]) -> dict[str, Rate]:
    """Read the labelled documents and count, value by value, what was right, said and labelled."""
    labels = office.rows_from(LABELS)
    wanted = {label["id"] for label in labels}
    reader = bootstrap.KnowledgeReader()
    claims = {
        one.id: reader.judge(one)[0].claims
        for path in documents
        for one in bootstrap.documents_from(path)
        if one.id in wanted
    }
    return rates(labels, claims)


def rates(labels: Sequence[Row], claims: Mapping[str, Sequence[Claim]]) -> dict[str, Rate]:
    """Count over the labelled claims whose category was read; the others cost recall."""
    sums: dict[str, Counter[int]] = {field: Counter() for field in FIELDS}
    for label in labels:
        claim = _nearest(label, claims[label["id"]])
        for field in FIELDS:
            sums[field].update(dict(enumerate(_count(field, label, claim))))
    return {field: Rate(one[0], one[1], one[2]) for field, one in sums.items()}


def _nearest(label: Row, claims: Sequence[Claim]) -> Claim | None:
    rivals = [claim for claim in claims if claim.category == label["category"]]
    sides = (label["supplier"], label["recipient"])
    return max(rivals, key=lambda one: sum(a == b for a, b in zip(sides, _sides(one), strict=True)), default=None)


def _sides(claim: Claim) -> tuple[str | None, str | None]:
    return code(claim.supplier), code(claim.recipient)


def _count(field: str, label: Row, claim: Claim | None) -> Found:
    if field == "event date":
        return _event(label["event"], claim)
    said = _said(field, claim) if claim else []
    ends = [label["origin"], label["to"]] if field == "route" else [label[field.replace(" ", "_")]]
    right = sum(_any_like(one, [word for end in ends for word in end]) for one in said)
    found = sum(any(_any_like(one, end) for one in said) for end in ends if end)
    labelled = sum(bool(end) for end in ends)
    return min(right, found), len(said) if field == "route" else min(len(said), 1), labelled


def _said(field: str, claim: Claim) -> list[str]:
    if field in {"vessels", "firms"}:
        kinds = {PartyKind.VESSEL} if field == "vessels" else {PartyKind.FIRM, PartyKind.BANK}
        return [role.party.name for role in claim.roles if role.party.kind in kinds]
    if field == "route":
        return [part for part in (claim.route.origin, claim.route.via, claim.route.to) if part]
    one = {
        "goods": claim.goods.text,
        "quantity": claim.quantity.text if claim.quantity else "",
        "said by": claim.said_by,
    }[field]
    return [one] if one else []


def _event(labelled: Sequence[str], claim: Claim | None) -> Found:
    said = claim is not None and claim.event.basis == "text" and claim.event.start is not None
    if not labelled or not said or claim is None or claim.event.start is None:
        return 0, int(said), int(bool(labelled))
    start, end = (date.fromisoformat(day) for day in labelled)
    return int(start <= claim.event.start and (claim.event.end or end) <= end), 1, 1


def _any_like(said: str, wordings: Sequence[str]) -> bool:
    return any(_fold(said) in _fold(one) or _fold(one) in _fold(said) for one in wordings)


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold()) or "?"
