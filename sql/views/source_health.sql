create view published.source_health with (security_barrier) as
select
  w.origin,
  c.edition,
  c.day,
  s.source,
  s.title,
  s.publisher,
  s.reliability,
  s.state,
  s.expected,
  s.captures,
  s.failures,
  s.documents,
  s.quarantined,
  s.last_read_at,
  s.reason,
  s.items,
  s.gaps
from ledger.current_edition c
join ledger.edition_source s on s.edition = c.edition
cross join ledger.world w;

comment on view published.source_health is 'Edition and source: what each source gave.';
comment on column published.source_health.origin is 'World of the row: live, or rehearsal (invented news).';
comment on column published.source_health.edition is 'Edition that the row was published in: day/number; a higher number corrects the day.';
comment on column published.source_health.day is 'UTC day of the edition: what became known from one cut-off to the next.';
comment on column published.source_health.source is 'Source, as its folder is named.';
comment on column published.source_health.title is 'Title of the source.';
comment on column published.source_health.publisher is 'Publisher.';
comment on column published.source_health.reliability is 'Admiralty letter, A to F.';
comment on column published.source_health.state is 'fresh, late, silent, empty, blocked, failing, held or off.';
comment on column published.source_health.expected is 'Whether the attestation waits for it.';
comment on column published.source_health.captures is 'Captures tried in the edition.';
comment on column published.source_health.failures is 'Captures that failed.';
comment on column published.source_health.documents is 'Documents read.';
comment on column published.source_health.quarantined is 'What was set aside.';
comment on column published.source_health.last_read_at is 'When it was last read, UTC; null where never.';
comment on column published.source_health.reason is 'Why it is in this state.';
comment on column published.source_health.items is 'Most stories that its list named at one look, by a count of the raw file.';
comment on column published.source_health.gaps is 'Looks that nothing joins to the look before: stories may be missing.';
