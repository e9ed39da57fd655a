"""Readings with their claims, roles, listed mentions and findings, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, RowMapping, bindparam, delete, select, update

from watch1718.adapters import rows, tables
from watch1718.adapters.document_store import quarantine_row
from watch1718.core.claim import Claim, Sayer
from watch1718.core.document import Document, Span, digest
from watch1718.core.finding import Finding
from watch1718.core.party import Party
from watch1718.core.reading import ListedMention, Reading, TraceStep
from watch1718.ports import Quarantined

READ_BY = (
    update(tables.document_version)
    .where(tables.document_version.c.id == bindparam("version"))
    .where(tables.document_version.c.read_by != bindparam("reader"))
    .values(read_by=bindparam("reader"))
)
RELEASED = (
    update(tables.quarantine)
    .where(tables.quarantine.c.id == bindparam("row"), tables.quarantine.c.state == "open")
    .values(state="released", decided_by="watch1718", decision=bindparam("why"))
)


class ReadingStore:
    """The port ``Readings``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def set_aside(self, row: Quarantined, reader_version: str) -> None:
        """Keep why this reader could not read a version (the row's key), which counts as read by it until another comes."""
        with rows.replayable(self._engine) as connection:
            rows.upsert(connection, tables.quarantine, quarantine_row(row))
            connection.execute(READ_BY, {"version": row.key, "reader": reader_version})

    def add(
        self,
        reading: Reading,
        findings: Sequence[Sequence[Finding]],
        *,
        reader_version: str,
        catalogue_version: str,
        list_version: str,
        at: datetime,
    ) -> None:
        """Keep a reading, its claims, roles, listed mentions and findings (one sequence a claim), in one transaction."""
        key = reading_id(reading.version, reader_version)
        head = _reading_row(reading, key, reader_version, list_version, at)
        claims = list(zip(claim_ids(key, reading.claims), reading.claims, findings, strict=True))
        roles = (_role_rows(claim_id, claim) for claim_id, claim, _ in claims)
        found = (_finding_rows(claim_id, catalogue_version, given) for claim_id, _, given in claims)
        with rows.replayable(self._engine) as connection:
            rows.upsert(connection, tables.reading, head)
            rows.upsert(connection, tables.listed_mention, *_mention_rows(key, reading.listed))
            rows.upsert(connection, tables.claim, *(_claim_row(c[0], key, n, c[1]) for n, c in enumerate(claims)))
            rows.upsert(connection, tables.claim_role, *(row for group in roles for row in group))
            rows.upsert(connection, tables.finding, *(row for group in found for row in group))
            connection.execute(READ_BY, {"version": reading.version, "reader": reader_version})
            aside, why = digest("match", reading.version), f"read by version {reader_version}"
            connection.execute(RELEASED, {"row": aside, "why": why})

    def screened_otherwise(self, reader_version: str, list_version: str, limit: int) -> Sequence[tuple[str, Document]]:
        """Readings of this reader that were screened with another list, with their documents."""
        read, version, document = tables.reading, tables.document_version, tables.document
        query = (
            select(read.c.id, version, document.c.source)
            .join(version, version.c.id == read.c.document_version)
            .join(document, document.c.id == version.c.document)
            .where(read.c.reader_version == reader_version, read.c.list_version != list_version)
            .order_by(read.c.id)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [(row["id"], _document(row)) for row in connection.execute(query).mappings()]

    def rescreen(self, reading: str, mentions: Sequence[ListedMention], list_version: str) -> None:
        """Put the mentions of another list version in the place of a reading's own, in one transaction."""
        table, read = tables.listed_mention, tables.reading
        with self._engine.begin() as connection:
            connection.execute(delete(table).where(table.c.reading == reading))
            rows.upsert(connection, table, *_mention_rows(reading, mentions))
            connection.execute(update(read).where(read.c.id == reading).values(list_version=list_version))


def _document(row: RowMapping) -> Document:
    return Document(
        id=row["document"], source=row["source"], title=row["title"], text=row["text"], language=row["language"]
    )


def reading_id(version: str, reader_version: str) -> str:
    """Give the key of what one reader version says of one document version."""
    return digest(version, reader_version)


def claim_ids(reading: str, claims: Sequence[Claim]) -> list[str]:
    """Give the key of each claim of a reading; a second claim with the same parties is told apart by its number."""
    seen: dict[tuple[str, str, str], int] = {}
    keys = []
    for claim in claims:
        seen[claim.key] = number = seen.get(claim.key, 0) + 1
        keys.append(digest(reading, *claim.key, *([str(number)] if number > 1 else [])))
    return keys


def _reading_row(reading: Reading, key: str, reader_version: str, list_version: str, at: datetime) -> dict[str, Any]:
    return {
        "id": key,
        "document_version": reading.version,
        "reader_version": reader_version,
        "list_version": list_version,
        "language": reading.language,
        "verdict": reading.verdict.value,
        "reason": reading.reason,
        "read_at": at,
        "trace": [_step(step) for step in reading.trace],
        "near_misses": [_step(step) for step in reading.near_misses],
    }


def _step(step: TraceStep) -> dict[str, Any]:
    return {"part": step.part, "said": step.said, "span": _pair(step.span)}


def _sayer(sayer: Sayer) -> dict[str, Any]:
    return {"name": sayer.name, "verb": sayer.verb, "span": _pair(sayer.span), "stance": sayer.stance.value}


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _span(prefix: str, span: Span | None) -> dict[str, int | None]:
    return {f"{prefix}_start": span.start if span else None, f"{prefix}_end": span.end if span else None}


def _party(prefix: str, party: Party) -> dict[str, str]:
    return {f"{prefix}_id": party.id, f"{prefix}_name": party.name, f"{prefix}_country": party.country}


def _claim_row(key: str, reading: str, ordinal: int, claim: Claim) -> dict[str, Any]:
    return {
        "id": key,
        "reading": reading,
        "ordinal": ordinal,
        "category": claim.category,
        **_party("supplier", claim.supplier),
        **_party("recipient", claim.recipient),
        **_goods(claim),
        "route": str(claim.route),
        "event_from": claim.event.start,
        "event_to": claim.event.end,
        "event_precision": claim.event.precision,
        "event_basis": claim.event.basis,
        "stage": claim.stage.label,
        "stage_rank": int(claim.stage),
        **_span("stage", claim.stage_cue.span),
        "stance": claim.stance.value,
        **_span("stance", claim.stance_cue.span),
        "enforcement": claim.enforcement,
        "said_by": claim.said_by,
        "attribution": [_sayer(sayer) for sayer in claim.attribution],
        "denied_by": claim.denied_by,
        "section": claim.section.value,
        "cited_paragraphs": list(claim.cited_paragraphs),
        "quote": claim.evidence.quote,
        **_span("span", claim.evidence.span),
        "score": claim.score,
        "why": claim.why,
    }


def _goods(claim: Claim) -> dict[str, Any]:
    quantity, money = claim.quantity, claim.money
    return {
        "goods_term": claim.goods.term,
        "goods_text": claim.goods.text,
        "goods_class": claim.goods.goods_class,
        "hs": claim.goods.hs,
        "quantity_value": quantity.value if quantity else None,
        "quantity_unit": quantity.unit if quantity else "",
        "quantity_low": quantity.low if quantity else None,
        "quantity_high": quantity.high if quantity else None,
        "quantity_text": quantity.text if quantity else "",
        "money_value": money.value if money else None,
        "money_currency": money.currency if money else "",
        "money_text": money.text if money else "",
    }


def _role_rows(claim_id: str, claim: Claim) -> list[dict[str, Any]]:
    return [
        {
            "claim": claim_id,
            "ordinal": ordinal,
            "role": role.kind.value,
            **_party("party", role.party),
            "party_kind": role.party.kind.value,
            **_span("span", role.span),
        }
        for ordinal, role in enumerate(claim.roles)
    ]


def _mention_rows(key: str, mentions: Sequence[ListedMention]) -> list[dict[str, Any]]:
    first = {mention.reference: mention for mention in reversed(mentions)}
    return [
        {
            "reading": key,
            "reference": mention.reference,
            "name": mention.name,
            **_span("span", mention.span),
            "score": mention.score,
            "why": mention.why,
        }
        for mention in first.values()
    ]


def _finding_rows(claim_id: str, catalogue_version: str, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "claim": claim_id,
            "catalogue_version": catalogue_version,
            "measure": finding.measure,
            "rank": finding.rank,
            "ruling": finding.ruling.value,
            "reason": finding.reason,
        }
        for finding in findings
    ]
