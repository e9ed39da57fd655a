create view published.not_alerts with (security_barrier) as
select
  w.origin,
  c.edition,
  c.day,
  n.key,
  n.why_not,
  n.reason,
  n.publisher,
  n.title,
  n.url,
  n.known_at
from ledger.current_edition c
join ledger.edition_not_alert n on n.edition = c.edition
cross join ledger.world w;

comment on view published.not_alerts is 'Edition and document: what was read and is no alert, and what could not be read, with the reason.';
comment on column published.not_alerts.origin is 'World of the row: live, or rehearsal (invented news).';
comment on column published.not_alerts.edition is 'Edition that the row was published in: day/number; a higher number corrects the day.';
comment on column published.not_alerts.day is 'UTC day of the edition: what became known from one cut-off to the next.';
comment on column published.not_alerts.key is 'Document version, or the key of what was set aside.';
comment on column published.not_alerts.why_not is 'exempt, context, quarantined or history (older than the first capture of its source allows).';
comment on column published.not_alerts.reason is 'Why, in one English sentence.';
comment on column published.not_alerts.publisher is 'Publisher.';
comment on column published.not_alerts.title is 'Title; empty where it could not be read.';
comment on column published.not_alerts.url is 'Address.';
comment on column published.not_alerts.known_at is 'When it became known, UTC.';
