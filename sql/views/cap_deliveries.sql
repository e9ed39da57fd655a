create view published.cap_deliveries with (security_barrier) as
select
  w.origin,
  c.edition,
  c.day,
  d.measure_id,
  d.period_from,
  d.period_to,
  d.unit,
  d.alert_id,
  d.quantity,
  d.as_written,
  d.event_from,
  d.event_to,
  d.over_end,
  d.quote,
  d.publisher,
  d.title,
  d.url
from ledger.current_edition c
join ledger.edition_cap_delivery d on d.edition = c.edition
cross join ledger.world w;

comment on view published.cap_deliveries is 'Edition, ceiling and alert: what each alert adds to cap_usage, and where it is said.';
comment on column published.cap_deliveries.origin is 'World of the row: live, or rehearsal (invented news).';
comment on column published.cap_deliveries.edition is 'Edition that the row was published in: day/number; a higher number corrects the day.';
comment on column published.cap_deliveries.day is 'UTC day of the edition.';
comment on column published.cap_deliveries.measure_id is 'Measure that sets the ceiling, as in cap_usage.';
comment on column published.cap_deliveries.period_from is 'First day of the period that it is counted in: the one in which it began.';
comment on column published.cap_deliveries.period_to is 'Last day of that period.';
comment on column published.cap_deliveries.unit is 'Unit that it is counted in, as in cap_usage.';
comment on column published.cap_deliveries.alert_id is 'Alert, as in daily_alerts; it may stand there in an earlier edition.';
comment on column published.cap_deliveries.quantity is 'The largest amount that a claim of the alert states as delivered.';
comment on column published.cap_deliveries.as_written is 'The amount in the words of the text.';
comment on column published.cap_deliveries.event_from is 'First day of the delivery as the text dates it; else the day on which it was published.';
comment on column published.cap_deliveries.event_to is 'Last day of the delivery.';
comment on column published.cap_deliveries.over_end is 'Whether its dates run past the end of the period.';
comment on column published.cap_deliveries.quote is 'The words that say so.';
comment on column published.cap_deliveries.publisher is 'Publisher of the words.';
comment on column published.cap_deliveries.title is 'Title of the document.';
comment on column published.cap_deliveries.url is 'Address of the document.';
