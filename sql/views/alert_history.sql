create view published.alert_history with (security_barrier) as
select
  w.origin,
  c.edition,
  c.day,
  h.alert_id,
  h.ordinal,
  h.kind,
  h.known_at,
  h.what,
  h.before,
  h.after,
  h.publisher,
  h.title,
  h.url
from ledger.current_edition c
join ledger.edition_event h on h.edition = c.edition
cross join ledger.world w;

comment on view published.alert_history is 'Edition, alert and event: how an alert came to be what it is.';
comment on column published.alert_history.origin is 'World of the row: live, or rehearsal (invented news).';
comment on column published.alert_history.edition is 'Edition that the row was published in: day/number; a higher number corrects the day.';
comment on column published.alert_history.day is 'UTC day of the edition: what became known from one cut-off to the next.';
comment on column published.alert_history.alert_id is 'Alert, as in daily_alerts.';
comment on column published.alert_history.ordinal is 'Number of the event within its alert, from the first.';
comment on column published.alert_history.kind is 'opened, climbed, corroborated, contradicted, weakened, reopened, disposed, joined (another alert proved to be the same episode) or parted (it is one of its own again).';
comment on column published.alert_history.known_at is 'When it became known, UTC.';
comment on column published.alert_history.what is 'What changed, in one English sentence.';
comment on column published.alert_history.before is 'Value before.';
comment on column published.alert_history.after is 'Value after.';
comment on column published.alert_history.publisher is 'Publisher of the document that changed it; null for a decision.';
comment on column published.alert_history.title is 'Title of that document.';
comment on column published.alert_history.url is 'Address of that document.';
