"""The frozen rows of an edition, made from alerts as they stood at its cut-off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from watch1718.adapters import tables as t
from watch1718.adapters.document_history import what_became
from watch1718.adapters.ledger_rows import among
from watch1718.core.alert import Alert, AlertEvent
from watch1718.core.change import goods_of
from watch1718.core.cited import Held
from watch1718.core.credibility import judge_credibility
from watch1718.core.day import Window
from watch1718.core.edition import change_of, denied_by, in_words, late, reason, regrouped
from watch1718.core.party import PartyKind, Role
from watch1718.core.severity import Severity
from watch1718.core.stated_claim import ALERTING, StatedClaim

Row = dict[str, Any]
CITED = 3
UNSAID = {"", "XX"}


@dataclass(frozen=True, slots=True)
class Lookups:
    """What rows need beside the alerts: labels, paragraphs, names on the list, captures, reasons of joining."""

    labels: Mapping[str, str]
    measures: Mapping[str, RowMapping]
    listed: Mapping[str, RowMapping]
    unlisted: frozenset[str]  # references of another version of the list, and not of the one in force then
    captures: Mapping[str, RowMapping]
    joined: Mapping[str, str]
    verified: Mapping[str, datetime]
    became: Mapping[str, str]


def lookups(
    connection: Connection, alerts: Sequence[Alert], catalogue: str, list_version: str, until: datetime
) -> Lookups:
    """Load what the rows of these alerts need, as it stood ``until`` then."""
    claims = [stated for alert in alerts for stated in alert.claims]
    references = {reference for stated in claims for reference in listed(stated)}
    category, measure, party, link = t.category.c, t.measure.c, t.listed_party.c, t.alert_claim.c
    names = select(party.reference, party.name, party.kind).where(among(party.reference, references))
    on_list = _by(connection, names.where(party.list_version == list_version), "reference")
    ever = select(party.reference).where(among(party.reference, references)).distinct()
    version, snapshot = t.document_version.c, t.snapshot.c
    captures = (
        select(version.id, snapshot.blob, snapshot.captured_at, snapshot.status, snapshot.final_url)
        .join(t.snapshot, snapshot.id == version.snapshot)
        .where(among(version.id, {stated.paper.version for stated in claims}))
    )
    check = t.evidence_check.c
    good = [held.value for held in Held if held.is_good]
    verified = select(check.claim, check.checked_at).where(
        among(check.claim, {stated.id for stated in claims}), check.held.in_(good)
    )
    labels = select(category.key, category.label).where(category.catalogue_version == catalogue)
    joined = select(link.claim, link.reason).where(among(link.claim, {stated.id for stated in claims}))
    return Lookups(
        labels={row.key: row.label for row in connection.execute(labels)},
        measures=_by(connection, select(t.measure).where(measure.catalogue_version == catalogue), "id"),
        listed=on_list,
        unlisted=frozenset(connection.scalars(ever)) - on_list.keys(),
        captures=_by(connection, captures, "id"),
        joined={row.claim: row.reason for row in connection.execute(joined)},
        verified={row.claim: row.checked_at for row in connection.execute(verified)},
        became=what_became(connection, claims, until),
    )


def _by(connection: Connection, query: Any, key: str) -> dict[str, RowMapping]:
    return {row[key]: row for row in connection.execute(query).mappings()}


def listed(stated: StatedClaim) -> tuple[str, ...]:
    """The references of listed parties that a claim or its document names."""
    roles = (role.party.id.removeprefix("un:") for role in stated.claim.roles if role.party.id.startswith("un:"))
    return tuple(sorted({*roles, *stated.listed}))


def alert_row(
    alert: Alert,
    before: Alert | None,
    events: Sequence[AlertEvent],
    of: Window,
    *,
    degree: Severity,
    late_days: int,
    by: Lookups,
) -> Row:
    """One alert's row of ``edition_alert``, but for edition and position."""
    lead, paper = alert.lead, alert.lead.paper
    is_late = late(alert, of, late_days)
    change = change_of(events, late=is_late, more=regrouped(alert, before, events))
    law, confirmed = _law(lead, by)
    climbed = before is not None and before.stage is not alert.stage
    return {
        "alert_id": alert.id,
        "change": change.value,
        "change_rank": change.rank,
        "kind": alert.kind.value,
        "severity": degree.degree,
        "credibility": judge_credibility(alert).code,
        "category": alert.category,
        "category_label": by.labels.get(alert.category, alert.category.replace("_", " ")),
        **_sides(alert),
        **_goods(alert),
        "event_from": alert.event.start,
        "event_to": alert.event.end,
        "event_precision": alert.event.precision,
        "stage": alert.stage.label,
        "stage_rank": int(alert.stage),
        "previous_stage": before.stage.label if before and climbed else None,
        "stance": alert.stance.value,
        "said_by": lead.claim.said_by,
        "denied_by": denied_by(alert) or None,
        "ruling": lead.ruling.value if lead.ruling else "outside",
        "paragraphs": law,
        "paragraphs_confirmed": confirmed,
        "reason": reason(alert, law),
        "difference": in_words(change, alert, events) or None,
        **_named(alert, by),
        "documents": alert.documents,
        "publishers": len(alert.publishers),
        "independent": alert.independent,
        "first_known_at": alert.first_known_at,
        "last_known_at": alert.last_known_at,
        "quote": lead.claim.evidence.quote,
        "quote_language": paper.language,
        "publisher": paper.publisher,
        "title": paper.title,
        "url": paper.url,
        "published_at": paper.published_at,
        "evidence_level": paper.evidence.value,
        "includes": ", ".join(alert.includes) or None,
        "disposition": alert.disposition.decision.value if alert.disposition else None,
        "late": is_late,
        "withdrawn": by.became.get(alert.lead.id),
    }


