"""An edition as it is shown: its frozen rows, with each quote in its context."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Table, select

from watch1718.adapters import tables as t
from watch1718.adapters.ledger_rows import among

CONTEXT = 280
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’»)]*\s+|(?<=[。！？])[”’」]*|\n+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote between the sentence before it and the one after."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Shown:
    """All rows of one published edition, ready to print."""

    edition: RowMapping
    attestation: RowMapping
    alerts: Sequence[RowMapping]
    not_alerts: Sequence[RowMapping]
    sources: Sequence[RowMapping]
    gate: Sequence[RowMapping]
    evidence: Mapping[str, Sequence[RowMapping]]
    paragraphs: Mapping[str, Sequence[RowMapping]]
    events: Mapping[str, Sequence[RowMapping]]
    parties: Mapping[str, Sequence[RowMapping]]
    passages: Mapping[str, Passage]
    earlier: Sequence[RowMapping]


def published(engine: Engine, day: date | None = None) -> Shown | None:
    """Load the edition that is shown for a day, or for the last day that has one; nothing where none is."""
    with engine.connect() as connection:
        query = select(t.edition).join(t.current_edition, t.current_edition.c.edition == t.edition.c.id)
        query = query.order_by(t.edition.c.day.desc()).limit(1)
        if day is not None:
            query = query.where(t.edition.c.day == day)
        edition = connection.execute(query).mappings().one_or_none()
        return None if edition is None else _load(connection, edition)


def _load(connection: Connection, edition: RowMapping) -> Shown:
    key = edition["id"]
    evidence = _rows(connection, t.edition_evidence, key)
    earlier = select(t.edition).where(t.edition.c.day == edition["day"], t.edition.c.number < edition["number"])
    return Shown(
        edition=edition,
        attestation=_rows(connection, t.attestation, key)[0],
        alerts=sorted(_rows(connection, t.edition_alert, key), key=lambda row: row["position"]),
        not_alerts=sorted(_rows(connection, t.edition_not_alert, key), key=_not_alert_order),
        sources=_rows(connection, t.edition_source, key),
        gate=_rows(connection, t.gate_result, key),
        evidence=_by_alert(sorted(evidence, key=lambda row: (row["captured_at"], row["claim_id"]))),
        paragraphs=_by_alert(_rows(connection, t.edition_paragraph, key), "rank"),
        events=_by_alert(_rows(connection, t.edition_event, key), "ordinal"),
        parties=_by_alert(_rows(connection, t.edition_party, key)),
        passages=_passages(connection, evidence),
        earlier=connection.execute(earlier.order_by(t.edition.c.number)).mappings().all(),
    )


def _rows(connection: Connection, table: Table, edition: str) -> Sequence[RowMapping]:
    query = select(table).where(table.c.edition == edition).order_by(*table.primary_key.columns)
    return connection.execute(query).mappings().all()


def _by_alert(rows: Sequence[RowMapping], order: str = "") -> dict[str, list[RowMapping]]:
    found: dict[str, list[RowMapping]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: one[order]) if order else rows:
        found[row["alert_id"]].append(row)
    return found


def _not_alert_order(row: RowMapping) -> tuple[int, Any, str]:
    return ("quarantined", "exempt", "history", "context").index(row["why_not"]), row["known_at"], row["key"]


def _passages(connection: Connection, evidence: Sequence[RowMapping]) -> dict[str, Passage]:
    version = t.document_version.c
    query = select(version.id, version.title, version.text)
    versions = {row["document_version"] for row in evidence}
    texts = {
        row["id"]: f"{row['title']}\n{row['text']}"
        for row in connection.execute(query.where(among(version.id, versions))).mappings()
    }
    return {
        row["claim_id"]: passage(texts[row["document_version"]], row["span_start"], row["span_end"]) for row in evidence
    }


def passage(text: str, start: int, end: int) -> Passage:
    """Cut a quote out of its text with its own sentence, the one before and the one after."""
    title = text.find("\n") + 1
    return Passage(_tail(text[title if start >= title else 0 : start]), text[start:end], _head(text[end:]))


def _tail(text: str) -> str:
    edge = text[-CONTEXT:]
    ends = [found.end() for found in SENTENCE_END.finditer(edge) if found.end() < len(edge)]
    if len(ends) > 1:
        return edge[ends[-2] :]
    return edge if len(text) <= CONTEXT else f"…{edge.partition(' ')[2]}"


def _head(text: str) -> str:
    edge = text[:CONTEXT]
    ends = [found.start() for found in SENTENCE_END.finditer(edge) if edge[: found.start()].strip(" .!?…。！？\n")]
    if len(ends) > 1:
        return edge[: ends[1]]
    return edge if len(text) <= CONTEXT else f"{edge.rpartition(' ')[0]}…"
