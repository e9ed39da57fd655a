create view published.daily_attestation with (security_barrier) as
with span as (
  select min(day) as first, max(day) as last from ledger.current_edition
),
every_day as (
  select generate_series(first, last, interval '1 day')::date as day from span
)
select
  w.origin,
  c.edition,
  d.day,
  coalesce(t.state, 'BLIND') as state,
  t.expected,
  t.read,
  t.empty,
  t.failed,
  t.cut_off,
  t.quarantined,
  t.list_verified_at,
  t.list_version,
  coalesce(t.reason, 'No edition was published for this day.') as reason
from every_day d
left join ledger.current_edition c on c.day = d.day
left join ledger.attestation t on t.edition = c.edition
cross join ledger.world w;

comment on view published.daily_attestation is 'Day, the empty ones too: what was and was not read. No alerts and no sight never look alike.';
comment on column published.daily_attestation.origin is 'World of the row: live, or rehearsal (invented news).';
comment on column published.daily_attestation.edition is 'Edition of the day; null where none was published.';
comment on column published.daily_attestation.day is 'UTC day; every day from the first edition to the last has a row.';
comment on column published.daily_attestation.state is 'COMPLETE: all expected sources read and the UN list verified. BLIND: no edition, or too little read to say anything. Else PARTIAL.';
comment on column published.daily_attestation.expected is 'Sources expected; null where there is no edition.';
comment on column published.daily_attestation.read is 'Expected sources read, the empty ones among them.';
comment on column published.daily_attestation.empty is 'Expected sources that were read and held nothing new.';
comment on column published.daily_attestation.failed is 'Expected sources that failed.';
comment on column published.daily_attestation.cut_off is 'Documents that came incomplete.';
comment on column published.daily_attestation.quarantined is 'What was set aside.';
comment on column published.daily_attestation.list_verified_at is 'When the UN list in force was last confirmed, UTC.';
comment on column published.daily_attestation.list_version is 'Version of the UN list.';
comment on column published.daily_attestation.reason is 'Why, in one English sentence.';
