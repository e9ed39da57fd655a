"""Ledger rows made values, and values made rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Text, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from watch1718.adapters import tables as t
from watch1718.core.alert import Alert, AlertEvent, Decision, Disposition, EventKind, Kind
from watch1718.core.claim import OUTLET, Claim, Cue, EventTime, Goods, Quantity, Route, Sayer, Section, Stage, Stance
from watch1718.core.document import Evidence, Span
from watch1718.core.edition import Standing
from watch1718.core.finding import Finding, Ruling
from watch1718.core.party import Party, PartyKind, Role, RoleKind
from watch1718.core.source import EvidenceLevel
from watch1718.core.stated_claim import Paper, StatedClaim, StatedReading

Row = RowMapping
STAGES = {stage.label: stage for stage in Stage}
FIRST = func.row_number().over(
    partition_by=t.reading.c.document_version, order_by=(t.reading.c.read_at, t.reading.c.id)
)

PAPERS = (
    select(
        t.reading.c.id.label("reading"),
        t.reading.c.reader_version,
        t.reading.c.read_at,
        t.reading.c.folded,
        t.reading.c.language,
        t.document_version.c.id.label("version"),
        t.document_version.c.document,
        t.document_version.c.title,
        t.document_version.c.url,
        t.document_version.c.published_at,
        t.document_version.c.known_at.label("captured_at"),
        t.document_version.c.evidence_level,
        t.document_version.c.history,
        t.document.c.source,
        t.source.c.publisher,
        t.source.c.reliability,
        func.coalesce(t.text_origin.c.origin, "").label("origin"),
        FIRST.label("number"),
    )
    .join(t.document_version, t.document_version.c.id == t.reading.c.document_version)
    .join(t.document, t.document.c.id == t.document_version.c.document)
    .join(t.source, t.source.c.id == t.document.c.source)
    .outerjoin(t.text_origin, t.text_origin.c.version == t.document_version.c.id)
)


def among(column: Any, keys: Iterable[str]) -> Any:
    """Hold a column against any number of keys with one parameter."""
    return column == any_(bindparam(None, sorted(set(keys)), ARRAY(Text)))


def papers(connection: Connection, documents: Iterable[str]) -> list[Row]:
    """Every reading of these documents with its paper, oldest first."""
    query = PAPERS.where(among(t.document_version.c.document, documents))
    return sorted(connection.execute(query).mappings(), key=lambda row: (known_at(row), row["reading"]))


def known_at(row: Row) -> datetime:
    """When a reading became knowledge: with its capture; when it was read, if the words had been read before."""
    moment: datetime = row["captured_at"] if row["number"] == 1 else max(row["captured_at"], row["read_at"])
    return moment


def paper(row: Row) -> Paper:
    """The paper of a reading."""
    same = (
        "document",
        "version",
        "source",
        "publisher",
        "reliability",
        "title",
        "url",
        "language",
        "published_at",
        "origin",
    )
    return Paper(
        **{name: row[name] for name in same},
        evidence=EvidenceLevel(row["evidence_level"]),
        known_at=known_at(row),
        history=row["history"],
    )


def readings(connection: Connection, rows: Sequence[Row]) -> list[StatedReading]:
    """Give readings with all that they claim."""
    stated = stated_claims(connection, {row["reading"]: paper(row) for row in rows})
    by_reading: dict[str, list[StatedClaim]] = defaultdict(list)
    for one in stated.values():
        by_reading[one.reading].append(one)
    return [
        StatedReading(r["reading"], r["reader_version"], paper(r), r["number"] > 1, tuple(by_reading[r["reading"]]))
        for r in rows
    ]


def stated_claims(connection: Connection, by: Mapping[str, Paper]) -> dict[str, StatedClaim]:
    """Give every claim of these readings by its id, in the order of the texts."""
    claims = _rows(connection, select(t.claim).where(among(t.claim.c.reading, by)).order_by(t.claim.c.ordinal))
    keys = [row["id"] for row in claims]
    roles, findings = _roles(connection, keys), _findings(connection, keys)
    listed = _grouped(
        _rows(connection, select(t.listed_mention).where(among(t.listed_mention.c.reading, by))), "reading"
    )
    return {
        row["id"]: StatedClaim(
            row["id"],
            row["ordinal"],
            _claim(row, roles[row["id"]], by[row["reading"]].version),
            findings[row["id"]],
            row["reading"],
            by[row["reading"]],
            tuple(sorted(one["reference"] for one in listed[row["reading"]])),
        )
        for row in claims
    }


def _rows(connection: Connection, query: Select[Any]) -> list[Row]:
    return list(connection.execute(query).mappings())


def _grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found


def _roles(connection: Connection, claims: Sequence[str]) -> dict[str, tuple[Role, ...]]:
    query = select(t.claim_role).where(among(t.claim_role.c.claim, claims)).order_by(t.claim_role.c.ordinal)
    found: dict[str, tuple[Role, ...]] = defaultdict(tuple)
    for row in connection.execute(query).mappings():
        party = Party(row["party_id"], PartyKind(row["party_kind"]), row["party_name"], row["party_country"])
        span = None if row["span_start"] is None else Span(row["span_start"], row["span_end"])
        found[row["claim"]] += (Role(RoleKind(row["role"]), party, span),)
    return found


def _findings(connection: Connection, claims: Sequence[str]) -> dict[str, tuple[Finding, ...]]:
    """Findings under the newest catalogue that assessed each claim, best first."""
    version = t.knowledge_version
    newest = func.coalesce(version.c.sequence, 0)
    on = (version.c.version == t.finding.c.catalogue_version) & (version.c.kind == "catalogue")
    query = (
        select(t.finding, newest.label("sequence"))
        .outerjoin(version, on)
        .where(among(t.finding.c.claim, claims))
        .order_by(t.finding.c.claim, newest.desc(), t.finding.c.catalogue_version, t.finding.c.rank)
    )
    found: dict[str, tuple[Finding, ...]] = defaultdict(tuple)
    by: dict[str, str] = {}
    for row in connection.execute(query).mappings():
        if by.setdefault(row["claim"], row["catalogue_version"]) == row["catalogue_version"]:
            one = Finding(row["measure"], Ruling(row["ruling"]), row["reason"], row["rank"])
            found[row["claim"]] += (one,)
    return found


def _claim(row: Row, roles: tuple[Role, ...], version: str) -> Claim:
    return Claim(
        category=row["category"],
        roles=roles,
        stage=STAGES[row["stage"]],
        stage_cue=Cue(row["stage"]),
        stance=Stance(row["stance"]),
        stance_cue=Cue(row["stance"]),
        evidence=Evidence(version, Span(row["span_start"], row["span_end"]), row["quote"]),
        goods=Goods(row["goods_term"], row["goods_text"], row["goods_class"], row["hs"]),
        quantity=_quantity(row),
        route=Route(*row["route"].split(" → ", 1)) if " → " in row["route"] else Route(row["route"]),
        event=EventTime(row["event_from"], row["event_to"], row["event_precision"], row["event_basis"]),
        enforcement=row["enforcement"],
        attribution=() if row["said_by"] == OUTLET else (Sayer(row["said_by"]),),
        denied_by=row["denied_by"],
        section=Section(row["section"]),
        cited_paragraphs=tuple(row["cited_paragraphs"]),
        score=row["score"],
        why=row["why"],
    )


def _quantity(row: Row) -> Quantity | None:
    if row["quantity_value"] is None:
        return None
    return Quantity(row["quantity_value"], row["quantity_unit"], text=row["quantity_text"])


def alerts(connection: Connection, keys: Iterable[str]) -> tuple[dict[str, Alert], Standing]:
    """Load alerts whole, as they now stand, and which readings their documents have had."""
    heads = {row["id"]: row for row in _rows(connection, select(t.alert).where(among(t.alert.c.id, keys)))}
    links = _rows(
        connection,
        select(t.alert_claim.c.alert, t.alert_claim.c.claim, t.claim.c.reading, t.document_version.c.document)
        .join(t.claim, t.claim.c.id == t.alert_claim.c.claim)
        .join(t.reading, t.reading.c.id == t.claim.c.reading)
        .join(t.document_version, t.document_version.c.id == t.reading.c.document_version)
        .where(among(t.alert_claim.c.alert, heads)),
    )
    rows = [row for row in papers(connection, {link["document"] for link in links}) if row["folded"]]
    needed = {link["reading"] for link in links}
    stated = stated_claims(connection, {r["reading"]: paper(r) for r in rows if r["reading"] in needed})
    events, decided = _events(connection, heads), _dispositions(connection, heads)
    standing: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for row in rows:
        standing[row["document"]].append((known_at(row), row["reading"]))
    newest = {document: readings[-1][1] for document, readings in standing.items()}
    by_alert = _grouped(links, "alert")
    return {
        key: _alert(head, [stated[link["claim"]] for link in by_alert[key]], events[key], decided[key], newest)
        for key, head in heads.items()
    }, standing


def _alert(
    head: Row,
    claims: Sequence[StatedClaim],
    events: tuple[AlertEvent, ...],
    decided: tuple[Disposition, ...],
    newest: Mapping[str, str],
) -> Alert:
    ordered = tuple(sorted(claims, key=lambda one: one.place))
    founding = next(one for one in ordered if one.id == head["founding_claim"])
    counted = tuple(one for one in ordered if newest[one.paper.document] == one.reading)
    return Alert(head["id"], Kind(head["kind"]), founding, ordered, counted, events, decided, head["not_produced_by"])


def _events(connection: Connection, keys: Iterable[str]) -> dict[str, tuple[AlertEvent, ...]]:
    query = select(t.alert_event).where(among(t.alert_event.c.alert, keys)).order_by(t.alert_event.c.ordinal)
    found: dict[str, tuple[AlertEvent, ...]] = defaultdict(tuple)
    for row in connection.execute(query).mappings():
        found[row["alert"]] += (AlertEvent(**{**row, "kind": EventKind(row["kind"])}),)
    return found


def _dispositions(connection: Connection, keys: Iterable[str]) -> dict[str, tuple[Disposition, ...]]:
    query = select(t.disposition).where(among(t.disposition.c.alert, keys)).order_by(t.disposition.c.up_to_event)
    found: dict[str, tuple[Disposition, ...]] = defaultdict(tuple)
    for row in connection.execute(query).mappings():
        found[row["alert"]] += (Disposition(**{**row, "decision": Decision(row["decision"])}),)
    return found
