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
