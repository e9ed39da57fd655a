"""Create every table."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table from empty."""
    op.create_table(
        "alert",
        sa.Column("id", sa.Text(collation="C"), nullable=False),
        sa.Column("founding_claim", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("supplier_id", sa.Text(), nullable=False),
        sa.Column("supplier_name", sa.Text(), nullable=False),
        sa.Column("supplier_country", sa.Text(), nullable=False),
        sa.Column("recipient_id", sa.Text(), nullable=False),
        sa.Column("recipient_name", sa.Text(), nullable=False),
        sa.Column("recipient_country", sa.Text(), nullable=False),
        sa.Column("goods_class", sa.Text(), nullable=False),
        sa.Column("goods", sa.Text(), nullable=False),
        sa.Column("event_from", sa.Date(), nullable=True),
        sa.Column("event_to", sa.Date(), nullable=True),
        sa.Column("event_precision", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("stage_rank", sa.Integer(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("enforcement", sa.Boolean(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("credibility", sa.Text(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("publishers", sa.Integer(), nullable=False),
        sa.Column("first_known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_produced_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        schema="ledger",
    )
    op.create_index(
        op.f("ix_alert_category_supplier_id_recipient_id"),
        "alert",
        ["category", "supplier_id", "recipient_id"],
        unique=False,
        schema="ledger",
    )
    op.create_table(
        "category",
        sa.Column("catalogue_version", sa.Text(collation="C"), nullable=False),
        sa.Column("key", sa.Text(collation="C"), nullable=False),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.Column("violation", sa.Boolean(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("catalogue_version", "key", name=op.f("pk_category")),
        schema="ledger",
    )
    op.create_table(
        "edition",
        sa.Column("id", sa.Text(collation="C"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cut_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cut_to", sa.DateTime(timezone=True), nullable=False),
        sa.Column("built_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("catalogue_version", sa.Text(), nullable=False),
        sa.Column("list_version", sa.Text(), nullable=False),
        sa.Column("reader_version", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("day", "number", name=op.f("uq_edition_day_number")),
        schema="ledger",
    )
    op.create_table(
        "knowledge_version",
        sa.Column("kind", sa.Text(collation="C"), nullable=False),
        sa.Column("version", sa.Text(collation="C"), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.PrimaryKeyConstraint("kind", "version", name=op.f("pk_knowledge_version")),
        schema="ledger",
    )
    op.create_table(
        "listed_name",
        sa.Column("list_version", sa.Text(collation="C"), nullable=False),
        sa.Column("reference", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(collation="C"), nullable=False),
        sa.Column("quality", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("list_version", "reference", "name", name=op.f("pk_listed_name")),
        schema="ledger",
    )
    op.create_index(op.f("ix_listed_name_reference"), "listed_name", ["reference"], unique=False, schema="ledger")
    op.create_table(
        "measure",
        sa.Column("catalogue_version", sa.Text(collation="C"), nullable=False),
        sa.Column("id", sa.Text(collation="C"), nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("paragraph", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("force", sa.Text(), nullable=False),
        sa.Column("binding", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("obligated", sa.Text(), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("in_force_to", sa.Date(), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("cite", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("catalogue_version", "id", name=op.f("pk_measure")),
        schema="ledger",
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Text(collation="C"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("interest", sa.Text(), nullable=False),
        sa.Column("reliability", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("cadence_minutes", sa.Integer(), nullable=False),
        sa.Column("silence_hours", sa.Integer(), nullable=False),
        sa.Column("evidence_level", sa.Text(), nullable=False),
        sa.Column("expected", sa.Boolean(), nullable=False),
        sa.Column("min_items", sa.Integer(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        schema="ledger",
    )
    op.create_table(
        "step_run",
        sa.Column("id", sa.Text(collation="C"), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_run")),
        schema="ledger",
    )
    op.create_index(
        op.f("ix_step_run_step_started_at"), "step_run", ["step", "started_at"], unique=False, schema="ledger"
    )
    op.create_table(
        "world",
        sa.Column("origin", sa.Text(collation="C"), nullable=False),
        sa.Column("stamped_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("origin", name=op.f("pk_world")),
        schema="ledger",
    )
    op.create_table(
        "alert_event",
        sa.Column("alert", sa.Text(collation="C"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claim", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["alert"], ["ledger.alert.id"], name=op.f("fk_alert_event_alert")),
        sa.PrimaryKeyConstraint("alert", "ordinal", name=op.f("pk_alert_event")),
        schema="ledger",
    )
    op.create_table(
        "attestation",
        sa.Column("edition", sa.Text(collation="C"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("empty", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("cut_off", sa.Integer(), nullable=False),
        sa.Column("quarantined", sa.Integer(), nullable=False),
        sa.Column("list_verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("list_version", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["ledger.edition.id"], name=op.f("fk_attestation_edition")),
        sa.PrimaryKeyConstraint("edition", name=op.f("pk_attestation")),
        schema="ledger",
    )
    op.create_table(
        "current_edition",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("edition", sa.Text(collation="C"), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["ledger.edition.id"], name=op.f("fk_current_edition_edition")),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_current_edition")),
        schema="ledger",
    )
    op.create_table(
        "disposition",
        sa.Column("id", sa.Text(collation="C"), nullable=False),
        sa.Column("alert", sa.Text(collation="C"), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("up_to_event", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["alert"], ["ledger.alert.id"], name=op.f("fk_disposition_alert")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposition")),
        schema="ledger",
    )
    op.create_index(op.f("ix_disposition_alert_at"), "disposition", ["alert", "at"], unique=False, schema="ledger")
    op.create_table(
        "document",
        sa.Column("id", sa.Text(collation="C"), nullable=False),
        sa.Column("source", sa.Text(collation="C"), nullable=False),
        sa.Column("first_known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["source"], ["ledger.source.id"], name=op.f("fk_document_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        schema="ledger",
    )
    op.create_index(
        op.f("ix_document_source_first_known_at"),
        "document",
        ["source", "first_known_at"],
        unique=False,
        schema="ledger",
    )
    op.create_table(
        "edition_alert",
        sa.Column("edition", sa.Text(collation="C"), nullable=False),
        sa.Column("alert_id", sa.Text(collation="C"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("change_rank", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("credibility", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("category_label", sa.Text(), nullable=False),
        sa.Column("supplier_country", sa.Text(), nullable=True),
        sa.Column("supplier_name", sa.Text(), nullable=False),
        sa.Column("recipient_country", sa.Text(), nullable=True),
        sa.Column("recipient_name", sa.Text(), nullable=False),
        sa.Column("goods", sa.Text(), nullable=False),
        sa.Column("hs_chapter", sa.Text(), nullable=True),
        sa.Column("quantity", sa.Float(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("route", sa.Text(), nullable=True),
        sa.Column("event_from", sa.Date(), nullable=True),
        sa.Column("event_to", sa.Date(), nullable=True),
        sa.Column("event_precision", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("stage_rank", sa.Integer(), nullable=False),
        sa.Column("previous_stage", sa.Text(), nullable=True),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("denied_by", sa.Text(), nullable=True),
        sa.Column("ruling", sa.Text(), nullable=False),
        sa.Column("paragraphs", sa.Text(), nullable=False),
        sa.Column("paragraphs_confirmed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("difference", sa.Text(), nullable=True),
        sa.Column("listed_refs", sa.Text(), nullable=True),
        sa.Column("vessel_imo", sa.Text(), nullable=True),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("publishers", sa.Integer(), nullable=False),
        sa.Column("first_known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("quote_language", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("evidence_level", sa.Text(), nullable=False),
        sa.Column("disposition", sa.Text(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["ledger.edition.id"], name=op.f("fk_edition_alert_edition")),
        sa.PrimaryKeyConstraint("edition", "alert_id", name=op.f("pk_edition_alert")),
        schema="ledger",
    )
    op.create_index(op.f("ix_edition_alert_alert_id"), "edition_alert", ["alert_id"], unique=False, schema="ledger")
    op.create_table(
        "edition_event",
        sa.Column("edition", sa.Text(collation="C"), nullable=False),
        sa.Column("alert_id", sa.Text(collation="C"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["edition"], ["ledger.edition.id"], name=op.f("fk_edition_event_edition")),
        sa.PrimaryKeyConstraint("edition", "alert_id", "ordinal", name=op.f("pk_edition_event")),
        schema="ledger",
    )
    op.create_index(op.f("ix_edition_event_alert_id"), "edition_event", ["alert_id"], unique=False, schema="ledger")
    op.create_table(
        "edition_evidence",
        sa.Column("edition", sa.Text(collation="C"), nullable=False),
        sa.Column("alert_id", sa.Text(collation="C"), nullable=False),
        sa.Column("claim_id", sa.Text(collation="C"), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("quote_language", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("document_version", sa.Text(), nullable=False),
        sa.Column("blob", sa.Text(), nullable=True),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.Column("final_url", sa.Text(), nullable=False),
        sa.Column("evidence_level", sa.Text(), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("joined_because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["ledger.edition.id"], name=op.f("fk_edition_evidence_edition")),
        sa.PrimaryKeyConstraint("edition", "alert_id", "claim_id", name=op.f("pk_edition_evidence")),
        schema="ledger",
    )
    op.create_index(
        op.f("ix_edition_evidence_alert_id"), "edition_evidence", ["alert_id"], unique=False, schema="ledger"
    )
    op.create_table(
        "edition_not_alert",
        sa.Column("edition", sa.Text(collation="C"), nullable=False),
        sa.Column("key", sa.Text(collation="C"), nullable=False),
        sa.Column("why_not", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["ledger.edition.id"], name=op.f("fk_edition_not_alert_edition")),
        sa.PrimaryKeyConstraint("edition", "key", name=op.f("pk_edition_not_alert")),
        schema="ledger",
    )
    op.create_table(
        "edition_paragraph",
        sa.Column("edition", sa.Text(collation="C"), nullable=False),
        sa.Column("alert_id", sa.Text(collation="C"), nullable=False),
        sa.Column("measure_id", sa.Text(collation="C"), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("paragraph", sa.Text(), nullable=False),
        sa.Column("force", sa.Text(), nullable=False),
        sa.Column("ruling", sa.Text(), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["ledger.edition.id"], name=op.f("fk_edition_paragraph_edition")),
        sa.PrimaryKeyConstraint("edition", "alert_id", "measure_id", name=op.f("pk_edition_paragraph")),
        schema="ledger",
    )
    op.create_index(
        op.f("ix_edition_paragraph_alert_id"), "edition_paragraph", ["alert_id"], unique=False, schema="ledger"
    )
    op.create_table(
        "edition_party",
        sa.Column("edition", sa.Text(collation="C"), nullable=False),
        sa.Column("alert_id", sa.Text(collation="C"), nullable=False),
        sa.Column("role", sa.Text(collation="C"), nullable=False),
        sa.Column("party_id", sa.Text(collation="C"), nullable=False),
        sa.Column("party_kind", sa.Text(), nullable=False),
        sa.Column("party_name", sa.Text(), nullable=False),
        sa.Column("party_country", sa.Text(), nullable=True),
        sa.Column("listed_ref", sa.Text(), nullable=True),
        sa.Column("vessel_imo", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["edition"], ["ledger.edition.id"], name=op.f("fk_edition_party_edition")),
        sa.PrimaryKeyConstraint("edition", "alert_id", "role", "party_id", name=op.f("pk_edition_party")),
        schema="ledger",
    )
    op.create_index(op.f("ix_edition_party_alert_id"), "edition_party", ["alert_id"], unique=False, schema="ledger")
    op.create_index(op.f("ix_edition_party_party_id"), "edition_party", ["party_id"], unique=False, schema="ledger")
    op.create_table(
        "edition_source",
        sa.Column("edition", sa.Text(collation="C"), nullable=False),
        sa.Column("source", sa.Text(collation="C"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("reliability", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("expected", sa.Boolean(), nullable=False),
        sa.Column("captures", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("quarantined", sa.Integer(), nullable=False),
        sa.Column("last_read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["ledger.edition.id"], name=op.f("fk_edition_source_edition")),
        sa.PrimaryKeyConstraint("edition", "source", name=op.f("pk_edition_source")),
        schema="ledger",
    )
    op.create_table(
        "gate_result",
        sa.Column("edition", sa.Text(collation="C"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("expectation", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("success", sa.Boolean(), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.Column("observed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["ledger.edition.id"], name=op.f("fk_gate_result_edition")),
        sa.PrimaryKeyConstraint("edition", "ordinal", name=op.f("pk_gate_result")),
        schema="ledger",
    )
    op.create_table(
        "snapshot",
        sa.Column("id", sa.Text(collation="C"), nullable=False),
        sa.Column("source", sa.Text(collation="C"), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("final_url", sa.Text(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("blob", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("items", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("hint", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("read_as", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["source"], ["ledger.source.id"], name=op.f("fk_snapshot_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        schema="ledger",
    )
    op.create_index(
        op.f("ix_snapshot_source_captured_at"), "snapshot", ["source", "captured_at"], unique=False, schema="ledger"
    )
    op.create_index(
        "ix_snapshot_unread",
        "snapshot",
        ["captured_at"],
        unique=False,
        schema="ledger",
        postgresql_where=sa.text("read_as is null"),
    )
    op.create_index(
        op.f("ix_snapshot_url"), "snapshot", ["url"], unique=False, schema="ledger", postgresql_using="hash"
    )
    op.create_table(
        "document_version",
        sa.Column("id", sa.Text(collation="C"), nullable=False),
        sa.Column("document", sa.Text(collation="C"), nullable=False),
        sa.Column("snapshot", sa.Text(collation="C"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("evidence_level", sa.Text(), nullable=False),
        sa.Column("history", sa.Boolean(), nullable=False),
        sa.Column("partial", sa.Boolean(), nullable=False),
        sa.Column("read_by", sa.Text(collation="C"), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["ledger.document.id"], name=op.f("fk_document_version_document")),
        sa.ForeignKeyConstraint(["snapshot"], ["ledger.snapshot.id"], name=op.f("fk_document_version_snapshot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_version")),
        schema="ledger",
    )
    op.create_index(
        op.f("ix_document_version_document_known_at"),
        "document_version",
        ["document", "known_at"],
        unique=False,
        schema="ledger",
    )
    op.create_index(
        op.f("ix_document_version_known_at"), "document_version", ["known_at"], unique=False, schema="ledger"
    )
    op.create_index(
        "ix_document_version_unread",
        "document_version",
        ["read_by", "known_at", "document", "id"],
        unique=False,
        schema="ledger",
    )
    op.create_table(
        "list_version",
        sa.Column("id", sa.Text(collation="C"), nullable=False),
        sa.Column("snapshot", sa.Text(collation="C"), nullable=True),
        sa.Column("generated", sa.DateTime(timezone=True), nullable=False),
        sa.Column("known_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("known_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("parties", sa.Integer(), nullable=False),
        sa.Column("dprk_parties", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["snapshot"], ["ledger.snapshot.id"], name=op.f("fk_list_version_snapshot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_version")),
        schema="ledger",
    )
    op.create_index(
        "uq_list_version_in_force",
        "list_version",
        ["state"],
        unique=True,
        schema="ledger",
        postgresql_where=sa.text("state = 'in_force'"),
    )
    op.create_table(
        "quarantine",
        sa.Column("id", sa.Text(collation="C"), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("snapshot", sa.Text(collation="C"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["snapshot"], ["ledger.snapshot.id"], name=op.f("fk_quarantine_snapshot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine")),
        schema="ledger",
    )
    op.create_index(op.f("ix_quarantine_state_at"), "quarantine", ["state", "at"], unique=False, schema="ledger")
    op.create_table(
        "list_change",
        sa.Column("list_version", sa.Text(collation="C"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["list_version"], ["ledger.list_version.id"], name=op.f("fk_list_change_list_version")),
        sa.PrimaryKeyConstraint("list_version", "ordinal", name=op.f("pk_list_change")),
        schema="ledger",
    )
    op.create_table(
        "listed_party",
        sa.Column("list_version", sa.Text(collation="C"), nullable=False),
        sa.Column("reference", sa.Text(collation="C"), nullable=False),
        sa.Column("dataid", sa.Text(), nullable=False),
        sa.Column("list_type", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("listed_on", sa.Date(), nullable=True),
        sa.Column("comments", sa.Text(), nullable=False),
        sa.Column("content_key", sa.Text(), nullable=False),
        sa.Column("record", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_version"], ["ledger.list_version.id"], name=op.f("fk_listed_party_list_version")
        ),
        sa.PrimaryKeyConstraint("list_version", "reference", name=op.f("pk_listed_party")),
        schema="ledger",
    )
    op.create_table(
        "reading",
        sa.Column("id", sa.Text(collation="C"), nullable=False),
        sa.Column("document_version", sa.Text(collation="C"), nullable=False),
        sa.Column("reader_version", sa.Text(), nullable=False),
        sa.Column("list_version", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("folded", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("trace", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("near_misses", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_version"], ["ledger.document_version.id"], name=op.f("fk_reading_document_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        sa.UniqueConstraint(
            "document_version", "reader_version", name=op.f("uq_reading_document_version_reader_version")
        ),
        schema="ledger",
    )
    op.create_index(
        op.f("ix_reading_reader_version_list_version"),
        "reading",
        ["reader_version", "list_version"],
        unique=False,
        schema="ledger",
    )
    op.create_index(
        "ix_reading_unfolded",
        "reading",
        ["read_at"],
        unique=False,
        schema="ledger",
        postgresql_where=sa.text("not folded"),
    )
    op.create_table(
        "claim",
        sa.Column("id", sa.Text(collation="C"), nullable=False),
        sa.Column("reading", sa.Text(collation="C"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("supplier_id", sa.Text(), nullable=False),
        sa.Column("supplier_name", sa.Text(), nullable=False),
        sa.Column("supplier_country", sa.Text(), nullable=False),
        sa.Column("recipient_id", sa.Text(), nullable=False),
        sa.Column("recipient_name", sa.Text(), nullable=False),
        sa.Column("recipient_country", sa.Text(), nullable=False),
        sa.Column("goods_term", sa.Text(), nullable=False),
        sa.Column("goods_text", sa.Text(), nullable=False),
        sa.Column("goods_class", sa.Text(), nullable=False),
        sa.Column("hs", sa.Text(), nullable=False),
        sa.Column("quantity_value", sa.Float(), nullable=True),
        sa.Column("quantity_unit", sa.Text(), nullable=False),
        sa.Column("quantity_low", sa.Float(), nullable=True),
        sa.Column("quantity_high", sa.Float(), nullable=True),
        sa.Column("quantity_text", sa.Text(), nullable=False),
        sa.Column("money_value", sa.Float(), nullable=True),
        sa.Column("money_currency", sa.Text(), nullable=False),
        sa.Column("money_text", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("event_from", sa.Date(), nullable=True),
        sa.Column("event_to", sa.Date(), nullable=True),
        sa.Column("event_precision", sa.Text(), nullable=False),
        sa.Column("event_basis", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("stage_rank", sa.Integer(), nullable=False),
        sa.Column("stage_start", sa.Integer(), nullable=True),
        sa.Column("stage_end", sa.Integer(), nullable=True),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("stance_start", sa.Integer(), nullable=True),
        sa.Column("stance_end", sa.Integer(), nullable=True),
        sa.Column("enforcement", sa.Boolean(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("attribution", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("denied_by", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("cited_paragraphs", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["ledger.reading.id"], name=op.f("fk_claim_reading")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        schema="ledger",
    )
    op.create_index(op.f("ix_claim_reading"), "claim", ["reading"], unique=False, schema="ledger")
    op.create_table(
        "listed_mention",
        sa.Column("reading", sa.Text(collation="C"), nullable=False),
        sa.Column("reference", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=True),
        sa.Column("span_end", sa.Integer(), nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["ledger.reading.id"], name=op.f("fk_listed_mention_reading")),
        sa.PrimaryKeyConstraint("reading", "reference", name=op.f("pk_listed_mention")),
        schema="ledger",
    )
    op.create_table(
        "alert_claim",
        sa.Column("claim", sa.Text(collation="C"), nullable=False),
        sa.Column("alert", sa.Text(collation="C"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["alert"], ["ledger.alert.id"], name=op.f("fk_alert_claim_alert")),
        sa.ForeignKeyConstraint(["claim"], ["ledger.claim.id"], name=op.f("fk_alert_claim_claim")),
        sa.PrimaryKeyConstraint("claim", name=op.f("pk_alert_claim")),
        schema="ledger",
    )
    op.create_index(op.f("ix_alert_claim_alert"), "alert_claim", ["alert"], unique=False, schema="ledger")
    op.create_table(
        "claim_role",
        sa.Column("claim", sa.Text(collation="C"), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("party_id", sa.Text(), nullable=False),
        sa.Column("party_kind", sa.Text(), nullable=False),
        sa.Column("party_name", sa.Text(), nullable=False),
        sa.Column("party_country", sa.Text(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=True),
        sa.Column("span_end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["ledger.claim.id"], name=op.f("fk_claim_role_claim")),
        sa.PrimaryKeyConstraint("claim", "ordinal", name=op.f("pk_claim_role")),
        schema="ledger",
    )
    op.create_table(
        "finding",
        sa.Column("claim", sa.Text(collation="C"), nullable=False),
        sa.Column("catalogue_version", sa.Text(collation="C"), nullable=False),
        sa.Column("measure", sa.Text(collation="C"), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("ruling", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["ledger.claim.id"], name=op.f("fk_finding_claim")),
        sa.PrimaryKeyConstraint("claim", "catalogue_version", "measure", name=op.f("pk_finding")),
        schema="ledger",
    )


def downgrade() -> None:
    """Drop the views that dashboards read, then every table."""
    op.execute("drop schema if exists published cascade")
    op.drop_table("finding", schema="ledger")
    op.drop_table("claim_role", schema="ledger")
    op.drop_table("alert_claim", schema="ledger")
    op.drop_table("listed_mention", schema="ledger")
    op.drop_table("claim", schema="ledger")
    op.drop_table("reading", schema="ledger")
    op.drop_table("listed_party", schema="ledger")
    op.drop_table("list_change", schema="ledger")
    op.drop_table("quarantine", schema="ledger")
    op.drop_table("list_version", schema="ledger")
    op.drop_table("document_version", schema="ledger")
    op.drop_table("snapshot", schema="ledger")
    op.drop_table("gate_result", schema="ledger")
    op.drop_table("edition_source", schema="ledger")
    op.drop_table("edition_party", schema="ledger")
    op.drop_table("edition_paragraph", schema="ledger")
    op.drop_table("edition_not_alert", schema="ledger")
    op.drop_table("edition_evidence", schema="ledger")
    op.drop_table("edition_event", schema="ledger")
    op.drop_table("edition_alert", schema="ledger")
    op.drop_table("document", schema="ledger")
    op.drop_table("disposition", schema="ledger")
    op.drop_table("current_edition", schema="ledger")
    op.drop_table("attestation", schema="ledger")
    op.drop_table("alert_event", schema="ledger")
    op.drop_table("world", schema="ledger")
    op.drop_table("step_run", schema="ledger")
    op.drop_table("source", schema="ledger")
    op.drop_table("measure", schema="ledger")
    op.drop_table("listed_name", schema="ledger")
    op.drop_table("knowledge_version", schema="ledger")
    op.drop_table("edition", schema="ledger")
    op.drop_table("category", schema="ledger")
    op.drop_table("alert", schema="ledger")