def _sides(alert: Alert) -> Row:
    row: Row = {}
    claim = alert.lead.claim
    for name, party in (("supplier", claim.supplier), ("recipient", claim.recipient)):
        row[f"{name}_country"] = None if party.country in UNSAID else party.country
        row[f"{name}_name"] = party.name
    return row


def _goods(alert: Alert) -> Row:
    voices = (alert.lead, *alert.voices)
    tongue = alert.lead.paper.language
    quantity = next((s.claim.quantity for s in voices if s.claim.quantity and s.paper.language == tongue), None)
    route = next((str(one.claim.route) for one in voices if str(one.claim.route)), None)
    return {
        "goods": goods_of(alert),
        "hs_chapter": alert.goods.hs[:2] or None,
        "quantity": quantity.value if quantity else None,
        "unit": quantity.unit if quantity else None,
        "route": route,
    }


def _named(alert: Alert, by: Lookups) -> Row:
    references = sorted({reference for stated in alert.voices for reference in listed(stated)} - by.unlisted)
    ships = sorted({_imo(role) for stated in alert.voices for role in stated.claim.roles if _imo(role)})
    return {"listed_refs": ", ".join(references) or None, "vessel_imo": ", ".join(ships) or None}


def _imo(role: Role) -> str:
    return role.party.id.removeprefix("imo:") if role.party.id.startswith("imo:") else ""


def _law(stated: StatedClaim, by: Lookups) -> tuple[str, bool]:
    """The paragraphs that bar it, best first; unconfirmed numbers carry their question mark."""
    found = [by.measures[f.measure] for f in stated.findings if f.ruling in ALERTING and f.measure in by.measures]
    return ", ".join(row["cite"] for row in found[:CITED]), all(row["confirmed"] for row in found[:CITED])


