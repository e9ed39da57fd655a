"""The tables: the one truth for the database's shape. Alembic migrates to it, the stores write it.

Three groups: what was captured and read (source … finding), the ledger (alert … disposition) and
what was published (edition and its frozen ``edition_*`` rows, which the views in ``sql/views`` show).
Keys are content hashes or stable names, so that every write is an upsert that may be repeated.
"""

from watch1718.adapters.tables.adoption import adoption
from watch1718.adapters.tables.audit import approval, audit
from watch1718.adapters.tables.capture import (
    document,
    document_version,
    quarantine,
    quarantine_decision,
    snapshot,
    source,
    text_origin,
)
from watch1718.adapters.tables.columns import KEY, SCHEMA, metadata
from watch1718.adapters.tables.edition import (
    attestation,
    current_edition,
    edition,
    edition_alert,
    edition_cap_delivery,
    edition_cap_usage,
    edition_event,
    edition_evidence,
    edition_not_alert,
    edition_paragraph,
    edition_party,
    edition_source,
    gate_result,
)
from watch1718.adapters.tables.evidence import evidence_check, excerpt, purge, purged_body
from watch1718.adapters.tables.exposure import customer, exposure_hit
from watch1718.adapters.tables.knowledge import category, knowledge_version, measure, world
from watch1718.adapters.tables.ledger import (
    alert,
    alert_claim,
    alert_event,
    alert_note,
    disposition,
    exclusion,
    exclusion_lift,
    redirect,
    redirect_undo,
)
from watch1718.adapters.tables.notice import notice
from watch1718.adapters.tables.reading import claim, claim_role, finding, listed_mention, reading
from watch1718.adapters.tables.run import step_run
from watch1718.adapters.tables.un_list import list_change, list_version, listed_name, listed_party

__all__ = [
    "KEY",
    "SCHEMA",
    "adoption",
    "alert",
    "alert_claim",
    "alert_event",
    "alert_note",
    "approval",
    "attestation",
    "audit",
    "category",
    "claim",
    "claim_role",
    "current_edition",
    "customer",
    "disposition",
    "document",
    "document_version",
    "edition",
    "edition_alert",
    "edition_cap_delivery",
    "edition_cap_usage",
    "edition_event",
    "edition_evidence",
    "edition_not_alert",
    "edition_paragraph",
    "edition_party",
    "edition_source",
    "evidence_check",
    "excerpt",
    "exclusion",
    "exclusion_lift",
    "exposure_hit",
    "finding",
    "gate_result",
    "knowledge_version",
    "list_change",
    "list_version",
    "listed_mention",
    "listed_name",
    "listed_party",
    "measure",
    "metadata",
    "notice",
    "purge",
    "purged_body",
    "quarantine",
    "quarantine_decision",
    "reading",
    "redirect",
    "redirect_undo",
    "snapshot",
    "source",
    "step_run",
    "text_origin",
    "world",
]
