-- What the roles of roles.sql may see of this database's tables. Applied by every migration that changes something.

create schema if not exists published authorization watch1718_owner;
grant usage on schema published to dashboard;

-- The views are read with their owner's rights: it may read what is published and the names beside it
grant usage on schema ledger to watch1718_owner;
grant select on
  ledger.world,
  ledger.category,
  ledger.edition,
  ledger.current_edition,
  ledger.attestation,
  ledger.edition_source,
  ledger.edition_alert,
  ledger.edition_party,
  ledger.edition_evidence,
  ledger.edition_paragraph,
  ledger.edition_event,
  ledger.edition_not_alert,
  ledger.edition_cap_usage,
  ledger.edition_cap_delivery,
  ledger.customer,
  ledger.exposure_hit
to watch1718_owner;

-- Steps write everything but decisions; analysts add decisions, approvers also put lists in force. What is published
-- stays frozen for all of them (triggers), the audit is written by its triggers alone
grant usage on schema ledger, published to watch1718_pipeline, watch1718_analyst, watch1718_approver;
grant select on all tables in schema ledger to watch1718_pipeline, watch1718_analyst, watch1718_approver;
grant insert, update, delete on all tables in schema ledger to watch1718_pipeline;
revoke insert, update, delete on
  ledger.alembic_version, ledger.world, ledger.audit, ledger.approval, ledger.disposition, ledger.adoption,
  ledger.exclusion, ledger.exclusion_lift, ledger.redirect, ledger.redirect_undo
from watch1718_pipeline;
revoke delete on ledger.list_version, ledger.alert, ledger.alert_event, ledger.snapshot from watch1718_pipeline;
grant insert on
  ledger.disposition, ledger.alert_note, ledger.exclusion, ledger.exclusion_lift, ledger.redirect, ledger.redirect_undo,
  ledger.approval, ledger.alert_event
to watch1718_analyst, watch1718_approver;
grant update (state, known_from, known_to, verified_at, decided_by, decision) on ledger.list_version to watch1718_approver;
grant insert on ledger.adoption to watch1718_approver;
grant select, update on ledger.alert to watch1718_owner;