def party_rows(alert: Alert, by: Lookups) -> Iterator[Row]:
    """Every party of an alert in each of its roles, and the listed parties that its documents name."""
    seen = set[tuple[str, str]]()
    for stated in alert.voices:
        for role in stated.claim.roles:
            key = (role.kind.value, role.party.id)
            if role.party.kind is not PartyKind.NOBODY and key not in seen:
                seen.add(key)
                yield _party_row(alert, role, by)
    roles = {party.removeprefix("un:") for _, party in seen}
    for reference in sorted({ref for stated in alert.voices for ref in listed(stated)} - roles - by.unlisted):
        yield _listed_row(alert, reference, by)


def _party_row(alert: Alert, role: Role, by: Lookups) -> Row:
    party = role.party
    reference = party.id.removeprefix("un:") if party.id.startswith("un:") else ""
    return {
        "alert_id": alert.id,
        "role": role.kind.value,
        "party_id": party.id,
        "party_kind": party.kind.value,
        "party_name": party.name,
        "party_country": None if party.country in UNSAID else party.country,
        "listed_ref": None if reference in by.unlisted else reference or None,
        "vessel_imo": _imo(role) or None,
    }


def _listed_row(alert: Alert, reference: str, by: Lookups) -> Row:
    found = by.listed.get(reference)
    kind = PartyKind.PERSON if found and found["kind"] == "person" else PartyKind.BODY
    return {
        "alert_id": alert.id,
        "role": "named",
        "party_id": f"un:{reference}",
        "party_kind": kind.value,
        "party_name": found["name"] if found else reference,
        "party_country": None,
        "listed_ref": reference,
        "vessel_imo": None,
    }


def evidence_rows(alert: Alert, by: Lookups) -> Iterator[Row]:
    """Every voice's quote with the bytes that it was cut from."""
    for stated in alert.voices:
        claim, paper, capture = stated.claim, stated.paper, by.captures[stated.paper.version]
        yield {
            "alert_id": alert.id,
            "claim_id": stated.id,
            "quote": claim.evidence.quote,
            "quote_language": paper.language,
            "span_start": claim.evidence.span.start,
            "span_end": claim.evidence.span.end,
            "stage": claim.stage.label,
            "stance": claim.stance.value,
            "said_by": claim.said_by,
            "publisher": paper.publisher,
            "title": paper.title,
            "url": paper.url,
            "document_version": paper.version,
            "blob": capture["blob"],
            "captured_at": capture["captured_at"],
            "http_status": capture["status"],
            "final_url": capture["final_url"],
            "evidence_level": paper.evidence.value,
            "verified_at": by.verified.get(stated.id),
            "joined_because": by.joined[stated.id],
            "withdrawn": by.became.get(stated.id),
        }


def paragraph_rows(alert: Alert, by: Lookups) -> Iterator[Row]:
    """Every measure that the alert touches, once, best first."""
    found = {f.measure: f for stated in reversed((alert.lead, *alert.voices)) for f in reversed(stated.findings)}
    for finding in sorted(found.values(), key=lambda one: (one.ruling not in ALERTING, one.rank, one.measure)):
        measure = by.measures.get(finding.measure)
        if measure is not None:
            yield {
                "alert_id": alert.id,
                "measure_id": finding.measure,
                "rank": finding.rank,
                "symbol": measure["symbol"],
                "paragraph": measure["paragraph"],
                "force": measure["force"],
                "ruling": finding.ruling.value,
                "in_force_from": measure["in_force_from"],
                "confirmed": measure["confirmed"],
                "reason": finding.reason,
            }


def event_rows(alert: Alert) -> Iterator[Row]:
    """The alert's whole history up to the cut-off."""
    papers = {stated.id: stated.paper for stated in alert.claims}
    for event in alert.events:
        paper = papers.get(event.claim or "")
        yield {
            "alert_id": alert.id,
            "ordinal": event.ordinal,
            "kind": event.kind.value,
            "known_at": event.known_at,
            "what": event.what,
            "before": event.before,
            "after": event.after,
            "publisher": paper.publisher if paper else None,
            "title": paper.title if paper else None,
            "url": paper.url if paper else None,
        }
