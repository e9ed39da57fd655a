"""A reading as one row with the keys of the labels, for JSON and for scoring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from watch1718.core.claim import Claim, code
from watch1718.core.finding import Finding
from watch1718.core.reading import Reading

_PARAGRAPHS = 3


def project(
    reading: Reading, findings: Sequence[Sequence[Finding]] | Mapping[int, Sequence[Finding]] = ()
) -> dict[str, Any]:
    """Flatten a reading; ``findings`` hold, claim by claim, the measures that fit, in the order of rank."""
    by_claim = dict(findings) if isinstance(findings, Mapping) else dict(enumerate(findings))
    return {
        "id": reading.document,
        "language": reading.language,
        "verdict": reading.verdict.value,
        "claims": [_claim(claim, by_claim.get(place, ())) for place, claim in enumerate(reading.claims)],
        "listed": sorted({one.reference for one in reading.listed if one.reference.startswith("KP")}),
        "reason": reading.reason,
    }


def _claim(claim: Claim, findings: Sequence[Finding]) -> dict[str, Any]:
    ranked = sorted(findings, key=lambda finding: finding.rank)[:_PARAGRAPHS]
    return {
        "category": claim.category,
        "supplier": code(claim.supplier),
        "recipient": code(claim.recipient),
        "stage": "enforcement" if claim.enforcement else claim.stage.label,
        "stance": claim.stance.value,
        "attributed_to": claim.said_by,
        "quote": claim.evidence.quote,
        "paragraphs": [finding.measure for finding in ranked],
        "span": [claim.evidence.span.start, claim.evidence.span.end],
        "score": claim.score,
        "why": claim.why,
        "goods": claim.goods.text,
        "quantity": claim.quantity.text if claim.quantity else "",
        "route": str(claim.route),
        "event": _event(claim),
        "roles": [
            {
                "role": role.kind.value,
                "party": role.party.id,
                "name": role.party.name,
                "span": [role.span.start, role.span.end] if role.span else None,
            }
            for role in claim.roles
        ],
    }


def _event(claim: Claim) -> dict[str, str | None]:
    return {
        "from": claim.event.start.isoformat() if claim.event.start else None,
        "to": claim.event.end.isoformat() if claim.event.end else None,
        "precision": claim.event.precision,
        "basis": claim.event.basis,
    }
